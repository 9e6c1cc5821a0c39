"""What a team's own systems were told of is told to its end: two weeks of a simulated team found these two left out."""

from datetime import timedelta

import pytest

from slackapp.bulks import Bulks
from slackapp.domain.bulk import Bulk
from slackapp.domain.card import Choice
from slackapp.domain.people import Profile
from slackapp.domain.webhooks import CHOSEN_FROM
from slackapp.networks.registry import Networks
from tests.fake_network import FakeNetwork
from tests.house import ADA, BEN, House
from tests.watch.asking import ask, poll
from tests.watch.conftest import asked, noor
from tests.webhooks.test_happened import listen, told

__all__ = ["asked", "noor"]


class Paced(FakeNetwork):
    """It lets many be followed, one every three seconds."""

    def bulk(self, kind: object) -> Bulk:  # noqa: ARG002 (all of them)
        """At this pace."""
        return Bulk(True, pace=timedelta(seconds=3))


def test_an_answer_for_which_somebody_thanked_is_told(asked: House, noor: Profile) -> None:
    """Their question counts as answered by our word in its thread: a helpdesk hears of it, with those words."""
    question = ask(asked, noor)
    poll(asked)
    hook = listen(asked, *CHOSEN_FROM)
    other = asked.network.add_post(asked.network.add_person("ben"), "I wonder, too", in_reply_to_id=question.id)
    asked.clock.go(minutes=1)
    ours = asked.network.add_post(asked.network.me(), "We do, both of you!", in_reply_to_id=other.id)
    asked.clock.go(minutes=1)
    poll(asked)
    ask(asked, noor, "Thank you so much!", in_reply_to_id=ours.id)
    poll(asked)
    (said,) = (each for each in told(asked, hook) if each["event"] == "answered")
    assert (said["post"]["id"], said["answer"]["via"], said["answer"]["text"]) == (question.id, "network", ours.text)


@pytest.mark.parametrize("seconds", [0, 7])
def test_who_was_to_be_followed_and_is_not_is_told(house: House, seconds: int) -> None:
    """A bulk is stopped: for each person whom it leaves, *reopened* by whoever stopped it follows *follow*."""
    house.network.__class__ = Paced
    hook = listen(house, *CHOSEN_FROM)
    for number in range(6):
        house.network.add_follower(f"new{number}")
    house.polled()
    house.network.add_follower("one")
    for number in range(6, 12):
        house.network.add_follower(f"new{number}")
    house.polled()
    cards = house.cards()
    message_id = cards[-1].message_id or 0
    many = Bulks(house.database, Networks(lambda _account_id: house.network), house.decisions.decide, house.clock)
    chosen = [card.id for card in cards if card.message_id == message_id]
    bulk_id = many.begin(house.workspace.id, message_id, Choice.FOLLOW, chosen, ADA) or 0
    many.walk(bulk_id)
    until = house.clock() + timedelta(seconds=seconds)
    house.perform_all(hours=seconds / 3600)
    house.clock.at = max(house.clock(), until)
    left = many.stop(house.workspace.id, bulk_id, BEN) or 0
    decided = [each["decision"] for each in told(house, hook) if each["event"] == "decided"]
    assert left > 0
    assert [each["choice"] for each in decided if each["by"] == ADA] == ["follow"] * len(chosen)
    assert [each["choice"] for each in decided if each["by"] == BEN] == ["reopen"] * left
