"""Which account is meant: "@handle", "network:@handle" or its id; and which workspace."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from slackapp.domain.accounts import Account, ConnectTrouble, Workspace
from slackapp.domain.people import NetworkName
from slackapp.domain.quote import quote
from slackapp.store.accounts import all_workspaces

if TYPE_CHECKING:
    from slackapp.connect import Connections


def account_of(connected: Iterable[Account], said: str) -> Account:
    """The one account that somebody means.

    Args:
        connected: all there are.
        said: "@handle" or "handle", "network:@handle" or "@handle@network" where two networks know it, or an id.

    Raises:
        ConnectTrouble: none or several are meant; it lists what there is.
    """
    there = tuple(connected)
    if not there:
        raise ConnectTrouble("No account is connected. `rapport connect` connects one.")
    meant = [account for account in there if said.strip().lower() in _names(account)]
    if len(meant) == 1:
        return meant[0]
    listed = ", ".join(name_of(account) for account in meant or there)
    if meant:
        raise ConnectTrouble(f"{quote(said, 80)} may be any of these: {listed}. Write it as here, or its number.")
    raise ConnectTrouble(f"No account {quote(said, 80)} is connected. There is: {listed}.")


def workspace_of(connections: "Connections", team: str) -> Workspace:
    """The workspace that somebody means: the bot token's, or one that installed Rapport.

    Args:
        connections: they know of both.
        team: its name or Slack's id; "" where there is one alone.

    Raises:
        ConnectTrouble: none or several are meant; it lists what there is.
        NetworkError: Slack does not take the bot token.
    """
    if connections.clients.own is not None:
        there: tuple[Workspace, ...] = (connections.workspace(),)
    else:
        with connections.database.read() as tx:
            there = tuple(each for each in all_workspaces(tx) if each.removed_at is None)
    if not there:
        page = connections.settings.install_page
        raise ConnectTrouble(f"No workspace has installed Rapport yet. Open {page} in a browser first.")
    said = team.strip().lower()
    meant = [each for each in there if not said or said in (each.team_id.lower(), each.name.lower())]
    if len(meant) == 1:
        return meant[0]
    listed = ", ".join(f"{quote(each.name, 80)} ({each.team_id})" for each in meant or there)
    raise ConnectTrouble(f"Say which Slack workspace, with --team. There is: {listed}.")


def name_of(account: Account) -> str:
    """How an account is told from all others: "mastodon:@handle (3)"."""
    return f"{account.network}:@{account.handle} ({account.id})"


def _names(account: Account) -> set[str]:
    handle = account.handle.lower()
    ways = {f"{network}:@{handle}" for network in (account.network, account.network.label.lower())}
    ways |= {f"{account.network}:{handle}", f"@{handle}@{account.network}", f"{handle}@{account.network}"}
    # A number alone is an id: ids are what tells two of one handle apart.
    return ways | {f"@{handle}", str(account.id)} | (set() if handle.isdecimal() else {handle})


def sign_of(network: NetworkName) -> str:
    """A network's sign and name."""
    return f"{network.sign} {network.label}"
