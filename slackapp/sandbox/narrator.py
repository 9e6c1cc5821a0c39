"""Says each step as it happens, and keeps what went wrong."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Failed(Exception):
    """Something is not as it has to be; the message says what."""


# What a step may end with without ending the whole: the next step may still tell something.
EXPECTED = (Failed, LookupError, TimeoutError, ValueError, OSError)


class Narrator:
    """One line for each step, with a sign and the seconds since the start."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        self._began = time.monotonic()
        self._lock = threading.Lock()

    @property
    def seconds(self) -> float:
        """Since the start."""
        return round(time.monotonic() - self._began, 1)

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Tell how a step ended; what goes wrong in it is kept, and the next one is up."""
        try:
            yield
        except EXPECTED as error:
            self.fault(f"{what}: {error or type(error).__name__}")
        else:
            self.say(f"✓ {what}")

    def fault(self, what: str) -> None:
        """Keep and tell what went wrong."""
        with self._lock:
            self.errors.append(what)
        self.say(f"✗ {what}")

    def say(self, words: str) -> None:
        """One line, at once."""
        with self._lock:
            sys.stdout.write(f"{self.seconds:6.1f} s  {words}\n")
            sys.stdout.flush()


def check(holds: object, what: str) -> None:
    """Raise `Failed`, saying what, unless it holds."""
    if not holds:
        raise Failed(what)
