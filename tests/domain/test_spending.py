"""What calls cost and a budget: sums, pace, and what people type."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.spending import (
    DOLLAR,
    Budget,
    Spend,
    UsedUp,
    micro,
    next_month,
    read,
    typed_budget,
    usd,
    utc_day,
    written,
)

MOMENTS = st.integers(1_770_000_000, 1_900_000_000).map(lambda at: datetime.fromtimestamp(at, UTC))
AMOUNTS = st.integers(0, 10**12)
BUDGETS = st.builds(Budget, st.integers(1, 10**12), st.sampled_from(UsedUp), st.text(max_size=9))


@settings(max_examples=40)
@given(MOMENTS, AMOUNTS, st.one_of(st.none(), BUDGETS), st.integers(0, 30))
def test_how_a_month_goes_on(now: datetime, spent: int, budget: Budget | None, days: int) -> None:
    """It never gets cheaper; the day on which a budget is used up lies between now and the month's end."""
    since = max(utc_day(now) - timedelta(days), utc_day(now).replace(day=1))
    spend = Spend(0, spent, now, since, budget)
    assert spend.expected >= spent
    assert spend.used_up == (budget is not None and spent >= budget.micro_usd)
    out = spend.runs_out_on
    if out is not None:
        assert budget is not None
        assert not spend.used_up
        assert utc_day(now) <= out <= next_month(utc_day(now))
        assert spend.expected >= budget.micro_usd
    if budget is not None and spend.share is not None:
        assert (spend.share >= 100) == spend.used_up


def test_pace_by_hand() -> None:
    """Ten days at a dollar make thirty by the end of November; a budget of 20 is used up on the 21st."""
    now = datetime(2026, 11, 11, tzinfo=UTC)
    spend = Spend(DOLLAR, 10 * DOLLAR, now, date(2026, 11, 1), Budget(20 * DOLLAR))
    assert spend.expected == 30 * DOLLAR
    assert spend.runs_out_on == date(2026, 11, 21)
    assert spend.share == 50
    lasting = Spend(DOLLAR, 10 * DOLLAR, now, date(2026, 11, 1), Budget(31 * DOLLAR))
    assert lasting.runs_out_on is None


def test_a_first_hour_is_no_pace() -> None:
    """The first read of all followers is not what every hour will cost."""
    now = datetime(2026, 11, 30, 1, tzinfo=UTC)
    assert Spend(10 * DOLLAR, 10 * DOLLAR, now, date(2026, 11, 30)).expected < 20 * DOLLAR
    nothing = Spend(0, 0, now)
    assert (nothing.expected, nothing.share, nothing.runs_out_on) == (0, None, None)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("20", 20 * DOLLAR), ("$7.50", 7_500_000), ("1,000 USD", 1000 * DOLLAR), (" ", None), ("0.01", 10_000)],
)
def test_a_budget_as_people_write_it(typed: str, found: int | None) -> None:
    """Plain, with a sign or a word; empty is none."""
    assert typed_budget(typed) == found


@pytest.mark.parametrize("typed", ["free", "0", "-5", "1e99", "nan", "inf", "٢٠", "20 €", "2 0", "0.001", "2000000"])
def test_what_is_no_budget(typed: str) -> None:
    """It is said in a sentence, and nothing is guessed."""
    with pytest.raises(ValueError, match="Empty: no budget"):
        typed_budget(typed)


@settings(max_examples=40)
@given(st.text(max_size=20))
def test_nothing_typed_is_more_than_refused(typed: str) -> None:
    """Whatever it is: an amount within bounds, none, or a sentence."""
    try:
        found = typed_budget(typed)
    except ValueError:
        return
    assert found is None or 10_000 <= found <= 10**12


@settings(max_examples=40)
@given(st.one_of(st.none(), BUDGETS))
def test_kept_and_read_back(budget: Budget | None) -> None:
    """A budget is the same after the database had it."""
    assert read(written(budget)) == budget


@settings(max_examples=40)
@given(AMOUNTS)
def test_micro_dollars_lose_nothing(amount: int) -> None:
    """Amounts are whole numbers, however often they are turned over."""
    assert micro(usd(amount)) == amount
    assert micro(Decimal("0.015")) == 15_000


@settings(max_examples=40)
@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_the_next_month_begins_on_its_first(day: date) -> None:
    """The day before it still belongs to this month."""
    first = next_month(day)
    assert first.day == 1
    assert (first - timedelta(1)).month == day.month
