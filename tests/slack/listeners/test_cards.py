"""Buttons and menus of cards: one click, one effect on X, and a card that says by whom."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from slackapp.chores import Chores
from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.card import Card, CardKind, CardStatus, Choice, Facet, FacetState, choose
from slackapp.sandbox.slack.delivery import INTERACTIVE
from slackapp.sandbox.slack.state import ResponseUrl
from slackapp.slack import ids
from slackapp.slack.choices import card_actions
from slackapp.slack.ids import MenuItem
from tests.slack.faces import NOTHING, follower, question
from tests.slack.listeners.payloads import block_actions
from tests.slack.listeners.team import ADA, BEN, SOCIAL, Team, find_all, words


def offered() -> set[Choice]:
    """Every choice that some card's button or menu makes."""
    found: set[Choice] = set()
    for make in (follower, question):
        for status in CardStatus:
            for facet in Facet:
                for state in FacetState:
                    face = make(status=status, **{facet.value: state})
                    claimed = replace(face, card=replace(face.card, owner_id=BEN.id))
                    for each in (face, replace(face, permissions=NOTHING), claimed):
                        for block in card_actions(each, "block"):
                            found |= {choice for choice in Choice if has_button(block, choice)}
    return found


def has_button(block: dict[str, object], choice: Choice) -> bool:
    """Whether a row of buttons makes a choice."""
    menu = {item for item in MenuItem if item.choice is choice}
    return bool(find_all([block], ids.card_action_id(choice))) or any(
        find_all([block], ids.CARD_MENU, f"{item.value}:{card}") for item in menu for card in (41, 42)
    )


def moves(choice: Choice) -> bool:
    """Whether some card changes by a choice."""
    states = [(status, facet, state) for status in CardStatus for facet in Facet for state in FacetState]
    made = (Card(1, 1, 1, CardKind.QUESTION, status, 1, 1).with_facet(facet, at) for status, facet, at in states)
    return any(choose(replace(card, owner_id=owner), choice) is not None for card in made for owner in ("", BEN.id))


def test_every_choice_has_a_button_a_listener_and_a_transition(team: Team) -> None:
    """Nothing that a card can be told is out of reach, and no button speaks to nobody (Bolt would answer 404)."""
    assert offered() == set(Choice) - {Choice.ASSIGN}  # which asks to whom first
    assert all(moves(choice) for choice in Choice)
    for choice in Choice:
        answer = team.signing.deliver(INTERACTIVE, block_actions(ids.card_action_id(choice), "999"))
        assert answer.ok, choice


def test_follow_back_happens_once_is_signed_and_can_be_undone(team: Team) -> None:
    """One click is one follow on X; the card names who did it, and Undo takes it back."""
    person = team.new_follower()
    assert team.choose(Choice.FOLLOW, BEN.id) == {"ok": True}
    assert team.by_api("follows") == []  # the click is acknowledged before the network is asked
    team.work()
    assert [follow["target_id"] for follow in team.by_api("follows")] == [person["id"]]
    assert f"<@{BEN.id}> followed back" in team.card_text()
    assert team.choose(Choice.UNDO_FOLLOW)["ok"]
    team.work()
    assert [each["target_id"] for each in team.by_api("unfollows")] == [person["id"]]
    assert f"<@{ADA.id}> unfollowed" in team.card_text()
    assert len(team.messages()) == 2  # the introduction and one card: it is drawn again where it stands


def test_ignoring_costs_nothing_and_is_taken_back(team: Team) -> None:
    """Ignore says by whom and calls nobody; Undo opens the card again, with all its buttons."""
    team.new_follower()
    calls = len(team.record()["calls"])
    team.choose(Choice.IGNORE)
    team.work()
    assert f"<@{ADA.id}>" in team.card_text()
    assert not find_all(team.messages()[-1]["blocks"], ids.card_action_id(Choice.FOLLOW))
    team.choose(Choice.REOPEN, BEN.id)
    team.work()
    assert find_all(team.messages()[-1]["blocks"], ids.card_action_id(Choice.FOLLOW))
    assert len(team.record()["calls"]) == calls


