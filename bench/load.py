"""A load process of its own: so many kept connections, each with one click under way. Prints JSON.

`python -m bench.load PORT CONNECTIONS CLICKS FIRST_CARD RESPONSE_URL`
"""

import json
import selectors
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from bench.clicks import click


@dataclass
class Connection:
    """A kept connection and the click that is under way on it."""

    socket: socket.socket
    sent_at: float = 0.0
    heard: bytes = b""

    def send(self, request: bytes) -> None:
        """Write a whole request."""
        self.heard, self.sent_at = b"", time.perf_counter()
        self.socket.sendall(request)

    def answered(self) -> bool:
        """Read what is there; whether that was the end of the answer. Any answer but 200 ends the run."""
        self.heard += self.socket.recv(65_536)
        head, found, body = self.heard.partition(b"\r\n\r\n")
        if not found:
            return False
        if b" 200 " not in head.split(b"\r\n", 1)[0]:
            raise SystemExit(f"a click was answered {head.decode()!r}")
        length = next(
            (int(h.split(b":")[1]) for h in head.split(b"\r\n") if h.lower().startswith(b"content-length")), 0
        )
        return len(body) >= length


def run(port: int, connections: int, requests: Iterator[bytes]) -> tuple[list[float], float]:
    """Send every request; returns the latencies and the whole time, in seconds."""
    selector, latencies = selectors.DefaultSelector(), []
    for _ in range(connections):
        made = socket.create_connection(("127.0.0.1", port))
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(made, selectors.EVENT_READ, Connection(made))
    waiting = list(selector.get_map().values())
    began = time.perf_counter()
    under_way = 0
    for key, request in zip(waiting, requests, strict=False):
        key.data.send(request)
        under_way += 1
    while under_way:
        for key, _ in selector.select():
            if not key.data.answered():
                continue
            latencies.append(time.perf_counter() - key.data.sent_at)
            following = next(requests, None)
            if following is None:
                under_way -= 1
            else:
                key.data.send(following)
    return latencies, time.perf_counter() - began


def main() -> None:
    """Sign everything first, then send it."""
    port, connections, clicks, first = map(int, sys.argv[1:5])
    requests = [click(first + n, sys.argv[5]) for n in range(clicks)]
    latencies, seconds = run(port, connections, iter(requests))
    json.dump({"latencies": latencies, "seconds": seconds}, sys.stdout)


if __name__ == "__main__":
    main()
