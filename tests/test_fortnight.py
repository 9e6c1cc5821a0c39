"""Three days of a simulated team add up, to the row; and the drill's judge can fail."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.fortnight import run
from bench.fortnight_hours import Hours
from bench.fortnight_judge import Judge
from slackapp.domain.hours import BusinessHours, add, between

DAY = ((time(9), time(12, 30)), (time(13, 30), time(18)))
DAYS = (*((DAY,) * 5), ((time(10), time(14)),), ((time(1), time(5)),))
OFF = frozenset({date(2026, 10, 28)})
MINUTES = st.integers(0, 14 * 24 * 60)


@pytest.mark.networks
@pytest.mark.parametrize("seed", [0, 1])
def test_three_days_add_up(seed: int) -> None:
    """Clocks go back, or forward: ledger, targets, digests, exports, webhooks, X's record are as the journal says."""
    ran = run(seed, short=True)
    assert ran.judge.differences == {what: [] for what in ran.judge.differences}
    assert not ran.troubles
    assert ran.judge.compared.total() > 500


def test_what_is_missing_and_what_is_too_much_is_told() -> None:
    """Each by itself; the same things in another order are the same."""
    judge = Judge()
    judge.same("rows", ["a", "b", "b"], ["b", "a", "b"])
    assert judge.wrong == 0
    judge.same("rows", ["a", "b"], ["b", "c"])
    assert judge.wrong == 2


@settings(max_examples=30, deadline=None)
@given(zone=st.sampled_from(["Europe/Berlin", "America/New_York"]), start=MINUTES, span=st.integers(1, 600))
def test_business_time_is_what_minutes_add_up_to(zone: str, start: int, span: int) -> None:
    """The quick way and the way minute by minute agree, over the change of the clocks and a holiday."""
    began = datetime(2026, 10, 19, tzinfo=UTC) + timedelta(minutes=start)
    slow, quick = Hours(ZoneInfo(zone), DAYS, OFF), BusinessHours(zone, DAYS, OFF)
    until = slow.after(began, timedelta(minutes=span))
    assert add(quick, began, timedelta(minutes=span)) == until
    assert between(quick, began, until) == slow.between(began, until) == timedelta(minutes=span)
