"""Home and status: useful to everybody, honest about what does not work."""

from dataclasses import replace
from datetime import time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.accounts import AccountHealth, Route, RouteKind
from slackapp.domain.capability import Capability, Permission
from slackapp.domain.digest import DayFacts
from slackapp.domain.home import Home
from slackapp.domain.people import History, Profile
from slackapp.domain.posts import Thread
from slackapp.domain.status import AccountStatus, Status
from slackapp.slack import ids
from slackapp.slack.home import home_view
from slackapp.slack.ids import Place, parse_block_id
from slackapp.slack.status import status_message
from tests.slack import strangers
from tests.slack.faces import BRAND, NOW, STATES, elements, follower, question
from tests.slack.limits import assert_takes, assert_takes_view
from tests.slack.test_groups import texts

ROUTES = (
    Route(1, 1, 1, RouteKind.FOLLOWERS, "C0SOCIAL"),
    Route(2, 1, 1, RouteKind.DIGEST, "C0MARKET", time(9, 0), "Europe/Lisbon"),
)
WELL = AccountStatus(
    replace(BRAND, baseline_at=NOW),
    (
        Permission(Capability.REPLY, True),
        Permission(Capability.FOLLOW, False, "X lets only Enterprise apps follow"),
        Permission(Capability.LIKE, False, "X lets only Enterprise apps follow"),
    ),
    ROUTES,
)
SICK = AccountStatus(
    replace(BRAND, health=AccountHealth.LOGIN_REFUSED, trouble="X refused our <login>", polled_at=None)
)
FACTS = DayFacts("fernandfable", "X", "https://x.com/fernandfable", 14, 3, 12, 9, 8, (), (), 1)
HOME = Home((question(),), 4, (follower(),), 1, (FACTS,), (WELL, SICK), NOW)


def test_home_shows_who_waits_and_how_today_goes() -> None:
    """Open questions, waiting followers, the day's numbers, the accounts, and how it works."""
    view = home_view(HOME)
    assert_takes_view(view)
    words = texts(view["blocks"])
    for part in ("Waiting for an answer: 4", "third time", "Waiting for a decision: 1", "*New followers*\n14", "🔴"):
        assert part in words
    places = [parse_block_id(str(e["block_id"])) for e in elements([view["blocks"]]) if "block_id" in e]
    assert {(p.place, p.card_id) for p in places if p} == {(Place.HOME, 42), (Place.HOME, 41), (Place.HOME, 0)}


def test_only_who_may_sees_the_accounts_buttons() -> None:
    """Everybody sees the accounts and where their news go; the menu, Reconnect and Connect are for those who may."""
    words = texts(home_view(HOME)["blocks"])
    assert "👋 New followers → <#C0SOCIAL>\n📰 Daily digest → <#C0MARKET>" in words
    shown = {str(e["action_id"]) for e in elements([home_view(HOME)["blocks"]]) if "action_id" in e}
    assert not shown & {ids.CONNECT_OPEN, ids.ACCOUNT_MENU, ids.ACCOUNT_RECONNECT}
    view = home_view(HOME, connects=True, managed={1})
    assert_takes_view(view)
    shown = {str(e["action_id"]) for e in elements([view["blocks"]]) if "action_id" in e}
    assert shown >= {ids.CONNECT_OPEN, ids.ACCOUNT_MENU, ids.ACCOUNT_RECONNECT}


def test_an_empty_home_is_still_useful() -> None:
    """Before the first poll and without any account it says what will come, and how it works."""
    view = home_view(Home((), 0, (), 0, (), (), NOW))
    assert_takes_view(view)
    assert "How it works" in texts(view["blocks"])
    assert "No account is connected yet" in texts(view["blocks"])


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(list(STATES)), strangers.PROFILES, strangers.HISTORIES, strangers.THREADS)
def test_a_full_home_of_strangers_is_valid(state: str, person: Profile, history: History, thread: Thread) -> None:
    """However many wait and whatever they write, Slack takes the view."""
    face = strangers.estranged(STATES[state], person, history, thread)
    many = tuple(replace(face, card=replace(face.card, id=n)) for n in range(1, 80))
    lesser = tuple(replace(face, card=replace(face.card, id=n)) for n in range(100, 180))
    assert_takes_view(
        home_view(replace(HOME, questions=many, followers=lesser, accounts=(WELL,) * 40), connects=True, managed={1})
    )


def test_status_tells_health_channels_and_what_is_allowed() -> None:
    """In words, with the reason for each thing that the network forbids, said once."""
    status = Status("0.1.0", (WELL, SICK), NOW, pending=3, in_doubt=1, late_since=NOW - timedelta(minutes=4))
    message = status_message(status)
    assert_takes(message)
    words = texts(message.blocks)
    for part in (
        "🟢 Well · looked just now",
        "<#C0SOCIAL>",
        "at 09:00 Europe/Lisbon",
        "✅ X lets us: reply",
        "🚫 By hand, on X itself: follow, like · X lets only Enterprise apps follow.",
        "🔴 Needs a new login · not looked yet",
        "X refused our &lt;login&gt;.",
        "No channel gets its news yet",
        "3 under way",
        "1 in doubt",
        "4 min late",
        "Rapport 0.1.0",
    ):
        assert part in words


def test_status_of_a_fresh_install_says_what_to_do() -> None:
    """No account, nothing under way: no blank page."""
    message = status_message(Status("0.1.0", (), NOW))
    assert_takes(message)
    assert "No account is connected yet" in texts(message.blocks)


def test_status_of_many_accounts_still_fits() -> None:
    """Slack takes at most 50 blocks."""
    assert_takes(status_message(Status("0.1.0", (WELL,) * 60, NOW)))
