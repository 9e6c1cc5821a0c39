"""A broken connection never hangs us, never turns doubt into certainty, and never leads our login elsewhere."""

import gc
import gzip
import socket
import threading
import time
from collections.abc import Callable

import pytest

from slackapp.networks.base import CutOff, NetworkError, Unavailable
from slackapp.networks.mastodon import Mastodon
from slackapp.networks.mastodon.site import site
from tests.networks.mastodon.loopback import ALL, BRAND, READS, SENT, STATUS, TOKEN, Scripted
from tests.networks.x.loopback import Behaviour, Loopback, http, reset
from tests.once import once

SHORT = (0.1, 0.1)
WHOLE = http(200, STATUS)


def half(connection: socket.socket) -> None:
    """A behaviour: half an answer, then no more."""
    connection.sendall(WHOLE[: len(WHOLE) - 30])
    connection.shutdown(socket.SHUT_WR)


def outcome(name: str, answer: bytes | Behaviour, timeout: tuple[float, float] = (5, 5)) -> type[NetworkError]:
    """What a call raises where its own request is answered so; it is sent once."""
    with Scripted() as server:
        route = SENT.get(name, "GET /api/v1/accounts/verify_credentials")
        if name in SENT:
            server.routes[route] = answer
        else:
            server.everything = answer
        with pytest.raises(NetworkError) as caught:
            ALL[name](server.mastodon(timeout), server)
        if name in SENT:
            assert len(server.sent(route)) == 1
        else:
            assert len(server.requests) == 1
    return type(caught.value)


def lost(name: str) -> type[NetworkError]:
    """What a lost answer means for a call: nothing for a read, doubt for a write."""
    return Unavailable if name in READS else CutOff


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("behaviour", [half, reset, lambda _: None], ids=["half", "reset", "closed"])
def test_a_connection_that_breaks(name: str, behaviour: Callable[[socket.socket], None]) -> None:
    """A broken connection leaves a write in doubt; neither is tried again by itself."""
    assert outcome(name, behaviour) is lost(name)


@pytest.mark.parametrize("name", ["followers", "hello"])
def test_silence_and_a_slow_drip(name: str) -> None:
    """A server that says nothing, or always a little more, is given up on."""
    for drips in (False, True):
        with Scripted() as server:
            server.everything = server.drip(WHOLE[:-20].replace(b"Content-Length: ", b"Content-Length: 9"), b" ")
            if not drips:
                server.everything = server.hold
            started = time.monotonic()
            with pytest.raises(lost(name)):
                ALL[name](server.mastodon(SHORT), server)
            assert time.monotonic() - started < 3


@pytest.mark.parametrize("name", ["followers", "hello"])
@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"no HTTP at all\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd",
        b"HTTP/1.1 302 Found\r\nLocation: http://[::\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 204 No Content\r\n\r\n",
        http(200, b'{"data": "' + b"a" * 6_000_000),
        http(200, gzip.compress(b" " * 50_000_000), Content_Encoding="gzip"),
        http(200, b""),
        http(200, b"<html></html>"),
        http(200, b"9" * 5000),
        http(200, b'"\xff\xfe'),
        http(200, b"null"),
        http(200, b'{"error": "odd"}'),
    ],
    ids=range(16),
)
def test_broken_http_and_nonsense(name: str, answer: bytes) -> None:
    """HTTP itself, or what it carries, may be broken in any way."""
    assert outcome(name, answer) is lost(name)


@pytest.mark.parametrize("name", ["followers", "hello"])
def test_a_success_that_never_stops_opening(name: str) -> None:
    """JSON deeper than Python's stack is nonsense like any other."""
    gc.disable()  # finalizers of other tests' objects would run on the full stack, and complain
    try:
        assert outcome(name, http(200, b"[" * 100_000)) is lost(name)
    finally:
        gc.enable()


@pytest.mark.parametrize(
    "header",
    [
        {"X-RateLimit-Reset": "whenever", "X-RateLimit-Remaining": "some"},
        {"Deprecation": "true"},
        {"Link": "<<;;>>; rel"},
        {"Link": '<https://x.example?page=2>; rel="next"'},
        {"Date": "never"},
    ],
)
def test_an_odd_header_changes_nothing(header: dict[str, str]) -> None:
    """What happened has happened, whatever stands beside it."""
    answer = http(200, STATUS, **{name.replace("-", "_"): value for name, value in header.items()})
    with Scripted({SENT["hello"]: answer}) as server:
        assert server.mastodon().hello("Hi", once()).id == "3001"


@pytest.mark.parametrize("name", ALL)
def test_nobody_listens(name: str) -> None:
    """A refused connection certainly carried nothing: even a write is known not to have happened."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    there = site(f"http://127.0.0.1:{port}")
    with pytest.raises(Unavailable):
        ALL[name](Mastodon(there, TOKEN), _Elsewhere(there.person_id("2001")))


class _Elsewhere(Scripted):
    """Mira's id on a server where nobody listens."""

    def __init__(self, mira: str) -> None:
        self._mira = mira

    @property
    def mira(self) -> str:
        """As there."""
        return self._mira


def test_a_redirect_within_the_server() -> None:
    """Some servers want no slash at an address's end: a read follows."""
    moved = http(301, b"", Location="/api/v1/me")
    with Scripted({"GET /api/v1/accounts/verify_credentials": moved, "GET /api/v1/me": BRAND}) as server:
        assert server.mastodon().me().handle == "fernandfable"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
@pytest.mark.parametrize("name", ["me", "hello"])
def test_a_redirect_to_another_server(name: str, status: int) -> None:
    """Our login doesn't follow there, nor does what we wrote."""
    with Loopback(http(200, STATUS)) as other:
        assert outcome(name, http(status, b"", Location=other.url)) is lost(name)
        assert other.requests == []


def test_an_endless_redirect() -> None:
    """It ends."""
    around = http(301, b"", Location="/api/v1/accounts/verify_credentials")
    with Scripted(everything=around) as server, pytest.raises(Unavailable):
        server.mastodon().me()
    assert 1 < len(server.requests) < 10


def test_a_proxy_is_not_asked_for_our_own_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server here is reached directly, whatever proxy leads to the internet."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with Scripted() as server:
        assert server.mastodon().me().handle == "fernandfable"


def test_many_threads_share_one_adapter() -> None:
    """Each gets the answer to its own call."""
    with Scripted(
        {f"GET /api/v1/statuses/{n}": STATUS | {"id": str(n)} for n in range(20)}
        | {"GET /api/v1/statuses": http(404, {})}
    ) as server:
        mastodon, found = server.mastodon(), dict[int, str]()

        def read(number: int) -> None:
            found[number] = mastodon.posts([str(number)])[0].id

        threads = [threading.Thread(target=read, args=(number,)) for number in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
    assert found == {number: str(number) for number in range(20)}
