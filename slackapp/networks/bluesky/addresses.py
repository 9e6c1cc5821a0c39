"""Bluesky's own pages, for people to click on. bsky.app shows every server's people."""

from urllib.parse import quote

from slackapp.networks.bluesky.ids import address

_SITE = "https://bsky.app"


def profile(handle: str) -> str:
    """A person's page, by handle or DID; there they are followed, too."""
    return f"{_SITE}/profile/{quote(handle, safe=':')}"


def post(handle: str, uri: str) -> str:
    """A post's page; there it is answered, too. Without its author's handle their DID leads there as well."""
    there = address(uri)
    if there is None:
        return profile(handle)
    return f"{profile(handle or there.did)}/post/{quote(there.rkey, safe='')}"
