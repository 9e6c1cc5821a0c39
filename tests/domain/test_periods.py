"""What a digest sums up, when it is due, and what it is compared with."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.digest_times import EVERY_DAY, DigestTimes
from slackapp.domain.periods import Period, Span, around, midnight, one_day

DATES = st.dates(date(2024, 1, 1), date(2028, 12, 31))
BERLIN = ZoneInfo("Europe/Berlin")


def times(days: frozenset[int] = EVERY_DAY, **more: bool) -> DigestTimes:
    """A channel's."""
    return DigestTimes(1, "C0SOCIAL", time(9), "Europe/Berlin", days, **more)


@settings(max_examples=25, deadline=None)
@given(DATES, st.sampled_from(Span))
def test_a_period_follows_the_one_before_without_a_gap(day: date, span: Span) -> None:
    """It ends the day before this one begins, is one of its kind, and its parts cover it whole, in their order."""
    period = around(span, day)
    assert period.first <= day <= period.last
    assert period.before.last + timedelta(days=1) == period.first
    assert period.before == around(span, period.before.last)
    parts = period.parts()
    assert all(one.last + timedelta(days=1) == after.first for one, after in pairwise(parts))
    assert (parts[0].first <= period.first, parts[-1].last) == (True, period.last)
    assert len({part.label for part in parts}) == len(parts) <= 20
    assert max(len(part.label) for part in parts) <= 20


@settings(max_examples=25, deadline=None)
@given(DATES, st.frozensets(st.integers(0, 6), min_size=1))
def test_every_day_is_told_once(start: date, days: frozenset[int]) -> None:
    """However the days are chosen on which the daily digest comes, none is left out and none told twice."""
    told: list[date] = []
    for after in range(21):
        for period in times(days, weekly=False, monthly=False).due(start + timedelta(days=after)):
            told += [period.first + timedelta(days=n) for n in range(period.days)]
    assert told == [told[0] + timedelta(days=n) for n in range(len(told))]


def test_weeks_begin_on_monday_and_months_on_the_first() -> None:
    """A Monday that is the first gets all three; the month before is told whole, a leap February too."""
    assert list(times().due(date(2026, 6, 1))) == [
        one_day(date(2026, 5, 31)),
        Period(Span.WEEK, date(2026, 5, 25), date(2026, 5, 31)),
        Period(Span.MONTH, date(2026, 5, 1), date(2026, 5, 31)),
    ]
    assert around(Span.MONTH, date(2028, 2, 3)).days == 29
    assert list(times(daily=False).due(date(2026, 6, 2))) == []
    assert times(daily=False, weekly=False, monthly=False).none
    assert times(frozenset(), weekly=False, monthly=False).none


def test_a_period_is_as_long_as_its_clocks_say() -> None:
    """The week in which they go back has an hour more."""
    start, end = around(Span.WEEK, date(2026, 10, 25)).bounds(BERLIN)
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(days=7, hours=1)
    assert midnight(date(2026, 10, 26), BERLIN) == end == datetime(2026, 10, 25, 23, tzinfo=UTC)


def test_the_days_without_a_digest_are_compared_with_as_many() -> None:
    """Friday to Sunday with the three days before."""
    weekend = Period(Span.DAY, date(2026, 6, 5), date(2026, 6, 7))
    assert weekend.before == Period(Span.DAY, date(2026, 6, 2), date(2026, 6, 4))
