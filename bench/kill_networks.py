"""The networks on which the crash drill can be held: X's stand-in and mastodon-mock here, a real one next door."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import requests

from bench.kill_bluesky import on_bluesky
from bench.kill_ground import Ground, SlowWire
from slackapp.sandbox import world as sandbox
from slackapp.sandbox.server import SandboxServer
from slackapp.sandbox.x import create_x_app
from slackapp.sandbox.x.ledger import Limits
from tests.networks.contract.mastodon_world import MastodonWorld
from tests.networks.contract.world import Somebody, World
from tests.networks.contract.x_world import XWorld
from tests.networks.mastodon.mock import MockMastodon

PLENTY = 10**9  # calls in a window, and thousandths of a dollar: how fast X lets one act is no matter here


class NoLimits(Limits):
    """Every call is within its limit."""

    def use(self, who: str, endpoint: str, limit: int, now: float) -> tuple[bool, dict[str, str]]:  # noqa: ARG002 (see there)
        """Count one call."""
        return super().use(who, endpoint, PLENTY, now)


class OnX:
    """X's stand-in, which writes every effect down."""

    name = "X"

    def __init__(self, url: str, wire: SlowWire) -> None:
        self._url, self.wire = url, wire
        self.world: World = XWorld(url, wire)
        self.settings: Mapping[str, str] = {
            "X_API_KEY": sandbox.CONSUMER_KEY,
            "X_API_SECRET": sandbox.CONSUMER_SECRET,
            "X_API_URL": f"{wire.url}/x",
        }

    def people(self, number: int) -> list[Somebody]:
        """They come by following, and leave again: nobody new comes after somebody who left."""
        made = self.world.crowd(number)
        for user_id in made:
            self.world.unfollow_us(Somebody(user_id, ""))
        batches = [self.world.network.people(made[start : start + 100]) for start in range(0, number, 100)]
        return [Somebody(user_id, getattr(who, "handle", "")) for found in batches for user_id, who in found.items()]

    def _record(self, what: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = requests.get(f"{self._url}/panel/record", timeout=10).json()[what]
        return [each for each in found if each["via"] == "api"]

    def follows(self) -> Counter[str]:
        """By its record."""
        return Counter(each["target_id"] for each in self._record("follows"))

    def answers(self) -> Counter[str]:
        """By its record."""
        return Counter(each["in_reply_to"] for each in self._record("posts"))


class OnMastodon:
    """mastodon-mock, and what stands in its database."""

    name = "mastodon-mock"
    settings: Mapping[str, str] = {}

    def __init__(self, server: MockMastodon, wire: SlowWire, database: Path) -> None:
        self.world: World = MastodonWorld(server, wire, database)
        self._us, self._database, self.wire = int(server.us.id), database, wire

    def people(self, number: int) -> list[Somebody]:
        """New accounts."""
        return [self.world.person() for _ in range(number)]

    def _ids(self, sql: str) -> list[str]:
        with closing(sqlite3.connect(self._database, timeout=10)) as db:
            return [str(row[0]) for row in db.execute(sql, (self._us,))]

    def follows(self) -> Counter[str]:
        """By whom we follow there, and by what they were told: once each."""
        ties = self._ids("SELECT target_account_id FROM relationships WHERE source_account_id = ? AND following")
        told = self._ids("SELECT account_id FROM notifications WHERE from_account_id = ? AND type = 'follow'")
        host = self.wire.url.removeprefix("http://")
        return Counter({f"{one}@{host}": max(n, told.count(one)) for one, n in Counter(ties).items()})

    def answers(self) -> Counter[str]:
        """By the posts of ours that are there, whatever we were told of them."""
        sql = "SELECT in_reply_to_id FROM statuses WHERE account_id = ? AND in_reply_to_id IS NOT NULL"
        return Counter(self._ids(sql))


@contextmanager
def on_x() -> Iterator[Ground]:
    """X's stand-in, on the level that may follow."""
    stand_in = create_x_app()
    with SandboxServer({"/x": stand_in.wsgi}) as server, SlowWire(server.url, ("/following", "/tweets")) as wire:
        ground = OnX(f"{server.url}/x", wire)
        stand_in.state.limits, stand_in.state.ledger.credit = NoLimits(), PLENTY
        yield ground
        stand_in.close()


@contextmanager
def on_mastodon() -> Iterator[Ground]:
    """mastodon-mock."""
    with TemporaryDirectory() as folder:
        database = Path(folder) / "mock.sqlite"
        with (
            MockMastodon(database={"path": str(database)}) as server,
            SlowWire(server.base_url, ("/follow", "/statuses")) as wire,
        ):
            yield OnMastodon(server, wire, database)


GROUNDS: dict[str, Callable[[], AbstractContextManager[Ground]]] = {
    "x": on_x,
    "mastodon": on_mastodon,
    "bluesky": on_bluesky,
}
