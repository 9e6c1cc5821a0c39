"""A helpdesk's end of a webhook: real HTTP on loopback, which checks signatures by itself and may behave badly."""

import base64
import hmac
import json
import socket
import threading
from collections import deque
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Taken:
    """One body that came."""

    headers: dict[str, str]
    body: bytes
    path: str

    @property
    def id(self) -> str:
        """By which receivers tell whether they have it already."""
        return self.headers["webhook-id"]

    @property
    def json(self) -> Any:
        """What it says."""
        return json.loads(self.body)


def is_signed(taken: Taken, secret: str) -> bool:
    """As https://www.standardwebhooks.com tells receivers to check."""
    signed = f"{taken.id}.{taken.headers['webhook-timestamp']}.".encode() + taken.body
    mac = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), signed, sha256).digest()
    return f"v1,{base64.b64encode(mac).decode()}" in taken.headers["webhook-signature"].split()


@dataclass
class Receiver:
    """Answers 204, or what is next in `answers`: a status, "hang", "drip", "close", or a status with a body."""

    answers: deque[int | str | tuple[int, bytes]] = field(default_factory=deque)
    taken: list[Taken] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen."""
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                receiver.taken.append(Taken({k.lower(): v for k, v in self.headers.items()}, body, self.path))
                receiver._answer(self, receiver.answers.popleft() if receiver.answers else 204)

            def log_message(self, *_: Any) -> None:
                """Quietly."""

        self.over = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}/hooks?for=rapport"

    def _answer(self, handler: BaseHTTPRequestHandler, how: int | str | tuple[int, bytes]) -> None:
        handler.close_connection = True
        if how == "hang":
            self.over.wait(5)
        elif how == "drip":
            for _ in range(500):
                if self.over.wait(0.02) or not self._dripped(handler):
                    return
        elif how == "close":
            handler.connection.shutdown(socket.SHUT_RDWR)
        else:
            status, body = how if isinstance(how, tuple) else (int(how), b"")
            handler.send_response(status)
            if 300 <= status < 400:
                handler.send_header("Location", self.url)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

    def _dripped(self, handler: BaseHTTPRequestHandler) -> bool:
        try:
            handler.connection.sendall(b"H")
        except OSError:
            return False
        return True

    def stop(self) -> None:
        """Listen no more."""
        self.over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)
