"""One stand-in on loopback for all the tests, each of which finds it as at the start."""

from collections.abc import Iterator

import pytest

from slackapp.sandbox.server import SandboxServer
from slackapp.sandbox.x import create_x_app
from tests.sandbox.x.wire import Clock, X


@pytest.fixture(scope="session")
def _served() -> Iterator[X]:
    clock = Clock()
    stand_in = create_x_app(clock)
    with SandboxServer({"/x": stand_in.wsgi}) as server:
        yield X(stand_in, f"{server.url}/x", clock)
        stand_in.close()


@pytest.fixture
def x(_served: X) -> X:
    """The stand-in as at the start."""
    _served.clock.ahead = 0.0
    _served.stand_in.reset()
    return _served
