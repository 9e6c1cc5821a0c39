"""`rapport watch-once`: look once, right now, and print what there is."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from slackapp.commandline.options import Handle, Token, Url, adapter_of
from slackapp.commandline.troubles import checked_settings, plain_troubles
from slackapp.commandline.which import account_of
from slackapp.domain.accounts import Account, AccountHealth, ConnectTrouble
from slackapp.domain.people import NetworkName
from slackapp.networks.base import Network
from slackapp.settings import Settings
from slackapp.store import accounts
from slackapp.store.database import Database, DatabaseTrouble

if TYPE_CHECKING:
    from slackapp.commandline.once import Polled

NO_SLACK = "no-slack"  # the workspace of a store that has none


@dataclass(frozen=True, slots=True)
class Place:
    """What is polled: an account, whoever speaks for it, and where what is known of it stands."""

    database: Database
    account: Account
    network: Network


def watch_once(
    account: Annotated[str, typer.Option(help='A connected account: "@handle", "network:@handle" or its number')] = "",
    network: Annotated[
        NetworkName | None,
        typer.Option(help="Or any account, without Slack: its network", case_sensitive=False),
    ] = None,
    url: Url = "",
    handle: Handle = "",
    token: Token = "",
    state: Annotated[
        Path | None, typer.Option(help="With --network: a file that keeps what is known, for the next time")
    ] = None,
) -> None:
    """Poll one account right now and print what is new; the running Rapport posts the cards it plans."""
    from slackapp import logs

    with plain_troubles():
        logs.set_up("ERROR")  # what goes wrong is printed below
        found = checked_settings()
        if (network is None) == (not account):
            raise ConnectTrouble("Name a connected account with --account @handle, or any with --network.")
        if network is None:
            if url or handle or state:
                raise ConnectTrouble("--url, --handle and --state go with --network.")
            with _connected(found, account) as place:
                polled = _poll(place, found, in_slack=True)
        else:
            with _stranger(adapter_of(network, url, handle, token), state) as place:
                polled = _poll(place, found, in_slack=False)
            if state is None:
                typer.echo("Nothing is kept. With --state FILE, the next time tells what is new since this one.")
    raise typer.Exit(0 if polled.well else 1)


def _poll(place: Place, found: Settings, *, in_slack: bool) -> "Polled":
    from slackapp.app import utc_now
    from slackapp.commandline.news import lines
    from slackapp.commandline.once import poll_once

    every = timedelta(minutes=found.rapport_full_read_minutes)
    polled = poll_once(place.database, place.account, place.network, every, utc_now)
    for line in lines(polled, utc_now(), in_slack=in_slack):
        typer.echo(line)
    return polled


@contextmanager
def _connected(found: Settings, said: str) -> Iterator[Place]:
    """A connected account, in Rapport's own store."""
    from slackapp import app
    from slackapp.networks.catalog import catalog
    from slackapp.spending import Spending, Tally

    database = Database(found.database)
    try:
        database.migrate()
        keeper = app.open_secrets(found)
        with database.read() as tx:
            account = account_of(accounts.all_accounts(tx), said)
            locked = accounts.credentials(tx, account.id)
        keeper.unlock(locked)  # a wrong key is this terminal's trouble, and not noted as the account's
        if account.health is AccountHealth.LOGIN_REFUSED:
            again = f"Run `rapport connect {account.network}` first."
            raise ConnectTrouble(f"The login of @{account.handle} was refused ({account.trouble}). {again}")
        tally = Tally(app.utc_now)
        yield Place(database, account, app.open_networks(database, keeper, catalog(found), tally).of(account.id))
        Spending(database, app.utc_now, tally).flush()
    finally:
        database.close()


@contextmanager
def _stranger(network: Network, state: Path | None) -> Iterator[Place]:
    """Any account, in a store of its own that knows no Slack and keeps no credentials."""
    from slackapp.app import utc_now

    with TemporaryDirectory(prefix="rapport-") as folder:
        path = (state or Path(folder) / "state.sqlite").absolute()
        database = Database(f"sqlite:///{path}")
        try:
            try:
                database.migrate()
            except DatabaseTrouble as trouble:
                raise ConnectTrouble(str(trouble).replace("Check DATABASE_URL.", "Check --state.")) from None
            with database.read() as tx:
                if any(workspace.team_id != NO_SLACK for workspace in accounts.all_workspaces(tx)):
                    raise ConnectTrouble(f"{path} is the database of a Rapport with Slack. Name another file.")
            me = network.me()
            with database.write() as tx:
                workspace = accounts.put_workspace(tx, NO_SLACK, "", utc_now())
                account = accounts.put_account(tx, workspace.id, network.name, me, "", utc_now())
            yield Place(database, account, network)
        finally:
            database.close()
