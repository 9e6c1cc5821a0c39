"""X's objects become plain values; odd fields are left out, and an unusable answer is never half-used."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slackapp.domain.people import Absence, Profile
from slackapp.networks.base import CutOff, NetworkError, Unavailable
from slackapp.networks.x import shapes
from tests.networks.x.loopback import Loopback, http
from tests.networks.x.test_refusals import READS, WRITES

MIRA: dict[str, Any] = {
    "id": "2001",
    "username": "mira_fern",
    "name": "Mira 🌿",
    "description": "Botanist &amp; baker. https://t.co/aaa",
    "location": "Lisbon",
    "url": "https://t.co/bbb",
    "entities": {
        "url": {"urls": [{"url": "https://t.co/bbb", "expanded_url": "https://mira.example"}]},
        "description": {"urls": [{"url": "https://t.co/aaa", "expanded_url": "https://bread.example"}]},
    },
    "created_at": "2013-12-14T04:35:55.000Z",
    "profile_image_url": "https://pbs.twimg.com/profile_images/1/abc_normal.jpg",
    "public_metrics": {
        "followers_count": 120,
        "following_count": 80,
        "tweet_count": 4096,
        "listed_count": 2,
        "like_count": 310,
    },
    "most_recent_tweet_id": "1212092628029698048",
    "protected": False,
    "verified": True,
}
POST: dict[str, Any] = {
    "id": "1212092628029698048",
    "author_id": "2001",
    "text": "@fernandfable is &lt;this&gt; ok? https://t.co/ccc https://t.co/cccd",
    "created_at": "2019-12-31T19:26:16.000Z",
    "conversation_id": "1212092627178287104",
    "in_reply_to_user_id": "1000",
    "referenced_tweets": [{"type": "replied_to", "id": "1212092627178287104"}, {"type": "quoted", "id": "7"}],
    "entities": {
        "mentions": [{"username": "fernandfable", "id": "1000"}, {"username": "gone"}, {"id": "1000"}],
        "urls": [{"url": "https://t.co/ccc", "expanded_url": "https://fern.example/a?b=1&c=2"}],
    },
    "lang": "en",
}


def test_a_profile_in_the_newer_words() -> None:
    """X's documents call posts tweets here and posts there: both are read."""
    metrics = {"post_count" if name == "tweet_count" else name: n for name, n in MIRA["public_metrics"].items()}
    newer = {name: value for name, value in MIRA.items() if name != "most_recent_tweet_id"}
    newer |= {"most_recent_post_id": MIRA["most_recent_tweet_id"], "public_metrics": metrics}
    assert shapes.profile(newer) == shapes.profile(MIRA)


def test_a_whole_profile() -> None:
    """Every field arrives where it belongs."""
    assert shapes.profile(MIRA) == Profile(
        id="2001",
        handle="mira_fern",
        name="Mira 🌿",
        bio="Botanist & baker. https://bread.example",
        location="Lisbon",
        website="https://mira.example",
        avatar_url="https://pbs.twimg.com/profile_images/1/abc_bigger.jpg",
        page_url="https://x.com/mira_fern",
        followers=120,
        following=80,
        posts=4096,
        created_at=datetime(2013, 12, 14, 4, 35, 55, tzinfo=UTC),
        last_post_at=datetime(2019, 12, 31, 19, 26, 16, 771_000, tzinfo=UTC),
        verified=True,
        listed=2,
        likes=310,
    )


def test_a_bio_left_out_is_no_empty_bio() -> None:
    """X tells an empty bio as an empty text; where the field is missing, nobody knows."""
    assert not shapes.profile({"id": "2001"}).bio_told
    empty = shapes.profile(MIRA | {"description": ""})
    assert (empty.bio, empty.bio_told) == ("", True)


def test_a_default_picture() -> None:
    """X's own picture says that a person chose none."""
    url = "https://abs.twimg.com/sticky/default_profile_images/default_profile_normal.png"
    assert shapes.profile(MIRA | {"profile_image_url": url}).default_picture
    assert not shapes.profile(MIRA).default_picture


@pytest.mark.parametrize("odd", [None, 7, "x", [], {}, [None], {"urls": 3}, True, -1, 1e308, "\ud800\0"])
@pytest.mark.parametrize("name", [n for n in MIRA if n != "id"])
def test_a_profile_with_an_odd_field(name: str, odd: object) -> None:
    """Nothing but the id is insisted on, and nothing odd gets through to the database."""
    found = shapes.profile(MIRA | {name: odd})
    assert found.id == "2001"
    for text in (found.handle, found.name, found.bio, found.location, found.website):
        assert "\0" not in text
        text.encode()


@pytest.mark.parametrize("bad", [None, 7, "", "12a", "../1", "٣", "9" * 20])
def test_a_person_without_an_id_spoils_the_page(bad: object) -> None:
    """Leaving them out would look like a lost follower: the whole page fails instead."""
    with Loopback(http(200, {"data": [MIRA, MIRA | {"id": bad}], "meta": {}})) as server, pytest.raises(Unavailable):
        server.x().followers()


