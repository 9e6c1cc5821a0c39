"""Our own trouble: said plainly to the person, never acknowledged as if it had worked, and over when it is over."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from slackapp.domain.card import CardStatus, Choice
from slackapp.slack.listeners.trouble import SORRY
from tests.slack.listeners.team import ADA, SOCIAL, Team, words


@contextmanager
def locked(team: Team) -> Iterator[None]:
    """Somebody else holds the database; we wait for it a tenth of a second only."""
    with team.house.database.write() as tx:
        tx.execute(text("PRAGMA busy_timeout=100"))
    other = sqlite3.connect(team.folder / "rapport.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


def test_a_click_that_is_not_on_disk_is_not_acknowledged(team: Team) -> None:
    """The database is locked: the person hears that nothing was done, and Slack hears no yes; later it works."""
    team.new_follower()
    with locked(team):
        assert team.choose(Choice.FOLLOW)["ok"] is False
    assert SORRY in words(team.told()[-1])
    assert "sqlite" not in words(team.told()[-1]).lower()
    assert team.cards()[-1].status is CardStatus.OPEN
    assert team.choose(Choice.FOLLOW)["ok"]
    team.work()
    assert len(team.by_api("follows")) == 1


def test_a_reply_that_is_not_on_disk_keeps_the_modal(team: Team) -> None:
    """The modal stays open with the words in it, and the same words go out once when the trouble is over."""
    team.new_question()
    team.choose(Choice.REPLY)
    with locked(team):
        assert team.submit("Yes!")["ok"] is False
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
