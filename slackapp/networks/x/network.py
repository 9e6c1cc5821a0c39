# ruff: noqa: D102 - `Network` tells what each of its methods does
"""X as a `Network`: which call answers which question, and what X charges."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from slackapp.domain.action import ActionKind
from slackapp.domain.bulk import Bulk
from slackapp.domain.capability import Capability, Permission
from slackapp.domain.people import Absence, NetworkName, Profile, Relationship
from slackapp.domain.posts import Post, TextCount
from slackapp.networks.base import Done, Followed, Gone, NotAllowed, Once, Page, Refused, Unavailable
from slackapp.networks.connector import Spent, unmetered
from slackapp.networks.fields import Json
from slackapp.networks.x import addresses, answers, shapes, terms
from slackapp.networks.x import text as texts
from slackapp.networks.x.client import Client
from slackapp.networks.x.keys import XKeys
from slackapp.networks.x.wire import API_URL

_HANDLE = re.compile(r"[A-Za-z0-9_]{1,15}")
_READ_BACK_PAGES = 10
_CLOCKS_DIFFER = timedelta(minutes=1)


class X:
    """One account of ours on X. Safe to share between threads; keep one per account (it keeps its connections)."""

    name = NetworkName.X

    def __init__(
        self,
        keys: XKeys,
        *,
        base_url: str = API_URL,
        timeout: tuple[float, float] = (5, 15),
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        spent: Spent = unmetered,
        owns_app: bool = False,
    ) -> None:
        """Prepare; nothing is sent.

        `base_url` leads to a stand-in; `timeout` is seconds to connect and seconds of silence; `spent` is told what
        calls are charged for; `owns_app`: whether the account owns the X app, for then reading its own lists is cheap.
        Raises LoginRefused where the access token can't be one of X's.
        """
        self._client = Client(keys, base_url, timeout, now, spent)
        self._own_users = terms.OWN_USERS if owns_app else terms.USERS
        self._own_posts = terms.OWN_POSTS if owns_app else terms.POSTS
        self._calls = self._client.tweepy
        self._id = self._client.user_id

    def me(self) -> Profile:
        return self._client.ask(self._calls.get_me, shape=answers.me, cost=terms.USERS, user_fields=shapes.USER_FIELDS)

    def followers(self, cursor: str | None = None, limit: int = 100) -> Page[Profile]:
        return self._people_page(self._calls.get_users_followers, cursor, limit, Capability.READ_FOLLOWERS)

    def following(self, cursor: str | None = None, limit: int = 100) -> Page[Profile]:
        return self._people_page(self._calls.get_users_following, cursor, limit, None)

    def new_followers(self, since: str | None = None, cursor: str | None = None) -> Page[Followed]:  # noqa: ARG002 (the shape of `Network`)
        raise NotAllowed(terms.NO_TIMES, Capability.FOLLOW_TIMES)

    def mentions(self, since: str | None = None, cursor: str | None = None) -> Page[Post]:
        return self._posts_page(self._calls.get_users_mentions, cursor, needs=Capability.READ_MENTIONS, since_id=since)

    def own_posts(self, since: str | None = None, cursor: str | None = None) -> Page[Post]:
        return self._posts_page(self._calls.get_users_tweets, cursor, since_id=since)

    def people(self, ids: Sequence[str]) -> dict[str, Profile | Absence]:
        known = [i for i in dict.fromkeys(ids) if shapes.is_id(i)]
        found: dict[str, Profile | Absence] = dict.fromkeys(ids, Absence.GONE)
        if known:
            found |= self._client.ask(
                self._calls.get_users,
                shape=lambda body: answers.looked_up(body, known),
                cost=terms.USERS,
                ids=known,
                user_fields=shapes.USER_FIELDS,
            )
        return found

    def person(self, handle: str) -> Profile | Absence:
        if not _HANDLE.fullmatch(handle):
            return Absence.GONE
        try:
            return self._client.ask(
                self._calls.get_user,
                shape=answers.person_or_absence,
                cost=terms.USERS,
                username=handle,
                user_fields=shapes.USER_FIELDS,
            )
        except Gone:
            return Absence.GONE

    def posts(self, ids: Sequence[str]) -> tuple[Post, ...]:
        known = [i for i in dict.fromkeys(ids) if shapes.is_id(i)]
        if not known:
            return ()
        return self._client.ask(
            self._calls.get_tweets,
            shape=answers.some_posts,
            cost=terms.POSTS,
            ids=known,
            tweet_fields=shapes.POST_FIELDS,
            user_fields=shapes.USER_FIELDS,
            expansions=["author_id"],
        )

    def recent_posts(self, user_id: str, limit: int = 5) -> tuple[Post, ...]:
        page = self._client.ask(
            self._calls.get_users_tweets,
            _sound(user_id),
            shape=answers.posts,
            cost=self._own_posts if user_id == self._id else terms.POSTS,
            max_results=min(max(limit, terms.FEWEST_POSTS), 100),
            exclude=["retweets"],
            tweet_fields=shapes.POST_FIELDS,
        )
        return page.items[:limit]

    def price_of_posts(self, limit: int) -> Decimal | None:
        return terms.price_of_posts(limit)

    def relationship(self, user_id: str) -> Relationship:
        told = self._client.ask(
            self._calls.get_user,
            shape=answers.relationship,
            cost=terms.USERS,
            id=_sound(user_id),
            user_fields=["connection_status"],
        )
        if told:
            return told
        # X leaves the field out at times; whom we followed last stands at the head of our own list.
        return Relationship(we_follow=any(person.id == user_id for person in self.following().items))

    def relationships(self, user_ids: Sequence[str]) -> dict[str, Relationship]:
        known = [i for i in dict.fromkeys(user_ids) if shapes.is_id(i)]
        if not known:
            return {}
        return self._client.ask(
            self._calls.get_users,
            shape=answers.relationships,
            cost=terms.USERS,
            ids=known,
            user_fields=["connection_status"],
        )

    def follow(self, user_id: str, once: Once) -> Done:  # noqa: ARG002 (a follow is the same however often it is sent)
        return self._client.ask(
            self._calls.follow_user,
            _sound(user_id),
            shape=answers.followed,
            cost=terms.cost(ActionKind.FOLLOW),
            needs=Capability.FOLLOW,
        )

    def unfollow(self, user_id: str) -> Done:
        return self._client.ask(
            self._calls.unfollow_user,
            _sound(user_id),
            shape=answers.switched("following", False, Done()),
            cost=terms.cost(ActionKind.UNFOLLOW),
            needs=Capability.UNFOLLOW,
        )

    def reply(self, text: str, to_post_id: str, once: Once) -> Done:  # noqa: ARG002 (X knows no such key)
        return self._client.ask(
            self._calls.create_tweet,
            shape=answers.published,
            cost=terms.cost(ActionKind.REPLY, text),
            needs=Capability.REPLY,
            text=text,
            in_reply_to_tweet_id=_sound(to_post_id),
        )

    def hello(self, text: str, once: Once) -> Done:  # noqa: ARG002 (likewise)
        return self._client.ask(
            self._calls.create_tweet,
            shape=answers.published,
            cost=terms.cost(ActionKind.HELLO, text),
            needs=Capability.HELLO,
            text=text,
        )

    def delete_post(self, post_id: str) -> Done:
        shape = answers.switched("deleted", True, Done(id=_sound(post_id)))
        return self._undo(self._calls.delete_tweet, post_id, shape, ActionKind.DELETE_POST, Capability.DELETE_POST)

    def like(self, post_id: str, once: Once) -> Done:  # noqa: ARG002 (likewise)
        return self._client.ask(
            self._calls.like,
            _sound(post_id),
            shape=answers.switched("liked", True, Done(id=post_id)),
            cost=terms.cost(ActionKind.LIKE),
            needs=Capability.LIKE,
        )

    def unlike(self, post_id: str) -> Done:
        shape = answers.switched("liked", False, Done(id=_sound(post_id)))
        return self._undo(self._calls.unlike, post_id, shape, ActionKind.UNLIKE, Capability.UNLIKE)

    def find_post(self, text: str, since: datetime, once: Once, in_reply_to_id: str | None = None) -> Post | None:  # noqa: ARG002 (X keeps none)
        cursor: str | None = None
        for _ in range(_READ_BACK_PAGES):
            page = self._posts_page(self._calls.get_users_tweets, cursor, start_time=since - _CLOCKS_DIFFER)
            for post in page.items:
                if post.in_reply_to_id == in_reply_to_id and texts.same(
                    text, post.text, answers=in_reply_to_id is not None
                ):
                    return post
            cursor = page.cursor
            if cursor is None:
                return None
        raise Unavailable("There are too many posts of yours since then to look through.")

    def posts_once(self, once: Once) -> bool:  # noqa: ARG002 (likewise)
        return False

    def opening(self, kind: ActionKind, handle: str) -> str:
        return f"@{handle} " if kind is ActionKind.HELLO else ""  # X itself tells whom a reply answers

    def permissions(self) -> tuple[Permission, ...]:
        return terms.permissions()

    def bulk(self, kind: ActionKind) -> Bulk:  # noqa: ARG002 (X forbids it for all of them)
        return terms.BULK

    def count(self, text: str) -> TextCount:
        return TextCount(texts.weighted_length(text), texts.LIMIT)

    def price(self, kind: ActionKind, text: str = "") -> Decimal | None:
        return terms.price(kind, text)

    def profile_url(self, handle: str) -> str:
        return addresses.profile(handle)

    def post_url(self, handle: str, post_id: str) -> str:
        return addresses.post(handle, post_id)

    def follow_url(self, handle: str) -> str:
        return addresses.follow(handle)

    def reply_url(self, handle: str, post_id: str) -> str:  # noqa: ARG002 (X finds it without its author)
        return addresses.reply(post_id)

    def _people_page(
        self, call: Callable[..., Any], cursor: str | None, limit: int, needs: Capability | None
    ) -> Page[Profile]:
        return self._page(
            call,
            cursor,
            shape=answers.profiles,
            cost=self._own_users,
            needs=needs,
            max_results=min(max(limit, 1), 1000),
            user_fields=shapes.USER_FIELDS,
        )

    def _posts_page(
        self, call: Callable[..., Any], cursor: str | None, needs: Capability | None = None, **params: Any
    ) -> Page[Post]:
        return self._page(
            call,
            cursor,
            shape=answers.posts,
            cost=self._own_posts,
            needs=needs,
            max_results=100,
            tweet_fields=shapes.POST_FIELDS,
            user_fields=shapes.USER_FIELDS,
            expansions=shapes.EXPANSIONS,
            **params,
        )

    def _page(self, call: Callable[..., Any], cursor: str | None, **asked: Any) -> Page[Any]:
        try:
            return _moves_on(self._client.ask(call, self._id, pagination_token=cursor, **asked), cursor)
        except Refused:
            if cursor is None:
                raise
            raise Unavailable("X no longer takes this place in the list. Begin again.") from None

    def _undo(
        self,
        call: Callable[..., Any],
        post_id: str,
        shape: Callable[[Json], Done],
        kind: ActionKind,
        needs: Capability,
    ) -> Done:
        """Take something of ours back; that it is gone already is what was asked for."""
        try:
            return self._client.ask(call, post_id, shape=shape, cost=terms.cost(kind), needs=needs)
        except Gone:
            return Done(id=post_id)


def _sound(some_id: str) -> str:
    """An id that may stand in an address; whatever else was meant isn't on X."""
    if not shapes.is_id(some_id):
        raise Gone("X says this isn't there any more.")
    return some_id


def _moves_on(page: Page[Any], cursor: str | None) -> Page[Any]:
    """The page, unless it leads to itself: a walk would never end."""
    if page.cursor is not None and page.cursor == cursor:
        raise Unavailable("X answered something we don't understand.")
    return page
