"""X's own pages, for people to click on."""

from urllib.parse import quote, urlencode

_SITE = "https://x.com"


def profile(handle: str) -> str:
    """A person's page."""
    return f"{_SITE}/{quote(handle, safe='')}"


def unnamed(user_id: str) -> str:
    """The page of a person whose handle isn't known."""
    return f"{_SITE}/i/user/{quote(user_id, safe='')}"


def post(handle: str, post_id: str) -> str:
    """A post's page; X finds it without its author, too."""
    return f"{_SITE}/{quote(handle or 'i', safe='')}/status/{quote(post_id, safe='')}"


def follow(handle: str) -> str:
    """Where a person follows somebody with one click (https://docs.x.com/x-for-websites, "Web Intents")."""
    return f"{_SITE}/intent/follow?{urlencode({'screen_name': handle})}"


def reply(post_id: str) -> str:
    """Where a person answers a post."""
    return f"{_SITE}/intent/post?{urlencode({'in_reply_to': post_id})}"
