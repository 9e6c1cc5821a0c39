"""The doctor finds what is broken, says what to do, and never shows a secret or a traceback."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from slackapp import app, doctor
from slackapp.connect import Connections
from slackapp.doctor.finding import Finding, of_network
from slackapp.domain.accounts import AccountHealth
from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.capability import Capability, Permission
from slackapp.domain.people import NetworkName
from slackapp.networks.base import NotAllowed
from slackapp.networks.catalog import catalog
from slackapp.networks.registry import Networks
from slackapp.sandbox.slack.world import ADA, TIDEWATER
from slackapp.secrets import new_key
from slackapp.settings import Settings, load
from slackapp.slack.directory import Directory
from slackapp.slack.scopes import SCOPES
from slackapp.store import accounts, actions
from slackapp.store.database import Database
from tests.stand_ins import StandIns, stand_ins


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIns]:
    """Stand-ins, and no setting of this machine's own."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    with stand_ins(tmp_path) as running:
        yield running


def settings_of(environment: dict[str, str]) -> Settings:
    """Settings as if these stood in the environment."""
    return load(**{name.lower(): value for name, value in environment.items() if value})


def troubles(environment: dict[str, str]) -> list[Finding]:
    """What the doctor finds wrong."""
    return [finding for finding in doctor.examine(settings_of(environment)) if not finding.well]


def connected(running: StandIns, **changed: str) -> tuple[Settings, Database]:
    """Settings, and the database in which their account is connected and was polled just now."""
    found = settings_of(running.own_tokens(**changed))
    database = Database(found.database)
    database.migrate()
    keeper, connectors = app.open_secrets(found), catalog(found)
    directory = Directory(app.slack_client(found))
    networks: Networks = app.open_networks(database, keeper, connectors)
    [account] = Connections(database, keeper, networks, connectors, directory, found, app.utc_now).own_accounts()
    with database.write() as tx:
        accounts.note_poll(tx, account.id, app.utc_now())
    return found, database


def test_a_finding_says_in_signs_and_words_how_it_is() -> None:
    """A good one has a tick; a bad one a cross, what is wrong and what to do."""
    assert Finding(True, "Database: answers").line() == "✓ Database: answers"
    told = Finding(False, "Channel #social", "Rapport\n\tisn't in it.", "Type /invite @Rapport there.").line()
    assert told == "✗ Channel #social: Rapport isn't in it → Type /invite @Rapport there."


def test_all_is_well_before_the_first_start(running: StandIns) -> None:
    """With right settings nothing is wrong, though nothing is connected yet."""
    findings = doctor.examine(settings_of(running.own_tokens()))
    assert [finding.line() for finding in findings if not finding.well] == []
    lines = "\n".join(finding.line() for finding in findings)
    for part in ("Socket Mode", "Database", "Secret key", "Tidewater Coffee", "scopes", "#social", "#marketing", "@"):
        assert part in lines


def test_all_is_well_when_connected(running: StandIns) -> None:
    """Accounts, what they may do, work and digests are told, too."""
    found, database = connected(running)
    database.close()
    lines = [finding.line() for finding in doctor.examine(found)]
    assert all(line.startswith("✓") for line in lines), lines
    text = "\n".join(lines)
    assert "its credentials work" in text
    assert "under way, none late" in text
    assert "Digest: daily at 09:00 Europe/Stockholm in #marketing" in text
    assert "follow perhaps" in text


