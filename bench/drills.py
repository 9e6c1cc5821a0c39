"""All drills in order, each as a process of its own, and one table at the end: `python -m bench.drills`, `make drill`.

`make drill DRILL=kill NETWORK=x DATABASE=sqlite` runs those that match; `SHORT=1` their short forms. It ends with 1
where a promise was broken or a drill did not come to its end.
"""

import argparse
import subprocess
import sys
import time
from dataclasses import dataclass

from bench.tally import Tally, read, table


@dataclass(frozen=True)
class Drill:
    """One line of the set: a module of bench/ with the words it is run with."""

    module: str
    words: tuple[str, ...]
    says: str

    @property
    def name(self) -> str:
        """As it stands in the table where the drill itself can't say."""
        return " ".join([self.module, *(word for word in self.words if not word.startswith("--"))])

    def matches(self, module: str, network: str, database: str) -> bool:
        """Whether it was asked for; "" asks for all."""
        return module in ("", self.module) and all(word in ("", *self.words) for word in (network, database))


def _kill(network: str, database: str, says: str) -> Drill:
    return Drill("kill", ("--network", network, "--database", database), says)


DRILLS = (
    _kill("x", "sqlite", "kill -9, one process, a network without idempotency keys"),
    _kill("mastodon", "sqlite", "kill -9, one process, a network with them"),
    _kill("x", "postgres", "kill -9, three replicas behind a balancer, a network without idempotency keys"),
    _kill("mastodon", "postgres", "kill -9, three replicas behind a balancer, a network with them"),
    Drill("takeover", (), "how long until a survivor takes a dead replica's call over"),
    Drill("rolling", ("--database", "postgres"), "a new version, one replica after the other, behind a balancer"),
    Drill("rolling", ("--database", "postgres", "--socket"), "the same in Socket Mode, two processes"),
    Drill("rolling", ("--database", "sqlite"), "the same with one process"),
    Drill("faults", ("--no-mixture",), "each fault in each place, of the network and of Slack"),
    Drill("faults", ("--parts",), "one call in five meets a fault, of the network and of Slack"),
    Drill("outage", (), "the database away, for a moment or longer"),
    Drill("clocks", (), "clocks that jump, lag and disagree"),
    Drill("flood", (), "everything at once: clicks, events, followers"),
    Drill("fortnight", ("--seed", "0"), "two weeks of a team, to the row; the clocks go back"),
    Drill("fortnight", ("--seed", "1"), "two weeks of a team, to the row; the clocks go forward"),
)
WANTED = (  # run only where they are asked for by their network: they want an installed one
    _kill("bluesky", "sqlite", "kill -9, one process, a real AT Protocol network"),
    _kill("bluesky", "postgres", "kill -9, three replicas behind a balancer, a real AT Protocol network"),
)


def run(drill: Drill, *, short: bool) -> Tally:
    """Run one, its lines as they come; one that ends without a tally counts as broken."""
    print(f"\n== {drill.name}: {drill.says}", flush=True)
    command = [sys.executable, "-m", f"bench.{drill.module}", *drill.words, *(["--short"] if short else []), "--json"]
    last = ""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as running:
        assert running.stdout is not None
        for line in running.stdout:
            if not line.startswith("{"):
                print(line, end="", flush=True)
            last = line.strip() or last
    return ended(drill, last, running.returncode)


def ended(drill: Drill, last: str, code: int) -> Tally:
    """Its tally, by its last line; where that is none, or the exit code does not agree with it, one that says so."""
    try:
        tally = read(last)
    except ValueError:
        return Tally(drill.name, 0, 0, 0, 0, 0, 1, f"did not come to its end (exit code {code})")
    if tally.code != code:
        return Tally(tally.drill, tally.tries, tally.faults, 0, 0, 0, 1, f"counted well and ended with {code}")
    return tally


def main(words: list[str] | None = None) -> int:
    """Run those that were asked for; 0 only where all hold."""
    parser = argparse.ArgumentParser(prog="bench.drills", description=__doc__)
    parser.add_argument("--drill", default="", help="kill, faults, outage, clocks, flood or fortnight; all unless said")
    parser.add_argument("--network", default="", help="x, mastodon or bluesky")
    parser.add_argument("--database", default="", help="sqlite or postgres")
    parser.add_argument("--short", action="store_true", help="a few minutes in all")
    given = parser.parse_args(words)
    everything = (*DRILLS, *(WANTED if given.network else ()))
    chosen = [each for each in everything if each.matches(given.drill, given.network, given.database)]
    if not chosen:
        parser.error("no drill is called so")
    began = time.monotonic()
    tallies = [run(each, short=given.short) for each in chosen]
    print(f"\n{len(tallies)} drills in {(time.monotonic() - began) / 60:.0f} minutes\n{table(tallies)}", flush=True)
    return 1 if any(tally.broken for tally in tallies) else 0


if __name__ == "__main__":
    sys.exit(main())
