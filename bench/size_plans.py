"""Every statement that a database was sent, and what SQLite's planner makes of it."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, event

# Tables whose rows grow with what happens; all others hold what a few people have set.
GROWS = frozenset(
    {
        *("card", "follower", "person", "mention", "post", "action", "story", "message", "delivery", "feedback"),
        *("feed", "hand_off", "draft", "writing", "spend", "event", "bulk"),
    }
)
# "SCAN card", "SCAN card USING INDEX …": all of it is walked, whichever way. Found by no more than an account or a
# workspace: all of theirs, which may be as much.
_SCAN = re.compile(r"^SCAN (\w+)")
# These hold what is under way, however much there ever was.
_OF_NOW = frozenset(
    {
        *("ix_hand_off_active", "ix_draft_at_hand", "ix_bulk_undecided", "ix_action_calling", "ix_action_unfinished"),
        *("ix_action_due", "ix_card_due_at", "ix_card_nudge_at", "ix_card_snoozed", "ix_delivery_due_at"),
    }
)
_WIDE = re.compile(
    r"^SEARCH (\w+) USING .*INDEX \w+ \((?:(?:account_id|workspace_id|kind|baseline|needs_answer)=\? ?(?:AND )?)+\)$"
)


@dataclass
class Heard:
    """Statements, each with the first values that it was sent with."""

    statements: dict[str, Any] = field(default_factory=dict)

    @contextmanager
    def listening(self) -> Iterator["Heard"]:
        """Hear every statement of every engine."""
        event.listen(Engine, "before_cursor_execute", self._hear)
        try:
            yield self
        finally:
            event.remove(Engine, "before_cursor_execute", self._hear)

    def _hear(self, _tx: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        self.statements.setdefault(statement, values[0] if many and values else values)


@dataclass(frozen=True, slots=True)
class Offender:
    """A statement that walks over all of a table that grows, or over all that is an account's or a workspace's."""

    table: str
    whole: bool  # the table; else what is an account's or a workspace's: right only where it ends early
    step: str  # in the planner's words
    statement: str


def offenders(tx: Connection, heard: Heard, grows: Iterable[str] = GROWS) -> list[Offender]:
    """Those among what was heard that no index helps, on this SQLite database."""
    found, tables = [], set(grows)
    for statement, values in heard.statements.items():
        if not re.match(r"\s*(SELECT|UPDATE|DELETE|WITH|INSERT)", statement, re.IGNORECASE):
            continue
        names = _names(statement)
        for step in _plan(tx, statement, values):
            scanned = _SCAN.match(step)
            walked = None if _OF_NOW & set(step.split()) else scanned or _WIDE.match(step)
            table = names.get(walked[1], walked[1]) if walked else ""
            if table in tables:
                found.append(Offender(table, scanned is not None, step, " ".join(statement.split())))
    return found


def _names(statement: str) -> dict[str, str]:
    """Tables by what a statement calls them."""
    called = re.findall(r"(?:FROM|JOIN|,)\s+\(?\s*(\w+) AS (\w+)", statement)
    return {alias: table for table, alias in called}


def _plan(tx: Connection, statement: str, values: Any) -> list[str]:
    rows = tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
    return [str(row[3]) for row in rows]
