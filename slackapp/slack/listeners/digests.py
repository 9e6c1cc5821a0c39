"""Digests: Pause, Resume and Settings on the message, `/rapport digests`, `/rapport digest now`, `week`, `month`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import time
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App

from slackapp.domain.accounts import Workspace
from slackapp.domain.digest_times import DigestTimes
from slackapp.domain.periods import Span
from slackapp.slack import ids, payloads
from slackapp.slack.blocks import section
from slackapp.slack.digest_settings import DAYS, KINDS, NONE_YET, ON, PAUSED, TITLE, digests_modal, told, told_all
from slackapp.slack.errors import plain_errors
from slackapp.slack.listeners import home
from slackapp.slack.listeners.openings import acknowledged, submitted, tell_who_looks
from slackapp.slack.listeners.rooms import Rooms, answer, open_modal
from slackapp.slack.message import Message
from slackapp.slack.modals import notice_modal
from slackapp.slack.payloads import BadPayload, Click, Command, Submission
from slackapp.slack.text import channel

SPANS = {"": Span.DAY, "now": Span.DAY, "week": Span.WEEK, "month": Span.MONTH}  # behind `/rapport digest`
_SO_FAR = {Span.DAY: "Today so far", Span.WEEK: "This week so far", Span.MONTH: "This month so far"}
_NONE_GOES = "📰 No digest comes to this channel any more, so there is nothing to pause."
_MAY_NOT = "Nothing was saved: only those who administer Rapport can change this. Please ask an admin."
_NO_ZONE = "I don’t know this time zone. Write its whole name, like Europe/Berlin or America/New_York."
_NO_TIME = "Choose the time at which they come."
_NO_DAY = "Choose at least one day, or leave the daily one out."


def register(app: App, rooms: Rooms) -> None:
    """The buttons on the message and in the settings, and the modal; the commands are among the commands."""
    for action_id, paused in ((ids.DIGEST_PAUSE, True), (ids.DIGEST_RESUME, False)):
        app.action(action_id)(_pausing(rooms, paused=paused))

    app.action(ids.DIGEST_OPEN)(acknowledged(rooms, open_digests))
    app.action(ids.DIGEST_CHANNEL)(acknowledged(rooms, _show))

    app.view(ids.DIGEST_VIEW)(submitted(rooms, _save))


def open_digests(rooms: Rooms, workspace: Workspace, asked: Click | Command) -> None:
    """Open the modal, at the channel that was asked from where it gets any; tell them to who may not change them."""
    found, client = rooms.tuning.digests(workspace.id), rooms.directory_of(workspace.id).client
    if found and rooms.may_connect(workspace, asked.actor_id):
        shown = next((times for times in found if times.channel_id == asked.channel_id), found[0])
        open_modal(client.views_open, asked, digests_modal(found, shown))
        return
    tell_who_looks(rooms, workspace, asked, TITLE, told_all(found))


def digest_now(rooms: Rooms, workspace: Workspace, command: Command, span: Span) -> Message:
    """Post a period so far, as each channel's own clock has it, where the digests go."""
    now = rooms.now()
    occasion = command.trigger_id or now.isoformat()
    channels = rooms.report.record_everywhere(lambda zone: now.astimezone(zone).date(), occasion, workspace.id, span)
    rooms.wake()
    text = NONE_YET
    if channels:
        text = f"📊 {_SO_FAR[span]} comes to " + ", ".join(channel(each) for each in channels) + "."
    return Message(text, (section(text),))


def _pausing(rooms: Rooms, *, paused: bool) -> Callable[[Ack, Mapping[str, object]], None]:
    def on_click(ack: Ack, body: Mapping[str, object]) -> None:
        click = payloads.click(body)
        workspace, message_id = rooms.workspace(click.team_id), ids.parse_id(click.value)
        if message_id is None:
            raise BadPayload("a digest's button names no message of ours")
        moved = rooms.tuning.pause_digests(workspace.id, message_id, click.actor_id, paused=paused)
        ack()
        if moved is None:
            answer(click.response_url, Message(_NONE_GOES, (section(_NONE_GOES),)))
            return
        if click.response_url and not click.ephemeral:
            rooms.response_urls.put(click.channel_id, click.message_ts, click.response_url)
        rooms.wake()

    return on_click


def _show(rooms: Rooms, workspace: Workspace, click: Click) -> None:
    """Another channel's settings in the same window."""
    found = rooms.tuning.digests(workspace.id)
    shown = next((times for times in found if times.channel_id == click.value), None)
    if shown is None or not rooms.may_connect(workspace, click.actor_id):
        return
    with plain_errors(effect=False):
        rooms.directory_of(workspace.id).client.views_update(
            view_id=click.view_id, hash=click.view_hash, view=digests_modal(found, shown)
        )


def _save(rooms: Rooms, workspace: Workspace, sent: Submission, ack: Ack) -> None:
    seen = ids.parse_digest_metadata(sent.private_metadata)
    found = rooms.tuning.digests(workspace.id)
    before = next((times for times in found if seen == (workspace.id, times.channel_id)), None)
    if before is None:
        raise BadPayload("the digests' window is of no channel that gets any here")
    errors: dict[str, str] = {}
    wanted = _typed(sent.values, before, sent.actor_id, rooms, errors)
    if not rooms.may_connect(workspace, sent.actor_id):
        errors = {"at": _MAY_NOT}
    if errors:  # Slack keeps what was typed
        named = {ids.digest_block_id(name, before.channel_id): why for name, why in errors.items()}
        ack(response_action="errors", errors=named)
        return
    rooms.tuning.change_digests(wanted, sent.actor_id)
    rooms.wake()
    text = f"✅ Saved; it takes effect now.\n{channel(wanted.channel_id)}: {told(wanted)}"
    ack(response_action="update", view=notice_modal(TITLE, text))
    home.again(rooms, workspace, sent.actor_id)


def _typed(
    values: Mapping[str, str], before: DigestTimes, by: str, rooms: Rooms, errors: dict[str, str]
) -> DigestTimes:
    """What stands in the modal's boxes; what can't be read goes to `errors`, by the box's name."""

    def of(name: str) -> str:
        return values.get(ids.digest_block_id(name, before.channel_id), "").strip()

    kinds, days, now = of("kinds").split(), of("days").split(), of("now")
    if not set(kinds) <= set(KINDS) or not _are_days(days) or now not in (ON, PAUSED):
        raise BadPayload("the digests' window sent a choice that is none of ours")
    if "daily" in kinds and not days:
        errors["days"] = _NO_DAY
    at, zone = before.at, before.zone
    try:
        at = time.fromisoformat(of("at")).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        errors["at"] = _NO_TIME
    try:
        zone = ZoneInfo(of("zone")).key
    except (ValueError, OSError, KeyError):  # no such name, or one that is no name at all
        errors["zone"] = _NO_ZONE
    rests = now == PAUSED
    return replace(
        before,
        at=at,
        zone=zone,
        days=frozenset(map(int, days)),
        daily="daily" in kinds,
        weekly="weekly" in kinds,
        monthly="monthly" in kinds,
        paused_by=(before.paused_by or by) if rests else "",
        paused_at=(before.paused_at or rooms.now()) if rests else None,
    )


def _are_days(days: Sequence[str]) -> bool:
    return set(days) <= {str(number) for number in range(len(DAYS))}
