"""What may wait until Slack has its acknowledgement (look-ups, lists, redraws), in a few threads of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Timer

import structlog

log = structlog.get_logger()

Work = Callable[[], None]
Soon = Callable[[Work], None]
Later = Callable[[float, Work], None]  # after so many seconds

THREADS = 4


def at_once(work: Work) -> None:
    """Do it here and now: for tests, which want to see it done."""
    work()


@dataclass(frozen=True, slots=True)
class Background:
    """Does work soon, in threads of its own."""

    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(THREADS, thread_name_prefix="soon"))

    def __call__(self, work: Work) -> None:
        """Do it soon; what goes wrong is logged, since nobody waits for it."""
        self._pool.submit(_guarded, work)


def later(seconds: float, work: Work) -> None:
    """Do it after so many seconds, in a thread of its own; not at all where the process ends before."""
    timer = Timer(seconds, _guarded, (work,))
    timer.daemon = True
    timer.start()


def _guarded(work: Work) -> None:
    try:
        work()
    except Exception:
        log.exception("background_work_failed")
