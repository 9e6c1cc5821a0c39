"""A reply that waits for somebody who may send it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DraftState(StrEnum):
    """Where a draft stands. The value is what the database keeps."""

    WAITING = "waiting"
    SENT = "sent"
    RETURNED = "returned"  # to its author, with a note
    WITHDRAWN = "withdrawn"  # by its author


@dataclass(frozen=True, slots=True)
class Draft:
    """Words for one card. `version` grows with every change of them."""

    id: int
    workspace_id: int
    card_id: int
    text: str  # a teammate's: to be escaped
    state: DraftState
    written_by: str  # Slack's user id
    written_at: datetime
    decided_by: str = ""  # who sent, returned or withdrew it
    decided_at: datetime | None = None
    note: str = ""  # why it was returned
    version: int = 1
    saved_id: int = 0  # the saved reply that its words began with; 0: none

    @property
    def waits(self) -> bool:
        """Whether somebody has yet to send it."""
        return self.state is DraftState.WAITING
