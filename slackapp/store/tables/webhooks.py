"""What other systems are told."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from slackapp.store.tables.columns import Base, ident, long_text, moment, ref, where, where_set


class WebhookRow(Base, table=True):
    """An address of the team's own that is told of events. `secret` is encrypted."""

    __tablename__ = "webhook"
    id: int = ident()
    workspace_id: int = ref("workspace.id", index=True)
    url: str = long_text()
    secret: str = long_text()
    events: list[str] = Field(default_factory=list, sa_type=JSON)
    active: bool = True
    made_by: str = ""
    made_at: datetime = moment()
    delivered_at: datetime | None = moment()  # the last time that it took one
    failing_since: datetime | None = moment()  # the first failure since then
    status: int = 0  # the HTTP status of its last answer; 0: none came
    trouble: str = long_text()  # why the last one failed, in plain words


class DeliveryRow(Base, table=True):
    """One event on its way to one webhook."""

    __tablename__ = "delivery"
    __table_args__ = (
        where_set("ix_delivery_due_at", "due_at"),
        where("ix_delivery_over", "due_at IS NULL", "ended_at"),  # what is to be forgotten
        UniqueConstraint("webhook_id", "event_key"),
    )
    id: int = ident()
    webhook_id: int = ref("webhook.id", index=True)
    workspace_id: int = ref("workspace.id")
    event_key: str
    event: str
    body: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    attempt: int = 0
    due_at: datetime | None = moment()  # None: it is over
    status: int = 0  # the HTTP status of the last answer; 0: none came
    reason: str = long_text()
    made_at: datetime = moment()
    ended_at: datetime | None = moment()
