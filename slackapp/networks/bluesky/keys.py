"""What proves to a Bluesky server that we may act for an account, and which server that is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from slackapp.networks.base import LoginRefused, Refused
from slackapp.networks.bluesky.ids import is_did, is_handle

USUAL = "https://bsky.social"  # Bluesky's own; it finds each of its accounts by itself
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*", re.IGNORECASE)
_LONGEST_PASSWORD = 512


@dataclass(frozen=True, slots=True)
class BlueskyKeys:
    """One account's login: a handle and an app password at a server, and the session of last time."""

    url: str
    handle: str
    app_password: str = field(repr=False)
    did: str = ""  # "" until the first login
    session: str = field(default="", repr=False)

    @classmethod
    def read(cls, credentials: Mapping[str, str]) -> "BlueskyKeys":
        """What `kept` gave. Raises LoginRefused for anything else."""
        try:
            keys = cls(**credentials)
            server(keys.url)
        except (TypeError, Refused):
            raise LoginRefused("These credentials aren't Bluesky's. Connect the account again.") from None
        if not (keys.handle and keys.app_password) or (keys.did and not is_did(keys.did)):
            raise LoginRefused("These credentials aren't Bluesky's. Connect the account again.")
        return keys

    @classmethod
    def typed(cls, url: str, handle: str, app_password: str) -> "BlueskyKeys":
        """What a person typed. Raises Refused where it can't be right; the reason says which and why."""
        name = handle.strip().removeprefix("@").lower()
        if not is_handle(name):
            raise Refused("Write the whole Bluesky handle, like fernandfable.bsky.social.")
        password = app_password.strip()
        if not password:
            raise Refused("The app password is missing. Make one in Bluesky's settings.")
        if len(password) > _LONGEST_PASSWORD or not password.isprintable():
            raise Refused("This can't be an app password. One looks like abcd-efgh-ijkl-mnop.")
        return cls(server(url), name, password)

    def kept(self) -> dict[str, str]:
        """For `read`, later."""
        known = {"url": self.url, "handle": self.handle, "app_password": self.app_password}
        return known | {name: value for name, value in (("did", self.did), ("session", self.session)) if value}


def server(url: str) -> str:
    """A server's address as a person typed it, made whole; "" is the usual one. Raises Refused for anything odd."""
    typed = url.strip().rstrip("/") or USUAL
    parts = _split(typed if "://" in typed else f"https://{typed}")
    if parts is None or parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        raise Refused("The server's address looks like https://pds.example.com, with nothing behind it.")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_here(parts.hostname or "")):
        raise Refused("The server's address begins with https://.")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def named_server(named: object, asked: str) -> str:
    """Where an account says it lives, if tokens may go there; otherwise the server that was `asked`."""
    parts = _split(named) if isinstance(named, str) else None
    if parts is None or parts.scheme != "https" or parts.path.strip("/") or "@" in parts.netloc:
        return asked
    host = (parts.hostname or "").lower()
    # A name in the world's DNS, and https's own port: nothing inside the house where this runs.
    inside = "." not in host or _is_address(host) or host.endswith((".local", ".internal", ".localhost", ".home.arpa"))
    return asked if inside or parts.port not in (None, 443) else f"https://{host}"


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return None
    sound = len(host) <= 253 and (_HOST.fullmatch(host) or _is_address(host))
    written = url.isascii() and url.isprintable() and not parts.netloc.endswith(":")  # urlsplit drops line breaks
    return parts if sound and written else None


def _is_here(host: str) -> bool:
    return host == "localhost" or (_is_address(host) and ip_address(host).is_loopback)


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
