"""Connecting: this workspace, our accounts, and which channel gets what of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from slackapp.domain.accounts import Account, AccountHealth, Route, RouteKind, Workspace
from slackapp.domain.people import NetworkName
from slackapp.networks.base import Network
from slackapp.networks.registry import Networks
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
    make: Callable[[NetworkName, dict[str, str]], Network]  # an adapter from credentials in the clear
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
        """The account whose tokens stand in the settings, connected and sent to their channels; None where none do."""
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
        """Connect an X account, or send the news of one that is connected elsewhere.

        Args:
            access_token: the account's OAuth 1.0a token.
            access_token_secret: likewise.
            to: where its news go.
            again: ask X even where these very credentials are known.

        Raises:
            ConnectTrouble: a channel can't be found.
            NetworkError: X or Slack said no.
        """
        credentials = {
            "api_key": self._app_key("x_api_key"),
            "api_secret": self._app_key("x_api_secret"),
            "access_token": access_token,
            "access_token_secret": access_token_secret,
        }
        workspace, _ = self.workspace()
        account = None if again else self._known(workspace, credentials)
        found = self._channels(to)  # before anything is written: a wrong name connects nothing
        if account is None:
            profile = self.make(NetworkName.X, credentials).me()
            locked = self.keeper.lock(credentials)
            with self.database.write() as tx:
                account = accounts.put_account(tx, workspace.id, NetworkName.X, profile, locked, self.now())
            self.networks.forget(account.id)
        self._send(account, self._routes(account, to, found), found[to.cards])
        return account

    def _known(self, workspace: Workspace, plain: dict[str, str]) -> Account | None:
        """The account with these very credentials, unless its network refused them: then they are tried anew."""
        with self.database.read() as tx:
            for account in accounts.all_accounts(tx, workspace.id):
                try:
                    same = self.keeper.unlock(accounts.credentials(tx, account.id)) == plain
                    if same and account.health is not AccountHealth.LOGIN_REFUSED:
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

    def _send(self, account: Account, wanted: list[Route], cards_channel: str) -> None:
        """Send an account's news where they are wanted, and say hello in a channel that is new to them."""
        with self.database.write() as tx:
            if {replace(route, id=0) for route in accounts.all_routes(tx, account_id=account.id)} != set(wanted):
                accounts.set_routes(tx, account, wanted)
            self._introduce(tx, account, cards_channel)

    def _introduce(self, tx: Connection, account: Account, channel_id: str) -> None:
        key = f"introduction:{account.id}:{channel_id}"
        if messages.exists(tx, key):
            return
        new = messages.NewMessage(
            key, messages.MessageKind.NOTICE, account.workspace_id, channel_id, account.id, {"notice": "introduction"}
        )
        messages.add(tx, new, self.now())

    def _app_key(self, name: str) -> str:
        value = getattr(self.settings, name)
        if value is None:
            raise ConnectTrouble(f"{name.upper()} is missing: developer.x.com → your app → Keys and tokens.")
        return str(value.get_secret_value())
