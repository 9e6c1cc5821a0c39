"""Several workspaces behind one address: OAuth through the unchanged SDK, tokens that rotate, each team by itself."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from werkzeug import Request, Response

from slackapp.sandbox.server import SandboxServer
from slackapp.sandbox.slack.fernhill import FERNHILL, FERNHILL_ALIKE, ODA, PIP
from slackapp.sandbox.slack.teams import CLIENT_ID, CLIENT_SECRET, SlackTeams, create_slack_teams
from slackapp.sandbox.slack.world import ADA, CHANNELS, TIDEWATER
from tests.sandbox.slack.conftest import FAST, Clock, until

BACK = "http://127.0.0.1:9/slack/oauth_redirect"
SCOPES = "chat:write,channels:history,channels:read,users:read"
Json = dict[str, Any]


@dataclass
class Town:
    """Workspaces over the wire."""

    teams: SlackTeams
    url: str
    clock: Clock

    def client(self, token: str | None = None) -> WebClient:
        """The SDK."""
        return WebClient(token, base_url=f"{self.url}/api/", retry_handlers=[])

    def person(self, call: str, **body: Any) -> Json:
        """What somebody does."""
        found: Json = requests.post(f"{self.url}/person/{call}", json=body, timeout=5).json()
        return found

    def look(self, call: str, **query: str) -> Json:
        """What somebody sees."""
        found: Json = requests.get(f"{self.url}/person/{call}", params=query, timeout=5).json()
        return found

    def decide(self, act: str = "allow", **asked: Any) -> dict[str, list[str]]:
        """What comes back to the app from the page, by the redirect."""
        body = {"client_id": CLIENT_ID, "scope": SCOPES, "state": "s1", "redirect_uri": BACK, "act": act}
        body |= {"team": FERNHILL.team_id, "user": ODA.id, **asked}
        answer = requests.post(f"{self.url}/oauth/v2/authorize", json=body, allow_redirects=False, timeout=5)
        assert answer.status_code == 302, answer.text
        assert answer.headers["Location"].startswith(BACK + "?")
        return parse_qs(urlsplit(answer.headers["Location"]).query)

    def access(self, secret: str = CLIENT_SECRET, client_id: str = CLIENT_ID, **args: Any) -> Json:
        """oauth.v2.access through the SDK; a refusal is its error."""
        try:
            found: Json = self.client().oauth_v2_access(client_id=client_id, client_secret=secret, **args).data
        except SlackApiError as refused:
            return {"error": refused.response["error"]}
        return found

    def install(self, **asked: Any) -> Json:
        """All of it, to the tokens."""
        return self.access(code=self.decide(**asked)["code"][0], redirect_uri=BACK)

    def error(self, token: str) -> str | None:
        """What auth.test says against a token."""
        answer = requests.post(f"{self.url}/api/auth.test", data={"token": token}, timeout=5)
        found: str | None = answer.json().get("error")
        return found


MakeTown = Callable[..., Town]


@pytest.fixture
def make_town() -> Iterator[MakeTown]:
    """Starts workspaces; arguments go to `create_slack_teams`."""
    running: list[tuple[SlackTeams, SandboxServer]] = []

    def make(**options: Any) -> Town:
        clock = Clock()
        teams = create_slack_teams(**{"now": clock, "limits": FAST, "retry_after": (), **options})
        server = SandboxServer({"/slack": teams.wsgi}).start()
        running.append((teams, server))
        return Town(teams, f"{server.url}/slack", clock)

    yield make
    for teams, server in running:
        teams.close()
        server.stop()


def test_an_installation_from_the_page_to_a_call(make_town: MakeTown) -> None:
    """The code is good once; the token is the team's, with the scopes asked for; channels come by invitation."""
    town = make_town()
    assert town.error(FERNHILL.bot_token) == "invalid_auth"
    back = town.decide()
    assert back["state"] == ["s1"]
    got = town.access(code=back["code"][0], redirect_uri=BACK)
    assert got["team"] == {"id": "T0FERNHILL", "name": "Fernhill Books"}
    assert (got["authed_user"]["id"], got["bot_user_id"], got["scope"]) == (ODA.id, "U0RAPPORT2", SCOPES)
    assert "refresh_token" not in got
    client = town.client(got["access_token"])
    assert client.auth_test()["team_id"] == "T0FERNHILL"
    social = FERNHILL.channels[0].id
    with pytest.raises(SlackApiError, match="not_in_channel"):
        client.chat_postMessage(channel=social, text="Hello")
    assert town.person("invite", team="T0FERNHILL", channel=social)["ok"]
    client.chat_postMessage(channel=social, text="Hello")
    client.chat_postMessage(channel=PIP.id, text="For you")
    seen = town.look("state", team="T0FERNHILL", user=PIP.id)["messages"]
    assert (seen[social][-1]["text"], seen["D0FHPIP02"][0]["text"]) == ("Hello", "For you")
    assert town.access(code=back["code"][0], redirect_uri=BACK) == {"error": "code_already_used"}
    assert town.install()["access_token"] == got["access_token"]


