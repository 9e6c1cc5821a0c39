"""What a drill found, as one frozen value: how a drill tells it, and how `bench.drills` reads it again."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

HEADINGS = ("drill", "tries", "faults", "lost", "duplicated", "in doubt", "verdict")


@dataclass(frozen=True)
class Tally:
    """The counts of one drill, read from the network itself wherever there is one."""

    drill: str  # its name with what it ran on, as "kill x sqlite"
    tries: int  # what people, the network or the clock tried: clicks, events, ticks
    faults: int  # what was done to it: kills, calls cut off, writes held up, pauses, clocks put forward
    lost: int  # acknowledged, and neither done nor told as in doubt
    duplicated: int  # done more than once
    in_doubt: int  # left to a person at the end, and told so
    broken: int  # broken promises of every kind, the lost and duplicated among them; 0 is a pass
    notes: str = ""  # one line

    @property
    def verdict(self) -> str:
        """How it went, in a word or two."""
        return f"{self.broken} BROKEN" if self.broken else "holds"

    @property
    def code(self) -> int:
        """What the drill's process exits with."""
        return 1 if self.broken else 0

    def cells(self) -> tuple[str, ...]:
        """Its row under HEADINGS."""
        numbers = (self.tries, self.faults, self.lost, self.duplicated, self.in_doubt)
        return (self.drill, *map(str, numbers), self.verdict)

    def line(self) -> str:
        """As one line of JSON: the last line that a drill prints where it was asked with `--json`."""
        return json.dumps(asdict(self), ensure_ascii=False)

    def show(self, as_json: bool = False) -> int:
        """Print it as a table, and as the last line where asked; returns the exit code."""
        print(table([self]), flush=True)
        if as_json:
            print(self.line(), flush=True)
        return self.code


def total(drill: str, tallies: list[Tally], notes: str) -> Tally:
    """The sums of several."""
    names = ("tries", "faults", "lost", "duplicated", "in_doubt", "broken")
    return Tally(drill=drill, notes=notes, **{name: sum(getattr(one, name) for one in tallies) for name in names})


def table(tallies: list[Tally]) -> str:
    """The tallies under one another, with their notes below."""
    rows = [HEADINGS, *(one.cells() for one in tallies)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(_aligned(cell, width, at) for at, (cell, width) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    ]
    lines += [f"  {one.drill}: {one.notes}" for one in tallies if one.notes]
    return "\n".join(line.rstrip() for line in lines)


def _aligned(cell: str, width: int, at: int) -> str:
    return cell.ljust(width) if at in (0, len(HEADINGS) - 1) else cell.rjust(width)


def read(line: str) -> Tally:
    """A drill's last line. Raises ValueError where it is no tally."""
    told = json.loads(line)
    if not isinstance(told, Mapping):
        raise ValueError(f"no tally: {line[:80]}")  # noqa: TRY004 (it is the line that is wrong)
    try:
        tally = Tally(**told)
    except TypeError as wrong:
        raise ValueError(f"no tally: {wrong}") from None
    for one in fields(Tally):
        wanted = str if one.name in ("drill", "notes") else int
        if type(getattr(tally, one.name)) is not wanted:
            raise ValueError(f"no tally: {one.name} is {getattr(tally, one.name)!r}")
    return tally
