"""A server that answers each of Mastodon's calls exactly as a test tells it, byte by byte."""

import socket
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from slackapp.networks.mastodon import Mastodon
from slackapp.networks.mastodon.site import site
from tests.networks.x.loopback import Behaviour, Loopback, Request, http
from tests.once import once

TOKEN = "hush-hush-token"
SINCE = datetime(2026, 8, 1, tzinfo=UTC)
BRAND = {"id": "1000", "username": "fernandfable", "acct": "fernandfable", "display_name": "Fern & Fable"}
MIRA = {
    "id": "2001",
    "username": "mira",
    "acct": "mira@plants.example",
    "display_name": "Mira",
    "note": "<p>Botanist.<br>Likes &lt;ferns&gt; :fern:</p>",
    "avatar_static": "https://cdn.example/mira.png",
    "locked": True,
    "followers_count": 12,
    "following_count": -1,
    "statuses_count": 7,
    "created_at": "2024-03-01T00:00:00.000Z",
    "last_status_at": "2026-08-30",
    "fields": [
        {"name": "Shop", "value": '<a href="https://shop.example">https://shop.example</a>', "verified_at": None},
        {
            "name": "Home",
            "value": '<a href="https://mira.example">https://mira.example</a>',
            "verified_at": "2025-01-01",
        },
    ],
}
STATUS: dict[str, Any] = {
    "id": "3001",
    "created_at": "2026-09-01T10:00:00.000Z",
    "account": MIRA,
    "content": "<p>Do you ship to Oslo?</p>",
    "visibility": "public",
    "spoiler_text": "",
    "url": "https://plants.example/@mira/77",
    "mentions": [{"id": "1000", "acct": "fernandfable", "username": "fernandfable", "url": "https://x.example"}],
    "in_reply_to_id": None,
    "in_reply_to_account_id": None,
    "reblog": None,
    "language": "en",
}
OURS = STATUS | {"id": "4001", "account": BRAND, "content": "<p>We do!</p>", "in_reply_to_id": "3001"}
TIES: dict[str, Any] = {"id": "2001", "following": True, "followed_by": True, "requested": False, "blocked_by": False}
INSTANCE = {"version": "4.4.1", "configuration": {"statuses": {"max_characters": 1000}}}
FOLLOW = {"id": "51", "type": "follow", "created_at": "2026-09-01T09:00:00.000Z", "account": MIRA}
MENTION = {"id": "52", "type": "mention", "created_at": "2026-09-01T10:00:01.000Z", "account": MIRA, "status": STATUS}

# What a whole server answers; a test replaces what it is about.
WELL: dict[str, object] = {
    "GET /api/v1/accounts/verify_credentials": BRAND,
    "GET /api/v1/accounts/1000/followers": [MIRA],
    "GET /api/v1/accounts/1000/following": [MIRA],
    "GET /api/v1/accounts/1000/statuses": [OURS],
    "GET /api/v1/accounts/2001/statuses": [STATUS],
    "GET /api/v1/accounts": [MIRA],
    "GET /api/v1/accounts/2001": MIRA,
    "GET /api/v1/accounts/lookup": MIRA,
    "GET /api/v1/accounts/search": [MIRA],
    "GET /api/v1/accounts/relationships": [TIES],
    "GET /api/v1/notifications": [FOLLOW, MENTION],
    "GET /api/v1/statuses": [STATUS],
    "GET /api/v1/statuses/3001": STATUS,
    "GET /api/v2/instance/": INSTANCE,
    "GET /api/v1/instance/": INSTANCE,
    "POST /api/v1/accounts/2001/follow": TIES,
    "POST /api/v1/accounts/2001/unfollow": TIES | {"following": False},
    "POST /api/v1/statuses": OURS,
    "DELETE /api/v1/statuses/4001": OURS,
    "POST /api/v1/statuses/3001/favourite": STATUS | {"favourited": True},
    "POST /api/v1/statuses/3001/unfavourite": STATUS | {"favourited": False},
}


class Scripted(Loopback):
    """Answers by method and path: JSON, bytes, or a behaviour; those of a tuple in turn, the last one for good."""

    def __init__(self, routes: dict[str, object] | None = None, *, everything: object = None) -> None:
        """`routes` stand before those of WELL; `everything` before both."""
        self.routes = WELL | (routes or {})
        self.everything = everything
        super().__init__(self._scripted)
        self._port = self._listening.getsockname()[1]

    @property
    def url(self) -> str:
        """Where it stands, or stood."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def mira(self) -> str:
        """Mira's id, as it leaves the adapter."""
        return f"2001@{self.url.removeprefix('http://')}"

    def mastodon(self, timeout: tuple[float, float] = (5, 5), **settings: Any) -> Mastodon:
        """The adapter of an account here."""
        return Mastodon(site(self.url), TOKEN, timeout=timeout, **settings)

    def sent(self, route: str) -> list[Request]:
        """The calls of one method and path."""
        return [each for each in self.requests if f"{each.method} {each.path.partition('?')[0]}" == route]

    def _scripted(self, connection: socket.socket) -> None:
        route = f"{self.requests[-1].method} {self.requests[-1].path.partition('?')[0]}"
        answer = (
            self.everything
            if self.everything is not None
            else self.routes.get(route, http(404, {"error": "Record not found"}))
        )
        if isinstance(answer, tuple):
            self.routes[route] = answer[1:] if len(answer) > 2 else answer[1]
            answer = answer[0]
        if callable(answer):
            behave: Behaviour = answer
            behave(connection)
        else:
            connection.sendall(answer if isinstance(answer, bytes) else http(200, answer))


Call = Callable[[Mastodon, Scripted], object]
READS: dict[str, Call] = {
    "me": lambda m, _: m.me(),
    "followers": lambda m, _: m.followers(),
    "following": lambda m, _: m.following(),
    "new_followers": lambda m, _: m.new_followers(),
    "mentions": lambda m, _: m.mentions(),
    "own_posts": lambda m, _: m.own_posts(),
    "people": lambda m, s: m.people([s.mira]),
    "person": lambda m, _: m.person("mira@plants.example"),
    "posts": lambda m, _: m.posts(["3001"]),
    "recent_posts": lambda m, s: m.recent_posts(s.mira),
    "relationship": lambda m, s: m.relationship(s.mira),
    "relationships": lambda m, s: m.relationships([s.mira]),
    "find_post": lambda m, _: m.find_post("hi", SINCE, once()),
}
WRITES: dict[str, Call] = {
    "follow": lambda m, s: m.follow(s.mira, once()),
    "unfollow": lambda m, s: m.unfollow(s.mira),
    "reply": lambda m, _: m.reply("We do!", "3001", once()),
    "hello": lambda m, _: m.hello("@mira welcome!", once()),
    "delete_post": lambda m, _: m.delete_post("4001"),
    "like": lambda m, _: m.like("3001", once()),
    "unlike": lambda m, _: m.unlike("3001"),
}
ALL = READS | WRITES
# What each write sends last; the rest of a server may be well.
SENT = {
    "follow": "POST /api/v1/accounts/2001/follow",
    "unfollow": "POST /api/v1/accounts/2001/unfollow",
    "reply": "POST /api/v1/statuses",
    "hello": "POST /api/v1/statuses",
    "delete_post": "DELETE /api/v1/statuses/4001",
    "like": "POST /api/v1/statuses/3001/favourite",
    "unlike": "POST /api/v1/statuses/3001/unfavourite",
}


def page(items: Sequence[object], link: str) -> bytes:
    """A page whose Link header says where the next one begins."""
    return http(200, list(items), Link=link)
