"""What other tools write of posts and people, as plain values; field by field, each may be missing or wrong.

People come as X's API v2 shapes its users: https://docs.x.com/x-api/fundamentals/data-dictionary
"""

import math
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import TypeVar

from slackapp.commandline.jsonl import Json, Unusable
from slackapp.domain.brand import Brand
from slackapp.domain.noticing import is_desk
from slackapp.domain.people import Profile
from slackapp.domain.posts import Post, Thread
from slackapp.networks.fields import count, moment, plain, web_address

Value = TypeVar("Value")

PERSON_FIELDS = frozenset(
    (
        *("id", "username", "name", "description", "created_at", "location", "url", "public_metrics", "protected"),
        *("verified", "most_recent_tweet_id", "most_recent_post_id", "profile_image_url"),
    )
)
_SNOWFLAKE_START = datetime(2010, 11, 4, 1, 42, 54, 657_000, tzinfo=UTC)  # what X's ids count from
_UNTIMED = datetime(1970, 1, 1, tzinfo=UTC)  # the posts given here carry no time, and no verdict needs one
_LONGEST_HANDLE = 100  # characters; X's have 15, others' are names of hosts
# Who is who in a thread of one brand and those who write to it.
_BRAND, _AUTHOR, _OTHER = "brand", "author", "other"
_HALVES = re.compile(r"[\ud800-\udfff]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;|&#x27;|&apos;"}
_MENTION = re.compile(r"@(\w+)")
_ADDRESSED = re.compile(r"[\s.]*(?:@\w+[\s,:]*)+")  # ".@name" addresses somebody, and lets all others read it


class Fields:
    """The fields of one object. What is missing or null is unknown; what is no such value is unknown and noted."""

    def __init__(self, data: Json) -> None:
        self._data = data
        self.odd: list[str] = []  # the names of fields that hold something else than they should

    def text(self, name: str, most: int) -> str:
        """A text of at most `most` characters."""
        return self._read(name, lambda value: plain(value, most) if isinstance(value, str) else None) or ""

    def flag(self, name: str) -> bool:
        """Whether it is true."""
        return self._read(name, lambda value: value if isinstance(value, bool) else None) or False

    def count(self, name: str) -> int | None:
        """How many."""
        return self._read(name, count)

    def moment(self, name: str) -> datetime | None:
        """An ISO time."""
        return self._read(name, moment)

    def made_at(self, name: str) -> datetime | None:
        """When one of X's ids was made."""
        return self._read(name, _made_at)

    def first(self, *names: str) -> str:
        """Which of these names is there; the first where none is. X renames some, document by document."""
        return next((name for name in names if self._data.get(name) is not None), names[0])

    def inner(self, name: str) -> "Fields":
        """The object in a field."""
        return Fields(self._read(name, lambda value: value if isinstance(value, dict) else None) or {})

    def _read(self, name: str, reader: Callable[[object], Value | None]) -> Value | None:
        value = self._data.get(name)
        if value is None:
            return None
        found = reader(value)
        if found is None:
            self.odd.append(name)
        return found


def id_of(data: Json) -> str | int | float | None:
    """The id as it came: a text or a number, None where there is none. Raises Unusable for anything else."""
    found = data.get("id")
    if isinstance(found, bool) or not isinstance(found, str | int | float | None):
        raise Unusable("its id is neither a text nor a number. Give each object one, in quotes.")
    if isinstance(found, float) and not math.isfinite(found):
        raise Unusable("its id is too large a number. Write it as a text, in quotes.")
    return found


def thread_of(data: Json) -> tuple[Thread, Brand, list[str]]:
    """A post in its thread, for whom it is judged, and the names of fields that could not be read.

    Raises:
        Unusable: it has no text.
    """
    if not isinstance(data.get("text"), str):
        raise Unusable('it has no text. A post needs one: {"id": "1", "text": "…"}.')
    fields = Fields(data)
    text, before = data["text"], fields.text("in_reply_to", len(data.get("in_reply_to") or ""))
    brand, author = _handle(fields, "brand"), _handle(fields, "author")
    is_brands = bool(brand) and author.casefold() == brand.casefold()
    post = Post(
        id="post",
        author_id=_BRAND if is_brands else _AUTHOR,
        text=_readable(text),
        created_at=_UNTIMED,
        author_handle=author,
        in_reply_to_id="before" if before else None,
        language=fields.text("lang", 35) or None,
    )
    if not before:
        return Thread(post), Brand(_BRAND, brand), fields.odd
    writer = _AUTHOR if is_brands else _writer_of(before, text, brand)
    answered = Post("before", writer, _readable(before), _UNTIMED)
    return Thread(post, (answered,)), Brand(_BRAND, brand), fields.odd


