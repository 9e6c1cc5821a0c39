"""The SDK's calls on the wire that all networks share: bounded, never repeated, never sent on to another server."""

import logging
from ipaddress import ip_address
from typing import Any

import httpx
import requests

from slackapp.networks import wire

# At INFO httpx writes every address; in case the SDK learns to log what it sends.
for _name in ("httpx", "atproto", "atproto_client"):
    logging.getLogger(_name).setLevel(logging.WARNING)

Answer = wire.Answer


class Lost(Exception):
    """No whole answer came. `sent`: whether the call may have reached the server."""

    def __init__(self, *, sent: bool, timed_out: bool = False) -> None:
        super().__init__("no answer")
        self.sent = sent
        self.timed_out = timed_out


class Wire(httpx.BaseTransport):
    """Sends one request once. A success comes back whole; all else, redirects too, raises `Answer` or `Lost`.

    httpx bounds a silence but no whole answer, and the SDK lets it follow a redirect anywhere: they get to see
    successes only. They see them without headers, so that the SDK leaves the reading of the body to us.
    """

    def __init__(self, timeout: tuple[float, float]) -> None:
        """`timeout`: seconds to connect and seconds of silence; a whole answer may take twice their sum."""
        self._session = requests.Session()
        wire.mount(self._session, wire.Wire(timeout))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; its answer is read before this returns."""
        sent = requests.Request(request.method, str(request.url), dict(request.headers), data=request.read() or None)
        try:
            answer = self._session.send(sent.prepare(), allow_redirects=False, **self._settings(request.url))
        except requests.RequestException as error:
            timed_out = isinstance(error, requests.Timeout)
            raise Lost(sent=not wire.never_sent(error), timed_out=timed_out) from None
        return httpx.Response(200, content=answer.content)

    def close(self) -> None:
        """Let go of the connections."""
        self._session.close()

    def _settings(self, url: httpx.URL) -> dict[str, Any]:
        """The proxy and certificates that the environment names; a proxy doesn't know our own machine."""
        if _is_here(url.host):
            return {"proxies": {}}
        return dict(self._session.merge_environment_settings(str(url), {}, None, None, None))


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
