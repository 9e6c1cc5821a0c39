"""The stand-in as the tests see it: tweepy with its calls sent there, the panel, a clock to move."""

import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
import tweepy
from requests.adapters import HTTPAdapter
from requests_oauthlib import OAuth1

from slackapp.sandbox import world
from slackapp.sandbox.x import XStandIn


class Clock:
    """The time of the stand-in, which a test moves."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        """Seconds since 1970, as far ahead as a test put it."""
        return time.time() + self.ahead


class ToSandbox(HTTPAdapter):
    """Sends what is signed for X's own address to the stand-in."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self._base = urlsplit(base)

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """The same request, to another host, below another path."""
        parts = urlsplit(request.url or "")
        path = self._base.path + str(parts.path)
        request.url = urlunsplit((self._base.scheme, self._base.netloc, path, parts.query, ""))
        kwargs["timeout"] = kwargs.get("timeout") or 5
        return super().send(request, *args, **kwargs)


@dataclass
class X:
    """The stand-in as a test sees it."""

    stand_in: XStandIn
    base: str
    clock: Clock

    def client(self, token: str = world.ACCESS_TOKEN, secret: str = world.ACCESS_TOKEN_SECRET) -> tweepy.Client:
        """Tweepy, signed for the brand unless told otherwise; it answers with the raw response."""
        client = tweepy.Client(
            consumer_key=world.CONSUMER_KEY,
            consumer_secret=world.CONSUMER_SECRET,
            access_token=token,
            access_token_secret=secret,
            return_type=dict,
        )
        client.session.mount("https://api.twitter.com", ToSandbox(self.base))
        return client

    def panel(self, name: str, **body: Any) -> dict[str, Any]:
        """A press on the panel, which has to work."""
        answer = requests.post(f"{self.base}/panel/{name}", json=body, timeout=5)
        assert answer.ok, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def look(self, name: str = "state") -> dict[str, Any]:
        """The panel's `state` or `record`."""
        found: dict[str, Any] = requests.get(f"{self.base}/panel/{name}", timeout=5).json()
        return found

    def raw(self, method: str, path: str, **kwargs: Any) -> requests.Response:
        """A signed call outside of tweepy, to X's newer host name."""
        session = requests.Session()
        session.mount("https://api.x.com", ToSandbox(self.base))
        auth = OAuth1(world.CONSUMER_KEY, world.CONSUMER_SECRET, world.ACCESS_TOKEN, world.ACCESS_TOKEN_SECRET)
        with session:
            return session.request(method, f"https://api.x.com{path}", auth=auth, **kwargs)

    def person(self, handle: str) -> Any:
        """Someone of the world."""
        found = self.stand_in.state.find(handle)
        assert found is not None
        return found
