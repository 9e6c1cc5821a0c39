"""How calls travel to X: over the common wire, and to a stand-in where one is set."""

import logging
from typing import Any

import requests

from slackapp.networks import wire
from slackapp.networks.wire import Answer

__all__ = ["API_URL", "Answer", "mount"]

API_URL = "https://api.x.com"
_ORIGINS = ("https://api.x.com", "https://api.twitter.com")  # one and the same; tweepy knows the second only

# At DEBUG these three write the Authorization header (tweepy, requests_oauthlib) or the signature (oauthlib).
for _name in ("tweepy", "requests_oauthlib", "oauthlib"):
    logging.getLogger(_name).setLevel(logging.INFO)


class XWire(wire.Wire):
    """The wire, which leads requests for X to the stand-in."""

    def __init__(self, base_url: str, timeout: tuple[float, float]) -> None:
        super().__init__(timeout)
        self._stand_in = "" if base_url.rstrip("/") in _ORIGINS else base_url.rstrip("/")

    def send(self, request: requests.PreparedRequest, *args: Any, **settings: Any) -> requests.Response:
        """Send a request that is already signed."""
        if self._stand_in:
            request = self._redirected(request)
            settings["proxies"] = None  # they were chosen for X's own host
        return super().send(request, *args, **settings)

    def _redirected(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """The same request to the stand-in; its signature still speaks of X."""
        there = request.copy()
        for origin in _ORIGINS:
            if (there.url or "").startswith(origin + "/"):
                there.url = self._stand_in + (there.url or "").removeprefix(origin)
        return there


def mount(session: requests.Session, base_url: str, timeout: tuple[float, float]) -> None:
    """Let all of a session's calls travel over one wire.

    `timeout`: seconds to connect and seconds of silence; a whole answer may take twice their sum.
    """
    wire.mount(session, XWire(base_url, timeout))
