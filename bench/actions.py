"""Actions a second: Rapport beside bare DBOS, which does the same calls as durable steps: `python -m bench.actions`.

Each does so many follows at a network that says yes at once, in a process of its own, in turns within one run.
"""

import argparse
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from statistics import median

from bench import sink
from tests.servers.postgres import start_postgres

ROUNDS = 3
FOLLOWS = 600


def seconds(how: str, url: str, number: int, database: str) -> tuple[float, float]:
    """How long a process of its own takes, and how much of a processor."""
    with tempfile.TemporaryDirectory(prefix="rapport-bench-") as folder:
        command = [sys.executable, "-m", "bench.doer", how, url, folder, str(number), *([database] if database else [])]
        told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, timeout=300).stdout
        taken, busy = map(float, told.split())
        return taken, busy


def main(rounds: int = ROUNDS, number: int = FOLLOWS) -> None:
    """Print the table."""
    url = sink.start()
    print(f"Actions a second, done and settled ({number} follows, median of {rounds} rounds; decided before)")
    print(f"  {'':<12}{'bare DBOS':>12}{'Rapport':>12}{'of bare':>10}{'processor ms each: bare, Rapport':>36}")
    with ExitStack() as stack:
        server = start_postgres()
        stack.callback(server.stop)
        for name in ("SQLite", "PostgreSQL"):
            found: dict[str, list[tuple[float, float]]] = {"bare": [], "rapport": []}
            for n in range(rounds):
                for how, each in found.items():
                    database = ""
                    if name == "PostgreSQL":
                        server.create(f"{how}{n}")
                        database = server.url(f"{how}{n}")
                    each.append(seconds(how, url, number, database))
            bare, ours = (number / median(taken for taken, _ in each) for each in found.values())
            busy = [1_000 * median(busy for _, busy in each) / number for each in found.values()]
            costs = f"{busy[0]:.1f}, {busy[1]:.1f}"
            print(f"  {name:<12}{bare:>12,.0f}{ours:>12,.0f}{ours / bare:>10.2f}{costs:>36}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--follows", type=int, default=FOLLOWS)
    arguments = parser.parse_args()
    main(arguments.rounds, arguments.follows)
