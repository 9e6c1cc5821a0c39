"""The doctor visits a server: what it can and can't do, whatever it answers, and nothing stays behind."""

import re
from typing import Any

import pytest

from slackapp.doctor import server
from slackapp.doctor.server.visit import Sign
from slackapp.domain.capability import Capability
from slackapp.networks.base import (
    LoginRefused,
    NotAllowed,
    Page,
    Unavailable,
)
from slackapp.sandbox import world
from tests.fake_catalog import TOKEN
from tests.fake_network import FakeNetwork
from tests.networks.mastodon.mock import MockMastodon
from tests.rapport import Rapport, rapport
from tests.stand_ins import stand_ins
from tests.visits import arranged, fake, nothing_written, visited

__all__ = ["fake", "rapport"]

WORDS = ("doctor", "--network", "mastodon")
ESSENTIAL = ("Login", "Followers, first page", "Mentions")


def test_a_server_that_can_do_it_all(rapport: Rapport, fake: FakeNetwork) -> None:
    """Every step has a tick and a duration; the grid says yes to all that was seen; nothing was written."""
    ended = rapport(*WORDS, "--token", TOKEN)
    assert ended.exit_code == 0, ended.output
    steps, _, grid = ended.stdout.partition("\n\n")
    assert all(re.fullmatch(r"✓ [^(]+ \(\d+\.\d\d s\): .+", line) for line in steps.splitlines()), steps
    assert len(steps.splitlines()) == len(server.READS)
    assert "@person6, @person5" in steps
    assert re.search(r"^see followers +yes +yes$", grid, re.MULTILINE)
    assert re.search(r"^like +yes +–$", grid, re.MULTILINE)
    assert nothing_written(fake)


def test_what_is_missing_is_a_cross_with_its_reason(rapport: Rapport, fake: FakeNetwork) -> None:
    """Declared and refused, or never declared: the grid tells both; only the essential changes the exit code."""
    fake.follow_times = None
    fake.forbid(Capability.FOLLOW, "This server lets nobody follow.")
    fake.fail_next("own_posts", Unavailable("The server is having a nap."))
    ended = rapport(*WORDS, "--token", TOKEN)
    assert ended.exit_code == 0
    assert re.search(r"^– New followers with times \(.*\): This network tells no times\.$", ended.stdout, re.MULTILINE)
    assert re.search(r"^✗ Own posts \(.*\): The server is having a nap\.$", ended.stdout, re.MULTILINE)
    assert re.search(r"^follow +by hand +– +This server lets nobody follow\.$", ended.stdout, re.MULTILINE)
    assert re.search(r"^see when somebody followed +no +– +This network tells no times\.$", ended.stdout, re.MULTILINE)


@pytest.mark.parametrize("method", ["me", "followers", "mentions"])
def test_what_rapport_cant_do_without_is_told_by_the_exit_code(
    rapport: Rapport, fake: FakeNetwork, method: str
) -> None:
    """Without a login, followers or mentions it is 1."""
    fake.fail_next(method, NotAllowed("Not here.", Capability.READ_MENTIONS))
    assert rapport(*WORDS, "--token", TOKEN).exit_code == 1


def test_a_refused_login_ends_the_visit(rapport: Rapport, fake: FakeNetwork) -> None:
    """Nobody is asked what only somebody signed in may ask."""
    fake.fail_next("me", LoginRefused("The server refuses this login."))
    ended = rapport(*WORDS, "--token", TOKEN)
    assert ended.exit_code == 1
    assert [call.method for call in fake.calls] == ["me"]
    assert len(ended.stdout.partition("\n\n")[0].splitlines()) == 1


def test_a_token_is_asked_for_and_never_shown(rapport: Rapport, fake: FakeNetwork) -> None:
    """From the environment, standard input or a hidden question; a wrong one is a plain line."""
    for words, env, typed in (
        ((), {}, f"{TOKEN}\n"),
        ((), {"RAPPORT_TOKEN": TOKEN}, ""),
        (("--token", "-"), {}, f"{TOKEN}\n"),
    ):
        ended = rapport(*WORDS, *words, env=env, typed=typed)
        assert ended.exit_code == 0, ended.output
        assert TOKEN not in ended.output
    wrong = rapport(*WORDS, "--token", "sesame")
    assert (wrong.exit_code, wrong.stderr) == (2, "rapport: The fake server refuses this login.\n")


