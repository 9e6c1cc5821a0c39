"""Ids of another team's rows in a click, a command, a modal or a list, as somebody may guess them: nothing happens.

Everything travels signed, as Slack would send it, from Tidewater's workspace; Fern's rows stand in the same database.
"""

import json
from dataclasses import dataclass, replace
from typing import Any

import pytest

from slackapp.domain.audit import Filter
from slackapp.domain.bulk import sealed
from slackapp.domain.card import Choice
from slackapp.domain.routing import seen_as
from slackapp.domain.verdict import CardRule
from slackapp.sandbox.slack.state import ResponseUrl
from slackapp.slack import ids
from slackapp.slack.attempts import Attempt
from slackapp.slack.home.looking import MOVES
from slackapp.slack.ids import AccountItem, MenuItem, RouteItem, WebhookItem
from slackapp.slack.route_form import Form
from slackapp.store import accounts, audit, deliveries, hand_offs, routing_rules, saved_replies, webhooks
from tests.slack.listeners.office import one_step, two_steps
from tests.slack.listeners.payloads import Json, block_actions, event, slash, view_submission
from tests.slack.listeners.team import ADA, MARKETING, SOCIAL, Team
from tests.slack.listeners.test_hostile import sent
from tests.slack.listeners.test_routes import filled
from tests.store.sides import Side, furnished, needed, rows

FERN, FERNS_CHANNEL = "T0FERN", "c0social"
SECRETS = ("fernandfable", "mira", "noor", "cleo", "oslo", FERN.lower())  # what only Fern's rows say


@dataclass
class Beside:
    """Tidewater's team, and Fern's rows in the same database."""

    team: Team
    fern: Side
    heard: list[Json]  # every call of the app's to Slack, and each use of a response_url, with what it says

    @property
    def fern_rows(self) -> dict[str, list[tuple[object, ...]]]:
        """All that is Fern's."""
        with self.team.house.database.read() as tx:
            return rows(tx, self.fern)

    def send(self, payload: Json, kind: str = "form") -> str:
        """As Slack sends it, with a trigger and a way to answer; returns all that Slack or the person is told then."""
        state = self.team.slack.state
        before = len(self.heard)
        given: Json = {"trigger_id": state.new_trigger(ADA.id)}
        if kind != "json":
            use = ResponseUrl(ADA.id, SOCIAL, state.now())
            given["response_url"] = state.new_response_url("actions", use)
        status, said = sent(self.team, kind, payload | given)
        assert status == 200, said
        return said + json.dumps(self.heard[before:])


@pytest.fixture
def beside(team: Team, monkeypatch: pytest.MonkeyPatch) -> Beside:
    """Both, Fern's with an open review; its ids are those that Tidewater's people guess."""
    make_admin(team)
    fern = furnished(team.house.database, FERN)
    team.house.networks.renew(fern.ours, fern.house.account.connected_at)
    team.house.networks._made[fern.ours] = fern.house.network
    heard: list[Json] = []
    monkeypatch.setattr(team.slack.state.record, "call", lambda _at, method, args, _body: heard.append({method: args}))
    return Beside(team, fern, heard)


def make_admin(team: Team) -> None:
    """Ada may connect accounts."""
    state = team.slack.state
    people = tuple(replace(each, is_admin=each.is_admin or each.id == ADA.id) for each in state.world.teammates)
    state.world = replace(state.world, teammates=people)


def in_view(**more: Any) -> Json:
    """Where a click in a view stands."""
    return {"container": {"type": "view", "view_id": "V1"}, "view": {"id": "V1", "hash": "a", **more}}


def click(action_id: str, value: str, block_id: str = "b", **more: Any) -> Json:
    """A click on a button."""
    action = {"type": "button", "action_id": action_id, "block_id": block_id, "value": value}
    return block_actions(action_id, value, **({"actions": [action]} | more))


def chosen(action_id: str, value: str, block_id: str = "b") -> Json:
    """A choice from a menu."""
    action = {"type": "overflow", "action_id": action_id, "block_id": block_id, "selected_option": {"value": value}}
    return block_actions(action_id, value, actions=[action])


