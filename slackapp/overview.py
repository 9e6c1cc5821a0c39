"""How Rapport stands: for `/rapport status` and for Home."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from slackapp import __version__
from slackapp.domain.accounts import Route, RouteKind
from slackapp.domain.judgement import Judgement, least_reliable_first, tally
from slackapp.domain.status import AccountStatus, ClosedChannel, Status
from slackapp.domain.verdict import CardRule
from slackapp.faces import Faces
from slackapp.store import (
    accounts,
    actions,
    census,
    channel_rules,
    channels,
    feedback,
    messages,
    routing_rules,
    stories,
)
from slackapp.store.database import Database

RECENT_DAYS = 30
CARDS_LOOKED_AT = 5_000  # the newest, for how often each reason was right: reasons are counted here, not in SQL


@dataclass(frozen=True, slots=True)
class Overview:
    """Gathers what is to be told of a whole workspace."""

    database: Database
    faces: Faces
    now: Callable[[], datetime]

    def status(self, workspace_id: int) -> Status:
        """Accounts, what they may do, and what is under way."""
        with self.database.read() as tx:
            waiting = actions.waiting(tx, workspace_id)
        return Status(
            version=__version__,
            accounts=self.accounts(workspace_id),
            now=self.now(),
            pending=waiting.pending,
            in_doubt=waiting.in_doubt,
            late_since=waiting.due_since if waiting.due_since and waiting.due_since < self.now() else None,
            closed=self.closed(workspace_id),
        )

    def judgement(self, workspace_id: int) -> Judgement:
        """How often triage was right."""
        with self.database.read() as tx:
            outcomes = census.outcomes(tx, workspace_id, self.now() - timedelta(days=RECENT_DAYS))
            cues, looked_at = feedback.cues(tx, workspace_id, CARDS_LOOKED_AT)
        whole, recent = tally(outcomes), tally(outcomes, recent=True)
        return Judgement(whole, recent, RECENT_DAYS, least_reliable_first(cues), looked_at)

    def try_refused_again(self, workspace_id: int, by: str = "") -> None:
        """Offer what networks refused again, on the open messages too: the access level may have changed.

        Args:
            workspace_id: whose accounts.
            by: the Slack user id of who says so.
        """
        with self.database.write() as tx:
            for account in accounts.all_accounts(tx, workspace_id):
                if accounts.forget_refusals(tx, account.id, self.now()):
                    messages.plan_updates_of_open(tx, account.id, self.now())
                    told = f"{account.network.label} @{account.handle}: what was refused is tried again."
                    stories.note(tx, workspace_id, self.now(), by, told)

    def closed(self, workspace_id: int) -> tuple[ClosedChannel, ...]:
        """Those that anything goes to or waits for: nobody has to mend the others."""
        with self.database.read() as tx:
            wanted = routing_rules.destinations(tx, workspace_id)
            found = channels.all_closed(tx, workspace_id)
        return tuple(each for each in found if each.waiting or each.channel_id in wanted)

    def accounts(self, workspace_id: int) -> tuple[AccountStatus, ...]:
        """A workspace's accounts, with what their networks allow and where their news go."""
        with self.database.read() as tx:
            ours = accounts.all_accounts(tx, workspace_id)
            routes = {a.id: accounts.all_routes(tx, account_id=a.id) for a in ours}
            rules = {a.id: _rule(tx, routes[a.id]) for a in ours}
            cost = {a.id: self.faces.cost(tx, a) for a in ours}
            kept = routing_rules.of(tx, workspace_id)
        first = {a.id: tuple(rule for rule in kept if rule.account_id in (None, a.id)) for a in ours}
        may = {a.id: tuple(self.faces.permissions(a).values()) for a in ours}
        return tuple(AccountStatus(a, may[a.id], routes[a.id], rules[a.id], cost[a.id], first[a.id]) for a in ours)


def _rule(tx: Connection, routes: tuple[Route, ...]) -> CardRule:
    """The rule of the channel that gets the questions, among all that an account's news go to."""
    to = next((route for route in routes if route.kind is RouteKind.QUESTIONS), None)
    return channel_rules.rule(tx, to.workspace_id, to.channel_id) if to else CardRule.NEEDS_ANSWER
