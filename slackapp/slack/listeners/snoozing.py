"""Snooze…: a modal that asks until when, and the decision."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App
from slack_sdk import WebClient

from slackapp.decisions import Decision, TooLate
from slackapp.domain.accounts import Workspace
from slackapp.domain.card import Choice, choose
from slackapp.slack import ids, payloads
from slackapp.slack.ids import MenuItem, Place
from slackapp.slack.listeners.rooms import Rooms, answer, open_modal
from slackapp.slack.modals import notice_modal, snooze_modal
from slackapp.slack.payloads import BadPayload, Click, Submission


def register(app: App, rooms: Rooms) -> None:
    """Sending the modal."""

    @app.view(ids.SNOOZE_VIEW)
    def on_send(ack: Ack, body: Mapping[str, object]) -> None:
        sent = payloads.submission(body)
        _snooze(rooms, ack, sent, rooms.workspace(sent.team_id))


def ask(rooms: Rooms, workspace: Workspace, click: Click, client: WebClient) -> bool:
    """Open the modal, or say who was faster. On top of a modal, if in one. False without such a card."""
    face = rooms.faces.card(click.card_id or 0, workspace.id)
    if face is None or choose(face.card, Choice.SNOOZE) is None:
        by, at = (face.card.decided_by, face.card.decided_at) if face else ("", None)
        answer(click.response_url, rooms.too_late(TooLate(face.card if face else None, by, at)))
        return face is not None
    in_modal = click.place is not None and click.place.place is Place.REVIEW
    open_modal(client.views_push if in_modal else client.views_open, click, snooze_modal(face))
    return True


def snooze_until(item: MenuItem, now: datetime, zone: ZoneInfo) -> datetime:
    """When a snoozed card comes back: in an hour, tomorrow at 9:00 or next Monday at 9:00, in the person's zone."""
    if item is MenuItem.SNOOZE_HOUR:
        return now + timedelta(hours=1)
    local = now.astimezone(zone)
    days = 1 if item is MenuItem.SNOOZE_TOMORROW else 7 - local.weekday()
    return (local + timedelta(days=days)).replace(hour=9, minute=0, second=0, microsecond=0)


def _snooze(rooms: Rooms, ack: Ack, sent: Submission, workspace: Workspace) -> None:
    seen, chosen = ids.parse_metadata(sent.private_metadata), sent.values.get(ids.SNOOZE_BLOCK, "")
    if seen is None or chosen not in set(MenuItem) or MenuItem(chosen).choice is not Choice.SNOOZE:
        raise BadPayload("the snooze modal names no card or no time of ours")
    zone = rooms.directory_of(workspace.id).zone(sent.actor_id)
    until = snooze_until(MenuItem(chosen), rooms.now(), zone)
    result = rooms.decisions.decide(Decision(workspace.id, seen[0], Choice.SNOOZE, sent.actor_id, until=until))
    if isinstance(result, TooLate) and not result.again:
        ack(response_action="update", view=notice_modal("Somebody was faster", rooms.too_late(result).text))
        return
    ack()
    rooms.soon(lambda: rooms.onlookers.moved(seen[0]))
