"""Every change of an action's and a card's row, noted by the database itself: none can pass unseen."""

from dataclasses import dataclass

from slackapp.domain.action import MAY_FOLLOW, ActionState
from slackapp.store.database import Database

_SET_UP = (
    "CREATE TABLE journal (what TEXT, id INTEGER, was TEXT, became TEXT, number INTEGER, later INTEGER)",
    """CREATE TRIGGER journal_action AFTER UPDATE ON action BEGIN
       INSERT INTO journal VALUES ('action', old.id, old.state, new.state, old.attempt, new.attempt); END""",
    """CREATE TRIGGER journal_card AFTER UPDATE ON card BEGIN
       INSERT INTO journal VALUES ('card', old.id, old.status, new.status, old.version, new.version); END""",
)


@dataclass(frozen=True, slots=True)
class Journal:
    """What was written since it was last read; SQLite only."""

    database: Database

    def set_up(self) -> None:
        """Begin to note changes."""
        with self.database.write() as tx:
            for statement in _SET_UP:
                tx.exec_driver_sql(statement)

    def check(self) -> None:
        """Read what was noted, and hold it against what may follow what."""
        with self.database.write() as tx:
            rows = tx.exec_driver_sql("SELECT what, id, was, became, number, later FROM journal").all()
            tx.exec_driver_sql("DELETE FROM journal")
        for what, number, was, became, before, later in rows:
            if what == "card":
                assert later == before + 1, f"card {number}'s version grows by one with each change: {before}, {later}"
                continue
            allowed = MAY_FOLLOW[ActionState(was)]
            still = was == became == ActionState.IN_DOUBT and before == later  # `look_again` moves its due time only
            assert still or ActionState(became) in allowed, f"action {number} may not go from {was} to {became}"
            assert later == before + (became == ActionState.CALLING), f"action {number}: an attempt is one call"
