"""The clock asks for each poll and digest by a key of its own, through both changes of the clocks."""

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from slackapp.clock import LEAVE_IT, Clock, digest_run
from slackapp.domain.accounts import Account, Route, RouteKind
from slackapp.domain.people import NetworkName
from slackapp.report import day_bounds
from tests.house import MARKETING

LISBON = ZoneInfo("Europe/Lisbon")
Asked = tuple[str, str, str]


def route(at: str = "09:00", zone: str = "Europe/Lisbon", channel: str = MARKETING) -> Route:
    """A digest's route."""
    return Route(1, 1, 1, RouteKind.DIGEST, channel, datetime.strptime(at, "%H:%M").time(), zone)  # noqa: DTZ007 (a time of day)


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


def clock(engine: Engine, routes: tuple[Route, ...] = (), accounts: tuple[Account, ...] = (), poll: int = 300) -> Clock:
    """A clock that is not running; tests move the time and look."""
    return Clock(engine, poll, lambda: accounts, lambda: routes, lambda: None, lambda: None)


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
        ticking = clock(engine, (route(at),))
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
    ticking = clock(engine, (route("09:00", zone),))
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
            clock(engine, (route(),)).sync()
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

    ticking = Clock(enqueue, 300, tuple, lambda: (route(),), lambda: None, lambda: None)
    with time_machine.travel(datetime(2026, 6, 2, 9, tzinfo=LISBON), tick=False):
        with pytest.raises(ConnectionError):
            ticking.sync()
        for _ in range(3):
            ticking.digests()
    assert len(asked) == 2


def test_a_channel_gets_one_digest_however_many_accounts_it_has() -> None:
    """And each channel its own."""
    engine = Engine()
    with time_machine.travel(datetime(2026, 6, 2, 10, tzinfo=LISBON), tick=False):
        clock(engine, (route(), route(), route(channel="C0OTHER"))).sync()
    assert len(engine.asked) == 2


def test_a_digest_sums_up_the_day_before() -> None:
    """Also across the turn of a month."""
    assert digest_run(route(), date(2026, 3, 1))[2] == f"1 {MARKETING} 2026-02-28 Europe/Lisbon"


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