def answered(block_id: str = ids.REPLY_BLOCK, text: str = "Hello!") -> Json:
    """What stands in a reply's box."""
    return {block_id: {ids.REPLY_INPUT: {"type": "plain_text_input", "value": text}}}


ABOUT_THE_VERDICT = (Choice.NOT_A_QUESTION, Choice.REOPEN)
SNOOZED = {
    ids.SNOOZE_BLOCK: {ids.SNOOZE_INPUT: {"type": "radio_buttons", "selected_option": {"value": "snooze_tomorrow"}}}
}


REASON = {ids.IGNORE_WHY: {ids.IGNORE_INPUT: {"type": "radio_buttons", "selected_option": {"value": "spam"}}}}
OF_HAND_OFFS = (
    *(ids.HAND_OFF_CLAIM, ids.HAND_OFF_ANSWERED, ids.HAND_OFF_SEND_BACK),
    *(ids.HAND_OFF_TAKE_BACK, ids.HAND_OFF_UNDO),
)
HANDED = {
    ids.HAND_OFF_CHANNEL: {
        ids.HAND_OFF_INPUT: {"type": "conversations_select", "selected_conversation": MARKETING},
    },
    ids.HAND_OFF_NOTE: {ids.HAND_OFF_INPUT: {"type": "plain_text_input", "value": "For you."}},
}


def histories(fern: Side) -> list[Json]:
    """A card's story, and the audit from a line of Fern's on."""
    found = [
        click(ids.HISTORY_OPEN, str(card.id), **more)
        for card in (fern.follower, fern.question)
        for more in ({}, in_view())
    ]
    with fern.house.database.read() as tx:
        theirs = audit.page(tx, fern.at, Filter(), 1)[0][0].line.id
    steps = (ids.AUDIT_OLDER, ids.AUDIT_NEWER)
    return found + [click(step, str(theirs), ids.audit_block_id(theirs, "")) for step in steps]


GIVEN = {
    ids.ASSIGN_BLOCK: {ids.ASSIGN_INPUT: {"type": "users_select", "selected_user": ADA.id}},
    ids.ASSIGN_NOTE: {ids.NOTE_INPUT: {"type": "plain_text_input", "value": "please look"}},
}


def of_drafts_and_roles(fern: Side) -> list[Json]:
    """What waits for approval, and who may approve."""
    found: list[Json] = []
    for version in (0, 1):  # the first draft there is, and one that is not
        drafts = (ids.DRAFT_SEND, ids.DRAFT_EDIT, ids.DRAFT_RETURN, ids.DRAFT_WITHDRAW, ids.DRAFT_AGAIN)
        found += [click(action_id, ids.metadata(1, version)) for action_id in drafts]
        note = {ids.DRAFT_NOTE: {ids.DRAFT_INPUT: {"type": "plain_text_input", "value": "No."}}}
        views = (ids.DRAFT_SEND_VIEW, ids.DRAFT_EDIT_VIEW, ids.DRAFT_RETURN_VIEW)
        found += [view_submission(view, ids.metadata(1, version), note) for view in views]
    nobody = {f"{ids.ROLES_PEOPLE}decide": {ids.ROLES_INPUT: {"selected_users": ["U0NOBODY"]}}}
    found += [click(ids.ROLES_OPEN, "roles"), view_submission(ids.ROLES_VIEW, ids.metadata(fern.at, 0), nobody)]
    return found