@pytest.mark.parametrize("item", [MenuItem.SNOOZE_HOUR, MenuItem.SNOOZE_TOMORROW, MenuItem.SNOOZE_NEXT_WEEK])
def test_a_snoozed_card_comes_back_when_the_person_said(team: Team, item: MenuItem) -> None:
    """In an hour, or at nine in the morning of the person's own city; further down, with a pointer left behind."""
    team.new_follower()
    card = team.cards()[-1]
    assert team.click(team.messages()[-1], ids.CARD_MENU, BEN.id, f"{item.value}:{card.id}") == {"ok": True}
    team.work()
    assert "💤" in team.card_text()
    until = team.cards()[-1].snoozed_until
    assert until is not None
    if item is MenuItem.SNOOZE_HOUR:
        assert timedelta(minutes=55) < until - team.clock() <= timedelta(hours=1)
    else:
        there = until.astimezone(ZoneInfo(BEN.tz))
        assert (there.hour, there.minute) == (9, 0)
        assert item is MenuItem.SNOOZE_TOMORROW or there.weekday() == 0
    wake(team)
    assert len(team.messages()) == 2  # not before its time
    team.clock.at = until
    wake(team)
    assert len(team.messages()) == 3
    assert "further down" in words(team.messages()[-2])
    assert team.choose(Choice.FOLLOW)["ok"]
    team.work()
    assert len(team.by_api("follows")) == 1


def deliver(team: Team, item: MenuItem, card: Card) -> bool:
    """A choice from the menu of a message that was posted months ago; whether it was acknowledged."""
    option = {"value": f"{item.value}:{card.id}"}
    action = {"type": "overflow", "action_id": ids.CARD_MENU, "block_id": "card|1|1", "selected_option": option}
    payload = block_actions(ids.CARD_MENU, option["value"], actions=[action])
    return team.signing.deliver(INTERACTIVE, payload).ok


def test_menus_of_old_messages_go_on_working(team: Team) -> None:
    """Questions had their snoozes in the menu once; messages keep such menus for months."""
    team.new_question()
    assert deliver(team, MenuItem.SNOOZE_TOMORROW, team.cards()[-1])
    assert team.cards()[-1].status is CardStatus.SNOOZED


def wake(team: Team) -> None:
    """The clock's chore, and what it brings."""
    house = team.house
    Chores(
        house.database, house.engine, house.report, house.performer, house.poll, house.dispatcher, team.clock
    ).wake_snoozed()
    team.work()


def test_a_like_is_given_and_taken_back(team: Team) -> None:
    """A question's Why? likes the post where X allows it, and takes the like back; it shows what came of it."""
    post = team.new_question()
    card = team.cards()[-1]
    why = ids.menu_value(MenuItem.WHY, card.id)
    assert team.click(team.messages()[-1], ids.CARD_MENU, value=why) == {"ok": True}
    for choice, liked in ((Choice.LIKE, True), (Choice.UNDO_LIKE, False)):
        assert team.click_view(team.view(), ids.card_action_id(choice)) == {"ok": True}
        team.work()
        assert [(each["post_id"], each["liked"]) for each in team.record()["likes"]][-1] == (post["id"], liked)
    assert len(team.record()["likes"]) == 2


def test_a_hundred_clicks_at_once_are_one_follow_and_the_losers_are_told(team: Team) -> None:
    """Of two people (and their impatience) exactly one is first; the other hears who; nobody hears it of themselves."""
    team.new_follower()
    message = team.messages()[-1]
    action_id = ids.card_action_id(Choice.FOLLOW)
    with ThreadPoolExecutor(16) as crowd:
        said = list(crowd.map(lambda n: team.click(message, action_id, (ADA, BEN)[n % 2].id), range(100)))
    assert said == [{"ok": True}] * 100
    team.work()
    assert len(team.by_api("follows")) == 1
    first = team.action(ActionKind.FOLLOW).actor_id
    second = BEN.id if first == ADA.id else ADA.id
    assert team.told(first) == []
    told = [words(each) for each in team.told(second)]
    assert len(told) == 50
    assert all(f"<@{first}> was faster" in each for each in told)


