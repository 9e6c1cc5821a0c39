"""The judges of the fault and flood drills can fail; and a few faults in the way of X's adapter, for the fast suite."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bench.faults_judge import BROKEN, Cell, Effect, Town, matrix, of_effect, of_town
from bench.faults_kinds import BY_NAME, KINDS
from bench.faults_mixed import SLACK_FAULTS, X_FAULTS, Decided, count, said_of
from bench.flood_judge import Covered, Flooded, Memory, broken, compare
from slackapp.networks.base import CutOff, LoginRefused, NetworkError, OutOfCredit, RateLimited, Refused
from slackapp.networks.x import X
from slackapp.sandbox.slack.faults import ordered
from slackapp.sandbox.x.faults import Fault
from tests.networks.contract.x_world import KEYS, XWorld, x_world
from tests.once import once

HELD = Effect(times=1, says="done")


@pytest.mark.parametrize(
    ("seen", "outcome"),
    [
        (HELD, "done once"),
        (replace(HELD, tries=2), "retried, done once"),
        (replace(HELD, looks=True), "read back: done"),
        (replace(HELD, tries=2, waited=6.1, asked_to_wait=6.0), "waits for the reset, done once"),
        (Effect(0, "in doubt"), "in doubt, told"),
        (Effect(0, "failed"), "failed, told why"),
    ],
)
def test_what_holds_is_told_in_a_word(seen: Effect, outcome: str) -> None:
    """A promise that was kept is no broken one, whichever way it was."""
    assert of_effect(seen) == outcome


@pytest.mark.parametrize(
    "seen",
    [
        replace(HELD, times=2),
        replace(HELD, times=0),
        Effect(1, "failed"),
        Effect(0, "open"),
        Effect(1, "under way"),
        replace(HELD, tries=2, waited=0.4, asked_to_wait=6.0),
    ],
)
def test_what_breaks_is_seen(seen: Effect) -> None:
    """Twice, lost, told wrongly, not told, and hurried: each is a broken promise."""
    assert of_effect(seen).startswith(BROKEN)


FINE = Town(alive=True, doubled=(), login_notices=0, logins_refused=False)


@pytest.mark.parametrize(
    ("seen", "holds"),
    [
        (FINE, True),
        (replace(FINE, login_notices=1, logins_refused=True), True),
        (replace(FINE, login_notices=1), False),
        (replace(FINE, logins_refused=True), False),
        (replace(FINE, login_notices=2, logins_refused=True), False),
        (replace(FINE, alive=False), False),
        (replace(FINE, doubled=("card:1",)), False),
    ],
)
def test_the_house_is_judged(seen: Town, holds: bool) -> None:
    """A dead process, a message twice in the channel, a login wrongly called refused or never told of: each shows."""
    assert (of_town(seen) == "") is holds


def test_the_matrix_has_a_row_for_each_place() -> None:
    """Kinds are columns, and what was not tried shows."""
    drawn = matrix([Cell("500", "follow", "retried, done once")], ("follow", "reply"), ("500",))
    assert drawn.splitlines()[2:] == ["| follow | retried, done once |", "| reply | – |"]


def test_both_stand_ins_know_every_kind() -> None:
    """What the drills order is what the stand-ins can do."""
    for kind in KINDS:
        Fault(**kind.x)
        ordered({**kind.slack, "method": "chat.update"})
    for fault in X_FAULTS:
        Fault(**fault)  # type: ignore[arg-type]  # as it comes out of JSON
    for fault in SLACK_FAULTS:
        ordered({**fault, "method": "*"})


def test_the_mixture_is_counted() -> None:
    """Lost, twice, untold and doubled cards are found among what holds; a doubt that is told is none of them."""
    decided = [Decided("follow", str(n), f"p{n}", acknowledged=True) for n in range(6)]
    truth = {"follow": Counter({"0": 1, "1": 2, "3": 1, "5": 1}), "reply": Counter[str]()}
    said = (["done"], ["done"], ["done"], ["open"], ["in doubt"], ["done", "done"])
    says = {f"p{n}": cards for n, cards in enumerate(said)}
    found = count(decided, truth, says)
    assert (found["lost"], found["twice"], found["untold"], found["doubled cards"]) == (1, 1, 1, 1)
    assert found["in doubt"] == 1


def test_a_card_is_found_by_a_whole_name() -> None:
    """Roast 1 is not roast 12, and a name that stands in two messages stands in two."""
    messages = [{"text": "✅ roast 1"}, {"text": "❓ roast 12"}, {"text": "roast 12"}]
    assert said_of(["roast 1", "roast 12"], messages) == {"roast 1": ["done"], "roast 12": ["in doubt", "open"]}


SEEN = Flooded(
    followers=2,
    questions=1,
    found=Covered(0, 0),
    refusals=1,
    doubled=0,
    messages=2,
    alive=True,
    memory=Memory(100.0, 130.0, 110.0, 131.0, 112.0),
    settled=(1.0, 1.0),
    idle=[0.01, 0.02],
    during=[0.01, 0.03],
    unacknowledged=0,
)


@pytest.mark.parametrize(
    ("seen", "what"),
    [
        (replace(SEEN, found=Covered(1, 0)), "no message"),
        (replace(SEEN, found=Covered(0, 1)), "two messages"),
        (replace(SEEN, refusals=2), "refused 2"),
        (replace(SEEN, doubled=1), "twice in the channel"),
        (replace(SEEN, memory=replace(SEEN.memory, after_second=140.0)), "memory"),
        (replace(SEEN, alive=False), "died"),
        (replace(SEEN, unacknowledged=1), "not acknowledged"),
    ],
)
def test_a_flood_is_judged(seen: Flooded, what: str) -> None:
    """Each promise of the flood can break; a first refusal of Slack's breaks none."""
    assert broken(SEEN) == []
    [told] = broken(seen)
    assert what in told


def test_who_stands_in_no_message_is_missed() -> None:
    """A card counts where its message is in the channel, and two of them are one too many."""
    cards = [("1", "a"), ("2", "b"), ("3", "gone"), ("2", "a")]
    assert compare(cards, {"a", "b"}, ["1", "2", "3", "4"]) == Covered(missing=2, twice=1)


@pytest.fixture(scope="module")
def x() -> Iterator[XWorld]:
    """X's stand-in with two people in it."""
    with x_world() as world:
        yield world


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("reset mid-body", CutOff),
        ("500", CutOff),
        ("502 HTML", CutOff),
        ("429 with reset", RateLimited),
        ("429 without", RateLimited),
        ("402", OutOfCredit),
        ("403", Refused),
        ("401", LoginRefused),
        ("wrong JSON", CutOff),
    ],
)
def test_a_follow_meets_a_fault(x: XWorld, kind: str, error: type[NetworkError]) -> None:
    """Each kind comes as the error that decides whether it is sent again; where it took effect, X's record knows."""
    who = x.person()
    x.press("faults", path="/2/users/*/following", method="POST", **BY_NAME[kind].x)
    with pytest.raises(error) as met:
        X(KEYS, base_url=f"{x.wire.url}/x" if x.wire else "").follow(who.id, once())
    assert (who.id in x.we_follow()) is bool(BY_NAME[kind].x.get("after_effect"))
    assert (met.value.retry_at is not None) is BY_NAME[kind].resets
    assert not re.search(r"[{}<>]", met.value.reason)
