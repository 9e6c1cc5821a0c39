"""Moments, spans and numbers read as a person would say them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.domain.people import Profile
from slackapp.domain.words import ago, count, how_long, how_often, month, posts_a_day, since, times

NOW = datetime(2024, 9, 12, 14, 30, tzinfo=UTC)
SPANS = st.timedeltas(min_value=timedelta(days=-400), max_value=timedelta(days=9000))
MOMENTS = SPANS.map(lambda span: NOW + span)
UNITS = {"min": 1, "h": 60, "day": 1440, "days": 1440, "million": 10**6, "billion": 10**9}


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(hours=-2), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=5), "5 min ago"),
        (timedelta(hours=3, minutes=50), "3 h ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=2), "2 days ago"),
        (timedelta(weeks=3), "3 weeks ago"),
        (timedelta(days=120), "in May 2024"),
    ],
)
def test_ago_says_the_largest_unit(passed: timedelta, said: str) -> None:
    """Recent moments are counted, old ones are named by their month, and a clock ahead of ours is "just now"."""
    assert ago(NOW - passed, NOW) == said


@pytest.mark.parametrize(
    ("delta", "said"),
    [
        (timedelta(minutes=-5), "less than a minute"),
        (timedelta(seconds=40), "less than a minute"),
        (timedelta(minutes=40, seconds=59), "40 min"),
        (timedelta(hours=2), "2 h"),
        (timedelta(hours=2, minutes=40), "2 h 40 min"),
        (timedelta(days=1, minutes=5), "1 day"),
        (timedelta(days=3, hours=4), "3 days 4 h"),
    ],
)
def test_how_long_says_two_units(delta: timedelta, said: str) -> None:
    """A span is told in its two largest units, without a zero."""
    assert how_long(delta) == said


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (-3, "0"),
        (212, "212"),
        (4980, "4,980"),
        (12_431, "12,400"),
        (999_999, "999,900"),
        (1_000_000, "1 million"),
        (1_299_000, "1.2 million"),
        (999_999_999, "999.9 million"),
        (2_000_000_000, "2 billion"),
    ],
)
def test_count_rounds_down(n: int, said: str) -> None:
    """Small numbers are exact, large ones rounded down with a word."""
    assert count(n) == said


@given(st.integers(), st.integers())
def test_count_is_monotone_and_never_negative(a: int, b: int) -> None:
    """More is never told as less, and nothing is told as less than zero."""
    low, high = sorted((a, b))
    assert 0 <= _value(count(low)) <= _value(count(high))


@given(SPANS, SPANS)
def test_how_long_is_monotone(a: timedelta, b: timedelta) -> None:
    """A longer wait is never told as a shorter one."""
    low, high = sorted((a, b))
    assert 0 <= _value(how_long(low)) <= _value(how_long(high))


@given(MOMENTS, MOMENTS)
def test_moments_in_any_order_are_told(then: datetime, now: datetime) -> None:
    """Any two aware moments give words without a minus sign."""
    for said in (ago(then, now), since(then, now), month(then)):
        assert said
        assert "-" not in said


def test_since_names_the_year_only_where_it_is_needed() -> None:
    """A month within the last ten is told without its year."""
    assert since(NOW - timedelta(hours=2), NOW) == "since today"
    assert since(datetime(2024, 5, 3, tzinfo=UTC), NOW) == "since May"
    assert since(datetime(2023, 5, 3, tzinfo=UTC), NOW) == "since May 2023"


def test_times_and_rates_read_like_speech() -> None:
    """Once, twice, and then numbers; rates choose the unit in which they are at least one."""
    assert [times(n) for n in (1, 2, 3)] == ["once", "twice", "3 times"]
    assert how_often(2.1) == "about twice a day"
    assert how_often(0.43) == "about 3 times a week"
    assert how_often(0.04) == "about once a month"
    assert how_often(0) == "less than once a month"


@given(st.integers(-5, 10**9), MOMENTS, MOMENTS)
def test_posts_a_day_is_never_negative(posts: int, created: datetime, now: datetime) -> None:
    """A rate is zero or more, and never above the number of posts, whatever the clocks say."""
    rate = posts_a_day(Profile("1", "mira", posts=posts, created_at=created), now)
    assert rate is not None
    assert 0 <= rate <= max(posts, 0)


def test_posts_a_day_needs_both_facts() -> None:
    """Missing counts or dates give no rate rather than a wrong one."""
    assert posts_a_day(Profile("1", "mira", posts=10), NOW) is None
    assert posts_a_day(Profile("1", "mira", created_at=NOW), NOW) is None
    assert posts_a_day(Profile("1", "mira", posts=20, created_at=NOW - timedelta(days=10)), NOW) == pytest.approx(2)


def _value(said: str) -> float:
    """Read a told number back, so that two can be compared."""
    pairs: list[tuple[str, str]] = re.findall(r"(-?[\d,.]+)(?: ([a-z]+))?", said)
    return sum(float(number.replace(",", "")) * UNITS.get(unit, 1) for number, unit in pairs)