def of_cards(fern: Side, saved: int) -> list[Json]:
    """Fern's cards, in every place that takes one."""
    found: list[Json] = []
    for card in (fern.follower, fern.question, fern.snoozed):
        one, version = str(card.id), card.version
        places = (
            ids.card_block_id(ids.Place.CARD, card.id, version),
            ids.card_block_id(ids.Place.HOME, card.id, version),
            ids.list_block_id("/followers", "pending", 1, card.id, version),
        )
        found += [click(ids.card_action_id(choice), one, place) for choice in Choice for place in places]
        found += [chosen(ids.CARD_MENU, ids.menu_value(item, card.id), places[0]) for item in MenuItem]
        for action_id in (ids.POSTS_SHOW, ids.POSTS_PAY):
            found += [click(action_id, one), click(action_id, one, ids.posts_block_id(card.id, 0), **in_view())]
        why = in_view(private_metadata=ids.metadata(fern.mention, version))
        in_why = ids.card_block_id(ids.Place.WHY, card.id, version)
        found += [click(ids.card_action_id(choice), one, in_why, **why) for choice in ABOUT_THE_VERDICT]
        metadata = ids.metadata(card.id, version)
        found += [view_submission(ids.SNOOZE_VIEW, metadata, SNOOZED)]
        found += [view_submission(ids.ASSIGN_VIEW, f"{metadata}:", GIVEN)]
        found += [view_submission(ids.REPLY_VIEW, metadata, answered()) | {"type": "view_closed"}]
        found += [click(ids.REPLY_INPUT, "Hello!", **in_view(private_metadata=metadata))]
        found += [view_submission(ids.REPLY_VIEW, metadata, answered())]
        found += [view_submission(ids.REPLY_VIEW, metadata, answered(ids.reply_block_id(saved, 1)))]
        about = in_view(private_metadata=metadata)
        found += [chosen(ids.REPLY_SAVED, str(saved), ids.REPLY_SAVED) | about]
        found += [block_actions("", "") | about | {"type": "block_suggestion", "action_id": ids.REPLY_SAVED}]
        found += [view_submission(ids.HAND_OFF_VIEW, metadata, HANDED)]
        found += [view_submission(ids.IGNORE_VIEW, metadata, REASON)]
    return found


def of_hand_offs_and_saved(fern: Side, saved: int) -> list[Json]:
    """Fern's hand-off and saved reply, likewise."""
    found: list[Json] = []
    with fern.house.database.read() as tx:
        hand_off = needed(hand_offs.of_card(tx, fern.question.id))
    place = ids.hand_off_block_id(hand_off.id, 1)
    found += [click(each, str(hand_off.id), place) for each in OF_HAND_OFFS]
    ends = (ids.HAND_OFF_ANSWERED_VIEW, ids.HAND_OFF_SEND_BACK_VIEW)
    found += [view_submission(view, ids.metadata(hand_off.id, 1), HANDED) for view in ends]
    found += [click(action_id, str(saved), **in_view()) for action_id in (ids.SAVED_EDIT, ids.SAVED_FIND)]
    worded = {block: {ids.SAVED_INPUT: {"type": "t", "value": "x"}} for block in (ids.SAVED_TITLE, ids.SAVED_TEXT)}
    theirs = {ids.SAVED_ACCOUNT: {ids.SAVED_INPUT: {"type": "t", "value": str(fern.ours)}}}
    form = f"{saved}:1:1:V1"
    found += [view_submission(ids.SAVED_FORM, form, worded), view_submission(ids.SAVED_FORM, form, worded | theirs)]
    found += [click(ids.SAVED_DELETE, str(saved), **in_view(private_metadata=form))]
    return found


