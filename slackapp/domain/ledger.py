"""The ledger of what is not answered yet: a line for each open question, and which of them somebody wants to see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from slackapp.domain.verdict import PostKind


class Whose(StrEnum):
    """Whose questions are wanted. The value is what Home's menu carries: add, never rename."""

    ANYBODY = "anybody"
    MINE = "mine"
    NOBODY = "nobody"
    ONE = "one"  # those of one teammate


@dataclass(frozen=True, slots=True)
class Line:
    """One open question."""

    card_id: int
    account_id: int
    kind: PostKind
    asked_at: datetime
    owner_id: str = ""  # the Slack user id of who has it; "" nobody
    due_at: datetime | None = None
    snoozed_by: str = ""
    snoozed_until: datetime | None = None  # None: it does not sleep
    handed: bool = False  # another team has it

    def is_overdue(self, now: datetime) -> bool:
        """Whether its target is past; in other hands it is not ours to answer."""
        return self.due_at is not None and self.due_at <= now and not self.handed

    @property
    def asleep(self) -> bool:
        """Whether it was put off."""
        return self.snoozed_until is not None


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lines are wanted; what is empty does not narrow."""

    account_id: int = 0
    kind: PostKind | None = None
    overdue: bool = False
    whose: Whose = Whose.ANYBODY
    user_id: str = ""  # of whom, for ONE

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return self != Filter()


def chosen(lines: Iterable[Line], wanted: Filter, me: str, now: datetime) -> tuple[Line, ...]:
    """The lines that a filter leaves, in their order; `me` is the Slack user id of who looks."""
    return tuple(line for line in lines if _is_wanted(line, wanted, me, now))


def mine(lines: Iterable[Line], me: str) -> tuple[Line, ...]:
    """What somebody has and can answer now: the first due first, then what has waited longest."""
    has = (line for line in lines if line.owner_id == me and not line.asleep and not line.handed)
    return tuple(sorted(has, key=lambda line: (line.due_at is None, line.due_at or line.asked_at, line.asked_at)))


def put_off(lines: Iterable[Line], me: str) -> tuple[Line, ...]:
    """What somebody put off, or has and somebody put off; the first to come back first."""
    asleep = (line for line in lines if line.snoozed_until is not None and me in (line.snoozed_by, line.owner_id))
    return tuple(sorted(asleep, key=lambda line: line.snoozed_until or line.asked_at))


def nobodys(lines: Iterable[Line], now: datetime) -> tuple[Line, ...]:
    """What nobody has, and can be claimed now: what is overdue first, then what has waited longest."""
    free = (line for line in lines if not line.owner_id and not line.asleep and not line.handed)
    return tuple(sorted(free, key=lambda line: (not line.is_overdue(now), line.asked_at)))


def _is_wanted(line: Line, wanted: Filter, me: str, now: datetime) -> bool:
    if wanted.account_id not in (0, line.account_id) or wanted.kind not in (None, line.kind):
        return False
    if wanted.overdue and not line.is_overdue(now):
        return False
    owners = {Whose.MINE: me, Whose.NOBODY: "", Whose.ONE: wanted.user_id}
    return wanted.whose is Whose.ANYBODY or line.owner_id == owners[wanted.whose]
