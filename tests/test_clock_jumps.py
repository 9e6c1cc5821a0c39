"""A clock that jumps: nothing stands still because it went back, no digest is left out because it went forward."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from slackapp import clock as clocks
from slackapp.clock import Clock
from slackapp.domain.action import ActionKind
from slackapp.domain.digest_times import DigestTimes
from slackapp.store import actions
from tests.house import House
from tests.test_clock import Engine, account, clock, times, until

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> datetime:
    """A moment in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def dates(engine: Engine) -> list[str]:
    """The local dates of the digests that were asked for, each once."""
    return [key.rsplit(":", 1)[1] for key in engine.runs if key.startswith("digest:")]


def seen(digest: DigestTimes, *moments: str) -> list[str]:
    """The digests asked for by a clock that shows these moments, one after another."""
    engine = Engine()
    ticking = clock(engine, (digest,))
    for moment in moments:
        with time_machine.travel(at(moment), tick=False):
            ticking.sync()
    return dates(engine)


def test_a_jump_over_midnight_leaves_no_late_digest_out() -> None:
    """The five minutes between 23:55 and midnight were jumped over, or slept through."""
    late = times("23:55", "Europe/Berlin")
    assert seen(late, "2026-06-01 23:50", "2026-06-02 01:50") == ["2026-06-01"]


def test_a_sleep_over_two_midnights_makes_up_for_each_day() -> None:
    """And a very long one for the last three."""
    morning = times("09:00", "Europe/Berlin")
    assert seen(morning, "2026-06-01 10:00", "2026-06-03 10:00") == ["2026-06-01", "2026-06-02", "2026-06-03"]
    assert seen(morning, "2026-06-01 10:00", "2026-06-20 10:00")[1:] == ["2026-06-18", "2026-06-19", "2026-06-20"]


def test_a_start_shortly_after_midnight_asks_for_the_late_digest() -> None:
    """Rapport was restarted over 23:55; one that came due most of a day ago is left out, as on the first day."""
    assert seen(times("23:55", "Europe/Berlin"), "2026-06-02 00:10") == ["2026-06-01"]
    assert seen(times("09:00", "Europe/Berlin"), "2026-06-02 08:00") == []
    assert seen(times("00:05", "Europe/Berlin"), "2026-06-02 15:00") == ["2026-06-02"]


@pytest.mark.parametrize("back", ["07:00:30", "09:00:30"])
def test_a_clock_set_back_asks_for_no_digest_of_another_day(back: str) -> None:
    """Two hours wrong and right again around the digest's time: one digest."""
    assert set(seen(times("09:00", "Europe/Berlin"), "2026-06-01 09:00:20", f"2026-06-01 {back}")) == {"2026-06-01"}
    midnight = seen(times("00:05", "Europe/Berlin"), "2026-06-01 23:00", "2026-06-02 01:00", "2026-06-01 23:00")
    assert midnight == ["2026-06-01", "2026-06-02"]


def test_a_clock_that_was_a_month_ahead_still_asks_for_each_day() -> None:
    """What it asked for in that month does not keep today's from coming."""
    told = seen(times("09:00", "Europe/Berlin"), "2026-06-01 10:00", "2026-07-01 10:00", "2026-06-02 10:00")
    assert "2026-06-02" in told


@pytest.mark.networks  # long
def test_polls_go_on_at_once_when_the_clock_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """The scheduler waits for a time of day, and slots that were polled come again: neither may take two hours."""
    monkeypatch.setattr(clocks, "WATCH_SECONDS", 0.05)
    engine = Engine()
    with time_machine.travel(datetime(2026, 6, 1, 12, tzinfo=UTC), tick=True) as coordinates:
        ticking = Clock(engine, 1, lambda: (account(1),), tuple, lambda: None, lambda: None)
        ticking.start()
        try:
            until(lambda: len(engine.runs) >= 2)
            coordinates.shift(-1.5 * 60 * 60)
            coordinates.shift(-30 * 60)
            before = len(engine.runs)
            until(lambda: len(engine.runs) >= before + 2)
        finally:
            ticking.stop()


def test_what_was_planned_by_a_clock_ahead_of_ours_waits_no_longer(house: House) -> None:
    """A clock two hours ahead is set right: what it planned for at once is due at once, and its lane is free."""
    house.clock.go(hours=2)
    house.follower_card()
    with house.database.write() as tx:
        actions.hold_lane(tx, "card:1", house.clock() + timedelta(seconds=1))
        actions.plan(
            tx, actions.Plan("key", ActionKind.LIKE, house.workspace.id, "card:1", house.account_id), house.clock()
        )
    house.clock.go(hours=-2)
    with house.database.read() as tx:
        assert "card:1" in [one.lane for one in actions.due(tx, house.clock(), 10)]
