"""Processes that share a database: what a dead one left is taken over, what one thought dead still learns counts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from dbos import DBOS
from pydantic import SecretStr
from sqlalchemy import Connection, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as WaitedTooLong

from slackapp.app import build
from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.card import Choice, FacetState
from slackapp.engine import Engine
from slackapp.networks.base import CutOff, Done, Once, Refused
from slackapp.perform import Performer
from slackapp.replicas import DEAD_AFTER, Replica
from slackapp.settings import load
from slackapp.store import actions, database, replicas
from slackapp.store.database import Database, DatabaseTrouble
from slackapp.store.tables import ReplicaRow
from tests.house import House
from tests.servers.postgres import PostgresServer

WELL = DEAD_AFTER.total_seconds()


@dataclass
class FakeEngine:
    """Notes whose runs it took over."""

    took: list[str] = field(default_factory=list)

    def take_over(self, executor_id: str) -> int:
        """Take over."""
        self.took.append(executor_id)
        return 1


@dataclass
class Process:
    """One of several: its own rooms, the same database."""

    name: str
    house: House
    seconds: float = 0.0

    def __post_init__(self) -> None:
        house = self.house
        self.engine = FakeEngine()
        self.performer = Performer(
            house.database, house.networks, house.poster, house.clock, house.moved.append, self.name
        )
        engine = cast("Engine", self.engine)
        self.replica = Replica(self.name, house.database, engine, self.performer, lambda: self.seconds)

    def looks(self, after: float = 0.0) -> None:
        """Beat and look around, so many seconds later."""
        self.seconds += after
        self.replica.look()

    def falls_silent(self, seconds: float = WELL + 1) -> None:
        """As one that died: nothing was seen of it for so long."""
        with self.house.database.write() as tx:
            row = ReplicaRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it
            seen = replicas._now(tx) - timedelta(seconds=seconds)
            tx.execute(update(row).where(row.c.name == self.name).values(seen_at=seen))

    def claims(self) -> int:
        """Take the follow that is planned, and get no further."""
        action = self.house.action(ActionKind.FOLLOW)
        with self.house.database.write() as tx:
            assert actions.claim(tx, action.id, self.house.clock(), self.name)
        return action.id


@pytest.fixture
def pair(house: House) -> tuple[Process, Process]:
    """Two processes, both alive for long."""
    one, other = Process("one", house), Process("other", house)
    for process in (one, other):
        process.looks()
        process.looks(after=WELL)
    return one, other


def followed(house: House) -> ActionState:
    """How the newest follow stands."""
    return house.action(ActionKind.FOLLOW).state


def test_what_a_dead_process_was_calling_is_read_back_by_a_survivor(
    house: House, pair: tuple[Process, Process]
) -> None:
    """It is in doubt, and done once the network says so; its unfinished runs begin again, once."""
    one, other = pair
    house.decide(house.follower_card(), Choice.FOLLOW)
    one.claims()
    other.looks(after=3)
    assert followed(house) is ActionState.CALLING, "it lives"
    house.network.follow(
        house.action(ActionKind.FOLLOW).target_id, Once("k", house.clock(), 1)
    )  # its call came through
    one.falls_silent()
    other.looks(after=3)
    assert followed(house) is ActionState.IN_DOUBT
    assert other.engine.took == ["one"]
    other.looks(after=3)
    assert other.engine.took == ["one"], "it is forgotten"
    house.perform_due()
    assert followed(house) is ActionState.DONE


def test_a_process_that_ends_leaves_what_it_has_at_once(house: House, pair: tuple[Process, Process]) -> None:
    """Nobody waits for its silence."""
    one, other = pair
    house.decide(house.follower_card(), Choice.FOLLOW)
    one.claims()
    with house.database.write() as tx:
        replicas.leave(tx, "one")
    other.looks(after=3)
    assert (followed(house), other.engine.took) == (ActionState.IN_DOUBT, ["one"])


def test_who_has_just_come_takes_nobody_for_dead_whom_the_database_could_not_hear(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it was away itself a moment ago, nobody could show that they live, and all get their time."""
    monkeypatch.setattr(replicas, "database_is_up_for", lambda _tx: timedelta(0))
    one, other = Process("one", house), Process("other", house)
    one.looks()
    house.decide(house.follower_card(), Choice.FOLLOW)
    one.claims()
    one.falls_silent()
    other.looks()
    other.looks(after=WELL - 1)
    assert (followed(house), other.engine.took) == (ActionState.CALLING, [])
    one.looks(after=WELL)  # it was only slow
    other.looks(after=1)
    assert (followed(house), other.engine.took) == (ActionState.CALLING, [])


