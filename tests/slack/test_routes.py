"""The windows of routing rules: Slack takes each, whatever stands in it, and who may not change it only reads."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.accounts import Account, Route, RouteKind
from slackapp.domain.routing import MOST, RoutingRule
from slackapp.domain.routing_text import LONGEST
from slackapp.domain.rules import ChannelRule
from slackapp.domain.status import AccountStatus
from slackapp.domain.verdict import CardRule
from slackapp.routes import Board
from slackapp.slack import ids
from slackapp.slack.connecting import disconnect_modal
from slackapp.slack.message import View
from slackapp.slack.notices import introduction
from slackapp.slack.route_form import ALL, Form, form_modal, overtaken, unpacked
from slackapp.slack.routes import remove_modal, routes_modal
from slackapp.slack.status import routes_line
from tests.slack import strangers
from tests.slack.faces import BEN, BRAND, MASTODON, NOW, elements
from tests.slack.limits import assert_takes, assert_takes_view
from tests.slack.test_groups import texts

CARE, SOCIAL = "C0CARE", "C0SOCIAL"
COMPLAINTS = RoutingRule(7, BRAND.id, "complaint", "high", "refund", CARE, BEN, NOW)
ROUTES = (Route(1, 1, BRAND.id, RouteKind.FOLLOWERS, SOCIAL), Route(2, 1, BRAND.id, RouteKind.QUESTIONS, SOCIAL))


def board(*rules: RoutingRule, accounts: Sequence[Account] = (BRAND,), **more: Any) -> Board:
    """Fern & Fable's, with these rules."""
    named = more.pop("named", {each.id: each for each in accounts})
    return Board(tuple(accounts), ROUTES, rules, named, **more)


def items(view: View) -> list[list[str]]:
    """What each rule's menu offers."""
    menus = [each for each in elements(view["blocks"]) if each.get("action_id") == ids.ROUTES_MENU]  # type: ignore[arg-type]  # a list of blocks
    return [[str(option["text"]["text"]) for option in each["options"]] for each in menus]


def inputs(view: View) -> dict[str, Any]:
    """What a form asks for, by block_id."""
    blocks = json.loads(json.dumps(view))["blocks"]
    return {block["block_id"]: block for block in blocks if block["type"] == "input"}


def test_the_list_tells_the_channels_and_the_rules_in_plain_sentences() -> None:
    """In their order, each with its menu: the first can't go up, nor the last down."""
    rules = [replace(COMPLAINTS, id=n, keyword=f"refund{n}") for n in (1, 2, 3)]
    view = routes_modal(board(*rules), may=True)
    assert_takes_view(view)
    said = texts(view["blocks"])
    assert "*@fernandfable on X*\n👋 New followers, 💬 Questions → <#C0SOCIAL>" in said
    assert "*2.* Complaints of high urgency with “refund2” from @fernandfable → <#C0CARE>" in said
    whole = ["Change…", "Move up", "Move down", "Remove…"]
    assert items(view) == [whole[:1] + whole[2:], whole, whole[:2] + whole[3:]]
    assert view["private_metadata"] == board(*rules).seen


def test_who_may_not_change_it_reads_it() -> None:
    """The same list, without a button, and whom to ask."""
    view = routes_modal(board(COMPLAINTS), may=False, whom="<@U0MARA>")
    assert_takes_view(view)
    assert not [each for each in elements(view["blocks"]) if "action_id" in each]  # type: ignore[arg-type]  # a list of blocks
    assert "Complaints of high urgency" in texts(view["blocks"])
    assert "please ask <@U0MARA>" in texts(view["blocks"])


def test_what_does_nothing_says_why() -> None:
    """Behind one that takes all of it, of an account that is gone, of what seldom becomes a card."""
    praise = replace(COMPLAINTS, id=8, kind="praise", urgency="", keyword="")
    rules = (replace(COMPLAINTS, id=6, keyword=""), COMPLAINTS, praise)
    said = texts(routes_modal(board(*rules), may=True)["blocks"])
    assert "rule 1 takes all of it first" in said
    assert "seldom becomes a card, unless <#C0CARE> takes every mention" in said
    all_of_them = {CARE: ChannelRule(CARE, CardRule.ALL)}
    assert "seldom" not in texts(routes_modal(board(praise, cards=all_of_them), may=True)["blocks"])
    gone = board(COMPLAINTS, accounts=(), named={BRAND.id: BRAND})
    assert "Rests: its account is disconnected" in texts(routes_modal(gone, may=True)["blocks"])
    assert "No account is connected yet" in texts(routes_modal(gone, may=True)["blocks"])


def test_accounts_of_one_name_are_told_apart() -> None:
    """By their networks."""
    twin = replace(MASTODON, handle=BRAND.handle.upper())
    assert board(COMPLAINTS, accounts=(BRAND, twin)).name(BRAND.id) == "@fernandfable on X"
    assert board(COMPLAINTS, accounts=(BRAND, MASTODON)).name(BRAND.id) == "@fernandfable"


