"""The fake network that other rooms' tests lean on behaves like a network."""

from datetime import UTC, datetime

import pytest

from slackapp.domain.capability import Capability
from slackapp.domain.people import Absence, Profile
from slackapp.networks.base import CutOff, Gone, Network, NotAllowed, Unavailable
from tests.fake_network import FakeNetwork
from tests.once import once

SINCE = datetime(2026, 1, 1, tzinfo=UTC)


def test_it_is_a_network() -> None:
    """The type checker sees that the whole protocol is there; a follow and a reply really happen."""
    fake = FakeNetwork()
    network: Network = fake
    mira = fake.add_follower("mira", bio="Botanist")
    question = fake.add_mention(mira, "@fernandfable do you ship to Oslo?")

    network.follow(mira.id, once())
    done = network.reply("We do!", question.id, once())

    assert network.relationship(mira.id).we_follow
    assert network.followers().items == (mira,)
    assert network.mentions().people == (mira,)
    found = network.find_post("We do!", SINCE, once(), question.id)
    assert found
    assert found.id == done.id


def test_an_error_before_the_effect_leaves_nothing_behind() -> None:
    """A failed call is counted, did nothing, and the next one works."""
    fake = FakeNetwork()
    mira = fake.add_person("mira")
    fake.fail_next("follow", Unavailable("X is down."))

    with pytest.raises(Unavailable):
        fake.follow(mira.id, once())
    assert fake.follows == []
    fake.follow(mira.id, once())
    assert (fake.follows, fake.called("follow")) == ([mira.id], 2)


def test_an_error_after_the_effect_leaves_it_behind() -> None:
    """A cut-off write can be found by reading back."""
    fake = FakeNetwork()
    fake.fail_next("hello", CutOff("The answer was lost."), after_effect=True)

    with pytest.raises(CutOff):
        fake.hello("@mira welcome!", once())
    assert fake.find_post("@mira welcome!", SINCE, once())


def test_what_is_forbidden_and_who_is_gone() -> None:
    """A missing capability and an absent person raise what a real network raises."""
    fake = FakeNetwork()
    mira = fake.add_follower("mira")
    fake.lose_follower(mira.id, Absence.SUSPENDED)
    with pytest.raises(Gone):
        fake.follow(mira.id, once())
    assert fake.people([mira.id]) == {mira.id: Absence.SUSPENDED}
    fake.forbid(Capability.LIKE)
    with pytest.raises(NotAllowed):
        fake.like("1", once())


def test_pages_end() -> None:
    """A walk over pages sees everybody once, newest first."""
    fake = FakeNetwork()
    people = [fake.add_follower(f"person{n}") for n in range(5)]
    seen: list[Profile] = []
    cursor: str | None = None
    while True:
        page = fake.followers(cursor, limit=2)
        seen += page.items
        cursor = page.cursor
        if cursor is None:
            break
    assert seen == people[::-1]
