"""Every change of an action's and a card's row, noted by the database itself: none can pass unseen."""

from collections.abc import Iterator
from dataclasses import dataclass

from slackapp.store.database import Database

_SET_UP = (
    "CREATE TABLE journal (what TEXT, id INTEGER, was TEXT, became TEXT, number INTEGER, later INTEGER)",
    """CREATE TRIGGER journal_action AFTER UPDATE ON action BEGIN
       INSERT INTO journal VALUES ('action', old.id, old.state, new.state, old.attempt, new.attempt); END""",
    """CREATE TRIGGER journal_card AFTER UPDATE ON card BEGIN
       INSERT INTO journal VALUES ('card', old.id, old.status, new.status, old.version, new.version); END""",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a row: an action's state and attempt, or a card's status and version."""

    what: str
    id: int
    was: str
    became: str
    number: int
    later: int


@dataclass(slots=True)
class Journal:
    """What was written since it was last read; SQLite only."""

    database: Database
    seen: int = 0

    def set_up(self) -> None:
        """Begin to note changes."""
        with self.database.write() as tx:
            for statement in _SET_UP:
                tx.exec_driver_sql(statement)

    def clear(self) -> None:
        """Forget what was noted."""
        with self.database.write() as tx:
            tx.exec_driver_sql("DELETE FROM journal")

    def news(self) -> Iterator[Change]:
        """What was noted since the last time, in its order."""
        with self.database.read() as tx:
            query = "SELECT rowid, what, id, was, became, number, later FROM journal WHERE rowid > ? ORDER BY rowid"
            rows = tx.exec_driver_sql(query, (self.seen,)).all()
        for number, *change in rows:
            self.seen = number
            yield Change(*change)
