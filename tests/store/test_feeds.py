"""What people post, as it was read last."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import update

from slackapp.domain.posts import Audience, Feed, Post
from slackapp.store import feeds, people
from tests.house import ADA, BEN, START, House

WHOLE = Post(
    "9",
    "7",
    "Ferns 🌿\nand more",
    START,
    author_handle="mira",
    url="https://network.example/mira/9",
    in_reply_to_id="8",
    in_reply_to_author_id="1000",
    quoted_id="5",
    language="pt",
    is_repost=True,
    audience=Audience.UNLISTED,
    warning="plants",
)
HOSTILE = "<!channel> \x00 \ud800 \u202e '; DROP TABLE feed; --"


def read(house: House, *posts: Post, by: str = ADA) -> int:
    """Somebody's posts are read and kept; returns the person."""
    with house.database.write() as tx:
        person_id = people.put(tx, house.account, [house.network.add_person("mira", id="7")], START)["7"]
        feeds.put(tx, house.workspace.id, person_id, posts, by, START)
    return person_id


def kept(house: House, person_id: int) -> Feed:
    """What is kept of somebody."""
    with house.database.read() as tx:
        found = feeds.of(tx, person_id)
    assert found is not None
    return found


def test_posts_come_back_as_they_were_read(house: House) -> None:
    """All that a card tells of them, in their order, with when and by whom they were read; of others nothing."""
    second = Post("10", "7", "", START)
    person_id = read(house, WHOLE, second)
    assert kept(house, person_id) == Feed((WHOLE, second), START, ADA)
    with house.database.read() as tx:
        assert feeds.of(tx, person_id + 1) is None
        assert set(feeds.of_people(tx, [person_id, person_id + 1])) == {person_id}


def test_the_last_reading_counts(house: House) -> None:
    """Nothing piles up, and an empty reading is one, too."""
    read(house, WHOLE)
    assert kept(house, read(house, by=BEN)) == Feed((), START, BEN)


def test_what_is_kept_is_bounded(house: House) -> None:
    """Ten posts of 500 characters, without what databases choke on."""
    one = replace(WHOLE, text=HOSTILE + "x" * 9_000, warning=HOSTILE * 90, url="https://x.example/" + "a" * 9_000)
    found = kept(house, read(house, *[one] * 30)).posts
    assert len(found) == 10
    assert (len(found[0].text) <= 500, len(found[0].warning) <= 500, found[0].url) == (True, True, "")
    assert "DROP TABLE" in found[0].text
    assert "\x00" not in found[0].text
    found[0].text.encode()


def test_what_another_version_wrote_is_read_as_far_as_it_is_understood(house: House) -> None:
    """Unknown fields say nothing; what is no post is left out, and hides no other."""
    person_id = read(house, WHOLE)
    good = {"id": "1", "created_at": START.isoformat(), "text": "Hi", "mood": {"happy": 9}, "url": 7, "warning": None}
    wrong = [
        7,
        None,
        {},
        {"id": 3, "created_at": START.isoformat()},
        {"id": "4", "created_at": "soon"},
        good | {"audience": "aliens"},
    ]
    with house.database.write() as tx:
        tx.execute(update(feeds.feeds).values(posts=[*wrong, good]))
    assert kept(house, person_id).posts == (Post("1", "", "Hi", START),)


def test_another_workspace_does_not_write_over_it(house: House) -> None:
    """Whatever person it names."""
    person_id = read(house, WHOLE)
    later = START + timedelta(hours=1)
    with house.database.write() as tx:
        feeds.put(tx, house.workspace.id + 1, person_id, [], BEN, later)
    assert kept(house, person_id) == Feed((WHOLE,), START, ADA)
