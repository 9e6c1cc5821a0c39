"""Networks that tell when somebody followed: the card says the true time, and the list still has the last word."""

from datetime import datetime, timedelta

import pytest

from slackapp.domain.capability import Capability
from slackapp.networks.base import NotAllowed, Page, Unavailable
from slackapp.store import people
from slackapp.watch.followers import FollowerNews
from tests.house import House


@pytest.fixture
def told(house: House) -> House:
    """An account on a network that tells times, with 150 followers who were there before us."""
    house.network.follow_times = []
    for n in range(150):
        house.network.add_follower(f"old{n}")
    poll(house)
    return house


def poll(house: House, minutes: float = 5) -> FollowerNews:
    """One poll of the followers alone."""
    house.clock.go(minutes=minutes)
    return house.followers.poll(house.account, house.network)


def follower(house: House, user_id: str) -> people.Follower:
    """A follower as the store knows them."""
    with house.database.read() as tx:
        return people.followers_among(tx, house.account_id, [user_id])[user_id]


def pages(house: House) -> int:
    """How many pages of followers and of notifications were read so far."""
    return house.network.called("followers") + house.network.called("new_followers")


def followed_at(house: House, user_id: str) -> datetime | None:
    """When somebody followed, by the network's own word."""
    return follower(house, user_id).followed_at


def test_a_new_follower_has_the_time_of_the_follow(told: House) -> None:
    """They followed three minutes before we looked, and that is what is kept."""
    told.clock.go(minutes=1)
    mira = told.network.add_follower("mira")
    then = told.clock()
    assert poll(told, minutes=3) == FollowerNews(new=1)
    assert followed_at(told, mira.id) == then
    assert follower(told, mira.id).first_seen_at == told.clock()


@pytest.mark.parametrize("new", [0, 1, 5, 10])
def test_a_poll_with_few_new_ones_reads_two_pages(told: House, new: int) -> None:
    """One page of notifications, one of the list: no more, however many followers there are."""
    for n in range(new):
        told.network.add_follower(f"new{n}")
    before = pages(told)
    assert poll(told) == FollowerNews(new=new)
    assert pages(told) - before == 2


def test_three_hundred_at_once_each_have_their_time(told: House) -> None:
    """All are found, in the order in which they came."""
    came = []
    for n in range(300):
        told.clock.go(seconds=1)
        came.append((told.network.add_follower(f"new{n}"), told.clock()))
    assert poll(told) == FollowerNews(new=300)
    assert [followed_at(told, person.id) for person, _ in came] == [at for _, at in came]


def test_who_is_only_told_of_is_asked_about(told: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that leaves a follower out hides nobody whom the notifications tell of and who does follow."""
    mira = told.network.add_follower("mira")
    whole = told.network.followers

    def without_mira(cursor: str | None = None, limit: int = 100) -> Page[object]:
        page = whole(cursor, limit)
        return Page(tuple(p for p in page.items if p.id != mira.id), page.cursor)

    monkeypatch.setattr(told.network, "followers", without_mira)
    assert poll(told) == FollowerNews(new=1)
    assert poll(told) == FollowerNews()
    told.clock.go(days=1)
    poll(told)
    told.clock.go(days=1)
    assert poll(told).lost == 0  # two full reads missed her, and the network says that she follows


def test_who_has_left_again_is_no_news(told: House) -> None:
    """Followed and unfollowed between two polls: no card."""
    mira = told.network.add_follower("mira")
    told.network.lose_follower(mira.id)
    assert poll(told) == FollowerNews()


def test_who_comes_back_begins_a_new_round_with_its_own_time(told: House) -> None:
    """Lost, then followed again: the old notification is no news, the new one is."""
    mira = told.network.add_follower("mira")
    poll(told)
    told.network.lose_follower(mira.id)
    for _ in range(2):
        told.clock.go(days=1)
        poll(told)
    assert follower(told, mira.id).lost_at is not None
    told.clock.go(minutes=1)
    told.network.follow_us(mira)
    again = told.clock()
    assert poll(told) == FollowerNews(new=1)
    assert (follower(told, mira.id).round, followed_at(told, mira.id)) == (2, again)


def test_a_clock_that_runs_ahead_is_not_believed(told: House) -> None:
    """Nobody follows in the future."""
    told.clock.go(hours=2)
    mira = told.network.add_follower("mira")
    told.clock.go(hours=-2)
    poll(told)
    assert followed_at(told, mira.id) == told.clock()


def test_a_server_without_notifications_is_read_by_its_list(told: House) -> None:
    """What is declared may turn out not to be so: then the list alone tells, and nothing is lost."""
    mira = told.network.add_follower("mira")
    told.network.fail_next("new_followers", NotAllowed("This server has none.", Capability.FOLLOW_TIMES))
    assert poll(told) == FollowerNews(new=1)
    assert followed_at(told, mira.id) is None


def test_a_walk_that_breaks_off_is_begun_anew(told: House) -> None:
    """The second page of notifications fails: nothing is recorded, and the next poll finds everybody."""
    told.network.page_size = 10
    for n in range(15):
        told.network.add_follower(f"new{n}")
    told.network.fail_next("followers", Unavailable("Down."))
    with pytest.raises(Unavailable):
        poll(told)
    assert poll(told) == FollowerNews(new=15)


def test_followers_of_the_baseline_know_their_time_where_it_was_told(house: House) -> None:
    """The silent first read tells of nobody, and keeps what it heard."""
    house.network.follow_times = []
    mira = house.network.add_follower("mira")
    then = house.clock()
    assert poll(house) == FollowerNews(baseline=True)
    assert followed_at(house, mira.id) == then
    assert poll(house, minutes=timedelta(days=1).total_seconds() / 60) == FollowerNews()
