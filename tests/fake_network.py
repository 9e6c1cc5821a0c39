# ruff: noqa: D102, ARG002 - `Network` tells what each of its methods does, and takes
"""A whole social network in memory, for tests of the rooms that call one."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from slackapp.domain.action import ActionKind
from slackapp.domain.bulk import Bulk
from slackapp.domain.capability import Capability, Permission
from slackapp.domain.people import Absence, NetworkName, Profile, Relationship
from slackapp.domain.posts import Post, TextCount
from slackapp.networks.base import Done, Followed, Gone, NetworkError, NotAllowed, Once, Page, Refused

T = TypeVar("T")

BRAND = Profile(id="1000", handle="fernandfable", name="Fern & Fable", bio="Plants with a story.", followers=0)


@dataclass(frozen=True, slots=True)
class Call:
    """One call that reached the network, in the order they came."""

    method: str
    args: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Fault:
    error: NetworkError
    after_effect: bool


class FakeNetwork:
    """Implements `Network` fully. Tests arrange people and posts, make calls fail, and read what truly happened.

    Newest comes first everywhere. `calls` holds every call, failed ones too; `follows`, `posted`, `deleted` and
    `liked` hold effects only. Safe to call from many threads.
    """

    def __init__(
        self,
        me: Profile = BRAND,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        name: NetworkName = NetworkName.X,
    ) -> None:
        self.name = name
        self._me = me
        self._now = now
        self._lock = threading.RLock()
        self._next_id = 5000
        self._faults: dict[str, list[_Fault]] = {}
        self._forbidden: dict[Capability, str] = {}
        self.known: dict[str, Profile] = {me.id: me}
        self.absent: dict[str, Absence] = {}
        self.follower_ids: list[str] = []
        self.follow_times: list[tuple[str, datetime]] | None = None  # newest first; None: this network tells none
        self.following_ids: list[str] = []
        self.requested_ids: list[str] = []
        self.timeline: list[Post] = []  # everybody's posts, newest first
        self.calls: list[Call] = []
        self.follows: list[str] = []  # every follow that took effect through the API, oldest first
        self.posted: list[Post] = []  # every post that took effect through the API, oldest first
        self.deleted: list[str] = []
        self.liked: set[str] = set()
        self.on_call: Callable[[Call], None] | None = None  # runs before the effect, outside the lock: block, raise
        self.page_size = 100  # of mentions, own posts and new followers
        self.bulk_follows = Bulk(True, pace=timedelta(seconds=3))
        self.knows_again = False  # whether a post sent again with the same `once` is the same post
        self.replies_mention = False  # whether a reply has to name whom it answers
        self.post_price: Decimal | None = Decimal("0.005")  # of each post that is read; None: this network is free
        self._published: dict[str, Post] = {}

    # What tests arrange

    def add_person(self, handle: str, **fields: Any) -> Profile:
        """A person who exists; `fields` are Profile's."""
        person_id = str(fields.pop("id", None) or self._new_id())
        defaults = {"name": handle.title(), "page_url": self.profile_url(handle)}
        person = Profile(id=person_id, handle=handle, **(defaults | fields))
        self.known[person_id] = person
        return person

    def add_follower(self, handle: str, **fields: Any) -> Profile:
        """A new person who just followed us."""
        person = self.add_person(handle, **fields)
        self.follow_us(person)
        return person

    def follow_us(self, person: Profile) -> None:
        """Somebody who exists follows us now."""
        self.follower_ids.insert(0, person.id)
        if self.follow_times is not None:
            self.follow_times.insert(0, (person.id, self._now()))

    def lose_follower(self, person_id: str, absence: Absence | None = None) -> None:
        """A follower leaves: by their own choice, or because the account is gone, suspended or hidden."""
        self.follower_ids.remove(person_id)
        if absence:
            self.absent[person_id] = absence

    def add_post(self, author: Profile, text: str, **fields: Any) -> Post:
        """Somebody posts (on the network itself); `fields` are Post's."""
        post_id = str(fields.pop("id", None) or self._new_id())
        defaults: dict[str, Any] = {
            "created_at": self._now(),
            "author_handle": author.handle,
            "url": self.post_url(author.handle, post_id),
            "thread_id": post_id,
        }
        if parent := self._post(fields.get("in_reply_to_id")):
            defaults |= {"thread_id": parent.thread_id, "in_reply_to_author_id": parent.author_id}
        post = Post(id=post_id, author_id=author.id, text=text, **(defaults | fields))
        self.timeline.insert(0, post)
        return post

    def add_mention(self, author: Profile, text: str, **fields: Any) -> Post:
        """Somebody addresses us."""
        return self.add_post(author, text, **({"mentioned_ids": (self._me.id,)} | fields))

    def fail_next(self, method: str, error: NetworkError, *, after_effect: bool = False, times: int = 1) -> None:
        """The next calls of `method` raise `error`; with `after_effect` only once they have taken effect."""
        with self._lock:
            self._faults.setdefault(method, []).extend([_Fault(error, after_effect)] * times)

    def forbid(self, capability: Capability, reason: str = "X doesn't let this account do that by API.") -> None:
        """This access level may not do it: calls raise NotAllowed."""
        self._forbidden[capability] = reason

    def called(self, method: str) -> int:
        """How many calls of `method` reached us, failed ones too."""
        return sum(call.method == method for call in self.calls)

    # What the app calls

    def me(self) -> Profile:
        with self._call("me"):
            return self._me

    def followers(self, cursor: str | None = None, limit: int = 100) -> Page[Profile]:
        with self._call("followers", cursor, limit):
            return _page([self.known[i] for i in self.follower_ids], cursor, limit)

    def following(self, cursor: str | None = None, limit: int = 100) -> Page[Profile]:
        with self._call("following", cursor, limit):
            return _page([self.known[i] for i in self.following_ids], cursor, limit)

    def new_followers(self, since: str | None = None, cursor: str | None = None) -> Page[Followed]:
        with self._call("new_followers", since, cursor):
            if self.follow_times is None:
                raise NotAllowed("This network tells no times.", Capability.FOLLOW_TIMES)
            times = self.follow_times
            told = [(len(times) - n, Followed(self.known[i], at)) for n, (i, at) in enumerate(times)]
            newer = [(number, each) for number, each in told if number > int(since or 0)]
            page = _page(newer, cursor, self.page_size)
            mark = str(page.items[0][0]) if page.items else ""
            return Page(tuple(each for _, each in page.items), page.cursor, mark=mark)

    def mentions(self, since: str | None = None, cursor: str | None = None) -> Page[Post]:
        with self._call("mentions", since, cursor):
            found = [p for p in self.timeline if self._me.id in p.mentioned_ids and p.author_id != self._me.id]
            page = _marked(_page(_newer(found, since), cursor, self.page_size))
            authors = dict.fromkeys(p.author_id for p in page.items)
            parents = (self._post(p.in_reply_to_id) for p in page.items)
            return replace(
                page,
                people=tuple(self.known[i] for i in authors if i not in self.absent),
                context=tuple(p for p in parents if p),
            )

    def own_posts(self, since: str | None = None, cursor: str | None = None) -> Page[Post]:
        with self._call("own_posts", since, cursor):
            found = [p for p in self.timeline if p.author_id == self._me.id]
            return _marked(_page(_newer(found, since), cursor, self.page_size))

    def people(self, ids: Sequence[str]) -> dict[str, Profile | Absence]:
        with self._call("people", tuple(ids)):
            return {i: self._look_up(i) for i in ids}

    def person(self, handle: str) -> Profile | Absence:
        with self._call("person", handle):
            found = next((p.id for p in self.known.values() if p.handle.lower() == handle.lower()), "")
            return self._look_up(found)

    def posts(self, ids: Sequence[str]) -> tuple[Post, ...]:
        with self._call("posts", tuple(ids)):
            return tuple(p for p in self.timeline if p.id in ids)

    def recent_posts(self, user_id: str, limit: int = 5) -> tuple[Post, ...]:
        with self._call("recent_posts", user_id, limit):
            return tuple(p for p in self.timeline if p.author_id == user_id)[:limit]

    def price_of_posts(self, limit: int) -> Decimal | None:
        return self.post_price and self.post_price * limit

    def relationship(self, user_id: str) -> Relationship:
        with self._call("relationship", user_id):
            return self._relationship(user_id)

    def relationships(self, user_ids: Sequence[str]) -> dict[str, Relationship]:
        with self._call("relationships", tuple(user_ids)):
            return {i: self._relationship(i) for i in user_ids if i in self.known and i not in self.absent}

    def follow(self, user_id: str, once: Once) -> Done:
        with self._call("follow", user_id, once, needs=Capability.FOLLOW):
            person = self._look_up(user_id)
            if isinstance(person, Absence):
                raise Gone("That account is gone.")
            into = self.requested_ids if person.protected else self.following_ids
            if user_id not in into:
                into.insert(0, user_id)
                self.follows.append(user_id)
            return Done(requested=person.protected)

    def unfollow(self, user_id: str) -> Done:
        with self._call("unfollow", user_id, needs=Capability.UNFOLLOW):
            for ids in (self.following_ids, self.requested_ids):
                if user_id in ids:
                    ids.remove(user_id)
            return Done()

    def reply(self, text: str, to_post_id: str, once: Once) -> Done:
        with self._call("reply", text, to_post_id, needs=Capability.REPLY):
            if self._post(to_post_id) is None:
                raise Gone("That post is gone.")
            return self._publish(text, to_post_id, once)

    def hello(self, text: str, once: Once) -> Done:
        with self._call("hello", text, needs=Capability.HELLO):
            return self._publish(text, None, once)

    def delete_post(self, post_id: str) -> Done:
        with self._call("delete_post", post_id, needs=Capability.DELETE_POST):
            post = self._post(post_id)
            if post and post.author_id != self._me.id:
                raise Refused("That post is somebody else's.")
            if post:
                self.timeline.remove(post)
                self.deleted.append(post_id)
            return Done(id=post_id)

    def like(self, post_id: str, once: Once) -> Done:
        with self._call("like", post_id, needs=Capability.LIKE):
            if self._post(post_id) is None:
                raise Gone("That post is gone.")
            self.liked.add(post_id)
            return Done(id=post_id)

    def unlike(self, post_id: str) -> Done:
        with self._call("unlike", post_id, needs=Capability.UNLIKE):
            self.liked.discard(post_id)
            return Done(id=post_id)

    def find_post(self, text: str, since: datetime, once: Once, in_reply_to_id: str | None = None) -> Post | None:
        with self._call("find_post", text, since, in_reply_to_id):
            own = (p for p in self.timeline if p.author_id == self._me.id and p.created_at >= since)
            return next((p for p in own if (p.text, p.in_reply_to_id) == (text, in_reply_to_id)), None)

    def posts_once(self, once: Once) -> bool:
        return self.knows_again

    def opening(self, kind: ActionKind, handle: str) -> str:
        return f"@{handle} " if kind is ActionKind.HELLO or self.replies_mention else ""

    def permissions(self) -> tuple[Permission, ...]:
        not_so = dict(self._forbidden)
        if self.follow_times is None:
            not_so.setdefault(Capability.FOLLOW_TIMES, "This network tells no times.")
        return tuple(Permission(c, c not in not_so, not_so.get(c, "")) for c in Capability)

    def bulk(self, kind: ActionKind) -> Bulk:
        """What the test says of following; words are one by one."""
        return (
            self.bulk_follows
            if kind in (ActionKind.FOLLOW, ActionKind.UNFOLLOW)
            else Bulk(False, "Everybody gets words of their own.")
        )

    def count(self, text: str) -> TextCount:
        return TextCount(len(text), 280)

    def price(self, kind: ActionKind, text: str = "") -> Decimal | None:
        prices = {ActionKind.REPLY: "0.010", ActionKind.HELLO: "0.015", ActionKind.FOLLOW: "0.015"}
        return Decimal(prices[kind]) if kind in prices else None

    def profile_url(self, handle: str) -> str:
        return f"https://network.example/{handle}"

    def post_url(self, handle: str, post_id: str) -> str:
        return f"https://network.example/{handle}/{post_id}"

    def follow_url(self, handle: str) -> str:
        return f"https://network.example/follow/{handle}"

    def reply_url(self, handle: str, post_id: str) -> str:
        return f"https://network.example/reply/{post_id}"

    # The inside

    @contextmanager
    def _call(self, method: str, *args: object, needs: Capability | None = None) -> Iterator[None]:
        """Record a call and fail it as arranged, before or after its effect (the body of the `with`)."""
        call = Call(method, args)
        with self._lock:
            self.calls.append(call)
            fault = self._faults[method].pop(0) if self._faults.get(method) else None
        if self.on_call:
            self.on_call(call)
        if fault and not fault.after_effect:
            raise fault.error
        if needs in self._forbidden:
            raise NotAllowed(self._forbidden[needs], needs)
        with self._lock:
            yield
        if fault:
            raise fault.error

    def _new_id(self) -> str:
        with self._lock:
            self._next_id += 1
            return str(self._next_id)

    def _post(self, post_id: object) -> Post | None:
        return next((p for p in self.timeline if p.id == post_id), None)

    def _look_up(self, person_id: str) -> Profile | Absence:
        if person_id in self.absent:
            return self.absent[person_id]
        return self.known.get(person_id, Absence.GONE)

    def _relationship(self, user_id: str) -> Relationship:
        return Relationship(
            we_follow=user_id in self.following_ids,
            they_follow=user_id in self.follower_ids,
            requested=user_id in self.requested_ids,
        )

    def _publish(self, text: str, parent_id: str | None, once: Once) -> Done:
        if self.knows_again and once.key in self._published:
            again = self._published[once.key]
            return Done(id=again.id, url=again.url)
        post = self.add_post(self._me, text, in_reply_to_id=parent_id)
        self._published[once.key] = post
        self.posted.append(post)
        return Done(id=post.id, url=post.url)


def _newer(posts: Sequence[Post], since: str | None) -> list[Post]:
    return [p for p in posts if since is None or int(p.id) > int(since)]


def _marked(page: Page[Post]) -> Page[Post]:
    return replace(page, mark=max((p.id for p in page.items), key=int, default=""))


def _page(items: Sequence[T], cursor: str | None, size: int) -> Page[T]:
    start = int(cursor or 0)
    end = start + size
    return Page(tuple(items[start:end]), str(end) if end < len(items) else None)
