"""Business hours: spans added and measured across nights, holidays and changes of the clocks; read as people write."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.hours import BusinessHours, add, between
from slackapp.domain.hours_text import UnreadableError, holidays_of, hours_of, hours_text

OFFICE = BusinessHours("Europe/Berlin", hours_of("Mon–Fri 9:00–12:30, 13:30–18:00"))
ZONES = (  # Cairo, Beirut and Havana change at midnight, Lord Howe by half an hour; Apia left a whole day out
    "Europe/Berlin", "America/New_York", "Africa/Cairo", "Asia/Beirut", "America/Havana",
    "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kolkata", "UTC",
)  # fmt: skip
EDGES = tuple(
    datetime(*day, tzinfo=UTC)
    for day in (
        (2026, 3, 28),
        (2026, 10, 24),
        (2026, 3, 7),
        (2026, 10, 31),
        (2026, 4, 23),
        (2026, 4, 4),
        (2011, 12, 29),
    )
)
moments = st.builds(lambda day, minutes: day + timedelta(minutes=minutes), st.sampled_from(EDGES), st.integers(0, 4320))
spans = st.integers(0, 3 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


@st.composite
def rosters(draw: st.DrawFn) -> BusinessHours:
    """Hours with some work on every day, or 24/7, in some zone."""
    if draw(st.integers(0, 9)) == 0:
        return BusinessHours(draw(st.sampled_from(ZONES)))
    days = []
    for _ in range(7):
        cuts = draw(st.lists(st.integers(0, 95), min_size=2, max_size=4, unique=True).map(sorted))
        ends = [time(n // 4, n % 4 * 15) for n in cuts]
        shifts = list(zip(ends[::2], ends[1::2], strict=False))
        if draw(st.booleans()):
            shifts[-1] = (shifts[-1][0], time(0))  # until the day is over
        days.append(tuple(shifts))
    off = draw(st.frozensets(st.dates(date(2026, 3, 20), date(2026, 11, 5)), max_size=5))
    return BusinessHours(draw(st.sampled_from(ZONES)), tuple(days), off)


@settings(max_examples=40, deadline=None)
@given(rosters(), moments, spans, spans)
def test_adding_and_measuring_agree(hours: BusinessHours, start: datetime, one: timedelta, two: timedelta) -> None:
    """What was added lies between; more is never over sooner, nor what began later; and parts add up to the whole."""
    end = add(hours, start, one)
    assert between(hours, start, end) == one
    assert add(hours, start, one + two) >= end
    assert add(hours, start + two, one) >= end
    assert between(hours, start, end + two) == one + between(hours, end, end + two)
    assert end >= start


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        ("2026-03-27T16:00+01:00", 4, "2026-03-30T11:00+02:00"),  # Friday to Monday, the clocks gone forward
        ("2026-10-23T17:00+02:00", 2, "2026-10-26T10:00+01:00"),  # and back
        ("2026-03-02T12:00+01:00", 1, "2026-03-02T14:00+01:00"),  # over lunch
        ("2026-03-02T17:00+01:00", 1, "2026-03-02T18:00+01:00"),  # to the end of the day, not to the next morning
        ("2026-04-30T17:00+02:00", 2, "2026-05-04T10:00+02:00"),  # over a holiday and a weekend
    ],
)
def test_an_office_s_day(start: str, span: int, end: str) -> None:
    """An answer that takes hours is due when a person at this desk would say so."""
    hours = BusinessHours(OFFICE.zone, OFFICE.days, holidays_of("2026-05-01 Labour Day"))
    assert add(hours, datetime.fromisoformat(start), timedelta(hours=span)) == datetime.fromisoformat(end)


def test_around_the_clock_counts_true_hours() -> None:
    """A whole day's shift has 23 hours when the clocks go forward, also where they do so at midnight."""
    for zone, day in (("Europe/Berlin", date(2026, 3, 29)), ("Africa/Cairo", date(2026, 4, 24))):
        whole = BusinessHours(zone, hours_of("Mon-Sun 0:00-24:00"))
        noons = [datetime.combine(day + timedelta(days=n), time(12), UTC) for n in (-2, 2)]
        assert between(whole, *noons) == noons[1] - noons[0]
        alone = BusinessHours(zone, tuple(whole.days[0] if n == day.weekday() else () for n in range(7)))
        assert between(alone, *noons) == timedelta(hours=23)


@pytest.mark.parametrize(
    "text", ["Mon–Fri 9:00–12:30, 13:30–18:00\nSat 10:00–14:00", "24/7", "Mon–Sun 0:00–24:00", "Wed 8:05–24:00"]
)
def test_what_is_written_can_be_read(text: str) -> None:
    """Hours are told as they may be typed."""
    assert hours_text(BusinessHours(days=hours_of(text))) == text


def test_people_write_as_they_like() -> None:
    """Whole names, other dashes, plain hours, lists of days, weeks that go round."""
    assert hours_of("monday to friday 9 - 17") == hours_of("Mon–Fri 9:00–17:00")
    assert hours_of("Mon, Wed: 9.30-12") == hours_of("Mon 9:30–12:00\nWed 9:30–12:00")
    assert hours_text(BusinessHours(days=hours_of("Sat-Mon 9-12"))) == "Mon 9:00–12:00\nSat–Sun 9:00–12:00"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "less than an hour a week"),
        ("Mon 9:00-9:30", "less than an hour a week"),
        ("Mon-Fri", "names no time"),
        ("Moon 9-17", "“moon” is no day"),
        ("Mon 17-9", "ends before it begins"),
        ("Mon 9-25", "no time of a day"),
        ("Mon 9:75-12", "no time of a day"),
        ("Mon 9-12, 11-14", "Two shifts on Mon overlap"),
        ("Tue 9-12\nMon-Wed 10-11", "Two shifts on Tue overlap"),
        ("Mon 9", "is no shift"),
    ],
)
def test_what_can_t_be_read_is_told(text: str, why: str) -> None:
    """Each mistake has its sentence; hours that hold no time are refused."""
    with pytest.raises(UnreadableError, match=why):
        hours_of(text)


def test_dates_that_are_none() -> None:
    """A holiday that is no date is told as it was typed."""
    with pytest.raises(UnreadableError, match="“25 December” is no date"):
        holidays_of("2026-01-01\n25 December")
