"""A broken connection never hangs us, and never turns doubt into certainty."""

import json
import socket
import time
from collections.abc import Callable

import pytest

from slackapp.networks.base import CutOff, NetworkError, Unavailable
from slackapp.networks.x import X
from tests.networks.x.loopback import KEYS, Loopback, http, reset
from tests.networks.x.test_refusals import ALL, READS

WHOLE = http(200, {"data": {"id": "4001", "text": "We do!", "following": True, "liked": True, "deleted": True}})
SHORT = (0.1, 0.1)


def half(connection: socket.socket) -> None:
    """A behaviour: half an answer, then no more."""
    connection.sendall(WHOLE[: len(WHOLE) - 30])
    connection.shutdown(socket.SHUT_WR)


def lost(name: str) -> type[NetworkError]:
    """What a lost answer means for a call: nothing for a read, doubt for a write."""
    return Unavailable if name in READS else CutOff


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("behaviour", [half, reset, lambda _: None], ids=["half", "reset", "closed"])
def test_a_connection_that_breaks(name: str, behaviour: Callable[[socket.socket], None]) -> None:
    """A broken connection leaves a write in doubt; neither is tried again by itself."""
    with Loopback(behaviour) as server, pytest.raises(NetworkError) as caught:
        ALL[name](server.x())
    assert type(caught.value) is lost(name)
    assert len(server.requests) == 1


@pytest.mark.parametrize("name", ["followers", "reply"])
def test_silence(name: str) -> None:
    """X that says nothing is given up on after the read timeout."""
    with Loopback() as server:
        server.answer = server.hold
        started = time.monotonic()
        with pytest.raises(lost(name)):
            ALL[name](server.x(SHORT))
        assert time.monotonic() - started < 2


@pytest.mark.parametrize("name", ["followers", "reply"])
@pytest.mark.parametrize(
    "head", [WHOLE[:-20].replace(b"Content-Length: ", b"Content-Length: 9"), b"HTTP/1.1 200 OK\r\nX: "]
)
def test_a_slow_drip(name: str, head: bytes) -> None:
    """X that always says a little more is given up on, too, in its body and in its headers."""
    with Loopback() as server:
        server.answer = server.drip(head, b" ")
        started = time.monotonic()
        with pytest.raises(lost(name)):
            ALL[name](server.x(SHORT))
        assert time.monotonic() - started < 3


@pytest.mark.parametrize("name", ["followers", "reply"])
def test_a_flood(name: str) -> None:
    """An endless answer is cut where it is larger than X's largest."""
    with Loopback(http(200, b'{"data": "' + b"a" * 6_000_000)) as server, pytest.raises(lost(name)):
        ALL[name](server.x())


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"7", b'"x"', b'{"data": [\xff\xfe', b"[" * 100_000, b"9" * 5000, b"<html></html>"],
)
@pytest.mark.parametrize("name", ALL)
def test_a_success_that_makes_no_sense(name: str, body: bytes) -> None:
    """A 200 with nonsense tells nothing: a read failed, a write is in doubt."""
    with Loopback(http(200, body)) as server, pytest.raises(NetworkError) as caught:
        ALL[name](server.x())
    assert type(caught.value) is lost(name)


@pytest.mark.parametrize("name", ALL)
def test_nobody_listens(name: str) -> None:
    """A refused connection certainly carried nothing: even a write is known not to have happened."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(Unavailable):
        ALL[name](X(KEYS, base_url=f"http://127.0.0.1:{port}"))


def test_no_such_host() -> None:
    """A name that nobody knows is the same."""
    with pytest.raises(Unavailable):
        X(KEYS, base_url="http://x.invalid").hello("hi")


def test_a_proxy_for_xs_host_is_not_asked_for_a_stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in is reached directly, whatever proxy leads to the internet."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    with Loopback(http(200, {"data": {"id": "1000", "username": "fernandfable"}})) as server:
        assert server.x().me().handle == "fernandfable"


def test_the_stand_in_gets_xs_own_request() -> None:
    """Below the stand-in's path stands X's, with OAuth 1.0a in the header and nothing of it in the address."""
    with Loopback(http(200, {"data": {"following": True, "pending_follow": False}})) as server:
        server.x().follow("2001")
    [request] = server.requests
    assert (request.method, request.path) == ("POST", "/x/2/users/1000/following")
    assert json.loads(request.body) == {"target_user_id": "2001"}
    assert 'oauth_consumer_key="app-key-7d1"' in request.head
