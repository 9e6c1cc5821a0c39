"""One poll of one account: its followers, then its questions, and how it went."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

import structlog
from sqlalchemy import Connection

from slackapp.domain.accounts import Account, AccountHealth, RouteKind
from slackapp.domain.action import FailureKind
from slackapp.networks.base import NetworkError
from slackapp.networks.registry import Networks
from slackapp.store import accounts, messages
from slackapp.store.database import Database
from slackapp.watch.followers import WatchFollowers
from slackapp.watch.questions import WatchQuestions

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Poll:
    """Polls accounts; the engine's task is `poll`. Two polls of one account never overlap in a process."""

    database: Database
    networks: Networks
    followers: WatchFollowers
    questions: WatchQuestions
    now: Callable[[], datetime]
    _running: set[int] = field(default_factory=set)
    _lock: Lock = field(default_factory=Lock)

    def poll(self, account_id: int) -> None:
        """Poll one account. What goes wrong is noted on the account; the next poll reads it all again."""
        with self._lock:
            if account_id in self._running:
                return
            self._running.add(account_id)
        try:
            self._poll(account_id)
        finally:
            with self._lock:
                self._running.discard(account_id)

    def _poll(self, account_id: int) -> None:
        with self.database.read() as tx:
            account = accounts.account(tx, account_id)
        if account.health is AccountHealth.LOGIN_REFUSED:
            return  # until a person connects it again
        trouble: NetworkError | None = None
        for watch in (self.followers, self.questions):
            try:
                news = watch.poll(account, self.networks.of(account_id))
                log.info("polled", account=account.handle, news=str(news))
            except NetworkError as error:
                trouble = error
                log.warning("poll_failed", account=account.handle, kind=error.kind.value, reason=error.reason)
        with self.database.write() as tx:
            if trouble is None:
                accounts.note_poll(tx, account_id, self.now())
            elif account.trouble != trouble.reason or account.health is not _health(trouble):
                accounts.set_health(tx, account_id, _health(trouble), trouble.reason)
                if trouble.kind in (FailureKind.LOGIN_REFUSED, FailureKind.OUT_OF_CREDIT):
                    self._tell(tx, account, trouble)

    def _tell(self, tx: Connection, account: Account, trouble: NetworkError) -> None:
        """One message to the team: a person has to do something."""
        routes = accounts.all_routes(tx, RouteKind.QUESTIONS, account.id)
        key = f"trouble:{account.id}:{trouble.kind}:{self.now():%Y-%m-%dT%H}"
        if routes and not messages.exists(tx, key):
            body = {"notice": trouble.kind.value, "reason": trouble.reason}
            kind, channel = messages.MessageKind.NOTICE, routes[0].channel_id
            messages.add(
                tx, messages.NewMessage(key, kind, account.workspace_id, channel, account.id, body), self.now()
            )


def _health(trouble: NetworkError) -> AccountHealth:
    refused = trouble.kind is FailureKind.LOGIN_REFUSED
    return AccountHealth.LOGIN_REFUSED if refused else AccountHealth.TROUBLED
