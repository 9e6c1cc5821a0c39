"""What `/followers` and `/questions` answer."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.accounts import Account
from slackapp.domain.card import CardKind, CardStatus, Choice
from slackapp.domain.people import Absence, LostReason, NetworkName
from slackapp.listings import PAGE, Asker, UnknownQuery, _shares
from slackapp.networks.base import Unavailable
from slackapp.store import accounts, cards, figures, people
from slackapp.store.database import Database
from tests.fake_network import FakeNetwork
from tests.house import ADA, BEN, START, House

UTC_ZONE = ZoneInfo("UTC")


def asker(house: House, zone: str = "UTC", who: str = ADA) -> Asker:
    """Somebody of the house's workspace."""
    return Asker(house.workspace.id, who, ZoneInfo(zone))


def handles(house: House, query: str, zone: str = "UTC", page: int = 1) -> list[str]:
    """Whom `/followers` shows."""
    return [face.person.handle for face in house.listings.followers(asker(house, zone), query, page).faces]


def test_today_is_the_asking_persons_day(house: House) -> None:
    """At nine in the morning in UTC it is yesterday's evening in Los Angeles, and late today in Auckland."""
    house.clock.at = START.replace(hour=3)
    house.follower_card("early")  # 19:00 of March 1st in Los Angeles, 16:00 of March 2nd in Auckland
    house.clock.at = START
    house.follower_card("late")  # 01:00 of March 2nd in Los Angeles
    house.clock.at = START.replace(hour=9, minute=30)
    assert handles(house, "today") == ["late", "early"]
    assert handles(house, "today", "America/Los_Angeles") == ["late"]
    assert handles(house, "yesterday", "America/Los_Angeles") == ["early"]
    assert handles(house, "yesterday", "Pacific/Auckland") == []


def test_a_week_is_seven_local_days(house: House) -> None:
    """Today and the six before it."""
    for days in range(9):
        house.clock.at = START - timedelta(days=8 - days)
        house.follower_card(f"d{8 - days}")
    assert handles(house, "week") == [f"d{n}" for n in range(6)]
    assert handles(house, "week", page=2) == ["d6"]


def test_pending_is_what_nobody_has_decided_on(house: House) -> None:
    """Open and snoozed ones."""
    one, two, three = (house.follower_card(handle) for handle in ("one", "two", "three"))
    house.decide(one, Choice.IGNORE)
    house.decide(two, Choice.SNOOZE, until=START + timedelta(days=1))
    assert sorted(handles(house, "pending")) == ["three", "two"]
    assert house.card(three.id).status is CardStatus.OPEN


def test_those_who_wait_stand_worth_it_first(house: House) -> None:
    """Then by time; over all pages, also beyond those who are weighed."""
    looks = {
        "farmer": {"bio": "#teamfollowback I follow back", "followers": 9_000, "following": 9_900},
        "nobody": {},
        "potter": {
            "bio": "Potter in Porto, ferns on every sill",
            "followers": 900,
            "following": 300,
            "posts": 2_000,
            "created_at": START - timedelta(days=1500),
            "last_post_at": START - timedelta(hours=3),
        },
    }
    for n in range(3):
        for kind in ("potter", "farmer", "nobody"):
            house.clock.go(minutes=1)
            house.follower_card(f"{kind}{n}", **looks[kind])
    order = [f"{kind}{n}" for kind in ("potter", "nobody", "farmer") for n in (2, 1, 0)]
    assert handles(house, "pending") == order[:PAGE]
    assert handles(house, "pending", page=2) == order[PAGE:]


