"""What can go wrong between X and the app, done at the socket: silence, resets, halves, nonsense."""

import json
import os
import select
import socket
import struct
import threading
import time
from dataclasses import dataclass
from fnmatch import fnmatchcase
from http import HTTPStatus
from typing import Any, NoReturn

from werkzeug import Response

from slackapp.sandbox.http import Hangup, json_response

KINDS = ("status", "html", "hang", "reset", "half", "slow", "garbled", "cut", "wrong_shape")
DRIP = 0.05  # seconds between two bytes of a slow answer


@dataclass
class Fault:
    """What the next `times` calls that fit meet."""

    path: str
    kind: str
    method: str | None = None
    status: int = 503
    reset: bool = True
    after_effect: bool = False
    times: int = 1
    seconds: float = 30.0
    body: object = None

    @property
    def breaks_off(self) -> bool:
        """Whether no (whole) answer goes out."""
        return self.kind in _AT_THE_SOCKET

    def fits(self, method: str, path: str) -> bool:
        """Whether a call meets this; `path` may hold `*`."""
        return self.method in (None, method) and fnmatchcase(path, self.path)


class Faults:
    """The faults that wait, the first that fits first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let the next calls meet it."""
        with self._lock:
            self._waiting.append(fault)

    def clear(self) -> None:
        """Forget all that wait."""
        with self._lock:
            self._waiting.clear()

    def take(self, method: str, path: str) -> Fault | None:
        """The fault that this call meets, used up by one."""
        with self._lock:
            fault = next((one for one in self._waiting if one.fits(method, path)), None)
            if fault is not None:
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
            return fault


def break_off(fault: Fault, connection: socket.socket | None, whole: Response) -> NoReturn:
    """End the connection without a (whole) answer; `whole` is what would have gone out. Raises `Hangup`."""
    if connection is not None:
        _AT_THE_SOCKET[fault.kind](fault, connection, whole)
    raise Hangup(f"the connection met a fault: {fault.kind}")


def spoiled(fault: Fault, whole: Response, now: float) -> Response:
    """The answer as a fault leaves it that doesn't break off; `whole` is what would have gone out."""
    if fault.kind == "status":
        return _status(fault, now)
    if fault.kind == "html":
        return _html(fault.status if fault.status in (502, 503) else 502)
    body = whole.get_data()
    if fault.kind == "wrong_shape":
        body = json.dumps([] if fault.body is None else fault.body).encode()
    elif fault.kind == "cut":
        body = body[: max(len(body) // 2, 1)]
    else:
        body = b'{"data": [\xff\xfe{"id": 12' + body[::-1][:64]
    return Response(body, status=200, headers=_kept(whole), content_type="application/json; charset=utf-8")


def _kept(whole: Response) -> dict[str, str]:
    return {name: value for name, value in whole.headers.items() if name.lower().startswith("x-rate-limit")}


def _status(fault: Fault, now: float) -> Response:
    title = HTTPStatus(fault.status).phrase
    body = {"title": title, "detail": title, "type": "about:blank", "status": fault.status}
    headers = {}
    if fault.status == 429:
        headers = {"x-rate-limit-limit": "15", "x-rate-limit-remaining": "0"}
        if fault.reset:
            headers["x-rate-limit-reset"] = str(int(now + fault.seconds))
    return json_response(body, fault.status, headers)


def _html(status: int) -> Response:
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


_AT_THE_SOCKET: dict[str, Any] = {"hang": _hang, "reset": _reset, "half": _half, "slow": _slow}
