"""Routing rules over the wire: who may, where news go then, what is refused and why, and who was faster."""

from dataclasses import replace
from datetime import timedelta

from slackapp.domain.routing import RoutingRule, seen_as
from slackapp.sandbox.slack.world import CHANNELS
from slackapp.slack import ids
from slackapp.slack.ids import AccountItem, RouteItem
from slackapp.slack.route_form import Form
from slackapp.store import routing_rules, stories
from tests.slack.listeners.payloads import block_actions, view_submission
from tests.slack.listeners.team import ADA, BEN, MARKETING, SOCIAL, Json, Team, find_all, words
from tests.slack.listeners.test_hostile import sent
from tests.slack.listeners.test_tuning import command

ABSENT, ARCHIVED, SUPPORT = CHANNELS[2].id, CHANNELS[3].id, CHANNELS[4].id


def filled(channel: str, keyword: str = "", *, account: str = "all", kind: str = "any", urgency: str = "any") -> Json:
    """What is chosen in a rule's form."""

    def select(value: str) -> Json:
        return {ids.ROUTES_INPUT: {"type": "static_select", "selected_option": {"value": value}}}

    return {
        ids.ROUTES_ACCOUNT: select(account),
        ids.ROUTES_KIND: select(kind),
        ids.ROUTES_URGENCY: select(urgency),
        ids.ROUTES_WORDS: {ids.ROUTES_INPUT: {"type": "plain_text_input", "value": keyword or None}},
        ids.ROUTES_CHANNEL: {ids.ROUTES_INPUT: {"type": "channels_select", "selected_channel": channel}},
    }


def kept(team: Team) -> tuple[RoutingRule, ...]:
    """The rules there are."""
    with team.house.database.read() as tx:
        return routing_rules.of(tx, team.account.workspace_id)


def keep(team: Team, *wanted: RoutingRule) -> None:
    """Rules that Ben made."""
    with team.house.database.write() as tx:
        for rule in wanted:
            routing_rules.add(tx, team.account.workspace_id, rule, BEN.id, team.clock())


def send(team: Team, state: Json) -> Json:
    """Send the form on top."""
    return team.person("submit", view_id=team.view()["id"], state=state)


def add(team: Team, state: Json) -> Json:
    """Add a rule, from the list that is open."""
    assert team.click_view(team.view(), ids.ROUTES_ADD)["ok"]
    return send(team, state)


def choose(team: Team, item: RouteItem, number: int) -> Json:
    """Choose from the menu of the rule at this place, as the list shows it."""
    view = team.view()
    block, _ = find_all(view["blocks"], ids.ROUTES_MENU)[number]
    rule = kept(team)[number]
    where = {"view_id": view["id"], "block_id": block["block_id"]}
    return team.person("click", action_id=ids.ROUTES_MENU, value=ids.route_value(item, rule.id), **where)


def test_a_rule_counts_at_once_and_its_channel_is_told_who_made_it(team: Team) -> None:
    """The next complaint goes there, and others as before; once moved and removed, each is noted with who did it."""
    command(team, "routes")
    assert "There are no rules" in words(team.view())
    assert add(team, filled(SUPPORT, "refund", kind="complaint")) == {"ok": True, "action": "close"}
    said = "Complaints with “refund” → <#" + SUPPORT
    assert said in words(team.view())
    team.work()
    assert f"<@{ADA.id}> set this up" in words(team.messages(SUPPORT)[-1])
    team.new_question("@tidewatercoffee my refund never came, this is a disgrace!")
    assert "refund never came" in words(team.messages(SUPPORT)[-1])
    team.new_question()
    assert "Oslo" in words(team.messages(SOCIAL)[-1])
    assert add(team, filled(SUPPORT, "box", account=str(team.account.id)))["ok"]
    choose(team, RouteItem.UP, 1)
    assert [rule.keyword for rule in kept(team)] == ["box", "refund"]
    choose(team, RouteItem.REMOVE, 1)
    assert said in words(team.view())
    assert team.person("submit", view_id=team.view()["id"], state={})["ok"]
    assert [rule.keyword for rule in kept(team)] == ["box"]
    team.work()
    assert len([m for m in team.messages(SUPPORT) if "I am Rapport" in words(m)]) == 1
    with team.house.database.read() as tx:
        noted = tx.execute(stories.stories.select().where(stories.stories.c.actor_id == ADA.id)).all()
    changes = [row.detail.partition(":")[0] for row in noted if "outing rule" in row.detail]
    assert changes == ["New routing rule"] * 2 + ["Routing rule moved up", "Routing rule removed"]


