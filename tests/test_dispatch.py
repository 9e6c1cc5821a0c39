"""Due actions reach the engine: in the order of their lanes, on time, and again where they were lost."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import cast

import pytest

from slackapp.dispatch import AT_ONCE, LOST_AFTER, TASK, Dispatcher
from slackapp.domain.action import ActionKind, ActionState
from slackapp.engine import Engine
from slackapp.store import actions
from slackapp.store.actions import Plan, Result
from tests.house import START, House
from tests.test_engine import until


class FakeEngine:
    """Takes what it is handed; like the real one, once for each key. Nothing runs by itself."""

    def __init__(self) -> None:
        self.taken: dict[str, str] = {}
        self.fails = 0

    def enqueue(self, key: str, task: str, argument: str) -> bool:
        """Take a task; whether it is new."""
        assert task == TASK
        if self.fails:
            self.fails -= 1
            raise ConnectionError("the engine's database is away")
        new = key not in self.taken
        self.taken.setdefault(key, argument)
        return new


def plan(house: House, lane: str, due_at: datetime | None = None) -> int:
    """Plan a follow; returns its id."""
    number = len(house.actions())
    new = Plan(f"a{number}", ActionKind.FOLLOW, house.workspace.id, lane, house.account_id, due_at=due_at)
    with house.database.write() as tx:
        actions.plan(tx, new, START)
    return house.actions()[-1].id


def done(house: House, action_id: int) -> None:
    """Perform an action, in the store alone."""
    with house.database.write() as tx:
        assert actions.claim(tx, action_id, house.clock())
        actions.settle(tx, action_id, ActionState.CALLING, Result(ActionState.DONE), house.clock())


@pytest.fixture
def engine() -> FakeEngine:
    """An engine that runs nothing."""
    return FakeEngine()


@pytest.fixture
def dispatcher(sqlite_house: House, engine: FakeEngine) -> Dispatcher:
    """A dispatcher whose looks the test makes."""
    return dispatcher_of(sqlite_house, engine)


def dispatcher_of(house: House, engine: FakeEngine) -> Dispatcher:
    """One process's, whose looks the test makes; its seconds pass as the house's clock says."""
    return Dispatcher(house.database, cast("Engine", engine), house.clock, lambda: house.clock().timestamp())


def test_one_of_each_lane_is_under_way(sqlite_house: House, engine: FakeEngine, dispatcher: Dispatcher) -> None:
    """The next of a lane is handed over when the one before it has ended, and not before."""
    first, second, other = (plan(sqlite_house, lane) for lane in ("one", "one", "two"))
    dispatcher._hand_over()
    dispatcher._hand_over()
    assert list(engine.taken.values()) == [f"{first} one", f"{other} two"]
    done(sqlite_house, first)
    dispatcher._hand_over()
    assert len(engine.taken) == 2
    dispatcher.ended("one")
    dispatcher._hand_over()
    assert list(engine.taken.values())[2:] == [f"{second} one"]


def test_no_more_at_once_than_there_is_room_for(
    sqlite_house: House, engine: FakeEngine, dispatcher: Dispatcher
) -> None:
    """A burst waits its turn."""
    for number in range(AT_ONCE + 3):
        plan(sqlite_house, f"lane{number}")
    dispatcher._hand_over()
    dispatcher._hand_over()
    assert len(engine.taken) == AT_ONCE
    done(sqlite_house, sqlite_house.actions()[0].id)
    dispatcher.ended("lane0")
    dispatcher._hand_over()
    assert len(engine.taken) == AT_ONCE + 1


def test_a_run_that_was_lost_is_handed_over_again(
    sqlite_house: House, engine: FakeEngine, dispatcher: Dispatcher
) -> None:
    """By another key, for the engine would not run the first one twice; its lane is not stuck."""
    action_id = plan(sqlite_house, "one")
    dispatcher._hand_over()
    sqlite_house.clock.go(seconds=LOST_AFTER - 1)
    dispatcher._hand_over()
    assert len(engine.taken) == 1
    sqlite_house.clock.go(seconds=1)
    dispatcher._hand_over()
    assert list(engine.taken.values()) == [f"{action_id} one"] * 2


def test_a_run_that_broke_off_is_handed_over_again_soon(
    sqlite_house: House, engine: FakeEngine, dispatcher: Dispatcher
) -> None:
    """As where the database was away when it wanted to begin: not at once, for it may still be."""
    plan(sqlite_house, "one")
    dispatcher._hand_over()
    dispatcher.broke("one")
    dispatcher._hand_over()
    assert len(engine.taken) == 1
    sqlite_house.clock.go(seconds=1)
    dispatcher._hand_over()
    assert len(engine.taken) == 2


def test_what_another_process_has_takes_no_room_here(
    sqlite_house: House, engine: FakeEngine, dispatcher: Dispatcher
) -> None:
    """And nothing of its lane overtakes it; where that process ends without a word, it is taken up here."""
    other = dispatcher_of(sqlite_house, engine)
    theirs = [plan(sqlite_house, f"lane{number}") for number in range(AT_ONCE)]
    other._hand_over()
    dispatcher._hand_over()
    with sqlite_house.database.write() as tx:
        assert actions.claim(tx, theirs[0], sqlite_house.clock(), "other")
    mine, behind = plan(sqlite_house, "mine"), plan(sqlite_house, "lane0")
    dispatcher._hand_over()
    assert list(engine.taken.values())[AT_ONCE:] == [f"{mine} mine"]
    done(sqlite_house, mine)
    sqlite_house.clock.go(seconds=LOST_AFTER)
    dispatcher._hand_over()
    taken = list(engine.taken.values())[AT_ONCE + 1 :]
    assert len(taken) == AT_ONCE - 1, "all but what is called right now"
    assert f"{behind} lane0" not in taken


def test_trouble_with_the_engine_leaves_no_lane_busy(
    sqlite_house: House, engine: FakeEngine, dispatcher: Dispatcher
) -> None:
    """What could not be handed over is handed over at the next look."""
    plan(sqlite_house, "one")
    engine.fails = 1
    with pytest.raises(ConnectionError):
        dispatcher._hand_over()
    dispatcher._hand_over()
    assert len(engine.taken) == 1


def test_it_sleeps_until_the_next_action_is_due(sqlite_house: House, dispatcher: Dispatcher) -> None:
    """Not longer, and never so short that it spins."""
    assert dispatcher._hand_over() == 1.0
    plan(sqlite_house, "one", START + timedelta(milliseconds=300))
    assert dispatcher._hand_over() == pytest.approx(0.3)
    sqlite_house.clock.go(milliseconds=299.999)
    assert dispatcher._hand_over() == 0.01


def test_the_thread_survives_any_trouble(sqlite_house: House, engine: FakeEngine) -> None:
    """A fault of the engine's is over some time; then everything goes on."""
    running = Dispatcher(sqlite_house.database, cast("Engine", engine), sqlite_house.clock)
    engine.fails = 1
    plan(sqlite_house, "one")
    running.start()
    try:
        until(lambda: len(engine.taken) == 1)
    finally:
        running.stop()
    assert running._thread is not None
    assert not running._thread.is_alive()


