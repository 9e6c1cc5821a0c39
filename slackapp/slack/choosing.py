"""The review as a list: ten people on a page, each with their evidence in a line; choose some, decide at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from slackapp.domain.bulk import Bulk, sealed
from slackapp.domain.card import Card, CardKind, Choice, choose
from slackapp.domain.face import CardFace, GroupFace
from slackapp.slack import ids
from slackapp.slack.blocks import actions, button, context, divider, modal, plain, section
from slackapp.slack.bulks import bulk_blocks
from slackapp.slack.card_buttons import card_buttons
from slackapp.slack.groups import line_of, progress, title_of
from slackapp.slack.ids import card_action_id
from slackapp.slack.message import Block, Element, View
from slackapp.slack.person import handle_of
from slackapp.slack.text import escape

PAGE = 10  # people; each takes two of the hundred blocks that Slack allows at most
_FOLLOWING = {card_action_id(each) for each in (Choice.FOLLOW, Choice.FOLLOW_BY_HAND)}
_UNDOING = {card_action_id(each) for each in (Choice.UNDO_FOLLOW, Choice.REOPEN)}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person has chosen so far, on all pages."""

    positions: frozenset[int] = frozenset()  # from 1, in the order of review
    page: int = 1
    round: int = 0  # grows when ticks are set by us: Slack keeps a person's own as long as it stays


def may_be_chosen(card: Card) -> bool:
    """Whether it waits for a decision, and nothing is under way."""
    return choose(card, Choice.IGNORE) is not None


def pages_of(total: int) -> int:
    """How many pages so many take."""
    return max(1, -(-total // PAGE))


def positions_on(page: int, total: int) -> range:
    """The positions that stand on a page."""
    return range((page - 1) * PAGE + 1, min(page * PAGE, total) + 1)


def list_modal(group: GroupFace, shown: Collection[tuple[int, CardFace]], chosen: Chosen, following: Bulk) -> View:
    """One page of the list.

    Args:
        group: the grouped message's state.
        shown: the page's cards with their positions, from 1.
        chosen: who is chosen, on this page and all others.
        following: whether the network lets many be followed at once.
    """
    follower = group.kind is CardKind.FOLLOWER
    where = f"*{min((n for n, _ in shown), default=0):,}–{max((n for n, _ in shown), default=0):,} of {group.total:,}*"
    one_by_one = follower and not following.allowed
    blocks = [
        context(f"{where} · {progress(group)}"),
        *bulk_blocks(group),
        *([context(_why_not(following))] if one_by_one else []),
        *(block for position, face in shown for block in _row(group, position, face, chosen, one_by_one)),
        divider(),
        *_deciding(group, shown, chosen, follower and following.allowed),
        *([context(pace_line(len(chosen.positions), following.pace))]
          if follower and following.allowed and chosen.positions else []),
        actions(f"pages|{group.message_id}|{chosen.page}|{chosen.round}", *_pages(group, shown, chosen.page)),
    ]  # fmt: skip
    metadata = ids.list_metadata(group.message_id, chosen.page, chosen.round, sealed(chosen.positions))
    return modal(ids.REVIEW_VIEW, title_of(group), blocks, metadata, close="Done")


def pace_line(number: int, pace: timedelta) -> str:
    """How long so many take."""
    every, takes = pace.total_seconds(), number * pace.total_seconds()
    often = f"One every {every:g} seconds" if every > 1 else "One after another"
    took = f"about {round(takes / 60):,} minutes" if takes >= 90 else "about a minute" if takes > 40 else "soon done"
    return f"🐢 {often}, as the network likes it: {took}. You can close this window, and stop at any time."


def _why_not(following: Bulk) -> str:
    return f"☝️ {escape(following.reason)} So each has a button of their own; ignoring many at once is fine."


def _row(group: GroupFace, position: int, face: CardFace, chosen: Chosen, one_by_one: bool) -> list[Block]:
    """A person with a box to tick; who was decided on meanwhile, with what became of it and the way back."""
    line, place = line_of(group, face), ids.review_block_id(group.message_id, position, face.card.id, face.card.version)
    if not may_be_chosen(face.card):
        undo = next((_quiet(each) for each in card_buttons(face) if each["action_id"] in _UNDOING), None)
        return [{**section(line, accessory=undo), "block_id": place}]
    box = _box(face, position, ticked=position in chosen.positions)
    row = {**section(line, accessory=box), "block_id": ids.pick_block_id(group.message_id, position, chosen.round)}
    own = [_quiet(each) for each in card_buttons(face) if each["action_id"] in _FOLLOWING] if one_by_one else []
    return [row, *([actions(place, *own)] if own else [])]


def _quiet(element: Element) -> Element:
    """The same button in grey: in a list, everything would stand out."""
    return {key: value for key, value in element.items() if key != "style"}


def _box(face: CardFace, position: int, *, ticked: bool) -> Element:
    option: Element = {"text": plain(f"Choose {handle_of(face.person)}", 75), "value": str(position)}
    box: Element = {"type": "checkboxes", "action_id": ids.PICK, "options": [option]}
    return {**box, "initial_options": [option]} if ticked else box


def _deciding(
    group: GroupFace, shown: Collection[tuple[int, CardFace]], chosen: Chosen, may_follow: bool
) -> list[Block]:
    number, message = len(chosen.positions), str(group.message_id)
    here = {position for position, face in shown if may_be_chosen(face.card)}
    found: list[Element] = []
    if number and may_follow:
        found.append(button(f"Follow back chosen ({number:,})", ids.BULK_FOLLOW, message, style="primary"))
    if number:
        found.append(button(f"Ignore chosen ({number:,})", ids.BULK_IGNORE, message))
    if here - chosen.positions:
        found.append(button("Choose all on this page", ids.PICK_ALL, "all"))
    elif here:
        found.append(button("Choose none on this page", ids.PICK_ALL, "none"))
    return [actions(f"bulk|{group.message_id}|{chosen.page}|{chosen.round}", *found)] if found else []


def _pages(group: GroupFace, shown: Collection[tuple[int, CardFace]], page: int) -> list[Element]:
    waiting = (position for position, face in shown if may_be_chosen(face.card))
    first = min(waiting, default=(page - 1) * PAGE + 1)
    found = []
    if page > 1:
        found.append(button("← Previous page", ids.PICK_PREVIOUS, str(page - 1)))
    if page < pages_of(group.total):
        found.append(button("Next page →", ids.PICK_NEXT, str(page + 1)))
    return [*found, button("One by one", ids.REVIEW_ONE, str(first))]
