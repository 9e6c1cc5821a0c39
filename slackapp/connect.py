"""Connecting: this workspace, our accounts, and which channel gets what of them."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from sqlalchemy import Connection

from slackapp.domain.accounts import (
    Account,
    AccountHealth,
    Channels,
    ConnectTrouble,
    Left,
    Route,
    RouteKind,
    Workspace,
    refusal_key,
)
from slackapp.domain.people import NetworkName
from slackapp.domain.purpose import Purpose
from slackapp.domain.spending import Charge, utc_day
from slackapp.networks.connector import Connector, Credentials
from slackapp.networks.registry import Networks
from slackapp.secrets import Secrets, SecretsTrouble
from slackapp.settings import Settings
from slackapp.slack.clients import Clients
from slackapp.slack.errors import plain_errors
from slackapp.spending import Tally
from slackapp.store import accounts, actions, cards, introductions, messages, people, spend, stories, welcomes
from slackapp.store.database import Database

_CHANNEL_ID = re.compile(r"C[A-Z0-9]{1,63}")  # names are written small

__all__ = ["Channels", "ConnectTrouble", "Connections", "Left"]


@dataclass(frozen=True, slots=True)
class Connections:
    """Makes, renews and ends connections. Every call may raise NetworkError where Slack or a network can't be asked."""

    database: Database
    keeper: Secrets
    networks: Networks
    catalog: Mapping[NetworkName, Connector]
    clients: Clients
    settings: Settings
    now: Callable[[], datetime]
    tally: Tally = field(default_factory=lambda: Tally(lambda: datetime.now(UTC)))  # of the networks' calls

    def workspace(self) -> Workspace:
        """The bot token's workspace, recorded.

        Raises:
            ConnectTrouble: there is no such token: workspaces install Rapport by themselves.
            NetworkError: Slack does not take it.
        """
        if self.clients.own is None:
            raise ConnectTrouble("Say for which Slack workspace.")
        return self.clients.own.workspace()

    def own_accounts(self) -> tuple[Account, ...]:
        """Connect the accounts whose credentials stand in the settings, and send their news to their channels."""
        owned = ((name, connector.own()) for name, connector in self.catalog.items())
        to = self.default_channels()
        with self.database.alone("own_accounts", wait=True):  # several processes may start at once
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
        into: Workspace | None = None,
        again: bool = True,
    ) -> Account:
        """Connect an account, or send the news of one that is connected elsewhere.

        Args:
            name: its network.
            credentials: in the clear, as its connector made them.
            to: where its news go.
            by: the Slack user id of who connects it; "" on the command line.
            instead_of: the account that was to be connected again; another one is refused.
            into: the workspace it is for; another than the bot token's is refused. None: the token's.
            again: ask the network even where these very credentials are known.

        Raises:
            ConnectTrouble: a channel can't be found, or it is another account, or another workspace.
            NetworkError: the network or Slack said no.
        """
        workspace = self.workspace() if into is None or self.clients.own is not None else into
        if into is not None and into.id != workspace.id:
            raise ConnectTrouble("Rapport's bot token is for another Slack workspace. Connect the account from there.")
        account = None if again else self._known(workspace, credentials)
        found = self.find(workspace.id, to)  # before anything is written: a wrong name connects nothing
        if account is None:
            account = self._put(workspace, name, credentials, by, instead_of, revive=again)
        if account.health is AccountHealth.DISCONNECTED:
            return account  # a person took it out: a start does not bring it back
        self._send(account, self._routes(account, to, found), found[to.cards], by)
        return account

    def account(self, workspace_id: int, account_id: int) -> Account | None:
        """A connected account of a workspace; None where there is none."""
        with self.database.read() as tx:
            return next((each for each in accounts.all_accounts(tx, workspace_id) if each.id == account_id), None)

    def channels_of(self, account_id: int) -> Channels:
        """Where an account's news go, by id; "" where they go nowhere."""
        with self.database.read() as tx:
            at = {route.kind: route.channel_id for route in accounts.all_routes(tx, account_id=account_id)}
        return Channels(at.get(RouteKind.QUESTIONS, ""), at.get(RouteKind.DIGEST, ""))

    def known_answers(self, account: Account) -> dict[str, str]:
        """What an account's network asks first and we know already: never a secret."""
        try:
            with self.database.read() as tx:
                kept = self.keeper.unlock(accounts.credentials(tx, account.id))
        except SecretsTrouble:
            kept = {}
        known = {"handle": account.handle} | kept
        asked = [each.name for each in self.catalog[account.network].asks if not each.secret]
        return {name: known[name] for name in asked if name in known}

    def follows_settings(self, account: Account) -> bool:
        """Whether its tokens stand in the settings: then where its news go is read there, too, at each start."""
        own = self.catalog[account.network].own()
        try:
            with self.database.read() as tx:
                return own is not None and self.keeper.unlock(accounts.credentials(tx, account.id)) == own
        except SecretsTrouble:
            return False

    def send_to(self, account_id: int, to: Channels, by: str = "") -> None:
        """Send an account's news elsewhere from now on; what was posted stays where it is.

        Args:
            account_id: which.
            to: where to.
            by: the Slack user id of who wants it; "" on the command line.

        Raises:
            ConnectTrouble: a channel can't be found, or the account is disconnected.
            NetworkError: Slack can't be asked.
        """
        with self.database.read() as tx:
            account = accounts.account(tx, account_id)
        if account.health is AccountHealth.DISCONNECTED:
            raise ConnectTrouble(f"@{account.handle} is disconnected. Connect it again first.")
        found = self.find(account.workspace_id, to)
        self._send(account, self._routes(account, to, found), found[to.cards], by)

    def disconnect(self, account_id: int, by: str = "") -> Left:
        """Delete an account's credentials and where its news go. What we know through it stays.

        Args:
            account_id: which.
            by: the Slack user id of who wants it; "" on the command line.
        """
        with self.database.write() as tx:
            self._mend_notice(tx, accounts.account(tx, account_id))
            accounts.disconnect(tx, account_id)
            messages.plan_updates_of_open(tx, account_id, self.now())
            account = accounts.account(tx, account_id)
            _note(tx, account, self.now(), by, "disconnected")
            welcomes.redraw(tx, account.workspace_id, self.now())
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
        charges: list[Charge] = []
        profile = self.catalog[name].adapter(credentials, changed.append, charges.append).me()
        if instead_of is not None and profile.id != instead_of.network_user_id:
            raise ConnectTrouble(
                f"That login is @{profile.handle}'s, and not @{instead_of.handle}'s. Nothing was changed: sign in to "
                f"{name.label} as @{instead_of.handle}, and try again."
            )
        with self.database.write() as tx:
            locked = self.keeper.lock(changed[-1])  # here, so that a key that changes meanwhile finds it
            before = accounts.find(tx, workspace.id, name, profile.id)
            if before is not None and before.health is AccountHealth.DISCONNECTED and not revive:
                return before
            if before is not None:
                self._mend_notice(tx, before)
            account = accounts.put_account(tx, workspace.id, name, profile, locked, self.now(), by)
            for paid in charges:
                day, cost = utc_day(self.now()), paid.units * paid.micro_usd
                spend.add(tx, account.id, day, paid.kind, paid.units, cost)
            if by:  # what the settings hold is connected anew at every start
                _note(tx, account, self.now(), by, "connected")
            messages.plan_updates_of_open(tx, account.id, self.now())
            actions.look_again_at_account(tx, account.id, self.now())
        self.networks.forget(account.id)
        return account

    def _mend_notice(self, tx: Connection, before: Account) -> None:
        """Where the team was told that this login is refused: have it drawn again as it is then."""
        told = messages.of_key(tx, refusal_key(before))
        if told is not None:
            messages.plan_update(tx, told, self.now())

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

    def find(self, workspace_id: int, to: Channels) -> dict[str, str]:
        """The ids of a workspace's channels, by what was asked for.

        Raises:
            ConnectTrouble: there is no such public channel.
            NetworkError: Slack can't be asked.
        """
        asked, directory = {to.cards, to.digest}, self.clients.directory(workspace_id)
        by_id = {wanted for wanted in asked if _CHANNEL_ID.fullmatch(wanted)}
        by_name = directory.channels() if asked - by_id else {}
        found = {}
        for wanted in asked:
            there = wanted in by_id and directory.is_public(wanted)
            channel_id = wanted if there else by_name.get(wanted.removeprefix("#"))
            if channel_id is None:
                raise ConnectTrouble(
                    f"Slack has no public channel {wanted} that Rapport can see. Make it, or set RAPPORT_CHANNEL "
                    "and RAPPORT_DIGEST_CHANNEL to others."
                )
            found[wanted] = channel_id
        return found

    def _routes(self, account: Account, to: Channels, found: dict[str, str]) -> list[Route]:
        place = (0, account.workspace_id, account.id)
        zone = self.settings.rapport_time_zone or self._channel_zone(account.workspace_id, found[to.digest])
        return [
            Route(*place, RouteKind.FOLLOWERS, found[to.cards]),
            Route(*place, RouteKind.QUESTIONS, found[to.cards]),
            Route(*place, RouteKind.DIGEST, found[to.digest], self.settings.rapport_digest_at, zone),
        ]

    def _channel_zone(self, workspace_id: int, channel_id: str) -> str:
        """A channel has no time zone of its own: take that of who made it."""
        directory = self.clients.directory(workspace_id)
        with plain_errors(effect=False):
            channel = directory.client.conversations_info(channel=channel_id).get("channel") or {}
        return directory.zone(str(channel.get("creator") or "")).key

    def _send(self, account: Account, wanted: list[Route], cards_channel: str, by: str) -> None:
        """Send an account's news where they are wanted, and say hello in channels that are new to them."""
        digests = {route.channel_id for route in wanted if route.kind is RouteKind.DIGEST} - {cards_channel}
        with self.database.write() as tx:
            before = {replace(route, id=0) for route in accounts.all_routes(tx, account_id=account.id)}
            if before != set(wanted):
                accounts.set_routes(tx, account, wanted)
                if by or before:  # what the settings hold is connected for the first time at a start
                    _note(tx, account, self.now(), by, f"goes to {_told(wanted)}")
            self._introduce(tx, account, cards_channel, by)
            for channel_id in digests:
                introductions.introduce(tx, account.workspace_id, channel_id, Purpose.DIGEST, by, self.now())
            welcomes.redraw(tx, account.workspace_id, self.now())

    def _introduce(self, tx: Connection, account: Account, channel_id: str, by: str) -> None:
        key = f"introduction:{account.id}:{channel_id}"
        if messages.exists(tx, key):
            return
        body = {"notice": "introduction", "actor": by}
        new = messages.NewMessage(key, messages.MessageKind.NOTICE, account.workspace_id, channel_id, account.id, body)
        messages.add(tx, new, self.now())


def _told(routes: Collection[Route]) -> str:
    """Where news go, in words; channels as Slack names them."""
    at = {route.kind: f"<#{route.channel_id}>" for route in routes}
    cards_to, digest_to = at.get(RouteKind.QUESTIONS, ""), at.get(RouteKind.DIGEST, "")
    return cards_to if digest_to in ("", cards_to) else f"{cards_to}, its digest to {digest_to}"


def _note(tx: Connection, account: Account, now: datetime, by: str, what: str) -> None:
    """Who connected or disconnected an account of ours, or sends its news elsewhere."""
    stories.note(tx, account.workspace_id, now, by, f"{account.network.label} @{account.handle} {what}.")
