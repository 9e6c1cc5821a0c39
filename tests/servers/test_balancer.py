"""The balancer that the drills put before replicas: in turn, around the dead, and never twice."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import requests

from tests.servers.balancer import Balancer
from tests.slack.at_slack import until


class Backend:
    """A server that says its name, or dies under a request, or calls itself ill."""

    def __init__(self, name: str) -> None:
        self.name, self.asked, self.dies, self.ill = name, 0, False, False
        backend = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path == "/healthz":
                    return self._say(503 if backend.ill else 200)
                backend.asked += 1
                if backend.dies:
                    return self.connection.close()
                return self._say(200)

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.do_GET()

            def _say(self, status: int) -> None:
                self.send_response(status)
                self.send_header("X-Name", backend.name)
                self.end_headers()
                self.wfile.write(backend.name.encode())

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the base's name)
                """Quietly."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.handle_error = lambda *_: None  # type: ignore[method-assign]  # it dies on purpose
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        """Take no connection any more."""
        self.server.shutdown()
        self.server.server_close()


@contextmanager
def balanced(number: int, health_every: float = 60) -> Iterator[tuple[Balancer, list[Backend]]]:
    """A balancer before so many backends."""
    backends = [Backend(f"b{n}") for n in range(number)]
    try:
        with Balancer([one.url for one in backends], health_every) as balancer:
            yield balancer, backends
    finally:
        for one in backends:
            one.stop()


def test_each_backend_has_its_turn() -> None:
    """Six requests to three backends: two each, with what the backend said and its headers."""
    with balanced(3) as (balancer, backends):
        answers = [requests.post(f"{balancer.url}/slack/events", data=b"x", timeout=5) for _ in range(6)]
        assert [one.asked for one in backends] == [2, 2, 2]
        assert all(answer.text == answer.headers["X-Name"] for answer in answers)


def test_a_refused_connection_goes_to_the_next() -> None:
    """Nothing was sent to who takes no connection, so whoever asks does not notice."""
    with balanced(2) as (balancer, backends):
        backends[0].stop()
        assert [requests.post(balancer.url, data=b"x", timeout=5).text for _ in range(3)] == ["b1"] * 3


def test_a_request_that_its_backend_died_under_is_not_repeated() -> None:
    """It is answered 502, and no other backend hears of it."""
    with balanced(2) as (balancer, backends):
        for one in backends:
            one.dies = True
        assert requests.post(balancer.url, data=b"x", timeout=5).status_code == 502
        assert sum(one.asked for one in backends) == 1
        assert balancer.cut == 1


def test_nobody_there_is_a_502() -> None:
    """With every backend gone there is an answer all the same."""
    with balanced(2) as (balancer, backends):
        for one in backends:
            one.stop()
        assert requests.get(balancer.url, timeout=5).status_code == 502


def test_who_is_ill_is_left_out_until_well_again() -> None:
    """A failing health check takes a backend out of the turns, and a good one brings it back."""
    with balanced(2, health_every=0.01) as (balancer, backends):
        backends[0].ill = True
        until(lambda: balancer.up() == [False, True])
        assert {requests.get(balancer.url, timeout=5).text for _ in range(4)} == {"b1"}
        backends[0].ill = False
        until(lambda: balancer.up() == [True, True])
        assert {requests.get(balancer.url, timeout=5).text for _ in range(4)} == {"b0", "b1"}