@pytest.mark.networks  # long
def test_two_people_on_a_hundred_cards_make_a_hundred_follows(team: Team) -> None:
    """On each of many cards two teammates press the same button at the same moment: X hears it once for each."""
    team.press("switch", access="enterprise")
    team.press("follow", kind="person", count=100)
    team.poll()
    found = [card for card in team.cards() if card.kind is CardKind.FOLLOWER]
    pairs = [(card.id, user.id) for card in found for user in (ADA, BEN)]
    with ThreadPoolExecutor(16) as crowd:
        answers = list(crowd.map(lambda pair: team.signing.deliver(INTERACTIVE, follow(team, *pair)), pairs))
    assert all(answer.ok for answer in answers)
    team.work(seconds=1_800)  # X lets fifty through in a quarter of an hour; the rest waits and comes
    targets = [each["target_id"] for each in team.by_api("follows")]
    assert len(targets) == len(set(targets)) == len(found) == 100
    assert {card.follow for card in team.cards()} == {FacetState.DONE}
    assert len(team.told(ADA.id)) + len(team.told(BEN.id)) == 100


def follow(team: Team, card_id: int, user: str) -> dict[str, object]:
    """A click on Follow back with a response_url that the stand-in takes."""
    with team.slack.state.lock:
        use = ResponseUrl(user, SOCIAL, team.clock().timestamp())
        url = team.slack.state.new_response_url("actions", use)
    return block_actions(ids.card_action_id(Choice.FOLLOW), str(card_id), user=user, response_url=url)


def test_a_click_on_a_card_that_is_over_says_how_it_stands(team: Team) -> None:
    """An old message's button does nothing more than tell what became of the card."""
    team.new_follower()
    stale = team.messages()[-1]
    team.choose(Choice.IGNORE, BEN.id)
    assert team.click(stale, ids.card_action_id(Choice.FOLLOW)) == {"ok": True}
    team.work()
    assert team.by_api("follows") == []
    assert f"<@{BEN.id}> was faster" in words(team.told()[-1])


def test_a_link_is_followed_by_hand_and_noticed(team: Team) -> None:
    """Where X doesn't let us follow, its own page is a click away; we look there, and the card says it happened."""
    person = team.press("follow", kind="person")["followed"][0]
    team.poll()
    team.choose(Choice.FOLLOW)  # self-serve access: X says that following is not for us
    team.work()
    link = ids.card_action_id(Choice.FOLLOW_BY_HAND)
    message = team.message_with(link)
    _, element = find_all(message["blocks"], link)[0]
    assert person["username"] in element["url"]
    assert team.click(message, link, BEN.id) == {"ok": True}
    team.work(seconds=2)
    assert team.cards()[-1].follow is FacetState.BY_HAND
    team.press("brand_follows", id=person["id"])
    team.work()
    assert team.cards()[-1].follow is FacetState.DONE
    assert f"<@{BEN.id}>" in team.card_text()
    assert team.by_api("follows") == []


def test_a_refused_follow_offers_the_networks_page_from_then_on(team: Team) -> None:
    """Found out by trying: the first card learns it from X's 403, the next one doesn't try."""
    team.new_follower()
    team.press("switch", access="self_serve")
    team.choose(Choice.FOLLOW)
    team.work()
    assert team.action(ActionKind.FOLLOW).state is ActionState.FAILED
    assert find_all(team.messages()[-1]["blocks"], ids.card_action_id(Choice.FOLLOW_BY_HAND))
    team.press("follow", kind="person")
    team.poll()
    assert not find_all(team.messages()[-1]["blocks"], ids.card_action_id(Choice.FOLLOW))
    assert find_all(team.messages()[-1]["blocks"], ids.card_action_id(Choice.FOLLOW_BY_HAND))


def test_plain_links_are_acknowledged(team: Team) -> None:
    """Slack opens the page itself; the click is acked, decides nothing and says nothing."""
    team.new_question()
    for action_id in (ids.OPEN_PROFILE, ids.OPEN_POST, ids.OPEN_ACCOUNT):
        assert team.signing.deliver(INTERACTIVE, block_actions(action_id, "1")).ok
    card = team.cards()[-1]
    for item in (MenuItem.OPEN_PROFILE, MenuItem.OPEN_POST):
        assert deliver(team, item, card)
    assert team.cards()[-1].version == card.version
    assert team.told() == []
