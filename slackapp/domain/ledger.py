"""The ledger of what is not answered yet: a line for each open question, and which of them somebody wants to see."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from slackapp.domain.verdict import PostKind


class Whose(StrEnum):
    """Whose questions are wanted. The value is what Home's menu carries: add, never rename."""

    ANYBODY = "anybody"
    MINE = "mine"
    NOBODY = "nobody"
    ONE = "one"  # those of one teammate


class Line(NamedTuple):
    """One open question; a tuple, for thousands of them are read at once. They come in the order they were asked."""

    card_id: int
    account_id: int
    kind: PostKind
    owner_id: str = ""  # the Slack user id of who has it; "" nobody
    overdue: bool = False  # its target is past, whoever has it
    due_rank: int = 0  # which is due first: no two have the same, and those that are never due come last
    asleep: bool = False  # it was put off
    snoozed_by: str = ""  # by whom
    return_rank: int = 0  # which returns first
    handed: bool = False  # another team has it


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


def chosen(lines: Iterable[Line], wanted: Filter, me: str) -> tuple[Line, ...]:
    """The lines that a filter leaves, in their order; `me` is the Slack user id of who looks."""
    return tuple(line for line in lines if _is_wanted(line, wanted, me))


def mine(lines: Iterable[Line], me: str) -> tuple[Line, ...]:
    """What somebody has and can answer now: the first due first, then what has waited longest."""
    has = (line for line in lines if line.owner_id == me and not line.asleep and not line.handed)
    return tuple(sorted(has, key=lambda line: line.due_rank))


def put_off(lines: Iterable[Line], me: str) -> tuple[Line, ...]:
    """What somebody put off, or has and somebody put off; the first to come back first."""
    asleep = (line for line in lines if line.asleep and me in (line.snoozed_by, line.owner_id))
    return tuple(sorted(asleep, key=lambda line: line.return_rank))


def nobodys(lines: Iterable[Line]) -> tuple[Line, ...]:
    """What nobody has, and can be claimed now: what is overdue first, then what has waited longest."""
    free = (line for line in lines if not line.owner_id and not line.asleep and not line.handed)
    return tuple(sorted(free, key=lambda line: not line.overdue))


def _is_wanted(line: Line, wanted: Filter, me: str) -> bool:
    if wanted.account_id not in (0, line.account_id) or wanted.kind not in (None, line.kind):
        return False
    if wanted.overdue and not line.overdue:
        return False
    owners = {Whose.MINE: me, Whose.NOBODY: "", Whose.ONE: wanted.user_id}
    return wanted.whose is Whose.ANYBODY or line.owner_id == owners[wanted.whose]
