"""What a card offers to choose: its row of buttons, and the menu at the end of it."""

from collections.abc import Iterator

from slackapp.domain.capability import Capability
from slackapp.domain.card import CardKind, CardStatus, Choice, FacetState, choose
from slackapp.domain.face import CardFace
from slackapp.domain.hand_off import may_give
from slackapp.slack import ids
from slackapp.slack.blocks import actions, menu, option
from slackapp.slack.card_buttons import card_buttons, follow_buttons
from slackapp.slack.handed import is_handed
from slackapp.slack.ids import MenuItem, menu_value
from slackapp.slack.message import Block, Element


def card_actions(face: CardFace, block_id: str, *, with_menu: bool = True, with_green: bool = True) -> list[Block]:
    """The row of buttons of a card, as a list of one block, or of none where nothing is left to choose.

    Args:
        face: the card.
        block_id: one of `ids`; it tells where the card is shown.
        with_menu: whether the "⋯" menu is wanted.
        with_green: whether the likeliest button stands out. In a list it should not: everything would.
    """
    items = menu_items(face) if with_menu else []
    buttons = card_buttons(face)
    if not with_green:
        buttons = [{key: value for key, value in each.items() if key != "style"} for each in buttons]
    elements = [*buttons, *([menu(ids.CARD_MENU, items)] if len(items) > 1 else [])]
    return [actions(block_id, *elements)] if elements else []


def menu_items(face: CardFace) -> list[Element]:
    """The items of the "⋯" menu."""
    card = face.card
    history = option("History", menu_value(MenuItem.HISTORY, card.id))
    profile = option("Open profile ↗", menu_value(MenuItem.OPEN_PROFILE, card.id), face.links.profile)
    over = card.status is CardStatus.CLOSED or (card.kind is CardKind.FOLLOWER and card.status is not CardStatus.OPEN)
    if over:
        return [item for item in (profile, history) if item is not None]
    if card.kind is CardKind.QUESTION:
        return [item for item in _question_items(face) if item is not None][:5]
    found = [profile]
    if not card.busy:
        found += [option(label, menu_value(item, card.id)) for item, label in _SNOOZES]
    found.append(history)
    return [item for item in found if item is not None][:5]


def _question_items(face: CardFace) -> Iterator[Element | None]:
    """What a question's menu offers, what is asked for most first; Why? and the card itself have what is cut off."""
    card = face.card
    if face.verdict is not None:
        yield option("Why? And more…", menu_value(MenuItem.WHY, card.id))
    elif card.status is CardStatus.OPEN and not card.busy and not card.in_doubt and not is_handed(face):
        yield from _follow_items(face)  # there is no Why? to hold it
    if not is_handed(face):
        yield from _passing_items(face)
    if card.like in (FacetState.NONE, FacetState.FAILED) and face.allows(Capability.LIKE):
        yield option("👍 Like the post", menu_value(MenuItem.LIKE, card.id))
    if card.like is FacetState.DONE and face.allows(Capability.UNLIKE):
        yield option("Take the like back", menu_value(MenuItem.UNDO_LIKE, card.id))
    yield option("Open profile ↗", menu_value(MenuItem.OPEN_PROFILE, card.id), face.links.profile)
    yield option("History", menu_value(MenuItem.HISTORY, card.id))  # Why? has it where there is no room
    if face.links.post:
        yield option("Open post ↗", menu_value(MenuItem.OPEN_POST, card.id), face.links.post)


def _passing_items(face: CardFace) -> Iterator[Element | None]:
    """What becomes of a question that one does not answer now: it is none, it waits, or somebody else has it."""
    card = face.card
    if choose(card, Choice.RELEASE):
        yield option("Let go of it", menu_value(MenuItem.RELEASE, card.id))
    elif face.waits and not card.in_doubt and choose(card, Choice.NOT_A_QUESTION):
        yield option("Not a question", menu_value(MenuItem.NOT_A_QUESTION, card.id))
    if choose(card, Choice.SNOOZE):
        yield option("💤 Snooze…", menu_value(MenuItem.SNOOZE, card.id))
    if choose(card, Choice.ASSIGN):
        yield option("🙋 Assign…", menu_value(MenuItem.ASSIGN, card.id))
    if may_give(card):
        yield option("↪️ Hand off…", menu_value(MenuItem.HAND_OFF, card.id))


def _follow_items(face: CardFace) -> Iterator[Element | None]:
    """The button to follow, as an item of the menu."""
    for made in follow_buttons(face):
        item = MenuItem(str(made["action_id"]).removeprefix(ids.CARD_PREFIX))
        label = {MenuItem.FOLLOW: "Follow", MenuItem.UNDO_FOLLOW: "Unfollow"}.get(item, "Follow there ↗")
        yield option(label, menu_value(item, face.card.id), str(made.get("url", "")))


_SNOOZES = (
    (MenuItem.SNOOZE_HOUR, "💤 Snooze for an hour"),
    (MenuItem.SNOOZE_TOMORROW, "💤 Until tomorrow, 9:00"),
    (MenuItem.SNOOZE_NEXT_WEEK, "💤 Until next week"),
)
