"""What a server says of itself: how long a post may be, and whether it is Mastodon. Read now and then, and kept."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from slackapp.networks.base import NetworkError
from slackapp.networks.fields import inner
from slackapp.networks.mastodon import text
from slackapp.networks.mastodon.client import UNKNOWN, Client, Reply
from slackapp.networks.mastodon.errors import Unsupported, WrongShape

_KEPT = timedelta(hours=6)
_TRIED_AGAIN = timedelta(minutes=5)
# Others add "(compatible; …)", begin with their own name, or count from 0 (GoToSocial); Mastodon's forks add "+…".
_MASTODONS_OWN = re.compile(r"[2-9]\.\d{1,3}\.\d{1,3}(?:[+-][\w.+-]{0,80})?")
_OTHERS = ("gotosocial", "pleroma", "akkoma", "takahe", "pixelfed", "misskey", "friendica", "mitra", "snac")
_LARGEST_LIMIT = 10_000_000


@dataclass(frozen=True, slots=True)
class Facts:
    """What we know of a server; what Mastodon does by default where it doesn't tell."""

    limit: int = text.LIMIT
    link: int = text.LINK
    mastodon: bool = False


class Server:
    """A server's facts; threads share it. Never raises, and waits for one short answer at most."""

    def __init__(self, client: Client, now: Callable[[], datetime]) -> None:
        """`client` has to be an impatient one: somebody may be typing."""
        self._client = client
        self._now = now
        self._facts = Facts()
        self._due: datetime | None = None
        self._lock = Lock()

    def facts(self) -> Facts:
        """What is known; read first where that is due and nobody else is at it."""
        if (self._due is None or self._due <= self._now()) and self._lock.acquire(blocking=False):
            try:
                self._facts = self._read()
                self._due = self._now() + _KEPT
            except (NetworkError, Unsupported):
                self._due = self._now() + _TRIED_AGAIN
            finally:
                self._lock.release()
        return self._facts

    def _read(self) -> Facts:
        try:
            return self._client.ask(lambda api: api.instance_v2(), _of_version_2, unknown=UNKNOWN)
        except Unsupported:
            return self._client.ask(lambda api: api.instance_v1(), _facts, unknown=UNKNOWN)


def _of_version_2(reply: Reply) -> Facts:
    if not isinstance(reply.body, dict) or not inner(reply.body, "configuration"):
        raise Unsupported(200)
    return _facts(reply)


def _facts(reply: Reply) -> Facts:
    said = reply.body
    if not isinstance(said, dict):
        raise WrongShape
    statuses = inner(inner(said, "configuration"), "statuses")
    return Facts(
        limit=_number(statuses.get("max_characters")) or _number(said.get("max_toot_chars")) or text.LIMIT,
        link=_number(statuses.get("characters_reserved_per_url")) or text.LINK,
        mastodon=_is_mastodon(said.get("version"), said.get("source_url")),
    )


def _is_mastodon(version: object, source: object) -> bool:
    if not isinstance(version, str) or not _MASTODONS_OWN.fullmatch(version):
        return False
    told = f"{version} {source}".lower()
    return not any(other in told for other in _OTHERS)


def _number(value: Any) -> int | None:
    return value if type(value) is int and 0 < value <= _LARGEST_LIMIT else None
