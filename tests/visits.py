"""A busy account on the fake network, for visits of the doctor."""

from typing import Any

import pytest

from slackapp.doctor import server
from slackapp.domain.people import NetworkName
from slackapp.networks.base import Page, Unavailable
from tests.fake_catalog import FakeConnector
from tests.fake_network import FakeNetwork
from tests.house import MovingClock


class CarefulNetwork(FakeNetwork):
    """A fake that knows its own cursors, as every adapter has to."""

    def followers(self, cursor: str | None = None, limit: int = 100) -> Page[Any]:
        """Our followers."""
        if cursor is not None and not cursor.isdecimal():
            raise Unavailable("That page isn't there any more.")
        return super().followers(cursor, limit)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeNetwork:
    """A busy account, on the only network of the catalog."""
    network = arranged()
    monkeypatch.setattr(
        "slackapp.networks.catalog.catalog", lambda _settings: {NetworkName.MASTODON: FakeConnector(network)}
    )
    return network


def arranged() -> FakeNetwork:
    """Seven followers with their times, mentions, an answer, and somebody who doesn't follow."""
    clock = MovingClock()
    network = CarefulNetwork(now=clock)
    network.follow_times = []
    for number in range(7):
        network.add_follower(f"person{number}")
        clock.go(minutes=5)
    mira = network.add_person("mira")
    asked = network.add_mention(mira, "Do you ship to Oslo?")
    network.add_post(network.me(), "We do!", in_reply_to_id=asked.id)
    network.calls.clear()
    return network


def visited(network: FakeNetwork, *, guest: str = "") -> tuple[server.Visit, dict[str, server.Outcome]]:
    """A visit, and how each step went."""
    visit = server.Visit(network, MovingClock())
    steps = [*server.READS, *([server.look_up_guest(guest)] if guest else [])]
    outcomes = list(server.walk(visit, steps))
    if guest:
        outcomes += server.walk(visit, server.writes())
    return visit, {outcome.what: outcome for outcome in outcomes}


def nothing_written(network: FakeNetwork) -> bool:
    """Whether nothing ever took effect."""
    return not (network.follows or network.posted or network.deleted or network.liked)
