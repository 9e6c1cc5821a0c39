"""Targets: when an answer is due, what a snooze does to it, and settings that are read whatever stands there."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.hours import BusinessHours
from slackapp.domain.hours_text import UnreadableError, holidays_of, hours_of
from slackapp.domain.targets import Due, State, Targets, due, kept, moved, read, span_of, span_text, state
from slackapp.domain.verdict import Urgency

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOURS = BusinessHours("UTC", hours_of("Mon–Fri 9:00–17:00"), holidays_of("2026-03-04"))
TARGETS = Targets(True, timedelta(minutes=30), timedelta(hours=4), None, HOURS, True, "C0HELP")


def test_by_urgency() -> None:
    """Each urgency has its own; three quarters of it are gone a quarter before; none where there is no target."""
    assert due(TARGETS, Urgency.NORMAL, MONDAY) == Due(MONDAY.replace(hour=13), MONDAY.replace(hour=12))
    urgent = due(TARGETS, Urgency.HIGH, MONDAY - timedelta(days=2))  # on a Saturday
    assert urgent is not None
    assert urgent.at == MONDAY.replace(minute=30)
    assert due(TARGETS, Urgency.LOW, MONDAY) is None
    assert due(Targets(), Urgency.HIGH, MONDAY) is None, "off, until somebody turns them on"


def test_states() -> None:
    """On time, then three quarters gone, then missed, at the very moments."""
    at = Due(MONDAY.replace(hour=13), MONDAY.replace(hour=12))
    seen = [state(at.at, at.nudge_at, MONDAY.replace(hour=h)) for h in (11, 12, 13)]
    assert seen == [State.ON_TIME, State.RUNNING_OUT, State.MISSED]
    assert state(None, None, MONDAY) is State.ON_TIME


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 3000), st.integers(0, 3000), st.integers(1, 3000))
def test_asleep_no_time_is_lost(slept_after: int, woken_after: int, asleep: int) -> None:
    """A card woken early stands as if it had been put off for just as long; one that was overdue stays so."""
    first = due(TARGETS, Urgency.NORMAL, MONDAY)
    assert first is not None
    since = MONDAY + timedelta(minutes=slept_after)
    until, woken = since + timedelta(minutes=asleep), since + timedelta(minutes=min(woken_after, asleep))
    away = moved(TARGETS, first.at, since, until)
    assert moved(TARGETS, away, until, woken) == moved(TARGETS, first.at, since, woken)
    assert away == first.at if first.at <= since else away > until


@pytest.mark.parametrize(("text", "minutes"), [("90", 90), ("30 min", 30), ("1 h 30 min", 90), ("4h", 240), ("", None)])
def test_spans_read(text: str, minutes: int | None) -> None:
    """Minutes or hours, as people type them; and written so that they are read again."""
    span = span_of(text)
    assert span == (None if minutes is None else timedelta(minutes=minutes))
    assert span_of(span_text(span)) == span


@pytest.mark.parametrize("text", ["soon", "4", "-3 h", "721 h", "3 days", "999999 h", "h"])
def test_spans_refused(text: str) -> None:
    """What is none, or out of bounds, is refused with a sentence."""
    with pytest.raises(UnreadableError):
        span_of(text)


def test_kept_and_read() -> None:
    """What is kept is read back whole."""
    assert read(kept(TARGETS)) == TARGETS
    assert read(kept(Targets())) == Targets()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["UTC", "09:00", "../etc"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(list(kept(TARGETS))), inner, max_size=9)
    ),
    max_leaves=12,
)


@settings(max_examples=40, deadline=None)
@given(json_values)
def test_whatever_stands_there_is_read(value: object) -> None:
    """A damaged setting never breaks anything: what can be read holds, the rest is as by default."""
    found = read(value)
    assert read(kept(found)) == found
    if isinstance(value, dict):
        mixed = read({**kept(TARGETS), **value})
        assert mixed.hours.a_week >= timedelta(hours=1)
