"""What a single poll brought, read back from the store."""

from slackapp.domain.people import Absence
from slackapp.store.since import news, position
from tests.house import House


def test_what_came_since_a_moment_and_nothing_else(house: House) -> None:
    """Who came, who left, what was asked and answered, and what was planned; the silent first read is none of it."""
    old = house.network.add_follower("old")
    early = house.network.add_mention(house.network.add_person("early"), "Where are you?")
    house.network.add_post(house.network.me(), "In Leeds.", in_reply_to_id=early.id)
    with house.database.read() as tx:
        start, at = house.clock(), position(tx, house.account_id)
    house.poll.poll(house.account_id)
    with house.database.read() as tx:
        first = news(tx, house.account_id, start, at)
    assert (first.came, first.left, first.mentions, first.answered, first.cards) == ((), (), (), (), 0)
    assert first.followers == 1

    house.clock.go(hours=1)
    with house.database.read() as tx:
        start, at = house.clock(), position(tx, house.account_id)
    mira = house.network.add_follower("mira")
    asked = house.network.add_mention(mira, "Do you ship to Oslo?")
    house.network.lose_follower(old.id, Absence.GONE)
    house.poll.poll(house.account_id)
    for _ in range(2):
        house.clock.go(days=2)
        house.poll.poll(house.account_id)
    house.network.add_post(house.network.me(), "We do.", in_reply_to_id=asked.id)
    house.poll.poll(house.account_id)
    with house.database.read() as tx:
        found = news(tx, house.account_id, start, at)
    assert [who.handle for who, _ in found.came] == ["mira"]
    assert [who.handle for who, _ in found.left] == ["old"]
    assert [each.post.id for each in found.mentions] == [asked.id]
    assert [each.post.id for each in found.answered] == [asked.id]
    assert (found.followers, found.cards, found.messages) == (1, 3, 2)  # who left gets a card without a message
