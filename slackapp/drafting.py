"""Drafts: replies by people who may not send them, until somebody who may sends or returns them, or they withdraw."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from slackapp.domain.card import Choice, choose
from slackapp.domain.decision import TooLate
from slackapp.domain.draft import Draft, DraftState
from slackapp.domain.story import Event
from slackapp.store import cards, drafts, messages, stories
from slackapp.store.database import Database

RETURNED = "draft_returned"  # the notice to its author


@dataclass(frozen=True, slots=True)
class Drafting:
    """Where drafts are made and ended; sending one is a decision like any other (`Decision.draft`)."""

    database: Database
    now: Callable[[], datetime]
    wake: Callable[[], None]

    def get(self, workspace_id: int, draft_id: int) -> Draft | None:
        """One draft of a workspace."""
        with self.database.read() as tx:
            return drafts.get(tx, workspace_id, draft_id)

    def write(self, workspace_id: int, card_id: int, text: str, by: str, saved_id: int = 0) -> Draft | TooLate:
        """Keep the words for whoever may send them, and show them on the card.

        Args:
            workspace_id: where it was written.
            card_id: what it answers.
            text: the words, which fit.
            by: the Slack user id of who wrote them.
            saved_id: the saved reply that they began with, which counts as used once they are sent; 0: none.

        Returns:
            the draft, the one that waits already where the very same came twice; or that the card takes no reply.
        """
        with self.database.write(urgent=True) as tx:
            card = cards.get(tx, card_id, workspace_id)
            if card is None or choose(card, Choice.REPLY) is None:
                return TooLate(card, card.decided_by if card else "", card.decided_at if card else None)
            waiting = [each for each in drafts.of_cards(tx, [card_id]).get(card_id, ()) if each.waits]
            for each in waiting:
                if (each.written_by, each.text) == (by, text):
                    return each
            made = drafts.add(tx, workspace_id, card_id, text, by, self.now(), saved_id)
            stories.tell(tx, card, Event.DRAFTED, self.now(), by, text)
            self._draw(tx, card.message_id)
        self.wake()
        return made

    def reword(self, draft: Draft, text: str) -> bool:
        """Give a draft that waits other words, as its author. False where it was changed or ended meanwhile."""
        with self.database.write(urgent=True) as tx:
            card = cards.get(tx, draft.card_id, draft.workspace_id)
            if card is None or not drafts.reword(tx, draft, text):
                return False
            stories.tell(tx, card, Event.DRAFTED, self.now(), draft.written_by, text)
            self._draw(tx, card.message_id)
        self.wake()
        return True

    def give_back(self, draft: Draft, by: str, note: str) -> bool:
        """Return a draft to its author, who gets the note. False where it was changed or ended meanwhile."""
        with self.database.write(urgent=True) as tx:
            card = cards.get(tx, draft.card_id, draft.workspace_id)
            if card is None or not drafts.end(tx, draft, DraftState.RETURNED, by, self.now(), note):
                return False
            stories.tell(tx, card, Event.DRAFT_RETURNED, self.now(), by, note)
            key, body = f"draft:{draft.id}:{draft.version}", {"notice": RETURNED, "draft": draft.id}
            kind = messages.MessageKind.NOTICE
            told = messages.NewMessage(key, kind, draft.workspace_id, draft.written_by, card.account_id, dict(body))
            messages.add(tx, told, self.now())
            self._draw(tx, card.message_id)
        self.wake()
        return True

    def withdraw(self, draft: Draft, by: str) -> bool:
        """Take a draft back, as its author. False where it was changed or ended meanwhile."""
        with self.database.write(urgent=True) as tx:
            card = cards.get(tx, draft.card_id, draft.workspace_id)
            if card is None or not drafts.end(tx, draft, DraftState.WITHDRAWN, by, self.now()):
                return False
            stories.tell(tx, card, Event.DRAFT_RETURNED, self.now(), by, "taken back by its author")
            self._draw(tx, card.message_id)
        self.wake()
        return True

    def _draw(self, tx: Connection, message_id: int | None) -> None:
        if message_id is not None:
            messages.plan_update(tx, message_id, self.now())
