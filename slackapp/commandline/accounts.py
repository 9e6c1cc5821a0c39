"""`rapport accounts` and `rapport disconnect`: what is connected, and how one is let go."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Annotated

import typer

from slackapp.commandline.troubles import checked_settings, plain_troubles
from slackapp.commandline.which import account_of, sign_of
from slackapp.domain.accounts import Account, AccountHealth, Route, RouteKind
from slackapp.domain.quote import quote
from slackapp.domain.routing import RoutingRule
from slackapp.domain.routing_text import told
from slackapp.domain.words import ago
from slackapp.networks.base import NetworkError
from slackapp.settings import Settings
from slackapp.store import accounts as stored
from slackapp.store import routing_rules
from slackapp.store.database import Database

HEALTH = {
    AccountHealth.WELL: "🟢 well",
    AccountHealth.TROUBLED: "🟡 troubled",
    AccountHealth.LOGIN_REFUSED: "🔴 needs a new login",
    AccountHealth.DISCONNECTED: "⚪ disconnected",
}
LONGEST = 200  # characters of what was told us, on a line of ours
GETS = {RouteKind.FOLLOWERS: "new followers", RouteKind.QUESTIONS: "questions", RouteKind.DIGEST: "the digest"}


@dataclass(frozen=True, slots=True)
class Names:
    """What Slack calls channels and people, by id; empty where it can't be asked."""

    channels: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)


def accounts() -> None:
    """List the connected accounts: their health, their channels, and who connected them."""
    with plain_troubles():
        found = checked_settings()
        connected, routes, rules = _connected(found)
        if not connected:
            typer.echo("No account is connected. `rapport connect` connects one.")
            return
        names = _names(found, connected)
        for account in connected:
            there = names.get(account.workspace_id, Names())
            for line in _lines(account, [r for r in routes if r.account_id == account.id], there):
                typer.echo(line)
            for line in _ruled(account, rules.get(account.workspace_id, ()), there):
                typer.echo(line)


def disconnect(
    account: Annotated[str, typer.Argument(help='"@handle", "network:@handle" or its number in `rapport accounts`')],
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask whether that is meant")] = False,
) -> None:
    """Let an account go: delete its credentials and where its news go. What it brought stays."""
    from slackapp import app, settings

    with plain_troubles():
        connections = app.open_connections(checked_settings(settings.check_slack))
        try:
            with connections.database.read() as tx:
                meant = account_of(stored.all_accounts(tx), account)
            name = f"@{quote(meant.handle, LONGEST)} on {meant.network.label}"
            if not yes:
                typer.confirm(
                    f"Disconnect {name}? Its credentials are deleted; nobody watches it any more.", abort=True
                )
            left = connections.disconnect(meant.id)
        finally:
            connections.database.close()
        typer.echo(f"Disconnected {name}. Its credentials are deleted, and nothing is posted for it any more.")
        typer.echo(
            f"What it brought stays: people ({left.people:,}), cards ({left.cards:,}), and what was decided on them."
        )
        typer.echo(f"To end it on the other side, too, take Rapport's access back in {meant.network.label}'s settings.")


def _connected(found: Settings) -> tuple[tuple[Account, ...], tuple[Route, ...], dict[int, tuple[RoutingRule, ...]]]:
    """Accounts, routes, and each workspace's rules."""
    database = Database(found.database)
    try:
        database.migrate()
        with database.read() as tx:
            connected = stored.all_accounts(tx)
            owners = {account.workspace_id for account in connected}
            rules = {workspace_id: routing_rules.of(tx, workspace_id) for workspace_id in owners}
            return connected, stored.all_routes(tx), rules
    finally:
        database.close()


def _names(found: Settings, connected: Iterable[Account]) -> dict[int, Names]:
    """By workspace; empty where Slack can't be asked."""
    from slackapp import app
    from slackapp.slack.errors import plain_errors

    people: dict[int, set[str]] = {}
    for account in connected:
        people.setdefault(account.workspace_id, set()).update({account.connected_by} - {""})
    names = {workspace_id: Names() for workspace_id in people}
    if found.slack_bot_token is None and not found.installable:
        return names
    database = Database(found.database)
    try:
        clients = app.open_clients(found, database, app.open_secrets(found))
        for workspace_id, known in names.items():
            directory = clients.directory(workspace_id)
            try:
                known.channels.update((number, f"#{name}") for name, number in directory.channels().items())
                for user_id in people[workspace_id]:
                    with plain_errors(effect=False):
                        user = directory.client.users_info(user=user_id).get("user") or {}
                    known.people[user_id] = str(user.get("real_name") or user.get("name") or user_id)
            except NetworkError:
                pass  # ids do
    finally:
        database.close()
    return names


def _lines(account: Account, routes: Iterable[Route], names: Names) -> Iterator[str]:
    from slackapp.app import utc_now

    now = utc_now()
    name = f"{sign_of(account.network)}  @{quote(account.handle, LONGEST)}"
    looked = f"looked {ago(account.polled_at, now)}" if account.polled_at else "not looked yet"
    trouble = f": {quote(account.trouble, LONGEST)}" if account.trouble else ""
    yield f"{account.id}  {name}  {HEALTH[account.health]}, {looked}{trouble}"
    gets: dict[str, list[str]] = {}
    for route in routes:
        gets.setdefault(route.channel_id, []).append(GETS[route.kind])
    for channel, what in gets.items():
        yield f"   {quote(names.channels.get(channel, channel), LONGEST)} gets {', '.join(what)}"
    by = quote(names.people.get(account.connected_by, account.connected_by), LONGEST) or "somebody on the command line"
    when = f", {ago(account.connected_at, now)}" if account.connected_at else ""
    yield f"   connected by {by}{when}"


def _ruled(account: Account, rules: Iterable[RoutingRule], names: Names) -> Iterator[str]:
    """What rules send elsewhere first."""
    for rule in rules:
        if rule.account_id in (None, account.id):
            channel = quote(names.channels.get(rule.channel_id, rule.channel_id), LONGEST)
            yield f"   {channel} gets first, by a rule: {quote(told(rule), LONGEST)}"
