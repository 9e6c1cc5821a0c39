"""X answers in every broken way there is: each click ends in a card that says what happened and what comes next."""

from typing import Any

import pytest
import requests

from slackapp.domain.action import ActionKind
from slackapp.domain.card import Choice
from slackapp.networks.x import X
from slackapp.networks.x.wire import XWire
from tests.slack.listeners.team import Team, formatted

pytestmark = pytest.mark.networks  # long

BROKEN = ["html", "hang", "reset", "half", "slow", "garbled", "cut", "wrong_shape"]


class Hurried(XWire):
    """Gives up the next write after a second of silence; every other call has the time it needs."""

    def __init__(self, base_url: str) -> None:
        super().__init__(base_url, (5, 5))
        self._writes = 0

    def send(self, request: requests.PreparedRequest, *args: Any, **settings: Any) -> requests.Response:
        """Send it once."""
        self._writes += request.method == "POST"
        self._timeout = (5, 1) if request.method == "POST" and self._writes == 1 else (5, 5)
        return super().send(request, *args, **settings)


def fault(team: Team, path: str, kind: str, **what: Any) -> None:
    """What X's next write meets; one that hangs is given up, one that drips breaks off after a moment."""
    if kind == "hang":
        what["seconds"] = 10
        network = team.house.networks.of(team.account.id)
        assert isinstance(network, X)
        network._calls.session.mount("https://", Hurried(f"{team.sandbox.url}/x"))
    team.press("faults", **({"path": path, "kind": kind, "method": "POST", "seconds": 0.3, "times": 1} | what))


@pytest.mark.parametrize("after_effect", [False, True])
def test_a_broken_follow_ends_well(team: Team, after_effect: bool) -> None:
    """Whatever comes back, and whether it happened or not: it is read back, happens once, and the card says so."""
    for kind in BROKEN:
        person = team.new_follower()
        fault(team, "/2/users/*/following", kind=kind, after_effect=after_effect)
        assert team.choose(Choice.FOLLOW)["ok"]
        team.work(seconds=300)
        follows = [follow for follow in team.by_api("follows") if follow["target_id"] == person["id"]]
        assert len(follows) == 1, kind
        assert "followed back" in team.card_text(), kind


@pytest.mark.parametrize("after_effect", [False, True])
def test_a_broken_reply_is_never_sent_twice(team: Team, after_effect: bool) -> None:
    """A reply that may be out is looked for: found, or the card says that nobody knows and offers what to do."""
    for kind in BROKEN:
        team.new_question(f"@tidewatercoffee is it open on {kind} days?")
        fault(team, "/2/tweets", kind=kind, after_effect=after_effect)
        assert team.choose(Choice.REPLY)["ok"]
        assert team.submit(f"Yes, {kind}!")["ok"]
        team.work(seconds=300)
        sent = [post for post in team.by_api("posts") if post["text"] == f"Yes, {kind}!"]
        said, action = formatted(team.messages()[-1]), team.action(ActionKind.REPLY)
        assert len(sent) == after_effect or (len(sent) == 1 and "replied" in said), (kind, action)
        if sent:
            assert "replied" in said, kind
        else:
            assert "not sure" in said or "Check" in str(team.messages()[-1]["blocks"]), (kind, said)


@pytest.mark.parametrize(
    ("status", "said"),
    [(401, "connect"), (402, "credit"), (403, ""), (404, ""), (429, "nothing is lost"), (500, ""), (503, "")],
)
def test_every_refusal_is_told(team: Team, status: int, said: str) -> None:
    """A no of X's ends on the card with a reason and a next step, or goes away by itself and ends in the follow."""
    team.new_follower()
    fault(team, "/2/users/*/following", kind="status", status=status, after_effect=False, seconds=60)
    team.choose(Choice.FOLLOW)
    team.work(seconds=20)
    early = formatted(team.messages()[-1])
    team.work(seconds=600)
    late = formatted(team.messages()[-1])
    assert "followed back" in late or team.messages()[-1]["blocks"][-1]["type"] == "actions", late
    assert said.lower() in (early + late).lower()
