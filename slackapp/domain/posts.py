"""Posts and the threads they stand in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Audience(StrEnum):
    """Who may read a post. The value is what the database keeps."""

    PUBLIC = "public"
    UNLISTED = "unlisted"  # everybody, but no public list shows it
    FOLLOWERS = "followers"
    PRIVATE = "private"  # only who is mentioned


@dataclass(frozen=True, slots=True)
class Post:
    """One post. `text` is plain text as a reader sees it (entities already decoded)."""

    id: str
    author_id: str
    text: str
    created_at: datetime
    author_handle: str = ""
    url: str = ""
    thread_id: str = ""  # the network's conversation id
    in_reply_to_id: str | None = None
    in_reply_to_author_id: str | None = None
    mentioned_ids: tuple[str, ...] = ()  # who is addressed, by the network's own reading
    quoted_id: str | None = None
    language: str | None = None  # BCP 47, as the network guessed it
    is_repost: bool = False
    audience: Audience = Audience.PUBLIC
    warning: str = ""  # what the author put before it: readers click to see the text


@dataclass(frozen=True, slots=True)
class Thread:
    """A post and what was said before it, oldest first."""

    post: Post
    before: tuple[Post, ...] = ()

    @property
    def answered_post(self) -> Post | None:
        """The post that this one answers, where it is known."""
        return next((p for p in reversed(self.before) if p.id == self.post.in_reply_to_id), None)


@dataclass(frozen=True, slots=True)
class Feed:
    """A person's own newest posts, newest first, as they stood when somebody read them."""

    posts: tuple[Post, ...]
    read_at: datetime
    read_by: str = ""  # Slack's user id of who asked for it; "" where Rapport read it by itself, for it was free


@dataclass(frozen=True, slots=True)
class TextCount:
    """A text's length by a network's own counting, beside its limit."""

    used: int
    limit: int

    @property
    def left(self) -> int:
        """Characters left; negative when the text is too long."""
        return self.limit - self.used

    @property
    def fits(self) -> bool:
        """Whether the network would take a text of this length."""
        return 0 < self.used <= self.limit
