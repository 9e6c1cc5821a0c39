"""Somebody with an account on the AT Protocol network, who acts over plain XRPC: not with the code under test."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import requests

HTTP_TIMEOUT = 30  # seconds


class RefusedError(Exception):
    """A server of the network answered with an error."""

    def __init__(self, status: int, error: str, message: str) -> None:
        super().__init__(f"{status} {error}: {message}")
        self.status, self.error = status, error


@dataclass(frozen=True)
class Xrpc:
    """Calls to one server, without the proxies of this machine."""

    url: str
    session: requests.Session = field(repr=False)

    def query(self, name: str, headers: dict[str, str] | None = None, **parameters: Any) -> dict[str, Any]:
        """A read."""
        return self._call("GET", name, headers, params=parameters)

    def procedure(self, name: str, headers: dict[str, str] | None = None, body: Any = None) -> dict[str, Any]:
        """A write."""
        return self._call("POST", name, headers, json=body) if body is not None else self._call("POST", name, headers)

    def _call(self, method: str, name: str, headers: dict[str, str] | None, **more: Any) -> dict[str, Any]:
        url = f"{self.url}/xrpc/{name}"
        answer = self.session.request(method, url, headers=headers, timeout=HTTP_TIMEOUT, **more)
        found: dict[str, Any] = answer.json() if answer.content else {}
        if not answer.ok:
            raise RefusedError(answer.status_code, found.get("error", ""), found.get("message", answer.text))
        return found


@dataclass(frozen=True)
class Ref:
    """A record: where it is, and what it says."""

    uri: str
    cid: str

    @property
    def rkey(self) -> str:
        """Its key in its collection."""
        return self.uri.rsplit("/", 1)[1]

    def as_json(self) -> dict[str, str]:
        """A strong reference, as records hold it."""
        return {"uri": self.uri, "cid": self.cid}


def at_time(when: datetime | None = None) -> str:
    """As records have it: UTC to the millisecond; now unless told."""
    return (when or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True)
class Person:
    """One account. What they do is in their repository at once, in the AppView after `AtprotoNetwork.processed()`."""

    did: str
    handle: str
    password: str = field(repr=False)
    access: str = field(repr=False)
    xrpc: Xrpc = field(repr=False)

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.access}"}

    def read(self, name: str, **parameters: Any) -> dict[str, Any]:
        """Any read, as them."""
        return self.xrpc.query(name, self._headers, **parameters)

    def write(self, name: str, body: Any = None) -> dict[str, Any]:
        """Any write, as them."""
        return self.xrpc.procedure(name, self._headers, body)

    def app_password(self, name: str = "rapport") -> str:
        """A new one: what is pasted into an app."""
        found: str = self.write("com.atproto.server.createAppPassword", {"name": name})["password"]
        return found

    def create(self, collection: str, record: dict[str, Any], when: datetime | None = None, rkey: str = "") -> Ref:
        """A new record; `when` is what it says of itself, true or not."""
        whole = {"$type": collection, "createdAt": at_time(when), **record}
        body = {"repo": self.did, "collection": collection, "record": whole, **({"rkey": rkey} if rkey else {})}
        made = self.write("com.atproto.repo.createRecord", body)
        return Ref(made["uri"], made["cid"])

    def delete(self, ref: Ref) -> None:
        """Take a record of theirs away: unfollow, unlike, unblock, delete the post."""
        collection, rkey = ref.uri.rsplit("/", 2)[1:]
        body = {"repo": self.did, "collection": collection, "rkey": rkey}
        self.write("com.atproto.repo.deleteRecord", body)

    def records(self, collection: str) -> list[dict[str, Any]]:
        """What truly is in their repository, newest first: at most a hundred."""
        found = self.xrpc.query("com.atproto.repo.listRecords", repo=self.did, collection=collection, limit=100)
        records: list[dict[str, Any]] = found["records"]
        return records

    def follow(self, did: str, when: datetime | None = None) -> Ref:
        """Follow somebody."""
        return self.create("app.bsky.graph.follow", {"subject": did}, when)

    def block(self, did: str) -> Ref:
        """Block somebody."""
        return self.create("app.bsky.graph.block", {"subject": did})

    def like(self, post: Ref) -> Ref:
        """Like a post."""
        return self.create("app.bsky.feed.like", {"subject": post.as_json()})

    def describe(self, name: str = "", bio: str = "") -> Ref:
        """Their name and their words about themselves."""
        body = {"$type": "app.bsky.actor.profile", "displayName": name, "description": bio, "createdAt": at_time()}
        where = {"repo": self.did, "collection": "app.bsky.actor.profile", "rkey": "self"}
        made = self.write("com.atproto.repo.putRecord", {**where, "record": body})
        return Ref(made["uri"], made["cid"])

    def post(
        self, text: str, *, to: Ref | None = None, root: Ref | None = None, mention: "Person | None" = None, **more: Any
    ) -> Ref:
        """A post; a reply `to` one under `root` (the same one unless told). `@handle` of `mention` must stand in it."""
        record: dict[str, Any] = {"text": text, **more}
        if to:
            record["reply"] = {"root": (root or to).as_json(), "parent": to.as_json()}
        if mention:
            record["facets"] = [_mention(text, mention)]
        return self.create("app.bsky.feed.post", record)

    def close_thread(self, post: Ref) -> Ref:
        """Nobody may reply to a post of theirs."""
        return self.create("app.bsky.feed.threadgate", {"post": post.uri, "allow": []}, rkey=post.rkey)

    def deactivate(self) -> None:
        """Hide their account; `activate` brings it back."""
        self.write("com.atproto.server.deactivateAccount", {})

    def activate(self) -> None:
        """Show their account again."""
        self.write("com.atproto.server.activateAccount")


def _mention(text: str, person: Person) -> dict[str, Any]:
    """Facets count bytes of UTF-8 (https://docs.bsky.app/docs/advanced-guides/post-richtext)."""
    handle = f"@{person.handle}".encode()
    start = text.encode().index(handle)
    return {
        "index": {"byteStart": start, "byteEnd": start + len(handle)},
        "features": [{"$type": "app.bsky.richtext.facet#mention", "did": person.did}],
    }
