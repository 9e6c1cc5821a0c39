"""Claim, take over, assign and let go; who is writing; and putting a card off with a reason: clicked, over HTTP."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from slackapp.domain.card import CardStatus, Choice
from slackapp.slack import ids
from slackapp.slack.ids import MenuItem
from tests.slack.listeners.team import ADA, BEN, CHIARA, Json, Team, find_all, formatted, until, words

CLAIM, TAKE_OVER = ids.card_action_id(Choice.CLAIM), ids.card_action_id(Choice.TAKE_OVER)


@pytest.fixture
def asked(team: Team) -> Team:
    """The team with a question in the channel."""
    team.new_question()
    return team


def menu(team: Team, item: MenuItem, user: str = ADA.id) -> Json:
    """Choose from the newest card's menu."""
    message, card = team.message_with(ids.CARD_MENU), team.cards()[-1]
    return team.click(message, ids.CARD_MENU, user, value=ids.menu_value(item, card.id))


def send(team: Team, user: str = ADA.id, **state: Json) -> Json:
    """Send the open window as it was filled; `state` by the ends of its block ids."""
    view = team.view(user)
    held: Json = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            given = state.get(block["block_id"].rpartition(".")[2], {})
            held[block["block_id"]] = {block["element"]["action_id"]: {"type": block["element"]["type"], **given}}
    return team.person("submit", user, view_id=view["id"], state=held)


def until_chosen(view: Json, value: str) -> Json:
    """A choice of the snooze window."""
    options = next(b["element"]["options"] for b in view["blocks"] if b.get("block_id") == ids.SNOOZE_BLOCK)
    return {"selected_option": next(each for each in options if each["value"] == value)}


def test_a_claim_shows_on_the_card_and_the_slower_one_may_take_over(asked: Team) -> None:
    """Ben clicks the button he still sees, hears who has it, takes it over there; the card names both."""
    stale = asked.messages()[-1]
    assert asked.choose(Choice.CLAIM)["ok"]
    assert asked.click(stale, CLAIM, BEN.id)["ok"]
    asked.work()
    assert f"🙋 <@{ADA.id}> has it since" in asked.card_text()
    told = asked.told(BEN.id)[-1]
    assert f"<@{ADA.id}> has it since" in words(told)
    assert asked.click(told, TAKE_OVER, BEN.id)["ok"]
    asked.work()
    assert f"<@{BEN.id}> has it since" in asked.card_text()
    assert f"taken over from <@{ADA.id}>" in asked.card_text()
    assert asked.told(ADA.id) == []  # nobody is asked
    assert menu(asked, MenuItem.RELEASE)["ok"]
    asked.work()
    assert "has it" not in asked.card_text()
    assert find_all(asked.messages()[-1]["blocks"], CLAIM)


def test_a_card_is_given_with_a_word_and_that_person_is_told(asked: Team) -> None:
    """The window asks to whom; they get one message with the words, formatted by nobody."""
    assert menu(asked, MenuItem.ASSIGN)["ok"]
    note = {"value": "<!channel> *she* knows & cares"}
    assert send(asked, whom={"selected_user": BEN.id}, note=note) == {"ok": True, "action": "close"}
    asked.work()
    assert f"<@{BEN.id}> has it since" in asked.card_text()
    assert f"given by <@{ADA.id}>" in asked.card_text()
    seen = [message for many in asked.state(BEN.id)["messages"].values() for message in many]
    posted = [message for message in seen if "gave you a question" in words(message)]
    assert len(posted) == 1
    assert f"<@{ADA.id}> gave you a question" in words(posted[0])
    assert "knows &amp; cares" in words(posted[0])
    assert "<!channel>" not in formatted(posted[0]) + formatted(asked.messages()[-1])


def test_an_assignment_that_comes_second_gives_the_words_back(asked: Team) -> None:
    """While the window was open Ben has claimed it: Ada is told, and keeps her note."""
    assert menu(asked, MenuItem.ASSIGN)["ok"]
    asked.choose(Choice.CLAIM, BEN.id)
    sent = send(asked, whom={"selected_user": CHIARA.id}, note={"value": "please look"})
    assert sent == {"ok": True, "action": "update"}
    assert f"<@{BEN.id}> has it" in words(asked.view())
    assert "please look" in words(asked.view())
    assert asked.cards()[-1].owner_id == BEN.id


def test_the_second_to_open_reply_sees_who_is_writing_until_they_stop(asked: Team) -> None:
    """Ben is told on top of the window, and may go on; once Ada has closed hers, nobody is writing."""
    assert asked.choose(Choice.REPLY)["ok"]
    assert "is writing" not in words(asked.view())
    assert asked.choose(Choice.REPLY, BEN.id)["ok"]
    first = asked.view(BEN.id)["blocks"][0]
    assert f"<@{ADA.id}> is writing an answer since" in words(first)
    assert asked.view(BEN.id)["submit"]
    assert asked.person("close", ADA.id, view_id=asked.view()["id"])["ok"]
    assert asked.click_view(asked.view(BEN.id), ids.REPLY_INPUT, BEN.id, value="Yes!")["ok"]
    until(lambda: "is writing" not in words(asked.view(BEN.id)))
    assert asked.submit("Yes, we do!", BEN.id) == {"ok": True, "action": "close"}
    asked.work()
    assert [post["text"] for post in asked.by_api("posts")] == ["Yes, we do!"]


def test_a_card_sleeps_until_a_date_and_comes_back_with_the_reason(asked: Team) -> None:
    """What is past, far off or missing is said under its box; the good one sleeps, and is back with who and why."""
    assert menu(asked, MenuItem.SNOOZE)["ok"]
    view, zone = asked.view(), ZoneInfo(ADA.tz)
    chosen = until_chosen(view, MenuItem.SNOOZE_DATE)
    local = datetime.fromtimestamp(asked.clock().timestamp(), zone)
    assert "Choose the date" in send(asked, until=chosen, time={"selected_time": "09:00"})["errors"][ids.SNOOZE_DATE]
    for days, wrong in ((-1, "is over"), (90, "too far off")):
        day = f"{local + timedelta(days=days):%Y-%m-%d}"
        refused = send(asked, until=chosen, date={"selected_date": day}, time={"selected_time": "09:00"})
        assert wrong in refused["errors"][ids.SNOOZE_DATE]
    hour = until_chosen(view, MenuItem.SNOOZE_HOUR)
    day = f"{local + timedelta(days=3):%Y-%m-%d}"
    assert "clear the date" in send(asked, until=hour, date={"selected_date": day})["errors"][ids.SNOOZE_DATE]
    why = {"value": "waiting for the *warehouse*"}
    assert send(asked, until=chosen, date={"selected_date": day}, time={"selected_time": "16:30"}, note=why)["ok"]
    card = asked.cards()[-1]
    assert card.status is CardStatus.SNOOZED
    assert card.snoozed_until is not None
    assert f"{card.snoozed_until.astimezone(zone):%Y-%m-%d %H:%M}" == f"{day} 16:30"
    asked.clock.at = card.snoozed_until + timedelta(seconds=1)
    asked.house.clock.wake_snoozed()
    asked.work()
    back = asked.card_text()
    assert "💤→ Back by itself since" in back
    assert f"<@{ADA.id}> had put it off on <!date^" in back
    assert ": “waiting for the ∗warehouse∗”" in back
    new, old = asked.messages()[-1], asked.messages()[-2]
    assert f"p{new['ts'].replace('.', '')}|this card> stands further down again" in words(old)
