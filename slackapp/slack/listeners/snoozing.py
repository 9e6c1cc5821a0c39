"""Snooze…: a modal that asks until when, and the decision."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App
from slack_sdk import WebClient

from slackapp.decisions import Decision, TooLate
from slackapp.domain.accounts import Workspace
from slackapp.domain.card import Choice, choose
from slackapp.domain.snoozing import Trouble, afternoon, at, morning
from slackapp.slack import ids
from slackapp.slack.ids import MenuItem, Place
from slackapp.slack.listeners.openings import submitted
from slackapp.slack.listeners.rooms import Rooms, answer, open_modal
from slackapp.slack.modals import notice_modal
from slackapp.slack.payloads import BadPayload, Click, Submission
from slackapp.slack.snooze import snooze_modal, snooze_trouble

_HOUR = timedelta(hours=1)


def register(app: App, rooms: Rooms) -> None:
    """Sending the modal."""
    app.view(ids.SNOOZE_VIEW)(submitted(rooms, _snooze))


def ask(rooms: Rooms, workspace: Workspace, click: Click, client: WebClient) -> bool:
    """Open the modal, or say who was faster. On top of a modal, if in one. False without such a card."""
    face = rooms.faces.card(click.card_id or 0, workspace.id)
    if face is None or choose(face.card, Choice.SNOOZE) is None:
        by, at = (face.card.decided_by, face.card.decided_at) if face else ("", None)
        answer(click.response_url, rooms.too_late(TooLate(face.card if face else None, by, at)))
        return face is not None
    in_modal = click.place is not None and click.place.place is Place.REVIEW
    zone = rooms.directory_of(workspace.id).zone(click.actor_id)
    view = snooze_modal(face, with_afternoon=afternoon(rooms.now(), zone) is not None)
    open_modal(client.views_push if in_modal else client.views_open, click, view)
    return True


def snooze_until(item: MenuItem, now: datetime, zone: ZoneInfo) -> datetime:
    """When a snoozed card comes back: in an hour, this afternoon, tomorrow or next Monday, by the person's clock."""
    if item is MenuItem.SNOOZE_AFTERNOON:
        return afternoon(now, zone) or now + _HOUR  # the window stood open until it was too late
    if item is MenuItem.SNOOZE_HOUR:
        return now + _HOUR
    return morning(now, zone, monday=item is MenuItem.SNOOZE_NEXT_WEEK)


def _until(rooms: Rooms, sent: Submission, workspace: Workspace) -> datetime | dict[str, str]:
    """Until when, or what to say under which box."""
    chosen, day = sent.values.get(ids.SNOOZE_BLOCK, ""), sent.values.get(ids.SNOOZE_DATE, "")
    zone, now = rooms.directory_of(workspace.id).zone(sent.actor_id), rooms.now()
    if chosen == MenuItem.SNOOZE_DATE:
        found = at(day, sent.values.get(ids.SNOOZE_TIME, ""), now, zone)
        return snooze_trouble(found) if isinstance(found, Trouble) else found
    if day:
        return {ids.SNOOZE_DATE: "Choose “On a date” above, or clear the date."}
    if chosen not in set(MenuItem) or MenuItem(chosen).choice is not Choice.SNOOZE:
        raise BadPayload("the snooze modal names no time of ours")
    return snooze_until(MenuItem(chosen), now, zone)


def _snooze(rooms: Rooms, workspace: Workspace, sent: Submission, ack: Ack) -> None:
    seen = ids.parse_metadata(sent.private_metadata)
    if seen is None:
        raise BadPayload("the snooze modal names no card of ours")
    until, note = _until(rooms, sent, workspace), sent.values.get(ids.SNOOZE_NOTE, "").strip()
    if isinstance(until, dict):
        ack(response_action="errors", errors=until)
        return
    result = rooms.decisions.decide(Decision(workspace.id, seen[0], Choice.SNOOZE, sent.actor_id, note, until))
    if isinstance(result, TooLate) and not result.again:
        ack(response_action="update", view=notice_modal("Somebody was faster", rooms.too_late(result).text))
        return
    ack()
    rooms.soon(lambda: rooms.onlookers.moved(seen[0]))
