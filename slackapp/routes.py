"""Where a workspace's news go: its accounts' channels, and the rules before them, as people set them in Slack."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from slackapp.domain.accounts import Account, Route, RouteKind
from slackapp.domain.purpose import Purpose
from slackapp.domain.routing import RoutingRule, seen_as
from slackapp.domain.routing_text import told
from slackapp.domain.rules import ChannelRule
from slackapp.domain.saved import Kept
from slackapp.store import accounts, channel_rules, introductions, routing_rules, stories
from slackapp.store.database import Database


@dataclass(frozen=True, slots=True)
class Board:
    """All of it, as it stands."""

    accounts: tuple[Account, ...] = ()  # those that are connected
    routes: tuple[Route, ...] = ()
    rules: tuple[RoutingRule, ...] = ()
    named: Mapping[int, Account] = field(default_factory=dict)  # those and others that a rule names, by id
    cards: Mapping[str, ChannelRule] = field(default_factory=dict)  # where somebody chose one, by channel

    @property
    def seen(self) -> str:
        """A name for the rules as they stand: whoever changes their order says which they saw."""
        return seen_as(self.rules)

    def rule(self, rule_id: int) -> RoutingRule | None:
        """One of the rules."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def name(self, account_id: int | None) -> str:
        """What an account is called beside the others: "@fernandfable", with its network where two are called so."""
        account = self.named.get(account_id or 0)
        if account is None:
            return ""
        twice = Counter(each.handle.casefold() for each in self.named.values())[account.handle.casefold()] > 1
        return f"@{account.handle} on {account.network.label}" if twice else f"@{account.handle}"

    def rests(self, rule: RoutingRule) -> bool:
        """Whether a rule sends nothing anywhere now: its account is disconnected."""
        return rule.account_id is not None and rule.account_id not in {account.id for account in self.accounts}

    def told(self, rule: RoutingRule) -> str:
        """A rule in a plain sentence."""
        return told(rule, self.name(rule.account_id))


@dataclass(frozen=True, slots=True)
class Routes:
    """Reads and changes it. Who may, the listeners know."""

    database: Database
    now: Callable[[], datetime]

    def board(self, workspace_id: int) -> Board:
        """How it stands."""
        with self.database.read() as tx:
            return _board(tx, workspace_id)

    def add(self, workspace_id: int, wanted: RoutingRule, by: str) -> Kept:
        """Add a rule behind all others; it counts from the next look on, and its channel is told who set it up.

        Args:
            workspace_id: whose.
            wanted: its account is one of the workspace's, its channel takes messages as far as the caller knows.
            by: the Slack user id of who adds it.
        """
        now = self.now()
        with self.database.write(urgent=True) as tx:
            done = routing_rules.add(tx, workspace_id, wanted, by, now)
            if done is Kept.SAVED:
                self._note(tx, workspace_id, by, "New routing rule", wanted)
                self._introduce(tx, workspace_id, wanted.channel_id, by)
        return done

    def change(self, workspace_id: int, wanted: RoutingRule, by: str, seen: datetime) -> Kept:
        """Change the rule with this id, unless somebody changed it since `seen`, its `made_at` as they saw it."""
        now = self.now()
        with self.database.write(urgent=True) as tx:
            done = routing_rules.change(tx, workspace_id, wanted, by, now, seen=seen)
            if done is Kept.SAVED:
                self._note(tx, workspace_id, by, "Routing rule changed", wanted)
                self._introduce(tx, workspace_id, wanted.channel_id, by)
        return done

    def move(self, workspace_id: int, rule_id: int, by_places: int, by: str, seen: str) -> Kept:
        """Move a rule up (-1) or down (1), unless somebody changed any since `seen`, the board's own name for them."""
        with self.database.write(urgent=True) as tx:
            rule = routing_rules.get(tx, workspace_id, rule_id)
            done = routing_rules.move(tx, workspace_id, rule_id, by_places, seen=seen)
            if rule is not None and done is Kept.SAVED:
                what = f"Routing rule moved {'up' if by_places < 0 else 'down'}"
                self._note(tx, workspace_id, by, what, rule)
        return done

    def remove(self, workspace_id: int, rule_id: int, by: str, seen: datetime) -> Kept:
        """Forget a rule, unless somebody changed it since `seen`, its `made_at` as they saw it."""
        with self.database.write(urgent=True) as tx:
            rule = routing_rules.get(tx, workspace_id, rule_id)
            done = routing_rules.remove(tx, workspace_id, rule_id, seen=seen)
            if rule is not None and done is Kept.SAVED:
                self._note(tx, workspace_id, by, "Routing rule removed", rule)
        return done

    def resting(self, workspace_id: int, account_id: int) -> int:
        """How many rules of an account's own would rest while it is disconnected."""
        with self.database.read() as tx:
            return sum(rule.account_id == account_id for rule in routing_rules.of(tx, workspace_id))

    def _note(self, tx: Connection, workspace_id: int, by: str, what: str, rule: RoutingRule) -> None:
        said = _board(tx, workspace_id).told(rule)
        stories.note(tx, workspace_id, self.now(), by, f"{what}: {said} → <#{rule.channel_id}>")

    def _introduce(self, tx: Connection, workspace_id: int, channel_id: str, by: str) -> None:
        """Say hello where no account's own cards come already: a digest alone is another thing."""
        routes = accounts.all_routes(tx, workspace_id=workspace_id)
        if channel_id not in {route.channel_id for route in routes if route.kind is not RouteKind.DIGEST}:
            introductions.introduce(tx, workspace_id, channel_id, Purpose.ROUTED, by, self.now())


def _board(tx: Connection, workspace_id: int) -> Board:
    rules = routing_rules.of(tx, workspace_id)
    connected = accounts.all_accounts(tx, workspace_id)
    named = {account.id: account for account in connected}
    for rule in rules:
        if rule.account_id is not None and rule.account_id not in named:
            named[rule.account_id] = accounts.account(tx, rule.account_id)
    routes = accounts.all_routes(tx, workspace_id=workspace_id)
    return Board(connected, routes, rules, named, channel_rules.chosen(tx, workspace_id))
