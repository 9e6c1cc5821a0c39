"""What lives lived at random have found (`test_machines.py`), each told as plainly as it can be."""

import pytest

from slackapp.decisions import TooLate
from slackapp.domain.card import Choice
from tests.house import House


@pytest.mark.parametrize("choice", [Choice.LIKE, Choice.UNDO_LIKE, Choice.REPLY_BY_HAND])
def test_what_is_for_a_post_is_not_open_on_a_followers_card(sqlite_house: House, choice: Choice) -> None:
    """There is no post there to like or answer: nothing is planned, least of all an empty hello."""
    card = sqlite_house.follower_card()
    assert isinstance(sqlite_house.decide(card, choice), TooLate)
    sqlite_house.perform_all()
    assert sqlite_house.network.calls == []
