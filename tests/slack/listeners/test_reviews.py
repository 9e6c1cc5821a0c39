"""Many new followers at once: one message, a review that pages, decisions inside it."""

import pytest

from slackapp.domain.card import CardKind, CardStatus, Choice, FacetState
from slackapp.slack import ids
from tests.slack.listeners.team import ADA, BEN, Team, find_all, words

FOLLOW, IGNORE = ids.card_action_id(Choice.FOLLOW), ids.card_action_id(Choice.IGNORE)


@pytest.fixture
def grouped(team: Team) -> Team:
    """The team with twelve new followers in one message."""
    team.press("switch", access="enterprise")
    team.press("follow", kind="person", count=12)
    team.poll()
    return team


def test_page_decide_page_on(grouped: Team) -> None:
    """Review opens at the first undecided; a decision is shown in place, then its outcome; Next goes on."""
    assert "12 new followers" in grouped.card_text()
    assert len(grouped.messages()) == 2
    assert grouped.click(grouped.messages()[-1], ids.REVIEW_OPEN)["ok"]
    assert "1 of 12" in words(grouped.view())
    assert grouped.click_view(grouped.view(), FOLLOW)["ok"]
    assert not find_all(grouped.view()["blocks"], FOLLOW)  # shown at once
    assert "1 of 12" in words(grouped.view())
    grouped.work()
    assert f"<@{ADA.id}> followed back" in words(grouped.view())  # and again when it had happened
    assert grouped.click_view(grouped.view(), ids.REVIEW_NEXT)["ok"]
    assert "2 of 12" in words(grouped.view())
    assert grouped.click_view(grouped.view(), IGNORE)["ok"]
    grouped.work()
    assert "2 of 12 decided: 1 followed back, 1 ignored" in grouped.card_text()
    assert grouped.click_view(grouped.view(), ids.REVIEW_PREVIOUS)["ok"]
    assert "1 of 12" in words(grouped.view())
    assert len(grouped.by_api("follows")) == 1
    assert len(grouped.messages()) == 2


def test_a_review_begins_where_the_team_stopped(grouped: Team) -> None:
    """Whoever opens it next sees the first card that still waits."""
    grouped.click(grouped.messages()[-1], ids.REVIEW_OPEN)
    grouped.click_view(grouped.view(), IGNORE)
    grouped.click(grouped.messages()[-1], ids.REVIEW_OPEN, BEN.id)
    assert "2 of 12" in words(grouped.view(BEN.id))


def test_the_outcome_of_a_card_paged_away_from_is_not_drawn_over_the_next(grouped: Team) -> None:
    """What comes of a click on the first card leaves the second one on the screen."""
    grouped.click(grouped.messages()[-1], ids.REVIEW_OPEN)
    grouped.click_view(grouped.view(), FOLLOW)
    grouped.click_view(grouped.view(), ids.REVIEW_NEXT)
    grouped.work()
    assert "2 of 12" in words(grouped.view())


def test_hello_from_the_review_opens_on_top_of_it(grouped: Team) -> None:
    """Say hello is pushed over the review, and sending it leads back."""
    grouped.click(grouped.messages()[-1], ids.REVIEW_OPEN)
    assert grouped.click_view(grouped.view(), ids.card_action_id(Choice.REPLY))["ok"]
    assert [view["callback_id"] for view in grouped.state()["views"]] == [ids.REVIEW_VIEW, ids.REPLY_VIEW]
    box = find_all(grouped.view()["blocks"], ids.REPLY_INPUT)[0][1]
    assert grouped.submit(f"{box['initial_value']}welcome!")["ok"]
    assert [view["callback_id"] for view in grouped.state()["views"]] == [ids.REVIEW_VIEW]
    grouped.work()
    assert len(grouped.by_api("posts")) == 1


def test_two_reviewers_never_decide_one_card_twice(grouped: Team) -> None:
    """Ben's click on the card Ada just decided changes nothing and shows him what she did."""
    for user in (ADA, BEN):
        grouped.click(grouped.messages()[-1], ids.REVIEW_OPEN, user.id)
    stale = grouped.view(BEN.id)
    grouped.click_view(grouped.view(), IGNORE)
    assert grouped.click_view(stale, FOLLOW, BEN.id)["ok"]
    grouped.work()
    assert grouped.by_api("follows") == []
    assert f"<@{ADA.id}>" in words(grouped.view(BEN.id))


def test_a_view_that_is_gone_takes_no_decision_back(grouped: Team) -> None:
    """The modal was closed while the click was on its way: the decision stands, and nothing says otherwise."""
    grouped.click(grouped.messages()[-1], ids.REVIEW_OPEN)
    grouped.send("/slack/person/faults", {"method": "views.update", "status": 200, "error": "not_found", "times": 1})
    assert grouped.click_view(grouped.view(), FOLLOW) == {"ok": True}
    assert grouped.told() == []
    grouped.work()
    assert len(grouped.by_api("follows")) == 1
    decided = [card for card in grouped.cards() if card.kind is CardKind.FOLLOWER and card.status is CardStatus.DONE]
    assert [card.follow for card in decided] == [FacetState.DONE]
