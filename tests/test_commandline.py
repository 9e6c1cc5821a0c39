"""The `rapport` command as an operator meets it: plain lines, exit codes, never a traceback."""

import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from slackapp import __version__
from slackapp.domain.accounts import Account, Route, RouteKind
from slackapp.sandbox import world
from slackapp.secrets import new_key
from slackapp.store import accounts, messages
from slackapp.store.database import Database
from tests.rapport import Rapport, rapport
from tests.stand_ins import StandIns, stand_ins

__all__ = ["rapport"]

SECONDS = 30  # that a command may take; it takes two


@pytest.fixture
def running(tmp_path: Path) -> Iterator[StandIns]:
    """Stand-ins for Slack and X."""
    with stand_ins(tmp_path) as running:
        yield running


def process(*words: str, env: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, with this environment and no other."""
    return subprocess.run(
        [sys.executable, "-m", "slackapp", *words],
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "PYTHONUTF8": "1", **env},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def connected(folder: Path) -> list[tuple[Account, tuple[Route, ...]]]:
    """Every account, and where its news go."""
    database = Database(f"sqlite:///{folder / 'rapport.sqlite'}")
    with database.read() as tx:
        found = [(a, accounts.all_routes(tx, account_id=a.id)) for a in accounts.all_accounts(tx)]
    database.close()
    return found


@pytest.mark.parametrize("words", [["run"], ["connect", "x"], ["digest"]])
def test_missing_settings_end_it_at_once(rapport: Rapport, tmp_path: Path, words: list[str]) -> None:
    """One plain line for each problem, exit code 2, no traceback, nothing made."""
    ended = rapport(*words)
    lines = ended.stderr.splitlines()
    assert ended.exit_code == 2
    assert len(lines) == 2, ended.stderr
    names = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN")
    for line, name in zip(lines, names, strict=True):
        assert line.startswith(f"rapport: {name} is missing: ")
    assert ended.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_a_process_of_its_own_ends_the_same_way(tmp_path: Path) -> None:
    """`python -m slackapp` without settings: plain lines on standard error, exit code 2."""
    ended = process("run", env={}, folder=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert all(line.startswith("rapport: ") for line in ended.stderr.splitlines())


def test_malformed_settings_are_told_without_their_values(rapport: Rapport) -> None:
    """Every malformed one has a line of its own, and the value stays unseen."""
    wrong = {"PORT": "seven-seven", "RAPPORT_TIME_ZONE": "Middle/Earth", "DATABASE_URL": "mysql://user:hunter2@db/x"}
    ended = rapport("run", env=wrong)
    assert ended.exit_code == 2
    told = sorted(line.split(":")[1].strip() for line in ended.stderr.splitlines())
    assert told == ["DATABASE_URL", "PORT", "RAPPORT_TIME_ZONE"]
    assert not re.search("seven-seven|hunter2|Traceback", ended.stderr)


def test_half_an_http_mode_and_half_a_pair_are_told(rapport: Rapport) -> None:
    """A signing secret without a port, and a token without its secret, are no settings to start with."""
    half = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s", "X_API_KEY": "k", "X_API_SECRET": "s"}
    ended = rapport("run", env=half | {"X_ACCESS_TOKEN": "1-a"})
    assert ended.exit_code == 2
    assert "PORT is missing" in ended.stderr
    assert "X_ACCESS_TOKEN_SECRET go together" in ended.stderr


def test_an_env_file_is_read(rapport: Rapport, tmp_path: Path) -> None:
    """What stands in .env counts; what is set beside it goes before."""
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=xoxp-wrong\nX_API_KEY=k\n")
    ended = rapport("run", env={"X_API_SECRET": "s", "SLACK_APP_TOKEN": "xapp-1"})
    assert ended.stderr.splitlines() == [
        "rapport: SLACK_BOT_TOKEN should start with xoxb-: it is the Bot User OAuth Token."
    ]


def test_help_tells_of_every_command(rapport: Rapport) -> None:
    """Without a word, and with --help, one learns what there is; each command explains itself."""
    ended = rapport("--help")
    assert ended.exit_code == 0
    for name in (
        "run",
        "demo",
        "doctor",
        "migrate",
        "digest",
        "connect",
        "accounts",
        "disconnect",
        "rotate-key",
        "version",
    ):
        assert re.search(rf"^. {name} +\w", ended.stdout, re.MULTILINE), name
    assert "mastodon" in rapport("connect", "--help").stdout


def test_version(rapport: Rapport) -> None:
    """It says which version this is."""
    assert rapport("version").stdout == f"{__version__}\n"


def test_migrate_makes_the_database_and_may_be_run_again(rapport: Rapport, tmp_path: Path) -> None:
    """The schema is brought up to date, once or twice."""
    for _ in range(2):
        ended = rapport("migrate", env={"RAPPORT_DATA_DIR": str(tmp_path / "data")})
        assert (ended.exit_code, ended.stdout) == (0, "The database is up to date.\n")
    assert (tmp_path / "data" / "rapport.sqlite").is_file()


def test_a_database_that_cant_be_opened_is_told_plainly(rapport: Rapport) -> None:
    """No traceback, and no password."""
    gone = "postgresql://rapport:hunter2@127.0.0.1:9/rapport"
    ended = rapport("migrate", env={"DATABASE_URL": gone})
    assert ended.exit_code == 2
    assert "Check DATABASE_URL" in ended.stderr
    assert not re.search("hunter2|Traceback", ended.stderr)


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


def test_run_without_an_account_says_how_to_connect_one(rapport: Rapport, running: StandIns) -> None:
    """It ends at once instead of watching nobody."""
    ended = rapport("run", env=running.settings())
    assert ended.exit_code == 2
    assert "rapport connect" in ended.stderr


def test_run_with_a_refused_app_token_ends_plainly(running: StandIns) -> None:
    """Slack won't open Socket Mode: say it, stop everything that was started, and end."""
    ended = process("run", env=running.own_tokens(SLACK_APP_TOKEN="xapp-old"), folder=running.folder)
    assert ended.returncode == 2
    assert "rapport: Slack refuses our token" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_run_on_a_port_that_is_taken_ends_plainly(running: StandIns) -> None:
    """HTTP mode says which port it can't have."""
    taken = running.url.rpartition(":")[2]
    server = {"SLACK_SIGNING_SECRET": "s", "PORT": taken, "RAPPORT_SECRET_KEY": new_key()}
    env = running.own_tokens(RAPPORT_HOST="127.0.0.1", **server)
    ended = process("run", env=env, folder=running.folder)
    assert ended.returncode == 2
    assert f"rapport: PORT: can't listen on 127.0.0.1:{taken}" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_doctors_verdict_says_whether_all_is_well(rapport: Rapport, running: StandIns) -> None:
    """0 with ticks alone; 1 where something is to be done, told on standard output alone."""
    well = rapport("doctor", env=running.own_tokens())
    assert well.exit_code == 0, well.stdout
    assert all(line.startswith("✓ ") for line in well.stdout.splitlines())
    ill = rapport("doctor", env=running.own_tokens(SLACK_API_URL="http://127.0.0.1:9/"))
    assert ill.exit_code == 1
    assert "✗ Slack bot token: " in ill.stdout
    assert ill.stderr == ""


def test_digest_wants_a_day(rapport: Rapport) -> None:
    """A day that is none is told plainly."""
    ended = rapport("digest", "--day", "soon")
    assert (ended.exit_code, ended.stderr) == (2, "rapport: --day 'soon' is no day. Write it like 2026-11-21.\n")
