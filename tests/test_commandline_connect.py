"""`rapport connect`: every network by what it asks for; ready tokens from wherever they come; no secret is shown."""

import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from slackapp.domain.accounts import Account, Route, RouteKind
from slackapp.domain.people import NetworkName
from slackapp.networks.catalog import catalog
from slackapp.sandbox import world
from slackapp.settings import load
from slackapp.store import accounts, messages
from slackapp.store.database import Database
from tests.networks.mastodon.mock import MockMastodon
from tests.rapport import Rapport, rapport
from tests.stand_ins import StandIns, stand_ins

pytestmark = pytest.mark.networks  # long

__all__ = ["rapport"]

SECONDS = 30  # that a command may take; it takes two
X_TOKEN = f"{world.ACCESS_TOKEN}:{world.ACCESS_TOKEN_SECRET}"


@pytest.fixture
def running(tmp_path: Path) -> Iterator[StandIns]:
    """Stand-ins for Slack and X."""
    with stand_ins(tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def mastodon() -> Iterator[MockMastodon]:
    """A server of Mastodon's shape."""
    with MockMastodon() as server:
        yield server


def connected(folder: Path) -> list[tuple[Account, tuple[Route, ...]]]:
    """Every account, and where its news go."""
    database = Database(f"sqlite:///{folder / 'rapport.sqlite'}")
    with database.read() as tx:
        found = [(a, accounts.all_routes(tx, account_id=a.id)) for a in accounts.all_accounts(tx)]
    database.close()
    return found


def test_connect_x_by_pin(running: StandIns) -> None:
    """Open the page, type the PIN, and the account is connected to the channels asked for."""
    with subprocess.Popen(
        [sys.executable, "-m", "slackapp", "connect", "x", "--channel", "#marketing"],
        env={"PATH": "/usr/bin:/bin", "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1", **running.settings()},
        cwd=running.folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as started:
        assert started.stdout is not None
        page = next(line.strip() for line in started.stdout if "/oauth/authorize" in line)
        with urllib.request.urlopen(page, timeout=5) as answer:
            found = re.search(r"<code>(\d+)</code>", answer.read().decode())
        assert found is not None
        told, _ = started.communicate(f"{found[1]}\n", timeout=SECONDS)
    assert started.returncode == 0
    [(account, routes)] = connected(running.folder)
    assert account.network_user_id == world.BRAND_ID
    assert f"Connected @{account.handle}. Its cards go to #marketing, its digest to #marketing." in told
    assert {route.channel_id for route in routes} == {"C0TWMARKET"}
    database = (running.folder / "rapport.sqlite").read_bytes()
    assert world.CONSUMER_SECRET.encode() not in database


def test_a_wrong_pin_is_told_plainly(rapport: Rapport, running: StandIns) -> None:
    """X doesn't take it: nothing is connected."""
    ended = rapport("connect", "x", env=running.settings(), typed="0000000\n")
    assert ended.exit_code == 2
    assert "rapport: X didn't take this PIN" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert connected(running.folder) == []


def test_connect_many_from_a_file_and_elsewhere_again(rapport: Rapport, running: StandIns) -> None:
    """Each line is an account with channels of its own; connecting again moves its news and says hello there."""
    line = {"token": f"{world.ACCESS_TOKEN}:{world.ACCESS_TOKEN_SECRET}"}
    (running.folder / "accounts.jsonl").write_text(json.dumps(line) + "\n\n")
    words = ("connect", "x", "--from", "accounts.jsonl")
    ended = rapport(*words, env=running.settings())
    assert ended.exit_code == 0, ended.stderr
    [(account, routes)] = connected(running.folder)
    where = {route.kind: route.channel_id for route in routes}
    assert where[RouteKind.QUESTIONS] == "C0TWSOCIAL"
    assert where[RouteKind.DIGEST] == "C0TWMARKET"

    moved = json.dumps(line | {"channel": "#general", "digest_channel": "#general"})
    ended = rapport("connect", "x", "--from", "-", env=running.settings(), typed=moved)
    assert ended.exit_code == 0, ended.stderr
    [(_, routes)] = connected(running.folder)
    assert {route.channel_id for route in routes} == {"C0TWGENERA"}
    database = Database(f"sqlite:///{running.folder / 'rapport.sqlite'}")
    with database.read() as tx:
        for channel in ("C0TWSOCIAL", "C0TWGENERA"):
            assert messages.exists(tx, f"introduction:{account.id}:{channel}")
    database.close()


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ('{"access_token": "1-a"}', "Line 1 is no JSON object with a token."),
        ("not json", "Line 1 is no JSON object with a token."),
        (None, "accounts.jsonl can't be read: No such file or directory."),
        (
            '{"token": "1-a:b", "channel": "#nowhere"}',
            "Slack has no public channel #nowhere that Rapport can see.",
        ),
        ('{"token": "12345-a:sesame"}', "X refuses this account's login."),
    ],
)
def test_a_file_that_cant_be_used_is_told_plainly(
    rapport: Rapport, running: StandIns, lines: str | None, problem: str
) -> None:
    """Which line is wrong, or what is missing; no secret and no traceback."""
    if lines is not None:
        (running.folder / "accounts.jsonl").write_text(lines)
    ended = rapport("connect", "x", "--from", "accounts.jsonl", env=running.settings())
    assert ended.exit_code == 2
    assert ended.stderr.startswith(f"rapport: {problem}")
    assert not re.search("sesame|Traceback", ended.stderr)


