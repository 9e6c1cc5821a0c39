"""The crash drill's killer: which process dies when, and how long until it starts again."""

import random
import time
from dataclasses import dataclass, field

from bench.kill_flow import Flow
from bench.kill_ground import SlowWire
from bench.kill_processes import Fleet, Process

STARTING = 0.15  # this part of the kills falls into a start
ANY_TIME = 0.4  # this part at any moment of a life; the others wait for a write to leave
START = 3.0  # seconds; about what a start takes
LIFE = 2.5  # seconds, the longest of those that end at any moment
LONGEST_WAIT = 6.0  # seconds, for a write to leave
LONGEST_WRITE = 0.05  # seconds; most writes are answered by then
PAUSE = 0.7  # seconds until it starts again, at the most
HELD = 8  # of so many kills at least one comes while a write is held up on its way
LONGEST_HOLD = 10.0  # seconds; by then what it left has been looked at, or even done again
FALLS = 10  # processes that end by themselves, until the drill is given up: they can't run at all
STALL = 200.0  # seconds without a decision and without a kill after which the drill is given up
EVERY = 10  # kills between two lines


@dataclass
class Killer:
    """Kills processes until it has killed often enough and everything is decided."""

    fleet: Fleet
    flow: Flow
    wire: SlowWire
    rng: random.Random
    kills: int
    holds: bool = True  # whether writes are held up in some
    _began: float = field(default_factory=time.monotonic)
    _seen: tuple[int, int] = (0, 0)
    _moved_at: float = field(default_factory=time.monotonic)

    def run(self) -> None:
        """Return when all is decided; gives the drill up where nothing goes on."""
        while self.fleet.kills < self.kills or self.flow.over < self.flow.number:
            self._alarm()
            if self.fleet.kills < self.kills and self._turn():
                self._one()
            else:
                time.sleep(0.1)
                self.fleet.start()

    def _turn(self) -> bool:
        """Kills keep pace with decisions: each falls among others'."""
        return self.flow.over >= self.fleet.kills * self.flow.number // self.kills - self.flow.number // 20

    def _one(self) -> None:
        victim = self._moment()
        self.fleet.kill(victim)
        self.wire.hold = 0.0  # what is sent again overtakes it
        time.sleep(self.rng.uniform(0, PAUSE))
        self.fleet.start()
        if self.fleet.kills % EVERY == 0:
            self._tell()

    def _moment(self) -> Process:
        """Sleep until somebody is to be killed, and say who."""
        kind, newest = self.rng.random(), max(self.fleet.processes, key=lambda one: one.started_at)
        if kind < STARTING:
            time.sleep(max(0.0, newest.started_at + self.rng.uniform(0, START) - time.monotonic()))
            return newest
        victim = self._ready_one()
        if kind < STARTING + ANY_TIME:
            time.sleep(self.rng.uniform(0, LIFE))
        else:
            due = self.holds and len(self.wire.held) <= self.fleet.kills // HELD
            self.wire.hold = self.rng.uniform(0, LONGEST_HOLD) if due else 0.0
            left = self.wire.next_write(LONGEST_WAIT)
            if left and len(self.fleet.processes) > 1:
                victim = self.fleet.caller() or victim
            time.sleep(self.rng.uniform(0, LONGEST_WRITE))
        return victim

    def _ready_one(self) -> Process:
        """Somebody who is at work, as soon as there is one."""
        while True:
            if ready := [one for one in self.fleet.processes if one.alive and one.ready]:
                return self.rng.choice(ready)
            self._alarm()
            self.fleet.start()  # one that ended by itself
            time.sleep(0.02)

    def _alarm(self) -> None:
        """Give the drill up where nothing goes on any more."""
        if self.flow.broke:
            raise SystemExit(f"the drill itself broke: {self.flow.broke[0]!r}") from self.flow.broke[0]
        if self.fleet.fell > FALLS:
            raise SystemExit(f"processes ended by themselves {self.fleet.fell} times")
        now, seen = time.monotonic(), (self.fleet.kills, self.flow.over)
        if seen != self._seen:
            self._seen, self._moved_at = seen, now
        elif now > self._moved_at + STALL:
            raise SystemExit(f"nothing went on for {STALL:.0f} s: {self.flow.over} of {self.flow.number} decided")

    def _tell(self) -> None:
        print(
            f"  {time.monotonic() - self._began:5.0f} s  {self.fleet.kills:3} kills, {self.flow.over} of "
            f"{self.flow.number} decided in {self.flow.tries} tries, {len(self.fleet.interrupted)} calls cut off, "
            f"{len(self.wire.held)} writes held up",
            flush=True,
        )
