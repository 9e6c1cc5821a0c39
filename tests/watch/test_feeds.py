"""What new followers post: read by itself where it is free, else only when somebody asks."""

from datetime import timedelta
from decimal import Decimal

import pytest

from slackapp.domain.action import ActionKind
from slackapp.domain.card import Card
from slackapp.domain.people import Profile
from slackapp.domain.posts import Audience, Feed
from slackapp.domain.story import Event
from slackapp.networks.base import Gone, LoginRefused, NetworkError, RateLimited, Unavailable
from slackapp.store import feeds, people, stories
from slackapp.watch.together import AT_MOST_SINGLE
from tests.house import ADA, BEN, House

LONG_AGO = timedelta(days=9)


@pytest.fixture
def free(house: House) -> House:
    """An account whose followers were read silently, on a network that takes no money."""
    house.network.post_price = None
    house.network.add_post(house.network.add_follower("old"), "I was here before")
    house.clock.go(minutes=5)
    house.followers.poll(house.account, house.network)
    assert house.network.called("recent_posts") == 0
    return house


def poll(house: House) -> int:
    """One poll; how many are new."""
    house.clock.go(minutes=5)
    return house.followers.poll(house.account, house.network).new


def comes(house: House, handle: str, *says: str, **fields: object) -> Profile:
    """Somebody who posts follows us."""
    person = house.network.add_follower(handle, **fields)
    for text in says:
        house.network.add_post(person, text)
    return person


def feed(house: House, person: Profile) -> Feed | None:
    """What is kept of somebody."""
    with house.database.read() as tx:
        known = people.find(tx, house.workspace.id, house.account.network, person.handle)
        assert known is not None
        return feeds.of(tx, known[0])


def texts(house: House, person: Profile) -> list[str]:
    """What is kept of somebody, newest first."""
    kept = feed(house, person)
    return [post.text for post in kept.posts] if kept else []


def paid(house: House, card: Card) -> list[tuple[str, str]]:
    """Who agreed to pay, and for what, as the card's story tells it."""
    with house.database.read() as tx:
        told = stories.of_card(tx, card.id)
    return [(line.actor_id, line.detail) for line in told if line.event is Event.POSTS_PAID]


def test_a_few_new_followers_come_with_their_newest_posts(free: House) -> None:
    """Five of each, on their cards; nobody asked for it."""
    mira = comes(free, "mira", *(f"Post {n}" for n in range(9)))
    quiet = comes(free, "quiet")
    assert poll(free) == 2
    assert texts(free, mira) == [f"Post {n}" for n in (8, 7, 6, 5, 4)]
    assert feed(free, quiet) == Feed((), free.clock())
    face = next(face for face in free.faces.of(free.cards()) if face.person.handle == "mira")
    assert [post.text for post in face.feed] == texts(free, mira)
    assert (face.feed_read_at, face.feed_read_by, face.feed_price) == (free.clock(), "", None)


def test_nobody_is_read_where_it_costs_money(free: House) -> None:
    """That is for a person to say."""
    free.network.post_price = Decimal("0.005")
    mira = comes(free, "mira", "Hello")
    assert poll(free) == 1
    assert (feed(free, mira), free.network.called("recent_posts")) == (None, 0)


def test_nobody_is_read_in_a_burst(free: House) -> None:
    """Those who share one message are not worth a call each."""
    crowd = [comes(free, f"p{n}", "Hello") for n in range(AT_MOST_SINGLE + 1)]
    assert poll(free) == len(crowd)
    assert free.network.called("recent_posts") == 0


def test_what_is_not_for_all_is_not_shown_to_a_team(free: House) -> None:
    """Who lets readers in is not read at all, and of others only what everybody may read."""
    locked = comes(free, "locked", "For my readers", protected=True)
    mira = comes(free, "mira", "For all")
    for audience in (Audience.FOLLOWERS, Audience.PRIVATE):
        free.network.add_post(mira, "For some", audience=audience)
    free.network.add_post(mira, "For whoever looks", audience=Audience.UNLISTED)
    poll(free)
    assert (feed(free, locked), texts(free, mira)) == (None, ["For whoever looks", "For all"])
    assert free.network.called("recent_posts") == 1


