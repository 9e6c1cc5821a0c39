"""Until when a card sleeps: always later than now, at most sixty days, by the person's own clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.domain.snoozing import LONGEST, Trouble, afternoon, at, morning

ZONES = st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati", "UTC"]).map(
    ZoneInfo
)
MOMENTS = st.integers(0, 2 * 365 * 24 * 60).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n))
LISBON = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 11, 22, 13, 30, tzinfo=UTC)  # 13:30 in Lisbon, too


@given(MOMENTS, ZONES)
def test_what_is_offered_lies_ahead_and_is_what_it_says(now: datetime, zone: ZoneInfo) -> None:
    """The afternoon is today at three, the mornings are nine o'clock on that person's clock, Monday is a Monday."""
    today = now.astimezone(zone).date()
    noon = afternoon(now, zone)
    assert (noon is None) == (now.astimezone(zone).hour >= 14)
    assert noon is None or (noon > now and (noon.date(), noon.hour) == (today, 15))
    tomorrow, monday = morning(now, zone), morning(now, zone, monday=True)
    assert (tomorrow.date() - today, tomorrow.hour) == (timedelta(days=1), 9)
    assert (monday.weekday(), monday.hour) == (0, 9)
    assert timedelta(0) < monday.date() - today <= timedelta(days=7)


@given(MOMENTS, ZONES, st.dates(), st.times())
def test_a_date_is_taken_only_within_sixty_days_from_now(
    now: datetime, zone: ZoneInfo, day: object, clock: object
) -> None:
    """Whatever day of whatever year is chosen: it lies ahead and within reach, or it is said why not."""
    found = at(str(day), str(clock)[:5], now, zone)
    assert isinstance(found, Trouble) or now < found <= now + LONGEST


@pytest.mark.parametrize(
    ("day", "clock", "wanted"),
    [
        ("2026-11-23", "09:00", datetime(2026, 11, 23, 9, tzinfo=LISBON)),
        ("2026-11-22", "13:30", Trouble.PAST),
        ("2026-11-22", "13:31", datetime(2026, 11, 22, 13, 31, tzinfo=LISBON)),
        ("2027-01-21", "13:30", datetime(2027, 1, 21, 13, 30, tzinfo=LISBON)),
        ("2027-01-21", "13:31", Trouble.TOO_FAR),
        ("9999-12-31", "23:59", Trouble.TOO_FAR),
        ("0001-01-01", "00:00", Trouble.PAST),
        ("", "09:00", Trouble.NO_DATE),
        ("tomorrow", "09:00", Trouble.NO_DATE),
        ("2026-11-23", "", Trouble.NO_TIME),
        ("2026-11-23", "25:99", Trouble.NO_TIME),
    ],
)
def test_each_edge(day: str, clock: str, wanted: object) -> None:
    """To the minute, and what no picker sends."""
    assert at(day, clock, NOW, LISBON) == wanted
