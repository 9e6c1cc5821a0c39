"""Clicks become decisions, whatever is clicked, and once."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from slackapp.decisions import Decided, Decision, TooLate
from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.card import (
    DOUBT_CHOICES,
    FACET_CHOICES,
    FACET_OF,
    OWNER_CHOICES,
    STATUS_CHOICES,
    Card,
    CardKind,
    CardStatus,
    Choice,
    Facet,
    FacetState,
)
from slackapp.store import actions, posts
from slackapp.store.database import Database
from tests.house import ADA, BEN, START, House

Arrange = Callable[[House], Card]
EFFECTS = (*FACET_OF,)


def test_a_decision_is_kept_with_its_action(house: House) -> None:
    """One transaction: who, when, and what is to be done to whom; then a wake. Drawing it is not the click's work."""
    card = house.follower_card()
    decided = house.decide(card, Choice.FOLLOW)
    assert isinstance(decided, Decided)
    assert house.card(card.id) == decided.card
    assert (decided.card.decided_by, decided.card.decided_at) == (ADA, START)
    follow = house.action(ActionKind.FOLLOW)
    assert (follow.state, follow.actor_id, follow.card_id) == (ActionState.PLANNED, ADA, card.id)
    assert house.network.known[follow.target_id].handle == "mira"
    assert not house.actions(ActionKind.UPDATE_MESSAGE)
    assert house.woken == 1


def test_what_acts_nowhere_is_drawn_again_at_once(house: House) -> None:
    """Ignoring calls nobody: its message is planned to be drawn with the decision."""
    card = house.follower_card()
    assert isinstance(house.decide(card, Choice.IGNORE), Decided)
    assert house.action(ActionKind.UPDATE_MESSAGE).message_id == card.message_id


def test_a_double_click_is_one_decision(house: House) -> None:
    """The second click of the same person is too late, and told it was themselves."""
    card = house.follower_card()
    assert isinstance(house.decide(card, Choice.FOLLOW), Decided)
    again = house.decide(card, Choice.FOLLOW)
    assert isinstance(again, TooLate)
    assert (again.by, again.at, house.woken) == (ADA, START, 1)
    assert len(house.actions(ActionKind.FOLLOW)) == 1


@pytest.mark.parametrize("choice", [Choice.FOLLOW, Choice.REPLY, Choice.IGNORE, Choice.SNOOZE])
def test_the_very_same_again_is_known(sqlite_house: House, choice: Choice) -> None:
    """A delivery that comes twice, or an impatient finger, is told from a teammate, and from other words."""
    house = sqlite_house
    card = house.follower_card()
    until = START + timedelta(hours=1)
    assert isinstance(house.decide(card, choice, ADA, "Hello!", until=until), Decided)
    again, other = house.decide(card, choice, ADA, "Hello!", until=until), house.decide(card, choice, BEN, "Hello!")
    assert isinstance(again, TooLate)
    assert again.again
    assert isinstance(other, TooLate)
    assert not other.again
    if choice is Choice.REPLY:
        words = house.decide(card, choice, ADA, "Other words")
        assert isinstance(words, TooLate)
        assert not words.again


def test_on_a_card_that_closed_by_itself_the_loser_of_a_like_is_told_who(sqlite_house: House) -> None:
    """It can still be liked, once; who is second hears of the first."""
    house = sqlite_house
    card = house.put(house.question_card(), status=CardStatus.CLOSED)
    assert isinstance(house.decide(card, Choice.LIKE, ADA), Decided)
    late = house.decide(card, Choice.LIKE, BEN)
    assert isinstance(late, TooLate)
    assert late.by == ADA
    answered = house.decide(card, Choice.REPLY, BEN, "Hello")
    assert isinstance(answered, TooLate)
    assert answered.by == ""


def test_a_card_that_is_not_there_and_one_of_another_workspace(database: Database) -> None:
    """Neither is decided; they can't be told apart, and nothing changes."""
    ours, theirs = House(database), House(database, "T0OTHER")
    card = theirs.follower_card()
    assert ours.decide(card, Choice.FOLLOW) == TooLate(None)
    assert ours.decisions.decide(Decision(ours.workspace.id, 0, Choice.FOLLOW, ADA)) == TooLate(None)
    assert theirs.card(card.id) == card
    assert ours.actions(ActionKind.FOLLOW) == ()


