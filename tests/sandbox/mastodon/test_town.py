"""The sandbox's Mastodon: mastodon-mock with the invented town on it, as the page and Rapport meet it."""

import http.client
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from typer.testing import CliRunner

from slackapp.__main__ import cli
from slackapp.sandbox.mastodon import cast
from slackapp.sandbox.mastodon.panel import panel_app
from slackapp.sandbox.mastodon.server import town as running
from slackapp.sandbox.mastodon.town import Town
from slackapp.sandbox.server import SandboxServer
from slackapp.sandbox.wire import Wire


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A running server; its tests let more and more happen."""
    with running(tmp_path_factory.mktemp("town")) as found:
        yield found


@pytest.fixture
def panel(town: Town) -> Iterator[Wire]:
    """The panel of it, over HTTP."""
    with SandboxServer({"/mastodon": panel_app(town)}) as server:
        yield Wire(server.url + "/mastodon/panel")


def asked(town: Town, path: str, **headers: str) -> tuple[int, str]:
    """The status of a page of the server, and where it leads."""
    connection = http.client.HTTPConnection(town.url.removeprefix("http://"), timeout=10)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.getheader("Location") or ""
    finally:
        connection.close()


def test_each_press_is_seen_on_the_server(town: Town, panel: Wire) -> None:
    """A follower counts; questions come from the cast, and the private one is for the brand alone."""
    before: Any = panel.get("/state")
    assert before["running"]
    assert before["url"] == town.url
    panel.post("/follow", {})
    assert panel.get("/state")["followers"] == before["followers"] + 1
    for press, visibility in (("ask", "public"), ("ask_in_private", "direct")):
        post = panel.post(f"/{press}", {})["post"]
        assert Wire(town.url).get(f"/api/v1/statuses/{post['id']}")["visibility"] == visibility
    assert not panel.post("/nothing", {})["ok"]


def test_somebody_always_comes_and_nobody_comes_twice(town: Town) -> None:
    """After the cast come people made up, each with an account of their own; nobody says the same words twice."""
    number = len(cast.load().people) + 2
    assert len({town.follow()["username"] for _ in range(number)}) == number
    said = [(post["by"], post["text"]) for post in (town.ask() for _ in range(number))]
    assert len(set(said)) == number


def test_mastodons_own_addresses_lead_to_its_page(town: Town) -> None:
    """Links of cards, to people and to posts, open; one of nobody's leads to the front."""
    person, post = town.account(), town.ask()
    assert asked(town, f"/@{town.handle}")[1].endswith(f"/_ui/accounts/{person['id']}")
    assert asked(town, f"/@{post['by']}/{post['id']}")[1].endswith(f"/_ui/statuses/{post['id']}")
    assert asked(town, "/@nobody")[1].endswith("/_ui/")
    assert asked(town, "/_ui/")[0] == http.client.OK


@pytest.mark.parametrize("header", [{"Host": "rebound.example"}, {"Origin": "http://page.example"}])
def test_the_server_answers_this_machine_only(town: Town, header: dict[str, str]) -> None:
    """A page elsewhere can neither read nor press, by whichever name it comes."""
    assert asked(town, "/api/v1/_mock/dev_users", **header)[0] == http.client.FORBIDDEN


def test_a_panel_of_no_town_says_so() -> None:
    """Without Mastodon the page is told, and can press nothing."""
    with SandboxServer({"/mastodon": panel_app(None)}) as server:
        panel = Wire(server.url + "/mastodon/panel")
        assert panel.get("/state") == {"ok": True, "running": False}
        assert not panel.post("/follow", {})["ok"]


def test_without_the_extra_one_line_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback, and nothing starts."""
    monkeypatch.delitem(sys.modules, "slackapp.sandbox.mastodon.server")
    monkeypatch.setitem(sys.modules, "mastodon_mock.app", None)
    said = CliRunner().invoke(cli, ["demo", "--with", "mastodon"])
    assert said.exit_code == 2
    assert said.stderr.count("\n") == 1
    assert "pip install 'rapport[mastodon-sandbox]'" in said.stderr


@pytest.mark.parametrize("replayed", ["--people", "--threads"])
def test_a_replay_takes_x_alone(replayed: str) -> None:
    """What can't be done together is told before anything starts."""
    said = CliRunner().invoke(cli, ["demo", "--headless", replayed, "some.csv", "--with", "mastodon"])
    assert said.exit_code == 2
    assert "--with" in said.stderr
