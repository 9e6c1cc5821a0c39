"""What a network brings to the crash drill: how to begin there, and what truly happened, read from the network itself.

Nothing here goes by way of the adapters, and what happened twice has to show even where the network tidies it away.
"""

import threading
import time
from collections import Counter
from collections.abc import Mapping
from typing import Protocol

from tests.networks.contract.wire import Trouble, Wire
from tests.networks.contract.world import Somebody, World


class SlowWire(Wire):
    """A wire on which writes can be held up, so that they arrive long after whoever sent them was killed."""

    def __init__(self, upstream: str, writes: tuple[str, ...]) -> None:
        """`writes` are the ends of the addresses of what follows and answers there."""
        super().__init__(upstream)
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a broken pipe is what we are here for
        self._writes = writes
        self._came = threading.Condition()
        self.written = 0  # how many writes came so far
        self.hold = 0.0  # seconds for which a write that comes now is held up
        self.held: list[float] = []  # when each of those goes on, by time.monotonic()

    def next_write(self, patience: float) -> bool:
        """Return as soon as a write comes, or after `patience` seconds; whether one came."""
        with self._came:
            before = self.written
            return self._came.wait_for(lambda: self.written > before, patience)

    def _trouble(self, method: str, path: str) -> Trouble | None:
        if method == "POST" and path.endswith(self._writes):
            with self._came:
                self.written += 1
                self._came.notify_all()
            if hold := self.hold:
                self.held.append(time.monotonic() + hold)
                time.sleep(hold)
        return super()._trouble(method, path)


class Ground(Protocol):
    """A network on which Rapport is killed."""

    name: str
    world: World
    wire: SlowWire
    settings: Mapping[str, str]  # of Rapport's environment, that `rapport connect` needs there

    def people(self, number: int) -> list[Somebody]:
        """So many who don't follow us yet."""

    def follows(self) -> Counter[str]:
        """How often we followed whom, by their id."""

    def answers(self) -> Counter[str]:
        """How often we answered what, by the question's id."""
