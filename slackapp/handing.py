"""A question goes to another team and comes back: each step is one transaction, its line of the story in it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from slackapp.domain.card import Card, CardStatus, Choice
from slackapp.domain.decision import TooLate
from slackapp.domain.hand_off import Handed, HandedLate, HandOff, Step, is_again, may_give, take
from slackapp.domain.purpose import Purpose
from slackapp.domain.story import Event
from slackapp.domain.webhooks import Answer
from slackapp.store import cards, hand_offs, introductions, messages, posts, preferences, stories
from slackapp.store.database import Database
from slackapp.webhooks import happened

RACES = 5  # how often a lost race is looked at anew before we give up; two people never come near it
CHANNEL = "hand_off_channel"  # the preference: where the last one went
VIA = "hand_off"  # how a mention was answered, as the store keeps it
ANSWERED_BY_THEM = "answered by the team it was handed to"

_TELLS = {
    Step.CLAIM: Event.HAND_OFF_CLAIMED,
    Step.ANSWER: Event.HAND_OFF_ANSWERED,
    Step.SEND_BACK: Event.SENT_BACK,
    Step.TAKE_BACK: Event.TAKEN_BACK,
    Step.UNDO: Event.REOPENED,
}


@dataclass(frozen=True, slots=True)
class Gift:
    """What somebody wants to hand off, and to whom."""

    workspace_id: int
    card_id: int
    channel_id: str  # of the other team; it takes messages, as far as the caller knows
    actor_id: str  # Slack's user id
    note: str = ""


@dataclass(frozen=True, slots=True)
class Handing:
    """Where a question changes hands."""

    database: Database
    now: Callable[[], datetime]
    wake: Callable[[], None]  # tells the dispatcher that there is work

    def usual_channel(self, workspace_id: int) -> str:
        """Where a workspace's last hand-off went; "" where there was none."""
        with self.database.read() as tx:
            kept = preferences.of(tx, workspace_id, CHANNEL)
        return kept if isinstance(kept, str) else ""

    def find(self, workspace_id: int, hand_off_id: int) -> HandOff | None:
        """A hand-off of this workspace."""
        with self.database.read() as tx:
            return hand_offs.get(tx, hand_off_id, workspace_id)

    def give(self, gift: Gift) -> Handed | HandedLate | TooLate:
        """Hand a question off, once, whoever else does at the same moment; when it returns, it is on disk.

        Returns:
            HandedLate where another team has it already, TooLate where it can't be handed off (any more).
        """
        with self.database.write(urgent=True) as tx:
            result = _give(tx, gift, self.now())
        if isinstance(result, Handed):
            self.wake()
        return result

    def claim(self, workspace_id: int, hand_off_id: int, actor_id: str) -> Handed | HandedLate:
        """Somebody of the other team takes it."""
        return self.move(workspace_id, hand_off_id, Step.CLAIM, actor_id)

    def answered(self, workspace_id: int, hand_off_id: int, actor_id: str, note: str = "") -> Handed | HandedLate:
        """The other team answered it: the card closes, and the question counts as answered. `note`: what they said."""
        return self.move(workspace_id, hand_off_id, Step.ANSWER, actor_id, note)

    def send_back(self, workspace_id: int, hand_off_id: int, actor_id: str, note: str = "") -> Handed | HandedLate:
        """The other team returns it; `note`: why."""
        return self.move(workspace_id, hand_off_id, Step.SEND_BACK, actor_id, note)

    def move(
        self, workspace_id: int, hand_off_id: int, step: Step, actor_id: str, note: str = ""
    ) -> Handed | HandedLate:
        """Take any step, once, whoever else does at the same moment; when it returns, it is on disk.

        Args:
            workspace_id: where the person is.
            hand_off_id: the hand-off's id, as it came back with a click.
            step: what is done.
            actor_id: the Slack user id of who does it.
            note: theirs, for steps that take one; cut at 1,000 characters.
        """
        note = note[: hand_offs.LONGEST]
        with self.database.write(urgent=True) as tx:
            result = _move(tx, workspace_id, hand_off_id, step, actor_id, note, self.now())
        if isinstance(result, Handed):
            self.wake()
        return result


