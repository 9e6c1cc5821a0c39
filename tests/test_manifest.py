"""manifest.yaml asks Slack for what the code uses: nothing less, nothing more."""

import ast
import json
import os
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
import yaml
from jsonschema import Draft7Validator
from slack_bolt import App

from slackapp.sandbox.slack.app import SUBSCRIPTIONS
from slackapp.sandbox.slack.webapi import METHODS
from slackapp.sandbox.slack.world import COMMANDS, DEFAULT_SCOPES
from slackapp.serve import EVENTS_PATH
from slackapp.slack.help import words_of
from slackapp.slack.installing import REDIRECT_PATH
from slackapp.slack.listeners import register
from slackapp.slack.listeners.rooms import Rooms
from slackapp.slack.scopes import SCOPES, missing

ROOT = Path(__file__).parent.parent
MANIFEST = cast("dict[str, Any]", yaml.safe_load((ROOT / "manifest.yaml").read_text()))
# As README.md has it done for HTTP and several workspaces: the comments with addresses are taken away.
_ADDRESS = re.compile(
    r"^( *)# (?=(?:url|request_url|message_menu_options_url|redirect_urls|  - https):?)", re.MULTILINE
)
HTTP = cast("dict[str, Any]", yaml.safe_load(_ADDRESS.sub(r"\1", (ROOT / "manifest.yaml").read_text())))
SCHEMA = "SLACK_MANIFEST_SCHEMA"


class Registrations:
    """Notes what listeners want to hear of, in place of Bolt."""

    def __init__(self) -> None:
        self.commands: list[str] = []
        self.events: list[str] = []
        self.interactions: list[object] = []
        self.searches: list[object] = []

    def _note(self, heard: list[Any], what: object) -> Callable[[Callable[..., None]], None]:
        heard.append(what)
        return lambda _listener: None

    def command(self, name: str) -> Callable[[Callable[..., None]], None]:
        """A slash command."""
        return self._note(self.commands, name)

    def event(self, name: str) -> Callable[[Callable[..., None]], None]:
        """An event."""
        return self._note(self.events, name)

    def action(self, action_id: object) -> Callable[[Callable[..., None]], None]:
        """A button or another element."""
        return self._note(self.interactions, action_id)

    def options(self, action_id: object) -> Callable[[Callable[..., None]], None]:
        """A menu that is searched in."""
        return self._note(self.searches, action_id)

    view = view_closed = action

    def middleware(self, _asked: Callable[..., object]) -> None:
        """Who may."""

    def error(self, _listener: Callable[..., object]) -> None:
        """What goes wrong."""


@pytest.fixture(scope="module")
def registered() -> Registrations:
    """What the listeners register; none of them looks at its rooms before something happens."""
    heard = Registrations()
    register(cast("App", heard), cast("Rooms", None))
    return heard