def test_a_whole_post() -> None:
    """Text as a reader sees it, and who is addressed."""
    post = shapes.post(POST, {"2001": "mira_fern"})
    assert post.text == "@fernandfable is <this> ok? https://fern.example/a?b=1&c=2 https://t.co/cccd"
    assert post.created_at == datetime(2019, 12, 31, 19, 26, 16, tzinfo=UTC)
    assert post.url == "https://x.com/mira_fern/status/1212092628029698048"
    assert (post.in_reply_to_id, post.in_reply_to_author_id) == ("1212092627178287104", "1000")
    assert (post.quoted_id, post.mentioned_ids, post.language, post.is_repost) == ("7", ("1000",), "en", False)


def test_a_long_post() -> None:
    """`text` is only its beginning; the whole is in the note, with links of its own."""
    note = {
        "text": "a" * 300 + " https://t.co/d",
        "entities": {"urls": [{"url": "https://t.co/d", "expanded_url": "https://e.example"}]},
    }
    post = shapes.post(POST | {"note_tweet": note}, {})
    assert post.text == "a" * 300 + " https://e.example"
    assert post.mentioned_ids == ("1000",)
    assert len(shapes.post(POST | {"note_tweet": {"text": "a" * 900_000}}, {}).text) == 25_000


def test_a_post_without_a_date() -> None:
    """Its id holds the moment it was made in."""
    post = shapes.post({"id": POST["id"]}, {})
    assert post.created_at == datetime(2019, 12, 31, 19, 26, 16, 771_000, tzinfo=UTC)
    assert post.url == "https://x.com/i/status/1212092628029698048"


def test_a_repost() -> None:
    """A repost is marked as one."""
    assert shapes.post(POST | {"referenced_tweets": [{"type": "retweeted", "id": "7"}]}, {}).is_repost


def test_an_empty_page_in_the_middle_goes_on() -> None:
    """X filters after it cuts its pages: an empty one may have a next one."""
    with Loopback(http(200, {"meta": {"result_count": 0, "next_token": "next"}})) as server:
        page = server.x().followers()
    assert (page.items, page.cursor) == ((), "next")


def test_a_page_that_leads_to_itself() -> None:
    """A walk would never end."""
    with Loopback(http(200, {"data": [], "meta": {"next_token": "again"}})) as server, pytest.raises(Unavailable):
        server.x().followers(cursor="again")


def test_passed_over_in_silence() -> None:
    """Whom X neither shows nor explains is hidden, not gone: nobody is lost by it."""
    not_ours = {
        "title": "Authorization Error",
        "value": "2003",
        "type": "https://api.twitter.com/2/problems/not-authorized-for-resource",
    }
    with Loopback(http(200, {"data": [MIRA], "errors": [not_ours, None, {"value": 5}]})) as server:
        found = server.x().people(["2001", "2002", "2003"])
    assert found == {"2001": shapes.profile(MIRA), "2002": Absence.HIDDEN, "2003": Absence.HIDDEN}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("follow", {"following": False, "pending_follow": False}),
        ("unfollow", {"following": True}),
        ("like", {"liked": "yes"}),
        ("reply", {"text": "We do!"}),
        ("delete_post", {"deleted": False}),
    ],
)
def test_a_success_that_does_not_say_so(name: str, data: object) -> None:
    """A 200 that doesn't confirm what was asked is a doubt."""
    with Loopback(http(200, {"data": data})) as server, pytest.raises(CutOff):
        WRITES[name](server.x())


LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=20),
    st.sampled_from(["2001", "1212092628029698048", "2019-12-31T19:26:16.000Z", "0001-01-01T00:00:00+23:00", "9" * 19]),
)
NAMES = st.sampled_from(
    [*MIRA, *POST, "data", "errors", "meta", "includes", "users", "tweets", "next_token", "result_count", "urls", "url",
     "expanded_url", "mentions", "type", "detail", "value", "resource_id", "note_tweet", "connection_status"]
)  # fmt: skip
ANY_JSON = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=6)),
    max_leaves=30,
)
PERSON = st.fixed_dictionaries({"id": LEAVES}, optional={name: ANY_JSON for name in MIRA if name != "id"})
TWEET = st.fixed_dictionaries({"id": LEAVES}, optional={name: ANY_JSON for name in POST if name != "id"})
BODIES = st.one_of(
    ANY_JSON,
    st.fixed_dictionaries(
        {},
        optional={
            "data": st.one_of(PERSON, TWEET, st.lists(st.one_of(PERSON, TWEET), max_size=3), ANY_JSON),
            "includes": st.fixed_dictionaries({}, optional={"users": st.lists(PERSON, max_size=2), "tweets": ANY_JSON}),
            "errors": ANY_JSON,
            "meta": ANY_JSON,
        },
    ),
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=BODIES, status=st.sampled_from([200, 200, 200, 200, 400, 403, 404, 429]), name=st.sampled_from([*READS]))
def test_any_json_stays_in_the_family(server: Loopback, body: object, status: int, name: str) -> None:
    """Whatever JSON X answers, a read gives values or a NetworkError, and never CutOff."""
    server.answer = http(status, json.dumps(body).encode())
    error: NetworkError | None = None
    try:
        READS[name](server.x())
    except NetworkError as raised:
        error = raised
    assert not isinstance(error, CutOff)
    assert error is None or 0 < len(error.reason) < 400


@pytest.fixture
def server() -> Any:
    """One loopback for all of a test's examples."""
    with Loopback() as loopback:
        yield loopback
