"""What tests ask for by name; `tests/conftest.py` passes it on."""

import os
from collections.abc import Iterator

import pytest

from tests.servers.atproto import AtprotoNetwork
from tests.servers.install import NotInstalledError


def start_atproto(*, rate_limits: bool = False) -> AtprotoNetwork:
    """A new network, or the test is skipped; but not under `make test-networks`, where it has to be there."""
    try:
        return AtprotoNetwork(rate_limits=rate_limits)
    except NotInstalledError as error:
        if os.environ.get("RAPPORT_NETWORKS") == "required":
            raise
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def atproto() -> Iterator[AtprotoNetwork]:
    """The session's AT Protocol network, shared: make your own people in it. Skipped where it isn't installed."""
    with start_atproto() as network:
        yield network
