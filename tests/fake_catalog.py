# ruff: noqa: D102, ARG002 - `Connector` tells what each of its methods does, and takes
"""A catalog whose only network is the fake one, for tests of what goes by the catalog."""

from collections.abc import Mapping
from dataclasses import dataclass

from slackapp.domain.people import NetworkName
from slackapp.networks.base import LoginRefused, Network, Refused
from slackapp.networks.connector import Begun, Credentials, Keep, Question, Spent, unmetered
from tests.fake_network import FakeNetwork

TOKEN = "fern-token-7"


@dataclass(frozen=True, slots=True)
class FakeConnector:
    """Lets in whoever says the right word."""

    network: FakeNetwork
    name: NetworkName = NetworkName.MASTODON
    asks: tuple[Question, ...] = (Question("url", "Server"),)
    asks_then: tuple[Question, ...] = ()

    def lacks(self) -> tuple[str, ...]:
        return ()

    def begin(self, answers: Mapping[str, str]) -> Begun:
        return Begun()

    def finish(self, begun: Begun, answers: Mapping[str, str]) -> Credentials:
        return {"token": TOKEN}

    def by_token(self, *, url: str = "", handle: str = "", token: str = "") -> Credentials:
        if not token:
            raise Refused("There is no token.")
        return {"token": token}

    def own(self) -> Credentials | None:
        return None

    def adapter(self, credentials: Credentials, keep: Keep, spent: Spent = unmetered) -> Network:
        if credentials["token"] != TOKEN:
            raise LoginRefused("The fake server refuses this login.")
        return self.network
