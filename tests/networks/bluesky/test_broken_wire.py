"""A broken connection never hangs us, never turns doubt into certainty, and never leads our token elsewhere."""

import gzip
import socket
import time
from collections.abc import Callable

import pytest

from slackapp.networks.base import CutOff, NetworkError, Unavailable
from tests.networks.bluesky.pds import ALL, ONCE, READS, Pds, post, profile
from tests.networks.x.loopback import Loopback, http, reset

pytestmark = pytest.mark.networks  # long

SHORT = (0.4, 0.4)
WHOLE = http(200, {"did": "did:plc:x", "followers": [], "uri": "at://x"})


def half(connection: socket.socket) -> None:
    """A behaviour: half an answer, then no more."""
    connection.sendall(WHOLE[:-20])
    connection.shutdown(socket.SHUT_WR)


def lost(name: str) -> type[NetworkError]:
    """What a lost answer means for a call: nothing for a read, doubt for a write."""
    return Unavailable if name in READS else CutOff


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("behaviour", [half, reset, lambda _: None], ids=["half", "reset", "closed"])
def test_a_connection_that_breaks(name: str, behaviour: Callable[[socket.socket], None]) -> None:
    """A broken connection leaves a write in doubt; neither is tried again by itself."""
    method, call = ALL[name]
    with Pds(**{method: behaviour}) as server:
        with pytest.raises(NetworkError) as caught:
            call(server.bluesky())
        assert type(caught.value) is lost(name)
        assert len(server.asked(method)) == 1


@pytest.mark.parametrize("method", ["getProfile", "getPosts", "resolveHandle", "getRecord"])
def test_what_breaks_before_a_write_is_no_doubt(method: str) -> None:
    """A look-up that fails on the way to a write says for certain that nothing was written."""
    call = {"getProfile": "follow", "getPosts": "reply", "resolveHandle": "hello", "getRecord": "like"}[method]
    with Pds(**{method: reset}) as server:
        with pytest.raises(Unavailable):
            ALL[call][1](server.bluesky())
        assert not server.asked("putRecord")


@pytest.mark.parametrize("name", ["followers", "reply"])
@pytest.mark.parametrize("drips", [False, True])
def test_silence_and_a_slow_drip(name: str, drips: bool) -> None:
    """A server that says nothing, or always a little more, is given up on."""
    method, call = ALL[name]
    with Pds() as server:
        head = b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"
        server.says[method] = server.drip(head, b" ") if drips else server.hold
        started = time.monotonic()
        with pytest.raises(lost(name)):
            call(server.bluesky(SHORT))
        assert time.monotonic() - started < 5


@pytest.mark.parametrize("name", ["followers", "reply"])
@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"no HTTP at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd",
        http(200, b'{"followers": "' + b"a" * 6_000_000),
        http(200, gzip.compress(b" " * 50_000_000), Content_Encoding="gzip"),
        http(200, b"<html></html>", Content_Type="text/html"),
        http(200, b"[" * 50_000),
        http(200, b'{"followers": [], "uri": 7, "n": ' + b"9" * 5000 + b"}"),
        http(200, b"\xff\xfe{"),
        http(200, b"[]"),
    ],
)
def test_broken_http_and_nonsense(name: str, answer: bytes) -> None:
    """HTTP and JSON may be broken in any way."""
    method, call = ALL[name]
    with Pds(**{method: answer}) as server, pytest.raises(NetworkError) as caught:
        call(server.bluesky())
    assert type(caught.value) is lost(name)


@pytest.mark.parametrize("name", ALL)
def test_a_redirect_is_not_followed(name: str) -> None:
    """Our token goes to our server only, wherever an answer points."""
    method, call = ALL[name]
    with Loopback(http(200, {})) as elsewhere:
        there = http(307, b"", Location=f"{elsewhere.url}/xrpc/{method}")
        with Pds(**{method: there}) as server, pytest.raises(NetworkError) as caught:
            call(server.bluesky())
        assert type(caught.value) is lost(name)
        assert not elsewhere.requests


@pytest.mark.parametrize("name", ALL)
def test_nobody_listens(name: str) -> None:
    """A refused connection certainly carried nothing: even a write is known not to have happened."""
    with Pds() as server:
        network = server.bluesky()
    with pytest.raises(Unavailable):
        ALL[name][1](network)


def test_a_squeezed_answer_without_a_type() -> None:
    """Compression is understood, and a missing content type doesn't matter."""
    body = gzip.compress(b'{"did": "did:plc:x", "handle": "mira.example.com", "displayName": "\\ud83d"}')
    with Pds(getProfile=http(200, body, Content_Encoding="gzip")) as server:
        assert server.bluesky().me().name == "?"


def test_a_proxy_for_the_internet_is_not_asked_for_our_own_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server on this machine is reached directly."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with Pds(getPosts=http(200, {"posts": [post()]}), getProfile=http(200, profile())) as server:
        assert server.bluesky().me().handle == "mira.example.com"
        assert server.bluesky().reply("We do!", post()["uri"], ONCE).id
