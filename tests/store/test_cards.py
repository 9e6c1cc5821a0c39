"""Cards in the store: made once, changed by whoever saw the newest version, seen by their own workspace alone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

from slackapp.domain.card import Card, CardKind, CardStatus, FacetState
from slackapp.domain.people import LostReason
from slackapp.store import accounts, cards, people
from slackapp.store.cards import NewCard, Search
from slackapp.store.database import Database
from tests.house import ADA, START, House

FOLLOWERS = CardKind.FOLLOWER


def search(house: House, limit: int = 50, offset: int = 0, **what: object) -> tuple[list[int], int]:
    """The ids and the total of a search in the house's workspace."""
    wanted: dict[str, object] = {"kind": FOLLOWERS} | what
    with house.database.read() as tx:
        found, total = cards.search(tx, Search(house.workspace.id, **wanted), limit, offset)  # type: ignore[arg-type]
    return [card.id for card in found], total


def test_a_subject_has_one_card(house: House) -> None:
    """Making the same card again keeps the first, with everything decided on it."""
    card = house.put(house.follower_card(), follow=FacetState.DONE, status=CardStatus.DONE)
    again = NewCard(FOLLOWERS, f"follower:{card.person_id}:1", card.person_id)
    with house.database.write() as tx:
        cards.add(tx, house.workspace.id, house.account_id, None, [again], START)
        cards.add(tx, house.workspace.id, house.account_id, None, [], START)
    assert house.cards() == (card,)


def test_a_card_comes_back_as_it_was_written(house: House) -> None:
    """Every field that may change survives the way through the database."""
    card = house.follower_card()
    later = START + timedelta(hours=3)
    changed = house.put(
        card,
        status=CardStatus.SNOOZED,
        follow=FacetState.FAILED,
        reply=FacetState.BY_HAND,
        like=FacetState.IN_DOUBT,
        snoozed_until=later,
        decided_by=ADA,
        decided_at=START,
        closed_why="because",
    )
    assert house.card(card.id) == changed
    assert changed.version == card.version + 1


def test_of_two_changes_at_once_one_is_written(house: House) -> None:
    """Two threads that saw the same version: exactly one change is there, and only its own words."""
    for _ in range(20):
        card = house.cards()[0] if house.cards() else house.follower_card()
        start = Barrier(2)

        def change(who: str, card: Card = card, start: Barrier = start) -> bool:
            start.wait()
            with house.database.write() as tx:
                return cards.change(tx, replace(card, version=card.version + 1, decided_by=who))

        with ThreadPoolExecutor(2) as pool:
            told = dict(zip(("ada", "ben"), pool.map(change, ("ada", "ben")), strict=True))
        assert sorted(told.values()) == [False, True]
        written = house.card(card.id)
        assert (written.version, told[written.decided_by]) == (card.version + 1, True)


def test_a_workspace_does_not_see_the_cards_of_another(database: Database) -> None:
    """By id and by search, a card is found in its own workspace only, even where both know the same person."""
    ours, theirs = House(database), House(database, "T0OTHER")
    card, other = ours.follower_card("mira", id="77"), theirs.follower_card("mira", id="77")
    with database.read() as tx:
        assert cards.get(tx, card.id, ours.workspace.id) == card
        assert cards.get(tx, card.id, theirs.workspace.id) is None
        assert people.find(tx, ours.workspace.id, ours.account.network, "mira") != people.find(
            tx, theirs.workspace.id, theirs.account.network, "mira"
        )
    assert search(ours) == ([card.id], 1)
    assert search(theirs) == ([other.id], 1)


def test_two_accounts_of_a_workspace_keep_their_cards_apart(house: House) -> None:
    """The same follower of two accounts is one person with two cards."""
    card = house.follower_card()
    with house.database.write() as tx:
        profile = people.profile(tx, card.person_id)
        second = accounts.put_account(
            tx, house.workspace.id, house.account.network, replace(house.network.me(), id="2000"), "", START
        )
        assert people.put(tx, second, [profile], START) == {profile.id: card.person_id}
        people.add_followers(tx, second.id, [card.person_id], START, baseline=False)
        cards.add(
            tx,
            house.workspace.id,
            second.id,
            None,
            [NewCard(FOLLOWERS, f"follower:{card.person_id}:1", card.person_id)],
            START,
        )
        assert cards.open_follower_cards(tx, house.account_id, card.person_id) == (card,)
    assert search(house)[1] == 2
    assert search(house, account_id=house.account_id) == ([card.id], 1)


