"""Many new followers or questions at once: one message, a review that pages, decisions inside it."""

import pytest

from slackapp.domain.card import CardKind, CardStatus, Choice, FacetState
from slackapp.slack import ids
from tests.slack.listeners.team import ADA, BEN, Json, Team, find_all, words

pytestmark = pytest.mark.networks  # long

FOLLOW, IGNORE, REPLY = (ids.card_action_id(each) for each in (Choice.FOLLOW, Choice.IGNORE, Choice.REPLY))


@pytest.fixture
def grouped(team: Team) -> Team:
    """The team with twelve new followers in one message."""
    team.press("switch", access="enterprise")
    team.press("follow", kind="person", count=12)
    team.poll()
    return team


@pytest.fixture
def many_ask(team: Team) -> Team:
    """The team with seven questions in one message, and an urgent one before it."""
    team.press("switch", access="enterprise")
    for n in range(7):
        team.press("mention", kind="question", text=f"@tidewatercoffee do you ship to town {n}?")
    team.press("mention", kind="question", text="@tidewatercoffee my order 4411 is broken, this is urgent! Help!")
    team.poll()
    return team


def test_questions_are_answered_liked_and_put_off_in_the_review(many_ask: Team) -> None:
    """Reply opens on top and its outcome shows below; a like and a snooze come from the menu; Next goes on."""
    urgent, grouped = many_ask.messages()[-2:]
    assert "order 4411" in words(urgent)
    assert "7 new questions" in words(grouped)
    many_ask.click(grouped, ids.REVIEW_OPEN)
    assert "town 0" in words(many_ask.view())
    assert many_ask.click_view(many_ask.view(), REPLY)["ok"]
    assert [view["callback_id"] for view in many_ask.state()["views"]] == [ids.REVIEW_VIEW, ids.REPLY_VIEW]
    box = find_all(many_ask.view()["blocks"], ids.REPLY_INPUT)[0][1]
    assert many_ask.submit(f"{box['initial_value']}we do!")["ok"]
    many_ask.work()
    assert f"<@{ADA.id}> replied" in words(many_ask.view())
    assert many_ask.click_view(many_ask.view(), ids.REVIEW_NEXT)["ok"]
    assert from_menu(many_ask, ids.MenuItem.WHY)["ok"]
    assert many_ask.click_view(many_ask.view(), ids.card_action_id(Choice.LIKE))["ok"]
    many_ask.work()
    assert many_ask.person("close", view_id=many_ask.view()["id"])["ok"]
    assert "liked this" in words(many_ask.view())
    assert from_menu(many_ask, ids.MenuItem.SNOOZE)["ok"]
    assert [view["callback_id"] for view in many_ask.state()["views"]] == [ids.REVIEW_VIEW, ids.SNOOZE_VIEW]
    assert many_ask.person("submit", view_id=many_ask.view()["id"], state={})["ok"]
    assert "Asleep" in words(many_ask.view())
    many_ask.work()
    assert "1 of 7 decided: 1 answered, 0 ignored" in words(many_ask.messages()[-1])
    assert len(many_ask.by_api("posts")) == len(many_ask.by_api("likes")) == 1


def from_menu(team: Team, item: ids.MenuItem) -> Json:
    """Choose from the menu of the card in review."""
    view = team.view()
    value = next(
        str(option["value"])
        for block in view["blocks"]
        for element in block.get("elements", [])
        for option in element.get("options", [])
        if str(option["value"]).startswith(f"{item.value}:")
    )
    return team.click_view(view, ids.CARD_MENU, value=value)


def one_by_one(team: Team, user: str = ADA.id) -> None:
    """Review, and in it the first who waits, alone."""
    team.click(team.messages()[-1], ids.REVIEW_OPEN, user)
    assert team.click_view(team.view(user), ids.REVIEW_ONE, user)["ok"]


def test_page_decide_page_on(grouped: Team) -> None:
    """One by one begins at the first undecided; a decision is shown in place, then its outcome; Next goes on."""
    assert "12 new followers" in grouped.card_text()
    assert len(grouped.messages()) == 2
    one_by_one(grouped)
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
    one_by_one(grouped)
    grouped.click_view(grouped.view(), IGNORE)
    one_by_one(grouped, BEN.id)
    assert "2 of 12" in words(grouped.view(BEN.id))


def test_the_outcome_of_a_card_paged_away_from_is_not_drawn_over_the_next(grouped: Team) -> None:
    """What comes of a click on the first card leaves the second one on the screen."""
    one_by_one(grouped)
    grouped.click_view(grouped.view(), FOLLOW)
    grouped.click_view(grouped.view(), ids.REVIEW_NEXT)
    grouped.work()
    assert "2 of 12" in words(grouped.view())


def test_hello_from_the_review_opens_on_top_of_it(grouped: Team) -> None:
    """Say hello is pushed over the review, and sending it leads back."""
    one_by_one(grouped)
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
        one_by_one(grouped, user.id)
    stale = grouped.view(BEN.id)
    grouped.click_view(grouped.view(), IGNORE)
    assert grouped.click_view(stale, FOLLOW, BEN.id)["ok"]
    grouped.work()
    assert grouped.by_api("follows") == []
    assert f"<@{ADA.id}>" in words(grouped.view(BEN.id))


def test_a_view_that_is_gone_takes_no_decision_back(grouped: Team) -> None:
    """The modal was closed while the click was on its way: the decision stands, and nothing says otherwise."""
    one_by_one(grouped)
    grouped.send("/slack/person/faults", {"method": "views.update", "status": 200, "error": "not_found", "times": 1})
    assert grouped.click_view(grouped.view(), FOLLOW) == {"ok": True}
    assert grouped.told() == []
    grouped.work()
    assert len(grouped.by_api("follows")) == 1
    decided = [card for card in grouped.cards() if card.kind is CardKind.FOLLOWER and card.status is CardStatus.DONE]
    assert [card.follow for card in decided] == [FacetState.DONE]