def of_messages(fern: Side) -> list[Json]:
    """Fern's mentions and grouped messages, likewise."""
    found: list[Json] = []
    for action_id in (ids.MENTION_WHY, ids.MENTION_NEEDS_ANSWER):
        place = ids.list_block_id("/questions", "rest", 1, fern.uncarded)
        found += [click(action_id, str(fern.uncarded), place), click(action_id, str(fern.mention), place)]
        found += [click(action_id, str(fern.uncarded), "why|0|0", **in_view(private_metadata=f"{fern.uncarded}:0"))]
    for message in (fern.message, fern.group):
        review = in_view(private_metadata=ids.metadata(message, 1))
        place = ids.review_block_id(message, 1, fern.follower.id, fern.follower.version)
        found += [click(ids.REVIEW_OPEN, str(message))]
        many = in_view(private_metadata=ids.list_metadata(message, 1, 0, sealed([1, 2])))
        ticks = (ids.PICK, ids.PICK_ALL, ids.PICK_NEXT, ids.PICK_PREVIOUS, ids.REVIEW_LIST, ids.REVIEW_ONE)
        found += [click(each, "1", **many) for each in ticks]
        found += [click(each, str(message), **many) for each in (ids.BULK_FOLLOW, ids.BULK_IGNORE)]
        found += [click(each, str(number)) for number in range(1, 4) for each in (ids.BULK_STOP, ids.BULK_UNDO)]
        kept = ids.many_metadata(ids.list_metadata(message, 1, 0, sealed([1, 2])), "V1")
        found += [view_submission(ids.IGNORE_MANY_VIEW, kept, REASON)]
        found += [click(step, "1", **review) for step in (ids.REVIEW_NEXT, ids.REVIEW_PREVIOUS)]
        found += [
            click(ids.card_action_id(choice), str(fern.follower.id), place, **review)
            for choice in (Choice.FOLLOW, Choice.REPLY, Choice.IGNORE)
        ]
    return found


def guesses(fern: Side) -> list[tuple[str, Json]]:
    """Everything that takes one of the store's ids from Slack, with one of Fern's in it."""
    with fern.house.database.read() as tx:
        saved = saved_replies.of(tx, fern.at)[0].id
    found = [*of_cards(fern, saved), *of_hand_offs_and_saved(fern, saved), *of_messages(fern)]
    found += [chosen(ids.ACCOUNT_MENU, ids.account_value(item, fern.ours)) for item in AccountItem]
    found += [click(ids.ACCOUNT_RECONNECT, str(fern.ours)), click(ids.WELCOME_CHANNELS, str(fern.ours))]
    for command, query in (("followers", "@mira"), ("questions", "all"), ("followers", "week")):
        place = ids.list_block_id(command, query, 1)
        found += [click(ids.LIST_NEXT, "2", place), click(ids.LIST_PREVIOUS, "1", place)]
    found += histories(fern)
    found += of_drafts_and_roles(fern)
    found += [click(ids.STATUS_RETRY, "again"), *(click(moves, str(fern.ours)) for moves in MOVES)]
    found += [click(ids.SAVED_OPEN, "saved"), click(ids.WEBHOOKS_OPEN, "webhooks")]
    found += [click(ids.WORDS_OPEN, "words"), click(ids.RULES_OPEN, "rules")]
    typed = {ids.words_block_id("urgent"): {ids.WORDS_INPUT: {"type": "plain_text_input", "value": "outage"}}}
    found += [view_submission(ids.WORDS_VIEW, ids.metadata(fern.at, 1), typed)]
    aims = {f"{ids.TARGETS_BLOCK}urgent": {ids.TARGETS_INPUT: {"type": "plain_text_input", "value": "5 min"}}}
    found += [click(ids.TARGETS_OPEN, "targets"), view_submission(ids.TARGETS_VIEW, ids.metadata(fern.at, 0), aims)]
    found += [click(ids.BUDGET_OPEN, "budget"), *of_budget(fern)]
    found += of_webhooks(fern)
    found += of_digests(fern)
    found += of_routes(fern)
    picked = {"type": "radio_buttons", "selected_option": {"value": "high"}}
    ferns = ids.rule_block_id(FERNS_CHANNEL.upper(), CardRule.ALL)
    found += [view_submission(ids.RULES_VIEW, "", {ferns: {ids.RULES_INPUT: picked}})]
    asked = [("/followers", words) for words in ("@fernandfable", "@mira", "today", "pending", "week", "lost")]
    asked += [("/questions", words) for words in ("all", "open", "mine", "rest")]
    asked += [("/rapport", "replies")]
    asked += [
        ("/rapport", words)
        for words in ("status", "digest", "digests", "digest week", "words", "cards", "judgement", "budget")
    ]
    asked += [("/rapport", words) for words in ("audit", "export audit", "export followers")]
    return [
        *(("form", body) for body in found),
        *(("command", slash(name, text)) for name, text in asked),
        ("json", event({"type": "app_home_opened", "user": ADA.id, "tab": "home"})),
    ]


