"""A server that answers exactly what a test tells it, byte by byte."""

import json
import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from slackapp.networks.x import X, XKeys

KEYS = XKeys("app-key-7d1", "app-secret-9f2", "1000-token-c35", "token-secret-e48")

Behaviour = Callable[[socket.socket], None]


@dataclass(frozen=True)
class Request:
    """A request as it came over the wire."""

    method: str
    path: str
    head: str
    body: bytes


class Loopback:
    """Answers every connection with `answer` (bytes, or what to do with the socket) and keeps the requests."""

    def __init__(self, answer: bytes | Behaviour = b"") -> None:
        self.answer = answer
        self.requests: list[Request] = []
        self._over = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Where it stands, with a path in front as a stand-in has."""
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}/x"

    def x(self, timeout: tuple[float, float] = (5, 5)) -> X:
        """X, as it is when it lives here."""
        return X(KEYS, base_url=self.url, timeout=timeout)

    def hold(self, _: socket.socket) -> None:
        """A behaviour: say nothing until the test is over."""
        self._over.wait(10)

    def drip(self, head: bytes, body: bytes) -> Behaviour:
        """A behaviour: the head at once, then the body over and over, a byte every 20 ms."""

        def behave(connection: socket.socket) -> None:
            connection.sendall(head)
            while not self._over.wait(0.02):
                connection.sendall(body[:1])

        return behave

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            with connection, suppress(OSError):
                self.requests.append(_receive(connection))
                if callable(self.answer):
                    self.answer(connection)
                else:
                    connection.sendall(self.answer)


def http(status: int, body: object = b"", **headers: str) -> bytes:
    """A whole HTTP answer; a body that isn't bytes goes out as JSON, `headers` with _ for -."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(raw)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + raw


def reset(connection: socket.socket) -> None:
    """A behaviour: the connection is reset (RST) without an answer."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _receive(connection: socket.socket) -> Request:
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65_536) or b"\r\n\r\n"
    head, _, body = data.partition(b"\r\n\r\n")
    text = head.decode()
    lengths = [line.split(":")[1] for line in text.splitlines() if line.lower().startswith("content-length:")]
    while lengths and len(body) < int(lengths[0]):
        body += connection.recv(65_536)
    method, path, *_ = text.split(" ", 2)
    return Request(method, path, text, body)
