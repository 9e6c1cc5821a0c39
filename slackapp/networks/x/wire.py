"""How calls travel to X: bounded in time and size, never repeated, and to a stand-in where one is set."""

import io
import logging
import time
from collections.abc import Mapping
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
        """`timeout`: seconds to connect and seconds of silence; a whole call may take twice their sum."""
        super().__init__(max_retries=0)
        self._stand_in = "" if base_url.rstrip("/") in _ORIGINS else base_url.rstrip("/")
        self._timeout = timeout

    def send(self, request: requests.PreparedRequest, *args: Any, **settings: Any) -> requests.Response:
        """Send a request that is already signed; its answer is read before this returns."""
        deadline = time.monotonic() + 2 * sum(self._timeout)
        settings |= {"stream": True, "timeout": self._timeout}
        if self._stand_in:
            request = self._redirected(request)
            settings["proxies"] = None  # they were chosen for X's own host
        response = super().send(request, *args, **settings)
        try:
            body = _read(response, deadline)
        except urllib3.exceptions.HTTPError:
            raise requests.ConnectionError("the answer broke off") from None
        finally:
            response.close()
        if not 200 <= response.status_code < 300:
            raise Answer(response.status_code, response.headers, body)
        response.raw = io.BytesIO(body)
        return response

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


def _read(response: requests.Response, deadline: float) -> bytes:
    """The whole body; a slow drip or a flood ends in a `RequestException`."""
    body = bytearray()
    while chunk := response.raw.read1(_CHUNK, decode_content=True):
        body += chunk
        if len(body) > _MAX_BYTES:
            raise requests.ConnectionError("the answer is too large")
        if time.monotonic() > deadline:
            raise requests.ReadTimeout("the answer takes too long")
    return bytes(body)
