"""Connecting an account in Slack, over the wire: each network's way, and whatever goes wrong on it."""

import copy
import logging
import re
import shutil
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import structlog
from structlog.testing import LogCapture

from slackapp.domain.people import NetworkName
from slackapp.networks.base import LoginRefused, Unavailable
from slackapp.sandbox.slack import payloads, submissions
from slackapp.sandbox.slack.delivery import INTERACTIVE
from slackapp.slack import ids
from slackapp.slack.listeners import windows
from slackapp.slack.modals import notice_modal
from tests.slack.listeners.office import SECRET, FakeConnector, Office, one_step, two_steps, typed
from tests.slack.listeners.team import ADA, BEN, CHIARA, MARKETING, SOCIAL, find, find_all, until, words

pytestmark = pytest.mark.networks  # long

MASTODON = NetworkName.MASTODON


@pytest.fixture
def team(busy_office: Office) -> Office:
    """The team, with work done in the background."""
    return busy_office


@pytest.fixture
def logged() -> Iterator[list[Any]]:
    """Every event that is logged, with its traceback where there is one."""
    before, capture = structlog.get_config(), LogCapture()
    everything = structlog.make_filtering_bound_logger(logging.DEBUG)
    structlog.configure(processors=[structlog.processors.format_exc_info, capture], wrapper_class=everything)
    yield capture.entries
    structlog.configure(**before)


def pin(page: str) -> str:
    """What X's page shows the owner."""
    with urllib.request.urlopen(page, timeout=5) as answer:
        found = re.search(r"<code>(\d+)</code>", answer.read().decode())
    assert found
    return found[1]


def test_x_is_connected_by_pin(team: Office) -> None:
    """Choose X, open its page, type the PIN, pick the channels: connected, introduced, and attributed."""
    team.open()
    team.choose_network(NetworkName.X)
    view = team.shown("Open X’s page")
    _, link = find(view["blocks"], ids.OPEN_LOGIN)
    assert team.click_view(view, ids.OPEN_LOGIN)["ok"]
    assert find(view["blocks"], ids.CONNECT_INPUT)
    assert team.fill(code=pin(link["url"]), digest=SOCIAL)["ok"]
    done = words(team.shown("is connected")["blocks"])
    assert f"<#{SOCIAL}>" in done
    [account] = team.stored()
    assert (account.handle, account.connected_by) == ("tidewatercoffee", ADA.id)
    assert set(team.goes(account).values()) == {SOCIAL}
    assert SECRET not in words(team.state())


def test_the_first_look_and_the_hello(team: Office) -> None:
    """A new account's success says that the first look is silent; its channel is told who connected it."""
    team.offer(one_step())
    team.open()
    team.choose_network(MASTODON)
    team.shown("App password")
    team.fill(handle="fern.example", password=SECRET)
    assert "first look is silent" in words(team.shown("is connected"))
    team.work()
    hello = words(team.messages()[-1])
    assert f"<@{ADA.id}> connected @fernandfable on Mastodon" in hello


def test_a_slow_network_is_waited_for(team: Office) -> None:
    """The submission is acknowledged at once, with "one moment"; the outcome comes when the network has answered."""
    connector = team.offer(one_step())
    connector.gate.clear()
    team.open()
    team.choose_network(MASTODON)
    team.shown("App password")
    assert team.fill(handle="fern.example", password=SECRET) == {"ok": True, "action": "update"}
    assert "One moment" in words(team.view())
    connector.gate.set()
    team.shown("is connected")
    assert connector.seen == [{"client_secret": SECRET, "handle": "fern.example", "password": SECRET}]


def test_a_wrong_password_is_asked_for_again(team: Office, caplog: pytest.LogCaptureFixture, logged: list[Any]) -> None:
    """With the reason; the handle stays, the password doesn't; and no secret is anywhere, in the end."""
    caplog.set_level("DEBUG")
    team.offer(one_step(LoginRefused("Mastodon didn't take this password.")))
    team.open()
    team.choose_network(MASTODON)
    team.shown("App password")
    team.fill(handle="fern.example", password=SECRET)
    again = team.shown("take this password")
    assert "fern.example" in words(again)
    assert SECRET not in words(again)
    team.fill(handle="fern.example", password=SECRET, cards=MARKETING)
    assert SECRET not in words(team.shown("is connected"))
    team.work()
    assert SECRET not in str(logged) + caplog.text
    assert SECRET.encode() not in team.all_bytes()
    assert SECRET not in words(team.send("/slack/person/record"))


