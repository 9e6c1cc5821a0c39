"""Record keys minted from `Once`: the same each time, different for different writes, in the order of time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.networks.base import Once
from slackapp.networks.bluesky.ids import address, is_did, is_handle, is_tid, post_address, said_at, tid

MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds it
ONCES = st.builds(Once, st.text(max_size=5), MOMENTS, st.integers(0, 1023))


@given(ONCES)
def test_a_key_is_the_same_each_time_and_sound(once: Once) -> None:
    """13 letters of the protocol's own alphabet, whoever computes them."""
    assert tid(once) == tid(Once("another", once.decided_at.astimezone(UTC), once.number))
    assert is_tid(tid(once))


@given(ONCES, ONCES)
def test_keys_sort_by_time_and_tell_apart(one: Once, other: Once) -> None:
    """As texts they sort like moment and number, and are the same only where both are."""
    assert (tid(one) < tid(other)) == ((one.decided_at, one.number) < (other.decided_at, other.number))


def test_a_known_key() -> None:
    """The protocol's own example of a zero, and a moment's creation time."""
    assert tid(Once("", datetime(1970, 1, 1, tzinfo=UTC))) == "2222222222222"
    at = datetime(2026, 8, 1, 14, 0, 0, 123_456, tzinfo=UTC)
    assert said_at(Once("", at)) == "2026-08-01T14:00:00.123Z"
    assert tid(Once("", at)) < tid(Once("", at + timedelta(microseconds=1)))


@pytest.mark.parametrize("value", ["did:plc:abc", "did:web:example.com", "did:web:localhost%3A2583"])
def test_dids(value: str) -> None:
    """What may be somebody's id."""
    assert is_did(value)


@pytest.mark.parametrize(
    "value", ["", "did:", "did:plc:", "DID:plc:a", "did:plc:a/b", "did:plc:a b", "did:plc:ä", None, 7]
)
def test_no_dids(value: object) -> None:
    """What may not."""
    assert not is_did(value)


@pytest.mark.parametrize("value", ["mira.example.com", "A-b.test", "xn--ls8h.la"])
def test_handles(value: str) -> None:
    """What may be somebody's handle."""
    assert is_handle(value)


@pytest.mark.parametrize(
    "value", ["mira", "handle.invalid", ".com", "a..b", "-a.com", "a.com-", "a.1", "a b.com", "a.com/", None]
)
def test_no_handles(value: object) -> None:
    """What may not."""
    assert not is_handle(value)


@pytest.mark.parametrize(
    "value",
    [
        "at://mira.example.com/app.bsky.feed.post/3k",
        "at://did:plc:a/b",
        "https://x",
        "at://did:plc:a/app.bsky.feed.post/3k?x",
        7,
    ],
)
def test_no_addresses(value: object) -> None:
    """Only whole addresses by DID name a record."""
    assert address(value) is None


def test_an_address() -> None:
    """Its parts, and what is no post."""
    assert str(post_address("at://did:plc:a/app.bsky.feed.post/3k")) == "at://did:plc:a/app.bsky.feed.post/3k"
    assert post_address("at://did:plc:a/app.bsky.feed.like/3k") is None
