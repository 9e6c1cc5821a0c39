"""The shape every network has, and the one family of errors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Generic, Protocol, TypeVar

from slackapp.domain.action import ActionKind, FailureKind
from slackapp.domain.bulk import Bulk
from slackapp.domain.capability import Capability, Permission
from slackapp.domain.people import Absence, NetworkName, Profile, Relationship
from slackapp.domain.posts import Post, TextCount

T = TypeVar("T")

POSTS_READ = 5  # of a person, to get to know them: a network that charges may take the price of as many at least


class NetworkError(Exception):
    """A network did not do what it was asked. `str(error)` is one plain sentence for a card; no secret in it."""

    kind: FailureKind = FailureKind.UNAVAILABLE

    def __init__(self, reason: str, *, retry_at: datetime | None = None) -> None:
        """Keep the reason in plain words, and when to try again (aware UTC) where the network said."""
        super().__init__(reason)
        self.reason = reason
        self.retry_at = retry_at


class RateLimited(NetworkError):
    """Too many calls for now; nothing happened. `retry_at` is None where the network gave no reset."""

    kind = FailureKind.RATE_LIMITED


class Unavailable(NetworkError):
    """The network is down or unreachable, and the call certainly had no effect."""

    kind = FailureKind.UNAVAILABLE


class OutOfCredit(NetworkError):
    """The network wants money first (X: HTTP 402); nothing happened."""

    kind = FailureKind.OUT_OF_CREDIT


class LoginRefused(NetworkError):
    """Our credentials are refused or expired; nothing happened."""

    kind = FailureKind.LOGIN_REFUSED


class NotAllowed(NetworkError):
    """This account's access level may not do this by API at all; offer the network's own page instead."""

    kind = FailureKind.NOT_ALLOWED

    def __init__(self, reason: str, capability: Capability) -> None:
        """Keep which capability turned out to be missing."""
        super().__init__(reason)
        self.capability = capability


class Refused(NetworkError):
    """The network said no to this one call and will say so again: duplicate text, blocked, not summoned."""

    kind = FailureKind.REFUSED

    def __init__(self, reason: str, *, by_hand: bool = False) -> None:
        """Keep whether a person can still do it on the network's own page: then offer that page."""
        super().__init__(reason)
        self.by_hand = by_hand


class Gone(NetworkError):
    """The person or post is not there, or suspended."""

    kind = FailureKind.GONE


