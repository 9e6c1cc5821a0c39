"""What breaks on the way between a stand-in and the app, done at the socket: silence, resets, halves, nonsense."""

import json
import os
import random
import select
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import ClassVar, Generic, NoReturn, TypeVar

from werkzeug import Response

from slackapp.sandbox.http import Hangup

KINDS = ("status", "html", "hang", "reset", "half", "slow", "garbled", "cut", "wrong_shape")
DRIP = 0.05  # seconds between two bytes of a slow answer
KEPT = 100


@dataclass(kw_only=True)
class Fault:
    """What the next `times` calls that fit meet; 0 is for ever. With `chance`, each meets it with that probability.

    Raises `ValueError` where a field can't be used.
    """

    kind: str
    status: int = 0  # unless told: 502 for `html`, 503 for the others
    after_effect: bool = False
    times: int = 1
    seconds: float = 30.0
    body: object = None
    chance: float | None = None
    seed: int = 0
    _dice: random.Random = field(init=False, repr=False, compare=False)

    kinds: ClassVar[tuple[str, ...]] = KINDS  # what this stand-in can do

    def __post_init__(self) -> None:
        if self.kind not in self.kinds:
            raise ValueError(f"kind is one of {', '.join(self.kinds)}")
        self.status = self.status or (502 if self.kind == "html" else 503)
        if self.status not in list(HTTPStatus):
            raise ValueError("status is one of HTTP's")
        for name, kind, most in (("times", int, 10**9), ("seconds", int | float, 3_600), ("seed", int, 10**9)):
            if not isinstance(getattr(self, name), kind) or not 0 <= getattr(self, name) <= most:
                raise ValueError(f"{name} is a number between 0 and {most}")
        if self.chance is not None and not (isinstance(self.chance, int | float) and 0 <= self.chance <= 1):
            raise ValueError("chance is a number between 0 and 1")
        self._dice = random.Random(self.seed)  # noqa: S311 (a drill's dice: the same each time)
        self._left = self.times or None

    @property
    def breaks_off(self) -> bool:
        """Whether no (whole) answer goes out."""
        return self.kind in _AT_THE_SOCKET

    def comes_up(self) -> bool:
        """Whether a call that fits meets it, by its chance."""
        return self.chance is None or self._dice.random() < self.chance

    def is_used_up(self) -> bool:
        """Count one call that met it; whether no further one does."""
        self._left = None if self._left is None else self._left - 1
        return self._left == 0


F = TypeVar("F", bound=Fault)


class Faults(Generic[F]):
    """The faults that wait, the first that a call meets first; and how many were met, by kind."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[F] = []
        self._met: Counter[str] = Counter()

    def add(self, fault: F) -> None:
        """Let the next calls meet it."""
        with self._lock:
            self._waiting = [*self._waiting[-KEPT:], fault]

    def clear(self) -> None:
        """Take all away that wait; what was met stays counted."""
        with self._lock:
            self._waiting.clear()

    def reset(self) -> None:
        """As at the start."""
        with self._lock:
            self._waiting.clear()
            self._met.clear()

    def take(self, fits: Callable[[F], bool]) -> F | None:
        """The fault that this call meets, used up by one."""
        with self._lock:
            fault = next((one for one in self._waiting if fits(one) and one.comes_up()), None)
            if fault is not None:
                self._met[fault.kind] += 1
                if fault.is_used_up():
                    self._waiting.remove(fault)
            return fault

    def met(self) -> dict[str, int]:
        """How many calls met one, by its kind."""
        with self._lock:
            return dict(self._met)


def break_off(fault: Fault, connection: socket.socket | None, whole: Response) -> NoReturn:
    """End the connection without a (whole) answer; `whole` is what would have gone out. Raises `Hangup`."""
    if connection is not None:
        _AT_THE_SOCKET[fault.kind](fault, connection, whole)
    raise Hangup(f"the connection met a fault: {fault.kind}")


def spoiled(fault: Fault, whole: Response, headers: Mapping[str, str]) -> Response:
    """An answer that comes whole and can't be used: `html`, `wrong_shape`, `cut`, `garbled`."""
    if fault.kind == "html":
        return html_page(fault.status)
    body = whole.get_data()
    if fault.kind == "wrong_shape":
        body = json.dumps([] if fault.body is None else fault.body).encode()
    elif fault.kind == "cut":
        body = body[: max(len(body) // 2, 1)]
    else:
        body = b'{"data": [\xff\xfe{"id": 12' + body[::-1][:64]
    return Response(body, status=200, headers=headers, content_type="application/json; charset=utf-8")


def html_page(status: int) -> Response:
    """What a proxy in front says."""
    title = f"{status} {HTTPStatus(status).phrase}"
    page = f"<html><head><title>{title}</title></head><body><center><h1>{title}</h1></center></body></html>"
    return Response(page, status=status, content_type="text/html")


def _wait_until_gone(connection: socket.socket, seconds: float) -> None:
    """Until the other side closes, or the time is over; what it still sends is thrown away."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        readable, _, _ = select.select([connection], [], [], left)
        try:
            if readable and not connection.recv(65_536):
                return
        except OSError:
            return


def _hang(fault: Fault, connection: socket.socket, _: Response) -> None:
    _wait_until_gone(connection, fault.seconds)


def _reset(_: Fault, connection: socket.socket, __: Response) -> None:
    """An RST: closing with a linger of zero, at once though others hold the socket's file too."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    with socket.socket() as other:
        os.dup2(other.fileno(), connection.fileno())


def _head(length: int) -> bytes:
    return (
        "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n"
        f"Content-Length: {length}\r\nConnection: close\r\n\r\n"
    ).encode()


def _half(fault: Fault, connection: socket.socket, whole: Response) -> None:
    body = whole.get_data()
    connection.sendall(_head(len(body)) + body[: len(body) // 2])
    connection.shutdown(socket.SHUT_WR)
    _wait_until_gone(connection, fault.seconds)


def _slow(fault: Fault, connection: socket.socket, whole: Response) -> None:
    body = whole.get_data()
    end = time.monotonic() + fault.seconds
    connection.sendall(_head(len(body)))
    for byte in body:
        if time.monotonic() >= end:
            return
        try:
            connection.sendall(bytes([byte]))
        except OSError:
            return
        time.sleep(DRIP)


def _drop(_: Fault, __: socket.socket, ___: Response) -> None:
    """Nothing: the server closes what is left without an answer."""


_AT_THE_SOCKET: dict[str, Callable[[Fault, socket.socket, Response], None]] = {
    "hang": _hang,
    "reset": _reset,
    "half": _half,
    "slow": _slow,
    "drop": _drop,
}
