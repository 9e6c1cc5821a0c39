"""A world for each test, by the name of its network."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from slackapp.store.database import Database
from tests.house import House, RunningClock
from tests.networks.contract.bluesky_world import bluesky_world
from tests.networks.contract.fake_world import FakeWorld
from tests.networks.contract.mastodon_world import Mock, mastodon_world, mock
from tests.networks.contract.wire import Wire
from tests.networks.contract.world import WORLDS, World
from tests.networks.contract.x_world import x_world


@pytest.fixture(scope="session")
def mastodon_mock() -> Iterator[Mock]:
    """The session's mastodon-mock."""
    with mock() as running:
        yield running


@pytest.fixture(params=WORLDS)
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    """One network after another; what isn't installed is skipped and says how to get it."""
    made: dict[str, Callable[[], AbstractContextManager[World]]] = {
        "fake": lambda: nullcontext(FakeWorld()),
        "x": x_world,
        "mastodon": lambda: mastodon_world(request.getfixturevalue("mastodon_mock")),
        "bluesky": lambda: bluesky_world(request.getfixturevalue("atproto")),
    }
    with made[request.param]() as world:
        yield world


@pytest.fixture
def wire(world: World) -> Wire:
    """The wire between the adapter and that network."""
    assert world.wire is not None
    return world.wire


@pytest.fixture
def house(world: World, tmp_path: Path) -> Iterator[House]:
    """The rooms with that network's adapter, at the true time."""
    database = Database(f"sqlite:///{tmp_path / 'rapport.sqlite'}")
    database.migrate()
    yield House(database, clock=RunningClock(), real=world.network)
    database.close()
