"""The review as a list: page, choose, decide on all that were chosen; and Stop."""

from collections.abc import Mapping
from dataclasses import replace

from slack_bolt import Ack, App
from slack_sdk import WebClient

from slackapp.bulks import BulkRefused
from slackapp.domain.accounts import Workspace
from slackapp.domain.bulk import unsealed
from slackapp.domain.card import Choice
from slackapp.slack import ids, payloads
from slackapp.slack.choosing import PAGE, Chosen, list_modal, may_be_chosen, pages_of, positions_on
from slackapp.slack.errors import plain_errors
from slackapp.slack.listeners.rooms import Rooms
from slackapp.slack.message import View
from slackapp.slack.modals import notice_modal
from slackapp.slack.payloads import Click

_DECIDES = {ids.BULK_FOLLOW: Choice.FOLLOW, ids.BULK_IGNORE: Choice.IGNORE}


def register(app: App, rooms: Rooms) -> None:
    """The list's boxes, pages and buttons, and Stop wherever it stands."""

    def on_look(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        click = payloads.click(body)
        workspace = rooms.workspace(click.team_id)
        ack()
        if (seen := seen_in(click)) is not None:
            message_id, chosen = seen
            _show(rooms, workspace, click, client, message_id, _moved(rooms, workspace, click, message_id, chosen))

    for action_id in (ids.PICK, ids.PICK_ALL, ids.PICK_PREVIOUS, ids.PICK_NEXT, ids.REVIEW_LIST):
        app.action(action_id)(on_look)

    def on_decide(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        click = payloads.click(body)
        workspace = rooms.workspace(click.team_id)
        _decide(rooms, workspace, ack, click, client)

    for action_id in _DECIDES:
        app.action(action_id)(on_decide)

    @app.action(ids.BULK_STOP)
    def on_stop(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        click = payloads.click(body)
        workspace = rooms.workspace(click.team_id)
        rooms.bulks.stop(workspace.id, ids.parse_id(click.value) or 0, click.actor_id)
        ack()
        redraw(rooms, workspace, click, client)


def seen_in(click: Click) -> tuple[int, Chosen] | None:
    """The grouped message and who is chosen, as the list says that was clicked in; None in any other place."""
    kept = ids.parse_list_metadata(click.private_metadata)
    if kept is None:
        one = ids.parse_metadata(click.private_metadata) if click.action_id == ids.REVIEW_LIST else None
        return (one[0], Chosen()) if one else None
    message_id, page, round_, chosen = kept
    positions = set(unsealed(chosen))
    for block_id, value in click.values.items():  # what is ticked on this page now
        position = ids.parse_pick_block_id(block_id)
        if position is not None:
            positions.discard(position)
            positions |= {position} if value else set()
    return message_id, Chosen(frozenset(positions), page, round_)


def redraw(rooms: Rooms, workspace: Workspace, click: Click, client: WebClient) -> bool:
    """Draw the list again as it stands, and once more when the card has moved; False where it is no list."""
    seen = seen_in(click) if click.view_id else None
    if seen is not None:
        _show(rooms, workspace, click, client, *seen)
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


def _decide(rooms: Rooms, workspace: Workspace, ack: Ack, click: Click, client: WebClient) -> None:
    """Keep what was chosen, acknowledge, then decide card by card; the list shows how far it has come."""
    seen = seen_in(click)
    if seen is None:
        ack()
        return
    message_id, chosen = seen
    order = rooms.faces.review_order(message_id, workspace.id)
    wanted = [order[n - 1] for n in sorted(chosen.positions) if n <= len(order)]
    try:
        bulk_id = rooms.bulks.begin(workspace.id, message_id, _DECIDES[click.action_id], wanted, click.actor_id)
    except BulkRefused:  # it has changed since the list was drawn: that says why now
        bulk_id = None
    ack()
    if bulk_id is None:
        redraw(rooms, workspace, click, client)
        return

    def walk() -> None:
        rooms.bulks.walk(bulk_id)
        _show(rooms, workspace, click, client, message_id, Chosen(page=chosen.page, round=chosen.round + 1))

    rooms.soon(walk)


def _show(rooms: Rooms, workspace: Workspace, click: Click, client: WebClient, message_id: int, chosen: Chosen) -> None:
    def draw() -> None:
        view = view_of(rooms, workspace, message_id, chosen) or gone()
        with plain_errors(effect=False):
            client.views_update(view_id=click.view_id, view=view)

    rooms.onlookers.show(click.view_id, draw, click.card_id)


def gone() -> View:
    """What is shown where the cards are not there (any more)."""
    return notice_modal("Review", "These cards are no longer there.")