def test_a_spent_code_needs_a_new_page(team: Office) -> None:
    """Server, page, wrong code: a new page stands there with the reason; the next code is taken."""
    connector = team.offer(two_steps(LoginRefused("That code is wrong or old.")))
    team.open()
    team.choose_network(MASTODON)
    team.shown("Where your account lives")
    team.fill(url="mastodon.example")
    view = team.shown("let-in?n=1")
    assert SECRET not in words(view)
    team.fill(code="1234")
    assert "wrong or old" in words(team.shown("let-in?n=2"))
    team.fill(code="5678")
    team.shown("is connected")
    assert [each["code"] for each in connector.seen] == ["1234", "5678"]
    assert connector.seen[-1]["url"] == "mastodon.example"


def test_an_unreachable_network_costs_nothing(team: Office) -> None:
    """Where the network did not answer, the same page and channels stand there, to be sent again."""
    connector = team.offer(two_steps(Unavailable("Mastodon can't be reached.")))
    team.open()
    team.choose_network(MASTODON)
    team.shown("Where your account lives")
    team.fill(url="mastodon.example")
    team.shown("let-in?n=1")
    team.fill(code="1234", digest=SOCIAL)
    again = team.shown("be reached")
    assert "let-in?n=1" in words(again)
    assert [
        e["initial_channel"] for _, e in find_all(again["blocks"], ids.CONNECT_INPUT) if "initial_channel" in e
    ] == [
        SOCIAL,
        SOCIAL,
    ]
    team.fill(code="1234")
    team.shown("is connected")
    assert connector.begun == 1


def test_a_channel_that_went_away_spends_no_code(team: Office) -> None:
    """An archived channel is told before the network is asked."""
    connector = team.offer(two_steps())
    team.open()
    team.choose_network(MASTODON)
    team.shown("Where your account lives")
    team.fill(url="mastodon.example")
    team.shown("let-in?n=1")
    team.fill(code="1234", cards="C0TWOLDCAM")
    team.shown("no public channel")
    assert connector.seen == []


def test_sent_twice_is_done_once(team: Office) -> None:
    """The same form twice at the same moment: one login, one account, and the outcome stays on screen."""
    connector = team.offer(one_step())
    connector.gate.clear()
    team.open()
    team.choose_network(MASTODON)
    view = team.shown("App password")
    state = team.slack.state
    with state.lock:
        held = next(one for one in state.stacks[ADA.id] if one["id"] == view["id"])
        submissions.take(held, typed(view, handle="fern.example", password=SECRET))
        sent = copy.deepcopy(payloads.view_submission(state, ADA.id, held))
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: team.signing.deliver(INTERACTIVE, copy.deepcopy(sent)), range(2)))
    assert [answer.ok for answer in answers] == [True, True]
    with state.lock:
        for answer in answers:
            submissions.apply(state, ADA.id, view["id"], answer.payload)
    connector.gate.set()
    team.shown("is connected")
    assert len(connector.seen) == 1
    assert len(team.stored()) == 2


def test_an_old_window_ends_kindly(team: Office) -> None:
    """After a quarter of an hour nothing is done, and it is said how to go on."""
    connector = team.offer(one_step())
    team.open()
    team.choose_network(MASTODON)
    team.shown("App password")
    team.clock.go(minutes=16)
    team.fill(handle="fern.example", password=SECRET)
    team.shown("quarter of an hour")
    assert connector.seen == []


