"""X's whole answers as plain values: pages, look-ups, and the outcomes of writes.

Each function takes the body of a success and raises WrongShape where it makes no sense, or Problem where it holds
nothing but one of X's problems.
"""

from collections.abc import Callable, Sequence
from typing import Any

from slackapp.domain.people import Absence, Profile, Relationship
from slackapp.domain.posts import Post
from slackapp.networks.base import Done, Page
from slackapp.networks.fields import Json, inner, listed
from slackapp.networks.x import addresses, errors
from slackapp.networks.x.shapes import identified, post, profile


def one(body: Json) -> Json:
    """The one object that an answer is about. Raises Problem or WrongShape where there is none."""
    data = body.get("data")
    if isinstance(data, dict):
        return data
    raise _nothing(body)


def me(body: Json) -> Profile:
    """The one user that an answer is about."""
    return profile(one(body))


def profiles(body: Json) -> Page[Profile]:
    """A page of users."""
    return Page(tuple(profile(item) for item in _items(body)), _cursor(body))


def posts(body: Json) -> Page[Post]:
    """A page of posts with the people and posts that came along."""
    includes = inner(body, "includes")
    people = tuple(profile(item) for item in listed(includes, "users"))
    handles = {person.id: person.handle for person in people}
    found = tuple(post(item, handles) for item in _items(body))
    return Page(
        items=found,
        cursor=_cursor(body),
        people=people,
        context=tuple(post(item, handles) for item in listed(includes, "tweets")),
        mark=max((one.id for one in found), key=int, default=""),
    )


def some_posts(body: Json) -> tuple[Post, ...]:
    """The posts of a look-up; an answer that only tells what is gone holds none."""
    return () if "data" not in body and listed(body, "errors") else posts(body).items


def looked_up(body: Json, ids: Sequence[str]) -> dict[str, Profile | Absence]:
    """Each of `ids` with its profile, or why there is none; who X passed over in silence is hidden from us."""
    problems = [p for p in listed(body, "errors") if isinstance(p, dict)]
    present = [] if "data" not in body and problems else [profile(item) for item in _items(body)]
    found: dict[str, Profile | Absence] = dict.fromkeys(ids, Absence.HIDDEN)
    for problem in problems:
        for key in (problem.get("resource_id"), problem.get("value")):
            if isinstance(key, str) and key in found:
                found[key] = errors.absence(problem)
    found |= {person.id: person for person in present if person.id in found}
    return found


def person_or_absence(body: Json) -> Profile | Absence:
    """A look-up of one person."""
    problems = listed(body, "errors")
    if "data" not in body and problems:
        return errors.absence(problems[0])
    return profile(one(body))


def relationship(body: Json) -> Relationship | None:
    """How a person and we stand to each other; None where X doesn't say."""
    return _ties(one(body))


def relationships(body: Json) -> dict[str, Relationship]:
    """Likewise of several people; those of whom X says nothing are left out."""
    if "data" not in body and listed(body, "errors"):
        return {}
    people = [identified(item) for item in _items(body)]
    return {each["id"]: ties for each in people if (ties := _ties(each)) is not None}


def _ties(user: Json) -> Relationship | None:
    ties = user.get("connection_status")
    if not isinstance(ties, list):
        return None
    return Relationship("following" in ties, "followed_by" in ties, "follow_request_sent" in ties)


def followed(body: Json) -> Done:
    """The outcome of a follow."""
    data = one(body)
    if data.get("following") is not True and data.get("pending_follow") is not True:
        raise errors.WrongShape
    return Done(requested=data.get("following") is not True)


def published(body: Json) -> Done:
    """The outcome of a new post."""
    data = identified(one(body))
    return Done(id=data["id"], url=addresses.post("", data["id"]))


def switched(name: str, to: bool, done: Done) -> Callable[[Json], Done]:
    """A shape for an answer that has to say that `name` is now `to`; then `done` is the outcome."""

    def shape(body: Json) -> Done:
        if one(body).get(name) is not to:
            raise errors.WrongShape
        return done

    return shape


def _nothing(body: Json) -> Exception:
    problems = listed(body, "errors")
    return errors.Problem(problems[0]) if problems else errors.WrongShape()


def _items(body: Json) -> list[Any]:
    data = body.get("data")
    if isinstance(data, list):
        return data
    if "data" not in body and inner(body, "meta").get("result_count") == 0:
        return []
    raise _nothing(body)


def _cursor(body: Json) -> str | None:
    cursor = inner(body, "meta").get("next_token")
    if cursor is None:
        return None
    if not isinstance(cursor, str) or not 0 < len(cursor) <= 1000:
        raise errors.WrongShape
    return cursor
