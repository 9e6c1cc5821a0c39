# ruff: noqa: D102 - `World` tells what each of its methods does
"""X's stand-in as a world, on the level that may follow."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import requests

from slackapp.networks.x import X, XKeys
from slackapp.sandbox import world
from slackapp.sandbox.server import SandboxServer
from slackapp.sandbox.x import create_x_app
from tests.networks.contract.wire import Wire
from tests.networks.contract.world import Somebody

KEYS = XKeys(world.CONSUMER_KEY, world.CONSUMER_SECRET, world.ACCESS_TOKEN, world.ACCESS_TOKEN_SECRET)


class XWorld:
    """A `World` behind X's API."""

    follower_paths = ("/followers",)

    def __init__(self, url: str, wire: Wire) -> None:
        self._url = url
        self.wire: Wire | None = wire
        self.answers: dict[str, str] = {}
        self.url, self.login = "", ("--token", f"{KEYS.access_token}:{KEYS.access_token_secret}")
        self.network = X(KEYS, base_url=f"{wire.url}/x", timeout=(2, 2))
        self._people: list[dict[str, Any]] = []
        self.press("reset")
        self.press("switch", access="enterprise")

    def press(self, name: str, **body: Any) -> dict[str, Any]:
        answer = requests.post(f"{self._url}/panel/{name}", json=body, timeout=10)
        assert answer.ok, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def code(self, page: str) -> str:  # noqa: ARG002 (nobody logs in here by hand)
        return ""

    def person(self, *, locked: bool = False) -> Somebody:
        if not self._people:  # a new one comes only while the last one still follows
            self._people = self.press("follow", kind="person", count=15)["followed"]
            for one in self._people:
                self.press("unfollow", id=one["id"])
        made = self._people.pop()
        if locked:
            self.press("protect", id=made["id"])
        return Somebody(made["id"], made["username"])

    def follow_us(self, who: Somebody) -> None:
        self.press("follow", id=who.id)

    def unfollow_us(self, who: Somebody) -> None:
        self.press("unfollow", id=who.id)

    def crowd(self, number: int, *, equal_times: bool = False) -> list[str]:  # noqa: ARG002 (X tells no times)
        before = self._followers()
        self.press("follow", kind="person", count=number)
        return list(self._followers() - before)

    def _followers(self) -> set[str]:
        found: set[str] = set()
        cursor: str | None = None
        while True:
            page = X(KEYS, base_url=self._url).followers(cursor, 1000)
            found |= {person.id for person in page.items}
            cursor = page.cursor
            if cursor is None:
                return found

    def mention_us(self, who: Somebody, text: str, answering: str = "") -> str:
        about = {"in_reply_to": answering} if answering else {}
        return str(self.press("mention", author_id=who.id, text=text, **about)["post"]["id"])

    def post_as_us(self, text: str, answering: str = "") -> str:
        if answering:
            return str(self.press("answer", post_id=answering, text=text)["post"]["id"])
        return str(self.press("brand_posts", text=text)["post"]["id"])

    def vanish(self, who: Somebody) -> None:
        self.press("delete", id=who.id)

    def block_us(self, who: Somebody) -> None:  # noqa: ARG002 (the next follow is the test's)
        body = {"detail": "You have been blocked from following this account at the request of this user."}
        path = "/2/users/*/following"
        self.press(
            "faults", path=path, method="POST", kind="status", status=403, body=body, times=1, after_effect=False
        )

    def settled(self) -> None:
        """At once."""

    def _record(self) -> dict[str, Any]:
        found: dict[str, Any] = requests.get(f"{self._url}/panel/record", timeout=5).json()
        return found

    def we_follow(self) -> set[str]:
        record = self._record()
        return {one["target_id"] for one in record["follows"]} - {one["target_id"] for one in record["unfollows"]}

    def our_answers(self, post_id: str) -> list[str]:
        gone = {one["id"] for one in self._record()["deletes"]}
        posts = self._record()["posts"]
        return [one["text"] for one in posts if one["in_reply_to"] == post_id and one["id"] not in gone]

    def limits(self, until: datetime) -> list[dict[str, str]]:
        return [{"x-rate-limit-reset": str(int(until.timestamp()))}]


@contextmanager
def x_world() -> Iterator[XWorld]:
    """Run the stand-in and the wire before it."""
    stand_in = create_x_app()
    with SandboxServer({"/x": stand_in.wsgi}) as server, Wire(server.url) as wire:
        yield XWorld(f"{server.url}/x", wire)
        stand_in.close()
