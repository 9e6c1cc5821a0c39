"""Until when a card may sleep, by the clock of whoever puts it off."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

AFTERNOON = time(15)
OFFERED_BEFORE = time(14)  # later it would be back at once
MORNING = time(9)
LONGEST = timedelta(days=60)


class Trouble(StrEnum):
    """Why a card can't sleep until then."""

    NO_DATE = "no_date"
    NO_TIME = "no_time"
    PAST = "past"
    TOO_FAR = "too_far"


def afternoon(now: datetime, zone: ZoneInfo) -> datetime | None:
    """Three o'clock today; None once it is two.

    Args:
        now: the moment (aware).
        zone: the person's time zone.
    """
    local = now.astimezone(zone)
    return (
        local.replace(hour=AFTERNOON.hour, minute=0, second=0, microsecond=0) if local.time() < OFFERED_BEFORE else None
    )


def morning(now: datetime, zone: ZoneInfo, *, monday: bool = False) -> datetime:
    """Nine o'clock tomorrow, or next Monday."""
    local = now.astimezone(zone)
    days = 7 - local.weekday() if monday else 1
    return datetime.combine(local.date() + timedelta(days=days), MORNING, zone)


def at(day: str, clock: str, now: datetime, zone: ZoneInfo) -> datetime | Trouble:
    """A date and a time as Slack's pickers give them.

    Args:
        day: "2026-11-23"; anything else is no date.
        clock: "09:00" likewise.
        now: the moment (aware).
        zone: the person's time zone.
    """
    try:
        chosen_day = date.fromisoformat(day)
    except ValueError:
        return Trouble.NO_DATE
    try:
        chosen = datetime.combine(chosen_day, time.fromisoformat(clock).replace(tzinfo=None), zone)
    except ValueError:
        return Trouble.NO_TIME
    if chosen_day > now.astimezone(zone).date() + LONGEST:  # before any sum that no calendar holds
        return Trouble.TOO_FAR
    if chosen_day < now.astimezone(zone).date() or chosen <= now:
        return Trouble.PAST
    return Trouble.TOO_FAR if chosen - now > LONGEST else chosen
