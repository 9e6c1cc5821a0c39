"""Business hours: when a span of them is over, and how much of them lies between two moments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

Shift = tuple[time, time]  # local; an end at 0:00 is the end of the day
WEEKDAYS = 7
LEAST_A_WEEK = timedelta(hours=1)
_MOST_DAYS = 10_000  # looked ahead: thirty days of business time at an hour a week, and as many holidays
_DAY = timedelta(days=1)
_NOTHING = timedelta(0)
_MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class BusinessHours:
    """When a team is at work. Without any days it always is."""

    zone: str = "UTC"  # IANA
    days: tuple[tuple[Shift, ...], ...] = ()  # Monday first, seven of them; each day's shifts in their order
    holidays: frozenset[date] = frozenset()

    @property
    def always(self) -> bool:
        """Whether the clock never rests, on holidays neither."""
        return not self.days

    @property
    def a_week(self) -> timedelta:
        """How much of a week without holidays is business time, by the clock on the wall."""
        return sum((_length(shift) for day in self.days for shift in day), _NOTHING) if self.days else 7 * _DAY


def add(hours: BusinessHours, start: datetime, span: timedelta) -> datetime:
    """When a span of business time is over that begins at a moment (aware); in UTC.

    Raises:
        ValueError: there is too little business time for it ever to be over.
    """
    if hours.always or span <= _NOTHING:
        return start.astimezone(UTC) + max(span, _NOTHING)
    for opens, closes in _open(hours, start):
        begin = max(opens, start.astimezone(UTC))
        if span <= closes - begin:
            return begin + span
        span -= max(closes - begin, _NOTHING)
    raise ValueError("these hours hold too little time")


def between(hours: BusinessHours, start: datetime, end: datetime) -> timedelta:
    """How much business time lies between two moments (aware); none where the end comes first."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    if hours.always or end <= start:
        return max(end - start, _NOTHING)
    total = _NOTHING
    for opens, closes in _open(hours, start):
        if opens >= end:
            break
        total += max(min(closes, end) - max(opens, start), _NOTHING)
    return total


def _open(hours: BusinessHours, start: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The stretches of business time from the day of a moment on, in UTC; none overlaps another."""
    zone = ZoneInfo(hours.zone)
    # A day earlier: where clocks go back at midnight, the evening before may be still on.
    day, last = start.astimezone(zone).date() - _DAY, datetime.min.replace(tzinfo=UTC)
    for _ in range(_MOST_DAYS):
        for opens, closes in () if day in hours.holidays else hours.days[day.weekday()]:
            begin = max(_moment(day, opens, zone, later=False), last)
            end = _moment(day + _DAY if closes == _MIDNIGHT else day, closes, zone, later=True)
            if begin < end:
                yield begin, end
                last = end
        day += _DAY


@lru_cache(maxsize=4096)
def _moment(day: date, at: time, zone: ZoneInfo, *, later: bool) -> datetime:
    """A local time of a day in UTC: of one that comes twice the first or the later, of one leapt over the leap."""
    local = datetime.combine(day, at, zone)
    first, second = (local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    if second >= first:
        return second if later else first
    low, high = second, first  # the clocks leap over it, somewhere in between
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        low, high = (middle, high) if middle.astimezone(zone).utcoffset() == before else (low, middle)
    return high.replace(microsecond=0)


def _length(shift: Shift) -> timedelta:
    opens, closes = (timedelta(hours=at.hour, minutes=at.minute) for at in shift)
    return (closes or _DAY) - opens
