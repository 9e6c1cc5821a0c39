"""Which buttons a card shows: only what its state allows to choose and its network allows to do, three at most."""

from collections.abc import Iterator

from slackapp.domain.action import FailureKind
from slackapp.domain.capability import Capability
from slackapp.domain.card import CardKind, CardStatus, Choice, Facet, FacetState, choose
from slackapp.domain.evidence import Summary
from slackapp.domain.face import CardFace
from slackapp.domain.hand_off import may_give
from slackapp.slack import ids
from slackapp.slack.blocks import actions, button, confirmation, link_button, menu, option
from slackapp.slack.handed import is_handed, take_back_buttons
from slackapp.slack.ids import MenuItem, card_action_id, menu_value
from slackapp.slack.message import Block, Element
from slackapp.slack.outcomes import doubt_is_about_undoing, failure_of
from slackapp.slack.over_budget import costs_dialog

_FREE = frozenset({FacetState.NONE, FacetState.FAILED, FacetState.BY_HAND})


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


def card_buttons(face: CardFace) -> list[Element]:
    """The visible buttons, the likeliest first."""
    status = face.card.status
    if status is CardStatus.CLOSED:
        return []
    if status is CardStatus.IGNORED:
        return [] if face.card.busy else [_choice(face, Choice.REOPEN, "Undo")]
    if back := take_back_buttons(face):
        return back
    if status is CardStatus.SNOOZED:
        return [] if face.card.busy else [_choice(face, Choice.REOPEN, "Bring back"), _choice(face, Choice.IGNORE)]
    if face.card.in_doubt:
        return _doubt_buttons(face, face.card.in_doubt)
    if face.card.kind is CardKind.FOLLOWER:
        found = [*_follow(face), *_reply(face)]
    elif status is CardStatus.OPEN and not face.card.busy:
        found = [*_reply(face), _claim(face)]  # following can wait: it is in the menu, or in Why?
    else:
        found = [*_reply(face), *_follow(face)]
    if status is CardStatus.OPEN and not face.card.busy:
        found.append(_choice(face, Choice.IGNORE))
    return found


def more_buttons(face: CardFace) -> list[Element]:
    """What else may be chosen on a question, where its menu has no room for it: beside its Why?."""
    card = face.card
    if card.kind is not CardKind.QUESTION or card.status is CardStatus.CLOSED or card.in_doubt:
        return []
    found = [] if card.status is CardStatus.IGNORED else _follow(face)
    if card.like in (FacetState.NONE, FacetState.FAILED) and face.allows(Capability.LIKE):
        found.append(_choice(face, Choice.LIKE, "👍 Like the post"))
    if card.like is FacetState.DONE and face.allows(Capability.UNLIKE):
        found.append(_choice(face, Choice.UNDO_LIKE, "Take the like back"))
    return found


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
    for made in _follow(face):
        item = MenuItem(str(made["action_id"]).removeprefix(ids.CARD_PREFIX))
        label = {MenuItem.FOLLOW: "Follow", MenuItem.UNDO_FOLLOW: "Unfollow"}.get(item, "Follow there ↗")
        yield option(label, menu_value(item, face.card.id), str(made.get("url", "")))


_SNOOZES = (
    (MenuItem.SNOOZE_HOUR, "💤 Snooze for an hour"),
    (MenuItem.SNOOZE_TOMORROW, "💤 Until tomorrow, 9:00"),
    (MenuItem.SNOOZE_NEXT_WEEK, "💤 Until next week"),
)
_LABELS = {Choice.FOLLOW: "Follow back", Choice.REPLY: "Reply", Choice.IGNORE: "Ignore"}


def _choice(
    face: CardFace, choice: Choice, label: str = "", style: str = "", confirm: Element | None = None
) -> Element:
    label = label or _LABELS[choice]
    says = f"{label}: {face.person.name or face.person.handle}"
    confirm = confirm or costs_dialog(face, choice, label)
    return button(label, card_action_id(choice), str(face.card.id), style=style, says=says, confirm=confirm)


def _claim(face: CardFace) -> Element:
    """Nobody has it: it can be claimed. Somebody has it: a teammate may take it over, and nobody is asked."""
    return _choice(face, Choice.TAKE_OVER, "Take over") if face.card.owner_id else _choice(face, Choice.CLAIM, "Claim")


