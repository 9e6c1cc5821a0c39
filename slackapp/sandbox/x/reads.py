"""The reading half of the API."""

import re

from slackapp.sandbox.x import problems, snowflake
from slackapp.sandbox.x.call import Answer, Call, listing, lookup
from slackapp.sandbox.x.fields import Json
from slackapp.sandbox.x.model import Person, Post
from slackapp.sandbox.x.newest import Newest

RECENT = 7 * 86_400  # seconds that recent search looks back


def me(call: Call) -> Answer:
    """GET /2/users/me."""
    return user(call, call.me.user_id)


def user(call: Call, id: str) -> Answer:  # noqa: A002 - X's name for it in the path
    """GET /2/users/:id."""
    return _people(call, "id", [id], [call.state.people.get(id)], single=True)


def users(call: Call) -> Answer:
    """GET /2/users?ids=."""
    ids = call.args["ids"]
    return _people(call, "ids", ids, [call.state.people.get(one) for one in ids])


def user_by_username(call: Call, username: str) -> Answer:
    """GET /2/users/by/username/:username."""
    return _people(call, "username", [username], [call.state.find(username)], single=True)


def users_by(call: Call) -> Answer:
    """GET /2/users/by?usernames=."""
    names = call.args["usernames"]
    return _people(call, "usernames", names, [call.state.find(one) for one in names])


def _people(
    call: Call, parameter: str, asked: list[str], found: list[Person | None], *, single: bool = False
) -> Answer:
    shape = call.shape()
    items: list[Json] = []
    errors: list[Json] = []
    for value, person in zip(asked, found, strict=True):
        if person is None:
            errors.append(problems.not_found("user", parameter, value))
        elif person.suspended:
            errors.append(problems.suspended(parameter, value))
        else:
            items.append(shape.user(person))
    call.pay_users(item["id"] for item in items)
    return 200, lookup(items, errors, shape, single=single)


def followers(call: Call, id: str) -> Answer:  # noqa: A002 - X's name for it in the path
    """GET /2/users/:id/followers."""
    return _follows(call, id, call.state.followers[id])


def following(call: Call, id: str) -> Answer:  # noqa: A002 - X's name for it in the path
    """GET /2/users/:id/following."""
    return _follows(call, id, call.state.following[id])


def _follows(call: Call, user_id: str, index: Newest) -> Answer:
    if problem := _closed(call, user_id):
        return 200, {"errors": [problem]}
    shape = call.shape()
    ids, meta = call.page(index, default=100)
    items = [shape.user(person) for person in call.state.present(ids)]
    call.pay_users((item["id"] for item in items), own=call.own(user_id))
    return 200, listing(items, shape, meta)


def mentions(call: Call, id: str) -> Answer:  # noqa: A002 - X's name for it in the path
    """GET /2/users/:id/mentions."""
    return _timeline(call, id, call.state.mentions[id])


def tweets(call: Call, id: str) -> Answer:  # noqa: A002 - X's name for it in the path
    """GET /2/users/:id/tweets."""
    return _timeline(call, id, call.state.authored[id])


def _closed(call: Call, user_id: str) -> Json | None:
    """Why a person's lists can't be read, if so."""
    person = call.state.people.get(user_id)
    if person is None:
        return problems.not_found("user", "id", user_id)
    if person.suspended:
        return problems.suspended("id", user_id)
    if call.state.hidden(person, call.me.user_id):
        return problems.not_for_you("user", "id", user_id)
    return None


def _timeline(call: Call, user_id: str, index: Newest) -> Answer:
    if problem := _closed(call, user_id):
        return 200, {"errors": [problem]}
    excluded = call.args.get("exclude", frozenset())
    since, until = _bounds(call)
    ids, meta = call.page(index, 10, since, until)
    posts = [post for post in _seen(call, ids) if not ("replies" in excluded and post.in_reply_to)]
    return _posts_page(call, posts, meta, own=call.own(user_id))


def search_recent(call: Call) -> Answer:
    """GET /2/tweets/search/recent, for `conversation_id:` and `from:`."""
    conversation, author = _query(call.args["query"])
    since, until = _bounds(call)
    since = max(since, snowflake.at_ms(round((call.state.now() - RECENT) * 1000)))
    author_id = author and (author if author.isdigit() else getattr(call.state.find(author), "id", ""))
    index = call.state.threads[conversation] if conversation else call.state.authored[author_id or ""]
    ids, meta = call.page(index, 10, since, until)
    posts = [post for post in _seen(call, ids) if author_id in (None, post.author_id)]
    return _posts_page(call, posts, meta)


def _query(query: str) -> tuple[str | None, str | None]:
    known: dict[str, str] = {}
    for word in query.split():
        match = re.fullmatch(r"(conversation_id|from):@?(\w+)", word)
        if match is None:
            message = f"There were errors processing your query: the sandbox doesn't know the operator [{word}]"
            raise problems.wrong_parameter("query", query, message)
        known[match[1]] = match[2]
    return known.get("conversation_id"), known.get("from")


def _bounds(call: Call) -> tuple[int, int | None]:
    lower = [-1, *(int(one) for one in call.args.get("since_id", ()))]
    upper = [int(one) for one in call.args.get("until_id", ())]
    if "start_time" in call.args:
        lower.append(snowflake.at_ms(call.args["start_time"]) - 1)
    if "end_time" in call.args:
        upper.append(snowflake.at_ms(call.args["end_time"]))
    return max(lower), min(upper, default=None)


def _seen(call: Call, ids: list[str]) -> list[Post]:
    posts = [call.state.posts[one] for one in ids]
    return [post for post in posts if call.state.visible(post, call.me.user_id)]


def _posts_page(call: Call, posts: list[Post], meta: Json, *, own: bool = False) -> Answer:
    shape = call.shape()
    items = [shape.tweet(post) for post in posts]
    call.pay_posts((post.id for post in posts), own=own)
    if posts:
        meta |= {"newest_id": posts[0].id, "oldest_id": posts[-1].id}
    return 200, listing(items, shape, meta)


def tweet(call: Call, id: str) -> Answer:  # noqa: A002 - X's name for it in the path
    """GET /2/tweets/:id."""
    return _posts(call, "id", [id], single=True)


def tweets_by_ids(call: Call) -> Answer:
    """GET /2/tweets?ids=."""
    return _posts(call, "ids", call.args["ids"])


def _posts(call: Call, parameter: str, ids: list[str], *, single: bool = False) -> Answer:
    shape = call.shape()
    items: list[Json] = []
    errors: list[Json] = []
    for post_id in ids:
        post = call.state.posts.get(post_id)
        author = call.state.people.get(post.author_id) if post else None
        if post is None or author is None:
            errors.append(problems.not_found("post", parameter, post_id))
        elif author.suspended:
            detail = {"detail": f"User has been suspended: [{author.id}].", "title": "Forbidden"}
            errors.append(problems.not_found("post", parameter, post_id) | detail)
        elif not call.state.visible(post, call.me.user_id):
            errors.append(problems.not_for_you("post", parameter, post_id))
        else:
            items.append(shape.tweet(post))
    call.pay_posts(item["id"] for item in items)
    return 200, lookup(items, errors, shape, single=single)
