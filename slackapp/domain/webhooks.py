"""What a team's own systems are told of: an occasion as a signed JSON body, by https://www.standardwebhooks.com."""

import base64
import binascii
import hmac
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from slackapp.domain.accounts import Account
from slackapp.domain.people import Profile
from slackapp.domain.posts import Post

VERSION = 1  # of the body; what is added to it later leaves this as it is
MAX_BODY = 64 * 1024  # bytes
MAX_URL = 2_000  # characters
SECRET_PREFIX = "whsec_"  # noqa: S105 (how one begins)
RETRIES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480))  # after each failure, until given up
LEASE = timedelta(minutes=1)  # of the last try: longer than any takes
OFF_AFTER = timedelta(days=3)  # of failures and no success
_HOST = re.compile(r"[a-z0-9]([a-z0-9._-]{0,251}[a-z0-9])?\.?|[0-9a-f:.]{2,45}")
# The most bytes of each text that a stranger wrote, as JSON: together they stay below a body's 64 KB.
_BIO, _POST, _SHORT = 8_000, 24_000, 1_000


class Occasion(StrEnum):
    """What can be told. The value is what receivers and the database keep: add, never rename."""

    NEW_FOLLOWER = "new_follower"
    QUESTION = "question"
    DECIDED = "decided"
    ANSWERED = "answered"
    OVERDUE = "overdue"
    TEST = "test"  # somebody asked for one; every webhook takes it


CHOSEN_FROM = tuple(each for each in Occasion if each is not Occasion.TEST)


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided."""

    choice: str
    by: str  # Slack's user id; "" where it came from the network itself
    at: datetime | None = None
    why: str = ""  # the reason that was given for ignoring it


@dataclass(frozen=True, slots=True)
class Answer:
    """How a question was answered."""

    via: str  # "rapport", "network", or "hand_off": by the team it was handed to, whose note is the text
    post_id: str = ""  # the network's; "" where nobody knows it
    url: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One thing that happened, as plain values."""

    occasion: Occasion
    key: str  # the same for the same thing, whoever tells it
    at: datetime
    team_id: str  # Slack's
    account: Account | None = None
    person: Profile | None = None
    post: Post | None = None
    decided: Decided | None = None
    answer: Answer | None = None


def payload(told: Occurrence) -> dict[str, Any]:
    """The body, as JSON values; always below 64 KB. What is not known, or not part of it, is null.

    `id` stays the same for the same event: receivers that have it already leave it be. Times are ISO 8601 in UTC.
    """
    return {
        "version": VERSION,
        "id": told.key,
        "event": told.occasion.value,
        "at": _iso(told.at),
        "workspace": told.team_id,
        "account": _account(told.account) if told.account else None,
        "person": _person(told.person) if told.person else None,
        "post": _post(told.post) if told.post else None,
        "decision": _decision(told.decided) if told.decided else None,
        "answer": _answer(told.answer) if told.answer else None,
    }