def _linked(face: CardFace, action_id: str, label: str, url: str, style: str = "") -> list[Element]:
    says = f"{label}: {face.person.name or face.person.handle}"
    made = link_button(label, action_id, str(face.card.id), url, style=style, says=says)
    return [made] if made else []


def _follow(face: CardFace) -> list[Element]:
    state, follower = face.card.follow, face.card.kind is CardKind.FOLLOWER
    network = face.account.network.label
    if state is FacetState.DONE:
        if face.allows(Capability.UNFOLLOW):
            return [_choice(face, Choice.UNDO_FOLLOW, "Undo" if follower else "Unfollow")]
        return _linked(face, ids.OPEN_PROFILE, f"Undo on {network} ↗", face.links.profile) if follower else []
    failure = failure_of(face, Facet.FOLLOW)
    if state not in _FREE or failure is FailureKind.GONE:
        return []
    # The green button is a nudge: none towards somebody whom the evidence speaks against.
    style = "primary" if follower and face.evidence.summary is not Summary.BETTER_NOT else ""
    by_hand = state is FacetState.BY_HAND or failure is FailureKind.REFUSED
    if by_hand or not face.allows(Capability.FOLLOW):
        action_id = card_action_id(Choice.FOLLOW_BY_HAND)
        return _linked(face, action_id, f"Follow on {network} ↗", face.links.follow, style)
    label = "Try again" if state is FacetState.FAILED else "Follow back" if follower else "Follow"
    return [_choice(face, Choice.FOLLOW, label, style)]


def _reply(face: CardFace) -> list[Element]:
    follower = face.card.kind is CardKind.FOLLOWER
    state, failure = face.card.reply, failure_of(face, Facet.REPLY)
    if state is FacetState.DONE:
        return [_undo_reply(face)] if face.allows(Capability.DELETE_POST) else []
    if state not in _FREE or failure is FailureKind.GONE:
        return []
    label = "Try again" if state is FacetState.FAILED else "Say hello" if follower else "Reply"
    style = "primary" if not follower and face.waits else ""
    if face.allows(Capability.HELLO if follower else Capability.REPLY):
        found = [_choice(face, Choice.REPLY, label, style)]
        return [*found, *_reply_by_hand(face, "")] if failure is FailureKind.REFUSED else found
    return [] if follower else _reply_by_hand(face, style)


def _reply_by_hand(face: CardFace, style: str) -> list[Element]:
    label = f"Reply on {face.account.network.label} ↗"
    return _linked(face, card_action_id(Choice.REPLY_BY_HAND), label, face.links.reply, style)


def _undo_reply(face: CardFace) -> Element:
    network = face.account.network.label
    hello = face.card.kind is CardKind.FOLLOWER
    confirm = confirmation(
        "Delete the hello?" if hello else "Delete the reply?",
        f"It disappears from {network}. Whoever has read it already has read it.",
        "Delete it",
        "Keep it",
        danger=True,
    )
    return _choice(face, Choice.UNDO_REPLY, "Delete hello" if hello else "Undo", confirm=confirm)


_AGAIN = {Facet.FOLLOW: "Follow again", Facet.REPLY: "Send again", Facet.LIKE: "Like again"}
_MARK = {Facet.FOLLOW: "Mark as followed", Facet.REPLY: "Mark as sent", Facet.LIKE: "Mark as liked"}
_RISK = {
    Facet.FOLLOW: "If the first one did get through, nothing changes: one cannot follow twice.",
    Facet.REPLY: "If the first one did get through, people will see it twice. Look at {network} first.",
    Facet.LIKE: "If the first one did get through, nothing changes: one cannot like twice.",
}


def _doubt_buttons(face: CardFace, facet: Facet) -> list[Element]:
    network = face.account.network.label
    check = _choice(face, Choice.CHECK_AGAIN, "Check again", "primary")
    if doubt_is_about_undoing(face, facet):
        # Undoing twice does no harm; and "sent" would be the wrong word for something taken away.
        return [check, _choice(face, Choice.SEND_AGAIN, "Undo again")]
    again = confirmation("Do it again?", _RISK[facet].format(network=network), _AGAIN[facet], "Not yet")
    mark = confirmation(
        "Did you see it there?",
        f"Rapport stops looking and takes your word that it is on {network}.",
        "It is there",
        "Not sure",
    )
    return [
        check,
        _choice(face, Choice.SEND_AGAIN, _AGAIN[facet], confirm=again),
        _choice(face, Choice.MARK_SENT, _MARK[facet], confirm=mark),
    ]
