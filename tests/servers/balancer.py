"""A small HTTP balancer before several processes of one server, as people put nginx or HAProxy before replicas.

In turn; a backend whose health check fails is left out; a refused connection goes to the next, for nothing was sent yet
(nginx's `proxy_next_upstream error`, for what had not been passed on). A request whose backend dies in the middle is
answered 502 and never repeated: nobody knows how far it came.
"""

import threading
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

HEALTH_PATH = "/healthz"
HEALTH_EVERY = 0.5  # seconds between two looks at each backend
HEALTH_TIMEOUT = 1.0  # seconds
TIMEOUT = 10.0  # seconds for an answer
NOT_PASSED_ON = {"transfer-encoding", "connection", "content-length", "keep-alive"}

Answer = tuple[int, list[tuple[str, str]], bytes]


class Balancer:
    """Listens on a free port of 127.0.0.1 and passes requests on to its backends in turn."""

    def __init__(self, backends: Sequence[str], health_every: float = HEALTH_EVERY) -> None:
        """`backends`: base addresses, as http://127.0.0.1:8001; `health_every` in seconds."""
        self._places = [(parts.hostname or "", parts.port or 80) for parts in map(urlsplit, backends)]
        self._up = [True] * len(self._places)  # until a look says otherwise
        self._health_every = health_every
        self._turns = count()
        self.cut = 0  # requests whose backend died under them
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._stopped = threading.Event()
        self._threads = [
            threading.Thread(target=self._server.serve_forever, args=(0.05,), name="balancer", daemon=True),
            threading.Thread(target=self._watch, name="balancer-health", daemon=True),
        ]

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def up(self) -> list[bool]:
        """Which backends are well, as far as the last look showed."""
        return list(self._up)

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._server.shutdown()
        self._server.server_close()
        self._threads[1].join()

    def ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        """Pass a request on to the next backend that takes the connection; 502 where none does, or it dies."""
        for place in self._in_turn():
            there = HTTPConnection(*place, timeout=TIMEOUT)
            try:
                there.connect()
            except OSError:
                continue  # nothing was sent: the next may have it
            try:
                there.request(method, path, body or None, headers)
                answer = there.getresponse()
                told = [(name, value) for name, value in answer.getheaders() if name.lower() not in NOT_PASSED_ON]
                return answer.status, told, answer.read()
            except (OSError, HTTPException):
                self.cut += 1
                return 502, [("Content-Type", "text/plain")], b"the server died under this request\n"
            finally:
                there.close()
        return 502, [("Content-Type", "text/plain")], b"no server takes connections\n"

    def _in_turn(self) -> list[tuple[str, int]]:
        """Those that are well first, each time another one in front; the others after them: a look may be old."""
        turn, number = next(self._turns), len(self._places)
        order = [(turn + step) % number for step in range(number)]
        return [self._places[at] for at in sorted(order, key=lambda at: not self._up[at])]

    def _watch(self) -> None:
        while not self._stopped.wait(self._health_every):
            self._up = [_healthy(place) for place in self._places]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        balancer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # head and body in one go: two would wait for each other on the wire

            def _pass(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                passed = {name: value for name, value in self.headers.items() if name.lower() not in NOT_PASSED_ON}
                status, headers, answer = balancer.ask(self.command, self.path, body, passed)
                self.send_response(status)
                for name, value in headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            do_GET = do_POST = _pass  # noqa: N815 (the base's names)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the base's name)
                """Quietly."""

        return Handler


def _healthy(place: tuple[str, int]) -> bool:
    there = HTTPConnection(*place, timeout=HEALTH_TIMEOUT)
    try:
        there.request("GET", HEALTH_PATH)
        return there.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        there.close()
