"""A real AT Protocol network for the crash drill."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from atproto_client.models import ComAtprotoSyncSubscribeRepos as Repos
from atproto_core.car import CAR
from atproto_firehose import parse_subscribe_repos_message
from atproto_subscription import Frame, MessageFrame
from simple_websocket import Client

from bench.kill_ground import Ground, SlowWire
from tests.networks.contract.bluesky_world import BlueskyWorld
from tests.networks.contract.world import Somebody, World
from tests.servers.atproto import AtprotoNetwork

FOLLOW, POST = "app.bsky.graph.follow", "app.bsky.feed.post"
SILENCE = 3.0  # seconds without an event after which the network has told them all


class OnBluesky:
    """A PDS, by every event it ever published: a second follow shows, though the PDS drops the first for it."""

    name = "the AT Protocol network"
    settings: Mapping[str, str] = {}

    def __init__(self, servers: AtprotoNetwork, wire: SlowWire) -> None:
        self._own = BlueskyWorld(servers, wire)
        self.world: World = self._own
        self._pds, self.wire = servers.pds, wire

    def people(self, number: int) -> list[Somebody]:
        """New accounts."""
        return [self.world.person() for _ in range(number)]

    def follows(self) -> Counter[str]:
        """By those that are there, and how often they were made."""
        return self._seen(FOLLOW, lambda value: value["subject"])

    def answers(self) -> Counter[str]:
        """By the replies that are there, and how often they were made."""
        return self._seen(POST, lambda value: value.get("reply", {}).get("parent", {}).get("uri"))

    def _seen(self, collection: str, about: Callable[[dict[str, Any]], str | None]) -> Counter[str]:
        made = Counter(key for value in self._made(collection) if (key := about(value)))
        there = Counter(key for value in self._there(collection) if (key := about(value)))
        return Counter({key: max(number, made[key]) for key, number in there.items()})

    def _there(self, collection: str) -> Iterator[dict[str, Any]]:
        asked: dict[str, Any] = {"repo": self._own.us.did, "collection": collection, "limit": 100}
        while True:
            page = self._own.us.xrpc.query("com.atproto.repo.listRecords", **asked)
            yield from (record["value"] for record in page["records"])
            if "cursor" not in page:
                return
            asked["cursor"] = page["cursor"]

    def _made(self, collection: str) -> Iterator[dict[str, Any]]:
        address = self._pds.replace("http", "ws", 1)
        firehose = Client(f"{address}/xrpc/com.atproto.sync.subscribeRepos?cursor=0")
        try:
            while (data := firehose.receive(timeout=SILENCE)) is not None:
                frame = Frame.from_bytes(data)
                assert isinstance(frame, MessageFrame), frame
                commit = parse_subscribe_repos_message(frame)
                if isinstance(commit, Repos.Commit) and commit.repo == self._own.us.did:
                    blocks = CAR.from_bytes(commit.blocks).blocks
                    ours = (op for op in commit.ops if op.path.startswith(f"{collection}/") and op.action != "delete")
                    yield from (blocks[op.cid] for op in ours)
        finally:
            firehose.close()


@contextmanager
def on_bluesky() -> Iterator[Ground]:
    """A network of PDS and AppView."""
    with AtprotoNetwork() as servers, SlowWire(servers.pds, ("repo.putRecord",)) as wire:
        yield OnBluesky(servers, wire)