def follower(house: House) -> Card:
    """An open follower's card."""
    return house.follower_card()


def question(house: House) -> Card:
    """An open question's card."""
    return house.question_card()


def followed(house: House) -> Card:
    """A follower whom Ada followed back."""
    card = house.follower_card()
    house.decide(card, Choice.FOLLOW)
    house.perform_due()
    return house.card(card.id)


def answered(house: House) -> Card:
    """A question that Ada answered and liked."""
    card = house.question_card()
    house.decide(card, Choice.REPLY, text="We do!")
    house.decide(card, Choice.LIKE)
    house.perform_due()
    return house.card(card.id)


def ignored(house: House) -> Card:
    """A follower whom Ada ignored."""
    card = house.follower_card()
    house.decide(card, Choice.IGNORE)
    return house.card(card.id)


def claimed(house: House) -> Card:
    """A question that Ada has claimed."""
    card = house.question_card()
    house.decide(card, Choice.CLAIM)
    return house.card(card.id)


def in_doubt(house: House) -> Card:
    """A reply of Ada's that nobody is sure of."""
    card = house.question_card()
    house.decide(card, Choice.REPLY, text="We do!")
    reply = house.action(ActionKind.REPLY)
    with house.database.write() as tx:
        actions.claim(tx, reply.id, START)
        actions.settle(tx, reply.id, ActionState.CALLING, actions.Result(ActionState.IN_DOUBT), START)
    return house.put(card, reply=FacetState.IN_DOUBT)


# Every choice: on which card, the card's status after it, and the action that follows (None: nothing new outside)
TABLE: dict[Choice, tuple[Arrange, CardStatus, ActionKind | None]] = {
    Choice.FOLLOW: (follower, CardStatus.OPEN, ActionKind.FOLLOW),
    Choice.UNDO_FOLLOW: (followed, CardStatus.OPEN, ActionKind.UNFOLLOW),
    Choice.FOLLOW_BY_HAND: (follower, CardStatus.OPEN, ActionKind.CONFIRM_FOLLOW),
    Choice.REPLY: (question, CardStatus.OPEN, ActionKind.REPLY),
    Choice.UNDO_REPLY: (answered, CardStatus.OPEN, ActionKind.DELETE_POST),
    Choice.REPLY_BY_HAND: (question, CardStatus.OPEN, ActionKind.CONFIRM_REPLY),
    Choice.LIKE: (question, CardStatus.OPEN, ActionKind.LIKE),
    Choice.UNDO_LIKE: (answered, CardStatus.DONE, ActionKind.UNLIKE),
    Choice.IGNORE: (follower, CardStatus.IGNORED, None),
    Choice.NOT_A_QUESTION: (question, CardStatus.IGNORED, None),
    Choice.REOPEN: (ignored, CardStatus.OPEN, None),
    Choice.SNOOZE: (question, CardStatus.SNOOZED, None),
    Choice.CLAIM: (question, CardStatus.OPEN, None),
    Choice.TAKE_OVER: (claimed, CardStatus.OPEN, None),
    Choice.ASSIGN: (question, CardStatus.OPEN, None),
    Choice.RELEASE: (claimed, CardStatus.OPEN, None),
    Choice.CHECK_AGAIN: (in_doubt, CardStatus.OPEN, None),
    Choice.SEND_AGAIN: (in_doubt, CardStatus.OPEN, None),
    Choice.MARK_SENT: (in_doubt, CardStatus.DONE, None),
}


def test_every_choice_has_one_transition() -> None:
    """No choice is forgotten, none is in two tables, and none is without a test below."""
    transitions = [*FACET_CHOICES, *STATUS_CHOICES, *DOUBT_CHOICES, *OWNER_CHOICES]
    assert sorted(transitions) == sorted(Choice)
    assert set(TABLE) == set(Choice)
    assert {Facet.FOLLOW, Facet.REPLY, Facet.LIKE} == {facet for facet, _ in FACET_OF.values()}


