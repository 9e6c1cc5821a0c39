"""A server's objects as plain values. Only an id is insisted on; without one the whole answer is unusable.

Field by field: https://docs.joinmastodon.org/entities/
"""

from collections.abc import Iterable
from typing import Any

from slackapp.domain.people import Profile, Relationship
from slackapp.domain.posts import Audience, Post
from slackapp.networks.fields import Json, count, inner, listed, moment, plain, web_address
from slackapp.networks.mastodon.errors import WrongShape
from slackapp.networks.mastodon.site import Site, is_id
from slackapp.networks.mastodon.text import readable

_LONGEST_POST = 25_000
_AUDIENCES = {
    "public": Audience.PUBLIC,
    "unlisted": Audience.UNLISTED,
    "private": Audience.FOLLOWERS,
    "direct": Audience.PRIVATE,
}


def profile(data: object, site: Site) -> Profile:
    """An account as a profile. Raises WrongShape without an id."""
    account = identified(data)
    handle = plain(account.get("acct"), 400)
    picture = web_address(account.get("avatar_static")) or web_address(account.get("avatar"))
    fields = [each for each in listed(account, "fields") if isinstance(each, dict)]
    return Profile(
        id=site.person_id(account["id"]),
        handle=handle,
        name=plain(account.get("display_name"), 200) or handle.partition("@")[0],
        bio=readable(account.get("note"), 2000),
        website=_website(fields),
        avatar_url=picture,
        page_url=site.profile(handle) if handle else web_address(account.get("url")),
        followers=count(account.get("followers_count")),
        following=count(account.get("following_count")),
        posts=count(account.get("statuses_count")),
        created_at=moment(account.get("created_at")),
        last_post_at=moment(account.get("last_status_at")),
        protected=account.get("locked") is True,
        verified=any(each.get("verified_at") for each in fields),
        default_picture=not picture or "missing.png" in picture,
    )


def post(data: object, site: Site) -> Post:
    """A status as a post. Raises WrongShape without an id or a date."""
    status = identified(data)
    account = inner(status, "account")
    made_at = moment(status.get("created_at"))
    if made_at is None:
        raise WrongShape
    handle = plain(account.get("acct"), 400)
    parent = text_id(status.get("in_reply_to_id"))
    return Post(
        id=status["id"],
        author_id=_person(account.get("id"), site) or "",
        text=readable(status.get("content"), _LONGEST_POST),
        created_at=made_at,
        author_handle=handle,
        url=web_address(status.get("url")) or site.post(handle, status["id"]),
        thread_id=_conversation(status) or ("" if parent else status["id"]),
        in_reply_to_id=parent,
        in_reply_to_author_id=_person(status.get("in_reply_to_account_id"), site),
        mentioned_ids=_mentioned(listed(status, "mentions"), site),
        quoted_id=_quoted(status),
        language=plain(status.get("language"), 20) or None,
        is_repost=isinstance(status.get("reblog"), dict),
        audience=_AUDIENCES.get(str(status.get("visibility") or "public"), Audience.PRIVATE),
        warning=plain(status.get("spoiler_text"), 1000).strip(),
    )


def relationship(data: object) -> Relationship:
    """How we and a person stand to each other. Raises WrongShape where that isn't told."""
    ties = identified(data)
    if not isinstance(ties.get("following"), bool):
        raise WrongShape
    they = ties.get("followed_by")
    return Relationship(
        ties["following"] is True, they if isinstance(they, bool) else None, ties.get("requested") is True
    )


def identified(data: object) -> Json:
    """An object with an id, as text. Raises WrongShape for anything else."""
    found = text_id(data.get("id")) if isinstance(data, dict) else None
    if not isinstance(data, dict) or found is None:
        raise WrongShape
    return data | {"id": found}


def text_id(value: object) -> str | None:
    """An id as text; some servers write numbers."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63:
        return str(value)
    return value if is_id(value) else None


def _person(value: object, site: Site) -> str | None:
    local = text_id(value)
    return site.person_id(local) if local else None


def _mentioned(mentions: Iterable[Any], site: Site) -> tuple[str, ...]:
    ids = (_person(each.get("id"), site) for each in mentions if isinstance(each, dict))
    return tuple(dict.fromkeys(each for each in ids if each))


def _conversation(status: Json) -> str | None:
    """The conversation's id where a server tells it: Pleroma and Akkoma do, Mastodon itself doesn't."""
    return text_id(status.get("conversation_id")) or text_id(inner(status, "pleroma").get("conversation_id"))


def _quoted(status: Json) -> str | None:
    quote = inner(status, "quote")
    return (
        text_id(inner(quote, "quoted_status").get("id")) or text_id(quote.get("id")) or text_id(status.get("quote_id"))
    )


def _website(fields: list[Json]) -> str:
    """The first address among the fields that the server has verified, otherwise the first."""
    ordered = sorted(fields, key=lambda each: not each.get("verified_at"))
    words = (word for each in ordered for word in readable(each.get("value"), 1000).split())
    return next((word for word in words if web_address(word)), "")
