"""The truth of what happened, for tests to compare with."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Literal

from slackapp.sandbox.x.model import Post

Via = Literal["api", "x"]
Entry = dict[str, Any]
_DAY = 86_400  # seconds


@dataclass
class Record:
    """Every effect and every call, in order; `at` is seconds since 1970."""

    follows: list[Entry] = field(default_factory=list)
    unfollows: list[Entry] = field(default_factory=list)
    posts: list[Entry] = field(default_factory=list)
    deletes: list[Entry] = field(default_factory=list)
    likes: list[Entry] = field(default_factory=list)
    calls: list[Entry] = field(default_factory=list)
    _follows_by_day: Counter[tuple[str, int]] = field(default_factory=Counter)

    def follow(self, at: float, by: str, target: str, via: Via, *, pending: bool = False) -> None:
        """Someone followed, or asked to follow, someone."""
        self._follows_by_day[by, int(at // _DAY)] += 1
        self.follows.append({"at": at, "by": by, "target_id": target, "via": via, "pending": pending})

    def follows_today(self, now: float, by: str) -> int:
        """How many people someone followed, or asked to, in the current UTC day."""
        return self._follows_by_day[by, int(now // _DAY)]

    def unfollow(self, at: float, by: str, target: str, via: Via) -> None:
        """Someone stopped following someone."""
        self.unfollows.append({"at": at, "by": by, "target_id": target, "via": via})

    def post(self, at: float, post: Post, via: Via) -> None:
        """Someone posted; `text` is what they typed."""
        entry = {"at": at, "id": post.id, "by": post.author_id, "text": post.raw}
        self.posts.append(entry | {"in_reply_to": post.in_reply_to, "via": via})

    def delete(self, at: float, by: str, post_id: str, via: Via) -> None:
        """Someone deleted a post of theirs."""
        self.deletes.append({"at": at, "by": by, "id": post_id, "via": via})

    def like(self, at: float, by: str, post_id: str, *, liked: bool) -> None:
        """Someone liked a post, or took that back."""
        self.likes.append({"at": at, "by": by, "post_id": post_id, "liked": liked})

    def call(self, at: float, method: str, path: str, status: int, cost: int, fault: str | None) -> None:
        """A call of the API; `status` 0 where no whole answer went out; `cost` in thousandths of a dollar."""
        entry = {"at": at, "method": method, "path": path, "status": status, "cost_usd": cost / 1000}
        self.calls.append(entry | ({"fault": fault} if fault else {}))
