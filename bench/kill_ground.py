"""What a network brings to the crash drill: how to begin there, and what truly happened, read from the network itself.

Nothing here goes by way of the adapters, and what happened twice has to show even where the network tidies it away.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Protocol

from tests.networks.contract.wire import Wire
from tests.networks.contract.world import Somebody, World


class Ground(Protocol):
    """A network on which Rapport is killed."""

    name: str
    writes: tuple[str, ...]  # parts of the addresses of what follows and answers there
    world: World
    settings: Mapping[str, str]  # of Rapport's environment, besides Slack's; without any, it has to be connected

    def people(self, number: int) -> list[Somebody]:
        """So many who don't follow us yet."""

    def follows(self) -> Counter[str]:
        """How often we followed whom, by their id."""

    def answers(self) -> Counter[str]:
        """How often we answered what, by the question's id."""


class QuietWire(Wire):
    """A wire on which somebody who is killed in the middle of a call makes no noise."""

    def __init__(self, upstream: str) -> None:
        super().__init__(upstream)
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a broken pipe is what we are here for


def written(ground: Ground) -> int:
    """How many writes came to the wire."""
    assert ground.world.wire is not None
    calls = ground.world.wire.calls
    return sum(call.startswith("POST ") and call.endswith(ground.writes) for call in calls)
