"""A rolling deploy while a team decides: `python -m bench.rolling`.

Each process ends in its turn (SIGTERM) and starts again: three replicas behind a balancer, two in Socket Mode
(`--socket`), or one on SQLite (`--database sqlite`). Each has to be gone within ten seconds; what it had under way is
finished or handed over, and behind a balancer no click is refused meanwhile.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bench.kill import Plan, Stage, begin, compare, settle, stage
from bench.kill_processes import Process, wait_for
from bench.tally import Tally

LONGEST_STOP = 10.0  # seconds
BETWEEN = 1.5  # seconds, at most, between one that is back and the next


@dataclass
class Roller:
    """Ends one process after the other, and starts it again."""

    on: Stage
    rng: random.Random
    stops: int
    longest: float = 0.0  # seconds that one took to end
    in_the_middle: int = 0  # how many did not come to their end by themselves

    def run(self) -> None:
        """Return when all have been restarted often enough and everything is decided."""
        flow = self.on.flow
        for process in self._in_turn():
            time.sleep(self.rng.uniform(0, BETWEEN))
            self._restart(process)
        wait_for("the rest of the decisions", lambda: flow.broke or flow.over >= flow.number, 600)

    def _in_turn(self) -> Iterator[Process]:
        those = self.on.fleet.processes
        yield from (those[number % len(those)] for number in range(self.stops))

    def _restart(self, process: Process) -> None:
        taken, code = process.end()
        self.longest = max(self.longest, taken)
        self.in_the_middle += code != 0 or process.said("stopped_in_the_middle")
        process.start()
        wait_for("its start", lambda: process.ready or not process.alive)


def drill(plan: Plan) -> Tally:
    """Do it all. Raises SystemExit where it can't be brought to its end."""
    rng = random.Random(plan.seed)
    name = f"rolling {plan.database}" + (" socket" if plan.socket else "")
    print(f"{name}: {plan.kills} restarts over {plan.decisions} decisions, seed {plan.seed}", flush=True)
    with stage(plan, rng) as on:
        try:
            begin(on, plan)
            wait_for("every process", lambda: all(one.ready for one in on.fleet.processes))
            roller = Roller(on, rng, plan.kills)
            roller.run()
            settle(on)
        except SystemExit:
            print(on.fleet.last_words())  # the folder goes with us
            raise
        found = compare(on)
    flow, n = on.flow, found.counts
    for line in found.lines:
        print(f"  {line}")
    refused = flow.tries - sum(one.acknowledged for one in flow.decided)
    late = roller.longest > LONGEST_STOP
    told = plan.database == "postgres" and not plan.socket  # a balancer that can be told to go elsewhere
    notes = (
        f"longest stop {roller.longest:.1f} s, {roller.in_the_middle} cut short; {refused} clicks refused"
        f"{'' if told else ' (Slack knows of no other way)'}; seed {plan.seed}"
    )
    broken = found.broken + late + (refused if told else 0)
    return Tally(name, flow.tries, plan.kills, n["lost"], n["done twice"], n["in doubt"], broken, notes)


def main(words: list[str] | None = None) -> int:
    """Run the drill as the words of the command say; 0 only where no promise was broken."""
    parser = argparse.ArgumentParser(prog="bench.rolling", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="postgres")
    parser.add_argument("--socket", action="store_true", help="two processes in Socket Mode")
    parser.add_argument("--network", default="x")
    parser.add_argument("--restarts", type=int, default=30)
    parser.add_argument("--decisions", type=int, default=120)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--short", action="store_true", help="six restarts over twenty-four decisions")
    parser.add_argument("--json", action="store_true", help="the tally once more, as the last line")
    given = parser.parse_args(words)
    replicas = 1 if given.database == "sqlite" else 2 if given.socket else 3
    plan = Plan(
        given.network, given.database, given.restarts, given.decisions, replicas, given.seed, socket=given.socket
    )
    if given.short:
        plan = replace(plan, kills=6, decisions=24)
    return drill(plan).show(as_json=given.json)


if __name__ == "__main__":
    sys.exit(main())
