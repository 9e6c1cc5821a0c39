"""A list too long for one poll is read over several; nobody waits for it, and what it tells is as true as at once."""

import pytest

from slackapp.domain.accounts import AccountHealth
from slackapp.networks.base import RateLimited, Unavailable
from slackapp.watch import walks
from slackapp.watch.followers import STALE, FollowerNews
from tests.house import House


@pytest.fixture
def long(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """An account with 25 followers, of which a poll reads ten at most."""
    monkeypatch.setattr(walks, "FULL_PAGE", 5)
    monkeypatch.setattr(walks, "PAGES_A_POLL", 2)
    house.network.follow_times = []
    for n in range(25):
        house.network.add_follower(f"old{n}")
    return house


def poll(house: House) -> FollowerNews:
    """One poll of the followers alone, five minutes later."""
    house.clock.go(minutes=5)
    return house.followers.poll(house.account, house.network)


def test_a_long_baseline_takes_several_polls(long: House) -> None:
    """Silent all the way; who follows while it is read is news afterwards."""
    assert [poll(long).reading for _ in range(2)] == [10, 20]
    assert long.account.baseline_at is None
    long.network.add_follower("mira")
    assert poll(long) == FollowerNews(baseline=True)
    assert poll(long) == FollowerNews(new=1)


def test_new_followers_do_not_wait_for_a_long_read(long: House) -> None:
    """While all are read again, those who come are told at each poll, once, and are not missed at its end."""
    for _ in range(3):
        poll(long)
    long.clock.go(days=1)
    assert poll(long).reading == 10
    for n in range(2):
        long.network.add_follower(f"new{n}")
        news = poll(long)
        assert news.new == 1
    assert news.reading == 0
    assert poll(long) == FollowerNews()
    assert long.account.followers_read_at is not None


def test_a_limit_in_the_middle_is_a_rest(long: House) -> None:
    """The pages that were read are kept, the account is well, and the next poll goes on from there."""
    long.network.fail_next("followers", RateLimited("Wait."))
    with pytest.raises(RateLimited):
        poll(long)  # nothing was read: that is trouble
    poll(long)
    long.network.fail_next("followers", RateLimited("Wait."))
    assert poll(long).reading == 10
    assert poll(long).reading == 20
    assert poll(long).baseline
    assert long.account.health is AccountHealth.WELL


def test_a_read_that_broke_or_rested_too_long_begins_anew(long: House) -> None:
    """Half of an old list is no truth."""
    poll(long)
    long.network.fail_next("followers", Unavailable("Down."))
    with pytest.raises(Unavailable):
        poll(long)
    assert poll(long).reading == 10
    long.clock.at += STALE
    assert poll(long).reading == 10
