"""Each refusal becomes one member of the family, by its name before its number, in words for a card."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from slackapp.domain.people import Absence
from slackapp.networks.base import CutOff, Gone, LoginRefused, NetworkError, RateLimited, Refused, Unavailable
from tests.networks.bluesky.pds import ALL, MIRA, ONCE, QUESTION, READS, WRITES, Pds, post, profile, refusal
from tests.networks.x.loopback import http

HTML = b"<html><h1>502 Bad Gateway</h1></html>"


def failure(name: str, answer: bytes) -> NetworkError:
    """The error that a call raises where its deciding method answers `answer`."""
    method, call = ALL[name]
    with Pds(**{method: answer}) as server, pytest.raises(NetworkError) as caught:
        call(server.bluesky())
    return caught.value


@pytest.mark.parametrize("name", ["followers", "follow", "reply"])
@pytest.mark.parametrize("header", ["epoch", "delta", "retry seconds", "retry date"])
def test_rate_limits_tell_when_to_come_back(name: str, header: str) -> None:
    """All four ways of saying when are understood."""
    soon = datetime.now(UTC) + timedelta(seconds=600)
    headers = {
        "epoch": {"ratelimit_reset": str(int(soon.timestamp()))},
        "delta": {"RateLimit_Reset": "600"},
        "retry seconds": {"Retry_After": "600"},
        "retry date": {"Retry_After": format_datetime(soon, usegmt=True)},
    }[header]
    error = failure(name, refusal(429, "RateLimitExceeded", "Rate Limit Exceeded", **headers))
    assert type(error) is RateLimited
    assert error.retry_at
    assert abs(error.retry_at - soon) < timedelta(seconds=10)


@pytest.mark.parametrize("reset", [None, "soon", "-5", "99999999999", "9" * 400, "Fri, 99 Foo 2026"])
def test_a_rate_limit_without_a_sound_reset(reset: str | None) -> None:
    """Nonsense for a time names none."""
    error = failure("followers", http(429, HTML, **({"ratelimit_reset": reset} if reset else {})))
    assert (type(error), error.retry_at) == (RateLimited, None)


@pytest.mark.parametrize("name", ALL)
def test_trouble_of_the_servers_own(name: str) -> None:
    """A 5xx settles nothing for a write, and is only bad luck for a read."""
    for answer in (http(500, HTML), refusal(502, "UpstreamFailure"), refusal(504, "UpstreamTimeout"), http(408, b"")):
        assert type(failure(name, answer)) is (Unavailable if name in READS else CutOff)


@pytest.mark.parametrize("name", ALL)
def test_what_a_server_lacks(name: str) -> None:
    """A method that isn't there did nothing."""
    for answer in (refusal(501, "MethodNotImplemented"), refusal(404, "XRPCNotSupported"), http(404, HTML)):
        if name in READS or answer != http(404, HTML):
            assert type(failure(name, answer)) is Unavailable


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("error", ["AccountTakedown", "AccountDeactivated"])
def test_our_own_account_is_away(name: str, error: str) -> None:
    """A server that lets our account do nothing means that somebody has to look at it."""
    for status in (400, 401, 403):
        assert type(failure(name, refusal(status, error))) is LoginRefused


@pytest.mark.parametrize(
    ("answer", "absence"),
    [
        (refusal(400, "InvalidRequest", "Profile not found"), Absence.GONE),
        (refusal(400, "AccountTakedown", "Account has been suspended"), Absence.SUSPENDED),
        (refusal(400, "AccountDeactivated", "Account is deactivated"), Absence.GONE),
        (refusal(404, "NotFound"), Absence.GONE),
    ],
)
def test_people_who_are_away(answer: bytes, absence: Absence) -> None:
    """A look-up says why; a follow finds them gone, and writes nothing."""
    with Pds(getProfile=answer, getProfiles=http(200, {"profiles": []})) as server:
        network = server.bluesky()
        assert network.person("mira.example.com") is absence
        assert network.people([MIRA, "junk"]) == {MIRA: absence, "junk": Absence.GONE}
        assert network.relationships([MIRA]) == {}
        with pytest.raises(Gone):
            network.follow(MIRA, ONCE)
        with pytest.raises(Gone):
            network.relationship(MIRA)
        assert not server.asked("putRecord")


@pytest.mark.parametrize("viewer", [{"blockedBy": True}, {"blocking": "at://x"}, {"blockingByList": {"uri": "at://x"}}])
def test_blocks(viewer: dict[str, object]) -> None:
    """Who blocked whom is told before anything is written, where a block hides the post, too."""
    for posts in ([], [post() | {"author": profile(viewer=viewer)}]):
        with Pds(getProfile=http(200, profile(viewer=viewer)), getPosts=http(200, {"posts": posts})) as server:
            for call in ("follow", "reply"):
                with pytest.raises(Refused, match="blocked"):
                    ALL[call][1](server.bluesky())
            assert not server.asked("putRecord")


def test_a_thread_that_not_everybody_may_answer() -> None:
    """The gate is told in plain words."""
    with Pds(getPosts=http(200, {"posts": [post() | {"viewer": {"replyDisabled": True}}]})) as server:
        with pytest.raises(Refused, match="only some people"):
            server.bluesky().reply("We do!", QUESTION, ONCE)
        assert not server.asked("putRecord")


@pytest.mark.parametrize("name", ["reply", "like"])
def test_a_post_that_is_gone(name: str) -> None:
    """Nobody answers or likes what isn't there."""
    assert type(failure(name, b"")) is CutOff  # the put itself
    with Pds(getPosts=http(200, {"posts": []})) as server, pytest.raises(Gone):
        ALL[name][1](server.bluesky())


@pytest.mark.parametrize("name", ["unfollow", "unlike", "delete_post"])
def test_taking_back_what_is_gone(name: str) -> None:
    """That it is gone already is what was asked for."""
    with Pds(
        deleteRecord=refusal(400, "RecordNotFound"),
        getPosts=http(200, {"posts": []}),
        getProfiles=http(200, {"profiles": []}),
    ) as server:
        ALL[name][1](server.bluesky())


def test_a_refusal_is_passed_on_bounded_and_in_one_line() -> None:
    """What a server says of a write is told; what it says of a read is no more than trouble."""
    said = refusal(400, "InvalidRequest", "Record/text must\nnot be\0 longer" + "r" * 5000)
    error = failure("reply", said)
    assert type(error) is Refused
    assert error.reason.startswith("Bluesky refused: Record/text must not be longer")
    assert len(error.reason) < 300
    assert type(failure("followers", said)) is Unavailable


@pytest.mark.parametrize("since", ["", "garbage", "2026-08-01", "::", "9999999999999"])
def test_marks_and_cursors_that_are_none(since: str) -> None:
    """A walk that can't go on says so, and is never an empty page."""
    with Pds() as server:
        network = server.bluesky()
        for call in (network.new_followers, network.mentions, network.own_posts):
            with pytest.raises(Unavailable):
                call(since)
        with pytest.raises(Unavailable):
            network.own_posts(None, "garbage")
        for people in (network.followers, network.following):
            with pytest.raises(Unavailable):
                people("not::a cursor")
