"""Each of X's refusals becomes one member of the family, in words a community manager understands."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from slackapp.domain.capability import Capability
from slackapp.networks.base import (
    CutOff,
    Gone,
    LoginRefused,
    NetworkError,
    NotAllowed,
    OutOfCredit,
    RateLimited,
    Refused,
    Unavailable,
)
from slackapp.networks.x import X, XKeys
from tests.networks.x.loopback import KEYS, Loopback, http
from tests.once import once

PROBLEMS = "https://api.twitter.com/2/problems/"
UNAUTHORIZED = {"title": "Unauthorized", "type": "about:blank", "status": 401, "detail": "Unauthorized"}
NOT_ENROLLED = {
    "client_id": "30000001",
    "detail": "When authenticating requests to the Twitter API v2 endpoints, you must use keys and tokens from a "
    "Twitter developer App that is attached to a Project. You can create a project via the developer portal.",
    "registration_url": "https://developer.twitter.com/en/docs/projects/overview",
    "title": "Client Forbidden",
    "required_enrollment": "Appropriate Level of API Access",
    "reason": "client-not-enrolled",
    "type": PROBLEMS + "client-forbidden",
}
ACCESS_LEVEL = {
    "errors": [
        {
            "message": "You currently have access to a subset of X API V2 endpoints and limited v1.1 endpoints "
            "(e.g. media post, oauth) only. If you need access to this endpoint, you may need a different access "
            "level. You can learn more here: https://developer.x.com/en/portal/product",
            "code": 453,
        }
    ]
}
HTML = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


def forbidden(detail: str) -> dict[str, object]:
    """The body of X's plain 403."""
    return {"detail": detail, "type": "about:blank", "title": "Forbidden", "status": 403}


def problem(detail: str, kind: str = "resource-not-found", title: str = "Not Found Error") -> dict[str, object]:
    """An entry of `errors` in an answer with status 200."""
    return {"value": "2001", "detail": detail, "title": title, "parameter": "id", "type": PROBLEMS + kind}


READS: dict[str, Callable[[X], object]] = {
    "me": lambda x: x.me(),
    "followers": lambda x: x.followers(),
    "following": lambda x: x.following(),
    "mentions": lambda x: x.mentions(),
    "own_posts": lambda x: x.own_posts(),
    "people": lambda x: x.people(["2001"]),
    "person": lambda x: x.person("mira"),
    "posts": lambda x: x.posts(["3001"]),
    "recent_posts": lambda x: x.recent_posts("2001"),
    "relationship": lambda x: x.relationship("2001"),
    "find_post": lambda x: x.find_post("hi", datetime(2026, 8, 1, tzinfo=UTC), once()),
}
WRITES: dict[str, Callable[[X], object]] = {
    "follow": lambda x: x.follow("2001", once()),
    "unfollow": lambda x: x.unfollow("2001"),
    "reply": lambda x: x.reply("We do!", "3001", once()),
    "hello": lambda x: x.hello("@mira welcome!", once()),
    "delete_post": lambda x: x.delete_post("3001"),
    "like": lambda x: x.like("3001", once()),
    "unlike": lambda x: x.unlike("3001"),
}
ALL = READS | WRITES


def failure(answer: bytes, call: Callable[[X], object]) -> NetworkError:
    """The error that `call` raises where X answers `answer`; it was asked only once."""
    with Loopback(answer) as server, pytest.raises(NetworkError) as caught:
        call(server.x())
    assert len(server.requests) == 1
    return caught.value


@pytest.mark.parametrize("name", ALL)
def test_refused_login(name: str) -> None:
    """A 401 means that the account has to be connected again, whatever was asked."""
    error = failure(http(401, UNAUTHORIZED), ALL[name])
    assert type(error) is LoginRefused
    assert "Connect the account again" in error.reason


@pytest.mark.parametrize("name", ALL)
def test_out_of_credit(name: str) -> None:
    """A 402 means money, whatever was asked."""
    body = {"account_id": 1, "title": "CreditsDepleted", "detail": "…", "type": PROBLEMS + "credits"}
    assert type(failure(http(402, body), ALL[name])) is OutOfCredit


