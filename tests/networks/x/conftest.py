"""X as the app has it, with the stand-in on the other side of the wire."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from slackapp.networks.x import X, XKeys
from slackapp.sandbox import world
from slackapp.sandbox.server import SandboxServer
from slackapp.sandbox.x import create_x_app

KEYS = XKeys(world.CONSUMER_KEY, world.CONSUMER_SECRET, world.ACCESS_TOKEN, world.ACCESS_TOKEN_SECRET)


@dataclass
class StandIn:
    """The stand-in, its panel, and our X that calls it."""

    url: str
    x: X

    def panel(self, name: str, **body: Any) -> dict[str, Any]:
        """What the world does, or X itself."""
        answer = requests.post(f"{self.url}/panel/{name}", json=body, timeout=5)
        assert answer.ok, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def record(self) -> dict[str, Any]:
        """What truly happened."""
        found: dict[str, Any] = requests.get(f"{self.url}/panel/record", timeout=5).json()
        return found

    def question(self, text: str = "Do you ship to Oslo?") -> dict[str, Any]:
        """A new mention of the brand, as X gives it out."""
        author = self.panel("follow", kind="person")["followed"][0]["id"]
        found: dict[str, Any] = self.panel("mention", author_id=author, text=text)["post"]
        return found


@pytest.fixture(scope="module")
def _served() -> Iterator[StandIn]:
    stand_in = create_x_app()
    with SandboxServer({"/x": stand_in.wsgi}) as server:
        url = f"{server.url}/x"
        yield StandIn(url, X(KEYS, base_url=url, timeout=(2, 2)))
        stand_in.close()


@pytest.fixture
def stand_in(_served: StandIn) -> StandIn:
    """The stand-in as at the start, on the self-serve level."""
    _served.panel("reset")
    return _served


@pytest.fixture
def enterprise(stand_in: StandIn) -> StandIn:
    """The same, on the level that may follow and like."""
    stand_in.panel("switch", access="enterprise")
    return stand_in
