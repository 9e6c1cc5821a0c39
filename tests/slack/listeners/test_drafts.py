"""Approval over the wire: what somebody writes who may not send, and what becomes of it."""

import json

import pytest

from slackapp.domain.card import Choice
from slackapp.domain.roles import EVERYONE, Roles, Who
from slackapp.slack import ids
from tests.slack.listeners.team import ADA, BEN, CHIARA, Json, Team, formatted, words
from tests.slack.listeners.test_roles import ONLY_ADA, give

WORDS = "Yes, since <!channel> *Friday*!"
DIRECT = "D" + BEN.id[1:]


@pytest.fixture
def approved(team: Team) -> Team:
    """The team with a question in the channel, where Ada and Chiara approve replies."""
    team.new_question()
    give(team, Roles(EVERYONE, Who(frozenset({ADA.id, CHIARA.id}))))
    return team


def drafted(team: Team, text: str = WORDS, user: str = BEN.id) -> None:
    """Somebody who may not send writes a reply."""
    assert team.choose(Choice.REPLY, user)["ok"]
    assert team.submit(text, user) == {"ok": True, "action": "update"}
    team.work()


def press(team: Team, action_id: str, user: str = ADA.id) -> Json:
    """Press a draft's button on the card."""
    return team.click(team.message_with(action_id), action_id, user)


def typed(team: Team, block_id: str, text: str, user: str = ADA.id) -> Json:
    """Type into the window on top and send it."""
    state = {block_id: {ids.DRAFT_INPUT: {"type": "plain_text_input", "value": text}}}
    return team.person("submit", user, view_id=team.view(user)["id"], state=state)


def posts(team: Team) -> list[str]:
    """What stands on the network."""
    return [post["text"] for post in team.by_api("posts")]


def test_a_reply_becomes_a_draft_and_is_sent_once_with_both_names(approved: Team) -> None:
    """Its author is told; the card shows it as it was typed; others are refused kindly; one post, two names."""
    drafted(approved)
    assert "waits for approval" in words(approved.view(BEN.id))
    card = approved.messages()[-1]
    assert f"A draft by <@{BEN.id}> waits for approval" in words(card)
    assert json.dumps(WORDS)[1:-1] in words(card)
    assert "<!channel>" not in formatted(card["blocks"])
    assert posts(approved) == []
    press(approved, ids.DRAFT_SEND, BEN.id)
    assert "few hands" in words(approved.told(BEN.id)[-1])
    for _ in range(2):
        press(approved, ids.DRAFT_SEND, ADA.id)
    press(approved, ids.DRAFT_SEND, CHIARA.id)
    approved.work()
    assert posts(approved) == [WORDS]
    assert f"<@{ADA.id}> replied" in approved.card_text()
    assert f"written by <@{BEN.id}>, sent by <@{ADA.id}>" in approved.card_text()


def test_who_writes_meanwhile_is_seen_before_a_draft_is_sent(approved: Team) -> None:
    """The box says what its button does, by whom it is written; and an approver sees who else is at it."""
    assert approved.choose(Choice.REPLY, BEN.id)["ok"]
    assert approved.view(BEN.id)["submit"]["text"] == "Send for approval"
    assert approved.submit(WORDS, BEN.id)["ok"]
    approved.work()
    assert approved.choose(Choice.REPLY, CHIARA.id)["ok"]
    assert approved.view(CHIARA.id)["submit"]["text"] == "Send reply"
    assert "Another reply to this waits" in words(approved.view(CHIARA.id))
    press(approved, ids.DRAFT_SEND)
    assert f"<@{CHIARA.id}> is writing an answer" in words(approved.view())
    assert posts(approved) == []
    assert approved.person("submit", view_id=approved.view()["id"], state={})["ok"]
    approved.work()
    assert posts(approved) == [WORDS]
    assert approved.submit("No.", CHIARA.id)["action"] == "update"  # the reply was sent meanwhile
    assert f"<@{ADA.id}> was faster" in words(approved.view(CHIARA.id))
    assert posts(approved) == [WORDS]