def test_http_mode_needs_no_app_token(running: StandIns) -> None:
    """With a signing secret and a port, the doctor tells where Slack comes in, and asks for no Socket Mode."""
    http = {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": TIDEWATER.signing_secret, "PORT": "8080"}
    http["RAPPORT_SECRET_KEY"] = new_key()
    lines = [finding.line() for finding in doctor.examine(settings_of(running.own_tokens(**http)))]
    assert lines[0] == "✓ Settings: complete; Slack reaches Rapport by HTTP, port 8080, path /slack/events"
    assert all(line.startswith("✓") for line in lines)


def test_a_server_without_a_key_is_told_how_to_make_one(running: StandIns) -> None:
    """HTTP mode makes no key by itself; where one was made before, its content is to be used."""
    http = {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": TIDEWATER.signing_secret, "PORT": "8080"}
    [found] = troubles(running.own_tokens(**http))
    assert found.line().startswith("✗ Secret key: RAPPORT_SECRET_KEY is missing: ")
    assert "Fernet.generate_key" in found.remedy
    (running.folder / "secret.key").write_text(new_key())
    [found] = troubles(running.own_tokens(**http))
    assert found.remedy == f"Set it to the content of {running.folder / 'secret.key'}."


def test_missing_settings_are_each_a_finding(running: StandIns) -> None:
    """Nothing set: each missing name is told, and nobody outside is asked."""
    found = troubles({"RAPPORT_DATA_DIR": str(running.folder)})
    text = "\n".join(finding.line() for finding in found)
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "rapport connect"):
        assert name in text
    assert all(finding.remedy for finding in found)


@pytest.mark.parametrize(
    ("changed", "what", "remedy"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-of-yesterday"}, "Slack bot token", "OAuth & Permissions"),
        ({"SLACK_APP_TOKEN": "xapp-of-yesterday"}, "Slack app token", "App-Level Tokens"),
        ({"RAPPORT_CHANNEL": "#nowhere"}, "Channel #nowhere", "RAPPORT_CHANNEL"),
        ({"RAPPORT_CHANNEL": "#general"}, "Channel #general", "/invite @Rapport"),
        ({"X_ACCESS_TOKEN_SECRET": "of-yesterday"}, "The account in the settings, on X", "rapport connect"),
        ({"X_ACCESS_TOKEN": "", "X_ACCESS_TOKEN_SECRET": ""}, "Accounts", "rapport connect"),
        ({"RAPPORT_SECRET_KEY": "too-short"}, "Secret key", "Fernet.generate_key"),
        ({"DATABASE_URL": "sqlite:////proc/none/rapport.sqlite"}, "Database", "DATABASE_URL"),
        ({"SLACK_API_URL": "http://127.0.0.1:9/api/"}, "Slack bot token", "Try again"),
        ({"X_API_URL": "http://127.0.0.1:9/"}, "The account in the settings, on X", "Try again"),
    ],
)
def test_what_is_broken_is_told_with_what_to_do(
    running: StandIns, changed: dict[str, str], what: str, remedy: str
) -> None:
    """One broken part is named with a remedy; no secret and no traceback shows."""
    found = troubles(running.own_tokens(**changed))
    [first, *_] = [finding for finding in found if finding.what == what]
    assert remedy in first.line()
    text = "\n".join(finding.line() for finding in found)
    assert "could not be examined" not in text
    assert "of-yesterday" not in text
    assert "too-short" not in text


def test_missing_scopes_are_named(tmp_path: Path) -> None:
    """The doctor says which scopes to add."""
    few = tuple(scope for scope in SCOPES if scope not in ("users:read", "channels:history"))
    with stand_ins(tmp_path, scopes=few) as running:
        [found] = [f for f in troubles(running.own_tokens()) if f.what == "Slack scopes"]
    assert found.problem == "missing: channels:history, users:read"
    assert "install the app again" in found.remedy


def test_a_channel_the_bot_was_sent_out_of(running: StandIns) -> None:
    """Where news go is looked at as it is now."""
    found, database = connected(running)
    database.close()
    running.person("command", user=ADA.id, channel="C0TWSOCIAL", text="/remove @Rapport")
    [trouble] = [finding for finding in doctor.examine(found) if not finding.well]
    assert trouble.line() == "✗ Channel #social: Rapport isn't in it → Type /invite @Rapport there."


def test_a_key_that_others_may_read(running: StandIns) -> None:
    """The key file is for its owner alone."""
    settings = running.own_tokens()
    assert troubles(settings) == []
    (running.folder / "secret.key").chmod(0o644)
    [found] = troubles(settings)
    assert found.what == "Secret key"
    assert found.remedy.startswith("chmod 600 ")


def test_a_lost_key(running: StandIns) -> None:
    """Credentials of another key can't be read; the doctor says so without any of them."""
    found, database = connected(running)
    database.close()
    (running.folder / "secret.key").unlink()
    [trouble] = [finding for finding in doctor.examine(found) if not finding.well]
    assert "can't be decrypted" in trouble.problem


def test_x_out_of_credit(running: StandIns) -> None:
    """What X refuses is told with X's remedy."""
    found, database = connected(running)
    database.close()
    running.x("switch", credit_out=True)
    [trouble] = [finding for finding in doctor.examine(found) if not finding.well]
    assert "credit" in trouble.remedy


def test_an_account_nobody_looks_after(running: StandIns) -> None:
    """Polls that ended long ago, and polls that a refusal stopped, are both told."""
    found, database = connected(running)
    [late] = [f for f in doctor.examine(found, lambda: app.utc_now() + timedelta(hours=2)) if "looked" in f.problem]
    assert "rapport run" in late.remedy
    with database.write() as tx:
        accounts.set_health(tx, 1, AccountHealth.LOGIN_REFUSED, "X refused the token.")
    database.close()
    [refused] = [finding for finding in doctor.examine(found) if not finding.well]
    assert "X refused the token" in refused.problem
    assert "rapport connect" in refused.remedy


def test_what_x_keeps_for_others_is_no_illness(running: StandIns) -> None:
    """A follow by hand is told as known; not being able to read followers is a problem."""
    found, database = connected(running)
    with database.write() as tx:
        accounts.put_permission(tx, 1, Permission(Capability.FOLLOW, False, "Enterprise only.", app.utc_now()))
    findings = doctor.examine(found)
    assert all(finding.well for finding in findings)
    assert any("follow by hand, on X's own page (Enterprise only)" in finding.line() for finding in findings)
    with database.write() as tx:
        accounts.put_permission(tx, 1, Permission(Capability.READ_FOLLOWERS, False, "Not for you.", app.utc_now()))
    database.close()
    [trouble] = [finding for finding in doctor.examine(found) if not finding.well]
    assert "can't see followers" in trouble.problem


def test_late_work_and_doubts(running: StandIns) -> None:
    """An action that waits for hours, and one nobody is sure about, are both told."""
    found, database = connected(running)
    long_ago = app.utc_now() - timedelta(hours=3)
    with database.write() as tx:
        actions.plan(tx, actions.Plan("old", ActionKind.FOLLOW, 1, "card:1", 1), long_ago)
        actions.plan(tx, actions.Plan("doubt", ActionKind.FOLLOW, 1, "card:2", 1), long_ago)
        [doubt] = [one.action_id for one in actions.due(tx, app.utc_now(), 9) if one.lane == "card:2"]
        actions.claim(tx, doubt, long_ago)
        actions.settle(tx, doubt, ActionState.CALLING, actions.Result(ActionState.IN_DOUBT), long_ago)
    database.close()
    late, doubtful = [finding for finding in doctor.examine(found) if not finding.well]
    assert "late" in late.problem
    assert doubtful.problem == "1 in doubt"


def test_a_check_that_breaks_stops_no_other(running: StandIns, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of our own is one plain finding among the others."""

    def work(_patient: object) -> Iterator[Finding]:
        raise RuntimeError(TIDEWATER.bot_token)

    monkeypatch.setattr(doctor, "CHECKS", (*doctor.CHECKS[:2], work, *doctor.CHECKS[2:]))
    findings = doctor.examine(settings_of(running.own_tokens()))
    [broken] = [finding for finding in findings if not finding.well]
    assert broken.line().startswith("✗ Work: could not be examined (RuntimeError) →")
    assert len(findings) > 5


def test_a_line_shows_nothing_that_could_fool_a_terminal() -> None:
    """What a stranger wrote can't move the cursor or hide what was said."""
    told = Finding(False, "@fern\x1b[2Jfable", "They said \u202eno\r\n✓ all is well", "Try again.").line()
    assert told == "✗ @fern[2Jfable: They said no ✓ all is well → Try again."


def test_the_remedy_fits_the_network() -> None:
    """X's developer portal mends nothing on another network."""
    refused = NotAllowed("Not here.", Capability.READ_FOLLOWERS)
    assert "X's developer portal" in of_network("@a", refused, NetworkName.X).remedy
    assert "X" not in of_network("@a", refused, NetworkName.MASTODON).remedy
