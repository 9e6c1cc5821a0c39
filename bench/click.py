"""Click -> acknowledged, over HTTP: Rapport with the decision safely on disk, beside a bare Bolt app that does nothing.

Both run in processes of their own on the same server, and are measured in turns within one run.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import quantiles

from bench import sink
from slackapp.serve import THREADS

ROUNDS = 3
CONNECTIONS = (1, 32)
# In each round, by connections.
CLICKS = {"limit": {1: 500, 32: 1_000}, "idle": {1: 500, 32: 1_000}, "performing": {1: 40, 32: 320}}
WARM = 200
KINDS = {
    "bare": "bare Bolt",
    "limit": "bare Bolt and one raw SQLite row on disk",
    "idle": "Rapport, performing nothing meanwhile",
    "performing": "Rapport, following on the network meanwhile",
}


@dataclass
class Figures:
    """What was measured of one server at one number of connections."""

    latencies: list[float] = field(default_factory=list)  # seconds
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Clicks a second."""
        return len(self.latencies) / self.seconds

    def percentile(self, part: int) -> float:
        """In milliseconds."""
        return quantiles(self.latencies, n=100)[part - 1] * 1_000


@dataclass(frozen=True)
class Server:
    """A server in a process of its own."""

    pid: int
    port: int


@contextmanager
def serving(kind: str, url: str, number: int) -> Iterator[Server]:
    """A server with so many open cards, ready."""
    with tempfile.TemporaryDirectory(prefix="rapport-bench-") as folder:
        bare = ["bench.bare", url, str(THREADS)]
        rapport = ["bench.server", kind, url, folder, str(number)]
        module = {"bare": bare, "limit": [*bare, folder]}.get(kind, rapport)
        process = subprocess.Popen([sys.executable, "-m", *module], stdout=subprocess.PIPE, text=True)
        try:
            assert process.stdout is not None
            yield Server(process.pid, int(process.stdout.readline()))
        finally:
            process.kill()
            process.wait()
            if process.stdout:
                process.stdout.close()


def load(port: int, connections: int, clicks: int, first: int, url: str, into: Figures) -> None:
    """Let a load process click, and add what it measured."""
    command = [sys.executable, "-m", "bench.load", *map(str, (port, connections, clicks, first)), f"{url}/response"]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    into.latencies += found["latencies"]
    into.seconds += found["seconds"]


def measure() -> dict[tuple[str, int], Figures]:
    """Every server at every number of connections, in turns."""
    url = sink.start()
    found = {(kind, connections): Figures() for kind in KINDS for connections in CONNECTIONS}
    for kind, each in CLICKS.items():  # one Rapport at a time beside the bare app: two cores
        number = WARM + ROUNDS * sum(each.values())
        with serving("bare", url, 0) as bare, serving(kind, url, number) as rapport:
            ports = {"bare": bare.port, kind: rapport.port}
            for port in ports.values():
                load(port, 8, WARM, 1, url, Figures())
            first = WARM + 1
            for _ in range(ROUNDS):
                for connections, clicks in each.items():
                    for name, port in ports.items():
                        load(port, connections, clicks, first, url, found[name, connections])
                    first += clicks
    return found


def main() -> None:
    """Print the table."""
    found = measure()
    print("Click -> acknowledged over HTTP (signed, 2.8 KB; the decision is on disk before the acknowledgement)")
    print(f"  {'':<46}{'connections':>12}{'clicks/s':>10}{'p50 ms':>9}{'p99 ms':>9}{'of bare':>9}")
    for connections in CONNECTIONS:
        for kind, name in KINDS.items():
            figures, baseline = found[kind, connections], found["bare", connections]
            ratio = figures.rate / baseline.rate
            print(
                f"  {name:<46}{connections:>12}{figures.rate:>10,.0f}{figures.percentile(50):>9.1f}"
                f"{figures.percentile(99):>9.1f}{ratio:>9.2f}"
            )


if __name__ == "__main__":
    main()
