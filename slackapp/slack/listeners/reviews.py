"""The review of many cards of one message: open, page through, decide."""

from collections.abc import Mapping

from slack_bolt import Ack, App
from slack_sdk import WebClient

from slackapp.domain.accounts import Workspace
from slackapp.domain.card import CardKind
from slackapp.slack import ids, payloads
from slackapp.slack.choosing import PAGE, Chosen
from slackapp.slack.errors import plain_errors
from slackapp.slack.groups import review_modal
from slackapp.slack.listeners import choosing
from slackapp.slack.listeners.rooms import Rooms, open_modal
from slackapp.slack.message import View
from slackapp.slack.payloads import Click


def register(app: App, rooms: Rooms) -> None:
    """The Review button of a grouped message, Previous and Next."""

    @app.action(ids.REVIEW_OPEN)
    def on_open(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        click = payloads.click(body)
        workspace = rooms.workspace(click.team_id)
        ack()
        message_id = ids.parse_id(click.value) or 0
        open_modal(client.views_open, click, _first(rooms, workspace, message_id) or _gone())

    def on_step(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        click = payloads.click(body)
        workspace = rooms.workspace(click.team_id)
        ack()
        seen = ids.parse_metadata(click.private_metadata)
        if seen is not None:
            position = ids.parse_id(click.value) or 1
            rooms.onlookers.show(click.view_id, lambda: _update(rooms, workspace, click, client, seen[0], position))

    app.action(ids.REVIEW_PREVIOUS)(on_step)
    app.action(ids.REVIEW_NEXT)(on_step)
    app.action(ids.REVIEW_ONE)(on_step)


def redraw(rooms: Rooms, workspace: Workspace, click: Click, client: WebClient) -> None:
    """Show the same card again, decided; and once more when the action has come to its end."""
    seen = ids.parse_metadata(click.private_metadata)
    if seen is None or choosing.redraw(rooms, workspace, click, client):
        return

    def draw() -> None:
        _update(rooms, workspace, click, client, seen[0], seen[1])

    rooms.onlookers.show(click.view_id, draw, click.card_id)


def _first(rooms: Rooms, workspace: Workspace, message_id: int) -> View | None:
    """What Review shows: followers in a list, where the first of them waits; questions, who each want words, alone."""
    position = rooms.faces.first_open(message_id, workspace.id)
    group = rooms.faces.group(message_id, workspace.id, shown=0)
    if group is not None and group.kind is CardKind.FOLLOWER:
        return choosing.view_of(rooms, workspace, message_id, Chosen(page=(position - 1) // PAGE + 1))
    return _view(rooms, workspace, message_id, position)


def _update(
    rooms: Rooms, workspace: Workspace, click: Click, client: WebClient, message_id: int, position: int
) -> None:
    view = _view(rooms, workspace, message_id, position)
    with plain_errors(effect=False):
        client.views_update(view_id=click.view_id, view=view or _gone())


def _view(rooms: Rooms, workspace: Workspace, message_id: int, position: int) -> View | None:
    order = rooms.faces.review_order(message_id, workspace.id)
    group = rooms.faces.group(message_id, workspace.id, shown=0) if order else None
    if group is None:
        return None
    position = min(max(position, 1), len(order))
    face = rooms.faces.card(order[position - 1], workspace.id)
    return review_modal(group, face, position) if face else None


_gone = choosing.gone
