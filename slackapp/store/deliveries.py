"""Events on their way to webhooks.

A delivery is claimed by a compare-and-set on its `attempt`, which puts its `due_at` to when it is tried again: should
the process die meanwhile, that is what happens. So each comes at least once; its key stays the same.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from slackapp.domain.webhooks import LEASE, Occasion, next_try
from slackapp.store.accounts import LOOKED_AFTER, workspaces
from slackapp.store.people import BATCH, bounded
from slackapp.store.webhooks import REASON, deliveries, webhooks


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event on its way to one webhook."""

    id: int
    webhook_id: int
    workspace_id: int
    key: str
    occasion: Occasion
    body: Mapping[str, Any] = field(repr=False)
    attempt: int
    made_at: datetime
    due_at: datetime | None = None  # None: it is over
    status: int = 0
    reason: str = ""
    ended_at: datetime | None = None

    @property
    def delivered(self) -> bool:
        """Whether it was taken."""
        return self.ended_at is not None and 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one try. `again_at` is when to try once more; None: it is over."""

    status: int  # HTTP; 0: no answer
    reason: str = ""
    again_at: datetime | None = None

    @property
    def good(self) -> bool:
        """Whether it was taken."""
        return 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Listening:
    """Who wants to know of something in a workspace."""

    workspace_id: int
    team_id: str
    webhook_ids: tuple[int, ...]


def _delivery(row: Row[tuple[object, ...]]) -> Delivery:
    return Delivery(
        id=row.id,
        webhook_id=row.webhook_id,
        workspace_id=row.workspace_id,
        key=row.event_key,
        occasion=Occasion(row.event),
        body=row.body,
        attempt=row.attempt,
        made_at=row.made_at,
        due_at=row.due_at,
        status=row.status,
        reason=row.reason,
        ended_at=row.ended_at,
    )


# Clicks pass here: a statement made once costs a third of one made anew.
_LISTENING = (
    select(webhooks.c.id, webhooks.c.events, workspaces.c.team_id)
    .join(workspaces, workspaces.c.id == webhooks.c.workspace_id)
    .where(webhooks.c.workspace_id == bindparam("at"), webhooks.c.active.is_(True))
    .order_by(webhooks.c.id)
    .with_for_update(of=webhooks, read=True, key_share=True)  # it is not removed before we have told it
)


def listening(tx: Connection, workspace_id: int, occasion: Occasion) -> Listening | None:
    """Who wants to know of such an occasion; None for nobody, after one look at an index."""
    rows = [row for row in tx.execute(_LISTENING, {"at": workspace_id}) if occasion in row.events]
    return Listening(workspace_id, rows[0].team_id, tuple(row.id for row in rows)) if rows else None


def enqueue(tx: Connection, to: Listening, bodies: Sequence[Mapping[str, Any]], now: datetime) -> None:
    """Put events on their way, in the transaction of what happened; one that is on its way already stays as it is.

    Args:
        tx: a transaction that writes.
        to: who is told.
        bodies: `domain.webhooks.payload`s, each with its `id` and `event`.
        now: the moment (aware).
    """
    make = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
    row: dict[str, object] = {"workspace_id": to.workspace_id, "made_at": now, "due_at": now}
    row |= {"attempt": 0, "status": 0, "reason": ""}
    rows = [
        row | {"webhook_id": webhook_id, "event_key": body["id"], "event": body["event"], "body": dict(body)}
        for body in bodies
        for webhook_id in to.webhook_ids
    ]
    for start in range(0, len(rows), BATCH):
        tx.execute(make(deliveries).on_conflict_do_nothing(), rows[start : start + BATCH])


def due(tx: Connection, now: datetime, most: int, busy: Collection[int] = ()) -> tuple[tuple[int, int], ...]:
    """Webhooks for which something is due, by (workspace, id), who has waited longest first.

    Args:
        tx: a transaction that reads.
        now: the moment (aware).
        most: how many.
        busy: those that are not asked for, by id.
    """
    longest = func.min(deliveries.c.due_at)
    query = (
        select(deliveries.c.workspace_id, deliveries.c.webhook_id)
        .where(deliveries.c.due_at <= now, deliveries.c.workspace_id.in_(LOOKED_AFTER))
        .where(deliveries.c.webhook_id.not_in(busy))
        .group_by(deliveries.c.workspace_id, deliveries.c.webhook_id)
        .order_by(longest)
        .limit(most)
    )
    return tuple((row.workspace_id, row.webhook_id) for row in tx.execute(query))


def next_due(tx: Connection, now: datetime) -> datetime | None:
    """When the next delivery is due after now; None: none waits."""
    later = (deliveries.c.due_at > now) & deliveries.c.due_at.is_not(None)
    query = select(deliveries.c.due_at).where(later).order_by(deliveries.c.due_at).limit(1)
    found: datetime | None = tx.execute(query).scalar_one_or_none()
    return found


def claim(tx: Connection, webhook_id: int, now: datetime) -> Delivery | None:
    """Take a webhook's oldest due delivery, so that nobody else does; None where none is due.

    What is returned counts this try; if nothing is heard of it, it is due again when a failure would have been.
    """
    here = (deliveries.c.webhook_id == webhook_id) & (deliveries.c.due_at <= now)
    query = select(deliveries).where(here).order_by(deliveries.c.due_at, deliveries.c.id).limit(1)
    while (row := tx.execute(query).one_or_none()) is not None:
        mine = (deliveries.c.id == row.id) & (deliveries.c.attempt == row.attempt) & (deliveries.c.due_at <= now)
        until = next_try(row.attempt + 1, now) or now + LEASE
        taken = update(deliveries).where(mine).values(attempt=row.attempt + 1, due_at=until).returning(deliveries)
        if (claimed := tx.execute(taken).one_or_none()) is not None:
            return _delivery(claimed)
    return None


def settle(tx: Connection, what: Delivery, outcome: Outcome, now: datetime) -> bool:
    """Write down what came of a try that was claimed, and how its webhook goes since.

    Returns:
        False where somebody took it up again meanwhile, or it was ended. Then nothing is written.
    """
    here = (deliveries.c.id == what.id) & (deliveries.c.attempt == what.attempt) & deliveries.c.due_at.is_not(None)
    reason = bounded(outcome.reason, REASON)
    values = {"status": outcome.status, "reason": reason, "due_at": outcome.again_at}
    values |= {"ended_at": None if outcome.again_at else now}
    if tx.execute(update(deliveries).where(here).values(values)).rowcount != 1:
        return False
    health: dict[str, object] = {"status": outcome.status, "trouble": reason}
    if outcome.good:
        health |= {"delivered_at": now, "failing_since": None}
    else:
        health |= {"failing_since": func.coalesce(webhooks.c.failing_since, now)}
    tx.execute(update(webhooks).where(webhooks.c.id == what.webhook_id).values(health))
    return True


def log(tx: Connection, workspace_id: int, webhook_id: int, page: int = 1, size: int = 20) -> tuple[Delivery, ...]:
    """A page of a webhook's deliveries, newest first; pages count from 1."""
    here = (deliveries.c.webhook_id == webhook_id) & (deliveries.c.workspace_id == workspace_id)
    query = select(deliveries).where(here).order_by(deliveries.c.id.desc()).limit(size).offset((page - 1) * size)
    return tuple(_delivery(row) for row in tx.execute(query))


def again(tx: Connection, workspace_id: int, delivery_id: int, now: datetime) -> int | None:
    """Send an ended delivery once more, the same event; returns its webhook, None where it can't be."""
    here = (deliveries.c.id == delivery_id) & (deliveries.c.workspace_id == workspace_id)
    here &= deliveries.c.due_at.is_(None)
    here &= deliveries.c.webhook_id.in_(select(webhooks.c.id).where(webhooks.c.active.is_(True)))
    once_more = update(deliveries).where(here).values(due_at=now, ended_at=None)
    found: int | None = tx.execute(once_more.returning(deliveries.c.webhook_id)).scalar_one_or_none()
    return found


def forget(tx: Connection, until: datetime) -> None:
    """Forget deliveries that ended before."""
    tx.execute(delete(deliveries).where(deliveries.c.due_at.is_(None), deliveries.c.ended_at < until))
