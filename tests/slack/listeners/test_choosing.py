"""The review as a list, over the real wire: tick, page on, decide on all at once, stop."""

from datetime import timedelta
from typing import Any

import pytest

from slackapp.domain.bulk import Bulk
from slackapp.domain.card import CardStatus, Choice
from slackapp.networks.base import Network
from slackapp.slack import ids
from tests.slack.listeners.team import ADA, BEN, Team, find_all, words

FOLLOW = ids.card_action_id(Choice.FOLLOW)


@pytest.fixture
def grouped(team: Team) -> Team:
    """The team with twenty-three new followers in one message."""
    team.press("switch", access="enterprise")
    team.press("follow", kind="person", count=23)
    team.poll()
    return team


def allow(team: Team) -> None:
    """A network that has nothing against many at once."""
    network: Any = team.house.networks.of(team.account.id)

    class Allowing(type(network)):  # type: ignore[misc]  # whichever it is
        def bulk(self, kind: object) -> Bulk:  # noqa: ARG002 (all of them)
            return Bulk(True, pace=timedelta(seconds=3))

    network.__class__ = Allowing
    made: Network = network
    assert made.bulk


def tick(team: Team, number: int, user: str = ADA.id, *, on: bool = True) -> None:
    """Tick, or untick, the n-th box on the page."""
    view = team.view(user)
    block, box = find_all(view["blocks"], ids.PICK)[number]
    value = [box["options"][0]["value"]] if on else []
    clicked = {"block_id": block["block_id"], "action_id": ids.PICK, "value": value}
    assert team.person("click", user, view_id=view["id"], **clicked)["ok"]


def test_chosen_on_several_pages_and_followed_at_the_networks_pace(grouped: Team) -> None:
    """What was ticked on one page is kept on the next; the message tells how far it has come, and stops."""
    allow(grouped)
    grouped.click(grouped.messages()[-1], ids.REVIEW_OPEN)
    assert "*1–10 of 23*" in words(grouped.view())
    for number in (0, 1, 2):
        tick(grouped, number)
    assert "Follow back chosen (3)" in words(grouped.view())
    tick(grouped, 1, on=False)
    assert "Follow back chosen (2)" in words(grouped.view())
    grouped.click_view(grouped.view(), ids.PICK_NEXT)
    grouped.click_view(grouped.view(), ids.PICK_ALL)
    assert "Follow back chosen (12)" in words(grouped.view())
    grouped.click_view(grouped.view(), ids.PICK_PREVIOUS)
    assert len([box for _, box in find_all(grouped.view()["blocks"], ids.PICK) if box.get("initial_options")]) == 2
    assert grouped.click_view(grouped.view(), ids.BULK_FOLLOW)["ok"]
    assert "0 of 12 followed back for" in words(grouped.view())
    grouped.work(seconds=20)
    assert len(grouped.by_api("follows")) == 7
    message = grouped.messages()[-1]
    assert f"of 12 followed back for <@{ADA.id}>, next at" in words(message)
    grouped.click(message, ids.BULK_STOP, BEN.id)
    grouped.work(seconds=60)
    assert len(grouped.by_api("follows")) == 7
    assert f"<@{BEN.id}> stopped after 7 of 12 followed back for <@{ADA.id}>" in words(grouped.messages()[-1])
    assert len([card for card in grouped.cards() if card.status is CardStatus.OPEN]) == 16
    assert grouped.click(grouped.messages()[-1], ids.BULK_UNDO, BEN.id)["ok"]  # all that was done, at the same pace
    grouped.work(seconds=4)
    assert f"of 7 unfollowed for <@{BEN.id}>, next at" in words(grouped.messages()[-1])
    grouped.work(seconds=60)
    assert len(grouped.by_api("unfollows")) == 7
    assert f"✅ 7 of 7 unfollowed for <@{BEN.id}>" in words(grouped.messages()[-1])
    assert not find_all(grouped.messages()[-1]["blocks"], ids.BULK_UNDO)


def test_where_it_is_forbidden_each_has_a_button_of_their_own(grouped: Team) -> None:
    """No button follows many, and the window says why; ignoring many is fine; each outcome shows in its row."""
    grouped.click(grouped.messages()[-1], ids.REVIEW_OPEN)
    assert "X forbids following in bulk" in words(grouped.view())
    assert not find_all(grouped.view()["blocks"], ids.BULK_FOLLOW)
    assert len(find_all(grouped.view()["blocks"], FOLLOW)) == 10
    grouped.click_view(grouped.view(), ids.REVIEW_ONE)
    assert "*1 of 23*" in words(grouped.view())
    grouped.click_view(grouped.view(), ids.REVIEW_LIST)
    assert "*1–10 of 23*" in words(grouped.view())
    grouped.click_view(grouped.view(), ids.PICK_ALL)
    assert grouped.click_view(grouped.view(), FOLLOW)["ok"]
    grouped.work()
    assert f"<@{ADA.id}> followed back" in words(grouped.view())
    assert "Ignore chosen (9)" in words(grouped.view())
    forged = {"block_id": "bulk|1|1|1", "action_id": ids.BULK_FOLLOW, "value": "1"}
    grouped.person("click", view_id=grouped.view()["id"], **forged)
    assert grouped.click_view(grouped.view(), ids.BULK_IGNORE)["ok"]
    grouped.work()
    assert len(grouped.by_api("follows")) == 1
    assert "10 of 23 decided: 1 followed back, 9 ignored" in words(grouped.messages()[-1])
    assert f"9 of 9 ignored for <@{ADA.id}>" in words(grouped.messages()[-1])
    assert grouped.click_view(grouped.view(), ids.card_action_id(Choice.REOPEN))["ok"]  # each on its own
    assert len([card for card in grouped.cards() if card.status is CardStatus.IGNORED]) == 8