class CutOff(NetworkError):
    """The answer to a write was lost (timeout, reset, 5xx, nonsense): it may or may not have happened. Read back."""

    kind = FailureKind.CUT_OFF


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a walk. `cursor` is None on the last page; pages may be short or empty before the end."""

    items: tuple[T, ...]
    cursor: str | None = None
    people: tuple[Profile, ...] = ()  # profiles that came along for free: the authors of a page of posts
    context: tuple[Post, ...] = ()  # posts that came along for free: what a page's posts answer or quote
    mark: str = ""  # `since` of the next walk, by the newest on this page; "" where the page is empty


@dataclass(frozen=True, slots=True)
class Once:
    """What makes a write the same one however often it is sent: minted when it was decided, kept with the action."""

    key: str  # unique; at most 200 characters
    decided_at: datetime  # aware UTC
    number: int = 0  # tells apart what was decided in the same microsecond


@dataclass(frozen=True, slots=True)
class Followed:
    """Somebody followed us, and when the network says that was (aware UTC)."""

    person: Profile
    at: datetime


@dataclass(frozen=True, slots=True)
class Done:
    """A write that certainly happened. `id` and `url` name the result where there is one (a post)."""

    id: str = ""
    url: str = ""
    requested: bool = False  # a follow of a protected person: asked, not yet let in


class Network(Protocol):
    """One account of ours on one network. Every method may raise NetworkError; writes may raise CutOff.

    Reads never raise CutOff: a read that failed is Unavailable. Ids and marks are the network's own, opaque strings.
    A cursor or mark that the network no longer takes is Unavailable too, never an empty page.
    """

    name: NetworkName

    def me(self) -> Profile:
        """Our own account's profile; proves that the credentials work."""

    def followers(self, cursor: str | None = None, limit: int = 100) -> Page[Profile]:
        """Our followers, newest first in practice (never promised), `limit` a page."""

    def following(self, cursor: str | None = None, limit: int = 100) -> Page[Profile]:
        """Whom we follow, newest first in practice, `limit` a page."""

    def new_followers(self, since: str | None = None, cursor: str | None = None) -> Page[Followed]:
        """Who followed us and when, newest first, newer than the mark `since`. People may have left since, or be gone.

        Needs FOLLOW_TIMES; where that is not declared, this raises NotAllowed.
        """

    def mentions(self, since: str | None = None, cursor: str | None = None) -> Page[Post]:
        """Posts that address us, newest first, newer than the mark `since`."""

    def own_posts(self, since: str | None = None, cursor: str | None = None) -> Page[Post]:
        """Our own posts and replies, newest first, newer than the mark `since`."""

    def people(self, ids: Sequence[str]) -> dict[str, Profile | Absence]:
        """Look people up by id, at most 100: each is a profile, or why it is absent."""

    def person(self, handle: str) -> Profile | Absence:
        """Look one person up by handle (without @)."""

    def posts(self, ids: Sequence[str]) -> tuple[Post, ...]:
        """Look posts up by id, at most 100; those that are gone are left out."""

    def recent_posts(self, user_id: str, limit: int = POSTS_READ) -> tuple[Post, ...]:
        """A person's own newest posts and replies, without what they share of others. See `price_of_posts`."""

    def price_of_posts(self, limit: int) -> Decimal | None:
        """What `recent_posts` with this limit is charged at most, in USD; None where it costs nothing."""

    def relationship(self, user_id: str) -> Relationship:
        """How we and a person stand to each other."""

    def relationships(self, user_ids: Sequence[str]) -> dict[str, Relationship]:
        """How we and several people stand to each other, at most 100; those who are gone are left out."""

    def follow(self, user_id: str, once: Once) -> Done:
        """Follow a person. Idempotent: following again succeeds. CutOff where the network doesn't show it yet."""

    def unfollow(self, user_id: str) -> Done:
        """Stop following a person. Idempotent."""

    def reply(self, text: str, to_post_id: str, once: Once) -> Done:
        """Answer a post, to the same audience and under the same warning as the post itself."""

    def hello(self, text: str, once: Once) -> Done:
        """Post publicly; the text @mentions somebody."""

    def delete_post(self, post_id: str) -> Done:
        """Delete a post of ours. Idempotent."""

    def like(self, post_id: str, once: Once) -> Done:
        """Like a post. Idempotent."""

    def unlike(self, post_id: str) -> Done:
        """Take a like back. Idempotent."""

    def find_post(self, text: str, since: datetime, once: Once, in_reply_to_id: str | None = None) -> Post | None:
        """Read our own timeline back: the post of ours with this text (and parent), not older than `since`.

        `once` is what it was sent with: where the network keeps it, it finds the very post.

        The network may have rewritten links and spaces; compare with that in mind. None: it certainly is not there.
        """

    def posts_once(self, once: Once) -> bool:
        """Whether a post that is sent again with this `once` is certainly not published twice."""

    def opening(self, kind: ActionKind, handle: str) -> str:
        """What a reply or hello to `handle` has to hold for them to see it, with a space behind; "" where nothing."""

    def permissions(self) -> tuple[Permission, ...]:
        """What is declared before anything was tried, each with its reason."""

    def bulk(self, kind: ActionKind) -> Bulk:
        """Whether its rules let many of these be decided on at once, and at what pace then; asks nobody."""

    def count(self, text: str) -> TextCount:
        """The text's length by the network's own counting."""

    def price(self, kind: ActionKind, text: str = "") -> Decimal | None:
        """What a write will be charged, in USD; None where it costs nothing."""

    def profile_url(self, handle: str) -> str:
        """A person's page."""

    def post_url(self, handle: str, post_id: str) -> str:
        """A post's page."""

    def follow_url(self, handle: str) -> str:
        """The network's own page on which a person follows somebody with one click."""

    def reply_url(self, handle: str, post_id: str) -> str:
        """The network's own page on which a person answers a post of `handle`."""


def charges(network: Network) -> bool:
    """Whether a network charges for calls at all."""
    return network.price_of_posts(POSTS_READ) is not None or network.price(ActionKind.FOLLOW) is not None
