"""The `rapport` command as an operator meets it: plain lines, exit codes, never a traceback."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from slackapp import __version__
from slackapp.sandbox.slack.world import ADA, CHANNELS
from slackapp.secrets import new_key
from slackapp.slack import ids
from tests.rapport import Rapport, rapport
from tests.slack.at_slack import until
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


@pytest.mark.networks  # long
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


@pytest.mark.networks  # long
def test_run_without_an_account_waits_for_one_in_slack(running: StandIns) -> None:
    """It says how to connect one, and is there for `/rapport connect`; asked to stop, it ends well."""
    env = {"PATH": "/usr/bin:/bin", "HOME": str(running.folder), "PYTHONUTF8": "1", **running.settings()}
    command = [sys.executable, "-m", "slackapp", "run"]
    with subprocess.Popen(command, env=env, cwd=running.folder, stderr=subprocess.PIPE, text=True) as run:
        asked = {"user": ADA.id, "channel": CHANNELS[0].id, "text": "/rapport connect"}
        here = f"{running.url}/slack/person"
        until(lambda: requests.post(f"{here}/command", json=asked, timeout=9).ok, SECONDS)
        [view] = until(lambda: requests.get(f"{here}/state?user={ADA.id}", timeout=9).json()["views"], SECONDS)
        run.terminate()
        _, said = run.communicate(timeout=SECONDS)
    assert view["callback_id"] == ids.CONNECT_VIEW
    assert "No account is connected yet: type `/rapport connect` in Slack" in said
    assert run.returncode == 0, said


@pytest.mark.networks  # long
def test_run_with_a_refused_app_token_ends_plainly(running: StandIns) -> None:
    """Slack won't open Socket Mode: say it, stop everything that was started, and end."""
    ended = process("run", env=running.own_tokens(SLACK_APP_TOKEN="xapp-old"), folder=running.folder)
    assert ended.returncode == 2
    assert "rapport: Slack refuses our token" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.networks  # long
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
