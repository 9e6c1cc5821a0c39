"""Messages are posted once each, in the order and at the pace of their channel, and drawn again."""

from datetime import timedelta

import pytest

from slackapp.aftermath import CHANNEL_REST
from slackapp.domain.action import ActionKind, ActionState
from slackapp.networks.base import (
    CutOff,
    LoginRefused,
    NetworkError,
    RateLimited,
    Unavailable,
)
from tests.clicks import PowerCut, following, notice
from tests.house import START, House

FOLLOW, REPLY, POST, UPDATE = (
    ActionKind.FOLLOW,
    ActionKind.REPLY,
    ActionKind.POST_MESSAGE,
    ActionKind.UPDATE_MESSAGE,
)


def test_a_message_is_posted_and_its_channel_rests(house: House) -> None:
    """Slack takes one message a second for a channel: the next one waits, then follows in order."""
    first, second = notice(house, "a"), notice(house, "b")
    house.perform_due()
    assert house.poster.posts == [first]
    house.perform_all()
    assert house.poster.posts == [first, second]
    assert [message.posted_at for message in house.messages()] == [START, START + CHANNEL_REST]
    assert [house.poster.standing[message.ts] for message in house.messages()] == [first, second]


@pytest.mark.parametrize(
    "error", [RateLimited("slow down", retry_at=START + timedelta(seconds=30)), Unavailable("Slack is down.")]
)
def test_a_channel_keeps_its_order_through_trouble(sqlite_house: House, error: NetworkError) -> None:
    """Those behind a message that has to wait, wait too."""
    house = sqlite_house
    ids = [notice(house, key) for key in "abc"]
    fails = [error]

    def fail(_call: str) -> None:
        if fails:
            raise fails.pop()

    house.poster.before = fail
    house.perform_all()
    assert house.poster.posts == [ids[0], *ids]


@pytest.mark.parametrize("error", [Unavailable("Slack is down."), LoginRefused("Slack refuses our token.")])
def test_slack_is_waited_for_however_long(sqlite_house: House, error: NetworkError) -> None:
    """A message is not given up while Slack is down, or waits for a new token: nobody could send it again."""
    message_id = notice(sqlite_house)
    fails = [error] * 40

    def fail(_call: str) -> None:
        if fails:
            raise fails.pop()

    sqlite_house.poster.before = fail
    sqlite_house.perform_all(hours=48)
    assert list(sqlite_house.poster.standing.values()) == [message_id]


@pytest.mark.parametrize("posted", [True, False])
@pytest.mark.parametrize("cut", [PowerCut(), CutOff("The answer was lost.")], ids=["crash", "lost answer"])
def test_a_message_nobody_is_sure_of_is_found_by_its_metadata(
    sqlite_house: House, posted: bool, cut: BaseException
) -> None:
    """It is posted exactly once, wherever the power or the answer was lost."""
    house = sqlite_house
    message_id = notice(house)
    cuts = [cut]

    def fail(call: str) -> None:
        if call == "post" and cuts:
            raise cuts.pop()

    setattr(house.poster, "after" if posted else "before", fail)
    try:
        house.performer.perform(house.action(POST).id)
    except PowerCut:
        house.performer.rescue()
    house.perform_all()
    assert list(house.poster.standing.values()) == [message_id]
    assert (house.poster.finds, house.messages()[0].ts in house.poster.standing) == ([message_id], True)


def test_a_search_that_fails_is_made_again(sqlite_house: House) -> None:
    """Nothing is posted before Slack could be asked."""
    house = sqlite_house
    notice(house)

    def lose(_call: str) -> None:
        raise CutOff("lost")

    house.poster.after = lose
    asked = [Unavailable("Slack is down."), RateLimited("slow down", retry_at=START + timedelta(minutes=1))]

    def fail(call: str) -> None:
        if call == "find" and asked:
            raise asked.pop()

    house.poster.before = fail
    house.perform_all()
    assert (len(house.poster.posts), len(house.poster.finds)) == (1, 3)


def test_an_update_cut_off_is_drawn_again(sqlite_house: House) -> None:
    """Drawing twice does no harm; drawing never would."""
    card = following(sqlite_house)
    cuts = [CutOff("lost"), CutOff("lost")]

    def fail(_call: str) -> None:
        if cuts:
            raise cuts.pop()

    sqlite_house.poster.before = fail
    sqlite_house.perform_all()
    assert sqlite_house.poster.updates.count(card.message_id or 0) >= 3
    assert {action.state for action in sqlite_house.actions(UPDATE)} == {ActionState.DONE}


def test_a_card_that_moved_while_it_was_posted_is_drawn_again(sqlite_house: House) -> None:
    """The message may show what was true before the click."""
    house = sqlite_house
    house.network.add_follower("mira")
    house.poll.poll(house.account_id)
    house.network.add_follower("noor")
    house.polled()
    (card,) = house.cards()

    def click(_call: str) -> None:
        house.put(card)

    house.poster.after = click
    house.perform_all()
    assert house.poster.updates == [card.message_id]
