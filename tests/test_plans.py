"""No query without its index: all that people can do in Slack, in a small workspace, and what SQLite's planner says.

The planner has no statistics, so its plans are the same for a hundred rows and for a million.
"""

from collections.abc import Iterator

import pytest

from bench.size import Bench, background
from bench.size_cases import cases, unmeasured
from bench.size_plans import Heard, Offender, offenders
from bench.size_seed import SMALL

# What walks over all of an account's or a workspace's and does not end early, and why that is right.
COUNTED = {
    "AS n FROM card WHERE card.kind = ? AND card.account_id = ?": "how many questions there are: the index alone",
    "GROUP BY mention.account_id, mention.baseline": "what became of all mentions: the index alone",
    "count(*) AS number FROM feedback JOIN mention": "what people said a word about",
}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """A small workspace in which everything happens."""
    made = Bench(tmp_path_factory.mktemp("size"), SMALL)
    yield made
    made.close()


def test_every_word_of_the_help_is_measured() -> None:
    """A new word of a command is typed in the bench, too."""
    assert unmeasured() == []


@pytest.mark.networks
def test_no_query_walks_over_what_grows(bench: Bench) -> None:
    """Every command, window and Home view, clicks, digests and the clock's chores."""
    with Heard().listening() as heard:
        troubles = [each for case in cases(SMALL) if (each := bench.measure(case, 0)).trouble]
        background(bench)
    assert troubles == []
    assert bench.unopened() == set()
    assert [each for each in _found(bench, heard) if _is_wrong(each)] == []


def _found(bench: Bench, heard: Heard) -> list[Offender]:
    with bench.house.database.read() as tx:
        return offenders(tx, heard)


def _is_wrong(found: Offender) -> bool:
    """It walks over a whole table, or over all of an account without an end."""
    ends_early = " LIMIT " in found.statement
    return found.whole or not (ends_early or any(part in found.statement for part in COUNTED))


@pytest.mark.networks
@pytest.mark.parametrize(
    ("statement", "whole"),
    [
        ("SELECT id FROM story WHERE detail = ?", True),
        ("SELECT s.id FROM card AS c JOIN story AS s ON s.detail = c.closed_why WHERE c.id = ?", True),
        ("SELECT id FROM follower WHERE account_id = ?", False),
    ],
)
def test_a_walk_over_everything_is_found(bench: Bench, statement: str, whole: bool) -> None:
    """Whatever the table is called there."""
    [found] = _found(bench, Heard({statement: (1,)}))
    assert (found.whole, _is_wrong(found)) == (whole, True)
