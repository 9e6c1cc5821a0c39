"""Messages against a Slack that refuses, rests, or loses answers: each stands there once in the end."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.card import Choice
from slackapp.networks.base import RateLimited
from slackapp.slack.poster import UPDATES_A_MINUTE, UpdateBudget
from tests.slack.listeners.team import Json, Team

POST = "chat.postMessage"


def fault(team: Team, method: str = POST, **what: Any) -> None:
    """What the next call meets."""
    assert team.send("/slack/person/faults", {"method": method, "times": 1, **what})["ok"]


def follow(team: Team) -> Json:
    """A new follower, whose card is about to be posted."""
    team.press("switch", access="enterprise")
    person: Json = team.press("follow", kind="person")["followed"][0]
    team.clock.go(minutes=1)
    team.house.poll.poll(team.account.id)
    return person


def standing(team: Team) -> int:
    """How many cards stand in the channel; the first message is the introduction."""
    return sum("metadata" in m and "follower" in m["metadata"]["event_payload"]["key"] for m in team.messages())


def test_slack_is_given_the_rest_it_asks_for(team: Team) -> None:
    """429 with Retry-After: we come back when Slack said (its clock is the real one), and post once."""
    follow(team)
    fault(team, status=429, error="ratelimited", retry_after=400)
    began = datetime.now(UTC)
    team.work(seconds=200)
    assert standing(team) == 0
    waiting = team.action(ActionKind.POST_MESSAGE)
    assert waiting.due_at is not None
    assert timedelta(seconds=399) < waiting.due_at - began < timedelta(seconds=405)
    team.work(seconds=300)
    assert standing(team) == 1


@pytest.mark.parametrize("effect", [True, False])
@pytest.mark.parametrize("how", [{"status": 500}, {"status": 0}, {"status": 200, "error": "internal_error"}])
def test_a_lost_answer_posts_nothing_twice(team: Team, effect: bool, how: dict[str, Any]) -> None:
    """500s and resets before or after the effect: the message is looked for by its metadata, and stands there once."""
    follow(team)
    fault(team, before_effect=not effect, **how)
    team.work(seconds=120)
    assert standing(team) == 1
    assert team.action(ActionKind.POST_MESSAGE).state is ActionState.DONE
    assert team.choose(Choice.IGNORE)["ok"]  # we know where it stands: it can be drawn again
    team.work()
    assert "gnored" in team.card_text()


def test_the_look_itself_may_fail(team: Team) -> None:
    """Lost, and the history can't be read at first: it waits and looks again, rather than post twice."""
    follow(team)
    fault(team, status=0, before_effect=False)
    fault(team, "conversations.history", status=500, times=2)
    team.work(seconds=300)
    assert standing(team) == 1


def test_a_missing_scope_is_told_and_waited_for(team: Team) -> None:
    """It says what an operator needs, and once the scope is granted the card comes: nothing was lost."""
    follow(team)
    fault(team, status=200, error="missing_scope")
    team.work(seconds=1)
    waiting = team.action(ActionKind.POST_MESSAGE)
    assert waiting.state is ActionState.PLANNED
    assert "missing_scope" in waiting.reason
    team.work(seconds=120)
    assert standing(team) == 1


def test_a_redraw_that_fails_comes_again(team: Team) -> None:
    """The click's own URL is used up and chat.update is refused at first: the card shows the outcome all the same."""
    team.new_follower()
    team.choose(Choice.FOLLOW)
    fault(team, "response_url", status=500, times=10)
    fault(team, "chat.update", status=429, error="ratelimited", retry_after=5, times=2)
    team.work(seconds=200)
    assert "followed back" in team.card_text()
    assert standing(team) == 1


def test_a_no_with_status_200_is_no_redraw(team: Team) -> None:
    """A response_url that refuses in a success, or answers nonsense: the card is drawn by chat.update instead."""
    for said in ({"error": "invalid_auth"}, {"kind": "wrong_shape"}):
        fault(team, "response_url", status=200, times=10, **said)
    team.new_follower()
    team.choose(Choice.FOLLOW)
    team.work(seconds=60)
    assert "followed back" in team.card_text()


def test_processes_share_slacks_limit_on_updates() -> None:
    """Each keeps to its part, for each workspace."""
    budget = UpdateBudget(lambda: 4)
    for workspace_id in (1, 2):
        for _ in range(UPDATES_A_MINUTE // 4):
            budget.spend(workspace_id)
        with pytest.raises(RateLimited):
            budget.spend(workspace_id)