def test_the_page_for_a_browser(make_town: MakeTown) -> None:
    """It names the workspace; its form, sent back as it is, comes to a code, and Cancel to access_denied."""
    town = make_town(redirect_uris=(BACK,))
    query = {"client_id": CLIENT_ID, "scope": "chat:write", "state": "<s>&", "team": "T0FERNHILL"}
    address = f"{town.url}/oauth/v2/authorize"
    page = requests.get(address, params=query, timeout=5).text
    assert "Fernhill Books" in page
    assert "Tidewater" not in page
    form = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.replace("&lt;", "<").replace("&gt;", ">")))
    form = {**form, "state": form["state"].replace("&amp;", "&"), "user": ODA.id}
    allowed = requests.post(address, data={**form, "act": "allow"}, allow_redirects=False, timeout=5)
    back = parse_qs(urlsplit(allowed.headers["Location"]).query)
    assert back["state"] == ["<s>&"]
    assert town.access(code=back["code"][0])["ok"]
    assert town.decide("cancel") == {"error": ["access_denied"], "state": ["s1"]}
    for wrong, error in (
        ({"client_id": "1.2"}, "invalid_client_id"),
        ({"redirect_uri": "https://elsewhere.example/"}, "bad_redirect_uri"),
        ({"scope": ""}, "no_scopes"),
    ):
        refused = requests.get(address, params={**query, **wrong}, timeout=5)
        assert (refused.status_code, error in refused.text) == (400, True)


def test_refusals_of_oauth_v2_access(make_town: MakeTown) -> None:
    """Each by its name; a refusal leaves the code as good as it was; the client's secret may come in the form."""
    town = make_town()
    code = town.decide()["code"][0]
    given = {"code": code, "redirect_uri": BACK}
    assert town.access(client_id="1.2", **given)["error"] == "invalid_client_id"
    assert town.access("wrong", **given)["error"] == "bad_client_secret"
    assert town.access(code=code, redirect_uri=BACK + "x")["error"] == "bad_redirect_uri"
    assert town.access(code=code)["error"] == "bad_redirect_uri"
    assert town.access(code="1.2.3", redirect_uri=BACK)["error"] == "invalid_code"
    assert town.access(grant_type="password", **given)["error"] == "invalid_grant_type"
    assert town.access(grant_type="refresh_token", refresh_token="xoxe-1-no")["error"] == "invalid_refresh_token"
    form = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, **given}
    assert requests.post(f"{town.url}/api/oauth.v2.access", data=form, timeout=5).json()["ok"]
    late = town.decide()["code"][0]
    town.clock.at += 601
    assert town.access(code=late, redirect_uri=BACK)["error"] == "invalid_code"


def test_tokens_that_rotate(make_town: MakeTown) -> None:
    """A token lives its seconds; a refresh token works once, and a lost answer loses it for good."""
    town = make_town(rotation_seconds=60)
    first = town.install()
    assert first["access_token"].startswith("xoxe.xoxb-1-")
    assert first["expires_in"] == 60
    town.clock.at += 60
    assert town.error(first["access_token"]) == "token_expired"
    again = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    second = town.access(**again)
    assert town.error(second["access_token"]) is None
    assert second["team"]["id"] == "T0FERNHILL"
    assert town.access(**again) == {"error": "invalid_refresh_token"}
    again["refresh_token"] = second["refresh_token"]
    fault = {"method": "oauth.v2.access", "kind": "reset", "after_effect": True}
    assert town.person("faults", team="*", **fault)["ok"]
    with pytest.raises(ConnectionError):
        town.access(**again)
    assert town.access(**again) == {"error": "invalid_refresh_token"}
    assert town.look("record", team="*")["teams"]["T0FERNHILL"]["faults"] == {"reset": 1}


