# ruff: noqa: D102 - `Network` tells what each of its methods does
"""Bluesky as a `Network`: which part of it answers which question."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from slackapp.domain.action import ActionKind
from slackapp.domain.bulk import Bulk
from slackapp.domain.capability import Permission
from slackapp.domain.people import Absence, NetworkName, Profile, Relationship
from slackapp.domain.posts import Post, TextCount
from slackapp.networks.base import Done, Followed, Gone, Once, Page
from slackapp.networks.bluesky import addresses, terms
from slackapp.networks.bluesky import text as texts
from slackapp.networks.bluesky.client import Client
from slackapp.networks.bluesky.ids import is_did, is_handle
from slackapp.networks.bluesky.keys import BlueskyKeys
from slackapp.networks.bluesky.news import News
from slackapp.networks.bluesky.people import People
from slackapp.networks.bluesky.posts import Posts
from slackapp.networks.bluesky.repo import Repo
from slackapp.networks.bluesky.writes import Writes

TIMEOUT = (5.0, 15.0)


class Bluesky:
    """One account of ours on Bluesky. Safe to share between threads; keep one per account (it keeps its session)."""

    name = NetworkName.BLUESKY

    def __init__(
        self,
        credentials: Mapping[str, str],
        keep: Callable[[dict[str, str]], None],
        *,
        timeout: tuple[float, float] = TIMEOUT,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Prepare; nothing is sent.

        `keep` is told the credentials whenever the session in them changes; `timeout` is seconds to connect and
        seconds of silence. Raises LoginRefused where the credentials can't be Bluesky's.
        """
        keys = BlueskyKeys.read(credentials)
        self._client = Client(keys, keep, timeout, now)
        repo = Repo(self._client)
        self._people = People(self._client, repo)
        self._posts = Posts(self._client, repo, keys.handle)
        self._news = News(self._client, self._people, self._posts)
        self._writes = Writes(self._client, repo, self._people, self._posts, keys.handle)

    def me(self) -> Profile:
        return self._people.me()

    def followers(self, cursor: str | None = None, limit: int = 100) -> Page[Profile]:
        return self._people.followers(cursor, limit)

    def following(self, cursor: str | None = None, limit: int = 100) -> Page[Profile]:
        return self._people.following(cursor, limit)

    def new_followers(self, since: str | None = None, cursor: str | None = None) -> Page[Followed]:
        return self._news.followers(since, cursor)

    def mentions(self, since: str | None = None, cursor: str | None = None) -> Page[Post]:
        return self._news.mentions(since, cursor)

    def own_posts(self, since: str | None = None, cursor: str | None = None) -> Page[Post]:
        return self._posts.own(since, cursor)

    def people(self, ids: Sequence[str]) -> dict[str, Profile | Absence]:
        return self._people.all(ids)

    def person(self, handle: str) -> Profile | Absence:
        return self._people.one(handle) if is_handle(handle) or is_did(handle) else Absence.GONE

    def posts(self, ids: Sequence[str]) -> tuple[Post, ...]:
        return self._posts.some(ids)

    def recent_posts(self, user_id: str, limit: int = 5) -> tuple[Post, ...]:
        return self._posts.recent(user_id, limit)

    def price_of_posts(self, limit: int) -> Decimal | None:  # noqa: ARG002 (nothing costs anything)
        return None

    def relationship(self, user_id: str) -> Relationship:
        found = self._people.relationships([user_id])
        if user_id not in found:
            raise Gone("Bluesky says this account isn't there any more.")
        return found[user_id]

    def relationships(self, user_ids: Sequence[str]) -> dict[str, Relationship]:
        return self._people.relationships(user_ids)

    def follow(self, user_id: str, once: Once) -> Done:
        return self._writes.follow(user_id, once)

    def unfollow(self, user_id: str) -> Done:
        return self._writes.unfollow(user_id)

    def reply(self, text: str, to_post_id: str, once: Once) -> Done:
        return self._writes.reply(text, to_post_id, once)

    def hello(self, text: str, once: Once) -> Done:
        return self._writes.hello(text, once)

    def delete_post(self, post_id: str) -> Done:
        return self._writes.delete_post(post_id)

    def like(self, post_id: str, once: Once) -> Done:
        return self._writes.like(post_id, once)

    def unlike(self, post_id: str) -> Done:
        return self._writes.unlike(post_id)

    def find_post(self, text: str, since: datetime, once: Once, in_reply_to_id: str | None = None) -> Post | None:
        return self._posts.find(text, since, once, in_reply_to_id)

    def posts_once(self, once: Once) -> bool:  # noqa: ARG002 (the key of the record is minted from it, whatever it is)
        return True

    def opening(self, kind: ActionKind, handle: str) -> str:
        return f"@{handle} " if kind is ActionKind.HELLO else ""  # a reply tells its author by itself

    def permissions(self) -> tuple[Permission, ...]:
        return terms.permissions()

    def bulk(self, kind: ActionKind) -> Bulk:
        return terms.bulk(kind)

    def count(self, text: str) -> TextCount:
        return TextCount(texts.length(text), texts.LIMIT)

    def price(self, kind: ActionKind, text: str = "") -> Decimal | None:  # noqa: ARG002 (nothing costs anything)
        return None

    def profile_url(self, handle: str) -> str:
        return addresses.profile(handle)

    def post_url(self, handle: str, post_id: str) -> str:
        return addresses.post(handle, post_id)

    def follow_url(self, handle: str) -> str:
        return addresses.profile(handle)

    def reply_url(self, handle: str, post_id: str) -> str:
        return addresses.post(handle, post_id)
