"""Accounts of ours: what they may, where their news go, what they cost."""

from datetime import datetime

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field

from slackapp.store.tables.columns import Base, BigId, ident, long_text, moment, ref


class AccountRow(Base, table=True):
    """One account of ours on one network. `credentials` is encrypted."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("workspace_id", "network", "network_user_id"),)
    id: int = ident()
    workspace_id: int = ref("workspace.id")
    network: str
    network_user_id: str
    handle: str
    name: str = ""
    credentials: str = long_text()
    health: str = "well"
    trouble: str = long_text()
    created_at: datetime = moment()
    polled_at: datetime | None = moment()
    baseline_at: datetime | None = moment()
    followers_read_at: datetime | None = moment()
    connected_by: str = ""  # Slack's user id
    connected_at: datetime | None = moment()
    # News are read from `…_cursor`, which lags one poll behind `…_newest`: the overlap.
    mention_cursor: str | None = None
    mention_newest: str | None = None
    own_cursor: str | None = None
    own_newest: str | None = None
    follow_cursor: str | None = None
    follow_newest: str | None = None


class PermissionRow(Base, table=True):
    """What a network turned out to allow an account."""

    __tablename__ = "permission"
    account_id: int = Field(foreign_key="account.id", primary_key=True, sa_type=BigId)
    capability: str = Field(primary_key=True)
    allowed: bool
    reason: str = long_text()
    found_at: datetime = moment()


class RouteRow(Base, table=True):
    """Which channel gets what of an account."""

    __tablename__ = "route"
    __table_args__ = (UniqueConstraint("account_id", "kind", "channel_id"),)
    id: int = ident()
    workspace_id: int = ref("workspace.id")
    account_id: int = ref("account.id")
    kind: str
    channel_id: str
    digest_at: str = ""  # HH:MM, local
    time_zone: str = ""


class SpendRow(Base, table=True):
    """What an account's calls cost on a day of UTC's, as far as its network charges."""

    __tablename__ = "spend"
    account_id: int = ref("account.id", primary_key=True)
    day: str = Field(primary_key=True)  # ISO
    kind: str = Field(primary_key=True)  # what was paid for
    units: int = Field(default=0, sa_type=BigInteger)
    micro_usd: int = Field(default=0, sa_type=BigInteger)  # millionths of a dollar