def test_beyond_those_who_are_weighed_the_newest_come_first(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is shown twice, or left out, where a page has some of both."""
    monkeypatch.setattr("slackapp.listings.WEIGHED", 4)
    come_to(house, house.account_id, *(f"n{n}" for n in range(PAGE + 5)))
    newest = [f"n{n}" for n in reversed(range(PAGE + 5))]
    assert handles(house, "pending") + handles(house, "pending", page=2) == newest


def test_the_lost_with_those_who_were_there_before_us(house: House) -> None:
    """Each with the reason; they are in no list of new followers."""
    old, new = house.network.add_follower("old"), None
    house.polled()
    new = house.network.add_follower("new")
    house.polled()
    house.network.lose_follower(old.id)
    house.network.lose_follower(new.id, Absence.SUSPENDED)
    for _ in range(2):
        house.clock.go(days=1)
        house.polled()
    listing = house.listings.followers(asker(house), "lost")
    assert {face.person.handle: face.lost for face in listing.faces} == {
        "old": LostReason.UNFOLLOWED,
        "new": LostReason.SUSPENDED,
    }
    assert {face.card.status for face in listing.faces} == {CardStatus.CLOSED}
    assert (handles(house, "today"), handles(house, "pending"), handles(house, "week")) == ([], [], ["new"])


def test_pages(house: House) -> None:
    """A full page, the rest, and the last page for whoever asks for one beyond it."""
    house.bare_cards(PAGE * 2 + 1)
    pages = [house.listings.followers(asker(house), "pending", page) for page in (1, 2, 3, 99, 0, -5)]
    assert [len(each.faces) for each in pages] == [PAGE, PAGE, 1, 1, PAGE, PAGE]
    assert [each.page for each in pages] == [1, 2, 3, 3, 1, 1]
    assert {(each.pages, each.total, each.command, each.query) for each in pages} == {
        (3, PAGE * 2 + 1, "/followers", "pending")
    }
    shown = [face.card.id for each in pages[:3] for face in each.faces]
    assert len(set(shown)) == PAGE * 2 + 1


def test_nothing_to_show_is_one_empty_page(house: House) -> None:
    """Not page 1 of 0."""
    listing = house.listings.followers(asker(house), "today")
    assert (listing.faces, listing.page, listing.pages, listing.total) == ((), 1, 1, 0)


@pytest.mark.parametrize("query", ["", "tomorrow", "TODAY; --", "@", "@" + "x" * 101])
def test_words_it_does_not_know(sqlite_house: House, query: str) -> None:
    """They are answered with help, and nobody is called."""
    with pytest.raises(UnknownQuery):
        sqlite_house.listings.followers(asker(sqlite_house), query)
    assert sqlite_house.network.calls == []


def test_a_follower_we_know_is_found_by_handle(house: House) -> None:
    """Their own card, whatever the case of the letters, without a call to the network."""
    card = house.follower_card("Mira")
    (face,) = house.listings.followers(asker(house), "@mIRA").faces
    assert (face.card.id, house.network.calls) == (card.id, [])


def test_anybody_else_is_looked_up_once(house: House) -> None:
    """They get a card that can be decided on, and are no new follower by it."""
    house.network.add_person("stranger", bio="Hello")
    (face,) = house.listings.followers(asker(house), "@stranger").faces
    assert (face.person.bio, face.card.message_id) == ("Hello", None)
    (again,) = house.listings.followers(asker(house), "@stranger").faces
    assert (again.card.id, house.network.called("person")) == (face.card.id, 1)
    assert (handles(house, "today"), handles(house, "pending")) == ([], [])
    with house.database.read() as tx:
        assert figures.waiting(tx, house.account_id)[0] == 0
    house.decide(face.card, Choice.FOLLOW)
    house.perform_all()
    assert len(house.network.follows) == 1


def test_nobody_by_that_handle(sqlite_house: House) -> None:
    """An empty answer; trouble on the way is told as trouble."""
    assert handles(sqlite_house, "@nobody") == []
    sqlite_house.network.fail_next("person", Unavailable("X is down."))
    with pytest.raises(Unavailable):
        handles(sqlite_house, "@nobody")


def test_one_person_as_each_account_knows_them(sqlite_house: House) -> None:
    """A workspace with two accounts sees two cards."""
    house = sqlite_house
    house.follower_card("mira")
    with house.database.write() as tx:
        accounts.put_account(tx, house.workspace.id, NetworkName.X, replace(house.network.me(), id="2"), "", START)
    faces = house.listings.followers(asker(house), "@mira").faces
    assert len({face.account.id for face in faces}) == 2


def second_account(house: House) -> tuple[int, FakeNetwork]:
    """Another account of the workspace, on Mastodon, and the network that speaks for it alone."""
    there = FakeNetwork(now=house.clock, name=NetworkName.MASTODON)
    with house.database.write() as tx:
        made = accounts.put_account(
            tx, house.workspace.id, NetworkName.MASTODON, replace(house.network.me(), id="2"), "", START
        )
    house.networks._made[made.id] = there
    return made.id, there


def come_to(house: House, account_id: int, *handles: str, at: datetime | None = None) -> None:
    """New followers of an account, each after the one before; `at` is when the network says they followed."""
    for handle in handles:
        house.clock.go(minutes=1)
        person = house.network.add_person(handle)
        with house.database.write() as tx:
            person_id = people.put(tx, accounts.account(tx, account_id), [person], house.clock())[person.id]
            people.add_followers(tx, account_id, [person_id], house.clock(), baseline=False)
            if at is not None:
                people.set_followed(tx, account_id, {person_id: at})
            new = cards.NewCard(CardKind.FOLLOWER, f"follower:{person_id}:1", person_id)
            cards.add(tx, house.workspace.id, account_id, None, [new], house.clock())


def test_followers_of_several_accounts_stand_by_account(house: House) -> None:
    """One account after another, newest first in each, over all pages: each with how many there are in all of it."""
    other, _ = second_account(house)
    come_to(house, house.account_id, "x1", "x2")
    come_to(house, other, *(f"m{n}" for n in range(PAGE + 1)))
    come_to(house, house.account_id, "x3")
    one, two = (house.listings.followers(asker(house), "pending", page) for page in (1, 2))
    assert [face.person.handle for face in one.faces] == ["x3", "x2", "x1", "m6", "m5", "m4"]
    assert [face.person.handle for face in two.faces] == ["m3", "m2", "m1", "m0"]
    assert [(s.account.id, s.total, s.goes_on) for s in one.shares] == [
        (house.account_id, 3, False),
        (other, PAGE + 1, False),
    ]
    assert [(s.account.id, s.total, s.goes_on) for s in two.shares] == [(other, PAGE + 1, True)]
    assert (one.total, one.pages) == (PAGE + 4, 2)


@settings(max_examples=50)
@given(first=st.integers(0, 3 * PAGE), others=st.lists(st.integers(1, 2 * PAGE), max_size=3))
def test_every_page_of_shares_adds_up(first: int, others: list[int]) -> None:
    """Over all pages each account is begun once, goes on from where it stopped, and is told with its whole number."""
    ours = {n: Account(n, 1, NetworkName.X, str(n), f"brand{n}") for n in range(1, len(others) + 2)}
    totals = {n: total for n, total in zip(ours, (first, *others), strict=True) if total}
    everybody = [account_id for account_id, total in totals.items() for _ in range(total)]
    for start in range(0, len(everybody), PAGE):
        shown = everybody[start : start + PAGE]
        shares = _shares(ours, totals, start)
        assert [s.account.id for s in shares] == list(dict.fromkeys(shown))
        assert [s.goes_on for s in shares] == [s.account.id in everybody[:start] for s in shares]
        assert [s.total for s in shares] == [totals[s.account.id] for s in shares]


def test_one_account_needs_no_heading(sqlite_house: House) -> None:
    """Nor do questions, whose order is their age; each entry names its account."""
    sqlite_house.follower_card("mira")
    assert sqlite_house.listings.followers(asker(sqlite_house), "today").shares == ()
    second_account(sqlite_house)
    sqlite_house.question_card()
    assert sqlite_house.listings.questions(asker(sqlite_house), "open").shares == ()
    assert len(sqlite_house.listings.followers(asker(sqlite_house), "today").shares) == 1


def test_a_disconnected_account_keeps_its_heading(sqlite_house: House) -> None:
    """What it brought stays, and is told apart from what others bring."""
    house = sqlite_house
    other, _ = second_account(house)
    come_to(house, other, "mira")
    house.follower_card("noor")
    with house.database.write() as tx:
        accounts.disconnect(tx, other)
    shares = house.listings.followers(asker(house), "pending").shares
    assert [(s.account.id, s.total) for s in shares] == [(house.account_id, 1), (other, 1)]


def test_a_network_that_tells_when_they_followed_is_believed(house: House) -> None:
    """Its time stands beside when we first saw them; where it tells none, there is none."""
    other, _ = second_account(house)
    come_to(house, other, "mira", at=START - timedelta(minutes=3))
    house.follower_card("noor")
    noor, mira = house.listings.followers(asker(house), "today").faces
    assert (mira.followed_at, noor.followed_at) == (START - timedelta(minutes=3), None)
    assert mira.since > START


def test_a_handle_with_its_host_is_looked_up(sqlite_house: House) -> None:
    """Where people stand on many servers, the whole handle names them; who is only looked up follows nobody."""
    house = sqlite_house
    other, there = second_account(house)
    there.add_person("mira@plants.example", bio="Ferns")
    (face,) = house.listings.followers(asker(house), "@mira@plants.example").faces
    assert (face.account.id, face.person.bio, face.follows) == (other, "Ferns", False)
    assert (house.network.called("person"), there.called("person")) == (1, 1)


def test_one_network_that_fails_does_not_hide_what_another_knows(sqlite_house: House) -> None:
    """What was found is shown, and which account could not be asked; only where none could, that is all."""
    house = sqlite_house
    other, there = second_account(house)
    for _ in range(2):
        there.fail_next("person", Unavailable("Mastodon is down."))
    house.network.add_person("mira")
    found = house.listings.followers(asker(house), "@mira")
    assert [face.account.id for face in found.faces] == [house.account_id]
    assert [(account.id, reason) for account, reason in found.unasked] == [(other, "Mastodon is down.")]
    nobody = house.listings.followers(asker(house), "@nobody")
    assert (nobody.faces, len(nobody.unasked)) == ((), 1)
    there.fail_next("person", Unavailable("Mastodon is down."))
    house.network.fail_next("person", Unavailable("X is down."))
    with pytest.raises(Unavailable, match=r"X is down\."):
        house.listings.followers(asker(house), "@nobody")


def test_questions(house: House) -> None:
    """Open ones oldest first, those I decided on, and all of them newest first."""
    made = []
    for n in range(3):
        made.append(house.question_card(f"@fernandfable {n}?", house.network.add_person(f"p{n}")))
        house.clock.go(hours=1)
    house.decide(made[1], Choice.IGNORE, BEN)

    def shown(query: str, who: str = ADA) -> list[int]:
        return [
            made.index(house.card(f.card.id)) if house.card(f.card.id) in made else 1
            for f in house.listings.questions(asker(house, who=who), query).faces
        ]

    assert shown("open") == [0, 2]
    assert shown("all") == [2, 1, 0]
    assert (shown("mine"), shown("mine", BEN)) == ([], [1])
    with pytest.raises(UnknownQuery):
        shown("lost")


def test_a_workspace_sees_its_own_alone(database: Database) -> None:
    """Neither lists nor handles show what another workspace knows."""
    ours, theirs = House(database), House(database, "T2")
    theirs.follower_card("mira")
    theirs.question_card()
    assert handles(ours, "today") == []
    assert ours.listings.questions(asker(ours), "all").total == 0
    ours.network.absent[next(p.id for p in theirs.network.known.values() if p.handle == "mira")] = Absence.GONE
    assert handles(ours, "@mira") == []
