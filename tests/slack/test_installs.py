"""Two workspaces install Rapport, each is itself alone, and one goes: over HTTP, from the page to the last byte."""

import json
import logging
import shutil
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import requests
from slack_sdk.signature import SignatureVerifier

from slackapp import doctor
from slackapp.commandline.which import workspace_of
from slackapp.domain.accounts import AccountHealth, Channels, ConnectTrouble
from slackapp.domain.action import ActionState
from slackapp.networks.base import LoginRefused, Refused
from slackapp.sandbox.slack.fernhill import FERNHILL
from slackapp.sandbox.slack.world import TIDEWATER
from slackapp.store import accounts, installs
from slackapp.workspaces import REMOVED
from tests.slack.at_slack import until
from tests.slack.town import Browser, Town

pytestmark = pytest.mark.networks  # long

NAMES = ("slack_client_id", "slack_client_secret", "slack_bot_token")


@pytest.fixture
def town(migrated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """Rapport and two workspaces; nothing is installed."""
    for name in NAMES:
        monkeypatch.delenv(name.upper(), raising=False)
    shutil.copy(migrated, tmp_path / "rapport.sqlite")
    made = Town(tmp_path)
    yield made
    made.stop()


def tokens(town: Town) -> list[str]:
    """Every token that Slack gave out."""
    states = [one.state for one in town.teams.teams.values()]
    return [token for state in states for token in (*state.tokens, *state.refresh_tokens)]


def test_each_workspace_is_itself_alone(town: Town) -> None:
    """A follower of each lands in its own channel, posted with its own token."""
    for world in (TIDEWATER, FERNHILL):
        page = town.install(world).page
        assert page is not None
        assert f"Rapport is in {world.team_name} now." in page.text
        assert f"slack://app?team={world.team_id}&amp;id={TIDEWATER.app_id}&amp;tab=home" in page.text
    town.work()
    for world in (TIDEWATER, FERNHILL):
        (greeting,) = town.teams.teams[world.team_id].state.messages[world.direct(world.teammates[0].id)].values()
        assert "Welcome to Rapport" in str(greeting)
    ours, theirs = town.account(TIDEWATER), town.account(FERNHILL)
    town.networks[ours.id].add_follower("mira")
    town.networks[theirs.id].add_follower("cleo")
    town.poll(ours)
    town.poll(theirs)
    assert ["mira" in text for text in town.messages(TIDEWATER)] == [True]
    assert ["cleo" in text for text in town.messages(FERNHILL)] == [True]


def test_listeners_speak_with_their_workspaces_own_token(town: Town) -> None:
    """Home is drawn in the workspace where it was opened; before it is installed there, nothing is."""
    town.install(FERNHILL)
    oda, ada = FERNHILL.teammates[0].id, TIDEWATER.teammates[0].id
    assert town.person("home", FERNHILL, user=oda)["ok"]
    state = town.teams.teams[FERNHILL.team_id].state
    assert until(lambda: state.homes.get(oda))
    tell(town, {"type": "app_home_opened", "user": ada, "tab": "home"}, 1)
    assert not town.teams.teams[TIDEWATER.team_id].state.homes


def test_tokens_are_renewed_by_scheduled_work_alone(migrated: Path, tmp_path: Path) -> None:
    """Tokens of three seconds: nobody clicks for minutes, and every card comes; each refresh token is used once."""
    shutil.copy(migrated, tmp_path / "rapport.sqlite")
    town = Town(tmp_path, rotation=3)
    try:
        town.install(TIDEWATER)
        account = town.account(TIDEWATER)
        first = installed(town).expires_at
        for n in range(4):
            town.networks[account.id].add_follower(f"person{n}")
            town.poll(account)
        assert len(town.messages(TIDEWATER)) == 4
        assert first is not None
        assert installed(town).expires_at > first + timedelta(minutes=1)
        assert "invalid_refresh_token" not in json.dumps(record(town), default=str)
    finally:
        town.stop()


def test_an_uninstalled_workspace_is_left_alone(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    """Its tokens and logins are gone to the last byte, its work has ended and says why; the other one goes on."""
    caplog.set_level(logging.DEBUG)
    town.install(TIDEWATER)
    town.install(FERNHILL)
    gone, stays = town.account(TIDEWATER), town.account(FERNHILL)
    with town.house.database.read() as tx:
        locked = [installs.all_secrets(tx)[gone.workspace_id], accounts.credentials(tx, gone.id)]
    town.networks[gone.id].add_follower("mira")
    town.house.poll.poll(gone.id)
    assert town.person("uninstall", TIDEWATER, first="app_uninstalled")["ok"]
    town.wait_until_removed(TIDEWATER)
    town.work(120)
    assert not town.messages(TIDEWATER)
    with town.house.database.read() as tx:
        assert installs.get(tx, gone.workspace_id) is None
        assert [each.id for each in accounts.all_accounts(tx)] == [stays.id]
        ended = tx.exec_driver_sql("SELECT state, reason FROM action WHERE account_id IS NOT NULL").all()
    assert set(map(tuple, ended)) == {(ActionState.FAILED.value, REMOVED)}
    assert town.stored(gone).health is AccountHealth.DISCONNECTED
    raw = town.raw()
    assert not [secret for secret in locked if secret.encode() in raw]
    calls = len(town.networks[gone.id].calls)
    town.networks[stays.id].add_follower("cleo")
    town.poll(gone)
    town.poll(stays)
    assert len(town.networks[gone.id].calls) == calls
    assert len(town.messages(FERNHILL)) == 1
    with pytest.raises(Refused, match="was removed"):
        town.house.connections.clients.of(gone.workspace_id).auth_test()


def test_no_token_is_in_the_clear(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    """Neither in the database nor in a log or a repr: no token, refresh token, code, state, nor the app's secret."""
    caplog.set_level(logging.DEBUG)
    browser = Browser(TIDEWATER)
    asked = town.begin(browser)
    back = town.decide(browser, asked)
    browser.get(back)
    town.account(TIDEWATER)
    assert town.teams.teams[TIDEWATER.team_id].state.tokens
    clients = town.house.connections.clients
    secrets = [*tokens(town), asked["state"], back.partition("code=")[2].partition("&")[0]]
    secrets.append(town.settings.slack_client_secret.get_secret_value())  # type: ignore[union-attr]  # it is set
    told = caplog.text + repr(town.settings) + repr(clients) + repr(clients.tokens) + repr(installed(town))
    raw = town.raw()
    assert not [secret for secret in secrets if secret in told or secret.encode() in raw]
    assert len(secrets) >= 5


def test_a_revoked_bot_keeps_its_logins_and_goes_on_where_it_is_installed_again(town: Town) -> None:
    """Only the bot's tokens go. Cards and accounts are found as they were, and the next follower comes."""
    town.install(TIDEWATER)
    account = town.account(TIDEWATER)
    town.person("revoke", TIDEWATER)
    town.wait_until_removed(TIDEWATER)
    town.house.poll.poll(account.id)
    assert town.stored(account).health is AccountHealth.WELL
    with town.house.database.read() as tx:
        assert installs.get(tx, account.workspace_id) is None
        assert accounts.credentials(tx, account.id)
        assert not accounts.all_accounts(tx)
    town.clock.go(minutes=5)
    town.install(TIDEWATER)
    town.person("invite", TIDEWATER, channel=TIDEWATER.channels[0].id)
    town.networks[account.id].add_follower("mira")
    town.poll(account)
    assert len(town.messages(TIDEWATER)) == 1


WRONG = {
    "cancel": "Nothing was installed",
    "other browser": "not the browser it began in",
    "too late": "That took too long",
    "no code": "Rapport was not installed",
    "wrong code": "did not take the code",
    "wrong secret": "does not know this Rapport",
    "slack away": "Slack did not answer",
}


def test_what_goes_wrong_is_told_in_plain_words(town: Town) -> None:
    """A page that says what to do; nothing is installed, and nothing that came by the address stands on it."""
    for wrong, says in WRONG.items():
        browser = Browser(TIDEWATER)
        asked = town.begin(browser)
        back = town.decide(browser, asked, "cancel" if wrong == "cancel" else "allow")
        if wrong == "other browser":
            browser.cookie = ""
        elif wrong == "too late":
            town.clock.go(minutes=11)
        elif wrong == "no code":
            back = back.partition("?")[0] + f"?state={asked['state']}"
        elif wrong == "wrong code":
            back = back.replace("code=", "code=9")
        elif wrong == "wrong secret":
            town.teams._oauth._secret = "another"
        elif wrong == "slack away":
            town.sandbox.stop()
        page = browser.get(back + "&x=<script>alert(1)</script>").text
        assert says in page, wrong
        assert "<script>" not in page
        assert asked["state"] not in page
    with town.house.database.read() as tx:
        assert not installs.all_secrets(tx)


def test_an_installation_works_once(town: Town) -> None:
    """Who comes back a second time with the same address is sent to begin again."""
    browser = Browser(TIDEWATER)
    back = town.decide(browser, town.begin(browser))
    cookie = browser.cookie
    assert browser.get(back).status_code == 200
    browser.cookie = cookie
    assert "That took too long" in browser.get(back).text


def test_only_what_is_newer_than_the_installation_ends_it(town: Town) -> None:
    """Slack tells late at times: of the installation before, or of a user's own token. Neither ends this one."""
    town.install(TIDEWATER)
    workspace = town.workspace_id(TIDEWATER)
    bot, at = TIDEWATER.bot_user_id, int(town.clock().timestamp())
    assert tell(town, {"type": "app_uninstalled"}, at - 60).status_code == 200
    assert tell(town, {"type": "tokens_revoked", "tokens": {"oauth": ["U0ADA"], "bot": []}}, at + 60).status_code == 200
    assert tell(town, {"type": "tokens_revoked", "tokens": {"bot": ["U0OTHER"]}}, at + 60).status_code == 200
    with town.house.database.read() as tx:
        assert installs.get(tx, workspace)
    assert tell(town, {"type": "tokens_revoked", "tokens": {"bot": [bot]}}, at + 60).status_code == 200
    with town.house.database.read() as tx:
        assert installs.removed(tx, workspace)


def test_a_token_that_slack_renews_no_more_is_used_to_its_end(town: Town) -> None:
    """Then it says plainly what to do; installed again, all goes on."""
    town.install(TIDEWATER)
    workspace = town.workspace_id(TIDEWATER)
    client = town.house.connections.clients.of(workspace)
    town.teams.teams[TIDEWATER.team_id].state.refresh_tokens.clear()
    town.clock.go(hours=11)
    assert client.auth_test()["ok"]
    town.clock.go(hours=2)
    with pytest.raises(LoginRefused, match=r"no longer renews .* Install Rapport there again: http"):
        client.auth_test()
    town.install(TIDEWATER)
    assert client.auth_test()["ok"]


def test_the_doctor_looks_at_every_workspace(town: Town) -> None:
    """None yet: where to begin; then each by its name."""
    found = [each.line() for each in doctor.examine(town.settings)]
    assert any(f"Open {town.app_url}/slack/install" in line for line in found)
    town.install(TIDEWATER)
    town.install(FERNHILL)
    lines = "\n".join(each.line() for each in doctor.examine(town.settings))
    for world in (TIDEWATER, FERNHILL):
        assert f"✓ Slack bot token of {world.team_name}: speaks as" in lines


def test_the_command_line_asks_which_workspace(town: Town) -> None:
    """None is told where to begin, one alone is meant, of several one is named, by its name or Slack's id."""
    connections = town.house.connections
    with pytest.raises(ConnectTrouble, match="No workspace has installed Rapport yet"):
        workspace_of(connections, "")
    town.install(TIDEWATER)
    assert workspace_of(connections, "").team_id == TIDEWATER.team_id
    town.install(FERNHILL)
    with pytest.raises(ConnectTrouble, match="--team"):
        workspace_of(connections, "")
    assert workspace_of(connections, "fernhill books").team_id == FERNHILL.team_id
    assert workspace_of(connections, TIDEWATER.team_id).name == TIDEWATER.team_name
    with pytest.raises(ConnectTrouble, match="There is: "):
        workspace_of(connections, "Nobody's")
    here = Channels("#social", "#marketing")
    for world in (TIDEWATER, FERNHILL):
        found = connections.find(town.workspace_id(world), here)
        assert found["#social"] == world.channels[0].id


def installed(town: Town) -> installs.Install:
    """Tidewater's installation."""
    with town.house.database.read() as tx:
        found = installs.get(tx, town.workspace_id(TIDEWATER))
    assert found is not None
    return found


def record(town: Town) -> object:
    """What Slack saw."""
    return requests.get(f"{town.sandbox.url}/slack/person/record?team=*", timeout=5).json()


def tell(town: Town, event: dict[str, object], at: int) -> requests.Response:
    """Slack tells an event of Tidewater's, signed."""
    body = {"type": "event_callback", "team_id": TIDEWATER.team_id, "event": event, "event_time": at}
    text = json.dumps(body | {"event_id": f"Ev{uuid4().hex}"})
    stamp = str(int(time.time()))
    signed = SignatureVerifier(TIDEWATER.signing_secret).generate_signature(timestamp=stamp, body=text)
    headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signed, "Content-Type": "application/json"}
    return requests.post(f"{town.app_url}/slack/events", text, headers=headers, timeout=5)
