"""What is under way, and when digests are due."""

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from slackapp.doctor.finding import IS_IT_RUNNING, Finding, Patient
from slackapp.domain.accounts import RouteKind
from slackapp.domain.words import how_long
from slackapp.store import accounts, actions, channel_digests

LATE = timedelta(minutes=5)  # an action that is due this long is stuck


def work(patient: Patient) -> Iterator[Finding]:
    """What is under way, late, or in doubt."""
    if patient.database is None:
        return
    with patient.database.read() as tx:
        there = [each for each in accounts.all_workspaces(tx) if each.removed_at is None]
        waits = [actions.waiting(tx, workspace.id) for workspace in there]
    due = min((w.due_since for w in waits if w.due_since), default=patient.now)
    doubts = sum(w.in_doubt for w in waits)
    if patient.now - due > LATE:
        yield Finding(False, "Work", f"the oldest action is {how_long(patient.now - due)} late", IS_IT_RUNNING)
    else:
        yield Finding(True, f"Work: {sum(w.pending for w in waits)} under way, none late")
    if doubts:
        yield Finding(False, "Work", f"{doubts} in doubt", "Their cards offer Check again, Send again and Mark sent.")


def digests(patient: Patient) -> Iterator[Finding]:
    """When and where digests go."""
    times = _times(patient)
    for route in patient.routes:
        if route.kind is not RouteKind.DIGEST or route.digest_at is None:
            continue
        channel = patient.channels.get(route.channel_id, route.channel_id)
        try:
            zone = ZoneInfo(route.time_zone).key
        except (ZoneInfoNotFoundError, ValueError):
            remedy = "Set RAPPORT_TIME_ZONE to one like Europe/Lisbon, and start Rapport again."
            yield Finding(False, "Digest", f"{route.time_zone!r} is no time zone", remedy)
        else:
            which = times.get((route.workspace_id, route.channel_id), "daily")
            yield Finding(True, f"Digest: {which} at {route.digest_at:%H:%M} {zone} in {channel}")


def _times(patient: Patient) -> dict[tuple[int, str], str]:
    """Which digests each channel gets, in words, by workspace and channel."""
    if patient.database is None:
        return {}
    with patient.database.read() as tx:
        found = channel_digests.all_times(tx)
    told = {}
    for times in found:
        which = ", ".join(name for name in ("daily", "weekly", "monthly") if getattr(times, name)) or "none"
        told[times.workspace_id, times.channel_id] = f"paused ({which})" if times.paused_by else which
    return told
