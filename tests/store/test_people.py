"""People and followers in the store."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import NoResultFound

from slackapp.domain.people import History, LostReason, Profile
from slackapp.store import people, posts
from tests.house import START, House

HOSTILE = "<!channel> \x00 \ud800 \u202e <script>alert(1)</script> '; DROP TABLE person; --"


def test_a_profile_comes_back_as_it_was(house: House) -> None:
    """Every field survives, in every script; an unknown count stays unknown."""
    profile = Profile(
        id="7",
        handle="Mira",
        name="Mira 🌿 ميرا",
        bio="Plants\nand people",
        location="Lisboa",
        website="https://mira.example",
        avatar_url="https://pictures.example/7.png",
        page_url="https://network.example/Mira",
        followers=3_000_000_000,
        following=None,
        posts=0,
        created_at=START,
        last_post_at=None,
        protected=True,
        verified=True,
        default_picture=True,
    )
    with house.database.write() as tx:
        person_id = people.put(tx, house.account, [profile], START)["7"]
        assert people.profile(tx, person_id) == profile
        assert people.find(tx, house.workspace.id, house.account.network, "mIrA") == (person_id, profile)
        renamed = replace(profile, handle="mira_now", name="M")
        assert people.put(tx, house.account, [renamed], START) == {"7": person_id}
        assert people.profile(tx, person_id) == renamed
        assert people.find(tx, house.workspace.id, house.account.network, "mira") is None
        with pytest.raises(NoResultFound):
            people.profile(tx, 0)


def test_a_hostile_profile_is_stored_and_bounded(house: House) -> None:
    """Whatever a stranger puts into a profile, it is kept as text, without what databases choke on, and cut."""
    profile = Profile(id="7", handle="x" * 900, name=HOSTILE, bio=HOSTILE * 1_000, website=HOSTILE)
    with house.database.write() as tx:
        stored = people.profile(tx, people.put(tx, house.account, [profile], START)["7"])
    assert "DROP TABLE" in stored.name
    assert "\x00" not in stored.name
    assert (len(stored.handle), len(stored.bio) <= 4_000) == (200, True)
    stored.name.encode()


def test_a_handle_that_changed_hands_belongs_to_whoever_was_seen_last(house: House) -> None:
    """The older person is still known by their id."""
    with house.database.write() as tx:
        people.put(tx, house.account, [Profile(id="8", handle="fern")], START + timedelta(days=1))
        people.put(tx, house.account, [Profile(id="7", handle="fern")], START)
        found = people.find(tx, house.workspace.id, house.account.network, "fern")
    assert found is not None
    assert found[1].id == "8"


def test_more_people_than_fit_into_one_question(house: House) -> None:
    """A burst of 1,201 new followers is recorded and found whole."""
    crowd = [Profile(id=str(n), handle=f"p{n}") for n in range(1_201)]
    with house.database.write() as tx:
        ids = people.put(tx, house.account, crowd, START)
        people.add_followers(tx, house.account_id, list(ids.values()), START, baseline=True)
        assert len(people.followers_among(tx, house.account_id, [p.id for p in crowd])) == 1_201
        known = people.current_followers(tx, house.account_id)
        people.set_misses(tx, [follower.id for follower in known.values()], 1)
        assert {f.misses for f in people.current_followers(tx, house.account_id).values()} == {1}


def test_a_follower_leaves_and_comes_back(house: House) -> None:
    """The loss is told with its reason; coming back begins a new round with a clean slate."""
    with house.database.write() as tx:
        person_id = people.put(tx, house.account, [Profile(id="7", handle="mira")], START)["7"]
        people.add_followers(tx, house.account_id, [person_id], START, baseline=True)
        first = people.follower(tx, house.account_id, person_id)
        assert first is not None
        assert (first.round, first.baseline, first.lost_at) == (1, True, None)
        people.set_misses(tx, [first.id], 1)
        people.lose(tx, first.id, LostReason.SUSPENDED, START + timedelta(hours=1))
        lost = people.followers_among(tx, house.account_id, ["7"])["7"]
        assert (lost.lost_reason, lost.lost_at) == (LostReason.SUSPENDED, START + timedelta(hours=1))
        assert people.current_followers(tx, house.account_id) == {}

        people.add_followers(tx, house.account_id, [person_id], START + timedelta(days=1), baseline=False)
        back = people.follower(tx, house.account_id, person_id)
        assert back is not None
        assert (back.id, back.round, back.misses, back.lost_at) == (first.id, 2, 0, None)
        assert (back.first_seen_at, back.baseline) == (START + timedelta(days=1), False)
        assert people.follower(tx, house.account_id, 0) is None


def test_history_counts_what_passed_between_us(house: House) -> None:
    """Mentions, how many of them were answered, and since when."""
    asker = house.network.add_person("noor")
    cards_made = [house.question_card(asker=asker)]
    house.clock.go(days=2)
    cards_made.append(house.question_card(asker=asker))
    with house.database.write() as tx:
        posts.answer(tx, cards_made[0].question_id or 0, house.clock(), "rapport", "9")
        history = people.history(tx, house.account_id, cards_made[0].person_id)
        assert people.history(tx, house.account_id, 0) == History()
    assert history == History(2, 1, START, START + timedelta(days=2))
