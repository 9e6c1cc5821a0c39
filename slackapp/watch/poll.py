"""One poll of one account: its followers, then its questions, and how it went."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from slackapp.domain.accounts import Account, AccountHealth, RouteKind, refusal_key
from slackapp.domain.action import FailureKind
from slackapp.domain.spending import Overspent, UsedUp
from slackapp.networks.base import Network, NetworkError
from slackapp.networks.registry import Networks
from slackapp.store import accounts, installs, messages, spend
from slackapp.store.database import Database
from slackapp.watch.followers import WatchFollowers
from slackapp.watch.questions import WatchQuestions

log = structlog.get_logger()

SPARING = timedelta(hours=1)  # between looks once an account's budget is used up
DOWN_AFTER = timedelta(minutes=15)  # without a good poll: then the team is told, once


@dataclass(frozen=True, slots=True)
class Poll:
    """Polls accounts; the engine's task is `poll`. Two polls of one account never overlap, in whatever process."""

    database: Database
    networks: Networks
    followers: WatchFollowers
    questions: WatchQuestions
    now: Callable[[], datetime]
    by_hand: bool = False  # somebody asks for it: then a budget that is used up holds nothing up
    _looked: dict[int, datetime] = field(default_factory=dict, init=False)  # the last look, well or not, by account
    _rested: dict[int, datetime] = field(default_factory=dict, init=False)  # the last look saved while all was well

    def poll(self, account_id: int) -> None:
        """Poll one account. What goes wrong is noted on the account; the next poll reads it all again."""
        with self.database.alone(f"poll:{account_id}") as mine:
            if mine:
                self._poll(account_id)

    def _poll(self, account_id: int) -> None:
        with self.database.read() as tx:
            account = accounts.account(tx, account_id)
            if installs.removed(tx, account.workspace_id):
                return  # there is nobody to tell
            over = spend.overspent(tx, account, self.now())
        if account.health is AccountHealth.LOGIN_REFUSED:
            self._tell_refused(account)  # a click may have met the refusal
        if account.health in (AccountHealth.LOGIN_REFUSED, AccountHealth.DISCONNECTED):
            return  # until a person connects it again
        if self._rests(account, over):
            return
        self._looked[account_id] = self.now()
        self.networks.renew(account_id, account.connected_at)
        looks: tuple[Callable[[Network], object], ...] = (
            lambda network: self.followers.poll(account, network, sparing=over is not None),
            lambda network: self.questions.poll(account, network),
        )
        trouble: NetworkError | None = None
        for look in looks:
            try:
                news = look(self.networks.of(account_id))
                log.info("polled", account=account.handle, news=str(news))
            except NetworkError as error:
                trouble = error
                log.warning("poll_failed", account=account.handle, kind=error.kind.value, reason=error.reason)
        with self.database.write() as tx:
            if accounts.account(tx, account_id).connected_at != account.connected_at:
                return  # connected again meanwhile: what the old login met says nothing of the new one
            if trouble is None:
                self._tell_back(tx, account)
                accounts.note_poll(tx, account_id, self.now())
                return
            if account.trouble != trouble.reason or account.health is not _health(trouble):
                accounts.set_health(tx, account_id, _health(trouble), trouble.reason)
            self._tell_trouble(tx, account, trouble)

    def _rests(self, account: Account, over: Overspent | None) -> bool:
        """Whether an account is left alone for now, because its budget is used up."""
        if over is None or self.by_hand:
            return False
        looks = (account.polled_at, self._looked.get(account.id))
        last = max((at for at in looks if at is not None), default=None)
        rests = over.then is UsedUp.PAUSE or (last is not None and self.now() - last < SPARING)
        if rests and account.health is AccountHealth.WELL:
            self._rested[account.id] = self.now()
        return rests

    def _tell_trouble(self, tx: Connection, account: Account, trouble: NetworkError) -> None:
        """One message to the team: where a person has to do something, or where a network stays away."""
        if trouble.kind is FailureKind.LOGIN_REFUSED:
            self._tell(tx, account, refusal_key(account), {"notice": "login_refused", "reason": trouble.reason})
        elif trouble.kind is FailureKind.OUT_OF_CREDIT:
            body = {"notice": trouble.kind.value, "reason": trouble.reason}
            self._tell(tx, account, f"trouble:{account.id}:{trouble.kind}:{account.polled_at}", body)
        elif trouble.kind is FailureKind.RATE_LIMITED:
            return  # it answers, and lets us in again by itself
        elif account.polled_at is not None:
            well = max(account.polled_at, self._rested.get(account.id, account.polled_at))  # a rest is no outage
            if self.now() - well >= DOWN_AFTER:
                body = {"notice": "network_down", "reason": trouble.reason, "since": well.isoformat()}
                body |= {"polled": account.polled_at.isoformat()} if well != account.polled_at else {}
                self._tell(tx, account, _down_key(account), body)

    def _tell_refused(self, account: Account) -> None:
        """Where a click met the refusal, and nobody has told the team yet."""
        with self.database.read() as tx:
            if messages.exists(tx, refusal_key(account)):
                return
        with self.database.write() as tx:
            self._tell(tx, account, refusal_key(account), {"notice": "login_refused", "reason": account.trouble})

    def _tell_back(self, tx: Connection, account: Account) -> None:
        """Where the team was told that the network is away: that it is back."""
        if messages.exists(tx, _down_key(account)):
            self._tell(tx, account, f"{_down_key(account)}:back", {"notice": "network_back"})

    def _tell(self, tx: Connection, account: Account, key: str, body: dict[str, str]) -> None:
        routes = accounts.all_routes(tx, RouteKind.QUESTIONS, account.id)
        if routes and not messages.exists(tx, key):
            kind, channel = messages.MessageKind.NOTICE, routes[0].channel_id
            new = messages.NewMessage(key, kind, account.workspace_id, channel, account.id, dict(body))
            messages.add(tx, new, self.now())


def _down_key(account: Account) -> str:
    """One outage, by the last poll that went well before it."""
    return f"down:{account.id}:{account.polled_at}"


def _health(trouble: NetworkError) -> AccountHealth:
    refused = trouble.kind is FailureKind.LOGIN_REFUSED
    return AccountHealth.LOGIN_REFUSED if refused else AccountHealth.TROUBLED
