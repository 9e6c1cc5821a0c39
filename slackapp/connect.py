"""Connecting: this workspace, our accounts, and which channel gets what of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from slackapp.domain.accounts import Account, AccountHealth, Route, RouteKind, Workspace
from slackapp.domain.people import NetworkName
from slackapp.networks.connector import Connector, Credentials
from slackapp.networks.registry import Networks
from slackapp.secrets import Secrets, SecretsTrouble
from slackapp.settings import Settings
from slackapp.slack.directory import Directory
from slackapp.slack.errors import plain_errors
from slackapp.store import accounts, cards, messages, people
from slackapp.store.database import Database


class ConnectTrouble(Exception):
    """It can't be connected; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Channels:
    """Where an account's news go: names with # or ids."""

    cards: str
    digest: str


@dataclass(frozen=True, slots=True)
class Left:
    """What an account that was disconnected leaves behind: how many people and cards we know through it."""

    account: Account
    people: int
    cards: int


@dataclass(frozen=True, slots=True)
class Connections:
    """Makes, renews and ends connections. Every call may raise NetworkError where Slack or a network can't be asked."""

    database: Database
    keeper: Secrets
    networks: Networks
    catalog: Mapping[NetworkName, Connector]
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

    def own_accounts(self) -> tuple[Account, ...]:
        """Connect the accounts whose credentials stand in the settings, and send their news to their channels."""
        owned = ((name, connector.own()) for name, connector in self.catalog.items())
        to = self.default_channels()
        return tuple(self.add(name, found, to, again=False) for name, found in owned if found is not None)

    def default_channels(self) -> Channels:
        """Where news go unless said otherwise."""
        return Channels(self.settings.rapport_channel, self.settings.rapport_digest_channel)

    def add(
        self,
        name: NetworkName,
        credentials: Credentials,
        to: Channels,
        *,
        by: str = "",
        instead_of: Account | None = None,
        again: bool = True,
    ) -> Account:
        """Connect an account, or send the news of one that is connected elsewhere.

        Args:
            name: its network.
            credentials: in the clear, as its connector made them.
            to: where its news go.
            by: the Slack user id of who connects it; "" on the command line.
            instead_of: the account that was to be connected again; another one is refused.
            again: ask the network even where these very credentials are known.

        Raises:
            ConnectTrouble: a channel can't be found, or it is another account.
            NetworkError: the network or Slack said no.
        """
        workspace, _ = self.workspace()
        account = None if again else self._known(workspace, credentials)
        found = self._channels(to)  # before anything is written: a wrong name connects nothing
        if account is None:
            account = self._put(workspace, name, credentials, by, instead_of, revive=again)
        if account.health is AccountHealth.DISCONNECTED:
            return account  # a person took it out: a start does not bring it back
        self._send(account, self._routes(account, to, found), found[to.cards])
        return account

    def disconnect(self, account_id: int) -> Left:
        """Delete an account's credentials and where its news go. What we know through it stays."""
        with self.database.write() as tx:
            accounts.disconnect(tx, account_id)
            messages.plan_updates_of_open(tx, account_id, self.now())
            account = accounts.account(tx, account_id)
            left = Left(account, people.count_of(tx, account_id), cards.count_of(tx, account_id))
        self.networks.forget(account_id)
        return left

    def _put(
        self,
        workspace: Workspace,
        name: NetworkName,
        credentials: Credentials,
        by: str,
        instead_of: Account | None,
        *,
        revive: bool,
    ) -> Account:
        changed: list[Credentials] = [credentials]
        profile = self.catalog[name].adapter(credentials, changed.append).me()
        if instead_of is not None and profile.id != instead_of.network_user_id:
            raise ConnectTrouble(
                f"That login is @{profile.handle}'s, and not @{instead_of.handle}'s. Nothing was changed: sign in to "
                f"{name.label} as @{instead_of.handle}, and try again."
            )
        locked = self.keeper.lock(changed[-1])
        with self.database.write() as tx:
            before = accounts.find(tx, workspace.id, name, profile.id)
            if before is not None and before.health is AccountHealth.DISCONNECTED and not revive:
                return before
            account = accounts.put_account(tx, workspace.id, name, profile, locked, self.now(), by)
            messages.plan_updates_of_open(tx, account.id, self.now())
        self.networks.forget(account.id)
        return account

    def _known(self, workspace: Workspace, plain: Credentials) -> Account | None:
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
