"""Messages in Slack and the cards in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from slackapp.store.tables.columns import Base, BigId, ident, later, long_text, moment, ref, where, where_set


class MessageRow(Base, table=True):
    """A message in Slack: one card, a group of cards, a digest or a notice."""

    __tablename__ = "message"
    __table_args__ = (Index("ix_message_ts", "channel_id", "ts"),)
    id: int = ident()
    workspace_id: int = ref("workspace.id")
    account_id: int | None = ref("account.id", default=None)
    channel_id: str
    kind: str
    key: str = Field(unique=True)
    ts: str = ""
    body: dict[str, Any] | None = Field(default=None, sa_type=JSON)  # what a digest or notice says
    created_at: datetime = moment()
    posted_at: datetime | None = moment()


class CardRow(Base, table=True):
    """A decision to be made about a follower or a question."""

    __tablename__ = "card"
    __table_args__ = (
        UniqueConstraint("account_id", "subject"),
        Index("ix_card_open", "account_id", "kind", "status"),
        # The clock looks every minute: they hold only what may still be told.
        where("ix_card_due_at", "due_at IS NOT NULL AND status IN ('open', 'snoozed')", "due_at", "missed_at"),
        where("ix_card_nudge_at", "nudge_at IS NOT NULL AND status IN ('open', 'snoozed')", "nudge_at"),
        where("ix_card_owner_id", "owner_id <> ''", "owner_id"),
        where("ix_card_decided_by", "decided_by <> ''", "decided_by"),
        where("ix_card_snoozed", "status = 'snoozed'", "snoozed_until"),
    )
    id: int = ident()
    workspace_id: int = ref("workspace.id")
    account_id: int = ref("account.id")
    kind: str
    subject: str  # "follower:<id>:<round>" or "mention:<id>"
    person_id: int = ref("person.id", index=True)
    mention_id: int | None = ref("mention.id", default=None, index=True)
    message_id: int | None = ref("message.id", default=None, index=True)
    status: str = "open"
    version: int = 1
    follow: str = "none"
    reply: str = "none"
    like: str = "none"
    created_at: datetime = moment()
    snoozed_until: datetime | None = moment()
    decided_by: str = ""
    decided_at: datetime | None = moment()
    closed_why: str = long_text()
    owner_id: str = later()  # who has claimed it (Slack's user id); "" nobody
    owned_at: datetime | None = moment()
    owner_was: str = later()  # whom the owner took it over from
    given_by: str = later()  # who gave it to the owner; "" where they took it themselves
    given_note: str = later()  # what they said with it
    snooze_note: str = later()  # why it was put off, in the words of who did
    snoozed_by: str = later()  # who put it off last, while it sleeps and when it came back by itself
    snoozed_at: datetime | None = moment()  # when it was put off last, while it sleeps and when it came back by itself
    returned_at: datetime | None = moment()  # when it came back by itself
    due_at: datetime | None = moment()  # when a first reply is due, by the workspace's targets
    nudge_at: datetime | None = moment()  # when its owner is to be told that time runs out; None once that is past
    nudged_at: datetime | None = moment()  # when its owner was told that time runs out
    missed_at: datetime | None = moment()  # when it was told that the target was missed


class WritingRow(Base, table=True):
    """Somebody has the box open in which an answer to a card is written."""

    __tablename__ = "writing"
    card_id: int = ref("card.id", primary_key=True)
    user_id: str = Field(primary_key=True)  # Slack's
    workspace_id: int = ref("workspace.id")
    at: datetime = moment(index=True)  # since when


class DraftRow(Base, table=True):
    """A reply that waits for somebody who may send it."""

    __tablename__ = "draft"
    __table_args__ = (
        where("ix_draft_at_hand", "state IN ('waiting', 'returned')", "workspace_id", "state", "written_by"),
    )
    id: int = ident()
    workspace_id: int = ref("workspace.id", index=True)
    card_id: int = ref("card.id", index=True)
    text: str = long_text()
    saved_id: int | None = Field(default=None, sa_type=BigId)  # the saved reply that its words began with
    state: str = "waiting"  # waiting, sent, returned, withdrawn
    written_by: str = ""
    written_at: datetime = moment()
    decided_by: str = ""
    decided_at: datetime | None = moment()
    note: str = long_text()
    version: int = 1


class StoryRow(Base, table=True):
    """What happened to a card, and what people changed: one line each, never edited."""

    __tablename__ = "story"
    __table_args__ = (
        where_set("ix_story_card_id", "card_id", "id"),
        Index("ix_story_workspace_at", "workspace_id", "at"),
    )
    id: int = ident()
    workspace_id: int = ref("workspace.id")
    account_id: int | None = ref("account.id", default=None)
    card_id: int | None = ref("card.id", default=None)
    at: datetime = moment()
    actor_id: str = ""  # Slack's user id; "" where it happened by itself
    event: str
    detail: str = long_text()  # in plain words


class HandOffRow(Base, table=True):
    """A question given to another team, with its own message there."""

    __tablename__ = "hand_off"
    __table_args__ = (where("ix_hand_off_active", "state IN ('open', 'claimed')", "workspace_id", "card_id"),)
    id: int = ident()
    workspace_id: int = ref("workspace.id", index=True)
    card_id: int = ref("card.id", index=True)
    channel_id: str
    message_id: int | None = ref("message.id", default=None, index=True)
    note: str = long_text()
    state: str = "open"  # open, claimed, answered, sent_back
    owner_id: str = ""
    given_by: str = ""
    given_at: datetime = moment()
    ended_by: str = ""
    ended_at: datetime | None = moment()
    end_note: str = long_text()
    version: int = 1
