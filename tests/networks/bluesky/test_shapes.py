"""What strangers and servers write becomes plain, bounded values; one odd entry doesn't hide the others."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.networks.base import Unavailable
from slackapp.networks.bluesky import shapes
from slackapp.networks.bluesky.errors import WrongShape
from tests.networks.bluesky.pds import CID, MIRA, OURS, QUESTION, US, Pds, notice, post, profile, record
from tests.networks.x.loopback import http

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
FIELDS = ["did", "handle", "displayName", "avatar", "viewer", "verification", "followersCount", "createdAt", "website"]
WRITTEN = ["text", "createdAt", "reply", "facets", "embed", "langs", "labels"]
OF_US = {"features": [{"$type": "app.bsky.richtext.facet#mention", "did": US}]}


def test_a_profile() -> None:
    """All that the network tells is there."""
    person = shapes.profile(
        profile(
            displayName="Mira",
            description="Ferns.",
            avatar="https://cdn.example.com/a.jpg",
            followersCount=7,
            followsCount=8,
            postsCount=9,
            createdAt="2024-05-01T00:00:00.000Z",
            verification={"verifiedStatus": "valid"},
        )
    )
    assert (person.id, person.handle, person.name, person.bio) == (MIRA, "mira.example.com", "Mira", "Ferns.")
    assert (person.followers, person.following, person.posts) == (7, 8, 9)
    assert person.created_at == datetime(2024, 5, 1, tzinfo=UTC)
    assert person.page_url == "https://bsky.app/profile/mira.example.com"
    assert person.verified
    assert not person.default_picture


@pytest.mark.parametrize("handle", ["handle.invalid", "", None, 7, "<!channel>", "a b.example.com", "x" * 300 + ".com"])
def test_a_handle_that_leads_nowhere(handle: object) -> None:
    """Such a person goes by their DID."""
    person = shapes.profile(profile() | {"handle": handle})
    assert (person.handle, person.page_url) == (MIRA, f"https://bsky.app/profile/{MIRA}")


@given(st.dictionaries(st.sampled_from(FIELDS), JSON))
def test_any_profile_is_a_profile_or_none(fields: dict[str, Any]) -> None:
    """Types that the lexicon doesn't know never get through."""
    try:
        person = shapes.profile({"did": MIRA} | fields)
    except WrongShape:
        return
    assert all(isinstance(value, str) for value in (person.id, person.handle, person.name, person.bio, person.website))
    assert person.followers is None or isinstance(person.followers, int)
    assert person.avatar_url == "" or person.avatar_url.startswith("http")


@given(st.dictionaries(st.sampled_from(WRITTEN), JSON), JSON)
def test_any_record_is_a_post(written: dict[str, Any], seen: Any) -> None:
    """A post's author may write anything into it."""
    found = shapes.post(post() | {"record": written, "indexedAt": seen})
    assert found
    assert isinstance(found.text, str)
    assert len(found.text) <= 3000
    assert "\0" not in found.text
    found.text.encode()


def test_a_post() -> None:
    """Thread, answer, quote, mentions, language and warning come from the record."""
    other = QUESTION.replace("aaa", "eee")
    found = shapes.post(
        post(
            reply={"root": {"uri": other, "cid": CID}, "parent": {"uri": OURS, "cid": CID}},
            facets=[OF_US, OF_US, "odd"],
            embed={"record": {"record": {"uri": other}}},
            langs=["nb"],
            labels={"values": [{"val": "graphic-media"}, {"val": "made-up"}]},
        )
    )
    assert found
    assert (found.thread_id, found.in_reply_to_id, found.in_reply_to_author_id) == (other, OURS, US)
    assert (found.mentioned_ids, found.quoted_id, found.language) == ((US,), other, "nb")
    assert found.warning == "Graphic media"
    assert found.url == "https://bsky.app/profile/mira.example.com/post/3m2aaaaaaaaaa"


@pytest.mark.parametrize(
    ("written", "minute"), [("2026-08-01T09:00:00Z", 0), ("2099-01-01T00:00:00Z", 1), ("junk", 1), (None, 1)]
)
def test_a_post_is_never_newer_than_it_was_seen(written: object, minute: int) -> None:
    """A time in the future is a claim; the network's own goes before it."""
    found = shapes.post(post(createdAt=written) | {"indexedAt": "2026-08-01T10:00:00.000Z"})
    assert found
    assert found.created_at == datetime(2026, 8, 1, 9 + minute, tzinfo=UTC)


