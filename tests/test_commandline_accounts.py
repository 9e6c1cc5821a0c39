"""`rapport accounts` and `rapport disconnect`: what is connected, and how one is let go."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.app import utc_now
from slackapp.commandline.which import account_of, name_of
from slackapp.domain.accounts import Account, AccountHealth, ConnectTrouble
from slackapp.domain.people import NetworkName
from slackapp.domain.routing import RoutingRule
from slackapp.sandbox import world
from slackapp.sandbox.slack.world import ADA
from slackapp.store import accounts, routing_rules
from slackapp.store.database import Database
from tests.rapport import Rapport, rapport
from tests.stand_ins import StandIns, stand_ins

__all__ = ["rapport"]

X_TOKEN = f"{world.ACCESS_TOKEN}:{world.ACCESS_TOKEN_SECRET}"
FERN = Account(1, 1, NetworkName.X, "11", "FernAndFable")
ELSEWHERE = Account(2, 1, NetworkName.MASTODON, "22", "fernandfable")
FOREST = Account(3, 1, NetworkName.MASTODON, "33", "forest@plants.example")
NUMBER = Account(4, 1, NetworkName.X, "44", "2")
ALL = (FERN, ELSEWHERE, FOREST, NUMBER)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[StandIns]:
    """Stand-ins for Slack and X."""
    with stand_ins(tmp_path) as running:
        yield running


@pytest.fixture
def database(running: StandIns, rapport: Rapport) -> Iterator[Database]:
    """The store, with the brand's account connected."""
    assert rapport("connect", "x", "--token", X_TOKEN, env=running.settings()).exit_code == 0
    database = Database(f"sqlite:///{running.folder / 'rapport.sqlite'}")
    yield database
    database.close()


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("x:@fernandfable", FERN),
        ("X:FernAndFable", FERN),
        ("mastodon:@fernandfable", ELSEWHERE),
        ("@fernandfable@x", FERN),
        ("1", FERN),
        ("@forest@plants.example", FOREST),
        ("forest@plants.example", FOREST),
        ("mastodon:@forest@plants.example", FOREST),
        ("2", ELSEWHERE),  # a number is an id
        ("@2", NUMBER),
    ],
)
def test_one_account_is_meant(said: str, meant: Account) -> None:
    """By handle, by network and handle, by id; case doesn't matter."""
    assert account_of(ALL, said) == meant


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("@fernandfable", "may be any of these: x:@FernAndFable (1), mastodon:@fernandfable (2). Write it as here"),
        ("@nobody", "No account @nobody is connected. There is: x:@FernAndFable (1), mastodon:@fernandfable (2), "),
        ("", "No account  is connected"),
        ("9", "No account 9 is connected"),
    ],
)
def test_none_or_several_are_listed(said: str, told: str) -> None:
    """So that one can be chosen."""
    with pytest.raises(ConnectTrouble) as trouble:
        account_of(ALL, said)
    assert told in str(trouble.value)


def test_where_there_is_none_it_says_so() -> None:
    """And how to connect one."""
    with pytest.raises(ConnectTrouble, match="`rapport connect` connects one"):
        account_of((), "@fernandfable")


@given(handles=st.lists(st.sampled_from(["ada", "Ada", "1", "2", "ben@x"]), min_size=1, max_size=4), which=st.data())
def test_what_an_error_lists_is_always_understood(handles: list[str], which: st.DataObject) -> None:
    """Each account can be named by its number, and by its network with its handle where that is the only one."""
    there = [replace(FERN, id=n, handle=handle) for n, handle in enumerate(handles, start=1)]
    account = which.draw(st.sampled_from(there))
    assert account_of(there, str(account.id)) == account
    if sum(each.handle.lower() == account.handle.lower() for each in there) == 1:
        assert account_of(there, name_of(account).partition(" ")[0]) == account


def test_accounts_are_listed(running: StandIns, rapport: Rapport, database: Database) -> None:
    """Network, handle, health, channels by name, and who connected it."""
    ended = rapport("accounts", env=running.settings())
    assert ended.exit_code == 0, ended.output
    assert ended.stdout.splitlines() == [
        "1  𝕏 X  @tidewatercoffee  🟢 well, not looked yet",
        "   #social gets new followers, questions",
        "   #marketing gets the digest",
        "   connected by somebody on the command line, just now",
    ]
    with database.write() as tx:
        accounts.set_health(tx, 1, AccountHealth.LOGIN_REFUSED, "X refused \x1b[2Jthe token.")
        accounts.note_followers_read(tx, 1, utc_now())
        tx.execute(accounts.accounts.update().values(connected_by=ADA.id, polled_at=utc_now()))
        rule = RoutingRule(0, None, "praise", "", "oil\x1b[2J", "C0TWSUPPOR")
        routing_rules.add(tx, 1, rule, ADA.id, utc_now())
    ended = rapport("accounts", env=running.settings())
    assert "🔴 needs a new login, looked just now: X refused [2Jthe token." in ended.stdout
    assert f"connected by {ADA.real_name}, just now" in ended.stdout
    assert "   #support gets first, by a rule: Praise with “oil[2J”" in ended.stdout


def test_without_slack_ids_do(running: StandIns, rapport: Rapport, database: Database) -> None:
    """The list is there while Slack is away, and where there is no token for it."""
    for env in (running.settings(SLACK_API_URL="http://127.0.0.1:9/"), running.settings(SLACK_BOT_TOKEN="")):
        ended = rapport("accounts", env=env)
        assert ended.exit_code == 0, ended.output
        assert "C0TWSOCIAL gets new followers, questions" in ended.stdout


def test_nothing_connected(rapport: Rapport, tmp_path: Path) -> None:
    """It says how to connect one."""
    ended = rapport("accounts", env={"RAPPORT_DATA_DIR": str(tmp_path)})
    assert (ended.exit_code, ended.stdout) == (0, "No account is connected. `rapport connect` connects one.\n")


def test_disconnect_asks_first(running: StandIns, rapport: Rapport, database: Database) -> None:
    """A no leaves all as it is."""
    ended = rapport("disconnect", "@tidewatercoffee", env=running.settings(), typed="n\n")
    assert ended.exit_code == 1
    assert "Disconnect @tidewatercoffee on X?" in ended.stdout
    with database.read() as tx:
        assert accounts.credentials(tx, 1)


@pytest.mark.parametrize("said", ["@tidewatercoffee", "x:@tidewatercoffee", "1"])
def test_disconnect_deletes_credentials_and_routes_alone(
    running: StandIns, rapport: Rapport, database: Database, said: str
) -> None:
    """It says what stays; doing it again finds nobody; connecting again brings it back."""
    ended = rapport("disconnect", said, "--yes", env=running.settings())
    assert ended.exit_code == 0, ended.output
    assert ended.stdout.startswith("Disconnected @tidewatercoffee on X.")
    assert "What it brought stays: people (0), cards (0)" in ended.stdout
    with database.read() as tx:
        assert accounts.credentials(tx, 1) == ""
        assert accounts.account(tx, 1).health is AccountHealth.DISCONNECTED
        assert accounts.all_routes(tx) == ()
    again = rapport("disconnect", said, "--yes", env=running.settings())
    assert (again.exit_code, again.stderr) == (
        2,
        "rapport: No account is connected. `rapport connect` connects one.\n",
    )
    assert rapport("connect", "x", "--token", X_TOKEN, env=running.settings()).exit_code == 0
    with database.read() as tx:
        assert accounts.account(tx, 1).health is AccountHealth.WELL
