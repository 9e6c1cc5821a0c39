"""Moments, spans and numbers in the words a person would use. All datetimes are aware; nothing here reads a clock."""

from datetime import datetime, timedelta

from slackapp.domain.people import Profile

# Not `calendar.month_name`: that one speaks the language of the machine.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)


def ago(then: datetime, now: datetime) -> str:
    """Say how long ago a moment was: "just now", "5 min ago", "3 h ago", "2 days ago", "3 weeks ago", "in May 2024".

    Args:
        then: the moment; one that lies after `now` counts as just now (clocks differ).
        now: the moment to measure from.
    """
    passed = now - then
    if passed < _MINUTE:
        return "just now"
    if passed < _HOUR:
        return f"{passed // _MINUTE} min ago"
    if passed < _DAY:
        return f"{passed // _HOUR} h ago"
    if passed < 2 * _WEEK:
        return f"{_counted(passed // _DAY, 'day')} ago"
    if passed < 9 * _WEEK:
        return f"{passed // _WEEK} weeks ago"
    return f"in {month(then)}"


def month(then: datetime) -> str:
    """Name a moment's month and year: "May 2024"."""
    return f"{_MONTHS[then.month - 1]} {then.year}"


def since(then: datetime, now: datetime) -> str:
    """Say from when on: "since today", "since May", or "since May 2024" where the month alone could mislead."""
    if now - then < _DAY:
        return "since today"
    if now - then < timedelta(days=300):
        return f"since {_MONTHS[then.month - 1]}"
    return f"since {month(then)}"


def how_long(delta: timedelta) -> str:
    """Say a span in its two largest units: "2 h 40 min", "3 days 4 h". A negative span counts as none at all."""
    if delta < _MINUTE:
        return "less than a minute"
    if delta < _HOUR:
        return f"{delta // _MINUTE} min"
    if delta < _DAY:
        return _both(f"{delta // _HOUR} h", delta % _HOUR // _MINUTE, "min")
    return _both(_counted(delta // _DAY, "day"), delta % _DAY // _HOUR, "h")


def count(n: int) -> str:
    """Round a number down, warmly: "212", "4,980", "12,400", "1.2 million". It never says more than there is."""
    if n < 10_000:
        return f"{max(n, 0):,}"
    if n < 1_000_000:
        return f"{n // 100 * 100:,}"
    unit, name = (1_000_000, "million") if n < 1_000_000_000 else (1_000_000_000, "billion")
    whole, tenth = divmod(n * 10 // unit, 10)
    return f"{whole:,}.{tenth} {name}" if tenth else f"{whole:,} {name}"


def times(n: int) -> str:
    """Say how many times: "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(n, f"{count(n)} times")


def posts_a_day(profile: Profile, now: datetime) -> float | None:
    """Average posts a day since the account was made, or None where the network did not say enough.

    An account younger than a day counts as a day old.
    """
    if profile.posts is None or profile.created_at is None:
        return None
    return max(profile.posts, 0) / max((now - profile.created_at) / _DAY, 1.0)


def how_often(a_day: float) -> str:
    """Say a rate: "about twice a day", "about 3 times a week", "about once a month", "less than once a month"."""
    for days, unit in ((1, "day"), (7, "week"), (30, "month")):
        if a_day * days >= 0.95:
            return f"about {times(round(a_day * days))} a {unit}"
    return "less than once a month"


def _counted(n: int, unit: str) -> str:
    return f"{n:,} {unit}" if n == 1 else f"{n:,} {unit}s"


def _both(large: str, small: int, unit: str) -> str:
    return f"{large} {small} {unit}" if small else large
