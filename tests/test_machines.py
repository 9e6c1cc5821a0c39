"""People click, networks fail, the power goes out, in any order: what was decided happens once, and cards tell it.

Each great trouble once, and a few short lives, in the fast suite.
`RAPPORT_LONG=3000 pytest tests/test_machines.py` lives so many, longer ones.
"""

import os
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from slackapp.domain.action import Action, ActionState
from slackapp.domain.card import DOUBT_CHOICES, Choice
from slackapp.store import actions
from slackapp.store.database import Database
from tests.conftest import migrated
from tests.house import ADA, BEN
from tests.machines.faults import LOST, Fault, arrange
from tests.machines.journal import Journal
from tests.machines.life import Life
from tests.machines.machine import VERY_OFTEN, Machine
from tests.machines.wire import Seam

pytestmark = pytest.mark.networks  # long

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


def claim(life: Life, number: int) -> None:
    """The second process is about to call."""
    with life.house.database.write() as tx:
        assert actions.claim(tx, number, life.house.clock(), life.processes.second.replica)


def fail_meanwhile(life: Life, fault: Fault) -> None:
    """The second process calls, in vain."""
    arrange(life.house, "reply", fault)
    life.processes.perform_meanwhile()


MEANWHILE: dict[str, Callable[[Life, int], object]] = {
    "nobody has begun": lambda _life, _number: None,
    "another calls": claim,
    "another's answer was lost": lambda life, _number: fail_meanwhile(life, Fault.LOST_BEFORE),
    "another was refused": lambda life, _number: fail_meanwhile(life, Fault.REFUSED),
    "another has done it": lambda life, _number: life.processes.perform_meanwhile(),
}


@pytest.mark.parametrize("late", [None, Fault.LOST_AFTER, Fault.REFUSED])
@pytest.mark.parametrize("meanwhile", MEANWHILE)
def test_what_one_thought_dead_says_late_counts_as_long_as_nobody_began_anew(
    noted: Database, meanwhile: str, late: Fault | None
) -> None:
    """It froze in its call, a person chose Send again: a yes saves the second post, all else changes nothing."""
    machine = Machine(noted)
    machine.move_in(knows_again=False)
    life, left = machine.life, []
    card = machine.team.card(Choice.REPLY, 1)  # the question's
    reply = machine.team.click(card, Choice.REPLY, ADA).new[0].id

    def freeze() -> None:
        life.processes.freeze()
        machine.team.click(card, Choice.SEND_AGAIN, BEN)
        MEANWHILE[meanwhile](life, reply)
        left.append(get(life, reply))
        if late is not None:
            arrange(life.house, "reply", late)

    life.wire.behind = VERY_OFTEN  # the network does not show it yet
    life.wire.at[Seam.ANSWER if late is None else Seam.CALL] = freeze
    life.processes.run(reply)
    now, first_says_yes = get(life, reply), late is None and meanwhile == "nobody has begun"
    assert (now.state, now.attempt) == (ActionState.DONE, 1) if first_says_yes else now == left[0]
    life.processes.second.rescue([life.processes.first.replica])  # whoever calls still dies over it
    machine.all_holds()
    machine.teardown()
    first_did, second_did = late in (None, Fault.LOST_AFTER), meanwhile in ("nobody has begun", "another has done it")
    assert len(life.network.posted) == 1 + (first_did and second_did and not first_says_yes), "sent again, in truth"


@pytest.mark.parametrize("choice", [None, *DOUBT_CHOICES])
def test_a_look_that_took_too_long_changes_nothing(noted: Database, choice: Choice | None) -> None:
    """Another has looked since, and whoever was asked then may have said what is to become of it."""
    machine = Machine(noted)
    machine.move_in(knows_again=False)
    life, left = machine.life, []
    card = machine.team.card(Choice.REPLY, 1)  # the question's
    arrange(life.house, "reply", Fault.LOST_BEFORE)
    reply = machine.team.click(card, Choice.REPLY, ADA).new[0].id
    life.processes.perform_due()

    def look_meanwhile() -> None:
        if choice is None:
            life.processes.run_again()
        else:
            life.processes.freeze()
            machine.team.click(card, choice, BEN)
        left.append(get(life, reply))

    life.house.clock.go(seconds=5)
    life.wire.at[Seam.ANSWER] = look_meanwhile
    life.processes.run(reply)
    assert get(life, reply) == left[0]
    machine.all_holds()
    machine.teardown()


def get(life: Life, number: int) -> Action:
    """An action as it stands."""
    with life.house.database.read() as tx:
        return actions.get(tx, number)


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
