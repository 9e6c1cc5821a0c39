"""An account that somebody may ask."""

import pytest

from slackapp.domain.people import Profile
from tests.house import House
from tests.watch.asking import poll


@pytest.fixture
def asked(house: House) -> House:
    """An account that was read before, when nobody had addressed it."""
    poll(house)
    return house


@pytest.fixture
def noor(asked: House) -> Profile:
    """Somebody who asks."""
    return asked.network.add_person("noor")
