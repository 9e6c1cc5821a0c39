# ruff: noqa: D102 - `World` tells what each of its methods does
"""mastodon-mock as a world."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from slackapp.networks.mastodon import Mastodon
from slackapp.networks.mastodon.site import site
from tests.networks.contract.wire import Trouble, Wire
from tests.networks.contract.world import Somebody
from tests.networks.mastodon.crowd import add_crowd, asked_to_follow, remove_account
from tests.networks.mastodon.mock import MockMastodon, MockPerson


class MastodonWorld:
    """A `World` behind Mastodon's API."""

    follower_paths = ("/followers", "/notifications")

    def __init__(self, server: MockMastodon, wire: Wire, database: Path) -> None:
        self.wire: Wire | None = wire
        self.url, self.login = wire.url, ("--token", server.token)
        self.answers = {"url": wire.url}
        self._database = database
        self._us = server.us.id
        self._server = server
        self._site = site(wire.url)
        self._people: dict[str, MockPerson] = {}
        self.network = Mastodon(self._site, server.token, timeout=(5, 10))

    def code(self, page: str) -> str:
        return self._server.let_in(page)

    def person(self, *, locked: bool = False) -> Somebody:
        made = self._server.add_person(f"person{len(self._people)}", locked=locked)
        who = Somebody(self._site.person_id(made.id), made.handle)
        self._people[who.id] = made
        return who

    def follow_us(self, who: Somebody) -> None:
        self._server.follow_us(self._people[who.id])

    def unfollow_us(self, who: Somebody) -> None:
        self._server.unfollow_us(self._people[who.id])

    def crowd(self, number: int, *, equal_times: bool = False) -> list[str]:
        first = self.person()
        self.follow_us(first)
        template = self._people[first.id].id
        made = add_crowd(self._database, self._us, template, number - 1, equal_times=equal_times)
        return [first.id, *(self._site.person_id(local_id) for local_id, _ in made)]

    def mention_us(self, who: Somebody, text: str, answering: str = "") -> str:
        about = {"in_reply_to_id": answering} if answering else {}
        return str(self._server.mention_us(self._people[who.id], text, **about)["id"])

    def post_as_us(self, text: str, answering: str = "") -> str:
        about = {"in_reply_to_id": answering} if answering else {}
        return str(self._server.post(self._server.us, text, **about)["id"])

    def vanish(self, who: Somebody) -> None:
        remove_account(self._database, self._people[who.id].id)

    def block_us(self, who: Somebody) -> None:
        self._server.block_us(self._people[who.id])
        assert self.wire is not None
        # mastodon-mock lets one follow all the same; this is what Mastodon itself answers.
        no = b'{"error":"This action is not allowed"}'
        self.wire.meet(Trouble("/follow", method="POST", status=403, body=no))

    def settled(self) -> None:
        """At once."""

    def we_follow(self) -> set[str]:
        by_handle = {person.handle: user_id for user_id, person in self._people.items()}
        asked = asked_to_follow(self._database, self._us)
        return {by_handle[handle] for handle in self._server.our_following()} | {self._site.person_id(i) for i in asked}

    def our_answers(self, post_id: str) -> list[str]:
        return [str(post["content"]) for post in self._server.our_posts() if str(post["in_reply_to_id"]) == post_id]

    def limits(self, until: datetime) -> list[dict[str, str]]:
        return [
            {"X-RateLimit-Reset": until.isoformat().replace("+00:00", "Z")},  # Mastodon itself
            {"X-RateLimit-Reset": str(int(until.timestamp()))},  # servers of other makes
            {"X-RateLimit-Reset": format_datetime(until, usegmt=True)},
        ]


@dataclass(frozen=True)
class Mock:
    """The server, and its database."""

    server: MockMastodon
    database: Path


@contextmanager
def mock() -> Iterator[Mock]:
    """The server, running."""
    with TemporaryDirectory() as folder:
        database = Path(folder) / "mock.sqlite"
        with MockMastodon(database={"path": str(database)}) as server:
            yield Mock(server, database)


@contextmanager
def mastodon_world(mock: Mock) -> Iterator[MastodonWorld]:
    """The server as at its start, and the wire before it."""
    mock.server.reset()
    mock.server.clear_faults()
    with Wire(mock.server.base_url) as wire:
        yield MastodonWorld(mock.server, wire, mock.database)
