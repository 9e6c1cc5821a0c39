"""Hands due actions to the engine: one of each lane at a time, in order, as soon as they are due."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from slackapp.engine import Engine
from slackapp.store import actions
from slackapp.store.database import Database

log = structlog.get_logger()

TASK = "perform"
AT_ONCE = 12  # actions under way at the same time; most of that time is waiting for a network
LONGEST_WAIT = 1.0  # seconds between looks, even if nobody wakes us
LOST_AFTER = timedelta(seconds=90)  # longer than any call with its timeouts: then the engine is asked anew


@dataclass(slots=True)
class Dispatcher:
    """One thread that looks for due actions whenever it is woken."""

    database: Database
    engine: Engine
    now: Callable[[], datetime]
    _busy: dict[str, datetime] = field(default_factory=dict)  # lane -> since when
    _tries: dict[str, int] = field(default_factory=dict)  # run key -> how often it was handed over
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
            self._busy.pop(lane, None)
        self._awake.set()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._awake.clear()
            try:
                wait = self._hand_over()
            except Exception:  # whatever it is (the database, the engine): the one thread that looks must not end
                log.exception("dispatch_failed")
                self._stopped.wait(LONGEST_WAIT)
                continue
            self._awake.wait(timeout=wait)

    def _hand_over(self) -> float:
        """Hand over what is due; returns the seconds until the next look."""
        now = self.now()
        with self._lock:
            self._busy = {lane: since for lane, since in self._busy.items() if now - since < LOST_AFTER}
            busy = list(self._busy)
        room = AT_ONCE - len(busy)
        if room <= 0:
            return LONGEST_WAIT
        with self.database.read() as tx:
            due = actions.due(tx, now, room, busy)
            following = actions.next_due(tx, now)
        for one in due:
            with self._lock:
                self._busy[one.lane] = now
            try:
                self.engine.enqueue(self._key(one.run_key), TASK, f"{one.action_id} {one.lane}")
            except Exception:
                self.ended(one.lane)
                raise
        soon = (following - now).total_seconds() if following else LONGEST_WAIT
        return max(0.01, min(soon, LONGEST_WAIT))

    def _key(self, run_key: str) -> str:
        """The engine's key: one run for each attempt; a run that was lost gets a new one, the claim guards the rest."""
        tries = self._tries[run_key] = self._tries.get(run_key, 0) + 1
        if len(self._tries) > 10_000:
            self._tries.clear()
        return run_key if tries == 1 else f"{run_key}~{tries}"
