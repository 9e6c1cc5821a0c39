"""The sandbox's HTTP ground: connections kept, streams, dropped connections, a clean end."""

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from werkzeug import Request, Response

from slackapp.sandbox.http import Broadcast, Hangup, Router, json_body, json_response
from slackapp.sandbox.server import SandboxServer


@pytest.fixture
def live() -> Iterator[Broadcast]:
    """A broadcast that ends with the test."""
    broadcast = Broadcast(queue_size=3)
    yield broadcast
    broadcast.close()


@pytest.fixture
def server(live: Broadcast) -> Iterator[SandboxServer]:
    """A server with one application under a path."""
    router = Router()

    def echo(request: Request) -> Response:
        return json_response(json_body(request))

    def hang_up(request: Request) -> Response:
        raise Hangup

    def listen(request: Request) -> Response:
        return live.listen(request.args["name"])

    def unread(request: Request) -> Response:
        return Response("fine")

    def stream(request: Request) -> Response:
        return Response((str(number) for number in range(3)), content_type="text/plain")

    router.add("/echo", echo, ("POST",))
    router.add("/hang-up", hang_up)
    router.add("/listen", listen)
    router.add("/unread", unread, ("POST",))
    router.add("/stream", stream)
    with SandboxServer({"/app": router}) as running:
        yield running


def test_one_connection_carries_many_requests(server: SandboxServer) -> None:
    """The connection stays open, also after a refusal, a stream, and a body nobody read."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.connect()
    socket = connection.sock
    for method, path, body, status, answer in [
        ("POST", "/app/echo", b'{"a": "\\ud800"}', 200, b'{"a":"\\ud800"}'),
        ("POST", "/app/echo", b"no JSON", 400, None),
        ("POST", "/app/unread", b"unread" * 1000, 200, b"fine"),
        ("GET", "/app/stream", None, 200, b"012"),
        ("GET", "/app/nowhere", None, 404, None),
        ("GET", "/elsewhere", None, 404, None),
    ]:
        connection.request(method, path, body)
        response = connection.getresponse()
        found = response.read()
        assert (response.status, connection.sock) == (status, socket)
        assert answer is None or found == answer
    connection.close()


def test_a_hangup_leaves_no_answer(server: SandboxServer) -> None:
    """The client sees the connection end."""
    with pytest.raises(http.client.RemoteDisconnected):
        urllib.request.urlopen(f"{server.url}/app/hang-up", timeout=5)


def test_listeners_hear_what_is_for_them(server: SandboxServer, live: Broadcast) -> None:
    """An event for one name reaches that name alone."""
    with urllib.request.urlopen(f"{server.url}/app/listen?name=ada", timeout=5) as stream:
        live.publish({"n": 1}, to="ben")
        live.publish({"n": 2}, to="ada")
        live.publish({"n": 3})
        lines = (line for line in stream if line.startswith(b"data: "))
        assert [json.loads(next(lines)[6:])["n"] for _ in range(2)] == [2, 3]


def test_stopping_ends_live_streams() -> None:
    """A listener does not hang when the server stops."""
    router, live = Router(), Broadcast()

    def listen(request: Request) -> Response:
        return live.listen()

    router.add("/listen", listen)
    server = SandboxServer({"/": router}).start()
    with urllib.request.urlopen(f"{server.url}/listen", timeout=5) as stream:
        assert stream.readline() == b": open\n"
        server.stop()
        live.close()
        with pytest.raises(http.client.IncompleteRead):
            stream.read()


def test_a_listener_that_falls_behind_is_cut_off(live: Broadcast) -> None:
    """Its queue is bounded: the stream ends, so that its browser comes again and reads everything anew."""
    stream = iter(live.listen().response)
    for number in range(10):
        live.publish({"n": number})
    assert [json.loads(str(one)[6:])["n"] for one in stream if str(one).startswith("data: ")] == [0, 1, 2]


def test_a_taken_port_is_an_error(server: SandboxServer) -> None:
    """A second server on the same port raises, and leaves the process alone."""
    with pytest.raises(OSError, match="in use"):
        SandboxServer({}, port=server.port)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "elsewhere.example"}, 403),
        ({"Host": "127.0.0.1.elsewhere.example:80"}, 403),
        ({"Host": "localhost:80", "Origin": "http://localhost:80"}, 200),
        ({}, 200),
    ],
)
def test_pages_from_elsewhere_are_refused(server: SandboxServer, headers: dict[str, str], status: int) -> None:
    """A web page of another origin, or one that gave loopback a name of its own, gets nothing."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request("POST", "/app/echo", b"{}", headers)
    assert connection.getresponse().status == status
    connection.close()