def _give(tx: Connection, gift: Gift, now: datetime) -> Handed | HandedLate | TooLate:
    note = gift.note[: hand_offs.LONGEST]
    for _ in range(RACES):
        card = cards.get(tx, gift.card_id, gift.workspace_id)
        if card is None:
            return TooLate(None)
        held = hand_offs.of_card(tx, card.id)
        if held is not None and held.active:
            same = (held.given_by, held.channel_id, held.note) == (gift.actor_id, gift.channel_id, note)
            return HandedLate(held, held.given_by, held.given_at, again=same)
        if not may_give(card):
            break
        mine = replace(card, version=card.version + 1)  # of two who hand it off at once, one is faster
        if cards.change(tx, mine):
            introductions.introduce(tx, gift.workspace_id, gift.channel_id, Purpose.HAND_OFF, gift.actor_id, now)
            hand_off = hand_offs.add(tx, mine, gift.channel_id, note, gift.actor_id, now)
            stories.tell(tx, mine, Event.HANDED_OFF, now, gift.actor_id, _detail(hand_off, note))
            preferences.put(tx, gift.workspace_id, CHANNEL, gift.channel_id, gift.actor_id, now)
            _redraw(tx, mine, now)
            return Handed(hand_off)
    return TooLate(card, card.decided_by, card.decided_at) if card else TooLate(None)


def _move(
    tx: Connection, workspace_id: int, hand_off_id: int, step: Step, actor_id: str, note: str, now: datetime
) -> Handed | HandedLate:
    for _ in range(RACES):
        hand_off = hand_offs.hold(tx, hand_off_id, workspace_id)
        if hand_off is None:
            return HandedLate(None)
        moved = take(hand_off, step, actor_id, now, note)
        if moved is None:
            return HandedLate(hand_off, *hand_off.last, again=is_again(hand_off, step, actor_id, note))
        if hand_offs.change(tx, moved, now):
            _carry(tx, moved, step, actor_id, note, now)
            return Handed(moved)
    return HandedLate(hand_off, *hand_off.last) if hand_off else HandedLate(None)


def _carry(tx: Connection, hand_off: HandOff, step: Step, actor_id: str, note: str, now: datetime) -> None:
    """Let the card follow, and tell its story."""
    card, after = cards.get(tx, hand_off.card_id), None
    while card is not None:
        after = _after(card, step, actor_id, now)
        if after is None or cards.change(tx, after):
            break
        card = cards.get(tx, hand_off.card_id)
    if card is None:
        return
    if card.question_id is not None and step is Step.ANSWER:
        posts.answer(tx, card.question_id, now, VIA, "")
        happened.answered(tx, card, Answer(VIA, text=note), now, actor_id)
    elif card.question_id is not None and step is Step.UNDO and after is not None:
        posts.unanswer(tx, card.question_id)
        happened.decided(tx, after, Choice.REOPEN, actor_id, now)
    stories.tell(tx, card, _TELLS[step], now, actor_id, _detail(hand_off, note))
    _redraw(tx, card, now)


def _after(card: Card, step: Step, actor_id: str, now: datetime) -> Card | None:
    """The card after a step of its hand-off, one version on; None where it stays."""
    on = replace(card, version=card.version + 1, decided_by=actor_id, decided_at=now, snoozed_until=None)
    if step is Step.ANSWER and card.status in (CardStatus.OPEN, CardStatus.SNOOZED):
        return replace(on, status=CardStatus.CLOSED, closed_why=ANSWERED_BY_THEM)
    if step is Step.UNDO and card.status is CardStatus.CLOSED and card.closed_why == ANSWERED_BY_THEM:
        return replace(on, status=CardStatus.OPEN, closed_why="")
    return None


def _detail(hand_off: HandOff, note: str) -> str:
    """Where it is or was, by Slack's id, and what was said with it."""
    return f"{hand_off.channel_id}: {note}" if note else hand_off.channel_id


def _redraw(tx: Connection, card: Card, now: datetime) -> None:
    if card.message_id is not None:
        messages.plan_update(tx, card.message_id, now)
