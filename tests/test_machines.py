"""People click, networks fail, the power goes out, in any order: what was decided happens once, and cards tell it.

Each great trouble once, and a few short lives, in the fast suite.
`RAPPORT_LONG=3000 pytest tests/test_machines.py` lives so many, longer ones.
"""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from slackapp.domain.card import Choice
from slackapp.store.database import Database
from tests.conftest import migrated
from tests.machines.faults import LOST
from tests.machines.journal import Journal
from tests.machines.machine import Machine
from tests.machines.wire import Seam

LONG = int(os.environ.get("RAPPORT_LONG", "0"))


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A SQLite of our own, that notes every change of an action and a card."""
    for database in migrated(f"sqlite:///{tmp_path_factory.mktemp('machines') / 'rapport.sqlite'}"):
        Journal(database).set_up()
        yield database


@pytest.mark.parametrize(
    ("choice", "knows_again"),
    [(Choice.REPLY, False), (Choice.REPLY, True), (Choice.FOLLOW, False), (Choice.UNDO_FOLLOW, False)],
)
def test_every_promise_holds_in_each_great_trouble(noted: Database, choice: Choice, knows_again: bool) -> None:
    """An answer lost, a process dead or frozen at each seam: every promise holds, then and at the end."""
    life = Machine(noted)
    life.move_in(knows_again)
    life.team.most_cards = 20
    for place, fault in enumerate(LOST):
        life.act_and_fail(choice, place, fault, 0, 1)
        life.all_holds()
    for place, seam in enumerate(Seam):
        for event in ("die", "freeze", "hand over again"):
            life.act_and_meanwhile(choice, place, seam, event, Choice.UNDO_FOLLOW, 1)
            life.all_holds()
    life.deliver_twice(choice, 0)
    life.click_at_once(choice, 0, Choice.UNDO_FOLLOW)
    life.all_holds()
    life.teardown()


def test_whatever_happens_each_decision_happens_once_and_is_told(noted: Database) -> None:
    """No effect twice but by "Send again", no decision lost, no state from nowhere, no card that tells otherwise."""
    run_state_machine_as_test(
        lambda: Machine(noted),
        settings=settings(
            max_examples=LONG or 10,
            stateful_step_count=40 if LONG else 16,
            derandomize=not LONG,  # the short form is the same each time; the long one looks for news
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),  # a life is many transactions
        ),
    )
