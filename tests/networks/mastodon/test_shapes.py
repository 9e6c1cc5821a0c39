"""A server's objects become plain values: what is odd is bounded or refused."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slackapp.domain.posts import Audience
from slackapp.networks.base import CutOff, NetworkError
from slackapp.networks.mastodon import errors, shapes
from slackapp.networks.mastodon.site import Site
from tests.networks.mastodon.loopback import MIRA, READS, STATUS, Scripted
from tests.networks.x.loopback import http

HERE = Site("https://fern.example")


def test_a_profile() -> None:
    """Field by field: HTML is text, a verified field is the website, a count below zero is unknown."""
    mira = shapes.profile(MIRA, HERE)
    assert (mira.id, mira.handle, mira.name) == ("2001@fern.example", "mira@plants.example", "Mira")
    assert mira.bio == "Botanist.\nLikes <ferns> :fern:"
    assert mira.website == "https://mira.example"
    assert (mira.followers, mira.following, mira.posts) == (12, None, 7)
    assert mira.created_at == datetime(2024, 3, 1, tzinfo=UTC)
    assert mira.last_post_at == datetime(2026, 8, 30, tzinfo=UTC)
    assert (mira.protected, mira.verified, mira.default_picture) == (True, True, False)
    assert mira.page_url == "https://fern.example/@mira@plants.example"


def test_a_bare_profile() -> None:
    """Only an id is insisted on; some servers write it as a number."""
    bare = shapes.profile({"id": 7, "avatar": "https://x.example/avatars/original/missing.png"}, HERE)
    assert (bare.id, bare.handle, bare.followers, bare.default_picture) == ("7@fern.example", "", None, True)
    for nobody in (None, [], {}, {"id": None}, {"id": True}, {"id": "../me"}, {"id": -1}):
        with pytest.raises(errors.WrongShape):
            shapes.profile(nobody, HERE)


def test_a_post() -> None:
    """Who wrote what to whom, and where it stands."""
    post = shapes.post(STATUS | {"in_reply_to_id": "9", "in_reply_to_account_id": "1000"}, HERE)
    assert (post.id, post.author_id, post.author_handle) == ("3001", "2001@fern.example", "mira@plants.example")
    assert (post.text, post.language, post.url) == ("Do you ship to Oslo?", "en", "https://plants.example/@mira/77")
    assert (post.in_reply_to_id, post.in_reply_to_author_id) == ("9", "1000@fern.example")
    assert (post.mentioned_ids, post.audience, post.is_repost) == (("1000@fern.example",), Audience.PUBLIC, False)


@pytest.mark.parametrize(
    ("said", "audience"),
    [
        ("public", Audience.PUBLIC),
        ("unlisted", Audience.UNLISTED),
        ("private", Audience.FOLLOWERS),
        ("direct", Audience.PRIVATE),
        ("mutuals_only", Audience.PRIVATE),
        (None, Audience.PUBLIC),
    ],
)
def test_audiences(said: str | None, audience: Audience) -> None:
    """A visibility we don't know is some server's narrower one."""
    assert shapes.post(STATUS | {"visibility": said}, HERE).audience is audience


def test_more_of_a_post() -> None:
    """A boost, a quote, a warning, a conversation where the server tells one."""
    assert shapes.post(STATUS | {"reblog": STATUS}, HERE).is_repost
    assert shapes.post(STATUS | {"quote": {"state": "accepted", "quoted_status": {"id": "5"}}}, HERE).quoted_id == "5"
    assert shapes.post(STATUS | {"spoiler_text": " plants "}, HERE).warning == "plants"
    assert shapes.post(STATUS, HERE).thread_id == "3001"
    assert shapes.post(STATUS | {"in_reply_to_id": "9"}, HERE).thread_id == ""
    assert shapes.post(STATUS | {"pleroma": {"conversation_id": 88}}, HERE).thread_id == "88"
    assert len(shapes.post(STATUS | {"content": "<p>" + "a" * 900_000}, HERE).text) == 25_000


LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=20),
    st.sampled_from(
        ["2001", "3001", "2019-12-31T19:26:16.000Z", "0001-01-01T00:00:00+23:00", "9" * 19, "<p>", "follow"]
    ),
)
NAMES = st.sampled_from(
    [*MIRA, *STATUS, "type", "status", "following", "followed_by", "configuration", "moved", "suspended", "quote"]
)
ANY_JSON = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=6)),
    max_leaves=30,
)
PERSON = st.fixed_dictionaries({"id": LEAVES}, optional={name: ANY_JSON for name in MIRA if name != "id"})
POST = st.fixed_dictionaries(
    {"id": LEAVES, "account": PERSON}, optional={n: ANY_JSON for n in STATUS if n not in ("id", "account")}
)
NOTICE = st.fixed_dictionaries(
    {"id": LEAVES, "type": st.sampled_from(["follow", "mention", 5])},
    optional={"account": PERSON, "status": POST, "created_at": LEAVES},
)
BODIES = st.one_of(ANY_JSON, PERSON, POST, st.lists(st.one_of(PERSON, POST, NOTICE), max_size=3))
LINKS = st.sampled_from(
    [
        "",
        "garbage",
        '<https://x/?max_id=5>; rel="next"',
        '<x?page=2>; rel="next"',
        "<>; rel=next",
        "<http://[/>; rel=next",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=BODIES, status=st.sampled_from([200, 200, 200, 200, 400, 404, 429]), link=LINKS, name=st.sampled_from([*READS])
)
def test_any_json_stays_in_the_family(server: Scripted, body: object, status: int, link: str, name: str) -> None:
    """Whatever JSON a server answers, a read gives values or a NetworkError, and never CutOff."""
    server.everything = http(status, json.dumps(body).encode(), Link=link)
    error: NetworkError | None = None
    try:
        READS[name](server.mastodon(), server)
    except NetworkError as raised:
        error = raised
    assert not isinstance(error, CutOff)
    assert error is None or 0 < len(error.reason) < 400


@pytest.fixture
def server() -> Any:
    """One server for all of a test's examples."""
    with Scripted() as scripted:
        yield scripted