def test_one_who_is_gone_keeps_nobody_else_from_being_read(free: House) -> None:
    """Newest first, as they stand in the list."""
    ben, mira = comes(free, "ben", "Hi"), comes(free, "mira", "Hello")
    free.network.fail_next("recent_posts", Gone("They are gone."))
    assert poll(free) == 2
    assert (feed(free, mira), texts(free, ben)) == (None, ["Hi"])


@pytest.mark.parametrize("error", [RateLimited("Slow down."), Unavailable("It is down."), LoginRefused("Who are you?")])
def test_trouble_with_posts_is_none_of_the_polls(free: House, error: NetworkError) -> None:
    """The cards come without; the network is not asked for the rest of them in this poll."""
    ben, mira = comes(free, "ben", "Hi"), comes(free, "mira", "Hello")
    free.network.fail_next("recent_posts", error)
    assert poll(free) == 2
    assert (feed(free, mira), feed(free, ben), free.network.called("recent_posts")) == (None, None, 1)
    zoe = comes(free, "zoe", "Good morning")
    assert poll(free) == 1
    assert texts(free, zoe) == ["Good morning"]


# When somebody asks


def test_who_asks_is_shown_what_was_read_and_what_it_cost(house: House) -> None:
    """It is kept with their name, and the card is drawn again with it."""
    card = house.follower_card()
    mira = next(p for p in house.network.known.values() if p.handle == "mira")
    for n in range(2):
        house.network.add_post(mira, f"Post {n}")
    reading = house.feeds.read(card, ADA, house.clock() - LONG_AGO)
    assert ([post.text for post in reading.feed.posts], reading.fresh) == (["Post 1", "Post 0"], True)
    assert reading.charged == Decimal("0.010")
    kept = feed(house, mira)
    assert kept is not None
    assert (texts(house, mira), kept.read_at, kept.read_by) == (["Post 1", "Post 0"], house.clock(), ADA)
    assert house.action(ActionKind.UPDATE_MESSAGE).message_id == card.message_id
    house.feeds.read(card, BEN, house.clock() - LONG_AGO)  # shown for nothing
    assert paid(house, card) == [(ADA, "2 posts, at most $0.010")]


def test_a_free_reading_is_charged_nothing(house: House) -> None:
    """Nor is an empty one on a network that takes money."""
    card = house.follower_card()
    assert house.feeds.read(card, ADA, house.clock()).charged == Decimal(0)
    house.network.post_price = None
    house.clock.go(hours=1)
    told = paid(house, card)
    assert house.feeds.read(card, ADA, house.clock()).charged is None
    assert paid(house, card) == told


def test_what_was_read_lately_is_not_paid_for_again(house: House) -> None:
    """Two who ask at once pay once; after that time, the network is asked anew."""
    card = house.follower_card()
    first = house.feeds.read(card, ADA, house.clock() - timedelta(hours=1))
    house.clock.go(minutes=30)
    again = house.feeds.read(card, BEN, house.clock() - timedelta(hours=1))
    assert (again.feed, again.fresh, again.charged) == (first.feed, False, None)
    assert house.network.called("recent_posts") == 1
    house.clock.go(hours=1)
    assert house.feeds.read(card, BEN, house.clock() - timedelta(hours=1)).feed.read_by == BEN


def test_a_reading_that_failed_leaves_what_was_kept(house: House) -> None:
    """The trouble is told to who asked."""
    card = house.follower_card()
    first = house.feeds.read(card, ADA, house.clock())
    house.clock.go(hours=2)
    house.network.fail_next("recent_posts", Unavailable("X is down."))
    with pytest.raises(Unavailable):
        house.feeds.read(card, BEN, house.clock())
    assert house.feeds.kept(card) == first.feed
