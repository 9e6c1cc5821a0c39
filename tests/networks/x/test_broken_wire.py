"""A broken connection never hangs us, and never turns doubt into certainty."""

import gc
import gzip
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from slackapp.networks.base import CutOff, NetworkError, Unavailable
from slackapp.networks.x import X
from tests.networks.x.conftest import StandIn
from tests.networks.x.loopback import KEYS, Loopback, http, reset
from tests.networks.x.test_refusals import ALL, READS
from tests.once import once

pytestmark = pytest.mark.networks  # long

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
    "answer",
    [
        b"",
        b"\r\n\r\n",
        b"no HTTP at all\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 99999 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nA: " + b"a" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: rot13\r\nContent-Length: 4\r\n\r\nabcd",
        b"HTTP/1.1 302 Found\r\nLocation: http://[::\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 204 No Content\r\n\r\n",
    ],
)
@pytest.mark.parametrize("name", ["followers", "reply"])
def test_broken_http(name: str, answer: bytes) -> None:
    """HTTP itself may be broken in any way."""
    with Loopback(answer) as server, pytest.raises(NetworkError) as caught:
        ALL[name](server.x())
    assert type(caught.value) is lost(name)


@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")  # urllib3 leaves this one to the collector
@pytest.mark.parametrize("name", ["followers", "reply"])
def test_an_answer_of_two_lengths(name: str) -> None:
    """It is the answer's header that is wrong, not ours: the call was sent, and a write is in doubt."""

    def outcome() -> type[NetworkError]:
        with Loopback(b"HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\nabc") as server:
            with pytest.raises(NetworkError) as caught:
                ALL[name](server.x())
            return type(caught.value)

    kind = outcome()
    gc.collect()
    assert kind is lost(name)


@pytest.mark.parametrize("name", ["followers", "reply"])
def test_a_flood_that_was_squeezed(name: str) -> None:
    """A small answer that unpacks to an endless one is cut, too."""
    bomb = gzip.compress(b" " * 50_000_000)
    with Loopback(http(200, bomb, Content_Encoding="gzip")) as server, pytest.raises(lost(name)):
        ALL[name](server.x())


def test_a_squeezed_answer() -> None:
    """X compresses its answers; one that breaks off in the middle is a broken one."""
    body = gzip.compress(b'{"data": {"id": "1000", "username": "fernandfable"}}')
    with Loopback(http(200, body, Content_Encoding="gzip")) as server:
        assert server.x().me().handle == "fernandfable"
        server.answer = http(200, body[:-20], Content_Encoding="gzip")
        with pytest.raises(Unavailable):
            server.x().me()


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"7", b'"x"', b'{"data": [\xff\xfe', b"9" * 5000, b"<html></html>"],
)
@pytest.mark.parametrize("name", ALL)
def test_a_success_that_makes_no_sense(name: str, body: bytes) -> None:
    """A 200 with nonsense tells nothing: a read failed, a write is in doubt."""
    with Loopback(http(200, body)) as server, pytest.raises(NetworkError) as caught:
        ALL[name](server.x())
    assert type(caught.value) is lost(name)


@pytest.mark.parametrize("name", ["followers", "reply"])
def test_a_success_that_never_stops_opening(name: str) -> None:
    """JSON deeper than Python's stack is nonsense like any other."""
    gc.disable()  # finalizers of other tests' objects would run on the full stack, and complain
    try:
        with Loopback(http(200, b"[" * 100_000)) as server, pytest.raises(lost(name)):
            ALL[name](server.x())
    finally:
        gc.enable()


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
        X(KEYS, base_url="http://x.invalid").hello("hi", once())


def test_a_proxy_for_xs_host_is_not_asked_for_a_stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in is reached directly, whatever proxy leads to the internet."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    with Loopback(http(200, {"data": {"id": "1000", "username": "fernandfable"}})) as server:
        assert server.x().me().handle == "fernandfable"


def test_the_stand_in_gets_xs_own_request() -> None:
    """Below the stand-in's path stands X's, with OAuth 1.0a in the header and nothing of it in the address."""
    with Loopback(http(200, {"data": {"following": True, "pending_follow": False}})) as server:
        server.x().follow("2001", once())
    [request] = server.requests
    assert (request.method, request.path) == ("POST", "/x/2/users/1000/following")
    assert json.loads(request.body) == {"target_user_id": "2001"}
    assert 'oauth_consumer_key="app-key-7d1"' in request.head


def test_connections_are_kept(stand_in: StandIn) -> None:
    """Two calls travel over one connection: a handshake each would double the time."""
    pools = stand_in.x._client.tweepy.session.get_adapter("https://api.x.com").poolmanager.pools
    stand_in.x.me()
    stand_in.x.followers()
    [pool] = [pools[key] for key in pools.keys()]  # noqa: SIM118 - urllib3's container is not iterable
    assert pool.num_connections == 1


def test_a_certificate_nobody_vouches_for(tmp_path: Path) -> None:
    """The call ends before a byte of it is sent: even a write is known not to have happened."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))

    def shake_hands(connection: socket.socket) -> None:
        with suppress(ssl.SSLError), context.wrap_socket(connection, server_side=True) as secure:
            secure.recv(1)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=lambda: shake_hands(listening.accept()[0]), daemon=True)
        thread.start()
        with pytest.raises(Unavailable):
            X(KEYS, base_url=f"https://127.0.0.1:{listening.getsockname()[1]}").hello("hi", once())
        thread.join(5)


def self_signed(folder: Path) -> Path:
    """A certificate that its own key signed, and that key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    today = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    dated = builder.not_valid_before(today).not_valid_after(today + timedelta(days=1))
    parts = (
        dated.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM),
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
    )
    path = folder / "certificate.pem"
    path.write_bytes(b"".join(parts))
    return path