def test_who_comes_to_a_database_that_has_long_been_up_takes_over_at_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the only process died, and starts again."""
    monkeypatch.setattr(replicas, "database_is_up_for", lambda _tx: timedelta(hours=1))
    one, other = Process("one", house), Process("other", house)
    one.looks()
    house.decide(house.follower_card(), Choice.FOLLOW)
    one.claims()
    one.falls_silent()
    other.looks()
    assert (followed(house), other.engine.took) == (ActionState.IN_DOUBT, ["one"])


def test_a_beat_that_fails_begins_the_time_anew(postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is judged by the time in which the database could not be reached from here."""
    monkeypatch.setattr(replicas, "database_is_up_for", lambda _tx: timedelta(0))
    postgres.create("beats")
    here, nowhere = Database(postgres.url("beats")), Database("postgresql+psycopg://nobody@/none?host=/nowhere")
    here.migrate()
    engine = FakeEngine()
    moment = [0.0]
    performer = Performer(here, None, None, None)  # type: ignore[arg-type]  # nothing is performed
    replica = Replica("one", here, cast("Engine", engine), performer, lambda: moment[0])
    with here.write() as tx:
        replicas.beat(tx, "dead")
        replicas.leave(tx, "dead")
    replica.look()
    moment[0] = WELL - 1
    replica.database = nowhere
    replica.look()
    replica.database = here
    for moment[0] in (WELL, 2 * WELL - 1):
        replica.look()
    assert engine.took == []
    moment[0] = 2 * WELL
    replica.look()
    assert engine.took == ["dead"]
    here.close()
    postgres.drop("beats")


def test_the_answer_of_one_thought_dead_settles_the_doubt(house: House, pair: tuple[Process, Process]) -> None:
    """It lived, and knows what nobody else knows."""
    one, other = pair
    card = house.question_card()
    house.decide(card, Choice.REPLY, text="We do!")
    reply = house.network.reply

    def slow(text: str, to_post_id: str, once: Once) -> Done:
        one.falls_silent()
        other.looks(after=3)
        assert house.action(ActionKind.REPLY).state is ActionState.IN_DOUBT
        return reply(text, to_post_id, once)

    house.network.reply = slow  # type: ignore[method-assign]  # it takes long, this once
    one.performer.perform(house.action(ActionKind.REPLY).id)
    assert house.action(ActionKind.REPLY).state is ActionState.DONE
    assert house.card(card.id).reply is FacetState.DONE


@pytest.mark.parametrize("late", [Refused("No."), CutOff("Lost.")], ids=["refused", "lost"])
def test_a_late_no_does_not_undo_what_another_has_done_since(
    house: House, pair: tuple[Process, Process], late: Exception
) -> None:
    """The follow was taken up anew meanwhile, and is done."""
    one, other = pair
    card = house.follower_card()
    house.decide(card, Choice.FOLLOW)
    follow = house.network.follow

    def slow(user_id: str, once: Once) -> Done:
        house.network.follow = follow  # type: ignore[method-assign]  # for the next
        one.falls_silent()
        other.looks(after=3)
        for _ in range(3):  # looked for, planned anew, done
            other.performer.perform(house.action(ActionKind.FOLLOW).id)
        assert followed(house) is ActionState.DONE
        raise late

    house.network.follow = slow  # type: ignore[method-assign]  # it takes long, this once
    one.performer.perform(house.action(ActionKind.FOLLOW).id)
    assert followed(house) is ActionState.DONE
    assert house.card(card.id).follow is FacetState.DONE


