"""The clock asks for each poll and digest by a key of its own, through both changes of the clocks."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from slackapp.clock import LEAVE_IT, SPEND_SECONDS, Clock, digest_runs
from slackapp.domain.accounts import Account
from slackapp.domain.digest_times import EVERY_DAY, DigestTimes
from slackapp.domain.people import NetworkName
from slackapp.report import day_bounds
from tests.house import MARKETING

LISBON = ZoneInfo("Europe/Lisbon")
Asked = tuple[str, str, str]


def times(
    at: str = "09:00",
    zone: str = "Europe/Lisbon",
    channel: str = MARKETING,
    *,
    days: frozenset[int] = EVERY_DAY,
    longer: bool = False,
) -> DigestTimes:
    """When a channel gets its digests; `longer`: a week's and a month's, too."""
    moment = datetime.strptime(at, "%H:%M").time()  # noqa: DTZ007 (a time of day)
    return DigestTimes(1, channel, moment, zone, days, weekly=longer, monthly=longer)


def account(number: int) -> Account:
    """An account to be polled."""
    return Account(number, 1, NetworkName.X, str(number), f"brand{number}")


class Engine:
    """Takes what it is asked for; the same key twice counts once, as the real one has it."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []

    def __call__(self, key: str, task: str, argument: str) -> None:
        """Enqueue."""
        self.asked.append((key, task, argument))

    @property
    def runs(self) -> list[str]:
        """The keys, each once."""
        return list(dict.fromkeys(key for key, _, _ in self.asked))


def clock(
    engine: Engine, digests: tuple[DigestTimes, ...] = (), accounts: tuple[Account, ...] = (), poll: int = 300
) -> Clock:
    """A clock that is not running; tests move the time and look."""
    return Clock(engine, poll, lambda: accounts, lambda: digests, lambda: None, lambda: None)


def pass_through(ticking: Clock, start: datetime, hours: int) -> None:
    """Let the time pass, looking every five minutes."""
    for step in range(hours * 12):
        with time_machine.travel(start + timedelta(minutes=5 * step), tick=False):
            ticking.digests()


@pytest.mark.parametrize("at", ["00:00", "01:30", "09:00", "23:55"])
@pytest.mark.parametrize(
    "day", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 6, 1)], ids=["spring", "autumn", "summer"]
)
def test_one_digest_for_each_local_date(at: str, day: date) -> None:
    """Also where the hour does not exist that day, and where it comes twice."""
    engine = Engine()
    start = datetime(day.year, day.month, day.day, tzinfo=LISBON).astimezone(UTC) - timedelta(days=1)
    with time_machine.travel(start - timedelta(days=1), tick=False):
        ticking = clock(engine, (times(at),))
        ticking.sync()
    pass_through(ticking, start, hours=24 * 3 + 1)
    digests = [key.rsplit(":", 1)[1] for key in engine.runs]
    wanted = [(day + timedelta(days=n)).isoformat() for n in range(-1, 2)]
    assert [d for d in digests if d in wanted] == wanted
    assert len(engine.asked) == len(engine.runs)


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "Europe/Lisbon"])
def test_a_digest_comes_at_its_local_time_and_not_before(zone: str) -> None:
    """Wherever the channel is, and whatever date the machine has."""
    engine = Engine()
    ticking = clock(engine, (times("09:00", zone),))
    local = datetime(2026, 6, 2, 8, 59, tzinfo=ZoneInfo(zone))
    with time_machine.travel(local, tick=False):
        ticking.sync()
    assert engine.asked == []
    with time_machine.travel(local + timedelta(minutes=1), tick=False):
        ticking.digests()
    assert [key for key, _, _ in engine.asked] == [f"digest:1:{MARKETING}:2026-06-02"]


def test_a_missed_digest_is_made_up_for_once() -> None:
    """A start at noon asks for the morning's digest, of yesterday; so does a restart, by the same key."""
    engine = Engine()
    for hour in (12, 13):
        with time_machine.travel(datetime(2026, 6, 2, hour, tzinfo=LISBON), tick=False):
            clock(engine, (times(),)).sync()
    assert len(engine.asked) == 2
    assert engine.runs == [f"digest:1:{MARKETING}:2026-06-02"]
    assert engine.asked[0][1:] == ("digest", f"1 {MARKETING} 2026-06-01 Europe/Lisbon")


def test_a_digest_that_could_not_be_asked_for_is_asked_for_again() -> None:
    """Trouble at nine is made up for as soon as it is over."""
    asked: list[Asked] = []

    def enqueue(key: str, task: str, argument: str) -> None:
        asked.append((key, task, argument))
        if len(asked) == 1:
            raise ConnectionError("the engine's database is away")

    ticking = Clock(enqueue, 300, tuple, lambda: (times(),), lambda: None, lambda: None)
    with time_machine.travel(datetime(2026, 6, 2, 9, tzinfo=LISBON), tick=False):
        with pytest.raises(ConnectionError):
            ticking.sync()
        for _ in range(3):
            ticking.digests()
    assert len(asked) == 2


def test_each_channel_gets_its_own_digest() -> None:
    """By a key of its own."""
    engine = Engine()
    with time_machine.travel(datetime(2026, 6, 2, 10, tzinfo=LISBON), tick=False):
        clock(engine, (times(), times(channel="C0OTHER"))).sync()
    assert len(engine.asked) == 2


def test_a_digest_sums_up_the_day_before() -> None:
    """Also across the turn of a month."""
    [(_, _, argument)] = digest_runs(times(), date(2026, 3, 1))
    assert argument == f"1 {MARKETING} 2026-02-28 Europe/Lisbon"


