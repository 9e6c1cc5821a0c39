"""People on a network, as Rapport sees them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class NetworkName(StrEnum):
    """The social networks Rapport speaks to. The value is what the database keeps."""

    X = "x"
    MASTODON = "mastodon"
    BLUESKY = "bluesky"

    @property
    def label(self) -> str:
        """The network's own spelling of its name."""
        return _SPELLED[self][0]

    @property
    def sign(self) -> str:
        """A sign that stands before the name, never in place of it."""
        return _SPELLED[self][1]

    @property
    def named(self) -> str:
        """Sign and name, as they stand on cards and lists."""
        return f"{self.sign} {self.label}"


_SPELLED = {
    NetworkName.X: ("X", "𝕏"),
    NetworkName.MASTODON: ("Mastodon", "🐘"),
    NetworkName.BLUESKY: ("Bluesky", "🦋"),
}


class Absence(StrEnum):
    """Why a look-up found nobody: the account is gone, suspended, or hidden from us."""

    GONE = "gone"
    SUSPENDED = "suspended"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Profile:
    """What a network tells about a person at one moment. Counts are None where it did not say."""

    id: str  # the network's own id, opaque, never a handle (handles change)
    handle: str  # without the leading @
    name: str = ""
    bio: str = ""
    location: str = ""
    website: str = ""
    avatar_url: str = ""
    page_url: str = ""  # the person's page on the network
    followers: int | None = None
    following: int | None = None
    posts: int | None = None
    created_at: datetime | None = None
    last_post_at: datetime | None = None
    protected: bool = False  # only people they let in can read them; a follow is a request
    verified: bool = False
    default_picture: bool = False
    listed: int | None = None  # in how many lists of others; like the rest below known only when freshly read
    likes: int | None = None  # how many posts they liked
    bio_told: bool = True  # False: the network left the bio out, which is not an empty one


@dataclass(frozen=True, slots=True)
class Relationship:
    """How our account (we) and a person (they) stand to each other."""

    we_follow: bool
    they_follow: bool | None = None  # None: the network did not say
    requested: bool = False  # we asked; a protected person has not yet let us in


@dataclass(frozen=True, slots=True)
class History:
    """What passed between a person and one account of ours."""

    mentions: int = 0
    answered: int = 0  # of those mentions, how many we answered
    first_at: datetime | None = None
    last_at: datetime | None = None


class LostReason(StrEnum):
    """Why somebody is no longer among our followers. A suspended account is not an unfollow."""

    UNFOLLOWED = "unfollowed"
    SUSPENDED = "suspended"
    GONE = "gone"
