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


class AccountHealth(StrEnum):
    """How polling an account goes."""

    WELL = "well"
    TROUBLED = "troubled"  # the last poll failed; the next one tries again
    LOGIN_REFUSED = "login_refused"  # waits for a person to connect it again
    DISCONNECTED = "disconnected"  # a person took it out; its credentials are deleted, what it brought stays


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