def test_a_grace_and_two_tokens_at_most(make_town: MakeTown) -> None:
    """Within its grace a refresh token works again; a third token that is alive ends the oldest."""
    town = make_town(rotation_seconds=600, grace_seconds=30)
    first = town.install()
    again = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    second = town.access(**again)
    assert [town.error(one["access_token"]) for one in (first, second)] == [None, None]
    town.clock.at += 29
    third = town.access(**again)
    held = [town.error(one["access_token"]) for one in (first, second, third)]
    assert held == ["token_revoked", None, None]
    town.clock.at += 1
    assert town.access(**again) == {"error": "invalid_refresh_token"}


def test_an_uninstalled_team_and_its_neighbour(make_town: MakeTown) -> None:
    """One team's tokens die, its refresh token too; the other's work on, and the app may be installed anew."""
    town = make_town(rotation_seconds=60)
    fern, tide = town.install(), town.install(team=TIDEWATER.team_id, user=ADA.id)
    assert town.person("uninstall", team="T0FERNHILL")["ok"]
    assert town.error(fern["access_token"]) == "account_inactive"
    dead = town.access(grant_type="refresh_token", refresh_token=fern["refresh_token"])
    assert dead["error"] == "invalid_refresh_token"
    assert town.error(tide["access_token"]) is None
    assert town.error(town.install()["access_token"]) is None
    assert town.person("uninstall", team="T0NOBODY")["error"] == "team_not_found"
    assert town.person("reset")["ok"]
    assert town.error(tide["access_token"]) == "invalid_auth"


def test_teams_with_the_same_ids(make_town: MakeTown) -> None:
    """The token tells whose channel is meant, the payload's team whose person it was; all come to one app."""
    town = make_town(worlds=(TIDEWATER, FERNHILL_ALIKE), installed=True, subscriptions=("app_home_opened",))
    social = CHANNELS[0].id
    by_team = {TIDEWATER.team_id: TIDEWATER.bot_token, FERNHILL.team_id: FERNHILL.bot_token}

    def authorize(team_id: str) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=team_id, bot_token=by_team[team_id])

    app = App(client=town.client(), authorize=authorize, signing_secret=TIDEWATER.signing_secret)
    heard = []

    @app.command("/followers")
    def answer(ack: Any, command: Any, client: Any) -> None:
        ack(f"Hello {command['team_id']}")
        client.chat_postMessage(channel=command["channel_id"], text=command["team_domain"])

    @app.event("app_home_opened")
    def home(body: Json) -> None:
        heard.append(body["team_id"])

    handler = SocketModeHandler(app, TIDEWATER.app_token)
    handler.connect()
    until(lambda: town.look("record")["connections"] == 1)
    for team in by_team:
        act = {"team": team, "user": ADA.id}
        assert town.person("command", **act, channel=social, text="/followers")["ok"]
        assert town.person("home", **act)["ok"]
    until(lambda: len(heard) == 2)
    assert set(heard) == set(by_team)
    for team, domain in ((TIDEWATER.team_id, "tidewater-coffee"), (FERNHILL.team_id, "fernhill-books")):
        seen = town.look("state", team=team, user=ADA.id)
        assert [one["text"] for one in seen["messages"][social]] == [domain]
        assert [one["text"] for one in seen["ephemerals"][social]] == [f"Hello {team}"]
    handler.client.auto_reconnect_enabled = False
    handler.client.closed = True
    handler.client.message_queue.put("")
    town.teams.close()
    until(lambda: not handler.client.is_connected())
    handler.close()


def test_every_team_is_delivered_to_one_request_url(make_town: MakeTown) -> None:
    """In HTTP mode, too: signed with the one secret, each with its team."""
    heard: list[tuple[str, bool]] = []

    @Request.application
    def app(request: Request) -> Response:
        body = request.get_data(as_text=True)
        proof = SignatureVerifier(TIDEWATER.signing_secret).is_valid_request(body, dict(request.headers))
        heard.append((json.loads(body)["team_id"], proof))
        return Response("")

    with SandboxServer({"/": app}) as server:
        town = make_town(installed=True, request_url=f"{server.url}/slack/events")
        for team in town.teams.teams.values():
            assert town.person("uninstall", team=team.state.world.team_id)["ok"]
        until(lambda: len(heard) == 4)
    assert set(heard) == {(TIDEWATER.team_id, True), (FERNHILL.team_id, True)}
