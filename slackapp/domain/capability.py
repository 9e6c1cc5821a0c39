"""What a network lets one of our accounts do, found out and remembered."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Capability(StrEnum):
    """Something an account may or may not be allowed to do through a network's API."""

    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    REPLY = "reply"  # answer a post that addressed us
    HELLO = "hello"  # a public post of our own that @mentions somebody
    DELETE_POST = "delete_post"
    LIKE = "like"
    UNLIKE = "unlike"
    READ_FOLLOWERS = "read_followers"
    READ_MENTIONS = "read_mentions"
    FOLLOW_TIMES = "follow_times"  # tells when somebody followed, and not only that they do


@dataclass(frozen=True, slots=True)
class Permission:
    """One capability of one account: allowed or not, why, and since when we know (None: declared, not tried)."""

    capability: Capability
    allowed: bool
    reason: str = ""
    found_at: datetime | None = None
