"""What the doctor tries for real is asked for, seen, and taken back; whatever a server does, nothing stays behind."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.doctor import server
from slackapp.doctor.server.visit import Sign
from slackapp.domain.capability import Capability
from slackapp.networks.base import (
    CutOff,
    Gone,
    LoginRefused,
    NotAllowed,
    OutOfCredit,
    Page,
    RateLimited,
    Refused,
    Unavailable,
)
from tests.fake_catalog import TOKEN
from tests.fake_network import FakeNetwork
from tests.rapport import Rapport, rapport
from tests.visits import arranged, fake, nothing_written, visited

__all__ = ["fake", "rapport"]

WORDS = ("doctor", "--network", "mastodon")


def test_a_try_is_asked_for_done_and_taken_back(rapport: Rapport, fake: FakeNetwork) -> None:
    """A no does nothing. A yes follows, unfollows, greets in public and deletes: each seen, nothing left."""
    timeline = list(fake.timeline)
    no = rapport(*WORDS, "--token", TOKEN, "--try", "@mira", typed="n\n")
    assert no.exit_code == 0
    assert "public hello" in no.stdout
    assert nothing_written(fake)
    yes = rapport(*WORDS, "--token", TOKEN, "--try", "mira", "--yes")
    for what in ("Follow", "Unfollow", "Say hello", "Delete that hello"):
        assert re.search(rf"^✓ {what} \(", yes.stdout, re.MULTILINE), yes.stdout
    for does in ("follow", "unfollow", "say hello", "delete our posts"):
        assert re.search(rf"^{does} +yes +yes$", yes.stdout, re.MULTILINE)
    assert len(fake.follows) == len(fake.posted) == 1
    assert fake.posted[0].text.startswith("@mira ")
    assert fake.following_ids == []
    assert fake.timeline == timeline


def test_whom_we_follow_already_is_left_alone() -> None:
    """A try never ends what was there before it."""
    network = arranged()
    mira = next(p for p in network.known.values() if p.handle == "mira")
    for there in (network.following_ids, network.requested_ids):
        there.append(mira.id)
        _, outcomes = visited(network, guest="mira")
        assert outcomes["Follow"].sign is outcomes["Unfollow"].sign is Sign.SKIPPED
        assert there == [mira.id]
        there.clear()


def test_nobody_to_try_it_on() -> None:
    """A name nobody has, or our own: nothing is written."""
    for name in ("nobody", "fernandfable"):
        network = arranged()
        _, outcomes = visited(network, guest=name)
        assert outcomes[f"Whom to try it on: @{name}"].sign is Sign.ILL
        assert outcomes["Follow"].sign is outcomes["Say hello"].sign is Sign.SKIPPED
        assert nothing_written(network)


@pytest.mark.parametrize("after_effect", [True, False])
def test_an_answer_that_is_lost_is_looked_after(after_effect: bool) -> None:
    """Where a follow or a hello may have happened, it is looked for, told, and taken back."""
    network = arranged()
    for method in ("follow", "hello"):
        network.fail_next(method, CutOff("The answer was lost."), after_effect=after_effect)
    _, outcomes = visited(network, guest="mira")
    assert (
        outcomes["Follow"].told == f"The answer was lost. Looked again: {'it' if after_effect else 'nothing'} happened"
    )
    assert "Looked again" in outcomes["Say hello"].told
    assert outcomes["Unfollow"].sign is Sign.WELL
    assert outcomes["Delete that hello"].sign is (Sign.WELL if after_effect else Sign.SKIPPED)
    assert network.following_ids == []
    assert all(post not in network.timeline for post in network.posted)


def test_what_cant_be_taken_back_is_told_with_the_page() -> None:
    """A person has to do it: the line says what and where."""
    network = arranged()
    network.forbid(Capability.UNFOLLOW, "Unfollowing isn't allowed.")
    network.fail_next("delete_post", Unavailable("The server is down."))
    visit, outcomes = visited(network, guest="mira")
    assert network.profile_url("mira") in outcomes["Unfollow"].told
    assert network.posted[0].id in outcomes["Delete that hello"].told
    assert visit.seen[Capability.UNFOLLOW] == (False, "Unfollowing isn't allowed.")
    assert [step.what for step in server.take_back(visit)] == ["Unfollow", "Delete that hello"]


FAULTS: tuple[Any, ...] = (
    *(error("No.") for error in (RateLimited, Unavailable, OutOfCredit, LoginRefused, Refused, Gone, CutOff)),
    NotAllowed("Not by API.", Capability.FOLLOW),
    RuntimeError("a fault of ours\nTraceback (most recent call last)"),
    None,
    "\x1b[2Jnonsense",
    Page(("not a profile",), "1"),  # type: ignore[var-annotated]  # on purpose
)
METHODS = [
    "me",
    "followers",
    "new_followers",
    "mentions",
    "own_posts",
    "people",
    "person",
    "posts",
    "relationship",
    "relationships",
    "follow",
    "unfollow",
    "hello",
    "delete_post",
    "find_post",
    "opening",
    "permissions",
    "count",
    "profile_url",
    "post_url",
]


class Broken:
    """A network of which some methods fail, or answer nonsense."""

    def __init__(self, network: FakeNetwork, faults: dict[str, Any]) -> None:
        self._network, self._faults = network, faults

    def __getattr__(self, name: str) -> Any:
        """The network's own, or a fault."""
        if name not in self._faults:
            return getattr(self._network, name)
        fault = self._faults[name]

        def call(*_args: object, **_named: object) -> Any:
            if isinstance(fault, Exception):
                raise fault
            return fault

        return call


@settings(deadline=None, max_examples=120)
@given(faults=st.dictionaries(st.sampled_from(METHODS), st.sampled_from(FAULTS), max_size=4))
def test_nothing_a_server_does_breaks_the_visit(faults: dict[str, Any]) -> None:
    """Whatever fails or answers nonsense: every step is one clean line with a sign, and the grid is drawn."""
    network = arranged()
    visit, outcomes = visited(Broken(network, faults), guest="mira")  # type: ignore[arg-type]  # it is one, in its way
    lines = [*(outcome.line() for outcome in outcomes.values()), *server.grid(visit)]
    assert lines
    for line in lines:
        assert "\n" not in line
        assert "\x1b" not in line
    assert all(line[0] in "✓✗–" for line in lines[: len(outcomes)])
    undone = {"unfollow", "relationship", "delete_post", "find_post", "posts"} & set(faults)
    if not undone:
        assert network.following_ids == []
        assert all(post not in network.timeline for post in network.posted)
