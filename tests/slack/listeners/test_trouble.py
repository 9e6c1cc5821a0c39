"""Our own trouble: said plainly to the person, never acknowledged as if it had worked, and over when it is over."""

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from slackapp.domain.card import CardStatus, Choice
from slackapp.faces import Faces
from slackapp.slack import ids
from slackapp.slack.listeners.trouble import AWAY, SORRY, UNSHOWN
from tests.slack.listeners.team import ADA, BEN, SOCIAL, Team, until, words

pytestmark = pytest.mark.networks  # long


@contextmanager
def locked(team: Team, seconds: float = 0.1) -> Iterator[None]:
    """Somebody else holds the database; a click waits for it so many seconds."""
    database = team.house.database
    patience, database.urgent_seconds = database.urgent_seconds, seconds
    other = sqlite3.connect(team.folder / "rapport.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()
    database.urgent_seconds = patience


def test_a_click_that_is_not_on_disk_is_not_acknowledged(team: Team) -> None:
    """The database is locked: the person hears that nothing was done, and Slack hears no yes; later it works."""
    team.new_follower()
    with locked(team):
        assert team.choose(Choice.FOLLOW)["ok"] is False
    assert AWAY in words(team.told()[-1])
    assert "sqlite" not in words(team.told()[-1]).lower()
    assert team.cards()[-1].status is CardStatus.OPEN
    assert team.choose(Choice.FOLLOW)["ok"]
    team.work()
    assert len(team.by_api("follows")) == 1


def test_a_reply_that_is_not_on_disk_keeps_the_modal(team: Team) -> None:
    """The modal stays open with the words in it and says why; the same words go out once when the trouble is over."""
    team.new_question()
    team.choose(Choice.REPLY)
    with locked(team):
        assert team.submit("Yes!") == {"ok": False, "errors": {ids.REPLY_BLOCK: AWAY}}
    assert len(team.state()["views"]) == 1
    assert team.submit("Yes!")["ok"]
    team.work()
    assert [post["text"] for post in team.by_api("posts")] == ["Yes!"]


def test_a_command_without_a_database_says_sorry(team: Team) -> None:
    """The tables are gone: Slack hears that the command came, the person a plain sentence, no traceback, no SQL."""
    with team.house.database.write() as tx:
        tx.execute(text("PRAGMA foreign_keys=OFF"))
        tx.execute(text("ALTER TABLE card RENAME TO elsewhere"))
    assert team.person("command", ADA.id, channel=SOCIAL, text="/followers today")["ok"] is True
    said = words(team.told()[-1])
    assert SORRY in said
    assert "card" not in said.replace("card_", "").lower() or "no such table" not in said


def test_clicks_that_wait_together_are_refused_together(team: Team) -> None:
    """While the database is locked nobody waits behind others as well: each hears it within Slack's three seconds."""
    people = [team.new_follower()["username"] for _ in range(4)]
    cards = [next(m for m in team.messages() if person in words(m)) for person in people]
    with locked(team, 0.3), ThreadPoolExecutor(4) as pool:
        began = time.monotonic()
        told = list(pool.map(lambda card: team.click(card, ids.card_action_id(Choice.FOLLOW)), cards))
        assert time.monotonic() - began < 1.1  # one after another would be 1.2
    assert [each["ok"] for each in told] == [False] * 4
    assert sum(AWAY in words(each) for each in team.told()) == 4
    team.work()
    assert team.by_api("follows") == []


def test_a_click_on_home_is_refused_in_a_window(team: Team) -> None:
    """Nothing can be said beside a button there; later the same button works."""
    team.new_question()
    team.person("home")
    home = until(lambda: team.state()["home"])
    with locked(team):
        assert team.click_view(home, ids.card_action_id(Choice.CLAIM))["ok"] is False
    assert AWAY in words(team.view())
    assert team.cards()[-1].status is CardStatus.OPEN


def test_while_the_database_is_gone_nothing_typed_is_lost(team: Team) -> None:
    """The modal stays and says why, typing alone goes on, and a command has its answer."""
    team.new_question()
    team.choose(Choice.REPLY)
    view = team.view()
    team.house.database.close()
    (team.folder / "rapport.sqlite").rename(team.folder / "away.sqlite")
    (team.folder / "rapport.sqlite").mkdir()
    assert team.click_view(view, ids.REPLY_INPUT, value="Ye")["ok"] is True
    assert team.submit("Yes!")["errors"] == {ids.REPLY_BLOCK: AWAY}
    assert team.person("command", ADA.id, channel=SOCIAL, text="/questions")["ok"] is True
    assert AWAY in words(team.told()[-1])


def test_a_decision_that_is_on_disk_is_not_refused(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """What breaks after it is no refusal: the click is acknowledged, and the word says that decisions stand."""
    team.new_follower()
    late = team.messages()[-1]
    assert team.choose(Choice.FOLLOW)["ok"]

    def broken(*_: object) -> None:
        raise RuntimeError("this is our own fault")

    monkeypatch.setattr(Faces, "card", broken)
    assert team.click(late, ids.card_action_id(Choice.FOLLOW), BEN.id)["ok"] is True
    assert UNSHOWN in words(team.told(BEN.id)[-1])
