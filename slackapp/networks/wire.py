"""How calls travel through requests: each once, bounded in time and size as a whole, its errors kept apart."""

import io
import ssl
import time
from collections.abc import Mapping
from functools import partial
from http.client import HTTPResponse
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter

_MAX_BYTES = 5 * 1024 * 1024
_CHUNK = 64 * 1024
_BEFORE_SENDING = (
    requests.ConnectTimeout,
    requests.exceptions.ProxyError,
    requests.exceptions.InvalidURL,
    requests.exceptions.InvalidSchema,
    requests.exceptions.MissingSchema,
)


class Answer(Exception):
    """The other side answered, and not with a success."""

    def __init__(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status
        self.headers = headers
        self.body = body


class Wire(HTTPAdapter):
    """Sends one request once. A success comes back whole; all else raises `Answer` or a `RequestException`.

    SDKs set no timeout, or one for a silence only, and stumble over odd bodies: they get to see successes alone.
    """

    def __init__(self, timeout: tuple[float, float]) -> None:
        """`timeout`: seconds to connect and seconds of silence; a whole answer may take twice their sum."""
        super().__init__(max_retries=0)
        self._timeout = timeout

    def send(self, request: requests.PreparedRequest, *args: Any, **settings: Any) -> requests.Response:
        """Send a prepared request; its answer is read before this returns."""
        settings |= {"stream": True, "timeout": self._timeout}
        try:
            with super().send(request, *args, **settings) as response:
                body = _read(response)
        except urllib3.exceptions.HTTPError:
            raise requests.ConnectionError("the answer broke off") from None
        response.raw = io.BytesIO(body)
        if not self.passes(request, response):
            raise Answer(response.status_code, response.headers, body)
        return response

    def passes(self, request: requests.PreparedRequest, response: requests.Response) -> bool:  # noqa: ARG002 (for who inherits)
        """Whether an answer goes on to the caller rather than being raised."""
        return 200 <= response.status_code < 300

    def get_connection_with_tls_context(self, *args: Any, **settings: Any) -> Any:
        """A pool whose connections bound each whole answer, too: requests' own timeout is for one silence only."""
        pool: Any = super().get_connection_with_tls_context(*args, **settings)
        pool.ConnectionCls = partial(self._connection, type(pool).ConnectionCls)
        return pool

    def _connection(self, kind: type[Any], **settings: Any) -> Any:
        connection = kind(**settings)
        connection.response_class = partial(_TimedResponse, 2 * sum(self._timeout))
        return connection


def mount(session: requests.Session, wire: Wire) -> None:
    """Let all of a session's calls travel over one `Wire`."""
    session.mount("https://", wire)
    session.mount("http://", wire)


def never_sent(error: requests.RequestException) -> bool:
    """Whether a call failed before a byte of it could reach the other side."""
    if isinstance(error, _BEFORE_SENDING):
        return True
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    if isinstance(reason, urllib3.exceptions.SSLError):
        return isinstance(reason.args[0], ssl.SSLCertVerificationError)
    return isinstance(reason, urllib3.exceptions.NewConnectionError)


def _read(response: requests.Response) -> bytes:
    """The whole body; a flood ends in a `RequestException`."""
    body = bytearray()
    while chunk := response.raw.read1(_CHUNK, decode_content=True):
        body += chunk
        if len(body) > _MAX_BYTES:
            raise requests.ConnectionError("the answer is too large")
    return bytes(body)


class _TimedResponse(HTTPResponse):
    """An answer, head and body, that has to be over after some seconds however steadily it drips."""

    def __init__(self, seconds: float, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.fp = io.BufferedReader(_Timed(self.fp, seconds))


class _Timed(io.RawIOBase):
    def __init__(self, inner: io.BufferedIOBase, seconds: float) -> None:
        super().__init__()
        self._inner = inner
        self._deadline = time.monotonic() + seconds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if time.monotonic() > self._deadline:
            raise TimeoutError("the answer takes too long")
        return self._inner.readinto1(buffer)

    def close(self) -> None:
        self._inner.close()
        super().close()