def test_a_closed_window_is_told_elsewhere(team: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever closes the modal while the network is asked hears of the outcome where they typed the command."""
    monkeypatch.setattr(windows, "LOOK_SECONDS", 0.2)
    connector = team.offer(one_step())
    connector.gate.clear()
    team.open()
    team.choose_network(MASTODON)
    team.shown("App password")
    team.fill(handle="fern.example", password=SECRET)
    team.person("close", view_id=team.view()["id"])
    connector.gate.set()
    assert "is connected" in words(until(team.told)[-1])


def test_a_window_is_found_in_the_end_by_its_own_id(team: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Slack knows no window of the name it was given, the one that was sent is taken."""
    monkeypatch.setattr(windows, "LOOK_SECONDS", 0.2)
    view, client = team.open(), team.house.connections.clients.of(1)
    assert windows.show(client, "unknown", notice_modal("Accounts", "Found."), view["id"])
    assert "Found." in words(team.view())
    assert not windows.show(client, "unknown", notice_modal("Accounts", "Lost."))


def test_a_fault_of_ours_leaves_nobody_waiting(team: Office, logged: list[Any]) -> None:
    """Whatever breaks, the modal says so; the log names the kind of error and its place, and no secret."""
    connector = team.offer(one_step())
    connector.troubles.append(RuntimeError(f"unexpected {SECRET}"))
    team.open()
    team.choose_network(MASTODON)
    team.shown("App password")
    team.fill(handle="fern.example", password=SECRET)
    team.shown("went wrong on our side")
    [said] = [each for each in logged if each["event"] == "connecting_failed"]
    assert (said["error"], said["at"].split(":")[0]) == ("RuntimeError", "office.py")
    assert SECRET not in str(logged)


def test_two_people_at_once(team: Office) -> None:
    """Two who connect the same account at the same moment are both told so; it is one account."""
    connector = team.offer(one_step())
    connector.gate.clear()
    for person in (ADA, BEN):
        team.make_admin(person.id)
        team.open(person.id)
        team.choose_network(MASTODON, person.id)
        team.shown("App password", person.id)
        assert team.fill(person.id, handle="fern.example", password=SECRET)["ok"]
    connector.gate.set()
    for person in (ADA, BEN):
        team.shown("is connected", person.id)
    assert len(connector.seen) == 2
    assert [account.network for account in team.stored()] == [NetworkName.X, MASTODON]


def test_a_network_without_settings_says_what_is_missing(team: Office) -> None:
    """It is named with what it lacks, and is not offered."""
    team.offer(FakeConnector(lacking=("MASTODON_KEY is missing: see your server.",)))
    view = team.open()
    _, radio = find(view["blocks"], ids.CONNECT_INPUT)
    offered = [each["value"] for each in radio["options"]]
    assert "x" in offered
    assert "mastodon" not in offered
    assert "MASTODON_KEY is missing" in words(view)


def test_the_settings_may_name_who_connects(migrated: Path, tmp_path: Path) -> None:
    """With RAPPORT_ADMINS these alone may, Slack's own admins not; they are named to all others."""
    shutil.copy(migrated, tmp_path / "rapport.sqlite")
    team = Office(tmp_path, rapport_admins=f" {BEN.id},{CHIARA.id} ")
    try:
        team.open(BEN.id)
        team.person("command", channel=SOCIAL, text="/rapport connect")
        assert f"<@{BEN.id}> or <@{CHIARA.id}>" in words(until(team.told)[-1])
        assert not find_all(team.home()["blocks"], ids.ACCOUNT_MENU)
        assert find_all(team.home(BEN.id)["blocks"], ids.ACCOUNT_MENU)
    finally:
        team.stop()


def test_others_are_told_whom_to_ask(team: Office) -> None:
    """Who is no admin gets a kind word, sees the accounts on Home, and no button there."""
    assert team.person("command", BEN.id, channel=SOCIAL, text="/rapport connect") == {"ok": True}
    assert "an admin of this Slack workspace" in words(until(lambda: team.told(BEN.id))[-1])
    home = team.home(BEN.id)
    assert "@tidewatercoffee" in words(home)
    assert not find_all(home["blocks"], ids.CONNECT_OPEN)
    assert not find_all(home["blocks"], ids.ACCOUNT_MENU)
    mine = team.home()
    assert find_all(mine["blocks"], ids.ACCOUNT_MENU)
    assert team.click_view(mine, ids.CONNECT_OPEN)["ok"]
    team.shown("Which network")
