"""Given people and posts put in as they are, and accounts of ours made for them."""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from werkzeug.exceptions import BadRequest

from slackapp.sandbox.x import snowflake, text
from slackapp.sandbox.x.fields import Json
from slackapp.sandbox.x.model import Account, Person, Post
from slackapp.sandbox.x.state import State

_METRICS = ("retweet_count", "reply_count", "like_count", "quote_count")


def add_account(state: State, user: Mapping[str, Any]) -> Json:
    """One more account of ours; answers its tokens."""
    person = as_person(user, state)
    state.add_person(person)
    account = Account(
        user_id=person.id,
        token=f"{person.id}-{secrets.token_hex(12)}",
        secret=secrets.token_hex(20),
        owns_app=bool(user.get("owns_app", True)),
    )
    state.accounts[person.id] = account
    return {
        "id": person.id,
        "username": person.username,
        "access_token": account.token,
        "access_token_secret": account.secret,
    }


def load(state: State, account_id: str, given: Mapping[str, Any]) -> Json:
    """Put in an account's `followers`, newest first, other `people`, and `posts` of theirs, in any order.

    Raises `BadRequest` where a user, a post or a post's author is not what it has to be.
    """
    if account_id not in state.accounts:
        raise BadRequest("that account is not one of ours")
    try:
        for user in given.get("people", ()):
            _known(state, user)
        followers = [_known(state, user) for user in given.get("followers", ())]
        made = _posts(state, given.get("posts", ()))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadRequest(f"a user or a post is not whole: {error!r}") from error
    for person in reversed(followers):
        state.link(person.id, account_id)
    return {"followers": len(followers), "posts": made}


def _posts(state: State, posts: Iterable[Mapping[str, Any]]) -> int:
    # Oldest first, so that a reply finds what it answers.
    ordered = sorted(posts, key=lambda one: int(one["id"]))
    for data in ordered:
        post = as_post(data, state)
        if post.author_id not in state.people:
            raise BadRequest(f"nobody put in the author of post {post.id}")
        state.add_post(post)
    return len(ordered)


def _known(state: State, user: Mapping[str, Any]) -> Person:
    person = state.people.get(str(user["id"])) or as_person(user, state)
    state.add_person(person)
    return person


def as_person(user: Mapping[str, Any], state: State) -> Person:
    """A user in the API's shape; only `id` and `username` are needed."""
    metrics = user.get("public_metrics", {})
    created = user.get("created_at")
    return Person(
        id=str(user["id"]),
        username=str(user["username"]),
        name=str(user.get("name", user["username"])),
        created_ms=snowflake.ms_from_iso(created) if created else round(state.now() * 1000),
        description=str(user.get("description") or ""),
        location=str(user.get("location") or ""),
        url=str(user.get("url") or ""),
        avatar=str(user.get("profile_image_url") or ""),
        protected=bool(user.get("protected")),
        verified=bool(user.get("verified")),
        followers=int(metrics.get("followers_count", 0)),
        following=int(metrics.get("following_count", 0)),
        posts=int(metrics.get("tweet_count", 0)),
        listed=int(metrics.get("listed_count", 0)),
        likes=int(metrics.get("like_count", 0)),
        last_post_id=str(user.get("most_recent_tweet_id") or ""),
    )


def as_post(post: Mapping[str, Any], state: State) -> Post:
    """A post in the API's shape: `id`, `text` and `author_id` are needed; its mentions are found in the text."""
    raw = str(post["text"])
    references = {one["type"]: str(one["id"]) for one in post.get("referenced_tweets", ())}
    parent = state.posts.get(references.get("replied_to", ""))
    _, entities = text.publish(raw, lambda name: getattr(state.find(name), "id", None))
    conversation = post.get("conversation_id") or (parent.conversation_id if parent else post["id"])
    return Post(
        id=str(post["id"]),
        author_id=str(post["author_id"]),
        raw=raw,
        text=raw,
        entities=post.get("entities") or {name: found for name, found in entities.items() if name != "urls"},
        mentions=frozenset(str(mention["id"]) for mention in entities.get("mentions", ())),
        conversation_id=str(conversation),
        in_reply_to=references.get("replied_to"),
        in_reply_to_user=str(post.get("in_reply_to_user_id") or (parent.author_id if parent else "")) or None,
        quotes=references.get("quoted"),
        lang=str(post.get("lang") or text.language(raw)),
        metrics=dict.fromkeys(_METRICS, 0) | dict(post.get("public_metrics") or {}),
    )
