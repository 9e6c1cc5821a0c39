"""When a channel gets which digest."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from slackapp.domain.periods import Period, Span, around

EVERY_DAY = frozenset(range(7))
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DigestTimes:
    """A channel's: at which local time, in which zone, which ones, and whether somebody has paused them."""

    workspace_id: int
    channel_id: str
    at: time
    zone: str  # IANA
    days: frozenset[int] = EVERY_DAY  # on which the daily one comes; Monday is 0
    daily: bool = True
    weekly: bool = True
    monthly: bool = True
    paused_by: str = ""  # Slack's user id; "" they are not paused
    paused_at: datetime | None = None

    @property
    def none(self) -> bool:
        """Whether none comes at all."""
        return bool(self.paused_by) or not ((self.daily and self.days) or self.weekly or self.monthly)

    def due(self, today: date) -> Iterator[Period]:
        """What is summed up on a local day: the days since the last one; on Mondays the week, on the 1st the month."""
        if self.daily and today.weekday() in self.days:
            first = today - _DAY
            while first.weekday() not in self.days:  # nothing is left out where no digest comes at the weekend
                first -= _DAY
            yield Period(Span.DAY, first, today - _DAY)
        if self.weekly and today.weekday() == 0:
            yield around(Span.WEEK, today - _DAY)
        if self.monthly and today.day == 1:
            yield around(Span.MONTH, today - _DAY)
