"""Slack's events, each taken once: it sends one again where our answer was late or lost."""

from datetime import datetime

from sqlalchemy import Connection, delete
from sqlalchemy.dialects import postgresql, sqlite

from slackapp.store.tables import EventRow

events = EventRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so


def first(tx: Connection, workspace_id: int, event_id: str, now: datetime) -> bool:
    """Note an event; True for who is first, whichever process it is."""
    insert = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
    row = {"workspace_id": workspace_id, "event_id": event_id, "came_at": now}
    taken = insert(events).values(row).on_conflict_do_nothing().returning(events.c.event_id)
    return tx.execute(taken).first() is not None


def forget(tx: Connection, until: datetime) -> None:
    """Forget those that came before: Slack gives up on one after an hour."""
    tx.execute(delete(events).where(events.c.came_at < until))
