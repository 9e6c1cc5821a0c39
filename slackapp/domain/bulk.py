"""One choice for many cards at once: what a network allows of it, who is chosen, how far it has come."""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from slackapp.domain.card import Choice

# choice for many -> what takes all of it back
UNDOES = {Choice.FOLLOW: Choice.UNDO_FOLLOW, Choice.IGNORE: Choice.REOPEN}
MOST = 16_000  # positions that can be chosen: as a sealed choice they take 2,668 characters, and Slack keeps 3,000


@dataclass(frozen=True, slots=True)
class Bulk:
    """Whether a network lets people decide on many at once, and how fast then."""

    allowed: bool
    reason: str = ""  # why not, in plain words
    pace: timedelta = timedelta()  # the least time between two calls of one account


@dataclass(frozen=True, slots=True)
class Step:
    """One card's turn in a bulk."""

    bulk_id: int
    position: int  # in the bulk's own order, from 0
    due_at: datetime | None = None  # when what it does on the network is meant to begin; None: at once


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a bulk has come, by what the database knows of it."""

    id: int
    choice: Choice
    by: str  # Slack's user id
    total: int
    walked: int
    late: int  # decided by others meanwhile
    done: int
    failed: int
    in_doubt: int
    waiting: int  # planned, or under way
    begun_at: datetime
    next_at: datetime | None = None
    decided_at: datetime | None = None
    stopped_by: str = ""
    stopped_at: datetime | None = None
    stopped_why: str = ""
    left: int = 0  # how many still are as it left them, and may be undone together

    @property
    def runs(self) -> bool:
        """Whether something of it is still to come."""
        return self.decided_at is None or self.waiting > 0

    @property
    def can_stop(self) -> bool:
        """Whether somebody may still stop it."""
        return self.stopped_at is None and self.runs


def sealed(positions: Iterable[int]) -> str:
    """Positions, from 1, in as few characters as a few thousand take: one bit each."""
    number = sum(1 << (position - 1) for position in set(positions) if 1 <= position <= MOST)
    raw = number.to_bytes((number.bit_length() + 7) // 8, "little")
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def unsealed(text: str) -> frozenset[int]:
    """Read them back; nothing where it is none of ours."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return frozenset()
    found = (8 * at + bit + 1 for at, byte in enumerate(raw[: MOST // 8]) for bit in range(8) if byte >> bit & 1)
    return frozenset(found)
