"""The writing half of the API, with everything that X refuses."""

from typing import Any

from slackapp.sandbox.x import ledger, problems, text
from slackapp.sandbox.x.call import Answer, Call
from slackapp.sandbox.x.model import Post
from slackapp.sandbox.x.params import ID

_TWEET_KEYS = frozenset({"text", "reply", "quote_tweet_id"})
_REPLY_KEYS = frozenset({"in_reply_to_tweet_id"})
_NOT_SUMMONED = (
    "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the "
    "author of the post you are replying to."
)
_DAY_MS = 86_400_000


def _myself(call: Call, user_id: str) -> None:
    if user_id != call.me.user_id:
        message = (
            f"The `id` query parameter value [{user_id}] must be the same as the authenticating user "
            f"[{call.me.user_id}]"
        )
        raise problems.wrong_parameter("id", user_id, message)


def _body_id(call: Call, name: str) -> str:
    value = call.body.get(name)
    for key in set(call.body) - {name}:
        raise problems.invalid([{"parameters": {}, "message": f"$.{key}: is not defined in the schema"}])
    if not isinstance(value, str) or not ID.fullmatch(value):
        raise problems.invalid([{"parameters": {}, "message": f"$.{name}: does not match ^[0-9]{{1,19}}$"}])
    return value


def follow(call: Call, id: str) -> Answer:  # noqa: A002 - X's name for it in the path
    """POST /2/users/:id/following: enterprise only since 2026-04-20."""
    _myself(call, id)
    target_id = _body_id(call, "target_user_id")
    state = call.state
    if not state.enterprise:
        raise problems.not_enrolled()
    if target_id == id:
        raise problems.forbidden("You cannot follow yourself.")
    target = state.people.get(target_id)
    if target is None:
        return 200, {"errors": [problems.not_found("user", "target_user_id", target_id)]}
    if target.suspended:
        raise problems.forbidden(f"User has been suspended: [{target_id}].")
    if target_id not in state.following[id] and state.record.follows_today(state.now(), id) >= ledger.FOLLOWS_A_DAY:
        raise problems.forbidden("You are unable to follow more people at this time.")
    done = state.follow(id, target_id, via="api")
    call.pay(ledger.INTERACTION)
    return 200, {"data": {"following": done, "pending_follow": not done}}


def unfollow(call: Call, source: str, target: str) -> Answer:
    """DELETE /2/users/:source_user_id/following/:target_user_id."""
    _myself(call, source)
    if not call.state.enterprise:
        raise problems.not_enrolled()
    if target not in call.state.people:
        return 200, {"errors": [problems.not_found("user", "target_user_id", target)]}
    call.state.unfollow(source, target, via="api")
    call.pay(ledger.DELETE)
    return 200, {"data": {"following": False}}


def like(call: Call, id: str) -> Answer:  # noqa: A002 - X's name for it in the path
    """POST /2/users/:id/likes: enterprise only since 2026-04-20."""
    _myself(call, id)
    post_id = _body_id(call, "tweet_id")
    if not call.state.enterprise:
        raise problems.access_level()
    post = call.state.posts.get(post_id)
    if post is None or not call.state.visible(post, id):
        return 200, {"errors": [problems.not_found("post", "tweet_id", post_id)]}
    _set_like(call, post, liked=True)
    call.pay(ledger.INTERACTION)
    return 200, {"data": {"liked": True}}


def unlike(call: Call, id: str, tweet_id: str) -> Answer:  # noqa: A002 - X's name for it in the path
    """DELETE /2/users/:id/likes/:tweet_id."""
    _myself(call, id)
    if not call.state.enterprise:
        raise problems.access_level()
    post = call.state.posts.get(tweet_id)
    if post is not None:
        _set_like(call, post, liked=False)
    call.pay(ledger.DELETE)
    return 200, {"data": {"liked": False}}


def _set_like(call: Call, post: Post, *, liked: bool) -> None:
    likers = call.state.likes[post.id]
    me = call.me.user_id
    if liked == (me in likers):
        return
    likers.symmetric_difference_update({me})
    post.metrics["like_count"] = post.metrics.get("like_count", 0) + (1 if liked else -1)
    call.state.record.like(call.state.now(), me, post.id, liked=liked)