def test_what_can_not_be_is_told_in_its_box(team: Team) -> None:
    """Where Rapport can't post, what is there already, what makes no sense; nothing is kept."""
    keep(team, RoutingRule(0, None, "praise", "", "", SUPPORT))
    command(team, "routes")
    team.click_view(team.view(), ids.ROUTES_ADD)
    for state, box, told in (
        (filled(ABSENT), ids.ROUTES_CHANNEL, "/invite @Rapport there, and try again"),
        (filled(ARCHIVED), ids.ROUTES_CHANNEL, "archived"),
        (filled("C0NOWHERE"), ids.ROUTES_CHANNEL, "can’t see this channel"),
        (filled(SUPPORT, "a"), ids.ROUTES_WORDS, "too short"),
        (filled(SUPPORT, kind="follower", urgency="high"), ids.ROUTES_URGENCY, "no urgency"),
        (filled(SUPPORT, account="99"), ids.ROUTES_ACCOUNT, "not connected any more"),
        (filled(MARKETING, kind="praise"), ids.ROUTES_WORDS, "asks for just this already"),
    ):
        errors = send(team, state)["errors"]
        assert set(errors) == {box}
        assert told in errors[box]
    assert len(kept(team)) == 1
    assert send(team, filled(MARKETING, kind="chatter"))["ok"]
    team.work()
    assert "chosen by a rule" in words(team.messages(MARKETING)[-1])  # only its digest came there before
    add(team, filled(SOCIAL, kind="request"))
    team.work()
    assert "chosen by a rule" not in words(team.messages(SOCIAL)[-1])


def test_of_two_who_edit_at_once_neither_loses_anything(team: Team) -> None:
    """Who comes second is told what stands there, and keeps what was chosen; a stale list moves nothing."""
    keep(team, RoutingRule(0, None, "", "", "refund", SUPPORT), RoutingRule(0, None, "", "", "box", SUPPORT))
    command(team, "routes")
    choose(team, RouteItem.CHANGE, 0)
    first = kept(team)[0]
    assert first.made_at is not None
    with team.house.database.write() as tx:
        wanted, at = replace(first, keyword="refund, money"), team.clock() + timedelta(seconds=1)
        routing_rules.change(tx, team.account.workspace_id, wanted, BEN.id, at, seen=first.made_at)
    mine = filled(MARKETING, "refund, chargeback")
    assert send(team, mine) == {"ok": True, "action": "update"}
    assert f"<@{BEN.id}> changed it while you chose" in words(team.view())
    assert "“refund” or “money”" in words(team.view())
    assert kept(team)[0].keyword == "refund, money"
    assert send(team, mine)["ok"]
    assert (kept(team)[0].keyword, kept(team)[0].made_by) == ("refund, chargeback", ADA.id)
    keep(team, RoutingRule(0, None, "", "", "third", SUPPORT))
    choose(team, RouteItem.DOWN, 0)
    assert "have changed since you looked" in words(team.view())
    assert [rule.keyword for rule in kept(team)] == ["refund, chargeback", "box", "third"]
    choose(team, RouteItem.DOWN, 0)
    assert [rule.keyword for rule in kept(team)] == ["box", "refund, chargeback", "third"]


def test_who_may_not_change_them_reads_them(team: Team) -> None:
    """The list has no buttons for them; a click and windows that they send all the same change nothing."""
    keep(team, RoutingRule(0, team.account.id, "", "", "refund", SUPPORT))
    before = kept(team)
    command(team, "routes", BEN.id)
    view = team.view(BEN.id)
    assert "with “refund” from @tidewatercoffee" in words(view)
    assert "please ask" in words(view)
    assert not find_all(view["blocks"], ids.ROUTES_MENU)
    for item in RouteItem:
        act = {"type": "overflow", "action_id": ids.ROUTES_MENU, "block_id": "b"}
        act |= {"selected_option": {"value": ids.route_value(item, before[0].id)}}
        at = {"view": {"id": "V1", "private_metadata": seen_as(before)}, "actions": [act]}
        sent(team, "form", block_actions(ids.ROUTES_MENU, "", BEN.id, **at))
    form = Form(before[0].id, before[0].made_at or team.clock(), "V1").packed()
    for callback_id in (ids.ROUTES_FORM_VIEW, ids.ROUTES_REMOVE_VIEW):
        _, told = sent(team, "form", view_submission(callback_id, form, filled(MARKETING), BEN.id))
        assert "few hands" in told
    assert kept(team) == before


def test_disconnecting_says_which_rules_rest(team: Team) -> None:
    """Those of the account alone."""
    rules = [RoutingRule(0, account_id, "", "", "refund", SUPPORT) for account_id in (None, team.account.id)]
    keep(team, *rules)
    act = {"type": "overflow", "action_id": ids.ACCOUNT_MENU, "block_id": "b"}
    act |= {"selected_option": {"value": ids.account_value(AccountItem.DISCONNECT, team.account.id)}}
    trigger = team.slack.state.new_trigger(ADA.id)
    sent(team, "form", block_actions(ids.ACCOUNT_MENU, "", ADA.id, actions=[act], trigger_id=trigger))
    assert "1 routing rule of its own" in words(team.view())