def written(body: dict[str, Any]) -> bytes:
    """A body as it travels; what is signed are these bytes."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def new_secret(random: bytes) -> str:
    """A secret as the standard writes it, made of 24 to 64 random bytes."""
    return SECRET_PREFIX + base64.b64encode(random).decode()


def signed(secret: str, key: str, body: bytes, now: datetime, *, before: Sequence[str] = ()) -> dict[str, str]:
    """The headers that show who sent a body, and when.

    Args:
        secret: "whsec_…"; what follows is the key in base64.
        before: secrets that count for a while yet: each has a signature of its own, with a space between.
        key: the event's, the same at each try: `webhook-id`.
        body: the very bytes that are sent.
        now: the moment of this try (aware).

    Raises:
        ValueError: that is no secret.
    """
    at = str(int(now.timestamp()))
    whole = b".".join((key.encode(), at.encode(), body))
    signatures = " ".join(_signature(each, whole) for each in (secret, *before))
    return {"webhook-id": key, "webhook-timestamp": at, "webhook-signature": signatures}


def _signature(secret: str, whole: bytes) -> str:
    try:
        hmac_key = base64.b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)
    except binascii.Error:
        raise ValueError("that is no webhook's secret") from None
    return f"v1,{base64.b64encode(hmac.new(hmac_key, whole, sha256).digest()).decode()}"


def wrong_with(url: str, *, private: bool = False) -> str:
    """What is wrong with an address that somebody typed, in a sentence; "" where nothing is.

    Args:
        url: where events are to go.
        private: whether this machine's own addresses may be among them, and plain http with them.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "That is no web address."
    if len(url) > MAX_URL or not url.isascii() or not url.isprintable() or " " in url:
        return "Please give a web address without spaces or special characters, of at most 2,000 characters."
    if parts.scheme != "https" and not (private and parts.scheme == "http"):
        return "It has to begin with https:// so that nobody reads along."
    if not _HOST.fullmatch(host) or port == 0:
        return "That is no web address: its server’s name is missing or odd."
    if parts.username is not None or parts.password is not None:
        return "Leave the name and password away: each delivery is signed, that is how the other side knows us."
    return "Leave away the # and what follows." if parts.fragment else ""


def next_try(attempt: int, now: datetime) -> datetime | None:
    """When to try again after so many tries failed; None: it is given up."""
    return now + RETRIES[attempt - 1] if attempt <= len(RETRIES) else None


def key_of(occasion: Occasion, what: int, at: datetime) -> str:
    """An event's key: of the store's row and the moment, so that a restored database gives none out again."""
    return f"{occasion.value}:{what}:{int(at.timestamp() * 1000)}"


def _account(account: Account) -> dict[str, Any]:
    return {
        "network": account.network.value,
        "id": _cut(account.network_user_id, _SHORT),
        "handle": _cut(account.handle, _SHORT),
        "name": _cut(account.name, _SHORT),
    }


def _person(person: Profile) -> dict[str, Any]:
    return {
        "id": _cut(person.id, _SHORT),
        "handle": _cut(person.handle, _SHORT),
        "name": _cut(person.name, _SHORT),
        "bio": _cut(person.bio, _BIO),
        "location": _cut(person.location, _SHORT),
        "website": _cut(person.website, 2 * _SHORT),
        "page_url": _cut(person.page_url, 2 * _SHORT),
        "followers": person.followers,
        "following": person.following,
        "posts": person.posts,
        "verified": person.verified,
        "protected": person.protected,
    }


def _post(post: Post) -> dict[str, Any]:
    return {
        "id": _cut(post.id, _SHORT),
        "author_id": _cut(post.author_id, _SHORT),
        "author_handle": _cut(post.author_handle, _SHORT),
        "text": _cut(post.text, _POST),
        "warning": _cut(post.warning, _SHORT),
        "url": _cut(post.url, 2 * _SHORT),
        "at": _iso(post.created_at),
        "in_reply_to_id": _cut(post.in_reply_to_id, _SHORT) if post.in_reply_to_id else None,
        "language": _cut(post.language, _SHORT) if post.language else None,
        "audience": post.audience.value,
    }


def _decision(decided: Decided) -> dict[str, Any]:
    at, why = _iso(decided.at) if decided.at else None, _cut(decided.why, _SHORT) if decided.why else None
    return {"choice": decided.choice, "by": decided.by, "at": at, "why": why}


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "via": answer.via,
        "id": _cut(answer.post_id, _SHORT),
        "url": _cut(answer.url, 2 * _SHORT),
        "text": _cut(answer.text, _BIO),
    }


def _cut(text: str, most: int) -> str:
    """Somebody's words, of at most so many bytes of JSON; without what no database takes."""
    text = text[:most].encode("utf-8", "replace").decode().replace("\0", "")
    while (size := len(written({"": text})) - len('{"":""}')) > most:
        text = text[: len(text) * most // size]
    return text


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
