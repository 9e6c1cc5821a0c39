"""Who is new and who left, told once, and never on the word of a walk that broke off."""

from dataclasses import replace
from datetime import timedelta

import pytest

from slackapp.domain.action import ActionKind
from slackapp.domain.card import Card, CardKind, CardStatus, Choice, FacetState
from slackapp.domain.people import Absence, LostReason
from slackapp.networks.base import Page, Unavailable
from slackapp.store import accounts, cards, messages, people
from slackapp.watch.followers import HEAD_PAGE, FollowerNews
from slackapp.watch.together import AT_MOST_SINGLE
from tests.house import START, House

GROUP, CARD = messages.MessageKind.GROUP, messages.MessageKind.CARD


@pytest.fixture
def known(house: House) -> House:
    """An account whose 20 followers were read silently."""
    for n in range(20):
        house.network.add_follower(f"old{n}")
    poll(house)
    return house


def poll(house: House) -> FollowerNews:
    """One poll of the followers alone, five minutes later."""
    house.clock.go(minutes=5)
    return house.followers.poll(house.account, house.network)


def full(house: House) -> FollowerNews:
    """A poll at which all followers are read, a day later."""
    house.clock.go(days=1)
    return poll(house)


def follower(house: House, user_id: str) -> people.Follower:
    """A follower as the store knows them."""
    with house.database.read() as tx:
        return people.followers_among(tx, house.account_id, [user_id])[user_id]


def lost(house: House) -> dict[str, LostReason | None]:
    """Who is lost, by handle, and why."""
    return {face.person.handle: face.lost for face in house.faces.of(search_lost(house))}


def search_lost(house: House) -> tuple[Card, ...]:
    """The cards that `/followers lost` shows."""
    with house.database.read() as tx:
        return cards.search(tx, cards.Search(house.workspace.id, CardKind.FOLLOWER, lost=True), 50)[0]


def test_the_first_read_is_silent(house: House) -> None:
    """They were there before us: known, no card, no message, nothing new in the figures."""
    for n in range(1_203):
        house.network.add_follower(f"old{n}")
    assert poll(house) == FollowerNews(baseline=True)
    assert (house.cards(), house.messages()) == ((), ())
    with house.database.read() as tx:
        assert len(people.current_followers(tx, house.account_id)) == 1_203
    assert (house.account.baseline_at, house.account.followers_read_at) == (house.clock(), house.clock())
    assert poll(house) == FollowerNews()


def test_one_new_follower_is_one_card(known: House) -> None:
    """With a message of its own in the followers' channel, planned to be posted."""
    mira = known.network.add_follower("mira", bio="Botanist")
    assert poll(known) == FollowerNews(new=1)
    (card,), (message,) = known.cards(), known.messages()
    assert (card.kind, card.status, card.message_id) == (CardKind.FOLLOWER, CardStatus.OPEN, message.id)
    assert (message.kind, message.ts) == (CARD, "")
    assert known.action(ActionKind.POST_MESSAGE).message_id == message.id
    assert follower(known, mira.id).first_seen_at == known.clock()
    assert poll(known) == FollowerNews()
    assert len(known.cards()) == 1


def test_a_handful_are_single_cards_in_the_order_they_came(known: House) -> None:
    """Up to five each get a message."""
    for n in range(AT_MOST_SINGLE):
        known.network.add_follower(f"new{n}")
    assert poll(known).new == AT_MOST_SINGLE
    assert [message.kind for message in known.messages()] == [CARD] * AT_MOST_SINGLE
    assert [face.person.handle for face in known.faces.of(known.cards())] == [f"new{n}" for n in range(AT_MOST_SINGLE)]


@pytest.mark.parametrize("number", [AT_MOST_SINGLE + 1, 300])
def test_a_burst_is_one_grouped_message(known: House, number: int) -> None:
    """Each has a card of their own in it; the walk goes as far as there is somebody unknown, and no further."""
    for n in range(number):
        known.network.add_follower(f"new{n}")
    known.network.calls.clear()
    assert poll(known).new == number
    (message,) = known.messages()
    assert message.kind is GROUP
    assert [card.message_id for card in known.cards()] == [message.id] * number
    assert known.network.called("followers") == number // HEAD_PAGE + 1
    group = known.faces.group(message.id)
    assert group is not None
    assert (group.total, group.open) == (number, number)


