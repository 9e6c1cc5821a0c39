"""Targets: how soon a first reply is due, by urgency, in business hours; and who is told when it was missed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from slackapp.domain.hours import LEAST_A_WEEK, WEEKDAYS, BusinessHours, Shift, add, between
from slackapp.domain.hours_text import MOST_HOLIDAYS, MOST_SHIFTS, UnreadableError
from slackapp.domain.verdict import Urgency

PREFERENCE = "targets"  # under which name a workspace keeps them
LEAST, MOST = timedelta(minutes=5), timedelta(days=30)
NUDGE_AFTER = 0.75  # of the business time that an answer may take
_SLACK_ID = re.compile(r"[CGUW][A-Z0-9]{1,63}")
_PART = re.compile(r"(\d{1,6})\s*(h|hours?|m|mins?|minutes?)?\b\.?")
_OFFICE: tuple[Shift, ...] = ((time(9), time(18)),)


class State(StrEnum):
    """How an open question stands to its target."""

    ON_TIME = "on_time"
    RUNNING_OUT = "running_out"  # three quarters are gone
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Targets:
    """What a workspace aims at. A target that is None is none."""

    on: bool = False
    urgent: timedelta | None = timedelta(hours=1)
    normal: timedelta | None = timedelta(hours=4)
    low: timedelta | None = None
    hours: BusinessHours = field(default_factory=lambda: BusinessHours("UTC", (_OFFICE,) * 5 + ((),) * 2))
    snooze_stops: bool = True
    escalate_to: str = ""  # a Slack channel's or user's id; "" nobody

    def span(self, urgency: Urgency) -> timedelta | None:
        """How much business time a first reply may take; None where there is no target."""
        spans = {Urgency.HIGH: self.urgent, Urgency.NORMAL: self.normal, Urgency.LOW: self.low}
        return spans[urgency] if self.on else None


@dataclass(frozen=True, slots=True)
class Due:
    """When a first reply is due, and when whoever has it is reminded."""

    at: datetime
    nudge_at: datetime


def due(targets: Targets, urgency: Urgency, asked_at: datetime) -> Due | None:
    """When the first reply to what was asked at a moment (aware) is due; None where there is no target for it."""
    span = targets.span(urgency)
    if span is None:
        return None
    return Due(add(targets.hours, asked_at, span), add(targets.hours, asked_at, span * NUDGE_AFTER))


def moved(targets: Targets, moment: datetime, since: datetime, until: datetime) -> datetime:
    """Where a moment comes to lie when the clock rests: what business time was left at `since` is left at `until`.

    The way back is the same: who wakes a card early moves its moments from when it was to wake to now.
    """
    if moment <= since:
        return moment
    return add(targets.hours, until, between(targets.hours, since, moment))


def state(due_at: datetime | None, nudge_at: datetime | None, now: datetime) -> State:
    """How an open question stands; one without a target is on time."""
    if due_at is not None and due_at <= now:
        return State.MISSED
    running_out = due_at is not None and nudge_at is not None and nudge_at <= now
    return State.RUNNING_OUT if running_out else State.ON_TIME


def span_of(text: str) -> timedelta | None:
    """Read "30 min", "2 h", "1 h 30 min" or "90" (minutes); None for nothing.

    Raises:
        UnreadableError: with a plain sentence.
    """
    rest, total = text.strip().lower(), timedelta()
    if not rest:
        return None
    while rest:
        found = _PART.match(rest)
        if found is None:
            raise UnreadableError("Write minutes or hours, like 30 min or 4 h.")
        number = int(found[1])
        total += timedelta(hours=number) if (found[2] or "m").startswith("h") else timedelta(minutes=number)
        rest = rest[found.end() :].strip(" ,")
    if not LEAST <= total <= MOST:
        raise UnreadableError("A target is at least 5 minutes and at most 720 hours.")
    return total


def span_text(span: timedelta | None) -> str:
    """Write a span as it may be typed."""
    hours, minutes = divmod(int((span or timedelta()).total_seconds()) // 60, 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{minutes} min" if minutes else "") if part)


def kept(targets: Targets) -> dict[str, Any]:
    """Targets as JSON values; `read` reads them back."""
    spans = {name: getattr(targets, name) for name in ("urgent", "normal", "low")}
    return {
        "on": targets.on,
        **{name: None if span is None else int(span.total_seconds()) // 60 for name, span in spans.items()},
        "zone": targets.hours.zone,
        "days": [[[f"{a:%H:%M}", f"{b:%H:%M}"] for a, b in day] for day in targets.hours.days],
        "holidays": sorted(day.isoformat() for day in targets.hours.holidays),
        "snooze_stops": targets.snooze_stops,
        "escalate_to": targets.escalate_to,
    }


def read(value: object) -> Targets:
    """What was kept; whatever in it can't be read is as by default."""
    plain = Targets()
    if not isinstance(value, Mapping):
        return plain
    to = value.get("escalate_to")
    return Targets(
        on=value.get("on") is True,
        urgent=_span(value, "urgent", plain.urgent),
        normal=_span(value, "normal", plain.normal),
        low=_span(value, "low", plain.low),
        hours=_hours(value) or plain.hours,
        snooze_stops=value.get("snooze_stops") is not False,
        escalate_to=to if isinstance(to, str) and _SLACK_ID.fullmatch(to) else "",
    )


def _span(value: Mapping[object, object], name: str, otherwise: timedelta | None) -> timedelta | None:
    minutes = value.get(name, otherwise)
    if minutes is None or isinstance(minutes, timedelta):
        return minutes
    if not isinstance(minutes, int) or not LEAST <= timedelta(minutes=min(minutes, 10**6)) <= MOST:
        return otherwise
    return timedelta(minutes=minutes)


def _hours(value: Mapping[object, object]) -> BusinessHours | None:
    """The hours, whole; None where any of it can't be read."""
    try:
        zone, days, off = value["zone"], value["days"], value["holidays"]
        ZoneInfo(zone)  # type: ignore[arg-type]  # what is no zone's name is refused by it
        read_days = tuple(tuple((_time(a), _time(b)) for a, b in day) for day in days)  # type: ignore[attr-defined]  # TypeError is caught
        holidays = frozenset(date.fromisoformat(each) for each in off)  # type: ignore[attr-defined]  # likewise
    except (KeyError, TypeError, ValueError, OSError):
        return None
    hours = BusinessHours(str(zone), read_days, holidays)
    sound = len(read_days) in (0, WEEKDAYS) and all(len(day) <= MOST_SHIFTS for day in read_days)
    return hours if sound and len(holidays) <= MOST_HOLIDAYS and hours.a_week >= LEAST_A_WEEK else None


def _time(text: str) -> time:
    return time.fromisoformat(text)
