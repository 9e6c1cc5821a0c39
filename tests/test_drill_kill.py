"""The crash drill in short, and its count on made-up records: it has to find what it is there to find."""

from collections import Counter

import pytest

from bench.kill import Plan, drill
from bench.kill_count import BROKEN, Card, Decided, count, says
from bench.tally import Tally, read, table

ADA = "ada_lind"


def decided(kind: str = "follow", *, acknowledged: bool = True) -> Decided:
    """One decision on somebody."""
    return Decided(kind, "7", ADA, tries=1, acknowledged=acknowledged, over=True)


def found(one: Decided, times: int, card: Card | None) -> dict[str, int]:
    """What the count makes of one decision that happened so often, and of its card."""
    truth = {"follow": Counter[str](), "reply": Counter[str]()}
    truth[one.kind][one.key] += times
    counts = count([one], {ADA: card} if card else {}, truth).counts
    return {what: number for what, number in counts.items() if number}


@pytest.mark.parametrize("kind", ["follow", "reply"])
@pytest.mark.parametrize(
    ("acknowledged", "times", "card", "expected"),
    [
        (True, 1, Card("done"), []),
        (False, 0, Card("open"), []),  # nobody heard it, nothing happened
        (False, 1, Card("done"), []),  # nobody acknowledged it, it happened, and the card tells
        (True, 0, Card("open"), ["lost"]),
        (True, 0, Card("failed"), ["lost"]),
        (True, 0, Card("under way"), ["lost"]),  # nothing is under way any more when it is counted
        (False, 0, Card("done"), ["lost"]),  # the card claims it
        (True, 2, Card("done"), ["done twice"]),
        (False, 2, Card("in doubt"), ["done twice", "in doubt", "in doubt, and it happened"]),
        (True, 1, Card("open"), ["done and not told"]),
        (True, 1, Card("failed"), ["done and not told"]),
        (True, 1, Card("looking"), ["done and not told"]),  # a doubt that was never told
        (True, 0, Card("in doubt"), ["in doubt"]),
        (True, 1, Card("in doubt"), ["in doubt", "in doubt, and it happened"]),
        (True, 1, Card("done", times=2), ["card posted twice"]),
        (False, 0, None, ["never shown"]),
    ],
)
def test_the_count_says_what_became_of_a_decision(
    kind: str, acknowledged: bool, times: int, card: Card | None, expected: list[str]
) -> None:
    """Lost, twice, untold, in doubt, never shown: each is told from the network's record and the card."""
    assert sorted(found(decided(kind, acknowledged=acknowledged), times, card)) == sorted(expected)


def test_what_nobody_decided_is_found() -> None:
    """A follow of a stranger is a broken promise too, and a reply to somebody is no follow of theirs."""
    truth = {"follow": Counter({"7": 1, "8": 2}), "reply": Counter({"7": 1})}
    findings = count([decided()], {ADA: Card("done")}, truth)
    assert findings.counts["nobody asked for"] == 3
    assert findings.broken == 3


@pytest.mark.parametrize("what", BROKEN)
def test_each_broken_promise_fails_the_drill(what: str) -> None:
    """Whatever is broken, the table says so and the exit code is 1; a doubt that was told breaks nothing."""
    cases: dict[str, tuple[int, Card | None]] = {
        "lost": (0, Card("open")),
        "done twice": (2, Card("done")),
        "done and not told": (1, Card("open")),
        "never shown": (1, None),
        "card posted twice": (1, Card("done", 2)),
        "nobody asked for": (1, Card("done")),
    }
    times, card = cases[what]
    truth = {"follow": Counter({"7": times}), "reply": Counter({"9": 1} if what == "nobody asked for" else {})}
    findings = count([decided()], {ADA: card} if card else {}, truth)
    assert findings.counts[what]
    tally = Tally("kill", 1, 1, findings.counts["lost"], findings.counts["done twice"], 0, findings.broken)
    assert tally.code == 1
    assert "BROKEN" in table([tally])
    doubt = count([decided()], {ADA: Card("in doubt")}, {"follow": Counter(), "reply": Counter()})
    assert not doubt.broken


def test_a_card_is_read_by_its_sign() -> None:
    """Each sign means one state; a card with none is open."""
    assert says("✅ Followed back by Ada") == "done"
    assert says("❓ We can't tell") == "in doubt"
    assert says("New follower") == "open"


def test_a_tally_survives_its_line() -> None:
    """What a drill prints last is what the set reads; anything else is refused."""
    tally = Tally("kill x", 9, 3, 0, 0, 1, 0, "with “words” in it")
    assert read(tally.line()) == tally
    for line in ("", "[]", "{}", '{"drill": 1}', tally.line().replace("9", '"9"'), tally.line().replace("9", "true")):
        with pytest.raises(ValueError, match=r"."):
            read(line)


@pytest.mark.networks  # long
def test_killed_in_the_middle_nothing_is_lost_or_done_twice() -> None:
    """The drill itself, in short: real processes on SQLite, real SIGKILLs, and X's own record in the end."""
    tally = drill(Plan(kills=2, decisions=4, seed=5, holds=False, warm=True))
    assert tally.broken == 0, tally.notes
    assert tally.tries >= 4
    assert tally.faults >= 2
