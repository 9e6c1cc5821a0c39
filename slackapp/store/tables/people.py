"""People on the networks."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, UniqueConstraint, text
from sqlmodel import Field

from slackapp.store.tables.columns import Base, ident, long_text, moment, ref, where


class PersonRow(Base, table=True):
    """A person on a network, as one workspace knows them."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("workspace_id", "network", "network_user_id"),
        Index("ix_person_called", text("lower(handle)")),  # who is looked up by handle, whatever its case
    )
    id: int = ident()
    workspace_id: int = ref("workspace.id")
    network: str
    network_user_id: str
    handle: str = Field(index=True)
    name: str = long_text()
    bio: str = long_text()
    location: str = long_text()
    website: str = long_text()
    avatar_url: str = long_text()
    page_url: str = long_text()
    followers: int | None = Field(default=None, sa_type=BigInteger)
    following: int | None = Field(default=None, sa_type=BigInteger)
    posts: int | None = Field(default=None, sa_type=BigInteger)
    listed: int | None = Field(default=None, sa_type=BigInteger)
    likes: int | None = Field(default=None, sa_type=BigInteger)
    created_at: datetime | None = moment()
    last_post_at: datetime | None = moment()
    protected: bool = False
    verified: bool = False
    default_picture: bool = False
    seen_at: datetime = moment()


class FeedRow(Base, table=True):
    """The newest posts of a person's own, read to get to know them: the last reading."""

    __tablename__ = "feed"
    person_id: int = ref("person.id", primary_key=True)
    workspace_id: int = ref("workspace.id", index=True)
    posts: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    read_by: str = ""  # Slack's user id of who asked for it; "" where it was free and read without being asked for
    read_at: datetime = moment()


class FollowerRow(Base, table=True):
    """A person follows, or followed, an account. `round` grows when they leave and come back."""

    __tablename__ = "follower"
    __table_args__ = (
        UniqueConstraint("account_id", "person_id"),
        Index("ix_follower_first_seen", "account_id", "first_seen_at"),
        Index("ix_follower_lost", "account_id", "lost_at"),
        where("ix_follower_newcomer", "NOT baseline", "account_id", "first_seen_at"),  # the figures of days
    )
    id: int = ident()
    account_id: int = ref("account.id")
    person_id: int = ref("person.id")
    first_seen_at: datetime = moment()
    followed_at: datetime | None = moment()  # by the network's own word, where it gives one
    baseline: bool = False  # was there before us: never carded, not counted as new
    round: int = 1
    misses: int = 0  # full reads in a row that did not show them
    lost_at: datetime | None = moment()
    lost_reason: str = ""


class PastFollowRow(Base, table=True):
    """An earlier round of a follower who came back since, as it ended: what days long past are told by."""

    __tablename__ = "past_follow"
    __table_args__ = (
        UniqueConstraint("account_id", "person_id", "round"),
        Index("ix_past_follow_first_seen", "account_id", "first_seen_at"),
        Index("ix_past_follow_lost", "account_id", "lost_at"),
    )
    id: int = ident()
    account_id: int = ref("account.id")
    person_id: int = ref("person.id")
    round: int = 1
    first_seen_at: datetime = moment()
    followed_at: datetime | None = moment()
    baseline: bool = False
    lost_at: datetime | None = moment()
    lost_reason: str = ""
