"""X and Slack answering with every kind of fault, and what came of it: `python -m bench.faults`.

Singly: each kind of fault in the way of each place where Rapport calls X or Slack, with `rapport run` as a process and
the stand-ins over the wire; what came of it is told by the networks' own records and by what people see in Slack.
Then mixed: a fifth of all calls meets one of them, while a hundred follows and a hundred replies are decided.
"""

import argparse
import multiprocessing
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bench import faults_polls, faults_slack, faults_views, faults_writes
from bench.faults_judge import BROKEN, Cell, Town, matrix, of_town
from bench.faults_kinds import BY_NAME, KINDS, Kind
from bench.faults_mixed import mixed
from bench.faults_polls import Polls
from bench.faults_slack import Messages
from bench.faults_town import GaveUp, town
from bench.faults_town import Town as Ground
from bench.faults_views import Start, Views
from bench.faults_writes import Writes
from bench.tally import Tally, table

AT_ONCE = 6  # processes of Rapport at the same time: most of them wait for a timeout
SHORT = ("timeout after", "429 with reset", "401", "wrong JSON")
HOUSE = "the house"  # the place of what broke in no place of its own


class Scene(Protocol):
    """Some places with one kind of fault in their way."""

    def __init__(self, ground: Ground, kind: Kind) -> None: ...

    def run(self) -> list[Cell]:
        """Every place of it. Raises `GaveUp`."""


@dataclass(frozen=True)
class Part:
    """A scene, and the places it is about."""

    scene: type[Scene]
    places: tuple[str, ...]
    settings: dict[str, str]


PARTS = {
    "writes": Part(Writes, faults_writes.PLACES, {}),
    "polls": Part(Polls, faults_polls.PLACES, faults_polls.SETTINGS),
    "messages": Part(Messages, faults_slack.PLACES, {}),
    "views": Part(Views, faults_views.PLACES, {}),
    "start": Part(Start, faults_views.STARTS, {}),
}
PLACES = tuple(place for part in PARTS.values() for place in part.places)


@dataclass(frozen=True)
class Seen:
    """What one run of a part brought."""

    cells: list[Cell]
    met: int  # calls that met a fault
    log: str = ""  # the process's last words, where something broke


def one(name: str, kind_name: str) -> Seen:
    """A part with one kind of fault, in a town of its own."""
    part, kind = PARTS[name], BY_NAME[kind_name]
    with town(**part.settings) as ground:
        try:
            cells = part.scene(ground, kind).run()
        except Exception as gave_up:  # noqa: BLE001 (whatever it is, the other parts go on)
            what = str(gave_up) if isinstance(gave_up, GaveUp) else f"{type(gave_up).__name__}: {gave_up}"
            cells = [Cell(kind.name, place, f"{BROKEN}gave up waiting for {what}"[:200]) for place in part.places]
        met = sum(sum(record["faults"].values()) for record in (ground.x_record(), ground.slack_record()))
        if name != "start":  # it ends the process itself
            cells += _house(ground, name, kind)
        return Seen(cells, met, ground.log()[-20_000:] if any(cell.broken for cell in cells) else "")


def _house(ground: Ground, name: str, kind: Kind) -> list[Cell]:
    """What broke beside the places."""
    notices = 0 if kind.is_login and name == "polls" else ground.notices("🔑")  # its own cells tell of those
    refused = kind.is_login and name == "writes"
    broke = of_town(Town(ground.alive, tuple(ground.doubled_messages()), notices, refused))
    return [Cell(kind.name, f"{HOUSE} ({name})", broke)] if broke else []


def singly(
    kinds: tuple[str, ...], parts: tuple[str, ...], logs: Path | None, told: Callable[[list[Cell]], None]
) -> tuple[list[Cell], int]:
    """Every kind in every place, some at the same time; the cells, and how many calls met a fault.

    `told` gets the cells that there are, whenever there are more.
    """
    cells, met = [], 0
    with ProcessPoolExecutor(AT_ONCE, multiprocessing.get_context("spawn")) as pool:
        runs = {pool.submit(one, name, kind): (name, kind) for kind in kinds for name in parts}
        for run in as_completed(runs):
            (name, kind), seen = runs[run], run.result()
            cells += seen.cells
            met += seen.met
            told(cells)
            for cell in seen.cells:
                if cell.broken:
                    print(f"  {cell.kind} × {cell.place}: {cell.outcome}", flush=True)
            if seen.log and logs:
                (logs / f"{name} {kind}.log").write_text(seen.log)
    return cells, met


def tally_of(cells: list[Cell], met: int) -> Tally:
    """The matrix as one line."""
    told = [cell.outcome for cell in cells]
    return Tally(
        "faults singly",
        tries=len(cells),
        faults=met,
        lost=sum("lost" in one and one.startswith(BROKEN) for one in told),
        duplicated=sum("times" in one and one.startswith(BROKEN) for one in told),
        in_doubt=sum(one.startswith("in doubt") for one in told),
        broken=sum(BROKEN in one for one in told),
        notes=f"{len({c.kind for c in cells})} kinds in {len({c.place for c in cells})} places",
    )


def main() -> int:
    """Run what was asked for; 0 only where no promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="a few kinds, a few clicks")
    parser.add_argument("--json", action="store_true", help="one line for each of the two, last")
    parser.add_argument("--markdown", type=Path, help="write the matrix to this file")
    parser.add_argument("--logs", type=Path, help="keep the logs of what broke in this folder")
    parser.add_argument("--kinds", nargs="+", choices=BY_NAME, default=None)
    parser.add_argument("--parts", nargs="*", choices=PARTS, default=list(PARTS), help="none: only the mixture")
    parser.add_argument("--no-mixture", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    kinds = tuple(asked.kinds or (SHORT if asked.short else [kind.name for kind in KINDS]))
    began, tallies = time.monotonic(), []
    if asked.parts:
        places = tuple(place for name in asked.parts for place in PARTS[name].places)

        def write(cells: list[Cell]) -> None:
            if asked.markdown:
                asked.markdown.write_text(matrix(cells, places, kinds) + "\n")

        cells, met = singly(kinds, tuple(asked.parts), asked.logs, write)
        print(matrix(cells, places, kinds))
        tallies.append(tally_of(cells, met))
    if not asked.no_mixture:
        tallies.append(mixed(20 if asked.short else 100, asked.seed))
    print(table(tallies))
    print(f"{time.monotonic() - began:.0f} s", flush=True)
    if asked.json:
        for tally in tallies:
            print(tally.line(), flush=True)
    return max(tally.code for tally in tallies)


if __name__ == "__main__":
    sys.exit(main())
