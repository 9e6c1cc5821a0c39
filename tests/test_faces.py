"""Groups of many new followers: the order in which they are reviewed, and how they look."""

from collections.abc import Iterable
from datetime import timedelta

from slackapp.domain.card import Card, Choice
from slackapp.domain.evidence import Summary
from slackapp.store import messages, people
from tests.house import START, House

KNOWN = {
    "bio": "Potter in Porto, ferns on every sill",
    "followers": 900,
    "following": 300,
    "posts": 2_000,
    "created_at": START - timedelta(days=1500),
    "last_post_at": START - timedelta(hours=3),
}
FARMER = {"bio": "#teamfollowback I follow back", "followers": 9_000, "following": 9_900}


def burst(house: House) -> int:
    """Nine new followers in one message, of three kinds by turns; returns the message."""
    house.followers.poll(house.account, house.network)
    for n in range(3):
        house.network.add_follower(f"farmer{n}", **FARMER)
        house.network.add_follower(f"nobody{n}")
        house.network.add_follower(f"potter{n}", **KNOWN)
    house.clock.go(minutes=5)
    house.followers.poll(house.account, house.network)
    [message] = house.messages()
    return message.id


def handles(house: House, ids: Iterable[int]) -> list[str]:
    """Whose cards these are."""
    return [face.person.handle for face in house.faces.of(house.card(card_id) for card_id in ids)]


def order(house: House, message_id: int) -> list[str]:
    """The order of review."""
    return handles(house, house.faces.review_order(message_id, house.workspace.id))


WHOLE = [f"{kind}{n}" for kind in ("potter", "nobody", "farmer") for n in range(3)]


def test_a_review_begins_with_those_worth_it(house: House) -> None:
    """Then whom to look at twice, of whom nothing is known, and better not; of the same strength as they came."""
    message_id = burst(house)
    assert order(house, message_id) == WHOLE
    group = house.faces.group(message_id)
    assert group is not None
    assert [face.person.handle for face in group.first] == WHOLE[:5]
    assert dict(group.looks) == {Summary.WORTH_IT: 3, Summary.NOT_ENOUGH: 3, Summary.BETTER_NOT: 3}


def test_the_order_stays_while_somebody_goes_through_it(house: House) -> None:
    """Whatever is learned meanwhile, and whoever decides; only the counts go down, and the undecided stand first."""
    message_id = burst(house)
    before = house.faces.review_order(message_id, house.workspace.id)
    with house.database.write() as tx:
        everybody = [p for p in house.network.known.values() if p.handle != "fernandfable"]
        people.put(
            tx, house.account, [p if "farmer" in p.handle else _farming(p.id, p.handle) for p in everybody], START
        )
    house.decide(house.card(before[0]), Choice.IGNORE)
    house.clock.go(days=400)
    assert house.faces.review_order(message_id, house.workspace.id) == before
    assert house.faces.first_open(message_id, house.workspace.id) == 2
    group = house.faces.group(message_id)
    assert group is not None
    assert [face.card.id for face in group.first] == list(before[1:6])
    assert group.looks[Summary.WORTH_IT] == 2


def _farming(user_id: str, handle: str) -> people.Profile:
    return people.Profile(id=user_id, handle=handle, bio="#teamfollowback")


def test_two_who_ask_first_at_the_same_time_have_one_order(house: House) -> None:
    """Whoever is first keeps it; the other is given the same."""
    message_id = burst(house)
    with house.database.write() as tx:
        kept = messages.keep_looks(tx, message_id, {"worth_it": [3, 1], "better_not": [2]})
        assert messages.keep_looks(tx, message_id, {"worth_it": [1, 2, 3]}) == kept
        assert messages.looks_of(messages.get(tx, message_id).body) == kept == {"worth_it": [3, 1], "better_not": [2]}


def test_a_card_that_was_not_weighed_comes_last(house: House) -> None:
    """And nobody is left out."""
    message_id = burst(house)
    cards: tuple[Card, ...] = house.cards()
    with house.database.write() as tx:
        messages.keep_looks(tx, message_id, {"better_not": [cards[4].id], "of a later version": [cards[5].id]})
    found = house.faces.review_order(message_id, house.workspace.id)
    assert found[0] == cards[4].id
    assert sorted(found) == [card.id for card in cards]


def test_a_review_of_another_workspace_is_empty(house: House) -> None:
    """The message's id alone is not enough, and nothing is kept for it."""
    message_id = burst(house)
    assert house.faces.review_order(message_id, house.workspace.id + 1) == ()
    assert house.messages()[0].body is None


def test_the_faces_of_many_are_weighed_as_each_alone(house: House) -> None:
    """With what passed between us and what they post."""
    house.network.post_price = None
    asker = house.network.add_follower("noor")
    for n in range(3):
        house.network.add_post(asker, f"My fern, day {n}")
    card = house.follower_card("noor2")
    house.question_card(asker=house.network.known[asker.id])
    house.feeds.read(card, "", house.clock())
    found = house.cards()
    weighed = house.faces.weighed(found)
    assert [weighed[card.id] for card in found] == [face.evidence for face in house.faces.of(found)]
