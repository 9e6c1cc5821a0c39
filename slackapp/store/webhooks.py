"""Addresses of a team's own that are told of events."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from slackapp.domain.webhooks import Occasion
from slackapp.store.people import bounded
from slackapp.store.tables import DeliveryRow, WebhookRow

webhooks = WebhookRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so
deliveries = DeliveryRow.__table__  # type: ignore[attr-defined]  # likewise

REASON = 300  # characters


@dataclass(frozen=True, slots=True)
class Webhook:
    """One address, and how it goes. `locked` is its secret, encrypted; many addresses are secrets themselves."""

    id: int
    workspace_id: int
    url: str = field(repr=False)
    locked: str = field(repr=False)
    events: frozenset[Occasion]
    made_by: str  # Slack's user id
    made_at: datetime
    active: bool = True
    delivered_at: datetime | None = None
    failing_since: datetime | None = None  # the first failure since then
    status: int = 0  # the HTTP status of its last answer; 0: none came
    trouble: str = ""


def _webhook(row: Row[tuple[object, ...]]) -> Webhook:
    return Webhook(
        id=row.id,
        workspace_id=row.workspace_id,
        url=row.url,
        locked=row.secret,
        events=frozenset(Occasion(each) for each in row.events if each in set(Occasion)),
        made_by=row.made_by,
        made_at=row.made_at,
        active=row.active,
        delivered_at=row.delivered_at,
        failing_since=row.failing_since,
        status=row.status,
        trouble=row.trouble,
    )


def add(tx: Connection, new: Webhook) -> int:
    """Keep a new one (its `id` doesn't count); returns its id."""
    values = {
        "workspace_id": new.workspace_id,
        "url": new.url,
        "secret": new.locked,
        "events": sorted(new.events),
        "active": True,
        "made_by": new.made_by,
        "made_at": new.made_at,
        "status": 0,
        "trouble": "",
    }
    return int(tx.execute(insert(webhooks).values(values).returning(webhooks.c.id)).scalar_one())


def of(tx: Connection, workspace_id: int) -> tuple[Webhook, ...]:
    """A workspace's webhooks, oldest first."""
    rows = tx.execute(select(webhooks).where(webhooks.c.workspace_id == workspace_id).order_by(webhooks.c.id))
    return tuple(_webhook(row) for row in rows)


def get(tx: Connection, workspace_id: int, webhook_id: int) -> Webhook | None:
    """One of a workspace's webhooks."""
    row = tx.execute(select(webhooks).where(_here(workspace_id, webhook_id))).one_or_none()
    return _webhook(row) if row else None


def change(tx: Connection, workspace_id: int, webhook_id: int, url: str, events: Collection[Occasion]) -> bool:
    """Send other events, or elsewhere. False where there is none such."""
    values = {"url": url, "events": sorted(events)}
    return tx.execute(update(webhooks).where(_here(workspace_id, webhook_id)).values(values)).rowcount == 1


def switch(tx: Connection, workspace_id: int, webhook_id: int, now: datetime, why: str = "", *, on: bool) -> bool:
    """Switch one on, with a clean slate, or off: what waits for it is given up. False where it was that already."""
    here = _here(workspace_id, webhook_id) & webhooks.c.active.is_(not on)
    values: dict[str, object] = {"active": True, "failing_since": None, "trouble": ""} if on else {"active": False}
    if tx.execute(update(webhooks).where(here).values(values)).rowcount != 1:
        return False
    if not on:
        waiting = (deliveries.c.webhook_id == webhook_id) & deliveries.c.due_at.is_not(None)
        ended = {"due_at": None, "ended_at": now, "status": 0, "reason": bounded(why, REASON)}
        tx.execute(update(deliveries).where(waiting).values(ended))
    return True


def remove(tx: Connection, workspace_id: int, webhook_id: int) -> bool:
    """Forget one, its secret and its log. False where there is none such."""
    here = (deliveries.c.webhook_id == webhook_id) & (deliveries.c.workspace_id == workspace_id)
    tx.execute(select(webhooks.c.id).where(_here(workspace_id, webhook_id)).with_for_update())  # who tells it now ends
    tx.execute(delete(deliveries).where(here))
    return tx.execute(delete(webhooks).where(_here(workspace_id, webhook_id))).rowcount == 1


def all_secrets(tx: Connection) -> dict[int, str]:
    """Every webhook's secret, as encrypted as it was put in, by its id."""
    return {row.id: row.secret for row in tx.execute(select(webhooks.c.id, webhooks.c.secret))}


def put_secret(tx: Connection, webhook_id: int, locked: str, *, instead_of: str) -> bool:
    """Replace a webhook's secret (already encrypted) if it still is `instead_of`."""
    here = (webhooks.c.id == webhook_id) & (webhooks.c.secret == instead_of)
    return tx.execute(update(webhooks).where(here).values(secret=locked)).rowcount == 1


def _here(workspace_id: int, webhook_id: int) -> ColumnElement[bool]:
    here: ColumnElement[bool] = (webhooks.c.workspace_id == workspace_id) & (webhooks.c.id == webhook_id)
    return here
