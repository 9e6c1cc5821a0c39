"""Business hours as people write them: "Mon–Fri 9:00–12:30, 13:30–18:00", a line for each kind of day."""

import re
from datetime import date, time
from itertools import pairwise

from slackapp.domain.hours import LEAST_A_WEEK, WEEKDAYS, BusinessHours, Shift

ALWAYS = "24/7"
MOST_HOLIDAYS = 200
MOST_SHIFTS = 6  # a day
_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?")
_SPAN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?-(\d{1,2})(?:[:.](\d{2}))?")
_LIKE = "Write it like this: Mon–Fri 9:00–12:30, 13:30–18:00"


class UnreadableError(Exception):
    """What was typed can't be read; its words say why, and how it may be written."""


def hours_of(text: str) -> tuple[tuple[Shift, ...], ...]:
    """Read the days' shifts, Monday first; empty for 24/7.

    Raises:
        UnreadableError: with a plain sentence.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if [line.lower() for line in lines] in ([ALWAYS], ["always"]):
        return ()
    days: list[list[Shift]] = [[] for _ in range(WEEKDAYS)]
    for number, line in enumerate(lines, start=1):
        named, shifts = _line(line, f"Line {number}")
        for weekday in named:
            days[weekday] += shifts
    for name, day in zip(_NAMES, days, strict=True):
        day.sort()
        if len(day) > MOST_SHIFTS:
            raise UnreadableError(f"{name} has more than {MOST_SHIFTS} shifts.")
        if any(_minutes(a[1], end=True) > _minutes(b[0]) for a, b in pairwise(day)):
            raise UnreadableError(f"Two shifts on {name} overlap.")
    whole = tuple(tuple(day) for day in days)
    if not any(whole) or BusinessHours(days=whole).a_week < LEAST_A_WEEK:
        raise UnreadableError(f"That leaves less than an hour a week. {_LIKE}, or 24/7.")
    return whole


def hours_text(hours: BusinessHours) -> str:
    """Write hours as they may be typed: days in a row that are alike share a line."""
    if hours.always:
        return ALWAYS
    lines: list[str] = []
    day = 0
    while day < WEEKDAYS:
        last = day
        while last + 1 < WEEKDAYS and hours.days[last + 1] == hours.days[day]:
            last += 1
        if hours.days[day]:
            named = _NAMES[day] if last == day else f"{_NAMES[day]}–{_NAMES[last]}"
            lines.append(f"{named} " + ", ".join(f"{_at(a)}–{_at(b, end=True)}" for a, b in hours.days[day]))
        day = last + 1
    return "\n".join(lines)


def holidays_of(text: str) -> frozenset[date]:
    """Read dates, one a line: 2026-12-25; what stands behind one on its line is the reader's own.

    Raises:
        UnreadableError: with a plain sentence.
    """
    found: set[date] = set()
    for line in (line.strip() for line in text.splitlines() if line.strip()):
        try:
            found.add(date.fromisoformat(line.split()[0]))
        except ValueError:
            raise UnreadableError(f"“{line[:40]}” is no date. Write each like this: 2026-12-25") from None
    if len(found) > MOST_HOLIDAYS:
        raise UnreadableError(f"More than {MOST_HOLIDAYS} holidays are too many.")
    return frozenset(found)


def _line(line: str, where: str) -> tuple[list[int], list[Shift]]:
    """The days of a line, from 0 for Monday, and their shifts."""
    plain = re.sub(r"\s*[–—−]\s*|\s+to\s+|\s*-\s*", "-", line.lower())
    start = re.search(r"\d", plain)
    if start is None:
        raise UnreadableError(f"{where}: “{line[:40]}” names no time. {_LIKE}")
    days: list[int] = []
    for part in re.split(r"[,\s]+", plain[: start.start()].strip(" ,:")):
        ends = [_DAY.fullmatch(name) for name in part.split("-")]
        if not part or len(ends) > 2 or not all(ends):
            raise UnreadableError(f"{where}: “{part[:20]}” is no day. {_LIKE}")
        first, last = (_NAMES.index(end[1].capitalize()) for end in (ends[0], ends[-1]) if end)
        days += [(first + n) % WEEKDAYS for n in range((last - first) % WEEKDAYS + 1)]
    return days, [_shift(part, where) for part in re.split(r"[,\s]+", plain[start.start() :].strip(" ,"))]


def _shift(part: str, where: str) -> Shift:
    found = _SPAN.fullmatch(part)
    if found is None:
        raise UnreadableError(f"{where}: “{part[:20]}” is no shift. {_LIKE}")
    opens, closes = (int(found[n]) * 60 + int(found[n + 1] or 0) for n in (1, 3))
    if any(int(found[n] or 0) > 59 for n in (2, 4)) or opens >= 24 * 60 or closes > 24 * 60:
        raise UnreadableError(f"{where}: “{part[:20]}” is no time of a day. {_LIKE}")
    if closes <= opens:
        raise UnreadableError(
            f"{where}: “{part[:20]}” ends before it begins. A night takes two lines, parted at 24:00."
        )
    return time(opens // 60, opens % 60), time(closes // 60 % 24, closes % 60)


def _minutes(at: time, *, end: bool = False) -> int:
    minutes = at.hour * 60 + at.minute
    return 24 * 60 if end and not minutes else minutes


def _at(at: time, *, end: bool = False) -> str:
    return "24:00" if end and not _minutes(at) else f"{at.hour}:{at.minute:02}"
