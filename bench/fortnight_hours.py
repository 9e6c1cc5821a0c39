"""Business time, counted minute by minute: slow and simple, so that the quick way has something to be compared with."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
NOTHING = timedelta(0)
Shifts = tuple[tuple[time, time], ...]


@dataclass(frozen=True)
class Hours:
    """When a team is at work, in local time; Monday first."""

    zone: ZoneInfo
    days: tuple[Shifts, ...]
    holidays: frozenset[date]
    _known: dict[datetime, bool] = field(default_factory=dict)

    def is_open(self, minute: datetime) -> bool:
        """Whether the minute that begins at a moment (UTC) is business time."""
        if minute not in self._known:
            local = minute.astimezone(self.zone)
            at, shifts = local.time(), self.days[local.weekday()]
            there = any(opens <= at < closes for opens, closes in shifts)
            self._known[minute] = there and local.date() not in self.holidays
        return self._known[minute]

    def after(self, start: datetime, span: timedelta) -> datetime:
        """When so much business time has gone by since a moment."""
        here = start.astimezone(UTC)
        while span > NOTHING:
            begins = here.replace(second=0, microsecond=0)
            rest = begins + MINUTE - here
            if self.is_open(begins):
                if span <= rest:
                    return here + span
                span -= rest
            here = begins + MINUTE
        return here

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much of it lies between two moments."""
        here, total = start.astimezone(UTC), NOTHING
        while here < end:
            begins = here.replace(second=0, microsecond=0)
            following = min(begins + MINUTE, end.astimezone(UTC))
            if self.is_open(begins):
                total += following - here
            here = following
        return total

    def moved(self, moment: datetime | None, since: datetime, until: datetime) -> datetime | None:
        """Where a moment lies that was ahead at `since`, where the clock rested until `until`; what is past stays."""
        if moment is None or moment <= since:
            return moment
        return self.after(until, self.between(since, moment))