@pytest.mark.networks  # long
def test_with_the_real_engine_everything_is_performed_in_order_and_on_time(sqlite_house: House, tmp_path: Path) -> None:
    """Lanes side by side, each in its order, one at a time; what is due later comes later; a wake is a look at once."""
    house = sqlite_house
    now: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731 (a clock)
    house.clock.at = now()
    engine = Engine(f"sqlite:///{tmp_path / 'engine.sqlite'}")
    dispatcher = Dispatcher(house.database, engine, now)
    ran: list[tuple[str, int]] = []
    inside: dict[str, int] = {}
    lock = Lock()

    def perform(argument: str) -> None:
        action_id, lane = argument.split(" ")
        with lock:
            inside[lane] = inside.get(lane, 0) + 1
            assert inside[lane] == 1
            ran.append((lane, int(action_id)))
        done(house, int(action_id))
        with lock:
            inside[lane] -= 1
        dispatcher.ended(lane)

    engine.task(TASK, perform)
    ids = [(lane, plan(house, lane)) for _ in range(4) for lane in ("one", "two", "three")]
    later = now() + timedelta(seconds=0.4)
    ids.append(("late", plan(house, "late", later)))
    engine.start()
    dispatcher.start()
    try:
        until(lambda: len(ran) == len(ids))
        assert now() >= later
        ids.append(("woken", plan(house, "woken")))
        dispatcher.wake()
        until(lambda: len(ran) == len(ids))
    finally:
        dispatcher.stop()
        engine.stop(2)
    for lane in ("one", "two", "three", "late", "woken"):
        assert [one for one in ran if one[0] == lane] == [one for one in ids if one[0] == lane]
    assert {action.attempt for action in house.actions()} == {1}
