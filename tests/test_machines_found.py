"""What lives lived at random have found (`test_machines.py`), each told as plainly as it can be."""

from datetime import timedelta

import pytest

from slackapp.decisions import TooLate
from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.card import CardStatus, Choice, FacetState
from slackapp.networks.base import CutOff, Gone, LoginRefused, NetworkError, RateLimited, Refused
from slackapp.networks.registry import Networks
from slackapp.perform import GIVE_UP_AFTER
from slackapp.store import accounts
from tests.house import ADA, BEN, START, House

pytestmark = pytest.mark.networks  # long


@pytest.mark.parametrize("choice", [Choice.LIKE, Choice.UNDO_LIKE, Choice.REPLY_BY_HAND])
def test_what_is_for_a_post_is_not_open_on_a_followers_card(sqlite_house: House, choice: Choice) -> None:
    """There is no post there to like or answer: nothing is planned, least of all an empty hello."""
    card = sqlite_house.follower_card()
    assert isinstance(sqlite_house.decide(card, choice), TooLate)
    sqlite_house.perform_all()
    assert sqlite_house.network.calls == []


def test_a_like_on_a_snoozed_question_lets_it_wake_all_the_same(sqlite_house: House) -> None:
    """The menu of a snoozed question offers the like; the question comes back when it was told to."""
    card, until = sqlite_house.question_card(), START + timedelta(hours=1)
    sqlite_house.decide(card, Choice.SNOOZE, until=until)
    sqlite_house.decide(card, Choice.LIKE)
    sqlite_house.perform_due()
    now = sqlite_house.card(card.id)
    assert (now.status, now.snoozed_until) == (CardStatus.SNOOZED, until)
    sqlite_house.decide(card, Choice.REOPEN)
    assert sqlite_house.card(card.id).snoozed_until is None


def test_who_opens_the_networks_page_a_second_time_is_looked_after_just_as_long(sqlite_house: House) -> None:
    """That the first look is given up closes nothing for the second: what it finds is told."""
    house = sqlite_house
    card = house.follower_card()
    house.decide(card, Choice.FOLLOW_BY_HAND, ADA)
    house.perform_all(hours=0.25)
    house.decide(card, Choice.FOLLOW_BY_HAND, BEN)
    house.perform_all(hours=0.2)  # the first look ends here
    assert house.card(card.id).follow is FacetState.BY_HAND
    house.network.following_ids.append(house.actions(ActionKind.CONFIRM_FOLLOW)[-1].target_id)
    house.perform_all()
    assert house.card(card.id).follow is FacetState.DONE


@pytest.mark.parametrize("choice", [Choice.CHECK_AGAIN, Choice.SEND_AGAIN])
def test_an_undoing_in_doubt_that_is_tried_again_is_an_undoing_still(sqlite_house: House, choice: Choice) -> None:
    """The card does not say that we are following somebody while we unfollow them."""
    house = sqlite_house
    card = house.follower_card()
    house.decide(card, Choice.FOLLOW)
    house.perform_all()
    house.decide(card, Choice.UNDO_FOLLOW)
    house.network.fail_next("unfollow", CutOff("The answer was lost."), times=GIVE_UP_AFTER)
    house.perform_all(hours=24)
    assert house.card(card.id).follow is FacetState.IN_DOUBT
    house.decide(card, choice)
    assert house.card(card.id).follow is FacetState.UNDOING
    house.perform_all()
    assert house.card(card.id).follow is (FacetState.NONE if choice is Choice.SEND_AGAIN else FacetState.IN_DOUBT)


def test_a_follow_request_that_still_stands_is_not_taken_for_taken_back(sqlite_house: House) -> None:
    """Who was asked and has not let us in yet is not followed either: only a request that is gone was taken back."""
    house = sqlite_house
    card = house.follower_card(protected=True)
    house.decide(card, Choice.FOLLOW)
    house.perform_all()
    house.decide(card, Choice.UNDO_FOLLOW)
    house.network.fail_next("unfollow", CutOff("The answer was lost."))
    house.perform_all()
    assert (house.network.requested_ids, house.card(card.id).follow) == ([], FacetState.NONE)


def test_the_same_like_twice_on_an_ignored_question_is_one(sqlite_house: House) -> None:
    """Nobody was faster: it was the same person, who clicked twice."""
    card = sqlite_house.put(sqlite_house.question_card(), status=CardStatus.IGNORED)
    sqlite_house.decide(card, Choice.LIKE, ADA)
    late = sqlite_house.decide(card, Choice.LIKE, ADA)
    assert isinstance(late, TooLate)
    assert late.again


def test_a_doubt_is_settled_as_it_was_seen(sqlite_house: House) -> None:
    """A click that is delivered twice does not settle the next doubt of the card, which nobody has looked at."""
    card = sqlite_house.follower_card()
    sqlite_house.decide(card, Choice.FOLLOW, ADA)
    sqlite_house.network.fail_next("follow", CutOff("lost."), times=GIVE_UP_AFTER)
    sqlite_house.decide(card, Choice.REPLY, ADA, "Hello!")
    sqlite_house.network.fail_next("hello", CutOff("lost."))
    sqlite_house.perform_all(24)
    seen = sqlite_house.card(card.id)
    assert (seen.follow, seen.reply) == (FacetState.IN_DOUBT, FacetState.IN_DOUBT)
    sqlite_house.decide(card, Choice.MARK_SENT, ADA, version=seen.version)
    twice = sqlite_house.decide(card, Choice.MARK_SENT, ADA, version=seen.version)
    assert isinstance(twice, TooLate)
    assert twice.again
    assert sqlite_house.card(card.id).in_doubt is not None


