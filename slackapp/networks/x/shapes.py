"""X's objects as plain values. Only an id is insisted on; without one the whole answer is unusable.

Field by field: https://docs.x.com/x-api/fundamentals/data-dictionary
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeGuard

from slackapp.domain.people import Profile
from slackapp.domain.posts import Post
from slackapp.networks.fields import Json, count, inner, listed, moment, plain, web_address
from slackapp.networks.x import addresses
from slackapp.networks.x.errors import WrongShape
from slackapp.networks.x.text import readable

USER_FIELDS = [
    *("created_at", "description", "entities", "location", "most_recent_tweet_id", "profile_image_url"),
    *("protected", "public_metrics", "url", "verified"),
]
POST_FIELDS = [
    *("author_id", "conversation_id", "created_at", "entities", "in_reply_to_user_id", "lang", "note_tweet"),
    "referenced_tweets",
]
EXPANSIONS = ["author_id", "in_reply_to_user_id", "referenced_tweets.id"]

_SNOWFLAKE_START = datetime(2010, 11, 4, 1, 42, 54, 657_000, tzinfo=UTC)
_LONGEST_POST = 25_000


def is_id(value: object) -> TypeGuard[str]:
    """Whether this can be one of X's ids: 1 to 19 digits, safe in an address."""
    return isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 19


def _latest(user: Mapping[str, object]) -> object:
    """The id of somebody's newest post; X's documents call it by two names."""
    return user.get("most_recent_tweet_id") or user.get("most_recent_post_id")


def profile(data: object) -> Profile:
    """A user object as a profile. Raises WrongShape without an id."""
    user = identified(data)
    handle = plain(user.get("username"), 20)
    entities, metrics = inner(user, "entities"), inner(user, "public_metrics")
    picture = web_address(user.get("profile_image_url"))
    return Profile(
        id=user["id"],
        handle=handle,
        name=plain(user.get("name"), 100),
        bio=readable(user.get("description"), listed(inner(entities, "description"), "urls"), 1000),
        location=plain(user.get("location"), 200),
        website=_website(user, entities),
        avatar_url=picture.replace("_normal.", "_bigger."),
        page_url=addresses.profile(handle) if handle else addresses.unnamed(user["id"]),
        followers=count(metrics.get("followers_count")),
        following=count(metrics.get("following_count")),
        posts=count(metrics.get("tweet_count", metrics.get("post_count"))),
        created_at=moment(user.get("created_at")),
        last_post_at=made_at(latest) if is_id(latest := _latest(user)) else None,
        protected=user.get("protected") is True,
        verified=user.get("verified") is True,
        default_picture="default_profile" in picture,
        listed=count(metrics.get("listed_count")),
        likes=count(metrics.get("like_count")),
        bio_told=isinstance(user.get("description"), str),
    )


def post(data: object, handles: Mapping[str, str]) -> Post:
    """A post object; `handles` by user id, where they are known. Raises WrongShape without an id."""
    item = identified(data)
    note = inner(item, "note_tweet")  # the whole of a long post; `text` is then only its beginning
    whole = note if isinstance(note.get("text"), str) else item
    entities = inner(whole, "entities")
    author_id = _id_or(item.get("author_id"), "")
    handle = handles.get(author_id, "")
    references = {r.get("type"): r.get("id") for r in listed(item, "referenced_tweets") if isinstance(r, dict)}
    return Post(
        id=item["id"],
        author_id=author_id,
        text=readable(whole.get("text"), listed(entities, "urls"), _LONGEST_POST),
        created_at=moment(item.get("created_at")) or made_at(item["id"]),
        author_handle=handle,
        url=addresses.post(handle, item["id"]),
        thread_id=_id_or(item.get("conversation_id"), ""),
        in_reply_to_id=_id_or(references.get("replied_to"), None),
        in_reply_to_author_id=_id_or(item.get("in_reply_to_user_id"), None),
        mentioned_ids=_mentioned(listed(entities, "mentions") or listed(inner(item, "entities"), "mentions")),
        quoted_id=_id_or(references.get("quoted"), None),
        language=plain(item.get("lang"), 20) or None,
        is_repost="retweeted" in references,
    )


def made_at(snowflake: str) -> datetime:
    """When an id was made: all but its lowest 22 bits count the milliseconds since X's own zero."""
    return _SNOWFLAKE_START + timedelta(milliseconds=int(snowflake) >> 22)


def identified(data: object) -> Json:
    """An object with an id. Raises WrongShape for anything else."""
    if not isinstance(data, dict) or not is_id(data.get("id")):
        raise WrongShape
    return data


def _id_or(value: Any, otherwise: Any) -> Any:
    return value if is_id(value) else otherwise


def _mentioned(mentions: Iterable[Any]) -> tuple[str, ...]:
    ids = [m.get("id") for m in mentions if isinstance(m, dict)]
    return tuple(dict.fromkeys(filter(is_id, ids)))


def _website(user: Json, entities: Json) -> str:
    links = listed(inner(entities, "url"), "urls")
    first = links[0] if links and isinstance(links[0], dict) else {}
    return web_address(first.get("expanded_url")) or web_address(user.get("url"))
