"""How Rapport itself is doing, for people who look after it."""

from dataclasses import dataclass
from datetime import datetime

from slackapp.domain.accounts import Account, Route
from slackapp.domain.capability import Permission
from slackapp.domain.routing import RoutingRule
from slackapp.domain.spending import Budget, Spend
from slackapp.domain.verdict import CardRule


@dataclass(frozen=True, slots=True)
class AccountStatus:
    """One account of ours: its health, what its network allows, and where its news go."""

    account: Account
    permissions: tuple[Permission, ...] = ()
    routes: tuple[Route, ...] = ()
    cards: CardRule = CardRule.NEEDS_ANSWER  # of the channel that gets its questions
    cost: Spend | None = None  # None: its network charges nothing
    rules: tuple[RoutingRule, ...] = ()  # that may send some of its news elsewhere

    @property
    def spent_today(self) -> int:
        """What its calls cost today (UTC), in micro USD."""
        return self.cost.today if self.cost else 0

    @property
    def spent_month(self) -> int:
        """What they cost in this calendar month (UTC), in micro USD."""
        return self.cost.month if self.cost else 0

    @property
    def budget(self) -> Budget | None:
        """What they may cost in a month."""
        return self.cost.budget if self.cost else None


@dataclass(frozen=True, slots=True)
class ClosedChannel:
    """A channel that takes no messages from us now: archived, or we were removed from it."""

    channel_id: str
    reason: str  # in plain words, to go on in a sentence: "it is archived"
    since: datetime  # when we found out
    waiting: int  # cards that come when it is back


@dataclass(frozen=True, slots=True)
class Status:
    """Everything `/rapport status` tells a workspace."""

    version: str
    accounts: tuple[AccountStatus, ...]
    now: datetime
    pending: int = 0  # actions planned or under way
    in_doubt: int = 0  # actions nobody is sure about
    late_since: datetime | None = None  # since when the oldest action that is due has waited, if any
    closed: tuple[ClosedChannel, ...] = ()  # channels that are wanted and take no messages
