"""What somebody decides about a card, and what they are told."""

from dataclasses import dataclass
from datetime import datetime

from slackapp.domain.bulk import Step
from slackapp.domain.card import Card, Choice
from slackapp.domain.draft import Draft


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody wants done with a card."""

    workspace_id: int
    card_id: int
    choice: Choice
    actor_id: str  # Slack's user id
    text: str = ""  # for replies; with snoozing and assigning the note; with ignoring the reason
    until: datetime | None = None  # for snoozing
    version: int = 0  # the card's, as it was drawn where it was clicked; 0: nobody knows
    message_ts: str = ""  # the message that was clicked, where the card stands in one
    step: Step | None = None  # where it is one of many
    owner_id: str = ""  # whom it is assigned to
    owner_seen: str | None = None  # who had it, as whoever assigns it saw; None: nobody looked
    draft: Draft | None = None  # whose words these are, as whoever sends them saw it
    saved_id: int = 0  # the saved reply that its text began with; 0: none


@dataclass(frozen=True, slots=True)
class Decided:
    """It is safely in the database and will happen."""

    card: Card


@dataclass(frozen=True, slots=True)
class TooLate:
    """It is not open any more; `by` did the last thing on the card ("" where it closed by itself)."""

    card: Card | None  # None: this workspace has no such card
    by: str = ""
    at: datetime | None = None
    again: bool = False  # the very same, by the same person: a double click, or a delivery that came twice
