"""Connecting: this workspace, our accounts, and which channel gets what of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from slackapp.domain.accounts import Account, Route, RouteKind, Workspace
from slackapp.domain.people import NetworkName
from slackapp.networks.registry import Networks
from slackapp.networks.x import X, XKeys
from slackapp.secrets import Secrets, SecretsTrouble
from slackapp.settings import Settings
from slackapp.slack.directory import Directory
from slackapp.slack.errors import plain_errors
from slackapp.store import accounts, messages
from slackapp.store.database import Database


class ConnectTrouble(Exception):
    """It can't be connected; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Channels:
    """Where an account's news go: names with # or ids."""

    cards: str
    digest: str


@dataclass(frozen=True, slots=True)
class Connections:
    """Makes and renews connections. Every call may raise NetworkError where Slack or a network can't be asked."""

    database: Database
    keeper: Secrets
    networks: Networks
    directory: Directory
    settings: Settings
    now: Callable[[], datetime]

    def workspace(self) -> tuple[Workspace, str]:
        """This bot token's workspace, recorded; and the id of who the token acts for."""
        with plain_errors(effect=False):
            who = self.directory.client.auth_test()
        with self.database.write() as tx:
            found = accounts.put_workspace(tx, str(who["team_id"]), str(who.get("team") or ""), self.now())
        return found, str(who["user_id"])

    def own_account(self) -> Account | None:
        """The account whose tokens stand in the settings, connected where it is not yet; None where none do."""
        if self.settings.x_access_token is None or self.settings.x_access_token_secret is None:
            return None
        tokens = (
            self.settings.x_access_token.get_secret_value(),
            self.settings.x_access_token_secret.get_secret_value(),
        )
        return self.x(*tokens, self.default_channels(), again=False)

    def default_channels(self) -> Channels:
        """Where news go unless said otherwise."""
        return Channels(self.settings.rapport_channel, self.settings.rapport_digest_channel)

    def x(self, access_token: str, access_token_secret: str, to: Channels, *, again: bool = True) -> Account:
        """Connect an X account.

        Args:
            access_token: the account's OAuth 1.0a token.
            access_token_secret: likewise.
            to: where its news go.
            again: ask X even where these very credentials are known.

        Raises:
            ConnectTrouble: a channel can't be found.
            NetworkError: X or Slack said no.
        """
        keys = XKeys(self._app_key("x_api_key"), self._app_key("x_api_secret"), access_token, access_token_secret)
        plain = {
            "api_key": keys.api_key,
            "api_secret": keys.api_secret,
            "access_token": access_token,
            "access_token_secret": access_token_secret,
        }
        workspace, _ = self.workspace()
        known = self._known(workspace, plain)
        if known is not None and not again:
            return known
        profile = X(keys, base_url=self.settings.x_api_url).me()
        found = self._channels(to)
        with self.database.write() as tx:
            account = accounts.put_account(
                tx, workspace.id, NetworkName.X, profile, self.keeper.lock(plain), self.now()
            )
            if not accounts.all_routes(tx, account_id=account.id):
                accounts.set_routes(tx, account, self._routes(account, to, found))
                self._introduce(tx, account, found[to.cards])
        self.networks.forget(account.id)
        return account

    def _known(self, workspace: Workspace, plain: dict[str, str]) -> Account | None:
        with self.database.read() as tx:
            for account in accounts.all_accounts(tx, workspace.id):
                try:
                    if self.keeper.unlock(accounts.credentials(tx, account.id)) == plain:
                        return account
                except SecretsTrouble:
                    continue  # locked with a key we no longer have: it is connected anew
        return None

    def _channels(self, to: Channels) -> dict[str, str]:
        """Ids by what was asked for."""
        by_name = self.directory.channels()
        found = {}
        for wanted in {to.cards, to.digest}:
            channel_id = by_name.get(wanted.removeprefix("#")) or (wanted if wanted in by_name.values() else None)
            if channel_id is None:
                raise ConnectTrouble(
                    f"Slack has no public channel {wanted} that Rapport can see. Make it, or set RAPPORT_CHANNEL "
                    "and RAPPORT_DIGEST_CHANNEL to others."
                )
            found[wanted] = channel_id
        return found

    def _routes(self, account: Account, to: Channels, found: dict[str, str]) -> list[Route]:
        place = (0, account.workspace_id, account.id)
        zone = self.settings.rapport_time_zone or self._channel_zone(found[to.digest])
        return [
            Route(*place, RouteKind.FOLLOWERS, found[to.cards]),
            Route(*place, RouteKind.QUESTIONS, found[to.cards]),
            Route(*place, RouteKind.DIGEST, found[to.digest], self.settings.rapport_digest_at, zone),
        ]

    def _channel_zone(self, channel_id: str) -> str:
        """A channel has no time zone of its own: take that of who made it."""
        with plain_errors(effect=False):
            channel = self.directory.client.conversations_info(channel=channel_id).get("channel") or {}
        return self.directory.zone(str(channel.get("creator") or "")).key

    def _introduce(self, tx: Connection, account: Account, channel_id: str) -> None:
        key = f"introduction:{account.id}:{channel_id}"
        new = messages.NewMessage(
            key, messages.MessageKind.NOTICE, account.workspace_id, channel_id, account.id, {"notice": "introduction"}
        )
        messages.add(tx, new, self.now())

    def _app_key(self, name: str) -> str:
        value = getattr(self.settings, name)
        if value is None:
            raise ConnectTrouble(f"{name.upper()} is missing: developer.x.com → your app → Keys and tokens.")
        return str(value.get_secret_value())
