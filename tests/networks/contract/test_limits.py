"""What a network's servers say no with, on every network: told by its meaning, and nothing is lost."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from slackapp.domain.accounts import AccountHealth
from slackapp.domain.action import ActionKind
from slackapp.networks.base import LoginRefused, RateLimited
from tests.house import House
from tests.networks.contract.wire import Trouble, Wire
from tests.networks.contract.world import World, on_a_wire
from tests.once import once

WAIT = timedelta(minutes=2)


def styles(world: World, until: datetime) -> list[dict[str, str]]:
    """Its own headers, and the common ones that proxies before any server add; the last tells nothing."""
    seconds = str(int((until - datetime.now(UTC)).total_seconds()))
    common = [{"Retry-After": seconds}, {"Retry-After": format_datetime(until, usegmt=True)}]
    return [*world.limits(until), *common]


@on_a_wire
def test_a_limit_is_told_with_its_end(world: World, wire: Wire) -> None:
    """Whatever the header, reading or writing: when to come back, to the second or so."""
    who = world.person()
    world.settled()
    until = datetime.now(UTC).replace(microsecond=0) + WAIT
    world.network.me()  # whatever a login takes is done
    for headers in styles(world, until):
        for call in (world.network.me, lambda: world.network.follow(who.id, once())):
            wire.meet(Trouble("", status=429, headers=headers, times=1))
            with pytest.raises(RateLimited) as told:
                call()
            assert told.value.retry_at is not None, headers
            assert abs(told.value.retry_at - until) < timedelta(seconds=5), headers
    wire.meet(Trouble("", status=429))
    with pytest.raises(RateLimited) as told:
        world.network.me()
    assert told.value.retry_at is None


@on_a_wire
def test_a_refused_login_in_the_middle_of_a_walk(house: House, world: World, wire: Wire) -> None:
    """The first page came, the second is refused: polling stops until a person connects again, nobody is lost."""
    world.crowd(150)
    world.settled()
    house.poll.poll(house.account_id)
    assert house.account.health is AccountHealth.WELL
    wire.meet(Trouble("", status=401, body=UNAUTHORIZED, skip=1, times=20))
    house.poll.poll(house.account_id)
    assert house.account.health is AccountHealth.LOGIN_REFUSED
    assert house.account.trouble
    wire.troubles.clear()
    before = len(wire.calls)
    house.poll.poll(house.account_id)
    assert len(wire.calls) == before


@on_a_wire
def test_a_refused_login_is_told_as_such(world: World, wire: Wire) -> None:
    """Not as trouble that goes by."""
    world.network.me()
    wire.meet(Trouble("", status=401, body=UNAUTHORIZED, times=20))
    with pytest.raises(LoginRefused):
        world.network.me()


# What each network's servers say, in one: unknown names are nobody's.
UNAUTHORIZED = (
    b'{"title":"Unauthorized","status":401,"error":"InvalidToken","message":"Token could not be verified",'
    b'"error_description":"The access token is invalid"}'
)


def test_a_network_says_whether_many_may_be_decided_on_at_once(world: World) -> None:
    """Where it allows it, with a pace; where not, with the reason; words to many it never does."""
    for kind in ActionKind:
        bulk = world.network.bulk(kind)
        assert bulk.pace >= timedelta(seconds=1) if bulk.allowed else bulk.reason.endswith(".")
    assert not any(world.network.bulk(kind).allowed for kind in (ActionKind.REPLY, ActionKind.HELLO))
