"""A wire with a hand on it: every call passes through, is written down, and meets what a test put in its way."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

NOT_PASSED_ON = {"transfer-encoding", "connection", "content-length", "keep-alive"}


@dataclass(slots=True)
class Trouble:
    """What the next calls meet whose path holds `path`: an answer in place of the server's, or a broken one."""

    path: str
    method: str = ""
    status: int = 0  # 0: the server's own answer, cut in half
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b"{}"
    skip: int = 0  # let so many pass first
    times: int = 1
    after_effect: bool = False  # the server has done it before the trouble begins


class Wire:
    """A proxy on a free port of 127.0.0.1 before one server."""

    def __init__(self, upstream: str) -> None:
        """`upstream`: the server's base address, without a path."""
        self.upstream = urlsplit(upstream)
        self.calls: list[str] = []  # "GET /path?query"
        self.troubles: list[Trouble] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """Where the adapter is sent."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def called(self, *parts: str) -> int:
        """How many calls had one of these in their path."""
        return sum(any(part in call for part in parts) for call in self.calls)

    def meet(self, trouble: Trouble) -> None:
        """Put something in the way."""
        self.troubles.append(trouble)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _trouble(self, method: str, path: str) -> Trouble | None:
        for trouble in self.troubles:
            if trouble.path in path and trouble.method in ("", method):
                if trouble.skip:
                    trouble.skip -= 1
                    continue
                trouble.times -= 1
                if not trouble.times:
                    self.troubles.remove(trouble)
                return trouble
        return None

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        wire = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # head and body in one go: two would wait for each other on the wire

            def _pass(self) -> None:
                wire.calls.append(f"{self.command} {self.path}")
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                trouble = wire._trouble(self.command, self.path)
                answer: tuple[int, Mapping[str, str], bytes] = (500, {}, b"")
                if trouble is None or trouble.after_effect or not trouble.status:
                    answer = self._ask(body)
                if trouble is not None and trouble.status:
                    headers = {"Content-Type": "application/json", **trouble.headers}
                    answer = (trouble.status, headers, trouble.body)
                self._answer(answer, cut=trouble is not None and not trouble.status)

            def _ask(self, body: bytes) -> tuple[int, Mapping[str, str], bytes]:
                there = HTTPConnection(wire.upstream.hostname or "", wire.upstream.port, timeout=30)
                try:
                    passed = {name: value for name, value in self.headers.items() if name.lower() not in NOT_PASSED_ON}
                    there.request(self.command, self.path, body or None, passed)
                    answer = there.getresponse()
                    told = {n: v for n, v in answer.getheaders() if n.lower() not in NOT_PASSED_ON}
                    return answer.status, told, answer.read()
                finally:
                    there.close()

            def _answer(self, answer: tuple[int, Mapping[str, str], bytes], *, cut: bool) -> None:
                status, headers, body = answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body) + 100 * cut))
                self.end_headers()
                self.wfile.write(body[: len(body) // 2] if cut else body)
                self.close_connection = cut

            do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = _pass  # noqa: N815 (the base's names)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the base's name)
                """Quietly."""

        return Handler
