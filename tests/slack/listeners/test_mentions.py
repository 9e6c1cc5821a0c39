"""Why?, Not a question, Needs an answer and Snooze…, from the click to what everybody sees."""

from zoneinfo import ZoneInfo

import pytest

from slackapp.domain.card import CardKind, CardStatus, Choice
from slackapp.slack import ids
from slackapp.slack.ids import MenuItem
from slackapp.store import feedback
from tests.slack.listeners.team import ADA, BEN, Json, Team, find_all, until, words
from tests.slack.listeners.test_commands import ask

NOT_A_QUESTION = ids.card_action_id(Choice.NOT_A_QUESTION)
REOPEN = ids.card_action_id(Choice.REOPEN)


def from_menu(team: Team, item: MenuItem, user: str = ADA.id, message: Json | None = None) -> Json:
    """Choose from the menu of a card's message."""
    value = f"{item.value}:{team.cards()[-1].id}"
    return team.click(message or team.messages()[-1], ids.CARD_MENU, user, value)


def kept(team: Team) -> list[tuple[str, str]]:
    """What people said of verdicts, and who."""
    with team.house.database.read() as tx:
        here = team.account.workspace_id
        return [(each.said, each.user_id) for each in feedback.of(tx, here, range(1, 50)).values()]


@pytest.fixture
def asked(team: Team) -> Team:
    """The team with a question."""
    team.new_question()
    return team


def test_not_a_question_is_one_click_and_has_a_way_back(asked: Team) -> None:
    """The card says who said it, the word is kept; Undo opens the card and takes the word back."""
    assert from_menu(asked, MenuItem.NOT_A_QUESTION)["ok"]
    asked.work()
    assert f"Not a question, says <@{ADA.id}>" in asked.card_text()
    assert kept(asked) == [("not_a_question", ADA.id)]
    stale = [each for each in asked.messages() if find_all(each.get("blocks", []), REOPEN)]
    assert asked.click(stale[-1], REOPEN, BEN.id)["ok"]
    asked.work()
    assert kept(asked) == []
    assert find_all(asked.messages()[-1]["blocks"], ids.card_action_id(Choice.REPLY))


def test_why_is_told_to_one_person_who_may_disagree(asked: Team) -> None:
    """The window shows the post and the reasons, takes the word, shows it, and takes it back; nobody else sees it."""
    assert from_menu(asked, MenuItem.WHY)["ok"]
    view = asked.view()
    assert view["callback_id"] == ids.WHY_VIEW
    assert "do you ship to Oslo?" in words(view)
    assert "for an answer" in words(view)
    assert asked.state(BEN.id)["views"] == []
    assert asked.click_view(view, NOT_A_QUESTION)["ok"]
    assert f"Not a question, says <@{ADA.id}>" in words(asked.view())
    asked.work()
    assert f"Not a question, says <@{ADA.id}>" in asked.card_text()
    assert asked.click_view(asked.view(), REOPEN)["ok"]
    assert find_all(asked.view()["blocks"], NOT_A_QUESTION)
    assert (kept(asked), asked.cards()[-1].status) == ([], CardStatus.OPEN)


def test_who_disagrees_too_late_sees_how_it_stands(asked: Team) -> None:
    """Ben ignored it while Ada read why: her window says so, and nothing of hers is kept."""
    from_menu(asked, MenuItem.WHY)
    asked.ignore(user=BEN.id)
    assert asked.click_view(asked.view(), NOT_A_QUESTION)["ok"]
    assert not find_all(asked.view()["blocks"], NOT_A_QUESTION)
    assert kept(asked) == []


def test_a_list_below_the_window_shows_what_was_said_in_it(asked: Team) -> None:
    """In the answer to a command, and on Home."""
    from_menu(asked, MenuItem.WHY, message=ask(asked, "/questions all"))
    assert asked.click_view(asked.view(), NOT_A_QUESTION)["ok"]
    assert f"Not a question, says <@{ADA.id}>" in words(asked.told()[-1])


def test_home_shows_what_was_said_in_a_window_above_it(asked: Team) -> None:
    """The question leaves Home with the word, and with a snooze it stays and sleeps."""
    asked.person("home")
    home = until(lambda: asked.state()["home"])
    card = asked.cards()[-1].id
    assert asked.click_view(home, ids.CARD_MENU, value=f"{MenuItem.SNOOZE}:{card}")["ok"]
    assert asked.person("submit", view_id=asked.view()["id"], state={})["ok"]
    home = asked.state()["home"]
    assert "💤 Asleep" in words(home)
    assert asked.click_view(home, ids.CARD_MENU, value=f"{MenuItem.WHY}:{card}")["ok"]
    assert asked.click_view(asked.view(), NOT_A_QUESTION)["ok"]
    assert "Oslo" not in words(asked.state()["home"])


