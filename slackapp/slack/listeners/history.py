"""History of a card, and the audit of a workspace."""

from collections.abc import Mapping

from slack_bolt import Ack, App
from slack_sdk import WebClient

from slackapp.domain.accounts import Workspace
from slackapp.domain.audit import UnknownWord
from slackapp.slack import ids, payloads
from slackapp.slack.audit import audit_message, unknown_filter
from slackapp.slack.blocks import section
from slackapp.slack.history import TITLE, history_modal
from slackapp.slack.ids import Place
from slackapp.slack.listeners.rooms import Rooms, answer, open_modal
from slackapp.slack.message import Message
from slackapp.slack.modals import notice_modal
from slackapp.slack.payloads import BadPayload, Click

MAY_NOT = "🙏 What everybody did here is for those who may connect accounts. Please ask {whom}."


def register(app: App, rooms: Rooms) -> None:
    """The button in Why?, and the audit's paging; the menu's item is among the cards'."""

    @app.action(ids.HISTORY_OPEN)
    def on_history(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        click = payloads.click(body)
        workspace, card_id = rooms.workspace(click.team_id), ids.parse_id(click.value)
        if card_id is None:
            raise BadPayload("a History button names no card of ours")
        ack()
        _open(rooms, workspace, click, client, card_id)

    def on_page(ack: Ack, body: Mapping[str, object]) -> None:
        click = payloads.click(body)
        workspace, line_id = rooms.workspace(click.team_id), ids.parse_id(click.value)
        query = ids.parse_audit_block_id(click.block_id)
        if line_id is None or query is None:
            raise BadPayload("the audit's button names no line of ours")
        ack()
        older = click.action_id == ids.AUDIT_OLDER
        before, after = (line_id, 0) if older else (0, line_id)

        def show() -> None:
            found = audit(rooms, workspace, click.actor_id, query, before=before, after=after)
            answer(click.response_url, found, replace=True)

        rooms.soon(show)

    app.action(ids.AUDIT_OLDER)(on_page)
    app.action(ids.AUDIT_NEWER)(on_page)


def open_history(rooms: Rooms, workspace: Workspace, click: Click, client: WebClient) -> bool:
    """Show the story of the card whose menu was opened. Nothing is decided there: False."""
    _open(rooms, workspace, click, client, click.card_id or 0)
    return False


def _open(rooms: Rooms, workspace: Workspace, click: Click, client: WebClient, card_id: int) -> None:
    face = rooms.faces.card(card_id, workspace.id)
    lines = rooms.history.of_card(card_id, workspace.id)
    view = history_modal(face, lines) if face else notice_modal(TITLE, "🍃 This card is not here any more.")
    in_modal = bool(click.view_id) and not (click.place is not None and click.place.place is Place.HOME)
    open_modal(client.views_push if in_modal else client.views_open, click, view)


def audit(rooms: Rooms, workspace: Workspace, user_id: str, typed: str, *, before: int = 0, after: int = 0) -> Message:
    """One page of what happened, for those who may see it; who may not is told whom to ask.

    Args:
        rooms: all of them.
        workspace: where the person is.
        user_id: who asks; looked at again on every page.
        typed: the filters, in small letters.
        before: the id of the line below which to go on.
        after: the id of the line above which to go back.
    """
    if not rooms.may_connect(workspace, user_id):
        sorry = MAY_NOT.format(whom=rooms.whom(workspace=workspace))
        return Message(sorry, (section(sorry),))
    try:
        return audit_message(rooms.history.audit(rooms.asker(workspace, user_id), typed, before=before, after=after))
    except UnknownWord as unknown:
        return unknown_filter(str(unknown))