def test_an_approver_edits_and_sends(approved: Team) -> None:
    """The changed words are sent at once, unless they don't fit."""
    drafted(approved)
    press(approved, ids.DRAFT_EDIT)
    assert "over" in typed(approved, ids.DRAFT_BLOCK, "x" * 300)["errors"][ids.DRAFT_BLOCK]
    assert typed(approved, ids.DRAFT_BLOCK, "Yes, since Friday.")["ok"]
    approved.work()
    assert posts(approved) == ["Yes, since Friday."]
    assert f"written by <@{BEN.id}>" in approved.card_text()


def test_an_author_edits_and_withdraws_and_nobody_else_may(approved: Team) -> None:
    """Their new words wait; another person without the role can do neither."""
    give(approved, Roles(EVERYONE, ONLY_ADA))
    drafted(approved)
    press(approved, ids.DRAFT_EDIT, CHIARA.id)
    press(approved, ids.DRAFT_WITHDRAW, CHIARA.id)
    assert all("teammate’s" in words(each) for each in approved.told(CHIARA.id)[-2:])
    press(approved, ids.DRAFT_EDIT, BEN.id)
    assert typed(approved, ids.DRAFT_BLOCK, "Other words", BEN.id)["ok"]
    approved.work()
    assert "Other words" in approved.card_text()
    press(approved, ids.DRAFT_WITHDRAW, BEN.id)
    approved.work()
    assert "draft" not in approved.card_text().lower()
    assert posts(approved) == []


def test_a_returned_draft_comes_to_its_author_who_writes_again(approved: Team) -> None:
    """In private, with the note; from there they begin with their own words, and it waits anew."""
    drafted(approved)
    press(approved, ids.DRAFT_RETURN)
    assert typed(approved, ids.DRAFT_NOTE, "Kinder, <!here> please")["ok"]
    approved.work()
    assert f"<@{ADA.id}> returned <@{BEN.id}>" in approved.card_text()
    told = {**approved.state(BEN.id)["messages"][DIRECT][-1], "channel": DIRECT}
    assert "Kinder" in words(told)
    assert "<!here>" not in formatted(told["blocks"])
    assert approved.click(told, ids.DRAFT_AGAIN, BEN.id)["ok"]
    assert json.dumps(WORDS)[1:-1] in words(approved.view(BEN.id))
    assert approved.submit("Yes, with joy!", BEN.id)["ok"]
    approved.work()
    press(approved, ids.DRAFT_SEND)
    approved.work()
    assert posts(approved) == ["Yes, with joy!"]


def test_another_reply_that_waits_is_shown_before_anything_is_sent(approved: Team) -> None:
    """Whoever opens Reply sees the draft; who had it open, before it is sent; and who sends one of two."""
    assert approved.choose(Choice.REPLY, CHIARA.id)["ok"]
    drafted(approved)
    assert approved.choose(Choice.REPLY)["ok"]
    assert "Another reply to this waits" in words(approved.view())
    assert approved.submit("Mine", CHIARA.id) == {"ok": True, "action": "update"}
    assert "Another reply to this waits" in words(approved.view(CHIARA.id))
    assert posts(approved) == []
    drafted(approved, "A second one", BEN.id)
    press(approved, ids.DRAFT_SEND)
    assert "Another reply to this waits" in words(approved.view())
    assert approved.person("submit", view_id=approved.view()["id"], state={})["ok"]
    approved.work()
    assert len(posts(approved)) == 1
    assert "draft was not sent" in approved.card_text()


def test_a_draft_that_changed_under_an_approvers_hand_is_not_sent(approved: Team) -> None:
    """They are told to read it again."""
    drafted(approved)
    shown = approved.message_with(ids.DRAFT_SEND)
    press(approved, ids.DRAFT_EDIT, BEN.id)
    typed(approved, ids.DRAFT_BLOCK, "Other words", BEN.id)
    approved.click(shown, ids.DRAFT_SEND)
    approved.work()
    assert "changed" in words(approved.told()[-1])
    assert posts(approved) == []


def test_an_approver_sends_at_once(approved: Team) -> None:
    """What they write themselves waits for nobody."""
    approved.choose(Choice.REPLY)
    assert approved.submit("Yes!") == {"ok": True, "action": "close"}
    approved.work()
    assert posts(approved) == ["Yes!"]