def test_a_claim_that_nobody_knows_of_is_taken_up_by_who_made_it(house: House, pair: tuple[Process, Process]) -> None:
    """The database went away just as it said yes: nothing was called, and nobody else would look after it."""
    one, _ = pair
    house.decide(house.follower_card(), Choice.FOLLOW)
    action_id = house.action(ActionKind.FOLLOW).id
    write = one.performer._together.write

    def lost(work: Callable[[Connection], object]) -> object:
        write(work)
        one.performer._together.write = write  # type: ignore[method-assign]  # for the next
        raise OperationalError("COMMIT", {}, ConnectionError("the answer was lost"), connection_invalidated=True)

    one.performer._together.write = lost  # type: ignore[method-assign,assignment]  # this once
    with pytest.raises(OperationalError):
        one.performer.perform(action_id)
    assert (followed(house), house.network.calls) == (ActionState.CALLING, [])
    one.performer.perform(action_id)
    assert followed(house) is ActionState.DONE


def test_an_outcome_is_kept_until_the_database_takes_it(house: House, pair: tuple[Process, Process]) -> None:
    """It was away when the network answered; nobody else knows the answer."""
    one, _ = pair
    card = house.question_card()
    house.decide(card, Choice.REPLY, text="We do!")
    write, failures = one.performer._together.write, iter(range(1))

    def away(work: Callable[[Connection], object]) -> object:
        if any(post.text == "We do!" for post in house.network.timeline) and next(failures, None) is not None:
            raise WaitedTooLong("others write")
        return write(work)

    one.performer._together.write = away  # type: ignore[method-assign,assignment]  # for a while
    one.performer.perform(house.action(ActionKind.REPLY).id)
    assert house.action(ActionKind.REPLY).state is ActionState.DONE
    assert next(failures, None) is None


def test_each_number_is_one_living_process_s(house: House, pair: tuple[Process, Process]) -> None:
    """So that what takes several polls is gone on with by who began it; a dead one's numbers are the others'."""
    one, other = pair
    if house.database.is_sqlite:
        assert one.replica.is_mine(1)  # there is only one
        return
    assert [one.replica.is_mine(n) for n in range(4)] == [not other.replica.is_mine(n) for n in range(4)]
    one.falls_silent()
    assert all(other.replica.is_mine(n) for n in range(4))


def test_nobody_is_inside_twice(database: Database) -> None:
    """Whichever process it is; who waits comes in when the other has left, and other names are other rooms."""
    another = database if database.is_sqlite else Database(database.url.render_as_string(hide_password=False))
    with database.alone("room") as first:
        assert first
        with another.alone("room") as second, another.alone("other") as elsewhere:
            assert (second, elsewhere) == (False, True)
    with another.alone("room", wait=True) as third:
        assert third
    if another is not database:
        another.close()


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Database]:
    """A SQLite database that one process has for itself."""
    first = Database(f"sqlite:///{tmp_path / 'rapport.sqlite'}")
    first.migrate()
    first.occupy()
    yield first
    first.close()


def test_a_sqlite_file_is_one_process_s_own(file: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second one is told what to do; other commands may use it meanwhile; it is free when the first ends."""
    monkeypatch.setattr(database, "PREDECESSOR_SECONDS", 0.05)
    second = Database(file.url.render_as_string())
    with pytest.raises(DatabaseTrouble, match=r"Another Rapport runs on .*DATABASE_URL"):
        second.occupy()
    with second.write() as tx:
        replicas.beat(tx, "command")
    file.close()
    second.occupy()
    second.close()


def test_a_process_has_one_name_everywhere(tmp_path: Path) -> None:
    """Its engine, its calls and its signs of life: else the living would be taken for dead."""
    token = SecretStr("xoxb-1")
    house = build(load(_env_file=None, slack_bot_token=token, rapport_data_dir=tmp_path))
    assert house.replica.name == house.performer.replica == DBOS.executor_id == "rapport"
    house.engine.stop(0)
    house.database.close()
