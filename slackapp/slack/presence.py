"""Who is writing an answer at this moment: noted while the box is open, so that a second person is told.

It is a courtesy: no answer waits for it, and none is refused because of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from slackapp.domain.card import Card
from slackapp.slack.soon import Soon
from slackapp.store import writing
from slackapp.store.away import is_away
from slackapp.store.database import Database
from slackapp.store.writing import Writer


@dataclass(frozen=True, slots=True)
class Presence:
    """Open boxes, in the database: teammates may be served by several processes."""

    database: Database
    now: Callable[[], datetime]
    soon: Soon

    def begin(self, card: Card, user_id: str) -> None:
        """Somebody opens the box; where that can't be noted in time, they write all the same."""
        try:
            with self.database.write(urgent=True) as tx:
                writing.begin(tx, card, user_id, self.now())
        except Exception as trouble:
            if not is_away(trouble):
                raise

    def end(self, workspace_id: int, card_id: int, user_id: str) -> None:
        """They sent it, or closed the box. Not waited for."""

        def forget() -> None:
            with self.database.write() as tx:
                writing.end(tx, workspace_id, card_id, user_id)

        self.soon(forget)

    def others(self, card: Card, user_id: str) -> tuple[Writer, ...]:
        """Who else is writing; nobody where it is not known who asks."""
        if not user_id:
            return ()
        with self.database.read() as tx:
            return writing.others(tx, card, user_id, self.now())
