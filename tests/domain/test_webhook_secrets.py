"""Renewing a webhook's secret: the new one counts at once, the one before for a day, and never more than a few."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.domain.webhook_secrets import MOST, OVERLAP, first, in_force, renewed
from slackapp.domain.webhooks import signed

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)


def test_a_new_one_is_alone() -> None:
    """Nothing was before."""
    assert in_force(first("one"), NOW) == ["one"]


def test_the_one_before_counts_for_a_day_and_no_longer() -> None:
    """So that a receiver that was not changed yet misses nothing meanwhile."""
    kept = renewed(first("one"), "two", NOW)
    assert in_force(kept, NOW + OVERLAP - timedelta(seconds=1)) == ["two", "one"]
    assert in_force(kept, NOW + OVERLAP) == ["two"]


def test_who_renews_twice_cuts_nobody_off() -> None:
    """The second time because the first was not copied: what the receiver has counts as long as it was told to."""
    kept = renewed(renewed(first("one"), "two", NOW), "three", NOW + timedelta(hours=1))
    assert in_force(kept, NOW + timedelta(hours=2)) == ["three", "two", "one"]
    assert in_force(kept, NOW + OVERLAP) == ["three", "two"]


@given(st.lists(st.timedeltas(timedelta(), timedelta(hours=30)), max_size=12))
def test_however_often_it_is_renewed_the_newest_counts_and_few_beside_it(pauses: list[timedelta]) -> None:
    """At most five at once, the newest first, none of which is over a day older than its successor."""
    kept, now, made = first("s0"), NOW, [NOW]
    for number, pause in enumerate(pauses, start=1):
        now += pause
        kept = renewed(kept, f"s{number}", now)
        made.append(now)
    found = in_force(kept, now)
    assert found[0] == f"s{len(pauses)}"
    assert len(found) == len(set(found)) <= MOST
    for each in found[1:]:
        assert now - made[int(each[1:]) + 1] < OVERLAP


def test_what_is_no_secret_is_refused() -> None:
    """As where something else was encrypted."""
    with pytest.raises(KeyError):
        in_force({}, NOW)


def test_each_secret_signs_for_itself() -> None:
    """As the standard has it: with a space between; a receiver that knows either one is content."""
    one, two = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    both = signed(two, "test:1", b"{}", NOW, before=[one])["webhook-signature"]
    assert both.split(" ") == [signed(each, "test:1", b"{}", NOW)["webhook-signature"] for each in (two, one)]
