"""A budget that is used up: looks become rare or stop, clicks go on, and the next month begins anew."""

import pytest

from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.card import Choice
from slackapp.domain.spending import DOLLAR, Budget, ChargeKind, UsedUp, utc_day
from slackapp.networks.base import Unavailable
from slackapp.store import spend
from slackapp.watch.poll import Poll
from tests.house import ADA, House


def used_up(house: House, then: UsedUp) -> None:
    """Set a budget of a dollar, and spend it."""
    with house.database.write() as tx:
        spend.set_budget(tx, house.account, Budget(DOLLAR, then, ADA), ADA, house.clock())
        spend.add(tx, house.account_id, utc_day(house.clock()), ChargeKind.POST, 1, DOLLAR)


def looks(house: House, minutes: int) -> int:
    """How often the network was asked for followers, polled every ten minutes."""
    house.network.calls.clear()
    for _ in range(minutes // 10):
        house.clock.go(minutes=10)
        house.poll.poll(house.account_id)
    return house.network.called("followers")


def test_one_look_an_hour(sqlite_house: House) -> None:
    """However often it is time to: one an hour, also where it fails; what came meanwhile is found."""
    house = sqlite_house
    house.polled()
    used_up(house, UsedUp.HOURLY)
    house.network.follow_us(house.network.add_person("noor"))
    assert looks(house, 50) == 0
    assert looks(house, 10) == 1
    assert len(house.cards()) == 1
    house.network.fail_next("followers", Unavailable("X is down."), times=99)
    assert looks(house, 120) == 2


def test_not_everybody_is_read_again(house: House) -> None:
    """The daily read of all followers is the dear one: it waits for money."""
    house.polled()
    read_at = house.account.followers_read_at
    house.clock.go(days=2)
    used_up(house, UsedUp.HOURLY)
    house.polled()
    assert house.account.followers_read_at == read_at
    house.clock.go(days=31)
    house.polled()
    assert house.account.followers_read_at != read_at


@pytest.mark.parametrize(("then", "days"), [(UsedUp.HOURLY, 0), (UsedUp.PAUSE, 40)])
def test_a_rest_is_no_outage(sqlite_house: House, then: UsedUp, days: int) -> None:
    """The first look that fails after it is not told as so long without the network; the outage begins with it."""
    house = sqlite_house
    house.polled()
    polled = house.clock()
    used_up(house, then)
    assert looks(house, 50) == 0
    rested = house.clock()
    house.network.fail_next("followers", Unavailable("X is down."), times=99)
    if days:
        house.clock.go(days=days)
        used_up(house, then)
        assert looks(house, 10) == 0
        rested = house.clock()
        with house.database.write() as tx:
            spend.set_budget(tx, house.account, None, ADA, house.clock())
    assert looks(house, 10) == 1
    assert house.messages() == ()
    house.clock.go(minutes=60)
    house.polled()
    (told,) = house.messages()
    since = {"since": rested.isoformat(), "polled": polled.isoformat()}
    assert told.body == {"notice": "network_down", "reason": "X is down."} | since


@pytest.mark.parametrize("by_hand", [False, True])
def test_no_look_at_all(sqlite_house: House, *, by_hand: bool) -> None:
    """Until the month is over, or somebody asks for one."""
    house = sqlite_house
    house.polled()
    used_up(house, UsedUp.PAUSE)
    assert looks(house, 70) == 0
    if by_hand:
        Poll(house.database, house.networks, house.followers, house.questions, house.clock, by_hand=True).poll(
            house.account_id
        )
        assert house.network.called("followers") == 1
        return
    house.clock.go(days=31)
    assert looks(house, 10) == 1


def test_a_click_is_never_refused(house: House) -> None:
    """Who is on a card already can be followed back; the card says the price and that the budget is used up."""
    house.polled()
    house.network.follow_us(house.network.add_person("noor"))
    house.polled()
    used_up(house, UsedUp.PAUSE)
    (card,) = house.cards()
    face = house.faces.card(card.id)
    assert face is not None
    assert face.over_budget is not None
    assert face.over_budget.budget == DOLLAR
    assert face.over_budget.prices
    house.decide(card, Choice.FOLLOW)
    house.perform_all()
    assert house.network.follows
    assert house.action(ActionKind.FOLLOW).state is ActionState.DONE
