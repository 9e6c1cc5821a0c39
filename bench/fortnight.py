"""Two weeks of a simulated team: `python -m bench.fortnight [--seed N] [--database URL] [--short] [--json]`.

Three people (one administers and approves, one approves, one whose replies want approval) in three time zones, split
shifts, a holiday, clocks that change in the middle, a day on which 800 follow: in under a minute. The real app between
the real stand-ins, on a clock that the drill moves. The drill keeps its own journal of what it did and of what X and
Slack recorded, and never asks Rapport's database for the truth: the ledger of each night, the targets, the digests of
each day and week, the exports, the stories, the webhooks and X's record are held against it, to the row.
"""

import argparse
import logging
import sys
import time
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from datetime import time as clock_time
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from bench.fortnight_ground import ground
from bench.fortnight_judge import Judge
from bench.fortnight_script import Script, season
from bench.tally import Tally

LIMIT = 60.0  # seconds
SHORT = (3, 40)  # days, and how many follow on the viral one
SHOWN = 3  # differences of each kind


@dataclass
class Ran:
    """What one fortnight came to."""

    seed: int
    judge: Judge
    events: int
    visits: int
    seconds: float  # by the clock on the wall
    own: float  # of the processor; on a machine of its own they are the same
    troubles: list[str] = field(default_factory=list)  # errors that were logged

    @property
    def broken(self) -> int:
        """Differences, logged errors, and whether it took too long."""
        return self.judge.wrong + len(self.troubles) + (min(self.seconds, self.own) > LIMIT)


def run(seed: int, database_url: str = "", *, short: bool = False) -> Ran:
    """Play one, and judge it."""
    when = season(seed, *SHORT) if short else season(seed)
    began = datetime.combine(when.begins, clock_time(0), ZoneInfo(when.zone)).astimezone(UTC)
    troubles: list[str] = []
    before = structlog.get_config()
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR), processors=[_keeping(troubles)]
    )
    judge, wall, own = Judge(), time.monotonic(), time.process_time()
    try:
        with ground(began, when.zone, database_url) as here:
            script = Script(here, when, seed, judge.morning, judge.night)
            script.run()
            judge.end(script)
    finally:
        structlog.configure(**before)
    events = sum(script.book.acts.values()) - script.book.acts["polls"]
    return Ran(seed, judge, events, script.town.visits, time.monotonic() - wall, time.process_time() - own, troubles)


def _keeping(troubles: list[str]) -> Any:
    def keep(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        troubles.append(str({key: value for key, value in event.items() if key != "exc_info"})[:500])
        raise structlog.DropEvent

    return keep


def show(ran: Ran) -> None:
    """The table: what was compared, how much was expected and found, what differs."""
    judge = ran.judge
    print(f"{'what':34} {'expected':>9} {'found':>9}  differences")
    for what in judge.compared | judge.found:
        wrong = len(judge.differences[what])
        print(f"{what:34} {judge.compared[what]:9,} {judge.found[what]:9,}  {wrong or 'none'}")
    for what, differences in judge.differences.items():
        for each in differences[:SHOWN]:
            print(f"  {what}: {each[:600]}")
    for each in ran.troubles[:SHOWN]:
        print(f"  logged: {each}")
    took = f"{ran.seconds:.0f} s, {ran.own:.0f} s of it the drill's own"
    print(f"{ran.events:,} events, the clock looked {ran.visits:,} times, {took}", flush=True)


def main(words: list[str] | None = None) -> int:
    """Run it; 0 only where nothing differs."""
    parser = argparse.ArgumentParser(prog="bench.fortnight", description=__doc__)
    parser.add_argument("--seed", type=int, default=0, help="even: the clocks go back; odd: forward")
    parser.add_argument("--database", default="", help="SQLAlchemy's URL of an empty database; default: SQLite")
    parser.add_argument("--short", action="store_true", help="three days")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(words)
    ran = run(given.seed, given.database, short=given.short)
    show(ran)
    differs = "; ".join(f"{what}: {len(each)}" for what, each in ran.judge.differences.items() if each)
    notes = (
        f"seed {ran.seed}: {ran.judge.compared.total():,} rows and figures compared in {ran.seconds:.0f} s. {differs}"
    )
    return Tally("fortnight", ran.events, 0, 0, 0, 0, ran.broken, notes).show(given.json)


if __name__ == "__main__":
    sys.exit(main())
