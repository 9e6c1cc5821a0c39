"""Whose community it is: a Slack workspace and the accounts of ours that it looks after."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from slackapp.domain.people import NetworkName


@dataclass(frozen=True, slots=True)
class Workspace:
    """One Slack workspace that installed Rapport."""

    id: int
    team_id: str  # Slack's T…
    name: str = ""
    removed_at: datetime | None = None  # when Rapport was removed from it: nothing is polled or posted since


class AccountHealth(StrEnum):
    """How polling an account goes."""

    WELL = "well"
    TROUBLED = "troubled"  # the last poll failed; the next one tries again
    LOGIN_REFUSED = "login_refused"  # waits for a person to connect it again
    DISCONNECTED = "disconnected"  # a person took it out; its credentials are deleted, what it brought stays


class ConnectTrouble(Exception):
    """An account can't be connected; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Channels:
    """Where an account's news go: names with # or ids."""

    cards: str
    digest: str


@dataclass(frozen=True, slots=True)
class Account:
    """One account of ours on one network."""

    id: int
    workspace_id: int
    network: NetworkName
    network_user_id: str
    handle: str  # without @
    name: str = ""
    health: AccountHealth = AccountHealth.WELL
    trouble: str = ""  # the last poll's failure in plain words
    polled_at: datetime | None = None  # the last poll that ended well
    baseline_at: datetime | None = None  # when the silent first read was complete
    followers_read_at: datetime | None = None  # the last complete read of all followers
    connected_by: str = ""  # Slack user id; "" where it was connected on the command line
    connected_at: datetime | None = None


class RouteKind(StrEnum):
    """What may be sent to a channel."""

    FOLLOWERS = "followers"
    QUESTIONS = "questions"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Route:
    """Which channel gets what of an account. Digest routes carry their local time and time zone."""

    id: int
    workspace_id: int
    account_id: int
    kind: RouteKind
    channel_id: str
    digest_at: time | None = None
    time_zone: str = ""  # IANA name


@dataclass(frozen=True, slots=True)
class Left:
    """What an account that was disconnected leaves behind: how many people and cards we know through it."""

    account: Account
    people: int
    cards: int


def refusal_key(account: Account) -> str:
    """The key of the one message on a refused login: new with each login, and with each poll that went well."""
    return f"refused:{account.id}:{_moment(account.connected_at)}:{_moment(account.polled_at)}"


def _moment(at: datetime | None) -> str:
    return f"{at.timestamp():.6f}" if at else "never"
