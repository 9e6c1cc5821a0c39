"""What a workspace sets for itself."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from slackapp.store.tables.columns import Base, ident, long_text, moment, ref


class RoutingRuleRow(Base, table=True):
    """Where news of a kind go instead of their account's channel. The first that fits, by position, counts."""

    __tablename__ = "routing_rule"
    id: int = ident()
    workspace_id: int = ref("workspace.id", index=True)
    position: int = 0
    account_id: int | None = ref("account.id", default=None)  # None: of every account
    kind: str = ""  # "follower" or a PostKind's; "" whatever it is
    urgency: str = ""  # an Urgency's; "" whatever it is
    keyword: str = long_text()  # in the post, or of a follower in the bio; "" whatever it says
    channel_id: str
    made_by: str = ""  # Slack's user id
    made_at: datetime = moment()


class ChannelDigestRow(Base, table=True):
    """When a channel gets which digest, where somebody chose other than the default."""

    __tablename__ = "channel_digest"
    workspace_id: int = ref("workspace.id", primary_key=True)
    channel_id: str = Field(primary_key=True)
    at: str = ""  # HH:MM, local; "" as the route has it
    time_zone: str = ""  # IANA; "" as the route has it
    days: list[int] = Field(default_factory=list, sa_type=JSON)  # of the daily one; Monday is 0
    daily: bool = True
    weekly: bool = True
    monthly: bool = True
    paused_by: str = ""  # Slack's user id; "" it is not paused
    paused_at: datetime | None = moment()
    changed_by: str = ""  # Slack's user id
    changed_at: datetime = moment()


class ChannelRuleRow(Base, table=True):
    """Which mentions become cards in a channel, where somebody chose other than the default."""

    __tablename__ = "channel_rule"
    workspace_id: int = ref("workspace.id", primary_key=True)
    channel_id: str = Field(primary_key=True)
    cards: str
    changed_by: str = ""  # Slack's user id
    changed_at: datetime = moment()


class OwnWordRow(Base, table=True):
    """A word of a workspace's own that triage listens for."""

    __tablename__ = "own_word"
    workspace_id: int = ref("workspace.id", primary_key=True)
    kind: str = Field(primary_key=True)  # the field of OwnWords that it stands in
    word: str = Field(primary_key=True)
    position: int = 0  # in the order in which people typed them
    added_by: str = ""  # Slack's user id
    added_at: datetime = moment()


class PreferenceRow(Base, table=True):
    """What a workspace has set, where it is not the default."""

    __tablename__ = "preference"
    workspace_id: int = ref("workspace.id", primary_key=True)
    scope: str = Field(primary_key=True)  # "" for all, "account:1", "channel:C0SOCIAL"
    name: str = Field(primary_key=True)
    value: Any = Field(default=None, sa_type=JSON, nullable=True)
    changed_by: str = ""  # Slack's user id
    changed_at: datetime = moment()


class SavedReplyRow(Base, table=True):
    """Words that a team uses again and again."""

    __tablename__ = "saved_reply"
    id: int = ident()
    workspace_id: int = ref("workspace.id", index=True)
    account_id: int | None = ref("account.id", default=None)  # None: for all accounts
    title: str
    text: str = long_text()
    uses: int = 0
    made_by: str = ""  # Slack's user id
    changed_by: str = ""
    changed_at: datetime = moment()