@pytest.mark.parametrize("choice", Choice)
def test_every_choice_is_decided_once(sqlite_house: House, choice: Choice) -> None:
    """It moves the card, plans what it has to, and can't be chosen a second time by a stale button."""
    house = sqlite_house
    arrange, status, kind = TABLE[choice]
    card = arrange(house)
    before = [a for a in house.actions() if a.kind in EFFECTS]
    decided = house.decide(card, choice, BEN, "We do!")
    assert isinstance(decided, Decided)
    assert (decided.card.status, decided.card.version) == (status, card.version + 1)
    new = [a.kind for a in house.actions() if a.kind in EFFECTS][len(before) :]
    assert new == ([kind] if kind else [])
    if choice in (Choice.TAKE_OVER, Choice.ASSIGN):  # from Ben it may be taken over, or given on, in turn
        assert isinstance(house.decide(card, choice, BEN), TooLate)
    elif choice not in (Choice.FOLLOW_BY_HAND, Choice.REPLY_BY_HAND):  # a link may be opened twice
        assert isinstance(house.decide(card, choice, ADA, "We do!"), TooLate)


def test_a_hello_is_said_to_a_follower(sqlite_house: House) -> None:
    """Reply on a follower's card is a public hello to that person, and ends the card."""
    card = sqlite_house.follower_card()
    sqlite_house.decide(card, Choice.REPLY, text="@mira welcome!")
    sqlite_house.perform_due()
    assert [post.text for post in sqlite_house.network.posted] == ["@mira welcome!"]
    assert sqlite_house.card(card.id).status is CardStatus.DONE


def test_undo_takes_back_what_was_done(sqlite_house: House) -> None:
    """Unfollow the person, delete the very reply; the card is open again and may be decided anew."""
    card = followed(sqlite_house)
    sqlite_house.decide(card, Choice.UNDO_FOLLOW, BEN)
    sqlite_house.perform_due()
    assert sqlite_house.network.following_ids == []
    assert sqlite_house.card(card.id).follow is FacetState.NONE
    assert isinstance(sqlite_house.decide(card, Choice.FOLLOW), Decided)

    reply = answered(sqlite_house)
    sqlite_house.decide(reply, Choice.UNDO_REPLY)
    sqlite_house.perform_due()
    assert sqlite_house.network.deleted == [sqlite_house.network.posted[0].id]
    assert sqlite_house.card(reply.id).status is CardStatus.OPEN
    with sqlite_house.database.read() as tx:
        assert posts.mention(tx, reply.question_id or 0).answered_at is None


def test_snoozing_keeps_its_time_and_bringing_back_forgets_it(sqlite_house: House) -> None:
    """Until then it sleeps; whoever brings it back early is who decided last."""
    card, later = sqlite_house.follower_card(), START + timedelta(hours=1)
    sqlite_house.decide(card, Choice.SNOOZE, until=later)
    assert sqlite_house.card(card.id).snoozed_until == later
    sqlite_house.decide(card, Choice.REOPEN, BEN)
    back = sqlite_house.card(card.id)
    assert (back.status, back.snoozed_until, back.decided_by) == (CardStatus.OPEN, None, BEN)


def test_following_a_snoozed_follower_ends_the_snooze(sqlite_house: House) -> None:
    """A decision made early is a decision."""
    card = sqlite_house.follower_card()
    sqlite_house.decide(card, Choice.SNOOZE, until=START + timedelta(hours=1))
    sqlite_house.decide(card, Choice.FOLLOW, BEN)
    sqlite_house.perform_due()
    now = sqlite_house.card(card.id)
    assert (now.status, now.snoozed_until) == (CardStatus.DONE, None)


@pytest.mark.parametrize("choice", [Choice.FOLLOW, Choice.FOLLOW_BY_HAND, Choice.REPLY])
def test_nothing_begins_on_a_card_that_a_teammate_ignored(sqlite_house: House, choice: Choice) -> None:
    """A stale button does not override Ada's decision: Ben is told about her."""
    told = sqlite_house.decide(ignored(sqlite_house), choice, BEN, "Hi!")
    assert isinstance(told, TooLate)
    assert told.by == ADA


