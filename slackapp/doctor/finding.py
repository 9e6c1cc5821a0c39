"""What a doctor finds, and whom they find it with."""

from dataclasses import dataclass, field
from datetime import datetime

from slackapp.domain.accounts import Account, Route
from slackapp.domain.action import FailureKind
from slackapp.domain.people import NetworkName
from slackapp.domain.quote import quote
from slackapp.networks.base import NetworkError
from slackapp.secrets import Secrets
from slackapp.settings import Settings
from slackapp.slack.clients import WebClient
from slackapp.store.database import Database

CONNECT_AGAIN = "Run `rapport connect` (or put new tokens into the settings they came from)."
IS_IT_RUNNING = "See that `rapport run` is running, and read its log."
TRY_LATER = "Try again in a while; check this machine's way to the internet."
LONGEST = 500  # characters of one part of a line
MEND = {
    FailureKind.LOGIN_REFUSED: CONNECT_AGAIN,
    FailureKind.RATE_LIMITED: "Wait a quarter of an hour, and ask again.",
    FailureKind.OUT_OF_CREDIT: "Top up the app's credit in {network}'s developer portal.",
    FailureKind.NOT_ALLOWED: "See what the account and its app may do, in {network}'s settings or developer portal.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `remedy` says what to do about its problem."""

    well: bool
    what: str
    problem: str = ""
    remedy: str = ""

    def line(self) -> str:
        """One line for a terminal."""
        what = quote(self.what, LONGEST * 2)
        if self.well:
            return f"✓ {what}"
        return f"✗ {what}: {quote(self.problem, LONGEST).rstrip('.')} → {self.remedy}"


def mend(kind: FailureKind, network: NetworkName) -> str:
    """What to do about such a failure of a network."""
    return MEND.get(kind, TRY_LATER).format(network=network.label)


def of_network(what: str, error: NetworkError, network: NetworkName) -> Finding:
    """What a network's refusal means for whoever looks after Rapport."""
    return Finding(False, what, error.reason, mend(error.kind, network))


@dataclass(slots=True)
class Patient:
    """What there is to examine; the parts that could not be opened stay None."""

    settings: Settings
    now: datetime
    slack: dict[int | None, WebClient] = field(default_factory=dict)  # by workspace; None: the settings' token's
    channels: dict[str, str] = field(default_factory=dict)  # names, with #, by id
    database: Database | None = None
    secrets: Secrets | None = None
    accounts: tuple[Account, ...] = ()
    routes: tuple[Route, ...] = ()
    ruled: dict[int, list[str]] = field(default_factory=dict)  # channels that rules send news to, by workspace