def test_its_options_go_with_a_network(rapport: Rapport) -> None:
    """--try without --network does nothing."""
    ended = rapport("doctor", "--try", "@mira")
    assert (ended.exit_code, ended.stderr) == (2, "rapport: --url, --handle, --try and --yes go with --network.\n")


@pytest.mark.parametrize(
    ("arrange", "step", "told"),
    [
        (lambda n: n.follower_ids.insert(1, n.follower_ids[0]), "Followers, first page", "twice"),
        (
            lambda n: setattr(n, "followers", lambda *_: Page((n.me(),), "1")),
            "Followers, second page",
            "doesn't walk on",
        ),
        (lambda n: n.follower_ids.clear(), "Who follows whom", "nobody follows"),
        (lambda n: n.follower_ids.reverse(), "Followers newest first", "older followers stand above newer"),
        (lambda n: n.follow_times.reverse(), "New followers with times", "not newest first"),
        (lambda n: setattr(n, "followers", lambda *_: Page(())), "A cursor that is none", "an empty page"),
        (lambda n: setattr(n, "people", lambda _ids: {}), "People by id", "5 of 5"),
        (lambda n: setattr(n, "person", lambda _handle: n.me()), "A person by handle", "somebody else"),
        (lambda n: setattr(n, "relationships", lambda _ids: {}), "Who follows whom", "differently"),
        (lambda n: setattr(n, "posts", lambda _ids: ()), "Posts of a thread", "none of 1"),
    ],
)
def test_what_is_odd_is_seen(arrange: Any, step: str, told: str) -> None:
    """A server that answers, but not as it should."""
    network = arranged()
    arrange(network)
    _, outcomes = visited(network)
    assert outcomes[step].sign is not Sign.WELL
    assert told in outcomes[step].told


def test_pages_that_overlap_are_told_and_harm_nobody() -> None:
    """Some servers cut a list so that one comes twice: the walk goes on all the same."""
    network = arranged()
    network.follower_ids.insert(5, network.follower_ids[4])
    _, outcomes = visited(network)
    assert outcomes["Followers, second page"].sign is Sign.WELL
    assert outcomes["Followers, second page"].told.endswith("; 1 of the first page came again")


def test_against_a_server_of_mastodons_shape(rapport: Rapport) -> None:
    """Over real HTTP, with a try: everything works there, and nothing is left."""
    with MockMastodon() as mock:
        for number in range(7):
            mock.add_follower(f"person{number}")
        words = ("--url", mock.base_url, "--try", "person3", "--yes")
        ended = rapport(*WORDS, *words, env={"RAPPORT_TOKEN": mock.token})
        assert ended.exit_code == 0, ended.output
        assert "✗" not in ended.stdout
        assert "something unexpected" not in ended.stdout
        assert (mock.our_posts(), mock.our_following()) == ([], [])


def test_against_x(rapport: Rapport, tmp_path: Any) -> None:
    """X's stand-in, without Slack: what it doesn't tell is skipped, and what is by hand is told as that."""
    with stand_ins(tmp_path) as running:
        env = {name: value for name, value in running.settings().items() if name.startswith("X_")}
        token = f"{world.ACCESS_TOKEN}:{world.ACCESS_TOKEN_SECRET}"
        ended = rapport("doctor", "--network", "x", env=env | {"RAPPORT_TOKEN": token})
    assert ended.exit_code == 0, ended.output
    assert "something unexpected" not in ended.stdout
    for step in ESSENTIAL:
        assert re.search(rf"^✓ {step} \(", ended.stdout, re.MULTILINE), ended.stdout
    assert re.search(r"^– New followers with times", ended.stdout, re.MULTILINE)
    assert world.ACCESS_TOKEN_SECRET not in ended.output
