"""Rapport comes into a workspace and is removed from it: what ends, what rests, and what goes on."""

from datetime import timedelta

import pytest

from slackapp.domain.accounts import AccountHealth
from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.card import CardStatus, Choice, FacetState
from slackapp.networks.base import CutOff
from slackapp.store import accounts, actions, cards, installs
from slackapp.workspaces import REMOVED, Farewell, Workspaces
from tests.house import House


@pytest.fixture
def workspaces(house: House) -> Workspaces:
    """The workspaces of a house, on each kind of database."""
    return Workspaces(house.database, house.networks, house.clock, lambda: None)


def farewell(house: House, event: str = "Ev1", *, uninstalled: bool = True) -> Farewell:
    """Slack tells that Rapport was removed."""
    return Farewell(house.team, event, house.clock(), uninstalled=uninstalled)


def test_what_waits_ends_and_its_card_says_so(house: House, workspaces: Workspaces) -> None:
    """A follow that nobody has begun fails with the reason, and the card offers it again; nothing is called."""
    card = house.follower_card()
    house.decide(card, Choice.FOLLOW)
    assert workspaces.remove(farewell(house))
    house.perform_all()
    assert house.action(ActionKind.FOLLOW).state is ActionState.FAILED
    assert house.action(ActionKind.FOLLOW).reason == REMOVED
    assert house.card(card.id).follow is FacetState.FAILED
    assert not house.network.follows
    assert house.account.health is AccountHealth.DISCONNECTED
    assert not house.poster.posts


def test_doubts_stay_told_and_messages_are_looked_for_when_it_is_installed_again(
    house: House, workspaces: Workspaces
) -> None:
    """Nobody knows whether a message was posted: it is neither failed nor posted twice, and found later on."""

    def lost(_call: str) -> None:
        raise CutOff("The answer was lost.")

    house.network.add_follower("mira")
    house.polled()
    house.network.add_follower("cleo")
    house.polled()
    house.poster.after = lost
    house.perform_due()
    house.poster.after = lambda _call: None
    doubt = house.action(ActionKind.POST_MESSAGE)
    assert doubt.state is ActionState.IN_DOUBT
    assert workspaces.remove(farewell(house, uninstalled=False))
    house.perform_all()
    assert house.action(ActionKind.POST_MESSAGE).state is ActionState.IN_DOUBT
    assert not house.poster.finds
    house.clock.go(hours=1)
    found = workspaces.install(house.team, "Fern", lambda w: installs.Install(w.id, "locked", house.clock()))
    assert found.id == house.workspace.id
    house.perform_all()
    assert house.action(ActionKind.POST_MESSAGE).state is ActionState.DONE
    assert len(house.poster.posts) == 1


def test_a_snoozed_card_sleeps_on_while_rapport_is_away(house: House, workspaces: Workspaces) -> None:
    """And wakes once it is back; nobody looks after the workspace meanwhile."""
    card = house.follower_card()
    house.put(card, status=CardStatus.SNOOZED, snoozed_until=house.clock())
    workspaces.remove(farewell(house, uninstalled=False))
    with house.database.read() as tx:
        assert not cards.snoozed_until(tx, house.clock() + timedelta(hours=1))
        assert not accounts.all_accounts(tx)
        assert not accounts.all_routes(tx)
    workspaces.install(house.team, "Fern", lambda w: installs.Install(w.id, "locked", house.clock()))
    with house.database.read() as tx:
        assert [each.id for each in cards.snoozed_until(tx, house.clock())] == [card.id]
        assert accounts.all_accounts(tx)


def test_the_same_word_of_slacks_is_heard_once(house: House, workspaces: Workspaces) -> None:
    """Sent again after Rapport was installed anew, it ends nothing; both words may come in either order."""
    assert workspaces.remove(farewell(house, "Ev1", uninstalled=False))
    assert workspaces.of(house.team) is None
    assert house.account.health is AccountHealth.WELL
    assert workspaces.remove(farewell(house, "Ev2"))
    assert house.account.health is AccountHealth.DISCONNECTED
    workspaces.install(house.team, "Fern", lambda w: installs.Install(w.id, "locked", house.clock()))
    assert not workspaces.remove(farewell(house, "Ev1", uninstalled=False))
    assert workspaces.of(house.team) is not None


def test_another_workspace_goes_on(house: House, workspaces: Workspaces) -> None:
    """What is planned there is performed; what nobody knows of is nothing."""
    theirs = House(house.database, "T0TIDE", house.clock)
    card = theirs.follower_card("ben")
    theirs.decide(card, Choice.FOLLOW)
    assert not workspaces.remove(Farewell("T0NOBODY", "Ev1", house.clock(), uninstalled=True))
    workspaces.remove(farewell(house))
    with house.database.read() as tx:
        waits = [each.state for each in actions.of_cards(tx, [card.id])[card.id]]
    assert waits == [ActionState.PLANNED]