def create_tweet(call: Call) -> Answer:
    """POST /2/tweets: a post, or a reply to someone who summoned the account."""
    typed, reply_to, quoted = _checked_tweet(call.body)
    state, me = call.state, call.me.user_id
    if quoted:
        _may_quote(call, state.posts.get(quoted))
    parent = state.posts.get(reply_to) if reply_to else None
    if reply_to:
        _may_reply(call, parent)
    if text.too_long(text.without_leading_mentions(typed) if parent else typed):
        raise problems.forbidden(
            "Your Tweet text is too long. For more information on how Twitter determines text length see "
            "https://github.com/twitter/twitter-text."
        )
    if _is_duplicate(call, state.as_reply(typed, me, parent)):
        raise problems.forbidden("You are not allowed to create a Tweet with duplicate content.")
    post = state.post(me, typed, reply_to, quotes=quoted, via="api")
    call.pay(_price(typed, summoned=parent is not None and me in parent.mentions))
    return 201, {"data": {"edit_history_tweet_ids": [post.id], "id": post.id, "text": post.text}}


def _price(typed: str, *, summoned: bool) -> int:
    if summoned:
        return ledger.SUMMONED_REPLY
    return ledger.POST_WITH_URL if text.urls_in(typed) else ledger.POST


def _checked_tweet(body: dict[str, Any]) -> tuple[str, str | None, str | None]:
    reply = body.get("reply", {})
    unknown = set(body) - _TWEET_KEYS
    wrong = [f"$.{key}: is not defined in the schema" for key in sorted(unknown)]
    typed = body.get("text", "")
    if not isinstance(typed, str) or not typed.strip():
        wrong.append("$.text: must be a non-empty string")
    target = None
    if not isinstance(reply, dict) or set(reply) - _REPLY_KEYS:
        wrong.append("$.reply: is not what the schema defines")
    elif "reply" in body:
        target = reply.get("in_reply_to_tweet_id")
        if not isinstance(target, str) or not ID.fullmatch(target):
            wrong.append("$.reply.in_reply_to_tweet_id: does not match ^[0-9]{1,19}$")
    quoted = body.get("quote_tweet_id")
    if quoted is not None and not (isinstance(quoted, str) and ID.fullmatch(quoted)):
        wrong.append("$.quote_tweet_id: does not match ^[0-9]{1,19}$")
    if wrong:
        raise problems.invalid([{"parameters": {}, "message": message} for message in wrong])
    return typed, target, quoted


def _may_reply(call: Call, parent: Post | None) -> None:
    state, me = call.state, call.me.user_id
    if parent is None or not state.visible(parent, me):
        raise problems.forbidden("You attempted to reply to a Tweet that is deleted or not visible to you.")
    quoted = state.posts.get(parent.quotes or "")
    summoned = me in parent.mentions or (quoted is not None and quoted.author_id == me)
    if not (state.enterprise or summoned or parent.author_id == me):
        raise problems.forbidden(_NOT_SUMMONED)


def _may_quote(call: Call, quoted: Post | None) -> None:
    if not call.state.enterprise:
        raise problems.access_level()
    if quoted is None or not call.state.visible(quoted, call.me.user_id):
        raise problems.forbidden("You attempted to quote a Tweet that is deleted or not visible to you.")


def _is_duplicate(call: Call, full: str) -> bool:
    """X refuses a text that the account posted lately: here, within a day."""
    state, me = call.state, call.me.user_id
    now_ms = state.now() * 1000
    for post_id in state.authored[me].newest(100):
        post = state.posts[post_id]
        if now_ms - post.created_ms > _DAY_MS:
            return False
        if state.as_reply(post.raw, me, state.posts.get(post.in_reply_to or "")) == full:
            return True
    return False


def delete_tweet(call: Call, id: str) -> Answer:  # noqa: A002 - X's name for it in the path
    """DELETE /2/tweets/:id."""
    post = call.state.posts.get(id)
    if post is None:
        return 200, {"errors": [problems.not_found("post", "id", id)]}
    if post.author_id != call.me.user_id:
        raise problems.forbidden("You are not authorized to delete this Tweet.")
    call.state.delete(id)
    call.state.record.delete(call.state.now(), post.author_id, id, "api")
    call.pay(ledger.DELETE)
    return 200, {"data": {"deleted": True}}
