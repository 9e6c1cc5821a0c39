"""When a server wants us to come back, in whichever way it says so."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(days=32)  # the longest window known is X's month; a later reset is nonsense
_SECONDS_NOT_A_DATE = 10**8  # more can't be a span: they are counted from 1970


def retry_at(headers: Mapping[str, str], names: tuple[str, ...], now: datetime) -> datetime | None:
    """The moment the first of these headers tells that makes sense (aware UTC); None where none does.

    A value may be seconds from now, seconds since 1970, an ISO date or an HTTP date (RFC 9110, "Retry-After").
    """
    for name in names:
        at = _moment((headers.get(name) or "").strip(), now)
        if at is not None and now - timedelta(minutes=1) < at < now + LONGEST:
            return at
    return None


def _moment(text: str, now: datetime) -> datetime | None:
    if text.isascii() and text.isdigit() and len(text) <= 11:
        seconds = int(text)
        return (
            datetime.fromtimestamp(seconds, UTC) if seconds > _SECONDS_NOT_A_DATE else now + timedelta(seconds=seconds)
        )
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
            return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    return None
