"""One server: its address, its pages, and how its own ids are told from another server's."""

import re
from dataclasses import dataclass
from typing import TypeGuard
from urllib.parse import quote, urlsplit

from slackapp.networks.base import Gone, Refused

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)  # numbers, ULIDs (GoToSocial), flake ids (Pleroma), UUIDs (Mitra)
_HOST = re.compile(
    r"(?=.{1,253}\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
)
_USUAL_PORT = {"https": ":443", "http": ":80"}
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_MALFORMED = "That isn't a server's address. Write it like mastodon.example."


@dataclass(frozen=True, slots=True)
class Site:
    """A server by its base URL, as `site` makes it: scheme and host, no path, no slash at the end."""

    base_url: str

    @property
    def host(self) -> str:
        """The host, with its port where it isn't the usual one."""
        return self.base_url.partition("://")[2]

    @property
    def loopback(self) -> bool:
        """Whether it runs on this very machine."""
        return (urlsplit(self.base_url).hostname or "") in _LOOPBACK

    def person_id(self, local_id: str) -> str:
        """An id that is unique among all servers: the same number is somebody else's elsewhere."""
        return f"{local_id}@{self.host}"

    def local_id(self, person_id: str) -> str:
        """What this server calls a person. Raises Gone for a person of another server's."""
        local, _, host = person_id.partition("@")
        if host != self.host or not is_id(local):
            raise Gone("This server knows nobody by that id.")
        return local

    def profile(self, handle: str) -> str:
        """A person's page, on our server: there a team member is logged in."""
        return f"{self.base_url}/@{quote(handle, safe='@')}"

    def post(self, handle: str, post_id: str) -> str:
        """A post's page, likewise."""
        return f"{self.profile(handle)}/{quote(post_id, safe='')}"


def is_id(value: object) -> TypeGuard[str]:
    """Whether this can be one of a server's ids, safe in an address."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def site(address: str) -> Site:
    """The server at an address as people write it: its name, with or without https://, a page of it, a whole handle.

    Raises:
        Refused: it is no address, or plain http that would carry the login over a network.
    """
    text = address.strip()
    scheme, colon, rest = text.partition("://")
    scheme, rest = (scheme.lower(), rest) if colon else ("https", text)
    rest = rest.partition("/")[0].lower()  # somebody may have pasted the address of a page there
    host = _sound_host(rest.rpartition("@")[2] if rest.startswith("@") else rest)  # or the whole handle
    if scheme not in ("https", "http"):
        raise Refused(_MALFORMED)
    found = Site(f"{scheme}://{host.removesuffix(_USUAL_PORT[scheme])}")
    if scheme == "http" and not found.loopback:
        raise Refused("That server has to be reached by https://, or the login could be read on the way.")
    return found


def _sound_host(text: str) -> str:
    try:
        parts = urlsplit(f"//{text}")
        name, port = parts.hostname or "", parts.port
        name = name if name == "::1" else name.encode("idna").decode() if not name.isascii() else name
    except (ValueError, UnicodeError):
        raise Refused(_MALFORMED) from None
    if text != parts.netloc or "@" in text or text.endswith(":") or not (name == "::1" or _HOST.fullmatch(name)):
        raise Refused(_MALFORMED)
    shown = f"[{name}]" if ":" in name else name
    return shown if port is None else f"{shown}:{port}"
