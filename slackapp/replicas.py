"""This process among those that share the database: it shows that it lives, and takes over what dead ones left."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from slackapp.engine import Engine
from slackapp.perform import Performer
from slackapp.store import replicas
from slackapp.store.database import Database

log = structlog.get_logger()

BEAT = 3.0  # seconds between two signs of life
DEAD_AFTER = timedelta(seconds=20)  # without one: what it left is taken over, well within a minute


@dataclass(slots=True)
class Replica:
    """One of the processes.

    On SQLite there is one: what was left there is a crash's, found at the start. On PostgreSQL there may be many, and
    each watches over the others. To take somebody for dead who lives is no harm: an action is settled by whoever took
    it up last, and what was under way is read back, not repeated.
    """

    name: str
    database: Database
    engine: Engine
    performer: Performer
    monotonic: Callable[[], float] = time.monotonic  # seconds
    _well_since: float | None = None  # since when every beat went through, or would have
    _failed: bool = False  # whether one ever did not
    _stopped: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def begin(self) -> None:
        """Before anything runs: be the only one (SQLite), or one among others.

        Raises:
            DatabaseTrouble: another process has the SQLite file.
        """
        self.database.occupy()
        if self.database.is_sqlite:
            self._note(self.performer.rescue())
        else:
            self._beat()

    def watch(self) -> None:
        """Once the engine runs: go on showing that we live, and watch over the others."""
        if not self.database.is_sqlite:
            self._thread = threading.Thread(target=self._run, name="replica", daemon=True)
            self._thread.start()

    def end(self) -> None:
        """After everything has stopped: what is still under way may be taken over at once."""
        self._stopped.set()
        if self._thread is None:
            return
        self._thread.join(timeout=2)
        try:
            with self.database.write_apart() as tx:
                replicas.leave(tx, self.name)
        except SQLAlchemyError:
            log.info("left_in_silence")  # the others notice a little later

    def is_mine(self, number: int) -> bool:
        """Whether this process, of those that live, is the one for something with this number; others may step in."""
        if self.database.is_sqlite:
            return True
        with self.database.read() as tx:
            names = replicas.seen(tx, DEAD_AFTER)
        return not names or names[number % len(names)] == self.name

    def look(self) -> None:
        """Show that we live; where we have seen the others' signs for long enough, see whose are missing."""
        if not self._beat():
            # The others could not show that they live either: they get their time when the database is back.
            self._well_since, self._failed = None, True
        elif self.monotonic() - (self._well_since or 0.0) >= DEAD_AFTER.total_seconds():
            self._take_over()

    def _beat(self) -> bool:
        try:
            with self.database.write_apart() as tx:
                replicas.beat(tx, self.name)
                up = replicas.database_is_up_for(tx)
        except SQLAlchemyError as error:
            log.warning("no_beat", error=type(error).__name__)
            return False
        if self._well_since is None:
            before = min(up, DEAD_AFTER).total_seconds() if not self._failed else 0.0
            self._well_since = self.monotonic() - before
        return True

    def _take_over(self) -> None:
        """What the missing left: their unfinished runs begin again, their calls are read back."""
        with self.database.read() as tx:
            missing = replicas.missing(tx, DEAD_AFTER)
            alive = {self.name, *replicas.seen(tx, DEAD_AFTER)}
        self._note(self.performer.rescue(alive))
        if not missing:
            return
        with self.database.alone("take_over") as mine:
            if not mine:
                return
            for name in missing:
                runs = self.engine.take_over(name)
                with self.database.write() as tx:
                    replicas.forget(tx, name)  # last: should we die before, another does all of it again
                log.info("took_over", replica=name, runs=runs)

    def _note(self, doubtful: int) -> None:
        if doubtful:
            log.info("rescued", in_doubt=doubtful)

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self.look()
            except Exception as error:  # the one thread that beats must not end
                log.warning("look_failed", error=type(error).__name__, exc_info=not isinstance(error, SQLAlchemyError))
            self._stopped.wait(BEAT)