def _readable(text: str) -> str:
    """A text as a reader sees it. Half a surrogate pair is no character."""
    return _HALVES.sub("\ufffd", unescape(text))


def _handle(fields: Fields, name: str) -> str:
    return fields.text(name, _LONGEST_HANDLE).strip().removeprefix("@")


def _writer_of(before: str, text: str, brand: str) -> str:
    """Who wrote the post that is answered: the brand, unless that one speaks to the brand itself.

    Where the brand is not named, it is taken for whom the post speaks to first, or whose handle sounds like customer
    service: a post that mentions one of them is not its own.
    """
    spoken_to, speaks_to = _addressed(before), _addressed(text)
    if brand:
        if brand.casefold() not in spoken_to:
            return _BRAND
        return _AUTHOR if speaks_to[:1] in ([], [brand.casefold()]) else _OTHER
    if speaks_to and speaks_to[:1] == spoken_to[:1]:
        return _AUTHOR
    mentioned = {handle.casefold() for handle in _MENTION.findall(before)}
    speaks_to_others = any(
        handle in mentioned and (at == 0 or is_desk(f"@{handle}")) for at, handle in enumerate(speaks_to)
    )
    return _OTHER if speaks_to_others else _BRAND


def _addressed(text: str) -> list[str]:
    """The handles that a text begins with."""
    match = _ADDRESSED.match(text)
    return [handle.casefold() for handle in _MENTION.findall(match[0])] if match else []


def profile_of(data: Json) -> tuple[Profile, list[str]]:
    """A person as X's API v2 shapes its users, and the names of fields not understood. Raises Unusable for no user."""
    if data and not PERSON_FIELDS & data.keys():
        raise Unusable("it is no user as X's API v2 shapes them: one has fields like id, username, description.")
    fields = Fields(data)
    metrics = fields.inner("public_metrics")
    picture = fields.text("profile_image_url", 1_000)
    profile = Profile(
        id=str(data.get("id") or ""),
        handle=fields.text("username", _LONGEST_HANDLE),
        name=fields.text("name", 200),
        bio=_readable(fields.text("description", 4_000)),
        location=fields.text("location", 200),
        website=web_address(fields.text("url", 1_000)),
        avatar_url=web_address(picture),
        followers=metrics.count("followers_count"),
        following=metrics.count("following_count"),
        posts=metrics.count(metrics.first("tweet_count", "post_count")),
        created_at=fields.moment("created_at"),
        last_post_at=fields.made_at(fields.first("most_recent_tweet_id", "most_recent_post_id")),
        protected=fields.flag("protected"),
        verified=fields.flag("verified"),
        default_picture="default_profile" in picture,
        listed=metrics.count("listed_count"),
        likes=metrics.count("like_count"),
        bio_told=isinstance(data.get("description"), str),
    )
    return profile, fields.odd + metrics.odd


def _made_at(snowflake: object) -> datetime | None:
    """All but the lowest 22 bits of an id count the milliseconds since X's own zero."""
    digits = str(snowflake) if isinstance(snowflake, str | int) else ""
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 19):
        return None
    return _SNOWFLAKE_START + timedelta(milliseconds=int(digits) >> 22)


def verbatim(words: str, text: str) -> str:
    """A reason's words as they stand in the text itself, whose entities and spaces it may have read as others."""
    if words in text:
        return words
    pieces = words.removesuffix("…").split()
    found = re.search(r"\s+".join("".join(map(_spelled, piece)) for piece in pieces), text)
    return found.group() if found else ""


def _spelled(char: str) -> str:
    """A pattern of the ways to write a character."""
    return f"(?:{re.escape(char)}|{_ENTITIES[char]})" if char in _ENTITIES else re.escape(char)
