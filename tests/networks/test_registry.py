"""One adapter for each account, until the account is connected again."""

from datetime import UTC, datetime, timedelta

from slackapp.networks.base import Network
from slackapp.networks.registry import Networks
from tests.fake_network import FakeNetwork

THEN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def made(_account_id: int) -> Network:
    """Another one each time."""
    return FakeNetwork()


def test_an_adapter_is_made_once() -> None:
    """For each account its own, kept."""
    networks = Networks(made)
    assert networks.of(1) is networks.of(1)
    assert networks.of(1) is not networks.of(2)


def test_a_new_login_makes_a_new_adapter() -> None:
    """Also where the first one was made before anybody said since when it was connected."""
    networks = Networks(made)
    old = networks.of(1)
    networks.renew(1, THEN)
    first = networks.of(1)
    assert first is not old
    networks.renew(1, THEN)
    assert networks.of(1) is first
    networks.renew(1, THEN + timedelta(seconds=1))
    assert networks.of(1) is not first


def test_a_forgotten_one_is_made_anew() -> None:
    """And no other."""
    networks = Networks(made)
    one, two = networks.of(1), networks.of(2)
    networks.forget(1)
    assert networks.of(1) is not one
    assert networks.of(2) is two
