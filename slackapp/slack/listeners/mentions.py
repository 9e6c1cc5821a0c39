"""Why?, and a person's word that a mention needs an answer after all."""

from collections.abc import Mapping

from slack_bolt import Ack, App
from slack_sdk import WebClient

from slackapp.domain.accounts import Workspace
from slackapp.slack import ids, payloads
from slackapp.slack.card_buttons import more_buttons
from slackapp.slack.errors import plain_errors
from slackapp.slack.ids import Place
from slackapp.slack.listeners import lists
from slackapp.slack.listeners.rooms import Rooms, open_modal
from slackapp.slack.message import View
from slackapp.slack.modals import notice_modal
from slackapp.slack.payloads import BadPayload, Click
from slackapp.slack.why import why_modal


def register(app: App, rooms: Rooms) -> None:
    """The buttons of `/questions rest`, and those of Why? that are none of a card's."""

    @app.action(ids.MENTION_WHY)
    def on_why(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        click = payloads.click(body)
        workspace = rooms.workspace(click.team_id)
        ack()
        open_modal(client.views_open, click, _view(rooms, workspace, ids.parse_id(click.value)))

    @app.action(ids.MENTION_NEEDS_ANSWER)
    def on_needs_answer(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        click = payloads.click(body)
        workspace, mention_id = rooms.workspace(click.team_id), ids.parse_id(click.value)
        if mention_id is None:
            raise BadPayload("a mention's button names no mention of ours")
        rooms.decisions.needs_answer(workspace.id, mention_id, click.actor_id)
        ack()  # who was slower sees on the page, drawn again, who was first
        if click.place is not None and click.place.place is Place.WHY:
            redraw(rooms, workspace, click, client)
        else:
            lists.redraw(rooms, workspace, click)


def open_why(rooms: Rooms, workspace: Workspace, click: Click, client: WebClient) -> bool:
    """Tell why of the card that was clicked; on top of a modal, if in one. False without such a card."""
    face = rooms.faces.card(click.card_id or 0, workspace.id)
    in_modal = click.place is not None and click.place.place is Place.REVIEW
    view = _view(rooms, workspace, face.card.question_id if face else None)
    open_modal(client.views_push if in_modal else client.views_open, click, view)
    return face is not None


def redraw(rooms: Rooms, workspace: Workspace, click: Click, client: WebClient, card_id: int | None = None) -> None:
    """Show Why? again, with what was said just now; and once more when the card moves, where one is named."""
    seen = ids.parse_metadata(click.private_metadata)
    if seen is None:
        return

    def draw() -> None:
        with plain_errors(effect=False):
            client.views_update(view_id=click.view_id, view=_view(rooms, workspace, seen[0]))

    rooms.onlookers.show(click.view_id, draw, card_id)


def _view(rooms: Rooms, workspace: Workspace, mention_id: int | None) -> View:
    face = rooms.faces.mention(mention_id, workspace.id) if mention_id else None
    if face is None:
        return notice_modal("Why?", "🍃 This post is not here any more.")
    card = rooms.faces.card(face.card.id, workspace.id) if face.card else None
    return why_modal(face, more_buttons(card) if card else ())
