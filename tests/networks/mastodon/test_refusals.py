"""Whatever a server refuses, and by whatever status, becomes one member of the family, in plain words."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from slackapp.domain.people import Absence
from slackapp.networks.base import (
    CutOff,
    Gone,
    LoginRefused,
    NetworkError,
    NotAllowed,
    RateLimited,
    Refused,
    Unavailable,
)
from tests.networks.mastodon.loopback import ALL, BRAND, MIRA, OURS, READS, SENT, STATUS, TIES, WRITES, Scripted
from tests.networks.x.loopback import http
from tests.once import once

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
HTML = b"<html><body><h1>Bad Gateway</h1></body></html>"


def refused(name: str, answer: bytes) -> NetworkError:
    """What a call raises where its own request is answered so (all of a read's are)."""
    with Scripted() as server:
        if name in SENT:
            server.routes[SENT[name]] = answer
        else:
            server.everything = answer
        with pytest.raises(NetworkError) as caught:
            ALL[name](server.mastodon(now=lambda: NOW), server)
    assert 0 < len(caught.value.reason) < 300
    return caught.value


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, "The access token is invalid"),
        (400, "invalid token"),
        (403, "The access token was revoked"),
        (401, "Unauthorized: invalid token: token not found"),
        (403, "Invalid credentials."),
        (403, "Your login is currently disabled"),
        (401, "whatever"),
    ],
)
@pytest.mark.parametrize("name", ["followers", "mentions", "people", "reply", "follow"])
def test_a_login_that_is_refused(name: str, status: int, error: str) -> None:
    """Servers differ in the status; the words tell."""
    assert type(refused(name, http(status, {"error": error}))) is LoginRefused


@pytest.mark.parametrize("name", WRITES)
def test_a_scope_that_is_missing(name: str) -> None:
    """A write that this login may not do is not allowed; a read is the login's trouble."""
    answer = http(403, {"error": "This action is outside the authorized scopes"})
    assert type(refused(name, answer)) is NotAllowed
    assert type(refused("followers", answer)) is LoginRefused


@pytest.mark.parametrize("name", ALL)
def test_the_servers_own_trouble(name: str) -> None:
    """A 5xx leaves a write in doubt; a read did nothing."""
    for status in (500, 502, 503):
        assert type(refused(name, http(status, HTML))) is (Unavailable if name in READS else CutOff)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "90"}, 90),
        ({"Retry-After": "Tue, 01 Sep 2026 12:01:30 GMT"}, 90),
        ({"X-RateLimit-Reset": "2026-09-01T12:01:30.123456Z"}, 90.123456),
        ({"X-RateLimit-Reset": str(int(NOW.timestamp()) + 90)}, 90),
        ({"Retry-After": "soon", "X-RateLimit-Reset": str(int(NOW.timestamp()) + 90)}, 90),
        ({"X-RateLimit-Reset": "2020-01-01T00:00:00Z"}, None),
        ({"X-RateLimit-Reset": "9" * 40}, None),
        ({"X-RateLimit-Reset": "9999-12-31T23:59:59-23:00"}, None),
        ({"Retry-After": "-5"}, None),
        ({}, None),
    ],
)
@pytest.mark.parametrize("name", ["followers", "new_followers", "reply"])
def test_too_many_calls(name: str, headers: dict[str, str], seconds: float | None) -> None:
    """It tells when to try again in every style there is, and doesn't wait in our thread."""
    started = time.monotonic()
    error = refused(
        name, http(429, {"error": "Too many requests"}, **{k.replace("-", "_"): v for k, v in headers.items()})
    )
    assert type(error) is RateLimited
    assert error.retry_at == (None if seconds is None else NOW + timedelta(seconds=seconds))
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("name", "status", "body", "kind"),
    [
        ("reply", 422, {"error": "Validation failed: Text character limit of 500 exceeded"}, Refused),
        ("hello", 422, {"error": "Validation failed: Text can't be blank"}, Refused),
        ("hello", 403, {"error": "This action is not allowed"}, Refused),
        ("like", 404, {"error": "Record not found"}, Gone),
        ("like", 410, "Gone", Gone),
        ("hello", 403, HTML, Unavailable),
        ("followers", 404, {"error": "Record not found"}, Unavailable),
        ("me", 404, HTML, Unavailable),
        ("recent_posts", 404, {"error": "Record not found"}, Gone),
        ("hello", 302, b"", CutOff),
        ("followers", 302, b"", Unavailable),
    ],
)
def test_other_refusals(name: str, status: int, body: object, kind: type[NetworkError]) -> None:
    """Each by what it means; our own lists are never gone."""
    assert type(refused(name, http(status, body))) is kind


def test_the_servers_words_are_bounded() -> None:
    """They are told on one line, and not without end."""
    error = refused("hello", http(403, {"error": "No\n\n" + "x" * 5000}))
    assert error.reason.startswith("The server refused: No x")
    assert "\n" not in error.reason


