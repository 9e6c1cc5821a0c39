"""What Rapport says of itself: who set it up, what is wrong and what to do, and who was faster."""

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given

from slackapp.domain.accounts import Account, AccountHealth, Route, RouteKind
from slackapp.domain.people import Profile
from slackapp.slack import ids
from slackapp.slack.message import Message
from slackapp.slack.notices import faster, introduction, login_refused, network_back, network_down, out_of_credit
from tests.slack import strangers
from tests.slack.faces import ADA, BEN, BRAND, MARA, NOW, STATES, follower
from tests.slack.limits import assert_takes
from tests.slack.test_groups import texts

REFUSED = replace(BRAND, health=AccountHealth.LOGIN_REFUSED)
ROUTES = tuple(Route(n, 1, 1, kind, "C0SOCIAL", time(9, 0)) for n, kind in enumerate(RouteKind))


def test_a_channel_is_told_who_invited_rapport_and_what_will_come() -> None:
    """The person who set it up, what comes, and that nothing happens without a click."""
    message = introduction(BRAND, ROUTES, MARA)
    assert_takes(message)
    words = texts(message.blocks)
    for part in ("<@U0MARA> connected @fernandfable on X", "*new follower*", "*question", "at 09:00", "never follow"):
        assert part in words


def test_only_what_comes_to_the_channel_is_promised() -> None:
    """A channel for digests hears nothing of cards."""
    words = texts(introduction(BRAND, (ROUTES[2],), MARA).blocks)
    assert "*digest*" in words
    assert "*new follower*" not in words


@pytest.mark.parametrize(
    ("message", "what", "doing"),
    [
        (login_refused(REFUSED, "X said 401"), "does not let us in as @fernandfable", "Please connect it again"),
        (out_of_credit(BRAND, ""), "wants to be paid", "Top the credit up"),
        (network_down(BRAND, "X answers <503>", NOW), "can’t be reached since <!date^", "keeps trying"),
    ],
)
def test_trouble_is_told_with_what_to_do(message: Message, what: str, doing: str) -> None:
    """What is wrong, why where it is known, and what happens next: in the fallback too."""
    assert_takes(message)
    assert what in texts(message.blocks)
    assert doing in texts(message.blocks)
    assert doing in message.text


def test_a_refused_login_has_a_way_back_until_it_is_mended() -> None:
    """Who connected the account is asked, with a button; once it is well or gone, the message says that instead."""
    asked = login_refused(replace(REFUSED, connected_by=MARA), "")
    assert "<@U0MARA>, please connect it again" in texts(asked.blocks)
    assert ids.ACCOUNT_RECONNECT in str(asked.blocks)
    for health, said in ((AccountHealth.TROUBLED, "connected again"), (AccountHealth.DISCONNECTED, "is disconnected")):
        mended = login_refused(replace(REFUSED, health=health), "X said 401")
        assert_takes(mended)
        assert said in mended.text
        assert ids.ACCOUNT_RECONNECT not in str(mended.blocks)


def test_nobody_is_named_where_nobody_did_it() -> None:
    """An account of the settings or the command line is introduced without a person."""
    words = texts(introduction(replace(BRAND, baseline_at=None), ROUTES, "").blocks)
    assert "@fernandfable on X is connected to this channel" in words
    assert "My first look is silent" in words


def test_good_news_are_told_too() -> None:
    """When the network is back, so is everybody's calm."""
    assert_takes(network_back(BRAND))


def test_whoever_comes_second_is_told_who_came_first() -> None:
    """With the time and with how the card stands now."""
    message = faster(STATES["followed back"], BEN, NOW)
    assert_takes(message)
    assert "⚡ <@U0BEN> was faster · <!date^" in texts(message.blocks)
    assert "<@U0MARA> followed back" in texts(message.blocks)


def test_a_card_that_closed_by_itself_or_is_gone_is_told() -> None:
    """Nobody is blamed, and it is said that nothing was done."""
    assert "Ada Quill" in texts(faster(STATES["closed"], "", None).blocks)
    assert "Nothing was done" in texts(faster(None, "", None).blocks)


@given(strangers.PROFILES, strangers.WORDS)
def test_strangers_in_notices_stay_harmless(person: Profile, words: str) -> None:
    """Handles, names and reasons of any kind."""
    account: Account = replace(BRAND, handle=words)
    for message in (
        introduction(account, ROUTES, MARA),
        login_refused(replace(account, health=AccountHealth.LOGIN_REFUSED), words),
        login_refused(account, words),
        network_down(account, words, NOW),
    ):
        assert_takes(message)
    assert_takes(faster(replace(follower(), person=replace(ADA, name=person.name)), "", None))
