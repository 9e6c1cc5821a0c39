"""New followers on every network: each told once, none skipped, nobody lost by a list that ends early."""

from datetime import timedelta

import pytest

from slackapp.domain.people import Absence, LostReason, Profile
from slackapp.networks.base import NetworkError, Unavailable
from slackapp.store import people
from slackapp.watch.followers import FollowerNews, WatchFollowers
from tests.house import House
from tests.networks.contract.wire import Trouble, Wire
from tests.networks.contract.world import World, on_a_wire


def poll(house: House, world: World, *, full: bool = False) -> FollowerNews:
    """One poll of the followers, once everybody can see what was done."""
    world.settled()
    every = timedelta(0) if full else timedelta(days=1)
    watch = WatchFollowers(house.database, house.clock, every)
    news = watch.poll(house.account, world.network)
    while news.reading:  # a long list takes several polls
        news = watch.poll(house.account, world.network)
    return news


def current(house: House) -> dict[str, people.Follower]:
    """Whom we know as followers, by the network's ids."""
    with house.database.read() as tx:
        return people.current_followers(tx, house.account_id)


def test_the_first_read_is_a_baseline(house: House, world: World) -> None:
    """Who was there before us is known, and no news; nor is anybody at the next poll."""
    before = [world.person() for _ in range(3)]
    for person in before:
        world.follow_us(person)
    assert poll(house, world) == FollowerNews(baseline=True)
    assert {person.id for person in before} <= set(current(house))
    assert poll(house, world) == FollowerNews()


@pytest.mark.parametrize("number", [1, 5])
def test_new_followers_are_told_once(house: House, world: World, number: int) -> None:
    """Each of them, by handle and with the time of the follow where the network tells it."""
    poll(house, world)
    new = [world.person() for _ in range(number)]
    begun = house.clock()
    for person in new:
        world.follow_us(person)
    assert poll(house, world) == FollowerNews(new=number)
    assert poll(house, world) == FollowerNews()
    told = current(house)
    for person in new:
        follower = told[person.id]
        assert not follower.baseline
        with house.database.read() as tx:
            assert people.profile(tx, follower.person_id).handle == person.handle
        if follower.followed_at is not None:
            assert abs(follower.followed_at - begun) < timedelta(minutes=1)


@pytest.mark.networks  # long
@pytest.mark.parametrize("equal_times", [False, True], ids=["nearly at once", "at equal times"])
def test_three_hundred_at_once_are_all_found(house: House, world: World, equal_times: bool) -> None:
    """None is skipped where pages meet, whatever the times of those who stand there."""
    poll(house, world)
    crowd = world.crowd(300, equal_times=equal_times)
    poll(house, world)
    poll(house, world, full=True)
    assert set(crowd) <= set(current(house))
    assert poll(house, world, full=True) == FollowerNews()


def test_who_leaves_and_comes_back(house: House, world: World) -> None:
    """Lost after two full reads, with the reason; then new again, in a second round."""
    staying, leaving = world.person(), world.person()
    for person in (staying, leaving):
        world.follow_us(person)
    poll(house, world)
    world.unfollow_us(leaving)
    assert poll(house, world, full=True) == FollowerNews()
    assert poll(house, world, full=True) == FollowerNews(lost=1)
    with house.database.read() as tx:
        lost = people.followers_among(tx, house.account_id, [leaving.id])[leaving.id]
    assert lost.lost_reason is LostReason.UNFOLLOWED
    world.follow_us(leaving)
    assert poll(house, world) == FollowerNews(new=1)
    assert current(house)[leaving.id].round == 2
    assert current(house)[staying.id].round == 1


def test_a_deleted_account_is_gone_and_no_unfollow(house: House, world: World) -> None:
    """The network says that they are not there any more."""
    staying, leaving = world.person(), world.person()
    for person in (staying, leaving):
        world.follow_us(person)
    poll(house, world)
    world.vanish(leaving)
    for _ in range(2):
        poll(house, world, full=True)
    with house.database.read() as tx:
        lost = people.followers_among(tx, house.account_id, [leaving.id])[leaving.id]
    assert lost.lost_reason is LostReason.GONE
    assert world.network.people([leaving.id, staying.id])[leaving.id] is Absence.GONE
    assert isinstance(world.network.people([staying.id])[staying.id], Profile)


@on_a_wire
def test_a_walk_that_is_cut_short_is_no_truth(house: House, world: World, wire: Wire) -> None:
    """The second page breaks off: the poll fails, nobody is lost, and the next one finds everybody."""
    world.crowd(150)
    poll(house, world)
    known = set(current(house))
    extra = world.person()
    world.follow_us(extra)
    world.settled()
    wire.meet(Trouble(world.follower_paths[0], skip=1))
    try:
        poll(house, world, full=True)
    except NetworkError as error:
        assert isinstance(error, Unavailable)  # noqa: PT017 (a page may hold them all: then nothing broke)
    assert known <= set(current(house))
    wire.troubles.clear()
    poll(house, world, full=True)
    assert set(current(house)) == known | {extra.id}


@on_a_wire
def test_a_malformed_cursor_is_no_empty_page(world: World, wire: Wire) -> None:
    """It is an error, or the server passes over it and begins anew: nobody takes it for the end of the list."""
    world.crowd(3)
    world.settled()
    for cursor in ("nonsense", "' OR 1=1", "9" * 400, "\x00"):
        try:
            page = world.network.followers(cursor)
        except Unavailable:
            continue
        assert page.items


@pytest.mark.networks
def test_ten_thousand_followers(house: House, world: World) -> None:
    """All are known after the first read; ten more are ten, and nobody is lost."""
    crowd = world.crowd(10_000)
    poll(house, world)
    assert set(crowd) <= set(current(house))
    new = world.crowd(10)
    assert poll(house, world) == FollowerNews(new=10)
    assert poll(house, world, full=True) == FollowerNews()
    assert {*crowd, *new} <= set(current(house))


@on_a_wire
def test_ten_new_ones_among_many_cost_two_pages(house: House, world: World, wire: Wire) -> None:
    """However many follow already."""
    world.crowd(250)
    poll(house, world)
    new = world.crowd(10)
    world.settled()
    before = wire.called(*world.follower_paths)
    assert poll(house, world) == FollowerNews(new=10)
    assert wire.called(*world.follower_paths) - before <= 2
    assert set(new) <= set(current(house))