def test_a_week_comes_on_monday_and_a_month_on_the_first() -> None:
    """Each by a key of its own kind, beside the day's; the month before is told whole, whatever its length."""
    assert [key for key, _, _ in digest_runs(times(longer=True), date(2026, 6, 3))] == [
        f"digest:1:{MARKETING}:2026-06-03"
    ]
    day, week, month = digest_runs(times(longer=True), date(2026, 6, 1))
    assert day == (f"digest:1:{MARKETING}:2026-06-01", "digest", f"1 {MARKETING} 2026-05-31 Europe/Lisbon")
    assert week[::2] == (
        f"digest-week:1:{MARKETING}:2026-06-01",
        f"1 {MARKETING} 2026-05-31 Europe/Lisbon week 2026-05-25",
    )
    assert month[::2] == (
        f"digest-month:1:{MARKETING}:2026-06-01",
        f"1 {MARKETING} 2026-05-31 Europe/Lisbon month 2026-05-01",
    )


def test_no_day_is_left_out_where_none_comes_at_the_weekend() -> None:
    """Monday's digest sums Friday, Saturday and Sunday up; on Saturday none comes."""
    office = times(days=frozenset(range(5)))
    assert digest_runs(office, date(2026, 6, 6)) == ()
    [(_, _, argument)] = digest_runs(office, date(2026, 6, 8))
    assert argument == f"1 {MARKETING} 2026-06-07 Europe/Lisbon day 2026-06-05"


def test_a_week_missed_by_a_day_or_two_is_made_up_for_and_no_day_is() -> None:
    """Who starts on Wednesday gets the week, by Monday's key, and of the days only the last."""
    engine = Engine()
    for hour in (12, 13):
        with time_machine.travel(datetime(2026, 6, 10, hour, tzinfo=LISBON), tick=False):
            clock(engine, (times(longer=True),)).sync()
    assert engine.runs == [f"digest-week:1:{MARKETING}:2026-06-08", f"digest:1:{MARKETING}:2026-06-10"]


def test_paused_digests_are_not_asked_for_nor_made_up_for() -> None:
    """From the moment somebody resumes them they come again, beginning with the next."""
    engine, [current] = Engine(), [replace(times(longer=True), paused_by="U0BEN")]
    ticking = Clock(engine, 300, tuple, lambda: (current,), lambda: None, lambda: None)
    with time_machine.travel(datetime(2026, 6, 1, 9, tzinfo=LISBON), tick=False):
        ticking.sync()
        current = replace(current, paused_by="")
        ticking.sync()
    assert engine.runs == []
    with time_machine.travel(datetime(2026, 6, 2, 9, tzinfo=LISBON), tick=False):
        ticking.digests()
    assert engine.runs == [f"digest:1:{MARKETING}:2026-06-02"]


def test_accounts_that_come_later_are_polled_and_those_that_go_are_not() -> None:
    """A poll has the account's id and its slot of time for a key, so two clocks ask for one run."""
    engine, accounts = Engine(), [account(1)]
    ticking = Clock(engine, 1, lambda: tuple(accounts), tuple, lambda: None, lambda: None)
    ticking.start()
    try:
        until(lambda: any(key.startswith("poll:1:") for key in engine.runs))
        accounts[:] = [account(2)]
        ticking.sync()
        until(lambda: any(key.startswith("poll:2:") for key in engine.runs))
        assert [job.id for job in ticking._scheduler.get_jobs() if job.id.startswith("poll")] == ["poll:2"]
    finally:
        ticking.stop()
    key, task, argument = engine.asked[0]
    assert (task, argument) == ("poll", "1")
    assert abs(int(key.rsplit(":", 1)[1]) - time.time()) < 30


def test_two_clocks_ask_for_one_poll() -> None:
    """Replicas, or a restart, within one slot of time: the same key."""
    engine = Engine()
    with time_machine.travel(datetime(2026, 6, 2, 10, 1, tzinfo=UTC), tick=False):
        for _ in range(2):
            clock(engine, accounts=(account(1),))._poll(1)
    assert len(engine.runs) == 1


def test_a_poll_is_left_for_a_moment_to_the_process_whose_it_is() -> None:
    """The same slot's, by the same key, so that it runs once; should that process be dead, it is done all the same."""
    theirs, mine = Engine(), Engine()
    other = clock(theirs, accounts=(account(1),), poll=1)
    other.is_mine = lambda _account_id: False
    began = time.monotonic()
    other.start()
    try:
        until(lambda: theirs.runs)
        assert time.monotonic() - began > LEAVE_IT
    finally:
        other.stop()
    with time_machine.travel(datetime(2026, 6, 2, 10, 1, tzinfo=UTC), tick=False):
        clock(mine, accounts=(account(1),))._poll(1)
    assert len(mine.runs) == 1


def until(condition: object, seconds: float = 5.0) -> None:
    """Wait until a condition holds."""
    assert callable(condition)
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to hold in time"
        time.sleep(0.01)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)])
def test_a_local_day_has_as_many_hours_as_the_clocks_give_it(day: date, hours: int) -> None:
    """And the next one begins where it ends."""
    start, end = day_bounds(day, LISBON)
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=hours)
    assert day_bounds(day + timedelta(days=1), LISBON)[0] == end
    assert (start.date(), start.hour) == (day, 0)


def test_what_calls_cost_is_written_down_within_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """So much and no more a crash loses."""
    assert SPEND_SECONDS <= 5
    monkeypatch.setattr("slackapp.clock.SPEND_SECONDS", 0.05)
    written: list[int] = []
    ticking = Clock(Engine(), 300, tuple, tuple, lambda: None, lambda: None, write_spend=lambda: written.append(1))
    ticking.start()
    until(lambda: len(written) > 1)
    ticking.stop()
