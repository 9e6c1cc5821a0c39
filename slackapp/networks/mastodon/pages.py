"""Whole answers as plain values: pages with their cursors and marks, in the order of a server's ids."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from slackapp.domain.people import Absence, Profile, Relationship
from slackapp.domain.posts import Post
from slackapp.networks.base import Followed, Page, Unavailable
from slackapp.networks.fields import Json, moment
from slackapp.networks.mastodon import shapes
from slackapp.networks.mastodon.client import Reply
from slackapp.networks.mastodon.errors import WrongShape
from slackapp.networks.mastodon.site import Site, is_id

T = TypeVar("T")


def profiles(reply: Reply, site: Site) -> Page[Profile]:
    """A page of accounts."""
    return Page(tuple(shapes.profile(each, site) for each in items(reply)), reply.next)


def own_posts(reply: Reply, site: Site, since: str | None) -> Page[Post]:
    """A page of statuses newer than `since`, without reposts."""
    found = [shapes.post(each, site) for each in items(reply)]
    fresh, cursor = _newer(found, [each.id for each in found], since, reply.next)
    posts = threaded([each for each in fresh if not each.is_repost])
    return Page(posts, cursor, mark=newest([each.id for each in posts]))


def follows(reply: Reply, site: Site, since: str | None) -> Page[Followed]:
    """Who followed, of a page of notifications."""

    def followed(item: Json) -> Followed:
        at = moment(item.get("created_at"))
        if at is None:
            raise WrongShape
        return Followed(shapes.profile(item.get("account"), site), at)

    return _notified(reply, "follow", "account", since, followed)


def mentions(reply: Reply, site: Site, since: str | None) -> Page[Post]:
    """Who mentioned us, of a page of notifications; their profiles come along."""
    people: dict[str, Profile] = {}

    def mentioned(item: Json) -> Post:
        found = shapes.post(item.get("status"), site)
        author = shapes.profile(item["status"].get("account"), site)
        people[author.id] = author
        return found

    page = _notified(reply, "mention", "status", since, mentioned)
    return replace(page, items=threaded(page.items), people=tuple(people.values()))


def some_posts(reply: Reply, site: Site) -> tuple[Post, ...]:
    """The statuses of a look-up."""
    return threaded([shapes.post(each, site) for each in items(reply)])


def relationships(reply: Reply) -> dict[str, Relationship]:
    """How we stand to each of several people, by the server's own id."""
    return {each["id"]: shapes.relationship(each) for each in map(shapes.identified, items(reply))}


def person(data: object, site: Site) -> Profile | Absence:
    """An account as found, or why it is none."""
    account = shapes.identified(data)
    return Absence.SUSPENDED if account.get("suspended") is True else shapes.profile(account, site)


def items(reply: Reply) -> list[Any]:
    """The list that an answer is. Raises WrongShape for anything else."""
    if not isinstance(reply.body, list):
        raise WrongShape
    return reply.body


def threaded(posts: Sequence[Post]) -> tuple[Post, ...]:
    """The posts, each with its thread where the posts it answers lead back to the first one."""
    known = {each.id: each for each in posts}

    def thread(post: Post) -> str:
        seen: set[str] = set()
        while not post.thread_id and post.in_reply_to_id in known and post.id not in seen:
            seen.add(post.id)
            post = known[post.in_reply_to_id]
        return post.thread_id

    return tuple(replace(each, thread_id=thread(each)) for each in posts)


def mark(since: str | None) -> str | None:
    """A mark of ours. Raises Unavailable for anything else: there is nothing to compare with."""
    if since is not None and not is_id(since):
        raise Unavailable("The server no longer takes the place we last read to. Begin again.")
    return since


def newest(ids: Iterable[str]) -> str:
    """The newest of ids that come newest first; "" of none."""
    best = ""
    for each in ids:
        if not best or (_comparable(each, best) and _order(each) > _order(best)):
            best = each
    return best


def moves_on(page: Page[T], cursor: str | None) -> Page[T]:
    """The page, unless it leads to itself: a walk would never end."""
    if page.cursor is not None and page.cursor == cursor:
        raise Unavailable("The server answered something we don't understand.")
    return page


def _notified(reply: Reply, kind: str, holds: str, since: str | None, make: Callable[[Json], T]) -> Page[T]:
    """What notifications of one kind hold; servers leave out what is gone by now, or say null."""
    told = [shapes.identified(each) for each in items(reply)]
    fresh, cursor = _newer(told, [each["id"] for each in told], since, reply.next)
    ours = [each for each in fresh if each.get("type") == kind and each.get(holds) is not None]
    return Page(tuple(make(each) for each in ours), cursor, mark=newest([each["id"] for each in fresh]))


def _newer(found: Sequence[T], ids: Sequence[str], since: str | None, cursor: str | None) -> tuple[list[T], str | None]:
    """What is newer than the mark; the walk is over where something isn't."""
    if since is None:
        return list(found), cursor
    fresh = [each for each, its_id in zip(found, ids, strict=True) if _is_newer(its_id, since)]
    return fresh, cursor if len(fresh) == len(found) else None


def _is_newer(its_id: str, since: str) -> bool:
    """Ids of one kind sort by time; where two can't be compared, rather read one twice than miss it."""
    return _order(its_id) > _order(since) if _comparable(its_id, since) else its_id != since


def _comparable(one: str, other: str) -> bool:
    """Numbers among each other, and ids of one length: ULIDs (GoToSocial), flake ids (Pleroma), UUIDs of version 7."""
    return (one.isdigit() and other.isdigit()) or (len(one) == len(other) and one.isdigit() == other.isdigit())


def _order(some_id: str) -> tuple[int, str]:
    return len(some_id), some_id
