"""Hands due actions to the engine: one of each lane at a time, in order, as soon as they are due."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from slackapp.engine import Engine
from slackapp.store import actions
from slackapp.store.away import is_away
from slackapp.store.database import Database

log = structlog.get_logger()

TASK = "perform"
AT_ONCE = 12  # actions under way at the same time; most of that time is waiting for a network
LONGEST_WAIT = 1.0  # seconds between looks, even if nobody wakes us
LOST_AFTER = 90.0  # seconds, longer than any call with its timeouts: then the engine is asked anew
ELSEWHERE = 0.5  # seconds until a lane is looked at again whose action another process has
KEPT = 10_000  # run keys


@dataclass(frozen=True, slots=True)
class _Handed:
    """What a lane is busy with."""

    run_key: str
    until: float  # when the lane is looked at again, whatever is heard of it
    here: bool  # whether it runs in this process


@dataclass(slots=True)
class Dispatcher:
    """One thread that looks for due actions whenever it is woken."""

    database: Database
    engine: Engine
    now: Callable[[], datetime]
    monotonic: Callable[[], float] = time.monotonic  # seconds; for what must not wait longer where a clock is set
    _handed: dict[str, _Handed] = field(default_factory=dict)  # by lane
    _tries: dict[str, tuple[int, float]] = field(
        default_factory=dict
    )  # run key -> the number of its run, and since when
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _awake: threading.Event = field(default_factory=threading.Event)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin looking."""
        self._thread = threading.Thread(target=self._run, name="dispatcher", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Hand over nothing more."""
        self._stopped.set()
        self._awake.set()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def wake(self) -> None:
        """There may be something due."""
        self._awake.set()

    def ended(self, lane: str) -> None:
        """An action of this lane has gone as far as it goes now."""
        with self._lock:
            self._handed.pop(lane, None)
        self._awake.set()

    def broke(self, lane: str) -> None:
        """A run broke off before it came to anything, as where the database was away: it runs anew soon."""
        moment = self.monotonic()
        with self._lock:
            handed = self._handed.get(lane)
            if handed is not None:
                self._handed[lane] = _Handed(handed.run_key, moment + LONGEST_WAIT, here=False)
                self._tries[handed.run_key] = (self._tries.get(handed.run_key, (1, moment))[0] + 1, moment)

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._awake.clear()
            try:
                wait = self._hand_over()
            except (
                Exception
            ) as error:  # whatever it is (the database, the engine): the one thread that looks must not end
                log.warning("dispatch_failed", error=type(error).__name__, exc_info=not is_away(error))
                self._stopped.wait(LONGEST_WAIT)
                continue
            self._awake.wait(timeout=wait)

    def _hand_over(self) -> float:
        """Hand over what is due; returns the seconds until the next look."""
        now, moment = self.now(), self.monotonic()
        with self._lock:
            self._handed = {lane: handed for lane, handed in self._handed.items() if handed.until > moment}
            busy, room = list(self._handed), AT_ONCE - sum(handed.here for handed in self._handed.values())
        if room <= 0:
            return LONGEST_WAIT
        with self.database.read() as tx:
            due = actions.due(tx, now, room, busy)
            following = actions.next_due(tx, now)
        for one in due:
            self._hand(one)
        soon = (following - now).total_seconds() if following else LONGEST_WAIT
        return max(0.01, min(soon, LONGEST_WAIT))

    def _hand(self, one: actions.Due) -> None:
        key, moment = self._key(one.run_key), self.monotonic()
        with self._lock:  # before it begins, for it may end at once
            self._handed[one.lane] = _Handed(one.run_key, moment + LOST_AFTER, here=True)
        try:
            here = self.engine.enqueue(key, TASK, f"{one.action_id} {one.lane}")
        except Exception:
            self.ended(one.lane)
            raise
        if not here:  # another process was faster, or died over it
            with self._lock:
                self._handed[one.lane] = _Handed(one.run_key, moment + ELSEWHERE, here=False)

    def _key(self, run_key: str) -> str:
        """The engine's key: one run for each attempt; a run that was lost gets a new one, the claim guards the rest."""
        moment = self.monotonic()
        with self._lock:
            number, since = self._tries.get(run_key, (1, moment))
            if moment - since >= LOST_AFTER:
                number, since = number + 1, moment
            if len(self._tries) > KEPT:
                self._tries.clear()
            self._tries[run_key] = number, since
        return run_key if number == 1 else f"{run_key}~{number}"
