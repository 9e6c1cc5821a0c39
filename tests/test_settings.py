"""Settings: one plain line for each thing that is wrong, and never a secret in it."""

from datetime import time
from pathlib import Path

import pytest

from slackapp.settings import Settings, SettingsTrouble, check_halves, check_slack, check_x, load

SECRET = "hunter2-hunter2"


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting from outside."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("RAPPORT_DIGEST_AT", "9 o'clock", "time"),
        ("RAPPORT_TIME_ZONE", "Europe/Lisboa", "no IANA time zone"),
        ("RAPPORT_TIME_ZONE", "../../etc/passwd", "no IANA time zone"),
        ("RAPPORT_POLL_SECONDS", "0", "greater than or equal to 1"),
        ("RAPPORT_POLL_SECONDS", "often", "valid integer"),
        ("RAPPORT_FULL_READ_MINUTES", "-1", "greater than 0"),
        ("PORT", "70000", "less than or equal to 65535"),
        ("RAPPORT_LOG_LEVEL", "LOUD", "'DEBUG', 'INFO'"),
        ("SLACK_API_URL", "slack.com/api", "must start with https://"),
        ("X_API_URL", "ftp://api.x.com", "must start with https://"),
        ("DATABASE_URL", f"mysql://root:{SECRET}@db/rapport", "sqlite:/// or postgresql://"),
    ],
)
def test_a_wrong_setting_is_told_in_one_plain_line(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    """By its name and what is wanted; never with what was given."""
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsTrouble) as told:
        load()
    (line,) = told.value.problems
    assert line.startswith(f"{name}: ")
    assert says in line
    assert "\n" not in line
    assert value not in line
    assert SECRET not in repr(told.value)
    assert told.value.__cause__ is None


def test_all_problems_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to start three times to find three mistakes."""
    for name in ("PORT", "RAPPORT_POLL_SECONDS", "RAPPORT_DIGEST_AT"):
        monkeypatch.setenv(name, "x")
    with pytest.raises(SettingsTrouble) as told:
        load()
    assert len(told.value.problems) == len(str(told.value).splitlines()) == 3


def test_without_any_setting_the_defaults_hold(tmp_path: Path) -> None:
    """A SQLite file in the data folder, the engine's beside it, Socket Mode."""
    settings = load(rapport_data_dir=tmp_path)
    assert settings.database == f"sqlite:///{tmp_path}/rapport.sqlite"
    assert settings.engine_database == f"sqlite:///{tmp_path}/rapport-engine.sqlite"
    assert (settings.http_mode, settings.rapport_digest_at, settings.rapport_poll_seconds) == (False, time(9), 300)


def test_an_empty_setting_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line left empty in .env is as good as no line."""
    for name in ("PORT", "SLACK_BOT_TOKEN", "RAPPORT_TIME_ZONE", "RAPPORT_DIGEST_AT"):
        monkeypatch.setenv(name, "")
    settings = load()
    assert (settings.port, settings.slack_bot_token, settings.rapport_digest_at) == (None, None, time(9))


def test_a_dotenv_file_is_read_and_the_environment_goes_before_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What it does not know is left alone."""
    (tmp_path / ".env").write_text("PORT=3000\nRAPPORT_HOST=127.0.0.1\nSOMEBODY_ELSES=1\n")
    monkeypatch.setenv("PORT", "4000")
    assert (load().port, load().rapport_host) == (4000, "127.0.0.1")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_reached_by_its_one_driver(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    """However the platform spells it; the engine keeps its tables there, too."""
    monkeypatch.setenv("DATABASE_URL", f"{scheme}://rapport:{SECRET}@db:5432/rapport")
    settings = load()
    assert settings.database == settings.engine_database == f"postgresql+psycopg://rapport:{SECRET}@db:5432/rapport"


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither printed nor in a traceback's repr."""
    names = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "X_API_KEY", "X_API_SECRET")
    for name in (*names, "SLACK_CLIENT_SECRET", "X_ACCESS_TOKEN", "X_ACCESS_TOKEN_SECRET", "RAPPORT_SECRET_KEY"):
        monkeypatch.setenv(name, SECRET)
    monkeypatch.setenv("DATABASE_URL", f"postgresql://rapport:{SECRET}@db/rapport")
    assert SECRET not in repr(load()) + str(load())


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]),
        ({"slack_bot_token": "xoxp-1", "slack_app_token": "xapp-1"}, ["SLACK_BOT_TOKEN should start with xoxb-"]),
        ({"slack_bot_token": "xoxb-1", "slack_app_token": "xoxb-2"}, ["SLACK_APP_TOKEN should start with xapp-"]),
        ({"slack_bot_token": "xoxb-1", "slack_app_token": "xapp-1"}, []),
        ({"slack_bot_token": "xoxb-1", "slack_signing_secret": "s"}, ["PORT is missing"]),
        ({"slack_bot_token": "xoxb-1", "slack_signing_secret": "s", "port": 3000}, []),
    ],
)
def test_what_slack_needs(given: dict[str, object], missing: list[str]) -> None:
    """A line for each thing that is missing, and where to find it."""
    lines = check_slack(load(**given))
    assert len(lines) == len(missing)
    assert all(line.startswith(start) for line, start in zip(lines, missing, strict=True))


