"""Cursors and marks of the lists that the network sorts by time.

Its cursors name the last entry's time, and the next page begins *below* it: what else has that same time (two follows
of one person made in the same millisecond have the same content, and so the same hash) would never be shown. So a
cursor is moved back a step, and the entries at the edge come twice rather than never. Cursors of another form are
another server's affair and stay as they are.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from slackapp.networks.base import Unavailable
from slackapp.networks.bluesky.shapes import moment

_TIME_AND_HASH = re.compile(r"\d{1,16}__[a-zA-Z0-9]{10,200}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_MARK = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_STEP = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Told:
    """A moment in a list of news, as a mark tells it."""

    at: datetime

    def __str__(self) -> str:
        return self.at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def asked(cursor: str | None) -> str | None:
    """A cursor that may be sent; the reference server takes one with :: for an empty list. Raises Unavailable."""
    if cursor is not None and (not cursor or "::" in cursor or len(cursor) > 1000 or not cursor.isprintable()):
        raise Unavailable("Bluesky doesn't take up the list at this place. Read it from the start.")
    return cursor


def onward(given: str | None, cursor: str | None) -> str | None:
    """Where to go on after the page at `cursor`, where the server `given` its own next one.

    Raises Unavailable where the list leads to itself: a walk would never end.
    """
    if given is None:
        return None
    if given == cursor:
        raise Unavailable("Bluesky answered something we don't understand.")
    back = _back(given)
    return given if back == cursor else back  # a step back to where we stood: all of the page has one time


def stands_still(onward: str | None, cursor: str | None) -> bool:
    """Whether all of the page at `cursor` has one time, so that its step back leads to itself."""
    return onward is not None and _back(onward) == cursor


def since(mark: str | None) -> datetime | None:
    """The moment that a mark tells. Raises Unavailable for what is no mark."""
    if mark is None:
        return None
    at = moment(mark) if _MARK.fullmatch(mark) else None
    if at is None:
        raise Unavailable("Bluesky doesn't take up the list at this place. Read it from the start.")
    return at


def _back(cursor: str) -> str:
    if _TIME_AND_HASH.fullmatch(cursor):
        return f"{cursor}z"  # the first text that sorts behind the hash
    at = moment(cursor) if _TIME.fullmatch(cursor) else None
    if at is None:
        return cursor
    return (at + _STEP).isoformat(timespec="milliseconds").replace("+00:00", "Z")