@pytest.mark.parametrize("claimed", ["0001-01-01T00:00:00+11:00", "0001-01-01T00:00:00Z", "1969-07-20T00:00:00Z"])
def test_no_time_is_older_than_computers(claimed: str) -> None:
    """The year 1 would break whoever moves it to another time zone."""
    found = shapes.post(post(createdAt=claimed))
    assert found
    assert found.created_at == datetime(1970, 1, 1, tzinfo=UTC)


def test_a_time_of_nanoseconds() -> None:
    """Other clients write more digits than Python keeps."""
    found = shapes.post(post(createdAt="2026-08-01T08:00:00.123456789-01:00"))
    assert found
    assert found.created_at == datetime(2026, 8, 1, 9, 0, 0, 123_456, tzinfo=UTC)


def test_odd_notifications_hide_no_others() -> None:
    """What the lexicon learns tomorrow, and nonsense, is passed over."""
    odd = [7, None, {}, notice(3, author=None), notice(3, indexedAt="soon"), notice(3, uri=7), notice(4, "tomorrows")]
    body = {"notifications": [notice(5, record={"$type": "new.thing", "x": [1]}, more={"a": 1}), *odd, notice(1)]}
    with Pds(listNotifications=http(200, body), getProfiles=http(200, {"profiles": []})) as server:
        page = server.bluesky().new_followers()
    assert [each.person.handle for each in page.items] == ["fan5.example.com", "fan1.example.com"]
    assert [each.at.minute for each in page.items] == [5, 1]


@pytest.mark.parametrize("body", [{}, {"followers": None}, {"followers": [7]}, {"followers": [{"did": "x"}]}])
def test_an_odd_follower_hides_nobody(body: dict[str, Any]) -> None:
    """In a list that is compared with the last one, somebody left out would count as gone: so it is no list."""
    with Pds(getFollowers=http(200, body)) as server, pytest.raises(Unavailable):
        server.bluesky().followers()


def test_new_followers_come_with_their_counts() -> None:
    """A notification shows none; who can't be looked up any more stays as the notification had them."""
    known = profile("did:plc:fan000000000000000000005", "fan5.example.com", followersCount=99)
    with Pds(
        listNotifications=http(200, {"notifications": [notice(5), notice(1)]}),
        getProfiles=http(200, {"profiles": [known]}),
    ) as server:
        first, second = server.bluesky().new_followers().items
        assert (first.person.followers, second.person.followers) == (99, None)
        assert len(server.asked("getProfiles")) == 1


def test_mentions_are_what_addresses_us() -> None:
    """Mentions, answers and quotes of ours; what is deleted, and answers to others in a thread of ours, are not."""

    def numbered(n: int, **record_: Any) -> dict[str, Any]:
        return post(QUESTION.replace("aaa", f"aa{n}", 1), f"no {n}", **record_)

    theirs = QUESTION.replace("aaa", "zzz", 1)
    answer = {"parent": {"uri": OURS, "cid": CID}, "root": {"uri": OURS, "cid": CID}}
    aside = {"parent": {"uri": theirs, "cid": CID}, "root": {"uri": OURS, "cid": CID}}
    views = [
        numbered(2, facets=[OF_US]),
        numbered(3, reply=answer),
        numbered(4, embed={"record": {"uri": OURS}}),
        numbered(5, reply=aside),
    ]
    notices = [notice(9 - i, "reply", uri=view["uri"]) for i, view in enumerate([*views, numbered(6)])]
    context = http(200, {"posts": [post(OURS, "New ferns!")]})
    with Pds(
        listNotifications=http(200, {"notifications": notices}), getPosts=[http(200, {"posts": views}), context]
    ) as server:
        page = server.bluesky().mentions()
    assert [found.text for found in page.items] == ["no 2", "no 3", "no 4"]
    assert [found.text for found in page.context] == ["New ferns!"]
    assert {person.handle for person in page.people} >= {"fan9.example.com"}
    assert page.mark == "2026-08-01T10:09:00.000000Z"


def test_our_own_posts_are_read_from_our_own_server() -> None:
    """A deletion shows at once there."""
    rows = [record(OURS, text="We do!", createdAt="2026-08-01T10:00:00Z")]
    with Pds(
        listRecords=http(200, {"records": rows, "cursor": "3m2bbbbbbbbbb"}), getRecord=http(200, rows[0])
    ) as server:
        page = server.bluesky().own_posts()
        assert ([found.text for found in page.items], page.mark) == (["We do!"], "3m2bbbbbbbbbb")
        assert server.bluesky().own_posts(page.mark).items == ()
        assert server.bluesky().own_posts(page.mark).cursor is None
        [found] = server.bluesky().posts([OURS])
        assert found.url == "https://bsky.app/profile/brand.example.com/post/3m2bbbbbbbbbb"
        assert not server.asked("getPosts")
