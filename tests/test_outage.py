"""A database that goes away around a decision: written once, refused, or said to be unsure; never acked and lost."""

import errno
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as WaitedTooLong

from slackapp import decisions
from slackapp.decisions import Decided, Decision, Decisions, TooLate
from slackapp.domain.action import ActionKind
from slackapp.domain.card import Choice
from slackapp.logs import unfailing
from slackapp.store.away import UnsureError, is_away
from slackapp.store.database import Database
from tests.house import ADA, House


@dataclass
class Breaking:
    """A database whose connection breaks `times` in a commit: before it came through, or after."""

    database: Database
    times: int
    committed: bool
    seen: int = 0

    @contextmanager
    def write(self, *, urgent: bool = False) -> Iterator[Connection]:
        """As the real one, until it breaks."""
        assert urgent, "somebody waits for a decision"
        self.seen += 1
        broken = OperationalError("COMMIT", None, Exception("the server went"), connection_invalidated=True)
        if self.seen > self.times:
            with self.database.write() as tx:
                yield tx
        elif self.committed and self.seen == 1:
            with self.database.write() as tx:
                yield tx
            raise broken
        else:
            with self.database.write() as tx:
                yield tx
                tx.rollback()
                raise broken from None


@pytest.mark.parametrize("committed", [True, False])
def test_a_commit_that_nobody_knows_of_is_asked_for_again(sqlite_house: House, committed: bool) -> None:
    """The server is back in a moment: whether the first commit came through or not, it is decided, and once."""
    card = sqlite_house.follower_card()
    breaking = Breaking(sqlite_house.database, 2, committed)
    told = Decisions(breaking, sqlite_house.clock, lambda: None).decide(  # type: ignore[arg-type]  # all of it that is used
        Decision(sqlite_house.workspace.id, card.id, Choice.FOLLOW, ADA)
    )
    assert isinstance(told, TooLate if committed else Decided)
    assert isinstance(told, Decided) or told.again
    assert len(sqlite_house.actions(ActionKind.FOLLOW)) == 1


def test_a_commit_that_stays_unknown_is_said_to_be(sqlite_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server stays away: whoever clicked hears that we are not sure, and neither yes nor no."""
    monkeypatch.setattr(decisions, "ASK_AGAIN_SECONDS", 0.2)
    card = sqlite_house.follower_card()
    breaking = Breaking(sqlite_house.database, 1_000, committed=True)
    unsure = Decisions(breaking, sqlite_house.clock, lambda: None)  # type: ignore[arg-type]  # all of it that is used
    with pytest.raises(UnsureError):
        unsure.decide(Decision(sqlite_house.workspace.id, card.id, Choice.FOLLOW, ADA))
    assert breaking.seen > 1
    assert len(sqlite_house.actions(ActionKind.FOLLOW)) == 1
    told = sqlite_house.decisions.decide(Decision(sqlite_house.workspace.id, card.id, Choice.FOLLOW, ADA))
    assert isinstance(told, TooLate)
    assert told.again  # doing it again does nothing twice


def test_what_is_urgent_does_not_wait_for_those_who_write_long(tmp_path: Path) -> None:
    """While a poll writes, a click is refused after its patience; a background writer waits for its turn."""
    database = Database(f"sqlite:///{tmp_path / 'one.sqlite'}")
    database.urgent_seconds = 0.05
    with database.write():
        began = time.monotonic()
        with pytest.raises(WaitedTooLong) as refused, database.write(urgent=True):
            pass
        assert time.monotonic() - began < 1
        assert is_away(refused.value)
    with database.write(urgent=True) as tx:
        waits = tx.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
    assert waits <= 50
    with database.write() as tx:
        assert tx.exec_driver_sql("PRAGMA busy_timeout").scalar_one() == 5_000
    database.close()


def test_a_database_nobody_listens_at_is_away(tmp_path: Path) -> None:
    """A PostgreSQL that was stopped, a SQLite file that can't be opened; a wrong question is no such thing."""
    stopped = Database(f"postgresql+psycopg://postgres@/rapport?host={tmp_path}")
    (tmp_path / "folder").mkdir()
    gone = Database(f"sqlite:///{tmp_path / 'folder'}")
    for database in (stopped, gone):
        with pytest.raises(OperationalError) as error, database.write(urgent=True):
            pass
        assert is_away(error.value)
        database.close()
    there = Database(f"sqlite:///{tmp_path / 'there.sqlite'}")
    with pytest.raises(OperationalError) as wrong, there.read() as tx:
        tx.exec_driver_sql("SELECT 1 FROM nowhere")
    assert not is_away(wrong.value)
    there.close()


class FullDisk(StringIO):
    """A file on it."""

    def write(self, text: str) -> int:
        """No."""
        raise OSError(errno.ENOSPC, f"no room for {len(text)} characters")


def test_a_log_that_takes_nothing_breaks_nothing() -> None:
    """It stands on the disk that is full: what was to be told of goes on, by either way of logging."""
    told = unfailing(FullDisk())
    structlog.PrintLogger(told).msg("one")
    handler = logging.StreamHandler(told)
    handler.stream.write("two")
    handler.flush()
    assert not told.isatty()
