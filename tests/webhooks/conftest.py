"""A receiver on loopback."""

from collections.abc import Iterator

import pytest

from tests.receiver import Receiver


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A helpdesk's end."""
    one = Receiver()
    yield one
    one.stop()
