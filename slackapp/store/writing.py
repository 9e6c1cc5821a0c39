"""Who is writing an answer to a card at this moment, as far as open boxes tell."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from slackapp.domain.card import Card
from slackapp.store.tables import WritingRow

writing = WritingRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so

KEEP = timedelta(minutes=10)  # a box that nobody closed: Slack tells of most, not of a window that was shut


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who is writing."""

    user_id: str  # Slack's
    since: datetime


def begin(tx: Connection, card: Card, user_id: str, now: datetime) -> None:
    """Somebody opens the box; who opens it anew begins anew."""
    here = (writing.c.card_id == card.id) & ((writing.c.user_id == user_id) | (writing.c.at <= now - KEEP))
    tx.execute(delete(writing).where(here))
    row = {"card_id": card.id, "user_id": user_id, "workspace_id": card.workspace_id, "at": now}
    tx.execute(insert(writing).values(row))


def end(tx: Connection, workspace_id: int, card_id: int, user_id: str) -> None:
    """They sent it, or closed the box."""
    here = (writing.c.card_id == card_id) & (writing.c.user_id == user_id)
    tx.execute(delete(writing).where(here, writing.c.workspace_id == workspace_id))


def others(tx: Connection, card: Card, user_id: str, now: datetime) -> tuple[Writer, ...]:
    """Who else is writing, the first to begin first."""
    here = (writing.c.card_id == card.id) & (writing.c.user_id != user_id) & (writing.c.at > now - KEEP)
    query = select(writing.c.user_id, writing.c.at).where(here).order_by(writing.c.at, writing.c.user_id)
    return tuple(Writer(row.user_id, row.at) for row in tx.execute(query))


def forget(tx: Connection, before: datetime) -> None:
    """Forget boxes that were opened before a moment, in all workspaces."""
    tx.execute(delete(writing).where(writing.c.at < before))