@pytest.mark.parametrize("name", ["followers", "follow", "reply"])
def test_rate_limit_with_a_reset(name: str) -> None:
    """A 429 with a reset says when to come back."""
    reset = int(datetime.now(UTC).timestamp()) + 600
    error = failure(http(429, {"title": "Too Many Requests"}, x_rate_limit_reset=str(reset)), ALL[name])
    assert type(error) is RateLimited
    assert error.retry_at == datetime.fromtimestamp(reset, UTC)


@pytest.mark.parametrize("reset", [None, "soon", "-5", "99999999999", "9" * 400, "٣"])
def test_rate_limit_without_a_sound_reset(reset: str | None) -> None:
    """A 429 without a reset, or with nonsense for one, names no time; it is never asked again by itself."""
    headers = {} if reset is None else {"x_rate_limit_reset": reset.encode().decode("latin-1")}
    with Loopback() as server:
        raw = http(429, HTML, **headers).decode("utf-8").encode("latin-1")
        server.answer = raw
        with pytest.raises(RateLimited) as caught:
            server.x().follow("2001", once())
    assert caught.value.retry_at is None
    assert len(server.requests) == 1


def test_the_days_limit_counts_where_it_is_used_up() -> None:
    """The window opens in 10 minutes, but the day's posts are used up: come back when the day is over."""
    now = int(datetime.now(UTC).timestamp())
    error = failure(
        http(
            429,
            {"title": "Too Many Requests"},
            x_rate_limit_reset=str(now + 600),
            x_user_limit_24hour_remaining="0",
            x_user_limit_24hour_reset=str(now + 40_000),
        ),
        WRITES["hello"],
    )
    assert error.retry_at == datetime.fromtimestamp(now + 40_000, UTC)


def test_the_months_cap_is_a_matter_of_money() -> None:
    """A 429 for the monthly cap won't pass by waiting a little."""
    body = {"title": "UsageCapExceeded", "detail": "Usage cap exceeded: Monthly product cap"}
    assert type(failure(http(429, body | {"type": PROBLEMS + "usage-capped"}), READS["mentions"])) is OutOfCredit


@pytest.mark.parametrize("body", [NOT_ENROLLED, ACCESS_LEVEL])
@pytest.mark.parametrize(
    ("name", "capability"),
    [
        ("follow", Capability.FOLLOW),
        ("like", Capability.LIKE),
        ("unfollow", Capability.UNFOLLOW),
        ("followers", Capability.READ_FOLLOWERS),
        ("mentions", Capability.READ_MENTIONS),
    ],
)
def test_access_level(name: str, capability: Capability, body: object) -> None:
    """Where the access level lacks something, the error names the capability that turned out to be missing."""
    error = failure(http(403, body), ALL[name])
    assert isinstance(error, NotAllowed)
    assert error.capability is capability


def test_an_app_without_any_access() -> None:
    """A plain read that the access level forbids is a matter of the app itself."""
    assert type(failure(http(403, NOT_ENROLLED), READS["me"])) is LoginRefused


def test_a_reply_that_was_not_asked_for() -> None:
    """X lets us answer only who mentioned us; a person can still do it by hand."""
    detail = (
        "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the "
        "author of the post you are replying to."
    )
    error = failure(http(403, forbidden(detail)), WRITES["reply"])
    assert isinstance(error, Refused)
    assert error.by_hand
    assert "on X itself" in error.reason


@pytest.mark.parametrize(
    ("detail", "kind", "word"),
    [
        ("You are not allowed to create a Tweet with duplicate content.", Refused, "same text"),
        ("You have been blocked from following this account.", Refused, "blocked"),
        ("You attempted to reply to a Tweet that is deleted or not visible to you.", Gone, "deleted"),
        ("User has been suspended: [2001].", Gone, "suspended"),
        ("The user used for authentication is suspended", LoginRefused, "your own account"),
        ("Your client app is not configured with the appropriate oauth1 app permissions.", LoginRefused, "read and"),
        ("To protect our users, this account is temporarily locked.", LoginRefused, "locked"),
        ("User is over daily status update limit.", RateLimited, "today"),
        ("Something   never\nheard of", Refused, "X refused: Something never heard of"),
    ],
)
def test_other_refusals(detail: str, kind: type[NetworkError], word: str) -> None:
    """Each of X's own sentences gets its meaning; what we never heard of is passed on in X's words."""
    error = failure(http(403, forbidden(detail)), WRITES["reply"])
    assert type(error) is kind
    assert word in error.reason
    assert not getattr(error, "by_hand", False)


