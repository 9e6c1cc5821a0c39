# ruff: noqa: D102 - `Network` tells what each of its methods does
"""Mastodon as a `Network`: which call answers which question."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import mastodon

from slackapp.domain.action import ActionKind
from slackapp.domain.bulk import Bulk
from slackapp.domain.capability import Capability, Permission
from slackapp.domain.people import Absence, NetworkName, Profile, Relationship
from slackapp.domain.posts import Post, TextCount
from slackapp.networks.base import Done, Followed, Gone, Once, Page, Unavailable
from slackapp.networks.mastodon import lookups, pages, shapes, terms, ties
from slackapp.networks.mastodon import text as texts
from slackapp.networks.mastodon.client import UNKNOWN, Client, Reply, known
from slackapp.networks.mastodon.errors import Unsupported
from slackapp.networks.mastodon.server import Server
from slackapp.networks.mastodon.site import Site
from slackapp.networks.mastodon.writes import Writes

_PAGE = 40  # what every server gives of notifications and posts
_LARGEST_PAGE = 80
_READ_BACK_PAGES = 10
_CLOCKS_DIFFER = timedelta(minutes=1)
_KEYS_KEPT = timedelta(minutes=50)  # Mastodon keeps an Idempotency-Key for an hour
_IMPATIENT = (1.0, 1.0)
_KINDS = ("favourite", "follow", "follow_request", "mention", "poll", "reblog", "status", "update")


class Mastodon:
    """One account of ours on one server. Safe to share between threads; keep one per account."""

    name = NetworkName.MASTODON

    def __init__(
        self,
        site: Site,
        token: str,
        *,
        timeout: tuple[float, float] = (5, 15),
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Prepare; nothing is sent. `timeout` is seconds to connect and seconds of silence."""
        self._site = site
        self._now = now
        self._client = Client(site, token, timeout, now)
        self._server = Server(Client(site, token, _IMPATIENT, now), now)
        self._lookups = lookups.Lookups(self._client, site)
        self._writes = Writes(self._client, site, self._own)
        self._own_id = ""
        self._ways: dict[str, int] = {}  # by kind of notification: which way to ask for it works here

    def me(self) -> Profile:
        try:
            own = self._client.ask(
                lambda api: api.account_verify_credentials(), lambda r: shapes.profile(r.body, self._site)
            )
        except Gone:
            raise Unavailable("Nothing there speaks Mastodon's language just now.") from None
        self._own_id = self._site.local_id(own.id)
        return own

    def followers(self, cursor: str | None = None, limit: int = 100) -> Page[Profile]:
        own, size = self._own(), _size(limit)
        return self._page(
            lambda api: api.account_followers(own, max_id=known(cursor), limit=size),
            lambda reply: pages.profiles(reply, self._site),
            cursor,
            Capability.READ_FOLLOWERS,
        )

    def following(self, cursor: str | None = None, limit: int = 100) -> Page[Profile]:
        own, size = self._own(), _size(limit)
        return self._page(
            lambda api: api.account_following(own, max_id=known(cursor), limit=size),
            lambda reply: pages.profiles(reply, self._site),
            cursor,
        )

    def new_followers(self, since: str | None = None, cursor: str | None = None) -> Page[Followed]:
        return self._notified("follow", pages.follows, since, cursor, Capability.FOLLOW_TIMES)

    def mentions(self, since: str | None = None, cursor: str | None = None) -> Page[Post]:
        return self._notified("mention", pages.mentions, since, cursor, Capability.READ_MENTIONS)

    def own_posts(self, since: str | None = None, cursor: str | None = None) -> Page[Post]:
        own, mark = self._own(), pages.mark(since)
        return self._page(
            lambda api: api.account_statuses(
                own, exclude_reblogs=True, max_id=known(cursor), since_id=mark, limit=_PAGE
            ),
            lambda reply: pages.own_posts(reply, self._site, mark),
            cursor,
        )

    def people(self, ids: Sequence[str]) -> dict[str, Profile | Absence]:
        return self._lookups.people(ids)

    def person(self, handle: str) -> Profile | Absence:
        return self._lookups.person(handle)

    def posts(self, ids: Sequence[str]) -> tuple[Post, ...]:
        return self._lookups.posts(ids)

    def recent_posts(self, user_id: str, limit: int = 5) -> tuple[Post, ...]:
        local = self._site.local_id(user_id)
        found = self._client.ask(
            lambda api: api.account_statuses(local, exclude_reblogs=True, limit=min(max(limit, 1), _PAGE)),
            lambda reply: pages.own_posts(reply, self._site, None),
        )
        return found.items[:limit]

    def price_of_posts(self, limit: int) -> Decimal | None:  # noqa: ARG002 (Mastodon is free)
        return None

    def relationship(self, user_id: str) -> Relationship:
        found = self.relationships([user_id])
        if user_id not in found:
            raise Gone("The server says this person isn't there any more.")
        return found[user_id]

    def relationships(self, user_ids: Sequence[str]) -> dict[str, Relationship]:
        return self._lookups.relationships(user_ids)

    def follow(self, user_id: str, once: Once) -> Done:  # noqa: ARG002 (a follow is the same however often it is sent)
        return ties.follow(self._client, self._site.local_id(user_id))

    def unfollow(self, user_id: str) -> Done:
        try:
            return ties.unfollow(self._client, self._site.local_id(user_id))
        except Gone:
            return Done()

    def reply(self, text: str, to_post_id: str, once: Once) -> Done:
        return self._writes.reply(text, to_post_id, once)

    def hello(self, text: str, once: Once) -> Done:
        return self._writes.hello(text, once)

    def delete_post(self, post_id: str) -> Done:
        return self._writes.delete_post(post_id)

    def like(self, post_id: str, once: Once) -> Done:  # noqa: ARG002 (a like is the same however often it is sent)
        return self._writes.like(post_id)

    def unlike(self, post_id: str) -> Done:
        return self._writes.unlike(post_id)

    def find_post(self, text: str, since: datetime, once: Once, in_reply_to_id: str | None = None) -> Post | None:  # noqa: ARG002 (no server gives it back)
        cursor: str | None = None
        answers = in_reply_to_id is not None
        for _ in range(_READ_BACK_PAGES):
            page = self.own_posts(cursor=cursor)
            for post in page.items:
                if post.in_reply_to_id == in_reply_to_id and texts.same(text, post.text, answers=answers):
                    return post if post.created_at >= since - _CLOCKS_DIFFER else None
            cursor = page.cursor
            if cursor is None or any(post.created_at < since - _CLOCKS_DIFFER for post in page.items):
                return None
        raise Unavailable("There are too many posts of yours since then to look through.")

    def posts_once(self, once: Once) -> bool:
        young = self._now() - once.decided_at < _KEYS_KEPT
        return young and self._server.facts().mastodon

    def opening(self, kind: ActionKind, handle: str) -> str:  # noqa: ARG002 (only who is mentioned is notified)
        return f"@{handle} "

    def permissions(self) -> tuple[Permission, ...]:
        return tuple(Permission(capability, allowed=True) for capability in Capability)

    def bulk(self, kind: ActionKind) -> Bulk:
        return terms.bulk(kind)

    def count(self, text: str) -> TextCount:
        facts = self._server.facts()
        return TextCount(texts.length(text, facts.link), facts.limit)

    def price(self, kind: ActionKind, text: str = "") -> Decimal | None:  # noqa: ARG002 (Mastodon is free)
        return None

    def profile_url(self, handle: str) -> str:
        return self._site.profile(handle)

    def post_url(self, handle: str, post_id: str) -> str:
        return self._site.post(handle, post_id)

    def follow_url(self, handle: str) -> str:
        return self._site.profile(handle)

    def reply_url(self, handle: str, post_id: str) -> str:
        return self._site.post(handle, post_id)

    def _own(self) -> str:
        """Our own account's id on its server; it never changes."""
        if not self._own_id:
            self.me()
        return self._own_id

    def _page(
        self,
        call: Callable[[mastodon.Mastodon], object],
        shape: Callable[[Reply], Page[pages.T]],
        cursor: str | None,
        needs: Capability | None = None,
        unknown: frozenset[int] = frozenset(),
    ) -> Page[pages.T]:
        try:
            return pages.moves_on(self._client.ask(call, shape, needs, unknown), cursor)
        except Gone:
            # Our own lists are always there: it is the server that is not itself.
            raise Unavailable("The server doesn't show your own lists just now.") from None

    def _notified(
        self,
        kind: str,
        shape: Callable[[Reply, Site, str | None], Page[pages.T]],
        since: str | None,
        cursor: str | None,
        needs: Capability,
    ) -> Page[pages.T]:
        """A page of one kind of notifications, in the first of three ways of asking that the server knows."""
        start, mark = known(cursor), pages.mark(since)
        others = [each for each in _KINDS if each != kind]
        ways: tuple[Callable[[mastodon.Mastodon], object], ...] = (
            lambda api: api.notifications(types=[kind], max_id=start, since_id=mark, limit=_PAGE),
            lambda api: api.notifications(exclude_types=others, max_id=start, since_id=mark, limit=_PAGE),
            lambda api: api.notifications(max_id=start, limit=_PAGE),
        )
        for way in range(self._ways.get(kind, 0), len(ways)):
            try:
                unknown = UNKNOWN if way < len(ways) - 1 else frozenset()
                page = self._page(ways[way], lambda reply: shape(reply, self._site, mark), cursor, needs, unknown)
            except Unsupported:
                continue
            self._ways[kind] = way
            return page
        raise AssertionError("the last way ends in an answer or an error")


def _size(limit: int) -> int:
    return min(max(limit, 1), _LARGEST_PAGE)
