"""A webhook's secret and its renewal: for a day what was before counts, too, so that no receiver misses anything."""

from collections.abc import Mapping
from datetime import datetime, timedelta

OVERLAP = timedelta(days=1)  # how long the secret before a renewal is signed with beside the new one
MOST = 5  # secrets that are signed with at once
_NOW, _UNTIL = "secret", "until:"


def first(secret: str) -> dict[str, str]:
    """What is kept, encrypted, of a new webhook."""
    return {_NOW: secret}


def renewed(kept: Mapping[str, str], secret: str, now: datetime) -> dict[str, str]:
    """What is kept once there is another secret; those before it count until their day is over.

    Args:
        kept: what was kept so far.
        secret: the new one.
        now: the moment (aware).

    Raises:
        KeyError: that is nothing that `first` or this made.
    """
    still = {name: old for name, old in kept.items() if name.startswith(_UNTIL) and _until(name) > now}
    still[f"{_UNTIL}{(now + OVERLAP).isoformat()}"] = kept[_NOW]
    newest = sorted(still, key=_until, reverse=True)[: MOST - 1]
    return {_NOW: secret} | {name: still[name] for name in newest}


def in_force(kept: Mapping[str, str], now: datetime) -> list[str]:
    """All secrets that count now, the newest first. Raises KeyError as `renewed` does."""
    before = sorted((name for name in kept if name.startswith(_UNTIL) and _until(name) > now), key=_until, reverse=True)
    return [kept[_NOW], *(kept[name] for name in before)]


def _until(name: str) -> datetime:
    return datetime.fromisoformat(name.removeprefix(_UNTIL))