def test_a_handle_cannot_fake_a_refusal() -> None:
    """Somebody called @suspended is not suspended: only X's own phrases count."""
    error = failure(http(404, problem("Could not find user with username: [blocked_suspended].")), WRITES["follow"])
    assert type(error) is Gone
    assert "suspended" not in error.reason


@pytest.mark.parametrize("name", ["follow", "reply", "relationship", "recent_posts"])
def test_gone(name: str) -> None:
    """A 404, and a 200 that tells of nothing but somebody missing, mean the same."""
    missing = problem("Could not find user with id: [2001].")
    assert type(failure(http(404, missing), ALL[name])) is Gone
    assert type(failure(http(200, {"errors": [missing]}), ALL[name])) is Gone


def test_taking_back_what_is_gone_already() -> None:
    """Deleting a deleted post is done."""
    with Loopback(http(404, problem("Could not find tweet with id: [3001]."))) as server:
        assert server.x().delete_post("3001").id == "3001"
        assert server.x().unlike("3001").id == "3001"


@pytest.mark.parametrize("status", [400, 403, 404])
@pytest.mark.parametrize("name", ["followers", "reply"])
def test_a_page_for_browsers_did_nothing(name: str, status: int) -> None:
    """A firewall's HTML isn't X's word on anything, and nothing happened."""
    assert type(failure(http(status, HTML), ALL[name])) is Unavailable


@pytest.mark.parametrize(
    "answer",
    [http(500, {"title": "Internal Server Error"}), http(502, HTML), http(503, b""), http(504, b"\xff\xfe\x00")],
    ids=["500", "502", "503", "504"],
)
@pytest.mark.parametrize("name", ALL)
def test_trouble_at_x(name: str, answer: bytes) -> None:
    """A 5xx leaves a read without an answer, and a write in doubt."""
    assert type(failure(answer, ALL[name])) is (Unavailable if name in READS else CutOff)


def test_a_redirect_is_not_followed() -> None:
    """X's API knows no redirects; following one could lead our signature anywhere."""
    with Loopback() as elsewhere, Loopback(http(302, b"", Location=elsewhere.url)) as server:
        with pytest.raises(Unavailable):
            server.x().me()
        assert elsewhere.requests == []


def test_an_odd_error_body_is_no_trouble() -> None:
    """Error bodies of any shape still end in the family."""
    bodies: list[object] = [[], "no", 7, None, {"errors": {"a": 1}}, {"errors": [None, 3, "x"]}, {"detail": [1]}]
    for body in bodies:
        for status in (400, 403, 404, 409, 418, 451):
            assert failure(http(status, body), WRITES["reply"])


def test_a_token_that_is_not_xs() -> None:
    """A token that can't be X's is refused before anything is sent."""
    with pytest.raises(LoginRefused):
        X(XKeys(KEYS.api_key, KEYS.api_secret, "../evil-token", KEYS.access_token_secret))


@pytest.mark.parametrize("bad", ["", "../me", "12/likes", "1?x=1", "٣", "1" * 20])
def test_ids_cannot_climb_out_of_their_address(bad: str) -> None:
    """An id that isn't one is nobody on X; nothing is sent."""
    with Loopback() as server:
        x = server.x()
        for call in (x.unfollow, x.delete_post, x.relationship, x.recent_posts):
            with pytest.raises(Gone):
                call(bad)
        for write in (x.follow, x.like):
            with pytest.raises(Gone):
                write(bad, once())
        assert x.relationships([bad]) == {}
        assert x.person(bad or "a/b").value == "gone"  # type: ignore[union-attr] # an Absence
        assert x.posts([bad]) == ()
    assert server.requests == []