@pytest.mark.parametrize("status", [403, 404, 422])
def test_somebody_who_blocked_us(status: int) -> None:
    """Whatever the status of the refusal, the relationship tells."""
    routes: dict[str, object] = {
        SENT["follow"]: http(status, {"error": "This action is not allowed"}),
        "GET /api/v1/accounts/relationships": [TIES | {"following": False, "blocked_by": True}],
    }
    with Scripted(routes) as server, pytest.raises(Refused, match="blocked"):
        server.mastodon().follow(server.mira, once())


def test_somebody_who_moved() -> None:
    """They are to be followed where they are now."""
    routes: dict[str, object] = {
        SENT["follow"]: http(403, {"error": "This action is not allowed"}),
        "GET /api/v1/accounts/2001": MIRA | {"moved": BRAND | {"acct": "mira@new.example"}},
    }
    with Scripted(routes) as server, pytest.raises(Refused, match=r"@mira@new\.example"):
        server.mastodon().follow(server.mira, once())


def test_a_refused_follow_that_tells_nothing_more() -> None:
    """Where the reason can't be read, the refusal itself stands."""
    routes: dict[str, object] = {
        SENT["follow"]: http(403, {"error": "This action is not allowed"}),
        "GET /api/v1/accounts/relationships": http(500, HTML),
    }
    with Scripted(routes) as server, pytest.raises(Refused, match="not allowed"):
        server.mastodon().follow(server.mira, once())


def test_a_follow_that_shows_late() -> None:
    """A slow server says neither yes nor asked at first; it is looked at again, and a doubt if it stays so."""
    neither = TIES | {"following": False}
    with Scripted({SENT["follow"]: neither, "GET /api/v1/accounts/relationships": ([neither], [TIES])}) as server:
        assert not server.mastodon().follow(server.mira, once()).requested
        server.routes["GET /api/v1/accounts/relationships"] = [neither]
        with pytest.raises(CutOff, match="yet"):
            server.mastodon().follow(server.mira, once())
        for trouble in (http(500, HTML), [{"id": "2001", "following": "?"}], [None]):
            server.routes["GET /api/v1/accounts/relationships"] = trouble
            with pytest.raises(CutOff, match="yet"):
                server.mastodon().follow(server.mira, once())
    assert len(server.sent(SENT["follow"])) == 5


def test_why_somebody_is_absent() -> None:
    """Gone, suspended and hidden are three things; trouble is none of them."""
    with Scripted({"GET /api/v1/accounts": []}) as server:
        mastodon = server.mastodon()
        for answer, absence in (
            (http(404, {"error": "Record not found"}), Absence.GONE),
            (http(410, b"gone"), Absence.GONE),
            (http(403, {"error": "This action is not allowed"}), Absence.HIDDEN),
            (http(200, MIRA | {"suspended": True}), Absence.SUSPENDED),
        ):
            server.routes["GET /api/v1/accounts/2001"] = answer
            assert mastodon.people([server.mira]) == {server.mira: absence}
            assert mastodon.people([server.mira, server.mira.replace("2001", "2002")])[server.mira] is absence
        server.routes["GET /api/v1/accounts/2001"] = http(500, HTML)
        with pytest.raises(Unavailable):
            mastodon.people([server.mira])


@pytest.mark.parametrize("bad", ["", "../me", "12/likes", "1?x=1", "٣", "1" * 65, "a b", "%2e"])
def test_ids_cannot_climb_out_of_their_address(bad: str) -> None:
    """What can't be an id is gone, and nothing is sent for it."""
    with Scripted() as server:
        mastodon, person = server.mastodon(), server.mira.replace("2001", bad)
        for call in (
            lambda: mastodon.follow(person, once()),
            lambda: mastodon.like(bad, once()),
            lambda: mastodon.delete_post(bad),
            lambda: mastodon.relationship(person),
            lambda: mastodon.recent_posts(person),
            lambda: mastodon.reply("Hi", bad, once()),
        ):
            with pytest.raises(Gone):
                call()
        assert mastodon.people([person]) == {person: Absence.GONE}
        assert mastodon.posts([bad]) == ()
        assert mastodon.relationships([person]) == {}
    assert server.requests == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        STATUS | {"id": None},
        {"id": "9", "scheduled_at": "2027-01-01", "params": {}},
        OURS | {"created_at": "x"},
    ],
)
@pytest.mark.parametrize("name", ["reply", "hello"])
def test_a_post_that_may_not_be_one(name: str, body: object) -> None:
    """An answer that is no published post leaves a doubt."""
    assert type(refused(name, http(200, body))) is CutOff


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("follow", {"id": "2001"}),
        ("unfollow", {"id": "2001", "following": "no"}),
        ("like", STATUS | {"favourited": False}),
        ("unlike", STATUS | {"favourited": True}),
        ("delete_post", []),
    ],
)
def test_a_success_that_does_not_say_so(name: str, body: object) -> None:
    """A 200 that doesn't confirm what was asked is a doubt."""
    assert type(refused(name, http(200, body))) is CutOff