INSTALL = {"slack_client_id": "1.2", "slack_client_secret": "s", "slack_signing_secret": "s", "port": 3000}
INSTALL |= {"rapport_public_url": "https://rapport.example/"}


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({}, []),
        ({"slack_client_secret": None}, ["SLACK_CLIENT_SECRET is missing"]),
        ({"slack_client_id": ""}, ["SLACK_CLIENT_ID is missing"]),
        ({"port": None, "slack_signing_secret": None}, ["SLACK_SIGNING_SECRET is missing", "PORT is missing"]),
        ({"rapport_public_url": ""}, ["RAPPORT_PUBLIC_URL is missing"]),
        ({"slack_bot_token": "xoxb-1"}, ["SLACK_BOT_TOKEN and SLACK_CLIENT_ID exclude each other"]),
    ],
)
def test_what_several_workspaces_need(changed: dict[str, object], missing: list[str]) -> None:
    """The app's id and secret, HTTP, and a public address; a bot token beside them is refused."""
    lines = check_slack(load(**(INSTALL | changed)))
    assert [line.startswith(start) for line, start in zip(lines, missing, strict=True)] == [True] * len(missing)


@pytest.mark.parametrize("url", ["http://rapport.example", "rapport.example", "https://", "javascript:alert(1)"])
def test_the_public_address_is_a_safe_one(url: str) -> None:
    """Browsers keep the cookie of an installation for https alone, and for this very machine."""
    with pytest.raises(SettingsTrouble, match="RAPPORT_PUBLIC_URL: must start with https"):
        load(rapport_public_url=url)
    assert load(rapport_public_url="http://localhost:8080").install_page == "http://localhost:8080/slack/install"
    assert load(**INSTALL).install_page == "https://rapport.example/slack/install"


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, ["X_API_KEY", "X_API_SECRET"]),
        ({"x_api_key": "k", "x_api_secret": "s"}, []),
    ],
)
def test_what_x_needs(given: dict[str, object], missing: list[str]) -> None:
    """The app's keys."""
    lines = check_x(load(**given))
    assert [line.startswith(start) for line, start in zip(lines, missing, strict=True)] == [True] * len(missing)


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, []),
        ({"x_api_key": "k"}, ["X_API_SECRET"]),
        ({"x_access_token": "t", "x_access_token_secret": "u"}, ["X_API_KEY", "X_API_SECRET"]),
        ({"x_api_key": "k", "x_api_secret": "s", "x_access_token": "t"}, ["X_ACCESS_TOKEN and X_ACCESS_TOKEN_SECRET"]),
        ({"x_api_key": "k", "x_api_secret": "s", "x_access_token": "t", "x_access_token_secret": "u"}, []),
        (
            {"x_api_key": "k", "x_api_secret": "s", "x_access_token": "t", "x_access_token_secret": "u"}
            | {"slack_client_id": "1.2", "slack_client_secret": "s"},
            ["X_ACCESS_TOKEN goes with SLACK_BOT_TOKEN alone"],
        ),
    ],
)
def test_what_goes_together_is_missed_together(given: dict[str, object], missing: list[str]) -> None:
    """Nothing of X's is asked for where nothing of X's is set; half of it is told."""
    lines = check_halves(load(**given))
    assert [line.startswith(start) for line, start in zip(lines, missing, strict=True)] == [True] * len(missing)


def test_admins_are_slack_ids() -> None:
    """Ids with commas and spaces between; a name is refused in plain words; without any, Slack's admins may."""
    assert load(_env_file=None, rapport_admins=" U012ABCDEF, W9 ,").admins == ("U012ABCDEF", "W9")
    assert load(_env_file=None).admins == ()
    with pytest.raises(SettingsTrouble, match="RAPPORT_ADMINS: must be Slack user ids"):
        load(_env_file=None, rapport_admins="@ada")
