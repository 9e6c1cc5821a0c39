"""The review as a list: page, choose, decide on all that were chosen; and Stop."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from slack_bolt import Ack, App
from slack_sdk import WebClient

from slackapp.bulks import BulkRefused
from slackapp.domain.accounts import Workspace
from slackapp.domain.bulk import sealed, unsealed
from slackapp.domain.card import Choice
from slackapp.slack import ids, payloads
from slackapp.slack.blocks import section
from slackapp.slack.choosing import PAGE, Chosen, list_modal, may_be_chosen, pages_of, positions_on
from slackapp.slack.errors import plain_errors
from slackapp.slack.listeners.rooms import Rooms, answer
from slackapp.slack.message import Message, View
from slackapp.slack.modals import notice_modal
from slackapp.slack.payloads import Click
from slackapp.slack.text import escape

_DECIDES = {ids.BULK_FOLLOW: Choice.FOLLOW, ids.BULK_IGNORE: Choice.IGNORE}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants done with all that they chose."""

    choice: Choice
    message_id: int  # the grouped message
    chosen: Chosen
    actor_id: str  # Slack's user id
    why: str = ""  # the reason, where one is asked for


def register(app: App, rooms: Rooms) -> None:
    """The list's boxes, pages and buttons, and Stop wherever it stands."""

    def on_look(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        click = payloads.click(body)
        workspace = rooms.workspace(click.team_id)
        ack()
        if (seen := seen_in(click)) is not None:
            message_id, chosen = seen
            moved = _moved(rooms, workspace, click, message_id, chosen)
            _show(rooms, workspace, click.view_id, client, message_id, moved, click.card_id)

    for action_id in (ids.PICK, ids.PICK_ALL, ids.PICK_PREVIOUS, ids.PICK_NEXT, ids.REVIEW_LIST):
        app.action(action_id)(on_look)

    @app.action(ids.BULK_FOLLOW)  # of Ignore ignoring.py hears: where they are questions, it asks why
    def on_follow(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        click = payloads.click(body)
        workspace = rooms.workspace(click.team_id)
        decide(rooms, workspace, ack, click, client)

    @app.action(ids.BULK_STOP)
    def on_stop(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        click = payloads.click(body)
        workspace = rooms.workspace(click.team_id)
        rooms.bulks.stop(workspace.id, ids.parse_id(click.value) or 0, click.actor_id)
        ack()
        redraw(rooms, workspace, click, client)

    @app.action(ids.BULK_UNDO)
    def on_undo(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        click = payloads.click(body)
        _undo(rooms, rooms.workspace(click.team_id), ack, click, client)


def seen_in(click: Click) -> tuple[int, Chosen] | None:
    """The grouped message and who is chosen, as the list says that was clicked in; None in any other place."""
    found = ids.parse_list_metadata(click.private_metadata)
    if found is None:
        one = ids.parse_metadata(click.private_metadata) if click.action_id == ids.REVIEW_LIST else None
        return (one[0], Chosen()) if one else None
    message_id, page, round_, sealed_ones = found
    positions = set(unsealed(sealed_ones))
    for block_id, value in click.values.items():  # what is ticked on this page now
        position = ids.parse_pick_block_id(block_id)
        if position is not None:
            positions.discard(position)
            positions |= {position} if value else set()
    return message_id, Chosen(frozenset(positions), page, round_)


def kept(message_id: int, chosen: Chosen) -> str:
    """The same, to be kept by another window."""
    return ids.list_metadata(message_id, chosen.page, chosen.round, sealed(chosen.positions))


def chosen_in(text: str) -> tuple[int, Chosen] | None:
    """Read back what `kept` made; None for anything else."""
    found = ids.parse_list_metadata(text)
    return (found[0], Chosen(unsealed(found[3]), found[1], found[2])) if found else None


def redraw(rooms: Rooms, workspace: Workspace, click: Click, client: WebClient) -> bool:
    """Draw the list again as it stands, and once more when the card has moved; False where it is no list."""
    seen = seen_in(click) if click.view_id else None
    if seen is not None:
        _show(rooms, workspace, click.view_id, client, *seen, click.card_id)
    return seen is not None


def view_of(rooms: Rooms, workspace: Workspace, message_id: int, chosen: Chosen) -> View | None:
    """The list as it stands; None where there is nothing of it in this workspace."""
    order = rooms.faces.review_order(message_id, workspace.id)
    group = rooms.faces.group(message_id, workspace.id, shown=0) if order else None
    if group is None:
        return None
    page = min(max(chosen.page, 1), pages_of(len(order)))
    found = ((n, rooms.faces.card(order[n - 1], workspace.id)) for n in positions_on(page, len(order)))
    shown = [(n, face) for n, face in found if face is not None]
    decided = {n for n, face in shown if not may_be_chosen(face.card)}
    still = frozenset(n for n in chosen.positions - decided if n <= len(order))
    following = rooms.bulks.following(group.account.id)
    return list_modal(group, shown, Chosen(still, page, chosen.round), following)


def _moved(rooms: Rooms, workspace: Workspace, click: Click, message_id: int, chosen: Chosen) -> Chosen:
    """What is chosen after a click that only looks, or ticks."""
    anew = replace(chosen, round=chosen.round + 1)
    number = ids.parse_id(click.value) or 1
    if click.action_id in (ids.PICK_PREVIOUS, ids.PICK_NEXT):
        return replace(anew, page=number)
    if click.action_id == ids.REVIEW_LIST:
        return replace(anew, page=(number - 1) // PAGE + 1)
    if click.action_id == ids.PICK_ALL:
        order = rooms.faces.review_order(message_id, workspace.id)
        here = frozenset(positions_on(chosen.page, len(order)))
        return replace(anew, positions=chosen.positions | here if click.value == "all" else chosen.positions - here)
    return chosen


def decide(rooms: Rooms, workspace: Workspace, ack: Ack, click: Click, client: WebClient) -> None:
    """Keep what was chosen, acknowledge, then decide card by card; the list shows how far it has come."""
    seen = seen_in(click)
    if seen is None:
        ack()
        return
    begin(rooms, workspace, Wanted(_DECIDES[click.action_id], *seen, click.actor_id), client, click.view_id, ack)


def _undo(rooms: Rooms, workspace: Workspace, ack: Ack, click: Click, client: WebClient) -> None:
    """Keep that all is to be taken back, acknowledge, then decide card by card; or say why not."""
    try:
        bulk_id = rooms.bulks.undo(workspace.id, ids.parse_id(click.value) or 0, click.actor_id)
        told = "" if bulk_id else "↩️ Nothing of that is left to undo: somebody was faster, or it is not over yet."
    except BulkRefused as refused:
        bulk_id, told = None, f"☝️ {escape(str(refused), 300)} So each is undone by a button of its own, in *Review*."
    ack()
    if told:
        answer(click.response_url, Message(told, (section(told),)))

    def walk() -> None:
        if bulk_id is not None:
            rooms.bulks.walk(bulk_id)
        redraw(rooms, workspace, click, client)

    rooms.soon(walk)


def begin(
    rooms: Rooms,
    workspace: Workspace,
    wanted: Wanted,
    client: WebClient,
    view_id: str,
    ack: Callable[[], object],
) -> None:
    """Record it, acknowledge, then decide card by card; `view_id` is the list's, which shows how far it has come."""
    order = rooms.faces.review_order(wanted.message_id, workspace.id)
    cards = [order[n - 1] for n in sorted(wanted.chosen.positions) if n <= len(order)]
    try:
        bulk_id = rooms.bulks.begin(
            workspace.id, wanted.message_id, wanted.choice, cards, wanted.actor_id, why=wanted.why
        )
    except BulkRefused:  # it has changed since the list was drawn: that says why now
        bulk_id = None
    ack()
    if bulk_id is None:
        _show(rooms, workspace, view_id, client, wanted.message_id, wanted.chosen)
        return
    after = Chosen(page=wanted.chosen.page, round=wanted.chosen.round + 1)

    def walk() -> None:
        rooms.bulks.walk(bulk_id)
        _show(rooms, workspace, view_id, client, wanted.message_id, after)

    rooms.soon(walk)


def _show(
    rooms: Rooms,
    workspace: Workspace,
    view_id: str,
    client: WebClient,
    message_id: int,
    chosen: Chosen,
    card_id: int | None = None,
) -> None:
    def draw() -> None:
        view = view_of(rooms, workspace, message_id, chosen) or gone()
        with plain_errors(effect=False):
            client.views_update(view_id=view_id, view=view)

    rooms.onlookers.show(view_id, draw, card_id)


def gone() -> View:
    """What is shown where the cards are not there (any more)."""
    return notice_modal("Review", "These cards are no longer there.")
