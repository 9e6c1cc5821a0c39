"""What lives lived at random have found (`test_machines.py`), each told as plainly as it can be."""

from datetime import timedelta

import pytest

from slackapp.decisions import TooLate
from slackapp.domain.action import ActionKind
from slackapp.domain.card import CardStatus, Choice, FacetState
from slackapp.networks.base import CutOff
from slackapp.perform import GIVE_UP_AFTER
from tests.house import ADA, BEN, START, House


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