def test_a_follow_that_was_given_up_says_why(sqlite_house: House) -> None:
    """Its card shows the reason beside the choices."""
    card = sqlite_house.follower_card()
    sqlite_house.decide(card, Choice.FOLLOW, ADA)
    sqlite_house.network.fail_next("follow", CutOff("lost."), times=GIVE_UP_AFTER)
    sqlite_house.perform_all(24)
    follow = sqlite_house.action(ActionKind.FOLLOW)
    assert follow.state is ActionState.IN_DOUBT
    assert follow.reason


def test_a_reply_that_is_refused_when_it_is_sent_again_is_looked_for(sqlite_house: House) -> None:
    """Networks refuse the same words twice: then the first came through, late."""
    house = sqlite_house
    card = house.question_card()
    house.decide(card, Choice.REPLY, ADA, "We do!")
    house.network.fail_next("reply", CutOff("lost."))
    house.perform_all()
    house.decide(card, Choice.SEND_AGAIN, ADA)
    house.network.fail_next("reply", Refused("Those words were posted already."))
    house.perform_all()
    reply = house.action(ActionKind.REPLY)
    assert reply.state is ActionState.IN_DOUBT
    assert "first try" in reply.reason


def test_a_card_of_a_message_that_a_restore_forgot_is_none_of_ours(sqlite_house: House) -> None:
    """Its id may be another card's by now; one whose message is not noted yet, or was replaced, is taken as ever."""
    card = sqlite_house.follower_card()
    assert sqlite_house.decide(card, Choice.FOLLOW, ADA, message_ts="1800000000.1") == TooLate(None)
    assert not isinstance(sqlite_house.decide(card, Choice.FOLLOW, ADA, message_ts=f"ts{card.message_id}"), TooLate)


@pytest.mark.parametrize("error", [LoginRefused("Sign in again."), Refused("No."), Gone("It is gone.")])
@pytest.mark.parametrize("kind", [ActionKind.LIKE, ActionKind.UNLIKE])
def test_a_like_that_is_refused_after_its_answer_was_lost_is_in_doubt(
    sqlite_house: House, kind: ActionKind, error: NetworkError
) -> None:
    """The first try may have come through: the card does not say that nothing happened."""
    house = sqlite_house
    card = house.question_card()
    house.decide(card, Choice.LIKE)
    if kind is ActionKind.UNLIKE:
        house.perform_all()
        house.decide(card, Choice.UNDO_LIKE)
    house.network.fail_next(kind.value, CutOff("lost."), after_effect=True)
    house.network.fail_next(kind.value, error)
    house.perform_all()
    tried = house.action(kind)
    assert (tried.state, house.card(card.id).like) == (ActionState.IN_DOUBT, FacetState.IN_DOUBT)
    assert error.reason in tried.reason
    house.decide(card, Choice.CHECK_AGAIN)
    house.perform_all()
    assert house.action(kind).state is ActionState.DONE


@pytest.mark.parametrize("looks", [True, False], ids=["not shown", "can't be asked"])
def test_a_post_that_is_known_again_is_in_doubt_where_its_repeat_is_refused(sqlite_house: House, looks: bool) -> None:
    """The first try may have come through, and not be shown yet: "Try again" would be another post."""
    house = sqlite_house
    house.network.knows_again = True
    card = house.question_card()
    house.decide(card, Choice.REPLY, ADA, "We do!")
    house.network.fail_next("reply", CutOff("lost."))
    house.perform_due()
    house.clock.go(minutes=1)
    house.performer.perform(house.action(ActionKind.REPLY).id)  # not to be seen: it is planned anew
    house.network.fail_next("reply", LoginRefused("Sign in again."))
    house.network.fail_next("find_post", LoginRefused("Sign in again."), times=0 if looks else 1)
    house.perform_all()
    reply = house.action(ActionKind.REPLY)
    assert (reply.state, house.card(card.id).reply) == (ActionState.IN_DOUBT, FacetState.IN_DOUBT)
    house.decide(card, Choice.CHECK_AGAIN)
    house.perform_all()
    assert len(house.network.posted) == 1


def test_a_doubt_is_read_back_with_the_login_that_another_process_took(sqlite_house: House) -> None:
    """Who connected the account again did so elsewhere: this process goes on with the new login as well."""
    house, made = sqlite_house, []
    house.performer.networks = Networks(lambda account_id: made.append(account_id) or house.network)
    card = house.follower_card()
    house.decide(card, Choice.FOLLOW)
    house.network.fail_next("follow", CutOff("lost."), after_effect=True)
    house.perform_due()
    assert len(made) == 1
    house.clock.go(minutes=1)
    with house.database.write() as tx:
        accounts.put_account(tx, house.workspace.id, house.network.name, house.network.me(), "new", house.clock())
    house.perform_due()
    assert len(made) == 2


@pytest.mark.parametrize("by_hand", [False, True], ids=["a doubt", "by hand"])
def test_a_look_that_came_too_often_comes_again_when_it_may(sqlite_house: House, by_hand: bool) -> None:
    """The network says when: until then nobody asks again."""
    house = sqlite_house
    card = house.follower_card()
    house.decide(card, Choice.FOLLOW_BY_HAND if by_hand else Choice.FOLLOW)
    house.network.fail_next("follow", CutOff("lost."))
    house.perform_due()
    retry_at = house.clock() + timedelta(minutes=15)
    asked = house.network.called("relationship")
    house.network.fail_next("relationship", RateLimited("Too many calls.", retry_at=retry_at))
    house.perform_all(hours=0.2)
    assert house.network.called("relationship") == asked + 1
    house.perform_all()
    assert house.network.called("relationship") > asked + 1
