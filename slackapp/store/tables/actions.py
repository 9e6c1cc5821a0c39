"""What is to be done outside, and in which order."""

from datetime import datetime

from sqlalchemy import JSON
from sqlmodel import Field

from slackapp.store.tables.columns import Base, BigId, ident, long_text, moment, ref, where, where_set


class ActionRow(Base, table=True):
    """One effect on the outside. Actions of one lane are performed one after another, oldest first."""

    __tablename__ = "action"
    __table_args__ = (
        # Partial, so that they hold what waits and not all that ever was, and a click writes fewer pages.
        where_set("ix_action_due", "due_at", "state"),
        where_set("ix_action_card_id", "card_id", "kind"),
        where_set("ix_action_message_id", "message_id"),
        where_set("ix_action_finished_at", "finished_at"),
        where("ix_action_unfinished", "finished_at IS NULL", "workspace_id", "state", "due_at"),
        where("ix_action_calling", "state = 'calling'", "lane"),  # the lanes that are in use, whichever process it is
        where_set("ix_action_bulk_id", "bulk_id", "state"),
    )
    id: int = ident()
    key: str = Field(unique=True)
    kind: str
    state: str = "planned"
    workspace_id: int = ref("workspace.id")
    account_id: int | None = ref("account.id", default=None)
    card_id: int | None = ref("card.id", default=None)
    message_id: int | None = ref("message.id", default=None)
    lane: str = ""
    actor_id: str = ""
    target_id: str = ""
    text: str = long_text()
    attempt: int = 0
    checks: int = 0  # how often a doubt was read back
    created_at: datetime = moment()
    due_at: datetime | None = moment()
    calling_at: datetime | None = moment()
    replica: str = Field(default="", sa_column_kwargs={"server_default": ""})  # which process calls, or called last
    finished_at: datetime | None = moment()
    outcome_id: str = ""
    outcome_url: str = long_text()
    failure: str = ""
    reason: str = long_text()
    bulk_id: int | None = Field(default=None, sa_type=BigId)  # one of many that somebody decided on at once


class BulkRow(Base, table=True):
    """One choice for many cards of a grouped message: decided card by card, in this order."""

    __tablename__ = "bulk"
    __table_args__ = (where("ix_bulk_undecided", "decided_at IS NULL", "id"),)
    id: int = ident()
    workspace_id: int = ref("workspace.id", index=True)
    account_id: int = ref("account.id")
    message_id: int = ref("message.id", index=True)
    choice: str
    why: str = long_text()  # the reason that was given for all of them
    actor_id: str  # Slack's user id
    card_ids: list[int] = Field(default_factory=list, sa_type=JSON)
    walked: int = 0  # how many of them were come to
    late: int = 0  # how many of those somebody else had decided
    begun_at: datetime = moment()
    decided_at: datetime | None = moment()  # when the last was come to, or it was stopped
    stopped_by: str = ""  # Slack's user id; "" where it stopped by itself
    stopped_at: datetime | None = moment()
    stopped_why: str = long_text()


class LaneRow(Base, table=True):
    """When a lane may be used again: Slack's one message a second per channel, a Retry-After."""

    __tablename__ = "lane"
    name: str = Field(primary_key=True)
    free_at: datetime = moment()
