"""People click, networks fail, the power goes out, in any order: what was decided happens once, and cards tell it.

Twenty-five short lives in the fast suite. `RAPPORT_LONG=3000 pytest tests/test_machines.py` lives so many, longer ones.
"""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from slackapp.store.database import Database
from tests.conftest import migrated
from tests.machines.journal import Journal
from tests.machines.machine import Machine

LONG = int(os.environ.get("RAPPORT_LONG", "0"))


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A SQLite of our own, that notes every change of an action and a card."""
    for database in migrated(f"sqlite:///{tmp_path_factory.mktemp('machines') / 'rapport.sqlite'}"):
        Journal(database).set_up()
        yield database


def test_whatever_happens_each_decision_happens_once_and_is_told(noted: Database) -> None:
    """No effect twice but by "Send again", no decision lost, no state from nowhere, no card that tells otherwise."""
    run_state_machine_as_test(
        lambda: Machine(noted),
        settings=settings(
            max_examples=LONG or 25,
            stateful_step_count=50 if LONG else 30,
            derandomize=not LONG,  # the short form is the same each time; the long one looks for news
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),  # a life is many transactions
        ),
    )
