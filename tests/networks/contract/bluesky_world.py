# ruff: noqa: D102 - `World` tells what each of its methods does
"""A real AT Protocol network as a world."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from slackapp.networks.bluesky import BlueskyConnector
from tests.networks.contract.wire import Wire
from tests.networks.contract.world import Somebody
from tests.servers.atproto import AtprotoNetwork
from tests.servers.people import Person, Ref
from tests.servers.seed import seed_followers

TIED = 30  # so many at one moment, so that pages of a hundred end among them


class BlueskyWorld:
    """A `World` behind a PDS. Its servers serve many tests: our account is new for each."""

    follower_paths = ("graph.getFollowers", "notification.listNotifications")

    def __init__(self, servers: AtprotoNetwork, wire: Wire) -> None:
        self.wire: Wire | None = wire
        self.servers = servers
        self.us = servers.person("fern")
        token = self.us.app_password()
        self.url, self.login = wire.url, ("--handle", self.us.handle, "--token", token)
        self.answers = {"url": wire.url, "handle": self.us.handle, "app_password": token}
        self._people: dict[str, Person] = {}
        self._posts: dict[str, tuple[Ref, Ref]] = {}  # by address: the post and its thread's root
        connector = BlueskyConnector()
        self.network = connector.adapter(
            connector.by_token(url=wire.url, handle=self.us.handle, token=token), lambda _changed: None
        )
        self.settled()

    def code(self, page: str) -> str:
        raise AssertionError(f"there is no page: {page}")

    def person(self, *, locked: bool = False) -> Somebody:
        assert not locked, "nobody can lock their account here"
        made = self.servers.person()
        self._people[made.did] = made
        return Somebody(made.did, made.handle)

    def follow_us(self, who: Somebody) -> None:
        self._people[who.id].follow(self.us.did)

    def unfollow_us(self, who: Somebody) -> None:
        person = self._people[who.id]
        for record in person.records("app.bsky.graph.follow"):
            if record["value"]["subject"] == self.us.did:
                person.delete(Ref(record["uri"], record["cid"]))

    def crowd(self, number: int, *, equal_times: bool = False) -> list[str]:
        if not equal_times:
            made = seed_followers(self.servers, self.us.did, number, apart=timedelta(milliseconds=1))
            return [one.did for one in made]
        newest = datetime.now(UTC)
        batches = [min(TIED, number - start) for start in range(0, number, TIED)]
        return [
            one.did
            for n, size in enumerate(batches)
            for one in seed_followers(
                self.servers, self.us.did, size, newest=newest - n * timedelta(seconds=1), apart=timedelta(0)
            )
        ]

    def mention_us(self, who: Somebody, text: str, answering: str = "") -> str:
        person = self._people[who.id]
        post = person.post(f"@{self.us.handle} {text}", mention=self.us, **self._place(answering))
        return self._known(post, answering)

    def post_as_us(self, text: str, answering: str = "") -> str:
        return self._known(self.us.post(text, **self._place(answering)), answering)

    def _place(self, answering: str) -> dict[str, Ref]:
        if not answering:
            return {}
        parent, root = self._posts[answering]
        return {"to": parent, "root": root}

    def _known(self, post: Ref, answering: str) -> str:
        self._posts[post.uri] = (post, self._posts[answering][1] if answering else post)
        return post.uri

    def vanish(self, who: Somebody) -> None:
        self.servers.delete_account(who.id)

    def block_us(self, who: Somebody) -> None:
        self._people[who.id].block(self.us.did)

    def settled(self) -> None:
        self.servers.processed()

    def we_follow(self) -> set[str]:
        return {record["value"]["subject"] for record in self.us.records("app.bsky.graph.follow")}

    def our_answers(self, post_id: str) -> list[str]:
        posts = [record["value"] for record in self.us.records("app.bsky.feed.post")]
        return [post["text"] for post in posts if post.get("reply", {}).get("parent", {}).get("uri") == post_id]

    def limits(self, until: datetime) -> list[dict[str, str]]:
        return [
            {"ratelimit-reset": str(int(until.timestamp())), "ratelimit-remaining": "0"},
            {"RateLimit-Reset": str(int(until.timestamp())), "Retry-After": format_datetime(until, usegmt=True)},
        ]


@contextmanager
def bluesky_world(servers: AtprotoNetwork) -> Iterator[BlueskyWorld]:
    """The wire before the servers that run."""
    with Wire(servers.pds) as wire:
        yield BlueskyWorld(servers, wire)
