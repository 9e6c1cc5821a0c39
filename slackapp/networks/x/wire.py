"""How calls travel to X: bounded in time and size, never repeated, and to a stand-in where one is set."""

import io
import logging
import time
from collections.abc import Mapping
from functools import partial
from http.client import HTTPResponse
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter

API_URL = "https://api.x.com"
_ORIGINS = ("https://api.x.com", "https://api.twitter.com")  # one and the same; tweepy knows the second only
_MAX_BYTES = 5 * 1024 * 1024
_CHUNK = 64 * 1024

# At DEBUG these three write the Authorization header (tweepy, requests_oauthlib) or the signature (oauthlib).
for _name in ("tweepy", "requests_oauthlib", "oauthlib"):
    logging.getLogger(_name).setLevel(logging.INFO)


class Answer(Exception):
    """X answered, and not with a success."""

    def __init__(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status
        self.headers = headers
        self.body = body


class Wire(HTTPAdapter):
    """Sends one request once. A success comes back whole; all else raises `Answer` or a `RequestException`.

    tweepy sets no timeout, and its own reading of an error stumbles over odd bodies: it gets to see successes only.
    """

    def __init__(self, base_url: str, timeout: tuple[float, float]) -> None:
        """`timeout`: seconds to connect and seconds of silence; a whole answer may take twice their sum."""
        super().__init__(max_retries=0)
        self._stand_in = "" if base_url.rstrip("/") in _ORIGINS else base_url.rstrip("/")
        self._timeout = timeout

    def send(self, request: requests.PreparedRequest, *args: Any, **settings: Any) -> requests.Response:
        """Send a request that is already signed; its answer is read before this returns."""
        settings |= {"stream": True, "timeout": self._timeout}
        if self._stand_in:
            request = self._redirected(request)
            settings["proxies"] = None  # they were chosen for X's own host
        try:
            with super().send(request, *args, **settings) as response:
                body = _read(response)
        except urllib3.exceptions.HTTPError:
            raise requests.ConnectionError("the answer broke off") from None
        if not 200 <= response.status_code < 300:
            raise Answer(response.status_code, response.headers, body)
        response.raw = io.BytesIO(body)
        return response

    def get_connection_with_tls_context(self, *args: Any, **settings: Any) -> Any:
        """A pool whose connections bound each whole answer, too: requests' own timeout is for one silence only."""
        pool: Any = super().get_connection_with_tls_context(*args, **settings)
        pool.ConnectionCls = partial(self._connection, type(pool).ConnectionCls)
        return pool

    def _connection(self, kind: type[Any], **settings: Any) -> Any:
        connection = kind(**settings)
        connection.response_class = partial(_TimedResponse, 2 * sum(self._timeout))
        return connection

    def _redirected(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """The same request to the stand-in; its signature still speaks of X."""
        there = request.copy()
        for origin in _ORIGINS:
            if (there.url or "").startswith(origin + "/"):
                there.url = self._stand_in + (there.url or "").removeprefix(origin)
        return there


def mount(session: requests.Session, base_url: str, timeout: tuple[float, float]) -> None:
    """Let all of a session's calls travel over one `Wire`."""
    wire = Wire(base_url, timeout)
    session.mount("https://", wire)
    session.mount("http://", wire)


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