def test_fifty_rules_are_the_most_and_fit() -> None:
    """However long: there is no button for one more."""
    many = [replace(COMPLAINTS, id=n, keyword=f"{n} {'&' * (LONGEST - 3)}") for n in range(1, MOST + 1)]
    accounts = [replace(BRAND, id=n, handle=f"fern{n}") for n in range(1, 121)]
    whole = board(*many, accounts=accounts)
    view = routes_modal(whole, may=True, said="✅ Saved.")
    assert_takes_view(view)
    assert ids.ROUTES_ADD not in json.dumps(view)
    assert len(items(view)) == MOST
    assert_takes_view(form_modal(Form(), COMPLAINTS, whole))


def test_the_form_asks_for_all_of_it_and_begins_with_what_there_is() -> None:
    """A new one of everything; of one that is changed what it says, and who said so last."""
    blank = form_modal(Form(list_id="V1"), RoutingRule(0, None, "", "", "", ""), board(COMPLAINTS))
    assert_takes_view(blank)
    asked = inputs(blank)
    assert [asked[each]["element"]["initial_option"]["value"] for each in (ids.ROUTES_ACCOUNT, ids.ROUTES_KIND)] == [
        ALL,
        "any",
    ]
    assert asked[ids.ROUTES_WORDS]["optional"]
    assert all(asked[each]["hint"] for each in (ids.ROUTES_KIND, ids.ROUTES_WORDS, ids.ROUTES_CHANNEL))
    changed = form_modal(Form(COMPLAINTS.id, NOW, "V1"), COMPLAINTS, board(COMPLAINTS))
    assert_takes_view(changed)
    asked = inputs(changed)
    assert asked[ids.ROUTES_WORDS]["element"]["initial_value"] == "refund"
    assert asked[ids.ROUTES_CHANNEL]["element"]["initial_channel"] == CARE
    assert asked[ids.ROUTES_URGENCY]["element"]["initial_option"]["value"] == "high"
    assert "Last changed by <@U0BEN>" in texts(changed["blocks"])


def test_who_was_overtaken_sees_what_stands_there() -> None:
    """Changed or removed."""
    now = board(COMPLAINTS)
    told = overtaken(now, COMPLAINTS)
    assert_takes_view(form_modal(Form(7, NOW, "V1"), replace(COMPLAINTS, keyword="box"), now, told))
    assert "<@U0BEN> changed it while you chose" in told
    assert "with “refund” from @fernandfable → <#C0CARE>" in told
    assert "Somebody removed it" in overtaken(board(), None)


@pytest.mark.parametrize("text", ["", "1", "1:2", "1:2:V1:4", "1:2:<!here>", f"1:{'9' * 18}:V1"])
def test_another_windows_metadata_is_none_of_ours(text: str) -> None:
    """Whatever stands there."""
    assert unpacked(text) is None


def test_a_forms_metadata_reads_back() -> None:
    """To the microsecond."""
    form = Form(7, NOW + timedelta(microseconds=1), "V1")
    assert unpacked(form.packed()) == form


@pytest.mark.parametrize("value", ["", "up", "up:", "up:0", "sideways:1", "up:1:2", "up:-1"])
def test_another_menus_value_is_none_of_ours(value: str) -> None:
    """Neither an item nor a rule."""
    assert ids.parse_route_value(value) is None


def test_other_places_say_that_rules_come_first() -> None:
    """Where an account's channels are told, and in the hello to one; where there are no rules they don't."""
    rules = [replace(COMPLAINTS, channel_id=f"C{n}") for n in range(7)]
    line = routes_line(AccountStatus(BRAND, routes=ROUTES, rules=tuple(rules)))
    assert "🧭 7 rules come first: some of it → <#C0>, <#C1>, <#C2>, <#C3>, <#C4> and 2 more" in line
    assert "🧭 A rule comes first" in introduction(BRAND, ROUTES, BEN, first=[COMPLAINTS]).text
    assert "🧭" not in routes_line(AccountStatus(BRAND, routes=ROUTES))
    assert "2 routing rules of its own" in texts(disconnect_modal(BRAND, "sealed", 2)["blocks"])
    assert "Rests" not in texts(disconnect_modal(BRAND, "sealed")["blocks"])


@settings(max_examples=25, deadline=None)
@given(strangers.WORDS, strangers.WORDS, st.booleans())
def test_nothing_that_is_typed_formats_or_calls_anybody(handle: str, keyword: str, may: bool) -> None:
    """A handle or words of a rule, whatever they are."""
    account = replace(BRAND, handle=handle)
    rule = replace(COMPLAINTS, keyword=keyword[:LONGEST])
    now = board(rule, accounts=(account,))
    assert_takes_view(routes_modal(now, may=may, whom="<@U0MARA>"))
    assert_takes_view(form_modal(Form(7, NOW, "V1"), rule, now, overtaken(now, rule)))
    assert_takes_view(remove_modal(now, rule, "7:1:V1"))
    assert_takes(introduction(account, ROUTES, BEN, first=[rule]))
