"""Who has a card, and who put it off and why: what a choice means for it, and the line of its story."""

from dataclasses import replace
from datetime import datetime

from slackapp.domain.card import OWNER_CHOICES, Card, CardStatus, Choice
from slackapp.domain.decision import Decision
from slackapp.domain.quote import quote
from slackapp.domain.story import Event

LONGEST_NOTE = 300  # characters

EVENTS: dict[Choice, Event] = {
    Choice.CLAIM: Event.CLAIMED,
    Choice.TAKE_OVER: Event.CLAIMED,
    Choice.ASSIGN: Event.ASSIGNED,
    Choice.RELEASE: Event.RELEASED,
}


def note_of(text: str) -> str:
    """What somebody wrote along, as one line of at most 300 characters."""
    return quote(text, LONGEST_NOTE)


def noted(before: Card, chosen: Card, what: Decision, now: datetime) -> Card:
    """The card after a choice, with who decided it, who has it and until when it sleeps.

    Args:
        before: as it was.
        chosen: as `card.choose` made it.
        what: the decision.
        now: the moment (aware).
    """
    if what.choice in OWNER_CHOICES:  # whose it is decides nothing about it
        return _owned(before, chosen, what, now)
    decided = replace(chosen, decided_by=what.actor_id, decided_at=now)
    if what.choice is Choice.SNOOZE:
        asleep = replace(decided, snoozed_until=what.until, snoozed_at=now, returned_at=None)
        return replace(asleep, snoozed_by=what.actor_id, snooze_note=note_of(what.text))
    if chosen.status is CardStatus.SNOOZED:
        return decided
    awake = replace(decided, snoozed_until=None)
    if what.choice is Choice.IGNORE:
        return replace(awake, closed_why=note_of(what.text))
    if what.choice is not Choice.REOPEN:
        return awake
    return replace(awake, snoozed_by="", snooze_note="", snoozed_at=None, returned_at=None, closed_why="")


def returned(card: Card, now: datetime) -> Card:
    """A card that comes back by itself, one version on; it keeps who put it off and why."""
    return replace(card, status=CardStatus.OPEN, snoozed_until=None, returned_at=now, version=card.version + 1)


def is_stale(card: Card, what: Decision) -> bool:
    """Whether somebody else has it by now than whoever takes it over, or assigns it, saw."""
    if what.choice is Choice.TAKE_OVER:
        return what.version not in (0, card.version)
    return what.choice is Choice.ASSIGN and what.owner_seen not in (None, card.owner_id)


def line(before: Card, what: Decision) -> tuple[Event, str]:
    """The line of the story for a choice of owner. People are named as Slack names them: <@U…>."""
    detail = {
        Choice.TAKE_OVER: f"from <@{before.owner_id}>",
        Choice.RELEASE: f"<@{before.owner_id}> had it" if before.owner_id != what.actor_id else "",
        Choice.ASSIGN: ": ".join(
            part for part in (f"to <@{what.owner_id or what.actor_id}>", note_of(what.text)) if part
        ),
    }
    return EVENTS[what.choice], detail.get(what.choice, "")


def _owned(before: Card, chosen: Card, what: Decision, now: datetime) -> Card:
    if what.choice is Choice.RELEASE:
        return replace(chosen, owned_at=None, owner_was="", given_by="", given_note="")
    given = what.actor_id if chosen.owner_id != what.actor_id else ""
    note = note_of(what.text) if what.choice is Choice.ASSIGN else ""
    return replace(chosen, owned_at=now, owner_was=before.owner_id, given_by=given, given_note=note)