def of_budget(fern: Side) -> list[Json]:
    """Fern's account in the window of budgets, said to be of each workspace there is."""
    amount = {"type": "plain_text_input", "value": "1"}
    then = {"type": "radio_buttons", "selected_option": {"value": "pause"}}
    typed = {
        ids.budget_block_id(ids.BUDGET_AMOUNT, fern.ours, "0"): {ids.BUDGET_INPUT: amount},
        ids.budget_block_id(ids.BUDGET_THEN, fern.ours, "hourly"): {ids.BUDGET_INPUT: then},
    }
    places = [ids.metadata(at, 0) for at in (fern.at, fern.at + 1, max(1, fern.at - 1))]
    return [view_submission(ids.BUDGET_VIEW, place, typed) for place in places]


def of_routes(fern: Side) -> list[Json]:
    """Fern's routing rule and account, in every place that takes one."""
    with fern.house.database.read() as tx:
        (rule,) = kept = routing_rules.of(tx, fern.at)
    chosen_there = [ids.route_value(item, rule.id) for item in RouteItem]
    seen = in_view(private_metadata=seen_as(kept))
    found = [chosen(ids.ROUTES_MENU, value) | seen for value in chosen_there]
    form = Form(rule.id, needed(rule.made_at), "V1").packed()
    theirs = filled(MARKETING, "oil", account=str(fern.ours))
    found += [view_submission(ids.ROUTES_FORM_VIEW, form, typed) for typed in (theirs, filled(MARKETING, "oil"))]
    found += [view_submission(ids.ROUTES_FORM_VIEW, Form(list_id="V1").packed(), theirs)]
    found += [view_submission(ids.ROUTES_REMOVE_VIEW, form, {})]
    return [*found, click(ids.ROUTES_ADD, "add", **in_view()), click(ids.ROUTES_OPEN, "routes")]


def of_digests(fern: Side) -> list[Json]:
    """Fern's messages and the channel of its digests, in every place that takes one."""
    seen = ids.digest_metadata(fern.at, MARKETING)
    buttons = (ids.DIGEST_PAUSE, ids.DIGEST_RESUME, ids.DIGEST_OPEN)
    found = [click(each, str(message_id)) for each in buttons for message_id in (fern.message, fern.group)]
    rests = {ids.digest_block_id("now", MARKETING): {ids.DIGEST_INPUT: {"selected_option": {"value": "paused"}}}}
    found += [click(ids.DIGEST_CHANNEL, MARKETING, **in_view(private_metadata=seen))]
    return [*found, view_submission(ids.DIGEST_VIEW, seen, rests)]


def of_webhooks(fern: Side) -> list[Json]:
    """Fern's webhook and what is on its way to it, in every place that takes such an id."""
    with fern.house.database.read() as tx:
        (hook,) = webhooks.of(tx, fern.at)
        (on_its_way,) = deliveries.log(tx, fern.at, hook.id)
    found = [chosen(ids.WEBHOOKS_MENU, ids.webhook_value(item, hook.id)) for item in WebhookItem]
    again = click(ids.WEBHOOKS_AGAIN, str(on_its_way.id), **in_view(private_metadata=str(hook.id)))
    typed = {
        ids.WEBHOOKS_URL: {ids.WEBHOOKS_INPUT: {"type": "plain_text_input", "value": "https://evil.example/"}},
        ids.WEBHOOKS_EVENTS: {ids.WEBHOOKS_INPUT: {"type": "checkboxes", "selected_options": [{"value": "decided"}]}},
        ids.WEBHOOKS_RENEW: {ids.WEBHOOKS_INPUT: {"type": "checkboxes", "selected_options": [{"value": "renew"}]}},
    }
    for at in (fern.at, fern.at + 1, max(1, fern.at - 1)):  # one of them is Tidewater's own
        place = ids.webhook_place(at, hook.id, "V1")
        found += [view_submission(view, place, typed) for view in (ids.WEBHOOKS_FORM_VIEW, ids.WEBHOOKS_REMOVE_VIEW)]
    return [*found, again, click(ids.WEBHOOKS_ADD, "add")]


