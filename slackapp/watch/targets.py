"""Whose time runs out, and which target was missed: told once each, in the transaction that marks it.

A question that another team has keeps its clock, for whoever asked has waited since they asked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from slackapp import webhooks
from slackapp.domain.card import Card
from slackapp.domain.hand_off import HandOff
from slackapp.domain.story import Event
from slackapp.store import hand_offs, messages, stories, targets
from slackapp.store.database import Database
from slackapp.store.messages import MessageKind, NewMessage

AT_ONCE = 100  # cards looked at in one transaction; the rest a moment later
ALONE = 5  # of a workspace; more that are missed at the same moment share one message
# A notice's kinds: kept in the database. CASE is for the team that a question was handed to.
NUDGE, MISSED, MANY, CASE = "target_nudge", "target_missed", "targets_missed", "case_missed"


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
        """Tell whoever has it that time runs out, or the channel of what is nobody's. False where there was nothing."""
        found = targets.running_out(tx, self.now(), AT_ONCE)
        for card in found:
            if targets.note_nudged(tx, card.id, self.now()):
                held = _held(tx, card)
                whose = held.owner_id or held.channel_id if held else card.owner_id
                stories.tell(tx, card, Event.NUDGED, self.now(), detail=whose and _named(whose))
                self._redraw(tx, card, held)
                if held is not None:
                    self._there(tx, card, held, NUDGE)
                else:
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
            handed = [(card, held) for card in late if (held := _held(tx, card)) is not None]
            for card, held in handed[:ALONE]:
                self._there(tx, card, held, CASE)
            for card in late:
                stories.tell(tx, card, Event.TARGET_MISSED, self.now(), detail=to)
                webhooks.overdue(tx, card, self.now())
                self._redraw(tx, card, _held(tx, card))
            self._escalate(tx, late, to)
        return bool(found)

    def _redraw(self, tx: Connection, card: Card, held: HandOff | None) -> None:
        """The card says how it stands, and the case that another team has."""
        for shown in (card.message_id, held.message_id if held is not None else None):
            if shown is not None:
                messages.plan_update(tx, shown, self.now())

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
        """Say it in the thread of the card's message; where it stands nowhere, to whoever has it or handed it over."""
        body: dict[str, object] = {"notice": notice, "card": card.id}
        if card.message_id is not None:
            at = messages.get(tx, card.message_id)
            self._say(tx, card, at.channel_id, f"{notice}:{card.id}", body | {"thread": card.message_id})
            return
        held = _held(tx, card)
        whose = held.given_by if held else card.owner_id
        if whose:
            self._say(tx, card, whose, f"{notice}:{card.id}", body)

    def _there(self, tx: Connection, card: Card, held: HandOff, notice: str) -> None:
        """Say it in the thread of the other team's case."""
        body: dict[str, object] = {"notice": notice, "card": card.id, "thread": held.message_id, "hand_off": held.id}
        self._say(tx, card, held.channel_id, f"{notice}:{card.id}", body)

    def _say(self, tx: Connection, card: Card, to: str, key: str, body: dict[str, object]) -> None:
        """Plan a message; one key for each card, so that it is told once whatever happens."""
        if not messages.exists(tx, key):
            messages.add(
                tx, NewMessage(key, MessageKind.NOTICE, card.workspace_id, to, card.account_id, body), self.now()
            )


def _held(tx: Connection, card: Card) -> HandOff | None:
    """The hand-off by which another team has it now."""
    hand_off = hand_offs.of_card(tx, card.id)
    return hand_off if hand_off is not None and hand_off.active else None


def _named(whose: str) -> str:
    return f"<#{whose}>" if whose.startswith("C") else f"<@{whose}>"
