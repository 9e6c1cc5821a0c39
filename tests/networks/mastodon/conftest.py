"""mastodon-mock, started once for each file of tests, and as at the start for each test."""

from collections.abc import Iterator

import pytest

from tests.networks.mastodon.mock import MockMastodon


@pytest.fixture(scope="module")
def _served() -> Iterator[MockMastodon]:
    with MockMastodon() as server:
        yield server


@pytest.fixture
def mock(_served: MockMastodon) -> MockMastodon:
    """The server with our account and nobody else."""
    _served.reset()
    return _served
