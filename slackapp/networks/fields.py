"""The fields of a server's answer, which may hold anything: read as what they ought to be, or as nothing."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]

_LARGEST_COUNT = 2**53


def inner(outer: Mapping[str, Any], name: str) -> Json:
    """The object in a field; an empty one where there is none."""
    value = outer.get(name)
    return value if isinstance(value, dict) else {}


def listed(outer: Mapping[str, Any], name: str) -> list[Any]:
    """The list in a field; an empty one where there is none."""
    value = outer.get(name)
    return value if isinstance(value, list) else []


def plain(value: object, most: int) -> str:
    """A stranger's text, cut at `most` characters, without what no database takes; "" for anything but text."""
    if not isinstance(value, str):
        return ""
    return value[:most].replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def web_address(value: object) -> str:
    """An http(s) address of at most 1,000 characters; "" for anything else."""
    address = plain(value, 1000)
    return address if address.startswith(("https://", "http://")) else ""


def count(value: object) -> int | None:
    """How many of something; None where that isn't told."""
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 0 <= value <= _LARGEST_COUNT else None


def moment(value: object) -> datetime | None:
    """An ISO time or day, as aware UTC; None for anything else."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) and len(value) <= 64 else None
        return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC) if found else None
    except (ValueError, OverflowError):
        return None