def test_searching_followers(house: House) -> None:
    """By status, by time, by person and by who decided; newest first, in pages, with the number in all."""
    made: list[Card] = []
    for handle in ("one", "two", "three"):
        made.append(house.follower_card(handle))
        house.clock.go(hours=1)
    one, two, three = (card.id for card in made)
    house.put(made[1], status=CardStatus.IGNORED, decided_by=ADA)
    found: Callable[..., object] = lambda **what: search(house, **what)[0]  # noqa: E731 (short, for the table below)

    assert found() == [three, two, one]
    assert found(oldest_first=True) == [one, two, three]
    assert found(statuses=frozenset({CardStatus.OPEN, CardStatus.SNOOZED})) == [three, one]
    assert found(since=START + timedelta(hours=1)) == [three, two]
    assert found(until=START + timedelta(hours=1)) == [one]
    assert found(decided_by=ADA) == [two]
    assert found(person_id=made[2].person_id) == [three]
    assert found(kind=CardKind.QUESTION) == []
    assert search(house, limit=1, offset=1) == ([two], 3)
    assert search(house, limit=2, offset=9) == ([], 3)


def test_searching_questions(house: House) -> None:
    """A question's time is when it was asked, not when we heard of it."""
    first = house.question_card("@fernandfable where are you?")
    house.clock.go(days=1)
    second = house.question_card("@fernandfable when do you open?", house.network.add_person("tom"))
    questions = CardKind.QUESTION
    assert search(house, kind=questions)[0] == [second.id, first.id]
    assert search(house, kind=questions, until=START + timedelta(hours=1))[0] == [first.id]
    with house.database.read() as tx:
        assert cards.of_mention(tx, first.question_id or 0) == first
        assert cards.of_mention(tx, 0) is None


def test_each_time_somebody_came_or_left_is_listed(house: House) -> None:
    """Who left and came back is listed for each time, with the card of that time; none is forgotten for a later one."""
    card = house.follower_card()
    with house.database.write() as tx:
        follower = people.follower(tx, house.account_id, card.person_id)
        assert follower is not None
        people.lose(tx, follower.id, LostReason.UNFOLLOWED, START)
    assert search(house, lost=True) == ([card.id], 1)

    with house.database.write() as tx:
        people.add_followers(tx, house.account_id, [card.person_id], START + timedelta(days=1), baseline=False)
        second = NewCard(FOLLOWERS, f"follower:{card.person_id}:2", card.person_id)
        cards.add(tx, house.workspace.id, house.account_id, None, [second], START + timedelta(days=1))
        second_id = cards.id_of(tx, house.account_id, second.subject)
    assert search(house, lost=True) == ([card.id], 1)
    assert search(house) == ([second_id, card.id], 2)
    assert search(house, until=START + timedelta(hours=1)) == ([card.id], 1)
    assert search(house, statuses=frozenset({CardStatus.OPEN})) == ([second_id], 1)

    with house.database.write() as tx:
        people.lose(tx, follower.id, LostReason.GONE, START + timedelta(days=2))
    assert search(house, lost=True) == ([second_id, card.id], 2)
    assert search(house, lost=True, oldest_first=True) == ([card.id, second_id], 2)


def test_who_was_looked_up_is_no_new_follower(house: House) -> None:
    """A card made for `/followers @handle` is in no list of followers."""
    with house.database.write() as tx:
        stranger = house.network.add_person("stranger")
        person_id = people.put(tx, house.account, [stranger], START)[stranger.id]
        looked_up = NewCard(FOLLOWERS, f"follower:{person_id}:0", person_id)
        cards.add(tx, house.workspace.id, house.account_id, None, [looked_up], START)
    assert search(house) == ([], 0)


def test_snoozed_cards_come_back_in_their_order(house: House) -> None:
    """Those whose time has come, the longest overdue first, and no others."""
    made = [house.follower_card(handle) for handle in ("one", "two", "three")]
    for card, hours in zip(made, (2, 1, 3), strict=True):
        house.put(card, status=CardStatus.SNOOZED, snoozed_until=START + timedelta(hours=hours))
    with house.database.read() as tx:
        back = cards.snoozed_until(tx, START + timedelta(hours=2))
    assert [card.id for card in back] == [made[1].id, made[0].id]


def test_messages_that_show_an_open_card(house: House) -> None:
    """The newest come first, one with many cards once; those with decided cards alone are not among them."""
    made = [house.follower_card(handle) for handle in ("one", "two", "three", "four", "five")]
    house.put(made[0], status=CardStatus.DONE)
    house.put(made[1], message_id=None)
    house.put(made[4], message_id=made[3].message_id)
    with house.database.read() as tx:
        assert cards.open_messages(tx, house.account_id, 5) == (made[3].message_id, made[2].message_id)
        assert cards.open_messages(tx, house.account_id, 1) == (made[3].message_id,)
        assert [c.id for c in cards.of_message(tx, made[2].message_id or 0)] == [made[2].id]
