"""The doctor finds what is broken, says what to do, and never shows a secret or a traceback."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from slackapp import app, doctor
from slackapp.doctor.finding import Finding
from slackapp.domain.routing import RoutingRule
from slackapp.sandbox.slack.world import ADA, TIDEWATER
from slackapp.secrets import new_key
from slackapp.slack.scopes import SCOPES
from slackapp.store import accounts, routing_rules
from tests.patients import connected, running, settings_of, troubles
from tests.stand_ins import StandIns, stand_ins

pytestmark = pytest.mark.networks  # long

__all__ = ["running"]


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
    assert "Digest: daily, weekly, monthly at 09:00 Europe/Stockholm in #marketing" in text
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
    """Where news go is looked at as it is now, where rules send them, too."""
    found, database = connected(running)
    with database.write() as tx:
        (ours,) = accounts.all_accounts(tx)
        rule = RoutingRule(0, ours.id, "praise", "", "", "C0TWGENERA")
        routing_rules.add(tx, ours.workspace_id, rule, ADA.id, app.utc_now())
    database.close()
    running.person("command", user=ADA.id, channel="C0TWSOCIAL", text="/remove @Rapport")
    lines = [finding.line() for finding in doctor.examine(found) if not finding.well]
    assert lines == [
        f"✗ Channel #{name}: Rapport isn't in it → Type /invite @Rapport there." for name in ("social", "general")
    ]


def test_a_key_that_others_may_read(running: StandIns) -> None:
    """The key file is for its owner alone."""
    settings = running.own_tokens()
    assert troubles(settings) == []
    (running.folder / "secret.key").chmod(0o644)
    [found] = troubles(settings)
    assert found.what == "Secret key"
    assert found.remedy.startswith("chmod 600 ")


def test_a_change_of_the_key_that_was_broken_off(running: StandIns) -> None:
    """Two keys in the file work, but the old one should go."""
    (running.folder / "secret.key").write_text(f"{new_key()},{new_key()}")
    (running.folder / "secret.key").chmod(0o600)
    [found] = troubles(running.own_tokens())
    assert found.line() == "✗ Secret key: a change of it was broken off → Run `rapport rotate-key` again."


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