def test_the_review_shows_what_was_said_in_a_window_above_it(team: Team) -> None:
    """Why? opens on top of the review, which tells below that it is no question."""
    team.press("switch", access="enterprise")
    for n in range(6):
        team.press("mention", kind="question", text=f"@tidewatercoffee do you ship to town {n}?")
    team.poll()
    team.click(team.message_with(ids.REVIEW_OPEN), ids.REVIEW_OPEN)
    value = f"{MenuItem.WHY}:{team.cards()[0].id}"
    assert team.click_view(team.view(), ids.CARD_MENU, value=value)["ok"]
    assert [view["callback_id"] for view in team.state()["views"]] == [ids.REVIEW_VIEW, ids.WHY_VIEW]
    assert team.click_view(team.view(), NOT_A_QUESTION)["ok"]
    assert team.person("close", view_id=team.view()["id"])["ok"]
    assert f"Not a question, says <@{ADA.id}>" in words(team.view())


def test_a_snooze_is_chosen_in_a_window(asked: Team) -> None:
    """Until tomorrow at nine by the person's own clock; who is too late is told in the window."""
    for user in (BEN, ADA):
        assert from_menu(asked, MenuItem.SNOOZE, user.id)["ok"]
    chosen = {"type": "radio_buttons", "selected_option": {"value": "snooze_tomorrow"}}
    state = {ids.SNOOZE_BLOCK: {ids.SNOOZE_INPUT: chosen}}
    assert asked.person("submit", BEN.id, view_id=asked.view(BEN.id)["id"], state=state)["ok"]
    until = asked.cards()[-1].snoozed_until
    assert until is not None
    assert until.astimezone(ZoneInfo(BEN.tz)).hour == 9
    assert asked.person("submit", view_id=asked.view()["id"], state={})["ok"]
    assert f"<@{BEN.id}> was faster" in words(asked.view())
    asked.work()
    assert "💤 Asleep" in asked.card_text()


@pytest.fixture
def thanked(team: Team) -> Team:
    """The team with two mentions that wait for no answer."""
    team.press("switch", access="enterprise")
    for text in ("@tidewatercoffee thank you, it worked!", "@tidewatercoffee love it, thanks!"):
        team.press("mention", kind="question", text=text)
        team.poll()
    return team


def test_what_got_no_card_is_listed_and_carded_by_a_word(thanked: Team) -> None:
    """The newest first; one click makes the card, once, whoever clicks again, and the page says by whom."""
    assert "2 mentions: 0 became cards, 2 did not" in words(ask(thanked, "/questions all"))
    pages = {user.id: ask(thanked, "/questions rest", user.id) for user in (ADA, BEN)}
    assert words(pages[ADA.id]).index("love it") < words(pages[ADA.id]).index("it worked")
    _, newest = find_all(pages[ADA.id]["blocks"], ids.MENTION_NEEDS_ANSWER)[0]
    for user_id, page in pages.items():
        assert thanked.click(page, ids.MENTION_NEEDS_ANSWER, user_id, newest["value"])["ok"]
    assert "Carded by you" in words(thanked.told()[-1])
    assert f"Carded by <@{ADA.id}>" in words(thanked.told(BEN.id)[-1])
    thanked.work()
    assert [card.kind for card in thanked.cards()] == [CardKind.QUESTION]
    assert f"<@{ADA.id}> says that this needs an answer" in thanked.card_text()
    assert len(thanked.messages()) == 2  # the introduction and the card
    assert kept(thanked) == [("needs_answer", ADA.id)]
    thanked.choose(Choice.REPLY)
    assert thanked.submit("You are welcome!")["ok"]
    thanked.work()
    assert len(thanked.by_api("posts")) == 1


def test_why_there_is_no_card(thanked: Team) -> None:
    """The same window as a card's; in it, too, one can say that an answer is needed."""
    assert thanked.click(ask(thanked, "/questions rest"), ids.MENTION_WHY)["ok"]
    assert "waits for no answer" in words(thanked.view())
    assert thanked.click_view(thanked.view(), ids.MENTION_NEEDS_ANSWER)["ok"]
    assert f"Needs an answer, says <@{ADA.id}>" in words(thanked.view())
    assert len(thanked.cards()) == 1


def test_judgement_counts_what_was_said(thanked: Team) -> None:
    """What was missed and what was no question."""
    thanked.click(ask(thanked, "/questions rest"), ids.MENTION_NEEDS_ANSWER)
    thanked.new_question()
    from_menu(thanked, MenuItem.NOT_A_QUESTION)
    told = words(ask(thanked, "/rapport judgement"))
    for part in ("3 mentions judged, 1 carded", "0 answered · 🙅 1 not a question", "1 missed", "Too few to tell yet"):
        assert part in told