@pytest.mark.networks  # long
def test_ids_of_another_team_do_nothing_and_show_nothing(beside: Beside) -> None:
    """Cards, messages and accounts of Fern's are not there for Tidewater, whatever stands in a body."""
    before, cards = beside.fern_rows, beside.team.cards()
    for kind, body in guesses(beside.fern):
        told = beside.send(body, kind).lower()
        about = body.get("actions") or body.get("text") or body.get("view") or body
        asked = str(about).lower()  # what was asked is said again
        assert not [secret for secret in SECRETS if secret in told and secret not in asked], (about, told)
        assert beside.fern_rows == before, about
    assert beside.team.cards() == cards  # nor did Tidewater get cards of people that only Fern knows
    assert not beside.fern.house.network.follows


@pytest.mark.parametrize("place", ["home", "list", "review"])
def test_nobody_looks_on_while_another_teams_card_moves(beside: Beside, place: str) -> None:
    """A click with the id of Fern's card does not have Tidewater's view drawn anew once something comes of it."""
    card = beside.fern.follower
    block_id = {
        "home": ids.card_block_id(ids.Place.HOME, card.id, card.version),
        "list": ids.list_block_id("/followers", "pending", 1, card.id, card.version),
        "review": ids.review_block_id(beside.fern.message, 1, card.id, card.version),
    }[place]
    view = in_view(private_metadata=ids.metadata(beside.fern.message, 1)) if place == "review" else {}
    beside.send(click(ids.card_action_id(Choice.FOLLOW), str(card.id), block_id, **view))
    before = len(beside.heard)
    beside.team.house.performer.perform(beside.fern.planned)
    assert beside.fern.house.network.follows == [beside.fern.person.id]
    assert beside.heard[before:] == []


VIEWS = [ids.ACCOUNT_CHANNELS_VIEW, ids.ACCOUNT_DISCONNECT_VIEW, ids.CONNECT_VIEW]
PICKED = {
    block: {ids.CONNECT_INPUT: {"type": "channels_select", "selected_channel": channel}}
    for block, channel in ((ids.CHANNEL_CARDS, SOCIAL), (ids.CHANNEL_DIGEST, MARKETING))
}


@pytest.mark.parametrize("view", VIEWS)
def test_a_modal_of_another_team_is_not_taken(beside: Beside, view: str) -> None:
    """A sealed window belongs to the workspace it was opened in, even where one person is in both."""
    team, fern = beside.team, beside.fern
    connector = one_step()
    team.house.connections.catalog[connector.name] = connector  # type: ignore[index]  # it is a dict
    attempt = Attempt(ADA.id, fern.at, connector.name, fern.ours)
    sealed = attempt.sealed(team.house.connections.keeper, team.clock())
    before = beside.fern_rows
    told = beside.send(view_submission(view, sealed, PICKED))
    assert "Please begin again" in told
    assert not [each for each in (*SECRETS, FERNS_CHANNEL) if each in told.lower()]
    assert (beside.fern_rows, connector.begun) == (before, 0)


def test_an_account_is_connected_to_the_workspace_it_was_asked_from_or_not_at_all(beside: Beside) -> None:
    """Rapport's token is Tidewater's: what somebody finishes in Fern's workspace brings Tidewater no account."""
    team, fern = beside.team, beside.fern
    connector = two_steps()
    team.house.connections.catalog[connector.name] = connector  # type: ignore[index]  # it is a dict
    begun = connector.begin({"url": "mastodon.example"})
    attempt = Attempt(ADA.id, fern.at, connector.name, begun=begun)
    sealed = attempt.sealed(team.house.connections.keeper, team.clock())
    submission = view_submission(ids.CONNECT_VIEW, sealed, PICKED) | {"team": {"id": FERN, "domain": "fern"}}
    beside.send(submission)
    with team.house.database.read() as tx:
        assert [account.id for account in accounts.all_accounts(tx)] == [team.account.id, fern.ours]
