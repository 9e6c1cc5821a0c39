"""The bot's token of each workspace that installed Rapport, renewed before it ends, whoever asks for it.

https://docs.slack.dev/authentication/using-token-rotation: an expiring token lives for twelve hours, and each refresh
token is good once.
"""

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from slackapp.networks.base import LoginRefused, NetworkError, Refused
from slackapp.secrets import Secrets, SecretsTrouble
from slackapp.slack.clients import web_client
from slackapp.slack.errors import plain_errors
from slackapp.store import installs
from slackapp.store.database import Database
from slackapp.store.installs import Install
from slackapp.workspaces import REMOVED

log = structlog.get_logger()

RENEW_BEFORE = timedelta(hours=2)  # its end; a short-lived token: the last quarter of its life
TRY_AGAIN_AFTER = (
    5.0  # seconds, while the old token is good: Slack takes a refresh token whose answer was lost again, soon
)


@dataclass(frozen=True, slots=True)
class Bearer:
    """What an installation's secrets say: the bot's token and, where it ends, how to renew it."""

    token: str = field(repr=False)
    refresh: str = field(default="", repr=False)
    seconds: int = 0  # for which such a token lives

    @classmethod
    def read(cls, kept: Mapping[str, str]) -> "Bearer":
        """From what was kept."""
        return cls(kept.get("bot", ""), kept.get("refresh", ""), int(kept.get("seconds") or 0))

    def kept(self) -> dict[str, str]:
        """What is kept, in the clear."""
        return {"bot": self.token, "refresh": self.refresh, "seconds": str(self.seconds)}

    def ends_at(self, now: datetime) -> datetime | None:
        """When it ends, asked for now; None: never."""
        return now + timedelta(seconds=self.seconds) if self.refresh else None


def bearer_in(answer: Mapping[str, object]) -> Bearer:
    """The bot's token in an answer of oauth.v2.access.

    Raises:
        Refused: there is none.
    """
    token, refresh, seconds = (answer.get(name) for name in ("access_token", "refresh_token", "expires_in"))
    if not isinstance(token, str) or not token or answer.get("token_type") not in (None, "bot"):
        raise Refused("Slack gave no bot token.")
    if isinstance(refresh, str) and refresh and isinstance(seconds, int) and seconds > 0:
        return Bearer(token, refresh, seconds)
    return Bearer(token)


@dataclass(frozen=True, slots=True)
class Keys:
    """The Slack app's own credentials, and where it is installed from."""

    client_id: str
    client_secret: str = field(repr=False)
    install_page: str


@dataclass(frozen=True, slots=True)
class InstalledTokens:
    """The tokens that workspaces gave when they installed Rapport; read anew each time, for other processes renew, too.

    `alone` lets one at a time in by a name, whichever process it is: `Database.alone`.
    """

    keys: Keys
    base_url: str
    database: Database
    keeper: Secrets
    now: Callable[[], datetime]
    alone: Callable[..., AbstractContextManager[bool]]
    _not_before: dict[int, float] = field(default_factory=dict)  # workspace -> when to try again, monotonic seconds
    _unsaved: dict[int, tuple[Install, Bearer]] = field(default_factory=dict, repr=False)  # the database was away

    def of(self, workspace_id: int) -> str:
        """The token, renewed in time: before its end by whoever comes first, after it everybody waits for them."""
        install, bearer = self._held(workspace_id)
        if self._fresh(install, bearer):
            return bearer.token
        over = install.expires_at is not None and install.expires_at <= self.now()
        if not over and time.monotonic() < self._not_before.get(workspace_id, 0.0):
            return bearer.token
        with self.alone(f"token:{workspace_id}", wait=over) as mine:
            if not mine:
                return bearer.token
            install, bearer = self._held(workspace_id)  # somebody may have been faster
            return bearer.token if self._fresh(install, bearer) else self._renewed(install, bearer)

    def _held(self, workspace_id: int) -> tuple[Install, Bearer]:
        with self.database.read() as tx:
            gone, install = installs.removed(tx, workspace_id), installs.get(tx, workspace_id)
        if gone:
            raise Refused(REMOVED)
        if install is None:
            raise LoginRefused(f"Rapport has no token for this Slack workspace. Install it: {self.keys.install_page}")
        unsaved = self._unsaved.get(workspace_id)
        if unsaved is not None and unsaved[0].installed_at == install.installed_at:
            self._save(*unsaved)
            return unsaved
        try:
            return install, Bearer.read(self.keeper.unlock(install.locked))
        except SecretsTrouble as trouble:
            raise LoginRefused(str(trouble)) from None

    def _fresh(self, install: Install, bearer: Bearer) -> bool:
        if install.expires_at is None:
            return True
        return self.now() < install.expires_at - min(RENEW_BEFORE, timedelta(seconds=bearer.seconds / 4))

    def _renewed(self, install: Install, bearer: Bearer) -> str:
        asked_at = self.now()
        try:
            fresh = self._ask(bearer)
        except NetworkError as error:
            log.warning("token_not_renewed", workspace=install.workspace_id, reason=error.reason)
            if install.expires_at is not None and self.now() < install.expires_at:
                self._not_before[install.workspace_id] = time.monotonic() + TRY_AGAIN_AFTER
                return bearer.token  # good for a while: time to try again
            if isinstance(error, (Refused, LoginRefused)):
                again = f"Install Rapport there again: {self.keys.install_page}"
                raise LoginRefused(f"Slack no longer renews Rapport's token for this workspace. {again}") from None
            raise
        self._save(replace(install, expires_at=fresh.ends_at(asked_at)), fresh)
        return fresh.token

    def _ask(self, bearer: Bearer) -> Bearer:
        with plain_errors(effect=False):
            answer = web_client(self.base_url).oauth_v2_access(
                client_id=self.keys.client_id,
                client_secret=self.keys.client_secret,
                grant_type="refresh_token",
                refresh_token=bearer.refresh,
            )
        return bearer_in({str(name): answer.get(name) for name in ("access_token", "refresh_token", "expires_in")})

    def _save(self, install: Install, fresh: Bearer) -> None:
        """Keep renewed tokens: in memory until they are in the database, for the old refresh token is spent."""
        self._unsaved[install.workspace_id] = (install, fresh)
        try:
            with self.database.write() as tx:
                locked = self.keeper.lock(fresh.kept())  # here, so that a key that changes meanwhile finds it
                installs.renew(tx, install, locked)
        except (SQLAlchemyError, SecretsTrouble) as error:
            log.warning("token_not_stored", workspace=install.workspace_id, error=type(error).__name__)
        else:
            self._unsaved.pop(install.workspace_id, None)
