"""X's ids: a snowflake holds the moment it was made, in milliseconds."""

from datetime import UTC, datetime

EPOCH_MS = 1_288_834_974_657  # X's own zero, 2010-11-04


def at_ms(ms: int, sequence: int = 0) -> int:
    """The `sequence`-th id made in the millisecond `ms` since 1970."""
    return (max(ms - EPOCH_MS, 1) << 22) | sequence


def ms_of(snowflake: int) -> int:
    """The moment, in milliseconds since 1970, that an id was made in."""
    return (snowflake >> 22) + EPOCH_MS


def iso(ms: int) -> str:
    """A moment as X writes it, `2026-08-01T12:00:00.000Z`."""
    return datetime.fromtimestamp(ms // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S") + f".{ms % 1000:03d}Z"


def ms_from_iso(text: str) -> int:
    """The moment that an ISO 8601 text names; `ValueError` where it names none."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return round(moment.timestamp() * 1000)