@cache
def called_methods() -> set[str]:
    """Every Web API method that the app's code names as a call on the SDK's client."""
    by_sdk_name = {name.replace(".", "_"): name for name in METHODS}
    files = (p for p in (ROOT / "slackapp").rglob("*.py") if "sandbox" not in p.parts)
    called = {
        node.func.attr
        for path in files
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    return {by_sdk_name[name] for name in called & by_sdk_name.keys()}


def test_commands_are_those_the_app_answers(registered: Registrations) -> None:
    """Each command has a listener, and each listener's command is in the manifest."""
    commands = [one["command"] for one in MANIFEST["features"]["slash_commands"]]
    assert sorted(commands) == sorted(registered.commands)


def test_every_command_says_what_it_does_and_how() -> None:
    """Slack shows a description and a usage hint for each, and the hint names help."""
    for command in MANIFEST["features"]["slash_commands"]:
        assert command["description"]
        assert "help" in command["usage_hint"]


def test_events_are_those_the_app_listens_to(registered: Registrations) -> None:
    """No event is subscribed to in vain, none is missed."""
    assert MANIFEST["settings"]["event_subscriptions"]["bot_events"] == registered.events


def test_what_buttons_and_home_need_is_switched_on(registered: Registrations) -> None:
    """Interactivity, Socket Mode and the Home tab are on."""
    assert registered.interactions
    assert MANIFEST["settings"]["interactivity"]["is_enabled"] is True
    assert MANIFEST["settings"]["socket_mode_enabled"] is True
    assert "views.publish" in called_methods()
    assert MANIFEST["features"]["app_home"]["home_tab_enabled"] is True


def test_scopes_are_those_the_called_methods_need() -> None:
    """Every scope is needed by a method the code calls (or by commands), and every needed one is asked for."""
    needed = {scope for name in called_methods() if (scope := METHODS[name].scope)}
    assert {"chat.postMessage", "conversations.history", "users.info"} <= called_methods()
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == needed | {"commands"}


def test_the_code_knows_the_manifests_scopes() -> None:
    """What the doctor looks for is what the manifest asks for."""
    assert sorted(SCOPES) == sorted(MANIFEST["oauth_config"]["scopes"]["bot"])
    assert missing(",".join(SCOPES)) == []
    lacking = ["channels:history", "channels:read", "files:write", "usergroups:read"]
    assert missing("chat:write, commands,users:read") == lacking


def test_every_scope_has_its_reason_beside_it() -> None:
    """An admin who reads the manifest learns why each scope is there."""
    lines = (ROOT / "manifest.yaml").read_text().splitlines()
    for scope in SCOPES:
        line = next(line for line in lines if line.strip().startswith(f"- {scope}"))
        assert len(line.partition("#")[2].split()) >= 3, line


def test_the_stand_in_grants_what_the_manifest_asks_for() -> None:
    """In the sandbox the app has the same scopes, events and commands as in a real workspace."""
    assert sorted(DEFAULT_SCOPES) == sorted(MANIFEST["oauth_config"]["scopes"]["bot"])
    assert list(SUBSCRIPTIONS) == MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    commands = MANIFEST["features"]["slash_commands"]
    assert [(c.command, c.description, c.usage_hint, c.should_escape) for c in COMMANDS] == [
        (c["command"], c["description"], c["usage_hint"], c["should_escape"]) for c in commands
    ]


@pytest.mark.parametrize("manifest", [MANIFEST, HTTP], ids=["socket mode", "http"])
def test_slacks_schema_accepts_it(manifest: dict[str, Any]) -> None:
    """Slack's own schema for app manifests has nothing to say against it, in either mode."""
    if not os.environ.get(SCHEMA):
        pytest.skip(f"{SCHEMA} names no file: set it to Slack's app manifest schema to run this")
    schema = json.loads(Path(os.environ[SCHEMA]).read_text())
    found = [f"{error.json_path}: {error.message}" for error in Draft7Validator(schema).iter_errors(manifest)]
    assert found == []


def test_over_http_everything_comes_to_the_one_address_that_listens(registered: Registrations) -> None:
    """Commands, events, clicks and searches in menus: taken from the comments, each leads to where Rapport listens."""
    settings = HTTP["settings"]
    asked = [
        *(one["url"] for one in HTTP["features"]["slash_commands"]),
        settings["event_subscriptions"]["request_url"],
        settings["interactivity"]["request_url"],
        settings["interactivity"]["message_menu_options_url"],
    ]
    assert len(asked) == len(registered.commands) + 3
    assert {urlsplit(each).path for each in asked} == {EVENTS_PATH}
    assert {urlsplit(each).scheme for each in asked} == {"https"}
    (back,) = HTTP["oauth_config"]["redirect_urls"]
    assert urlsplit(back).path == REDIRECT_PATH
    assert registered.searches, "without a search no address for it would be needed"


def test_hints_name_only_words_that_are_understood() -> None:
    """What Slack shows while somebody types a command is what its help knows."""
    for command in MANIFEST["features"]["slash_commands"]:
        words = set(re.findall(r"@?\w+", command["usage_hint"]))
        assert words <= words_of(command["command"]), command["command"]
