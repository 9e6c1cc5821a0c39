"""How Rapport stands: for `/rapport status` and for the Home tab."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from slackapp import __version__
from slackapp.domain.accounts import Route, RouteKind
from slackapp.domain.card import CardKind
from slackapp.domain.home import Home
from slackapp.domain.judgement import Judgement, least_reliable_first, tally
from slackapp.domain.status import AccountStatus, ClosedChannel, Status
from slackapp.domain.verdict import CardRule
from slackapp.faces import Faces
from slackapp.listings import Asker
from slackapp.report import OPEN, Report
from slackapp.store import accounts, actions, cards, channel_rules, channels, feedback, messages
from slackapp.store.database import Database

SHOWN_AT_HOME = 5
RECENT_DAYS = 30
CARDS_LOOKED_AT = 5_000  # the newest, for how often each reason was right: reasons are counted here, not in SQL


@dataclass(frozen=True, slots=True)
class Overview:
    """Gathers what is to be told of a whole workspace."""

    database: Database
    faces: Faces
    report: Report
    now: Callable[[], datetime]

    def status(self, workspace_id: int) -> Status:
        """Accounts, what they may do, and what is under way."""
        with self.database.read() as tx:
            waiting = actions.waiting(tx, workspace_id)
        return Status(
            version=__version__,
            accounts=self._accounts(workspace_id),
            now=self.now(),
            pending=waiting.pending,
            in_doubt=waiting.in_doubt,
            late_since=waiting.due_since if waiting.due_since and waiting.due_since < self.now() else None,
            closed=self._closed(workspace_id),
        )

    def judgement(self, workspace_id: int) -> Judgement:
        """How often triage was right."""
        with self.database.read() as tx:
            outcomes = feedback.outcomes(tx, workspace_id, self.now() - timedelta(days=RECENT_DAYS))
            cues, looked_at = feedback.cues(tx, workspace_id, CARDS_LOOKED_AT)
        whole, recent = tally(outcomes), tally(outcomes, recent=True)
        return Judgement(whole, recent, RECENT_DAYS, least_reliable_first(cues), looked_at)

    def try_refused_again(self, workspace_id: int) -> None:
        """The access level may have changed: offer what networks refused again, on the open messages too."""
        with self.database.write() as tx:
            for account in accounts.all_accounts(tx, workspace_id):
                if accounts.forget_refusals(tx, account.id, self.now()):
                    messages.plan_updates_of_open(tx, account.id, self.now())

    def home(self, asker: Asker) -> Home:
        """What one person's Home tab shows."""
        here = asker.workspace_id
        with self.database.read() as tx:
            asked = cards.Search(here, CardKind.QUESTION, OPEN, oldest_first=True, awaited=True)
            questions, questions_total = cards.search(tx, asked, SHOWN_AT_HOME)
            followers, followers_total = cards.search(tx, cards.Search(here, CardKind.FOLLOWER, OPEN), SHOWN_AT_HOME)
        today = self.now().astimezone(asker.zone).date()
        told = self._accounts(here)
        return Home(
            questions=self.faces.of(questions),
            questions_total=questions_total,
            followers=self.faces.of(followers),
            followers_total=followers_total,
            today=tuple(self.report.digest(one.account, today, asker.zone, weighed=False).facts for one in told),
            accounts=told,
            now=self.now(),
            closed=self._closed(here),
        )

    def _closed(self, workspace_id: int) -> tuple[ClosedChannel, ...]:
        """Those that anything goes to or waits for: nobody has to mend the others."""
        with self.database.read() as tx:
            wanted = {route.channel_id for route in accounts.all_routes(tx, workspace_id=workspace_id)}
            found = channels.all_closed(tx, workspace_id)
        return tuple(each for each in found if each.waiting or each.channel_id in wanted)

    def _accounts(self, workspace_id: int) -> tuple[AccountStatus, ...]:
        with self.database.read() as tx:
            ours = accounts.all_accounts(tx, workspace_id)
            routes = {a.id: accounts.all_routes(tx, account_id=a.id) for a in ours}
            rules = {a.id: _rule(tx, routes[a.id]) for a in ours}
        may = {a.id: tuple(self.faces.permissions(a).values()) for a in ours}
        return tuple(AccountStatus(a, may[a.id], routes[a.id], rules[a.id]) for a in ours)


def _rule(tx: Connection, routes: tuple[Route, ...]) -> CardRule:
    """The rule of the channel that gets the questions, among all that an account's news go to."""
    to = next((route for route in routes if route.kind is RouteKind.QUESTIONS), None)
    return channel_rules.rule(tx, to.workspace_id, to.channel_id) if to else CardRule.NEEDS_ANSWER
