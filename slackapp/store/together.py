"""Small writes that share a transaction: one sync of the disk for all who wait, not one for each."""

from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection

from slackapp.store.away import is_away
from slackapp.store.database import Database

T = TypeVar("T")
Work = Callable[[Connection], Any]


@dataclass(slots=True)
class _Waiting:
    """A write on its way to the disk, and what came of it."""

    work: Work
    found: Any = None
    trouble: Exception | None = None
    written: bool = False


class Together:
    """Writes for all who wait; threads share it. On PostgreSQL each writes for itself: the server syncs for many."""

    def __init__(self, database: Database) -> None:
        """Prepare; nothing is opened."""
        self._database = database
        self._waiting: SimpleQueue[_Waiting] = SimpleQueue()
        self._turn = Lock()

    def write(self, work: Callable[[Connection], T]) -> T:
        """Do this in a transaction; when it returns, that is on disk.

        Args:
            work: what is to be written, in its own words; it may be begun again, in a transaction of its own, and must
                do nothing else.

        Raises:
            Exception: whatever it raises, or the database; then nothing of it was written.
        """
        if not self._database.is_sqlite:
            with self._database.write() as tx:
                return work(tx)
        mine = _Waiting(work)
        self._waiting.put(mine)
        with self._turn:
            if not mine.written and mine.trouble is None:
                self._write_all()
        if mine.trouble is not None:
            raise mine.trouble
        return mine.found  # type: ignore[no-any-return]  # what its own work gave

    def _write_all(self) -> None:
        together: list[_Waiting] = []
        try:
            with self._database.write() as tx:
                together += self._all_waiting()
                for one in together:
                    one.found = one.work(tx)
        except Exception as trouble:  # noqa: BLE001 (one that breaks must not take the others with it)
            if is_away(trouble):
                for one in together or self._all_waiting():
                    one.trouble = trouble
                return
            for one in together:
                self._write_alone(one)
            return
        for one in together:
            one.written = True

    def _write_alone(self, one: _Waiting) -> None:
        try:
            with self._database.write() as tx:
                one.found = one.work(tx)
            one.written = True
        except Exception as own:  # noqa: BLE001 (its own caller gets it)
            one.trouble = own

    def _all_waiting(self) -> list[_Waiting]:
        return [self._waiting.get() for _ in range(self._waiting.qsize())]