def test_connect_mastodon_by_code(rapport: Rapport, running: StandIns, mastodon: MockMastodon) -> None:
    """Asked for the server, then for the code that its page shows; neither the code nor a token is printed."""
    connector = catalog(load(_env_file=None))[NetworkName.MASTODON]
    begun = connector.begin({"url": mastodon.base_url})
    code = mastodon.let_in(begun.page)
    credentials = connector.finish(begun, {"code": code})
    asked = rapport(
        "connect", "mastodon", env=running.settings(), typed=f"{mastodon.base_url}\nwrong-code-{code[:4]}\n"
    )
    assert asked.exit_code == 2
    assert "/oauth/authorize?" in asked.stdout
    assert f"wrong-code-{code[:4]}" not in asked.output
    ended = rapport(
        "connect", "mastodon", "--url", mastodon.base_url, "--token", "-",
        env=running.settings(), typed=f"{credentials['access_token']}\n",
    )  # fmt: skip
    assert ended.exit_code == 0, ended.stderr
    [(account, _)] = connected(running.folder)
    assert (account.network, account.handle) == (NetworkName.MASTODON, mastodon.handle)
    assert credentials["access_token"] not in ended.output


@pytest.mark.parametrize("way", ["--token", "-", "RAPPORT_TOKEN", "--from"])
def test_a_ready_token_from_wherever_it_comes(rapport: Rapport, running: StandIns, way: str) -> None:
    """As an option, a line of standard input, a variable of the environment, or a file: nobody is asked anything."""
    env, words, typed = running.settings(), ["connect", "x"], ""
    if way == "--token":
        words += ["--token", X_TOKEN]
    elif way == "-":
        words, typed = [*words, "--token", "-"], f"{X_TOKEN}\n"
    elif way == "RAPPORT_TOKEN":
        env |= {way: X_TOKEN}
    else:
        words, typed = [*words, "--from", "-"], json.dumps({"token": X_TOKEN, "url": None})
    ended = rapport(*words, env=env, typed=typed)
    assert ended.exit_code == 0, ended.stderr
    assert [account.network_user_id for account, _ in connected(running.folder)] == [world.BRAND_ID]
    assert X_TOKEN not in ended.output
    assert "PIN" not in ended.output


def test_without_a_network_it_asks_which(rapport: Rapport, running: StandIns) -> None:
    """Each is listed; what is none of them is told."""
    ended = rapport("connect", "--token", X_TOKEN, env=running.settings(), typed="X\n")
    assert ended.exit_code == 0, ended.stderr
    for name in catalog(load(_env_file=None)):
        assert name.label in ended.stdout
    [(account, _)] = connected(running.folder)
    assert account.network is NetworkName.X
    wrong = rapport("connect", env=running.settings(), typed="myspace\n")
    assert (wrong.exit_code, wrong.stderr) == (2, "rapport: myspace is none of them.\n")


@pytest.mark.parametrize("network", list(catalog(load(_env_file=None))))
def test_no_network_takes_nonsense_for_a_login(rapport: Rapport, running: StandIns, network: NetworkName) -> None:
    """A token that can't be one, and an address that is none: one plain line, nothing connected, no traceback."""
    for ready in (["--token", "sesame open"], ["--token", "sesame", "--url", "gopher://nowhere", "--handle", "\x07"]):
        ended = rapport("connect", network.value, *ready, env=running.settings())
        assert ended.exit_code == 2
        assert ended.stderr.startswith("rapport: ")
        assert not re.search("sesame|Traceback", ended.output)
    empty = rapport("connect", network.value, "--token", "-", env=running.settings(), typed="")
    assert (empty.exit_code, empty.stderr) == (2, "rapport: There is no token on standard input.\n")
    assert connected(running.folder) == []


@pytest.mark.parametrize("network", list(catalog(load(_env_file=None))))
def test_what_is_secret_is_asked_for_hidden(network: NetworkName) -> None:
    """Passwords and tokens are marked as secrets, and every question says what it wants."""
    connector = catalog(load(_env_file=None))[network]
    questions = (*connector.asks, *connector.asks_then)
    for question in questions:
        assert question.label
        if re.search("password|token|secret", f"{question.name} {question.label}", re.IGNORECASE):
            assert question.secret, question.name
