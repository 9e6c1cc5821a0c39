# ruff: noqa: D102 - `Network` tells what each of its methods does
"""An account that nobody speaks for: disconnected, or its credentials can't be read. Its cards can still be drawn."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import NoReturn

from slackapp.domain.action import ActionKind
from slackapp.domain.bulk import Bulk
from slackapp.domain.capability import Permission
from slackapp.domain.people import Absence, NetworkName, Profile, Relationship
from slackapp.domain.posts import Post, TextCount
from slackapp.networks.base import Done, Followed, LoginRefused, Once, Page


class Unconnected:
    """Every call is refused for the same reason; nothing is allowed, no page is known."""

    def __init__(self, name: NetworkName, reason: str) -> None:
        """`reason` is one plain sentence."""
        self.name = name
        self._reason = reason

    def _refuse(self) -> NoReturn:
        raise LoginRefused(self._reason)

    def me(self) -> Profile:
        self._refuse()

    def followers(self, cursor: str | None = None, limit: int = 100) -> Page[Profile]:  # noqa: ARG002 (the shape of `Network`, here and below)
        self._refuse()

    def following(self, cursor: str | None = None, limit: int = 100) -> Page[Profile]:  # noqa: ARG002
        self._refuse()

    def new_followers(self, since: str | None = None, cursor: str | None = None) -> Page[Followed]:  # noqa: ARG002
        self._refuse()

    def mentions(self, since: str | None = None, cursor: str | None = None) -> Page[Post]:  # noqa: ARG002
        self._refuse()

    def own_posts(self, since: str | None = None, cursor: str | None = None) -> Page[Post]:  # noqa: ARG002
        self._refuse()

    def people(self, ids: Sequence[str]) -> dict[str, Profile | Absence]:  # noqa: ARG002
        self._refuse()

    def person(self, handle: str) -> Profile | Absence:  # noqa: ARG002
        self._refuse()

    def posts(self, ids: Sequence[str]) -> tuple[Post, ...]:  # noqa: ARG002
        self._refuse()

    def recent_posts(self, user_id: str, limit: int = 5) -> tuple[Post, ...]:  # noqa: ARG002
        self._refuse()

    def price_of_posts(self, limit: int) -> Decimal | None:  # noqa: ARG002
        return None

    def relationship(self, user_id: str) -> Relationship:  # noqa: ARG002
        self._refuse()

    def relationships(self, user_ids: Sequence[str]) -> dict[str, Relationship]:  # noqa: ARG002
        self._refuse()

    def follow(self, user_id: str, once: Once) -> Done:  # noqa: ARG002
        self._refuse()

    def unfollow(self, user_id: str) -> Done:  # noqa: ARG002
        self._refuse()

    def reply(self, text: str, to_post_id: str, once: Once) -> Done:  # noqa: ARG002
        self._refuse()

    def hello(self, text: str, once: Once) -> Done:  # noqa: ARG002
        self._refuse()

    def delete_post(self, post_id: str) -> Done:  # noqa: ARG002
        self._refuse()

    def like(self, post_id: str, once: Once) -> Done:  # noqa: ARG002
        self._refuse()

    def unlike(self, post_id: str) -> Done:  # noqa: ARG002
        self._refuse()

    def find_post(self, text: str, since: datetime, once: Once, in_reply_to_id: str | None = None) -> Post | None:  # noqa: ARG002
        self._refuse()

    def posts_once(self, once: Once) -> bool:  # noqa: ARG002
        return False

    def opening(self, kind: ActionKind, handle: str) -> str:  # noqa: ARG002
        return ""

    def permissions(self) -> tuple[Permission, ...]:
        return ()

    def bulk(self, kind: ActionKind) -> Bulk:  # noqa: ARG002
        return Bulk(False, self._reason)

    def count(self, text: str) -> TextCount:
        return TextCount(len(text), 0)

    def price(self, kind: ActionKind, text: str = "") -> Decimal | None:  # noqa: ARG002
        return None

    def profile_url(self, handle: str) -> str:  # noqa: ARG002
        return ""

    def post_url(self, handle: str, post_id: str) -> str:  # noqa: ARG002
        return ""

    def follow_url(self, handle: str) -> str:  # noqa: ARG002
        return ""

    def reply_url(self, handle: str, post_id: str) -> str:  # noqa: ARG002
        return ""