def test_a_question_answered_elsewhere_is_not_answered_twice(sqlite_house: House) -> None:
    """A reply written while somebody answered on the network is not sent; nobody of the team was faster."""
    card = sqlite_house.question_card()
    sqlite_house.put(card, status=CardStatus.CLOSED, closed_why="answered on the network", decided_by=ADA)
    told = sqlite_house.decide(card, Choice.REPLY, BEN, "We do!")
    assert isinstance(told, TooLate)
    assert (told.by, told.card and told.card.closed_why) == ("", "answered on the network")


def test_nothing_else_is_chosen_while_something_is_under_way(sqlite_house: House) -> None:
    """A card that is being followed back can't be ignored or snoozed."""
    card = sqlite_house.follower_card()
    sqlite_house.decide(card, Choice.FOLLOW)
    for choice in (Choice.IGNORE, Choice.SNOOZE, Choice.UNDO_FOLLOW, Choice.REOPEN, Choice.CHECK_AGAIN):
        assert isinstance(sqlite_house.decide(card, choice, BEN), TooLate)


@pytest.mark.parametrize("kind", CardKind)
def test_checking_a_doubt_again_reads_back_and_never_sends(sqlite_house: House, kind: CardKind) -> None:
    """For a question's reply and for a hello alike."""
    house = sqlite_house
    card = house.question_card() if kind is CardKind.QUESTION else house.follower_card()
    text = "We do!"
    house.decide(card, Choice.REPLY, text=text)
    sent = house.actions(ActionKind.REPLY, ActionKind.HELLO)[-1]
    with house.database.write() as tx:
        actions.claim(tx, sent.id, START)
        actions.settle(tx, sent.id, ActionState.CALLING, actions.Result(ActionState.IN_DOUBT), START)
    house.put(card, reply=FacetState.IN_DOUBT)
    house.decide(card, Choice.CHECK_AGAIN)
    house.perform_due()
    assert (house.network.called("find_post"), house.network.posted) == (1, [])


def test_sending_a_doubt_again_sends_once(sqlite_house: House) -> None:
    """A person decided that it did not happen."""
    card = in_doubt(sqlite_house)
    sqlite_house.decide(card, Choice.SEND_AGAIN)
    sqlite_house.perform_all()
    assert [post.text for post in sqlite_house.network.posted] == ["We do!"]
    assert sqlite_house.card(card.id).status is CardStatus.DONE


def test_marking_a_doubt_as_sent_answers_the_question(sqlite_house: House) -> None:
    """Nothing is sent; an undo later can't know which post it was, and says so."""
    card = in_doubt(sqlite_house)
    sqlite_house.decide(card, Choice.MARK_SENT)
    with sqlite_house.database.read() as tx:
        assert posts.mention(tx, card.question_id or 0).answered_via == "rapport"
    sqlite_house.decide(card, Choice.UNDO_REPLY)
    sqlite_house.perform_all()
    assert (sqlite_house.network.posted, sqlite_house.network.called("delete_post")) == ([], 0)
    undo = sqlite_house.action(ActionKind.DELETE_POST)
    assert (undo.state, "Delete it on X" in undo.reason) == (ActionState.FAILED, True)
    assert sqlite_house.card(card.id).reply is FacetState.DONE


def test_marking_a_doubtful_undo_as_done_leaves_nothing_done(sqlite_house: House) -> None:
    """The reply is gone, the question is open again."""
    card = answered(sqlite_house)
    sqlite_house.decide(card, Choice.UNDO_REPLY)
    undo = sqlite_house.action(ActionKind.DELETE_POST)
    with sqlite_house.database.write() as tx:
        actions.claim(tx, undo.id, START)
        actions.settle(tx, undo.id, ActionState.CALLING, actions.Result(ActionState.IN_DOUBT), START)
    sqlite_house.put(card, reply=FacetState.IN_DOUBT)
    sqlite_house.decide(card, Choice.MARK_SENT)
    now = sqlite_house.card(card.id)
    assert (now.reply, now.status) == (FacetState.NONE, CardStatus.OPEN)
    with sqlite_house.database.read() as tx:
        assert posts.mention(tx, card.question_id or 0).answered_at is None