def test_without_a_route_cards_are_kept_all_the_same(known: House) -> None:
    """Nothing is posted; lists and Home still show them."""
    with known.database.write() as tx:
        accounts.set_routes(tx, known.account, [])
    known.network.add_follower("mira")
    poll(known)
    assert ([card.message_id for card in known.cards()], known.messages()) == ([None], ())


@pytest.mark.parametrize("first_read", [True, False])
def test_an_error_in_the_middle_of_a_walk_records_nothing(house: House, first_read: bool) -> None:
    """And the next poll finds all of them."""
    if not first_read:
        house.network.add_follower("old")
        poll(house)
    for n in range(1_100 if first_read else 150):
        house.network.add_follower(f"new{n}")

    def fail_on_second_page(call: object) -> None:
        if getattr(call, "method", "") == "followers" and getattr(call, "args", (None,))[0]:
            raise Unavailable("X is down.")

    house.network.on_call = fail_on_second_page
    with pytest.raises(Unavailable):
        poll(house)
    with house.database.read() as tx:
        assert len(people.current_followers(tx, house.account_id)) == (0 if first_read else 1)
    assert house.cards() == ()
    house.network.on_call = None
    assert poll(house) == (FollowerNews(baseline=True) if first_read else FollowerNews(new=150))


@pytest.mark.parametrize(
    ("absence", "reason"),
    [
        (None, LostReason.UNFOLLOWED),
        (Absence.HIDDEN, LostReason.UNFOLLOWED),
        (Absence.SUSPENDED, LostReason.SUSPENDED),
        (Absence.GONE, LostReason.GONE),
    ],
)
def test_a_follower_is_lost_when_two_full_reads_missed_them(
    known: House, absence: Absence | None, reason: LostReason
) -> None:
    """Then they are looked up, and the reason is told: a suspended account is not an unfollow."""
    mira = known.network.add_follower("mira")
    poll(known)
    known.network.lose_follower(mira.id, absence)
    assert full(known) == FollowerNews()
    assert (follower(known, mira.id).misses, follower(known, mira.id).lost_at) == (1, None)
    assert known.network.called("people") == 0
    assert full(known) == FollowerNews(lost=1)
    assert (follower(known, mira.id).lost_at, lost(known)) == (known.clock(), {"mira": reason})
    (card,) = known.cards()
    assert (card.status, bool(card.closed_why)) == (CardStatus.CLOSED, True)
    assert known.action(ActionKind.UPDATE_MESSAGE).message_id == card.message_id


def test_a_follower_seen_between_two_misses_is_not_lost(known: House) -> None:
    """Two full reads in a row have to miss them."""
    user_id = known.network.follower_ids[3]
    known.network.lose_follower(user_id)
    full(known)
    known.network.follower_ids.append(user_id)
    full(known)
    known.network.lose_follower(user_id)
    full(known)
    assert follower(known, user_id).lost_at is None


def test_who_was_there_before_us_is_listed_when_lost(known: House) -> None:
    """A closed card without a message, no matter that they never had one; it is no new follower."""
    gone = known.network.known[known.network.follower_ids[0]]
    known.network.lose_follower(gone.id)
    full(known)
    full(known)
    assert lost(known) == {gone.handle: LostReason.UNFOLLOWED}
    (card,) = search_lost(known)
    assert (card.status, card.message_id, known.messages()) == (CardStatus.CLOSED, None, ())
    with known.database.read() as tx:
        assert cards.search(tx, cards.Search(known.workspace.id, CardKind.FOLLOWER), 50) == ((), 0)


def test_a_card_with_something_under_way_is_left_alone(known: House) -> None:
    """The follow-back that is on its way will tell its own outcome."""
    mira = known.network.add_follower("mira")
    poll(known)
    (card,) = known.cards()
    known.decide(card, Choice.FOLLOW)
    known.network.lose_follower(mira.id)
    full(known)
    full(known)
    assert known.card(card.id).follow is FacetState.PENDING
    assert known.card(card.id).status is CardStatus.OPEN


