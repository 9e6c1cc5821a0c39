"""The set of drills: which are run, and what is made of those that break."""

import pytest

from bench.drills import DRILLS, WANTED, Drill, ended, main
from bench.tally import Tally, table

KILL = Drill("kill", ("--network", "x", "--database", "sqlite"), "kill -9")
HELD = Tally("kill x sqlite", 800, 210, 0, 0, 3, 0)


def test_what_was_asked_for_is_run() -> None:
    """By module, network and database; without any of them, all."""
    assert all(each.matches("", "", "") for each in DRILLS)
    assert [each.words for each in (*DRILLS, *WANTED) if each.matches("kill", "bluesky", "sqlite")] == [WANTED[0].words]
    assert {each.module for each in DRILLS if each.matches("", "x", "")} == {"kill"}
    with pytest.raises(SystemExit):
        main(["--drill", "none"])


def test_a_drill_without_its_end_is_broken() -> None:
    """No tally, or an exit code that contradicts it: neither passes for a drill that holds."""
    assert ended(KILL, HELD.line(), 0) == HELD
    for last, code in (("Traceback", 1), ("", 0), (HELD.line(), 1), (HELD.line(), -9)):
        tally = ended(KILL, last, code)
        assert tally.broken, (last, code)
        assert tally.drill == "kill x sqlite"


def test_the_table_has_a_row_for_each() -> None:
    """One under another, numbers to the right, notes below."""
    lines = table([HELD, Tally("flood", 1, 0, 1, 0, 0, 1, "why")]).splitlines()
    assert lines[0].split() == ["drill", "tries", "faults", "lost", "duplicated", "in", "doubt", "verdict"]
    assert lines[1].split() == ["kill", "x", "sqlite", "800", "210", "0", "0", "3", "holds"]
    assert lines[2].endswith("1 BROKEN")
    assert lines[3] == "  flood: why"
