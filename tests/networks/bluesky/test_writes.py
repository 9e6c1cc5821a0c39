"""Each write is one record, the same however often it is sent."""

from datetime import UTC, datetime
from typing import Any

import pytest

from slackapp.domain.capability import Capability
from slackapp.networks.base import Gone, Refused
from slackapp.networks.bluesky.ids import tid
from tests.networks.bluesky.pds import (
    CID,
    FOLLOW,
    LIKE,
    MIRA,
    ONCE,
    OURS,
    QUESTION,
    US,
    WRITES,
    Pds,
    post,
    profile,
    record,
    refusal,
)
from tests.networks.x.loopback import http

PARENT = {"$type": "com.atproto.repo.strongRef", "uri": QUESTION, "cid": CID}


@pytest.mark.parametrize("name", ["follow", "reply", "hello", "like"])
def test_the_same_write_is_the_same_record(name: str) -> None:
    """Sent again, by another process perhaps, it has the same key and the same content."""
    with Pds() as server:
        WRITES[name][1](server.bluesky())
        WRITES[name][1](server.bluesky())
        first, second = server.asked("putRecord")
        assert first.body == second.body
        assert tid(ONCE).encode() in first.body
        assert b'"createdAt":"2026-08-01T12:00:00.000Z"' in first.body


def test_a_follow() -> None:
    """It names whom we follow, in our own repository."""
    with Pds() as server:
        server.bluesky().follow(MIRA, ONCE)
        body = server.put()
        assert (body["repo"], body["collection"]) == (US, "app.bsky.graph.follow")
        assert body["record"]["subject"] == MIRA


@pytest.mark.parametrize("there", [True, False])
def test_a_follow_that_the_network_shows_already(there: bool) -> None:
    """No second record, unless the first is deleted and the network only lags behind."""
    held = http(200, record(FOLLOW, subject=MIRA)) if there else refusal(400, "RecordNotFound")
    with Pds(getProfile=http(200, profile(viewer={"following": FOLLOW})), getRecord=held) as server:
        server.bluesky().follow(MIRA, ONCE)
        assert len(server.asked("putRecord")) == (0 if there else 1)


def test_a_follow_that_the_network_does_not_show_yet() -> None:
    """A server keeps two follows of one person; so our own newest ones are looked at first."""
    with Pds(listRecords=http(200, {"records": [record(FOLLOW, subject=MIRA)]})) as server:
        server.bluesky().follow(MIRA, ONCE)
        assert not server.asked("putRecord")


@pytest.mark.parametrize("user_id", ["mira.example.com", "", "did:plc:", "did:plc:a/../b"])
def test_a_follow_of_what_is_nobody(user_id: str) -> None:
    """The server would take any text; we don't."""
    with Pds() as server:
        with pytest.raises(Gone):
            server.bluesky().follow(user_id, ONCE)
        assert not server.requests


def test_nobody_follows_themselves() -> None:
    """The server would take that, too."""
    with Pds() as server, pytest.raises(Refused, match="your own account"):
        server.bluesky().follow(US, ONCE)


def test_an_unfollow_deletes_what_the_network_names_and_what_it_does_not_show_yet() -> None:
    """Both records, where a follow was made twice."""
    newer = FOLLOW.replace("ccc", "zzz", 1)
    rows = [record(newer, subject=MIRA), record(FOLLOW.replace("ccc", "yyy", 1), subject="did:plc:somebodyelse")]
    with Pds(listRecords=http(200, {"records": rows, "cursor": "3m2"})) as server:
        server.bluesky().unfollow(MIRA)
        keys = [request.body for request in server.asked("deleteRecord")]
        assert [key in body for key, body in zip((b"3m2cccccccccc", b"3m2zzz"), keys, strict=True)] == [True, True]


def test_a_relationship_is_true_at_once() -> None:
    """Our own records go before the network's view: a new follow counts, a deleted one doesn't."""
    rows = http(200, {"records": [record(FOLLOW, subject=MIRA)]})
    none = http(200, {"records": []})
    for viewer, listed, follows in (({}, rows, True), ({"following": FOLLOW}, none, False), ({}, none, False)):
        tied = http(200, {"profiles": [profile(viewer=viewer | {"followedBy": "at://x"})]})
        with Pds(getProfiles=tied, listRecords=listed) as server:
            found = server.bluesky().relationship(MIRA)
            assert (found.we_follow, found.they_follow) == (follows, True)


@pytest.mark.parametrize("deep", [False, True])
def test_a_reply_stands_in_its_thread(deep: bool) -> None:
    """Its parent is the post it answers, its root the first of the thread."""
    root = PARENT | {"uri": QUESTION.replace("aaa", "eee", 1)}
    answered = post(reply={"root": root, "parent": root}) if deep else post()
    with Pds(getPosts=http(200, {"posts": [answered]})) as server:
        done = server.bluesky().reply("We do! See @mira.example.com", QUESTION, ONCE)
        written = server.put()["record"]
        assert (written["reply"]["parent"], written["reply"]["root"]) == (PARENT, root if deep else PARENT)
        assert written["facets"][0]["features"] == [{"$type": "app.bsky.richtext.facet#mention", "did": MIRA}]
        assert done.id == OURS
        assert done.url == "https://bsky.app/profile/brand.example.com/post/3m2bbbbbbbbbb"