def test_a_walk_that_ended_early_loses_nobody(sqlite_house: House) -> None:
    """The network says 5,000 and shows 3,784: that is no truth, and no reason to read it all again at each poll."""
    house = sqlite_house
    house.network._me = replace(house.network.me(), followers=5_000)
    for n in range(5_000):
        house.network.add_follower(f"p{n}", id=str(100_000 + n))
    poll(house)
    everybody = house.network.follower_ids
    house.network.follower_ids = everybody[:3_784]
    house.network.calls.clear()
    for _ in range(3):
        assert full(house) == FollowerNews()
        assert poll(house) == FollowerNews()
    with house.database.read() as tx:
        now = people.current_followers(tx, house.account_id)
    assert (len(now), {f.misses for f in now.values()}) == (5_000, {0})
    assert house.network.called("followers") == 3 * 4 + 3 * 1
    house.network.follower_ids = everybody
    assert full(house) == FollowerNews()


def test_who_comes_back_is_news_again(known: House) -> None:
    """A new round with a card of its own; the old card stays closed."""
    mira = known.network.add_follower("mira")
    poll(known)
    known.network.lose_follower(mira.id)
    full(known)
    full(known)
    known.network.follower_ids.insert(0, mira.id)
    assert poll(known) == FollowerNews(new=1)
    assert follower(known, mira.id).round == 2
    old, new = known.cards()
    assert (old.status, new.status) == (CardStatus.CLOSED, CardStatus.OPEN)
    faces = {face.card.id: face for face in known.faces.of((old, new))}
    assert (faces[old.id].lost, faces[old.id].returned) == (LostReason.UNFOLLOWED, True)
    assert (faces[new.id].lost, faces[new.id].returned) == (None, False)
    assert faces[old.id].since < faces[new.id].since
    assert lost(known) == {"mira": LostReason.UNFOLLOWED}


def test_a_full_read_is_made_when_it_is_due(known: House) -> None:
    """Not at every poll: each costs money."""
    known.network.calls.clear()
    poll(known)
    assert [call.args[1] for call in known.network.calls] == [HEAD_PAGE]
    full(known)
    assert known.network.calls[-1].args[1] == 1_000
    known.network.add_follower("mira")
    known.clock.go(days=1)
    assert poll(known) == FollowerNews(new=1)


def test_a_cursor_that_comes_back_ends_the_walk(sqlite_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network that leads in circles is not followed for ever."""
    house = sqlite_house
    mira = house.network.add_follower("mira")
    pages = {None: "a", "a": "b", "b": "a"}

    def in_circles(cursor: str | None = None, limit: int = 100) -> Page[object]:
        assert limit
        return Page((mira,), pages[cursor])

    monkeypatch.setattr(house.network, "followers", in_circles)
    assert poll(house) == FollowerNews(baseline=True)


def test_a_page_without_anybody_is_not_the_end(sqlite_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Networks filter a page after cutting it: an empty one may come before a full one."""
    house = sqlite_house
    poll(house)
    mira = house.network.add_follower("mira")
    pages: dict[str | None, Page[object]] = {None: Page((), "a"), "a": Page((mira,))}

    def filtered(cursor: str | None = None, limit: int = 100) -> Page[object]:
        assert limit
        return pages[cursor]

    monkeypatch.setattr(house.network, "followers", filtered)
    assert poll(house) == FollowerNews(new=1)


def test_hostile_profiles_are_recorded_like_any_other(house: House) -> None:
    """Whatever somebody calls themselves, they are a follower with a card that can be drawn."""
    poll(house)
    house.network.add_follower(
        "x" * 500, name="\x00<!here>\ud800" * 300, bio="\u202e*bold* <https://evil.example|bank>" * 500
    )
    assert poll(house) == FollowerNews(new=1)
    (face,) = house.faces.of(house.cards())
    assert (len(face.person.handle), len(face.person.bio)) == (200, 4_000)
    assert "\x00" not in face.person.name
    assert face.since > START + timedelta(minutes=5)
