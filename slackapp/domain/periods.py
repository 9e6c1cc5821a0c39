"""What a digest sums up: days, a week from Monday to Sunday, a calendar month; by local dates, without a clock."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_WEEK = 7  # days
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")  # in every locale
_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Span(StrEnum):
    """How long a stretch a digest sums up. The value is kept in messages."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a period's chart: its label and its local days, both included."""

    label: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Period:
    """Local days, first and last included. A daily one holds more than one day where days between had no digest."""

    span: Span
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Period":
        """The period to compare it with: the month before, or as many days as it has."""
        last = self.first - _DAY
        first = last.replace(day=1) if self.span is Span.MONTH else self.first - timedelta(days=self.days)
        return Period(self.span, first, last)

    def bounds(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """When it begins and when it is over, as a zone's clocks go; the end is the next one's first moment."""
        return midnight(self.first, zone), midnight(self.last + _DAY, zone)

    def parts(self) -> tuple[Part, ...]:
        """What its chart shows: a week by days, a month by sevens of days, a day among the seven that end with it."""
        if self.span is not Span.MONTH:
            days = max(self.days, _WEEK)
            each = (self.last - timedelta(days=n) for n in reversed(range(days)))
            return tuple(Part(f"{_NAMES[day.weekday()]} {day.day}", day, day) for day in each)[-20:]
        return tuple(_sevens(self.first, self.last))


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """A local day's first moment."""
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def one_day(day: date) -> Period:
    """A day alone."""
    return Period(Span.DAY, day, day)


def around(span: Span, day: date) -> Period:
    """The day, the week or the month in which a day lies."""
    if span is Span.DAY:
        return one_day(day)
    if span is Span.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(span, monday, monday + timedelta(days=_WEEK - 1))
    return Period(span, day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def date_words(day: date) -> str:
    """A date without its year: "16 Nov"."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def _sevens(first: date, last: date) -> Iterator[Part]:
    while first <= last:
        end = min(first + timedelta(days=_WEEK - 1), last)
        label = f"{first.day}–{end.day} {_MONTHS[end.month - 1]}" if first < end else date_words(first)
        yield Part(label, first, end)
        first = end + _DAY
