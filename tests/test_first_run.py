"""The first run behind the scenes: who is greeted, when the greeting is drawn again, and who introduced what."""

import pytest
from sqlalchemy import select

from slackapp.domain.accounts import Route, RouteKind
from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.people import NetworkName
from slackapp.domain.purpose import Purpose
from slackapp.domain.welcome import Step
from slackapp.store import accounts, actions, channels, installs, introductions, messages, welcomes
from slackapp.store.messages import Message
from slackapp.workspaces import Farewell, Workspaces
from tests.house import MARKETING, SOCIAL, House

INSTALLER = "U0IRIS"


@pytest.fixture
def workspaces(sqlite_house: House) -> Workspaces:
    """The workspaces of a house in which no account is connected yet."""
    house = sqlite_house
    with house.database.write() as tx:
        accounts.disconnect(tx, house.account.id)
    return Workspaces(house.database, house.networks, house.clock, lambda: None)


def install(house: House, workspaces: Workspaces, by: str = INSTALLER) -> None:
    """Somebody installs Rapport, or does so again."""
    workspaces.install(house.team, "Fern", lambda w: installs.Install(w.id, "locked", house.clock(), installed_by=by))


def sent_to(house: House, beginning: str) -> list[Message]:
    """The messages whose keys begin so, oldest first."""
    with house.database.read() as tx:
        found = select(messages.messages.c.id).where(messages.messages.c.key.startswith(beginning))
        return [messages.get(tx, each) for each in tx.execute(found.order_by(messages.messages.c.id)).scalars()]


def redraws(house: House, message: Message) -> int:
    """How often it is to be drawn again."""
    with house.database.read() as tx:
        here = (actions.actions.c.message_id == message.id) & (actions.actions.c.kind == ActionKind.UPDATE_MESSAGE)
        return len(tx.execute(select(actions.actions.c.id).where(here)).all())


def test_who_installs_is_greeted_once(sqlite_house: House, workspaces: Workspaces) -> None:
    """One direct message; installing again draws that one anew."""
    install(sqlite_house, workspaces)
    sqlite_house.perform_all()
    (greeting,) = sent_to(sqlite_house, "welcome:")
    assert greeting.channel_id == INSTALLER
    assert greeting.body == {"notice": welcomes.WELCOME, "to": INSTALLER}
    install(sqlite_house, workspaces)
    assert len(sent_to(sqlite_house, "welcome:")) == 1
    assert redraws(sqlite_house, greeting) == 1


def test_nobody_is_written_to_where_nobody_is_known(sqlite_house: House, workspaces: Workspaces) -> None:
    """Slack did not say who installed it."""
    install(sqlite_house, workspaces, by="")
    assert sent_to(sqlite_house, "welcome:") == []


def test_a_second_installer_of_what_is_set_up_is_left_alone(sqlite_house: House) -> None:
    """An account is connected: asking for new scopes is no first run."""
    install(sqlite_house, Workspaces(sqlite_house.database, sqlite_house.networks, sqlite_house.clock, lambda: None))
    assert sent_to(sqlite_house, "welcome:") == []


def test_a_greeting_that_never_came_is_sent_again(sqlite_house: House, workspaces: Workspaces) -> None:
    """Rapport was removed before it was posted; whoever brings it back is greeted."""
    install(sqlite_house, workspaces)
    assert workspaces.remove(Farewell(sqlite_house.team, "Ev1", sqlite_house.clock(), uninstalled=True))
    sqlite_house.clock.go(minutes=5)
    install(sqlite_house, workspaces)
    first, second = sent_to(sqlite_house, "welcome:")
    with sqlite_house.database.read() as tx:
        told = channels.told(tx, sqlite_house.workspace.id, "welcome:")
    assert told[first.key][1] is ActionState.FAILED
    assert told[second.key][1] is ActionState.PLANNED


def test_each_step_counts_as_it_is_done(sqlite_house: House, workspaces: Workspaces) -> None:
    """The sample for who asked for it alone, a channel once it takes messages."""
    house, here = sqlite_house, sqlite_house.workspace.id

    def done(user: str = INSTALLER) -> set[Step]:
        with house.database.read() as tx:
            return set(welcomes.progress(tx, here, user).done)

    assert done() == set()
    install(house, workspaces)
    house.perform_all()
    assert workspaces.show_sample(here, INSTALLER)
    assert not workspaces.show_sample(here, INSTALLER)
    assert len(sent_to(house, "sample:")) == 1
    assert redraws(house, sent_to(house, "welcome:")[0]) == 1
    assert done() == {Step.SAMPLE}
    with house.database.write() as tx:
        accounts.put_account(tx, here, NetworkName.X, house.network.me(), "locked", house.clock())
        accounts.set_routes(tx, house.account, [Route(0, here, house.account.id, RouteKind.QUESTIONS, SOCIAL)])
        channels.block(tx, here, SOCIAL, "Rapport is not in it", house.clock())
    assert done() == {Step.SAMPLE, Step.ACCOUNT}
    with house.database.write() as tx:
        channels.unblock(tx, here, SOCIAL, house.clock())
    assert done() == set(Step)
    assert done("U0BEN") == {Step.ACCOUNT, Step.CHANNEL}


def test_a_channel_is_introduced_once_for_each_purpose(sqlite_house: House) -> None:
    """The second time it is known there; a person is not introduced to at all."""
    house, here = sqlite_house, sqlite_house.workspace.id
    with house.database.write() as tx:
        asked = [(MARKETING, Purpose.HAND_OFF), (MARKETING, Purpose.HAND_OFF), (MARKETING, Purpose.DIGEST)]
        told = [introductions.introduce(tx, here, to, what, "U0ADA", house.clock()) for to, what in asked]
        assert not introductions.introduce(tx, here, "U0BEN", Purpose.ESCALATION, "U0ADA", house.clock())
    assert told == [True, False, True]
    bodies = [message.body or {} for message in sent_to(house, "introduction:")]
    assert [(body["by"], body["again"]) for body in bodies] == [("U0ADA", False), ("U0ADA", True)]
