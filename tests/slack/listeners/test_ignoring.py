"""A question is ignored for a reason, which stands on its card; a follower at once."""

import pytest

from slackapp.domain.card import CardStatus, Choice
from slackapp.domain.ignoring import Why, told
from slackapp.slack import ids
from tests.slack.listeners.payloads import block_actions, view_submission
from tests.slack.listeners.team import ADA, BEN, Team, find, find_all, words
from tests.slack.listeners.test_hostile import sent
from tests.slack.listeners.test_tuning import command

IGNORE = ids.card_action_id(Choice.IGNORE)


@pytest.mark.parametrize(
    ("why", "note", "said"),
    [
        (Why.ELSEWHERE, "", "answered elsewhere"),
        (Why.SPAM, "  the third\ntoday ", "spam or abuse: the third today"),
        (Why.OTHER, "her order is on its way", "her order is on its way"),
        (Why.OTHER, " \n ", ""),
    ],
)
def test_a_reason_is_a_few_words(why: Why, note: str, said: str) -> None:
    """What was chosen, with what was written beside it; *other* alone is none."""
    assert told(why, note) == said
    assert len(told(why, "x" * 5_000)) <= 300


def test_a_question_is_ignored_for_a_reason_that_stands_everywhere(team: Team) -> None:
    """The button asks, none is chosen beforehand, *other* wants words; then all say it, until undone."""
    team.new_question()
    old = team.messages()[-1]
    assert team.choose(Choice.IGNORE)["ok"]
    assert team.cards()[-1].status is CardStatus.OPEN  # the click alone decides nothing
    assert "initial_option" not in find(team.view()["blocks"], ids.IGNORE_INPUT)[1]
    assert ids.IGNORE_NOTE in team.give_reason("other", note=" ")["errors"]
    assert team.give_reason(note="we called <!here> her")["ok"]
    team.work()
    card = team.cards()[-1]
    assert (card.status, card.closed_why) == (CardStatus.IGNORED, "answered elsewhere: we called <!here> her")
    reason = f"Ignored by <@{ADA.id}>: answered elsewhere: we called &lt;!here&gt; her"
    assert reason in team.card_text()
    command(team, "audit")
    assert "answered elsewhere: we called &lt;!here&gt; her" in words(team.told()[-1])
    team.person("command", text="/questions all", channel=old["channel"])
    assert reason in words(team.told()[-1])
    sent(team, "form", block_actions(IGNORE, str(card.id), BEN.id))  # an old message's button opens nothing any more
    assert (team.state(BEN.id)["views"], team.cards()[-1]) == ([], card)
    team.choose(Choice.REOPEN, BEN.id)
    team.work()
    assert (team.cards()[-1].status, team.cards()[-1].closed_why) == (CardStatus.OPEN, "")
    assert "answered elsewhere" not in team.card_text()


def test_many_questions_are_ignored_for_one_reason(team: Team) -> None:
    """The list's button asks once for all, and each card keeps it; what nobody made is refused."""
    team.press("switch", access="enterprise")
    for number in range(7):
        team.press("mention", kind="question", text=f"@tidewatercoffee do you ship to Oslo {number}?")
    team.poll()
    assert team.click(team.message_with(ids.REVIEW_OPEN), ids.REVIEW_OPEN)["ok"]
    assert team.click_view(team.view(), ids.REVIEW_LIST)["ok"]
    assert team.click_view(team.view(), ids.PICK_ALL)["ok"]
    assert team.click_view(team.view(), ids.BULK_IGNORE)["ok"]
    assert "7 questions" in words(team.view())
    assert {card.status for card in team.cards()} == {CardStatus.OPEN}
    forged = view_submission(ids.IGNORE_MANY_VIEW, "1:x", {}, ADA.id)
    sent(team, "form", forged)
    assert {card.status for card in team.cards()} == {CardStatus.OPEN}
    assert team.give_reason("not_meant")["ok"]
    team.work()
    assert {(card.status, card.closed_why) for card in team.cards()} == {(CardStatus.IGNORED, "not meant for us")}
    assert "All decided" in words(team.view())
    assert not find_all(team.view()["blocks"], ids.BULK_IGNORE)
