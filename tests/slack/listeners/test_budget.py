"""Cost and budget over the wire: our meter beside X's own record, who may set a budget, what comes of it."""

from decimal import Decimal

import pytest
from sqlalchemy import func, select

from slackapp.domain.card import Choice
from slackapp.domain.spending import DOLLAR, Budget, UsedUp
from slackapp.slack import ids
from slackapp.store import spend
from tests.slack.listeners.payloads import view_submission
from tests.slack.listeners.team import ADA, BEN, Json, Team, words
from tests.slack.listeners.test_hostile import sent
from tests.slack.listeners.test_tuning import command


def counted(team: Team) -> int:
    """What everything cost by our own meter, in micro USD."""
    team.house.spending.flush()
    with team.house.database.read() as tx:
        return int(tx.execute(select(func.sum(spend.spend.c.micro_usd))).scalar_one())


def charged(team: Team) -> int:
    """What X itself says it charged."""
    return int(Decimal(str(team.record()["spent_usd"])) * DOLLAR)


def kept(team: Team) -> Budget | None:
    """The budget there is."""
    with team.house.database.read() as tx:
        return spend.budget(tx, team.account)


def boxes(team: Team, amount: str, then: str = "hourly", shown: int = 0, account: int = 0) -> Json:
    """The state of the modal."""
    number = account or team.account.id
    typed = {"type": "plain_text_input", "value": amount}
    chosen = {"type": "radio_buttons", "selected_option": {"value": then}}
    return {
        ids.budget_block_id(ids.BUDGET_AMOUNT, number, str(shown)): {ids.BUDGET_INPUT: typed},
        ids.budget_block_id(ids.BUDGET_THEN, number, "hourly"): {ids.BUDGET_INPUT: chosen},
    }


@pytest.mark.networks
def test_our_meter_is_xs_own_record(team: Team) -> None:
    """Connecting, polls, a full read, a reply, a follow, its undoing, posts that were paid for: to the cent."""
    assert counted(team) == charged(team) > 0
    team.new_question()
    team.choose(Choice.REPLY)
    team.submit("Yes, we do!")
    team.work()
    team.new_follower()
    team.click(team.message_with(ids.POSTS_PAY), ids.POSTS_PAY)
    for choice in (Choice.FOLLOW, Choice.UNDO_FOLLOW):
        team.choose(choice)
        team.work()
    assert [len(team.by_api(what)) for what in ("posts", "follows", "unfollows")] == [1, 1, 1]
    us = f"/2/users/{team.account.network_user_id}/"
    assert [c for c in team.record()["calls"] if c["path"].endswith("/tweets") and not c["path"].startswith(us)]
    for _ in range(3):
        team.poll()
    team.clock.go(hours=30)
    team.poll()
    assert counted(team) == charged(team) > 0


def test_set_by_an_admin_read_by_all(team: Team) -> None:
    """What can't be read is told in its box; saved, it counts, is noted, and stands in status; others only look."""
    command(team, "budget")
    view = team.view()
    assert "today" in words(view)
    refused = team.person("submit", ADA.id, view_id=view["id"], state=boxes(team, "a lot"))
    assert "US dollars" in str(refused["errors"])
    saved = team.person("submit", ADA.id, view_id=view["id"], state=boxes(team, "7.50", "pause"))
    assert saved["action"] == "update"
    assert kept(team) == Budget(7_500_000, UsedUp.PAUSE, ADA.id)
    command(team, "budget", BEN.id)
    assert "$7.50 a month; once it is used up, Rapport looks for nothing new" in words(team.told(BEN.id)[-1])
    command(team, "status", BEN.id)
    assert "% of $7.50" in words(team.told(BEN.id)[-1])
    here = ids.metadata(team.account.workspace_id, 0)
    for state, user, place in (
        (boxes(team, "1", shown=7_500_000), BEN.id, here),
        (boxes(team, "1"), ADA.id, ids.metadata(77, 0)),
        (boxes(team, "1", account=77), ADA.id, here),
        (boxes(team, "1", then="never"), ADA.id, here),
        (boxes(team, "7.5", shown=7_500_000), ADA.id, here),  # nothing but the same
    ):
        sent(team, "form", view_submission(ids.BUDGET_VIEW, place, state, user))
        assert kept(team) == Budget(7_500_000, UsedUp.PAUSE, ADA.id)


def test_used_up_it_is_told_and_a_click_goes_on(team: Team) -> None:
    """The channel hears it, no look follows, the button says its price, and the click is done all the same."""
    team.new_follower()
    team.house.spending.flush()
    team.house.spending.change(team.account, Budget(10_000, UsedUp.PAUSE, ADA.id), ADA.id, "Budget: a cent")
    team.work()
    assert "is used up" in words(team.messages()[-1])
    assert "X charges $0.015 for it" in str(team.messages()[-2])
    calls = len(team.record()["calls"])
    team.poll()
    assert len(team.record()["calls"]) == calls
    team.choose(Choice.FOLLOW)
    team.work()
    assert len(team.by_api("follows")) == 1
