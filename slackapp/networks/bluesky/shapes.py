"""Bluesky's objects as plain values. Whatever is of another type than the lexicon says is left out, never passed on.

The lexicons: https://docs.bsky.app/docs/category/http-reference (app.bsky.actor.defs, app.bsky.feed.defs).
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from slackapp.domain.people import Profile
from slackapp.domain.posts import Post
from slackapp.networks import fields
from slackapp.networks.bluesky import addresses
from slackapp.networks.bluesky.errors import WrongShape
from slackapp.networks.bluesky.ids import is_did, is_handle, post_address
from slackapp.networks.fields import Json, count, inner, listed, plain, web_address

_LONGEST_POST = 3_000
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_WARNINGS = {
    "porn": "Adult content",
    "sexual": "Sexually suggestive",
    "nudity": "Nudity",
    "graphic-media": "Graphic media",
    "gore": "Graphic media",
}


def profile(data: object) -> Profile:
    """A profile, in any of its lengths. Raises WrongShape without a DID."""
    if not isinstance(data, dict) or not is_did(did := data.get("did")):
        raise WrongShape
    handle = data["handle"].lower() if is_handle(data.get("handle")) else did  # one that leads nowhere is no name
    avatar = web_address(data.get("avatar"))
    verification = inner(data, "verification")
    return Profile(
        id=did,
        handle=handle,
        name=plain(data.get("displayName"), 100),
        bio=plain(data.get("description"), 1000),
        website=web_address(data.get("website")),
        avatar_url=avatar,
        page_url=addresses.profile(handle),
        followers=count(data.get("followersCount")),
        following=count(data.get("followsCount")),
        posts=count(data.get("postsCount")),
        created_at=moment(data.get("createdAt")),
        verified="valid" in (verification.get("verifiedStatus"), verification.get("trustedVerifierStatus")),
        default_picture=not avatar,
    )


def profiles(body: Json, name: str) -> tuple[Profile, ...]:
    """A list of profiles; none of them may be left out, for who is missing would count as gone."""
    people = body.get(name)
    if not isinstance(people, list):
        raise WrongShape
    return tuple(profile(person) for person in people)


def post(view: object) -> Post | None:
    """A post as the network shows it; None for what is none."""
    if not isinstance(view, dict):
        return None
    author = inner(view, "author")
    handle = author["handle"].lower() if is_handle(author.get("handle")) else ""
    return record_post(view.get("uri"), view.get("record"), handle, moment(view.get("indexedAt")))


def record_post(uri: object, record: object, handle: str, seen_at: datetime | None = None) -> Post | None:
    """A post's record as its author wrote it; `seen_at` is when the network first saw it. None for what is none."""
    there = post_address(uri)
    if there is None or not isinstance(record, dict):
        return None
    answered = post_address(inner(inner(record, "reply"), "parent").get("uri"))
    root = post_address(inner(inner(record, "reply"), "root").get("uri"))
    quoted = _quoted(inner(record, "embed"))
    languages = [tag for tag in listed(record, "langs") if isinstance(tag, str)]
    return Post(
        id=str(there),
        author_id=there.did,
        text=plain(record.get("text"), _LONGEST_POST),
        created_at=_earlier(moment(record.get("createdAt")), seen_at),
        author_handle=handle,
        url=addresses.post(handle, str(there)),
        thread_id=str(root or there),
        in_reply_to_id=str(answered) if answered else None,
        in_reply_to_author_id=answered.did if answered else None,
        mentioned_ids=_mentioned(listed(record, "facets")),
        quoted_id=str(quoted) if quoted else None,
        language=plain(languages[0], 20) or None if languages else None,
        warning=_warning(inner(record, "labels")),
    )


def posts(views: Iterable[object]) -> tuple[Post, ...]:
    """Those of the views that are posts."""
    return tuple(found for found in map(post, views) if found is not None)


def moment(value: object) -> datetime | None:
    """A time as aware UTC, never before 1970 (a record may claim the year 1); None for anything else."""
    if isinstance(value, str) and value.startswith("0001-01-01T"):  # in some zones before the first year there is
        return _LONG_AGO
    found = fields.moment(value)
    return max(found, _LONG_AGO) if found else None


def next_cursor(body: Json) -> str | None:
    """Where the next page begins; None on the last one."""
    cursor = body.get("cursor")
    if cursor is None or cursor == "":
        return None
    if not isinstance(cursor, str) or len(cursor) > 1000:
        raise WrongShape
    return cursor


def _earlier(written: datetime | None, seen: datetime | None) -> datetime:
    """When a post was made: its author may write any time, but none after the network saw it."""
    return min((at for at in (written, seen) if at is not None), default=_LONG_AGO)


def _quoted(embed: Json) -> Any:
    return post_address(inner(embed, "record").get("uri") or inner(inner(embed, "record"), "record").get("uri"))


def _mentioned(facets: Iterable[Any]) -> tuple[str, ...]:
    features = [f for facet in facets if isinstance(facet, dict) for f in listed(facet, "features")]
    ids = [f.get("did") for f in features if isinstance(f, dict)]
    return tuple(dict.fromkeys(filter(is_did, ids)))


def _warning(labels: Json) -> str:
    values = [label.get("val") for label in listed(labels, "values") if isinstance(label, dict)]
    said = [_WARNINGS[value] for value in values if isinstance(value, str) and value in _WARNINGS]
    return ", ".join(dict.fromkeys(said))
