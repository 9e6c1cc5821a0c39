"""A question given to another team, and the table of what may follow what."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from slackapp.domain.card import Card, CardKind, CardStatus


class HandOffState(StrEnum):
    """Where a hand-off stands. The value is what the database keeps: add, never rename."""

    OPEN = "open"
    CLAIMED = "claimed"
    ANSWERED = "answered"  # by the other team
    SENT_BACK = "sent_back"  # by the other team
    TAKEN_BACK = "taken_back"  # by whoever gave it, or a teammate of theirs
    CLOSED = "closed"  # with its card: answered, ignored or gone without the other team


class Step(StrEnum):
    """What a person can do with a hand-off."""

    CLAIM = "claim"
    ANSWER = "answer"
    SEND_BACK = "send_back"
    TAKE_BACK = "take_back"
    UNDO = "undo"  # it was not answered after all


ACTIVE = frozenset({HandOffState.OPEN, HandOffState.CLAIMED})  # the other team has it

# step -> (states it may be taken in, the state it leads to)
STEPS: dict[Step, tuple[frozenset[HandOffState], HandOffState]] = {
    Step.CLAIM: (frozenset({HandOffState.OPEN}), HandOffState.CLAIMED),
    Step.ANSWER: (ACTIVE, HandOffState.ANSWERED),
    Step.SEND_BACK: (ACTIVE, HandOffState.SENT_BACK),
    Step.TAKE_BACK: (ACTIVE, HandOffState.TAKEN_BACK),
    Step.UNDO: (frozenset({HandOffState.ANSWERED}), HandOffState.CLAIMED),
}


@dataclass(frozen=True, slots=True)
class HandOff:
    """One question in the hands of another team. `version` grows with every change."""

    id: int
    workspace_id: int
    card_id: int
    channel_id: str  # where the other team is
    given_by: str  # Slack's user id, as all that end in `_by`
    given_at: datetime
    note: str = ""  # of whoever gave it; a teammate's words, to be escaped
    state: HandOffState = HandOffState.OPEN
    owner_id: str = ""  # Slack's user id of who claimed it
    message_id: int | None = None  # in the other team's channel
    ended_by: str = ""  # "" where it closed with its card
    ended_at: datetime | None = None
    end_note: str = ""  # what was answered, or why it came back
    version: int = 1

    @property
    def active(self) -> bool:
        """Whether the other team has it."""
        return self.state in ACTIVE

    @property
    def last(self) -> tuple[str, datetime | None]:
        """Who did the last thing with it, and when, where that is known."""
        if not self.active:
            return self.ended_by, self.ended_at
        return (self.owner_id, None) if self.state is HandOffState.CLAIMED else (self.given_by, self.given_at)


@dataclass(frozen=True, slots=True)
class Handed:
    """It is safely in the database."""

    hand_off: HandOff


@dataclass(frozen=True, slots=True)
class HandedLate:
    """It is not open any more; `by` was faster ("" where that was nobody, or is not known)."""

    hand_off: HandOff | None  # None: there is none
    by: str = ""
    at: datetime | None = None
    again: bool = False  # the very same, by the same person: a double click, or a delivery that came twice


def take(hand_off: HandOff, step: Step, actor_id: str, now: datetime, note: str = "") -> HandOff | None:
    """The hand-off after a step, one version on; None where the step is not open (any more).

    Args:
        hand_off: as it stands.
        step: what is done.
        actor_id: the Slack user id of who does it.
        now: the moment (aware).
        note: what was answered, or why it comes back.
    """
    allowed, after = STEPS[step]
    if hand_off.state not in allowed:
        return None
    if after is HandOffState.CLAIMED:  # who undoes an answer has it in hand
        return replace(
            hand_off,
            state=after,
            owner_id=actor_id,
            ended_by="",
            ended_at=None,
            end_note="",
            version=hand_off.version + 1,
        )
    return _ended(hand_off, after, actor_id, now, note)


def close(hand_off: HandOff, now: datetime, by: str = "") -> HandOff | None:
    """The hand-off after its card was settled without the other team; None where that has it no more."""
    return _ended(hand_off, HandOffState.CLOSED, by, now) if hand_off.active else None


def is_again(hand_off: HandOff, step: Step, actor_id: str, note: str = "") -> bool:
    """Whether this very step was the last one, and by the same person."""
    if hand_off.state is not STEPS[step][1]:
        return False
    if step in (Step.CLAIM, Step.UNDO):
        return hand_off.owner_id == actor_id
    return (hand_off.ended_by, hand_off.end_note) == (actor_id, note)


def _ended(hand_off: HandOff, state: HandOffState, by: str, now: datetime, note: str = "") -> HandOff:
    return replace(hand_off, state=state, ended_by=by, ended_at=now, end_note=note, version=hand_off.version + 1)


def may_give(card: Card) -> bool:
    """Whether a card can be handed off: an open question that nothing is under way on, and nobody is in doubt about."""
    question = card.kind is CardKind.QUESTION and card.status is CardStatus.OPEN
    return question and not card.busy and card.in_doubt is None
