"""The AT Protocol's identifiers: DIDs, handles, at:// addresses, and record keys minted from `Once`."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeGuard

from slackapp.networks.base import Once

POST = "app.bsky.feed.post"
LIKE = "app.bsky.feed.like"
FOLLOW = "app.bsky.graph.follow"

# https://atproto.com/specs/did, /handle, /record-key, /tid
_DID = re.compile(r"did:[a-z]{1,20}:[a-zA-Z0-9._:%-]{0,255}[a-zA-Z0-9._-]")
_HANDLE = re.compile(
    r"(?=.{3,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE
)
_URI = re.compile(rf"at://({_DID.pattern})/([a-zA-Z0-9.-]{{3,317}})/([a-zA-Z0-9_~.:-]{{1,512}})")
_TID = re.compile(r"[234567a-j][234567a-z]{12}")
_CID = re.compile(r"[a-zA-Z0-9]{8,256}")
_SORTABLE = "234567abcdefghijklmnopqrstuvwxyz"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Address:
    """A record's at:// address in its parts."""

    did: str
    collection: str
    rkey: str

    def __str__(self) -> str:
        return f"at://{self.did}/{self.collection}/{self.rkey}"


def is_did(value: object) -> TypeGuard[str]:
    """Whether this can be somebody's id."""
    return isinstance(value, str) and _DID.fullmatch(value) is not None


def is_handle(value: object) -> TypeGuard[str]:
    """Whether this can be a handle that leads somewhere (handle.invalid stands for one that doesn't)."""
    return isinstance(value, str) and _HANDLE.fullmatch(value) is not None and not value.lower().endswith(".invalid")


def is_cid(value: object) -> TypeGuard[str]:
    """Whether this can be the hash of a record's content."""
    return isinstance(value, str) and _CID.fullmatch(value) is not None


def is_tid(value: object) -> TypeGuard[str]:
    """Whether this is a record key that sorts by time."""
    return isinstance(value, str) and _TID.fullmatch(value) is not None


def address(uri: object) -> Address | None:
    """An at:// address in its parts; None for anything else."""
    match = _URI.fullmatch(uri) if isinstance(uri, str) else None
    return Address(match[1], match[2], match[3]) if match else None


def post_address(uri: object) -> Address | None:
    """Likewise, but of a post."""
    found = address(uri)
    return found if found and found.collection == POST else None


def tid(once: Once) -> str:
    """The record key that `once` stands for, the same each time: 53 bits of microseconds, 10 that tell apart."""
    microseconds = max((once.decided_at - _EPOCH) // _MICROSECOND, 0) % 2**53
    bits = microseconds << 10 | once.number % 1024
    return "".join(_SORTABLE[bits >> shift & 31] for shift in range(60, -1, -5))


def said_at(once: Once) -> str:
    """`createdAt` of the record that `once` stands for, the same each time."""
    return once.decided_at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
