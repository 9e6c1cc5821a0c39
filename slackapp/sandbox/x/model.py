"""What X holds: people, posts, and the accounts that are ours."""

from dataclasses import dataclass, field
from typing import Any

from slackapp.sandbox.x import snowflake


@dataclass(slots=True)
class Person:
    """A user of X; `avatar` is an address, or empty for one that the stand-in draws."""

    id: str
    username: str
    name: str
    created_ms: int
    description: str = ""
    location: str = ""
    url: str = ""
    avatar: str = ""
    default_picture: bool = False
    protected: bool = False
    verified: bool = False
    suspended: bool = False
    followers: int = 0
    following: int = 0
    posts: int = 0
    listed: int = 0
    likes: int = 0
    last_post_id: str = ""
    pinned_post_id: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A post; `raw` is what was typed, `text` what X gives out."""

    id: str
    author_id: str
    raw: str
    text: str
    entities: dict[str, list[dict[str, Any]]]
    mentions: frozenset[str]
    conversation_id: str
    in_reply_to: str | None = None
    in_reply_to_user: str | None = None
    quotes: str | None = None
    lang: str = "en"
    metrics: dict[str, int] = field(default_factory=dict)

    @property
    def created_ms(self) -> int:
        """When it was posted: the id says it."""
        return snowflake.ms_of(int(self.id))


@dataclass(frozen=True, slots=True)
class Account:
    """An account of ours with its key pair for OAuth 1.0a; `owns_app` makes its own reads cheap."""

    user_id: str
    token: str
    secret: str
    owns_app: bool = True
