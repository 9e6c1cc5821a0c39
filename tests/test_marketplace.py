"""docs/marketplace.md: every row says how a guideline is kept, and what it names to show it is really there."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from slack_bolt import BoltRequest

from slackapp.settings import Settings
from slackapp.slack.installing import Installer, InstallFlow
from slackapp.slack.tokens import Keys

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "marketplace.md").read_text()
MANIFEST = cast("dict[str, Any]", yaml.safe_load((ROOT / "manifest.yaml").read_text()))
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in TEXT.splitlines()
    if line.startswith("| ") and not line.startswith("| guideline |")
]
SHOWS = re.findall(r"`((?:tests|slackapp|docs|bench)/[\w./]+(?:::\w+)?|manifest\.yaml)`", TEXT)


@cache
def defined(path: str) -> frozenset[str]:
    """The names of the tests in a file."""
    return frozenset(
        each.name for each in ast.parse((ROOT / path).read_text()).body if isinstance(each, ast.FunctionDef)
    )


@pytest.mark.parametrize("shown", sorted(set(SHOWS)))
def test_what_shows_it_is_there(shown: str) -> None:
    """A file that was moved, or a test that was renamed, is named as it is now."""
    path, _, name = shown.partition("::")
    assert (ROOT / path).is_file(), path
    assert not name or name in defined(path), shown


def test_every_row_is_whole() -> None:
    """A guideline, a state that there is, how it is kept; what is kept, if only partly, is shown by something."""
    assert len(ROWS) > 60
    for row in ROWS:
        guideline, state, how, shown = row
        assert guideline
        assert state in ("kept", "partly", "operator", "none"), row
        assert how or state == "operator", row
        assert shown or state == "operator", row


def test_name_and_descriptions_are_as_slack_wants_them() -> None:
    """A name without Slack's, ten words at most, and the whole story within Slack's 4,000 characters."""
    told = MANIFEST["display_information"]
    assert "slack" not in told["name"].lower()
    assert len(told["description"].split()) <= 10
    assert len(told["description"]) <= 140
    assert 174 <= len(told["long_description"]) <= 4_000


def test_nobody_writes_where_nobody_reads() -> None:
    """The Messages tab is for what Rapport says; there is no box that would go unanswered."""
    home = MANIFEST["features"]["app_home"]
    assert home["messages_tab_enabled"] is home["messages_tab_read_only_enabled"] is True
    assert not any(event.startswith("message") for event in MANIFEST["settings"]["event_subscriptions"]["bot_events"])


def test_nothing_goes_to_general_by_itself() -> None:
    """The channels that Rapport begins with are others; and it can join none without an invitation."""
    begins = {Settings.model_fields[name].default for name in ("rapport_channel", "rapport_digest_channel")}
    assert begins == {"#social", "#marketing"}
    assert "channels:join" not in MANIFEST["oauth_config"]["scopes"]["bot"]


def test_the_page_to_install_leads_to_slack_at_once() -> None:
    """By a 302 to Slack's own consent page, with our scopes and a state: so that Slack's listing may link to it."""

    class Once:
        def issue(self) -> str:
            return "once"

    keys = Keys("1.2", "client-secret", "https://rapport.example.com/slack/install")
    house = cast("Any", None)  # nothing of it is asked before somebody comes back
    flow = InstallFlow(Installer(keys, "https://rapport.example.com", "https://slack.com/api/", *[house] * 3, house))
    flow.settings.state_store = cast("Any", Once())
    answer = flow.handle_installation(BoltRequest(body="", query={}, headers={}))
    assert answer.status == 302
    (place,) = answer.headers["location"]
    assert place.startswith("https://slack.com/oauth/v2/authorize?")
    assert "state=once" in place
    assert "user_scope=&" in place
