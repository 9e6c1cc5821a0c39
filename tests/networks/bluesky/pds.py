"""A server of the AT Protocol that answers what a test tells it, method by method, byte by byte."""

import json
import socket
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from atproto_client import Session

from slackapp.networks.base import Once
from slackapp.networks.bluesky import Bluesky
from tests.networks.x.loopback import Behaviour, Loopback, Request, http

US = "did:plc:brandbrandbrandbrandbran"
MIRA = "did:plc:miramiramiramiramiramira"
CID = "bafyreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku"
ACCESS, REFRESH, PASSWORD = "access-c35", "refresh-e48", "hush-hush-9f2"
QUESTION = f"at://{MIRA}/app.bsky.feed.post/3m2aaaaaaaaaa"
OURS = f"at://{US}/app.bsky.feed.post/3m2bbbbbbbbbb"
FOLLOW = f"at://{US}/app.bsky.graph.follow/3m2cccccccccc"
LIKE = f"at://{US}/app.bsky.feed.like/3m2dddddddddd"
ONCE = Once("action:1", datetime(2026, 8, 1, 12, 0, tzinfo=UTC), 1)

Answer = bytes | Behaviour


def refusal(status: int, error: str, message: str = "", **headers: str) -> bytes:
    """A refusal as the reference servers write it."""
    return http(status, {"error": error, "message": message}, **headers)


def profile(did: str = MIRA, handle: str = "mira.example.com", **more: Any) -> dict[str, Any]:
    """A profile as the network shows it."""
    return {"did": did, "handle": handle, **more}


def post(uri: str = QUESTION, text: str = "Do you ship to Oslo?", **record: Any) -> dict[str, Any]:
    """A post as the network shows it."""
    written = {"$type": "app.bsky.feed.post", "text": text, "createdAt": "2026-08-01T10:00:00.000Z", **record}
    author = profile(uri.split("/")[2])
    return {"uri": uri, "cid": CID, "author": author, "record": written, "indexedAt": "2026-08-01T10:00:01.000Z"}


def notice(n: int, reason: str = "follow", **more: Any) -> dict[str, Any]:
    """The notification of minute `n` (0 to 59), and somebody of their own in it."""
    author = profile(f"did:plc:fan{n:021d}", f"fan{n}.example.com")
    uri = f"at://{author['did']}/app.bsky.graph.follow/3m2aaaaaaaaaa"
    at = f"2026-08-01T10:{n:02d}:00.000Z"
    return {"uri": uri, "cid": CID, "author": author, "reason": reason, "indexedAt": at, **more}


def record(uri: str, **value: Any) -> dict[str, Any]:
    """A record as its own server holds it."""
    return {"uri": uri, "cid": CID, "value": value}


def session(access: str = ACCESS, refresh: str = REFRESH, did: str = US, **more: Any) -> bytes:
    """The answer to a login."""
    return http(200, {"did": did, "handle": "brand.example.com", "accessJwt": access, "refreshJwt": refresh, **more})


ASIDE = {
    "com.atproto.server.createSession": session(),
    "com.atproto.server.refreshSession": session("access-2", "refresh-2"),
    "com.atproto.identity.resolveHandle": http(200, {"did": MIRA}),
    "com.atproto.repo.getRecord": refusal(400, "RecordNotFound"),
    "com.atproto.repo.listRecords": http(200, {"records": []}),
    "com.atproto.repo.putRecord": http(200, {"uri": OURS, "cid": CID}),
    "com.atproto.repo.deleteRecord": http(200, {}),
    "app.bsky.actor.getProfile": http(200, profile(viewer={})),
    "app.bsky.actor.getProfiles": http(200, {"profiles": [profile(viewer={"following": FOLLOW})]}),
    "app.bsky.feed.getPosts": http(200, {"posts": [post() | {"viewer": {"like": LIKE}}]}),
    "app.bsky.feed.getAuthorFeed": http(200, {"feed": []}),
    "app.bsky.graph.getFollowers": http(200, {"followers": []}),
    "app.bsky.graph.getFollows": http(200, {"follows": []}),
    "app.bsky.notification.listNotifications": http(200, {"notifications": []}),
}


class Pds(Loopback):
    """Answers each method with what `says` it; a list is answered one by one, its last again and again."""

    def __init__(self, **says: Answer | list[Answer]) -> None:
        """`says`: by the last word of a method's name."""
        super().__init__(self._answer)
        self.says: dict[str, Answer | list[Answer]] = {name.rpartition(".")[2]: body for name, body in ASIDE.items()}
        self.says |= says
        self.kept: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        """Where it stands."""
        return super().url.removesuffix("/x")

    def bluesky(self, timeout: tuple[float, float] = (5, 5), **credentials: str) -> Bluesky:
        """Our account here, with a session from last time."""
        kept = Session("brand.example.com", US, ACCESS, REFRESH, self.url).encode()
        known = {"url": self.url, "handle": "brand.example.com", "app_password": PASSWORD, "did": US, "session": kept}
        return Bluesky(known | credentials, self.kept.append, timeout=timeout)

    def asked(self, name: str) -> list[Request]:
        """The calls of one method so far."""
        return [request for request in self.requests if method(request) == name]

    def put(self) -> dict[str, Any]:
        """The only record that was put."""
        [request] = self.asked("putRecord")
        body: dict[str, Any] = json.loads(request.body)
        return body

    def _answer(self, connection: socket.socket) -> None:
        said = self.says[method(self.requests[-1])]
        if isinstance(said, list):
            said = said.pop(0) if len(said) > 1 else said[0]
        if callable(said):
            said(connection)
        else:
            connection.sendall(said)


def method(request: Request) -> str:
    """The last word of the method that a request calls."""
    return request.path.partition("?")[0].rpartition(".")[2]


# Each call, and the method that decides it.
READS: dict[str, tuple[str, Callable[[Bluesky], object]]] = {
    "me": ("getProfile", lambda b: b.me()),
    "followers": ("getFollowers", lambda b: b.followers()),
    "following": ("getFollows", lambda b: b.following()),
    "new_followers": ("listNotifications", lambda b: b.new_followers()),
    "mentions": ("listNotifications", lambda b: b.mentions()),
    "own_posts": ("listRecords", lambda b: b.own_posts()),
    "people": ("getProfiles", lambda b: b.people([MIRA])),
    "person": ("getProfile", lambda b: b.person("mira.example.com")),
    "posts": ("getPosts", lambda b: b.posts([QUESTION])),
    "recent_posts": ("getAuthorFeed", lambda b: b.recent_posts(MIRA)),
    "relationship": ("getProfiles", lambda b: b.relationship(MIRA)),
    "relationships": ("getProfiles", lambda b: b.relationships([MIRA])),
    "find_post": ("getRecord", lambda b: b.find_post("hi", ONCE.decided_at, ONCE)),
}
WRITES: dict[str, tuple[str, Callable[[Bluesky], object]]] = {
    "follow": ("putRecord", lambda b: b.follow(MIRA, ONCE)),
    "unfollow": ("deleteRecord", lambda b: b.unfollow(MIRA)),
    "reply": ("putRecord", lambda b: b.reply("We do!", QUESTION, ONCE)),
    "hello": ("putRecord", lambda b: b.hello("@mira.example.com welcome!", ONCE)),
    "delete_post": ("deleteRecord", lambda b: b.delete_post(OURS)),
    "like": ("putRecord", lambda b: b.like(QUESTION, ONCE)),
    "unlike": ("deleteRecord", lambda b: b.unlike(QUESTION)),
}
ALL = READS | WRITES
