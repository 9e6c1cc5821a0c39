"""Whose time runs out, and which target was missed: told once each, in the transaction that marks it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from slackapp import webhooks
from slackapp.domain.card import Card
from slackapp.domain.story import Event
from slackapp.store import messages, stories, targets
from slackapp.store.database import Database
from slackapp.store.messages import MessageKind, NewMessage

AT_ONCE = 100  # cards looked at in one transaction; the rest a moment later
ALONE = 5  # of a workspace; more that are missed at the same moment share one message
NUDGE, MISSED, MANY = "target_nudge", "target_missed", "targets_missed"  # a notice's kinds: kept in the database


@dataclass(frozen=True, slots=True)
class WatchTargets:
    """The clock's chore is `look`."""

    database: Database
    now: Callable[[], datetime]
    wake: Callable[[], None]

    def look(self) -> None:
        """Tell of what runs out and what was missed since the last look; one process at a time does it."""
        with self.database.alone("targets") as mine:
            if not mine:
                return
            self._follow()
            told = True
            while told:
                with self.database.write() as tx:
                    told = self._nudge(tx) | self._miss(tx)
                self.wake()

    def _follow(self) -> None:
        """Go on where a process was stopped while cards got their time by new targets: nobody is told by the old."""
        with self.database.read() as tx:
            left = targets.following(tx)
        for workspace_id in left:
            more = True
            while more:
                with self.database.write() as tx:
                    more = targets.follow(tx, workspace_id, self.now())

    def _nudge(self, tx: Connection) -> bool:
        """Tell owners that time runs out, or the channel of what is nobody's. False where there was nothing."""
        found = targets.running_out(tx, self.now(), AT_ONCE)
        for card in found:
            if targets.note_nudged(tx, card.id, self.now()):
                stories.tell(tx, card, Event.NUDGED, self.now(), detail=f"<@{card.owner_id}>" if card.owner_id else "")
                self._redraw(tx, card)
                self._beside(tx, card, NUDGE)
        return bool(found)

    def _miss(self, tx: Connection) -> bool:
        """Tell whoever is to know what was missed. False where there was nothing."""
        found = targets.missed(tx, self.now(), AT_ONCE)
        missed: dict[int, list[Card]] = {}
        for card in found:
            if targets.note_missed(tx, card.id, self.now()):
                missed.setdefault(card.workspace_id, []).append(card)
        for workspace_id, late in missed.items():
            to = targets.of(tx, workspace_id).escalate_to
            for card in late:
                stories.tell(tx, card, Event.TARGET_MISSED, self.now(), detail=to)
                webhooks.overdue(tx, card, self.now())
                self._redraw(tx, card)
            self._escalate(tx, late, to)
        return bool(found)

    def _redraw(self, tx: Connection, card: Card) -> None:
        """The card says how it stands."""
        if card.message_id is not None:
            messages.plan_update(tx, card.message_id, self.now())

    def _escalate(self, tx: Connection, late: Sequence[Card], to: str) -> None:
        if not to:
            for card in late[:ALONE]:
                self._beside(tx, card, MISSED)
        elif len(late) > ALONE:
            body: dict[str, object] = {"notice": MANY, "cards": [card.id for card in late]}
            self._say(tx, late[0], to, f"{MANY}:{late[0].id}:{len(late)}", body)
        else:
            for card in late:
                self._say(tx, card, to, f"{MISSED}:{card.id}", {"notice": MISSED, "card": card.id})

    def _beside(self, tx: Connection, card: Card, notice: str) -> None:
        """Say it in the thread of the card's message; to its owner alone where it stands nowhere."""
        body: dict[str, object] = {"notice": notice, "card": card.id}
        if card.message_id is not None:
            at = messages.get(tx, card.message_id)
            self._say(tx, card, at.channel_id, f"{notice}:{card.id}", body | {"thread": card.message_id})
        elif card.owner_id:
            self._say(tx, card, card.owner_id, f"{notice}:{card.id}", body)

    def _say(self, tx: Connection, card: Card, to: str, key: str, body: dict[str, object]) -> None:
        """Plan a message; one key for each card, so that it is told once whatever happens."""
        if not messages.exists(tx, key):
            messages.add(
                tx, NewMessage(key, MessageKind.NOTICE, card.workspace_id, to, card.account_id, body), self.now()
            )