@pytest.mark.parametrize("root", [7, {}, {"uri": "https://x", "cid": CID}, {"uri": QUESTION, "cid": None}])
def test_a_root_that_makes_no_sense(root: object) -> None:
    """The post itself is root then."""
    with Pds(getPosts=http(200, {"posts": [post(reply={"root": root})]})) as server:
        server.bluesky().reply("We do!", QUESTION, ONCE)
        assert server.put()["record"]["reply"]["root"] == PARENT


def test_an_answer_to_a_post_of_ours_that_the_network_does_not_show_yet() -> None:
    """Our own server knows it."""
    with Pds(getPosts=http(200, {"posts": []}), getRecord=http(200, record(OURS, text="New ferns!"))) as server:
        server.bluesky().reply("And pots!", OURS, ONCE)
        assert server.put()["record"]["reply"]["parent"]["uri"] == OURS


def test_a_hello_to_nobody() -> None:
    """A hello whose first mention leads nowhere would reach nobody; further ones stay text."""
    with Pds(resolveHandle=refusal(400, "InvalidRequest", "Unable to resolve handle")) as server:
        with pytest.raises(Gone):
            server.bluesky().hello("@mira.example.com welcome!", ONCE)
        assert not server.asked("putRecord")
        server.bluesky().hello("Welcome, @mira.example.com!", ONCE)
        assert "facets" not in server.put()["record"]


@pytest.mark.parametrize("text", ["@did:plc:miramiramiramiramiramira hi", "@mira hi", "\u3000@nobody hi"])
def test_a_hello_that_mentions_nobody(text: str) -> None:
    """Who has no handle can't be mentioned, and a name without its domain is none."""
    with Pds() as server:
        with pytest.raises(Gone):
            server.bluesky().hello(text, ONCE)
        assert not server.asked("putRecord")
        assert server.bluesky().hello("\u3000@mira.example.com hi", ONCE).id


@pytest.mark.parametrize("text", ["", "x" * 301, "👩‍👩‍👧‍👧" * 121])
def test_a_text_that_does_not_fit(text: str) -> None:
    """It is turned away before anything is sent."""
    with Pds() as server:
        with pytest.raises(Refused):
            server.bluesky().hello(text, ONCE)
        assert not server.asked("putRecord")


def test_a_text_of_broken_letters() -> None:
    """Half an emoji and a NUL do no harm."""
    with Pds() as server:
        server.bluesky().hello("hi \ud83d\0!", ONCE)
        assert server.put()["record"]["text"] == "hi ?!"


@pytest.mark.parametrize("post_id", [QUESTION, FOLLOW, "junk", ""])
def test_only_our_own_posts_are_deleted(post_id: str) -> None:
    """Nothing else, of ours or of others."""
    with Pds() as server:
        with pytest.raises(Refused):
            server.bluesky().delete_post(post_id)
        assert not server.asked("deleteRecord")


def test_a_like_and_back() -> None:
    """A like names the very version of a post; what is liked already isn't liked twice."""
    with Pds(getPosts=http(200, {"posts": [post()]})) as server:
        server.bluesky().like(QUESTION, ONCE)
        assert server.put()["record"]["subject"] == PARENT
    with Pds(getRecord=http(200, record(LIKE, subject=PARENT))) as server:
        server.bluesky().like(QUESTION, ONCE)
        assert not server.asked("putRecord")
        server.bluesky().unlike(QUESTION)
        [request] = server.asked("deleteRecord")
        assert b"3m2dddddddddd" in request.body


@pytest.mark.parametrize("cid", [None, 7, "", "a b"])
def test_a_post_without_a_sound_hash(cid: Any) -> None:
    """It can't be answered or liked just now; nothing was written."""
    with Pds(getPosts=http(200, {"posts": [post() | {"cid": cid}]})) as server:
        for call in ("reply", "like"):
            with pytest.raises(Exception, match="don't understand") as caught:
                WRITES[call][1](server.bluesky())
            assert type(caught.value).__name__ == "Unavailable"


def test_finding_what_was_sent() -> None:
    """By its key, whatever was typed; a post by hand by its words, its parent and its time."""
    answer = {"parent": PARENT, "root": PARENT}
    sent = record(OURS, text="We do!", createdAt="2026-08-01T12:00:00Z", reply=answer)
    since = datetime(2026, 8, 1, 11, 0, tzinfo=UTC)
    with Pds(getRecord=http(200, sent)) as server:
        found = server.bluesky().find_post("", since, ONCE, QUESTION)
        assert found
        assert found.id == OURS
        assert f"rkey={tid(ONCE)}" in server.requests[0].path
    with Pds(listRecords=http(200, {"records": [sent]})) as server:
        network = server.bluesky()
        assert network.find_post("We do!  ", since, ONCE, QUESTION)
        assert network.find_post("We do!", since, ONCE) is None
        assert network.find_post("We don't", since, ONCE, QUESTION) is None
        assert network.find_post("We do!", datetime(2026, 8, 1, 13, 0, tzinfo=UTC), ONCE, QUESTION) is None
        assert network.posts_once(ONCE)


def test_everything_is_allowed_for_nothing() -> None:
    """Bluesky's API has no tiers."""
    with Pds() as server:
        permissions = server.bluesky().permissions()
    assert {permission.capability for permission in permissions if permission.allowed} == set(Capability)
