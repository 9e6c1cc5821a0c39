"""Roles: somebody without one changes nothing, whatever they click, send or type; and the modal that gives them."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest
from slack_bolt import App
from sqlalchemy import select

from slackapp.domain.card import Choice
from slackapp.domain.hand_off import Handed
from slackapp.domain.roles import EVERYONE, Roles, Who
from slackapp.handing import Gift, Handing
from slackapp.sandbox.slack.world import DEFAULT_SCOPES
from slackapp.slack import ids
from slackapp.slack.chart_posts import PREFERENCE
from slackapp.slack.gates import Gate, of_action, of_command, of_view
from slackapp.slack.help import _COMMANDS
from slackapp.slack.ids import AccountItem, MenuItem
from slackapp.slack.listeners import register
from slackapp.slack.listeners.rooms import Rooms
from slackapp.slack.listeners.tuning import WINDOWS
from slackapp.store.tables import Base
from slackapp.tuning import Tuning
from tests.slack.listeners.payloads import Json, block_actions, slash, view_submission
from tests.slack.listeners.team import ADA, BEN, CHIARA, MARKETING, Team, words
from tests.slack.listeners.test_hostile import sent
from tests.slack.listeners.test_tuning import command

GROUP = "S0TWCARE01"  # Ada and Chiara
ONLY_ADA = Who(frozenset({ADA.id}))
QUIET = ("event", "replica", "spend")  # tables that say who looked and what calls cost, not what changed


class Registered:
    """What the listeners register, kept apart by what it is."""

    def __init__(self) -> None:
        self.actions: list[str] = []
        self.views: list[str] = []
        self.commands: list[str] = []

    def _note(self, heard: list[str], what: Any) -> Callable[[Any], None]:
        heard.append(what.pattern if isinstance(what, re.Pattern) else str(what))
        return lambda _listener: None

    def action(self, what: Any) -> Callable[[Any], None]:
        """A button's id, or a pattern of them."""
        return self._note(self.actions, what)

    def view(self, what: Any) -> Callable[[Any], None]:
        """A modal's."""
        return self._note(self.views, what)

    def command(self, what: Any) -> Callable[[Any], None]:
        """A command's name."""
        return self._note(self.commands, what)

    def event(self, _what: Any) -> Callable[[Any], None]:
        """Events are nobody's act."""
        return lambda _listener: None

    def view_closed(self, _what: Any) -> Callable[[Any], None]:
        """Closing one's own window changes nothing but that one isn't writing there."""
        return lambda _listener: None

    def options(self, _what: Any) -> Callable[[Any], None]:
        """A search changes nothing."""
        return lambda _listener: None

    def middleware(self, _asked: Any) -> None:
        """The guard."""

    def error(self, _listener: Any) -> None:
        """What goes wrong."""


def registered() -> Registered:
    """Everything that a person can set off."""
    heard = Registered()
    register(cast("App", heard), cast("Rooms", None))
    return heard


def known_ids() -> set[str]:
    """Every id of ours that a click can carry: those in the module, and each choice's."""
    named = {value for name, value in vars(ids).items() if name.isupper() and isinstance(value, str)}
    return {each for each in named if each.startswith("rapport.")} | {ids.card_action_id(choice) for choice in Choice}


def clicks(team: Team, user: str) -> Iterator[Json]:
    """A click on everything that has a listener, with ids that name what is there."""
    patterns, values = registered().actions, [str(card.id) for card in team.cards()]
    for action_id in sorted(known_ids()):
        if not any(re.search(pattern, action_id) for pattern in patterns):
            continue
        if action_id == ids.WELCOME_SAMPLE:  # a card to look at comes to whoever asks for it, and to nobody else
            continue
        free = of_action(action_id, values[0]) is Gate.NONE  # then it is the listener that must change nothing
        for value in values if free else values[-1:]:
            yield block_actions(action_id, value, user)
        in_view = {"container": {"type": "view", "view_id": "V1"}, "view": {"id": "V1", "private_metadata": "1:1"}}
        yield block_actions(action_id, values[0], user, **in_view)
    for item in MenuItem:
        yield chosen(ids.CARD_MENU, ids.menu_value(item, int(values[0])), user)
    for account_item in AccountItem:
        yield chosen(ids.ACCOUNT_MENU, ids.account_value(account_item, team.account.id), user)


def chosen(action_id: str, value: str, user: str) -> Json:
    """A choice from a menu."""
    action = {"type": "overflow", "action_id": action_id, "block_id": "b", "selected_option": {"value": value}}
    return block_actions(action_id, value, user, actions=[action])


def modals(team: Team, user: str) -> Iterator[Json]:
    """Every modal, sent with plausible words."""
    typed = {
        ids.REPLY_BLOCK: {ids.REPLY_INPUT: {"type": "plain_text_input", "value": "Hello!"}},
        ids.SNOOZE_BLOCK: {ids.SNOOZE_INPUT: {"selected_option": {"value": "snooze_1h"}}},
        ids.words_block_id("urgent"): {ids.WORDS_INPUT: {"type": "plain_text_input", "value": "outage"}},
    }
    for callback_id in registered().views:
        yield view_submission(callback_id, f"{team.cards()[0].id}:1", typed, user)


def typed_words() -> Iterator[tuple[str, str]]:
    """Every command with every word that its help or a window knows."""
    for name, (_, ways) in _COMMANDS.items():
        yield from ((name, word) for word, _ in ways if word != "@handle")
    yield from (("/rapport", word) for word in WINDOWS)
    yield ("/rapport", "something else")


def everything(team: Team, user: str) -> Iterator[tuple[str, Json]]:
    """All that somebody can do, as Slack sends it."""
    yield from (("form", body) for body in clicks(team, user))
    yield from (("form", body) for body in modals(team, user))
    yield from (("command", slash(name, text, user_id=user)) for name, text in typed_words())


def all_rows(team: Team) -> dict[str, list[tuple[object, ...]]]:
    """The whole database."""
    with team.house.database.read() as tx:
        kept = [table for table in Base.metadata.sorted_tables if table.name not in QUIET]
        looked = {("message", "body")}  # in which order a review is gone through is kept when it is first opened
        columns = {table: [c for c in table.c if (table.name, c.name) not in looked] for table in kept}
        rows = {t.name: tx.execute(select(*columns[t]).order_by(*t.primary_key)).all() for t in kept}
    drawn = {PREFERENCE}  # charts' pictures are kept when Home is first looked at
    rows["preference"] = [row for row in rows["preference"] if row.name not in drawn]
    return {name: [tuple(row) for row in found] for name, found in rows.items()}


def hand_off(team: Team) -> None:
    """Another team has the question; they may do with it what is theirs to do, in their channel and nowhere else."""
    handing = Handing(team.house.database, team.clock, lambda: None)
    gift = Gift(team.account.workspace_id, team.cards()[-1].id, MARKETING, ADA.id)
    assert isinstance(handing.give(gift), Handed)
    team.work()


def give(team: Team, roles: Roles) -> None:
    """Give the roles to others."""
    rooms_tuning(team).change_roles(team.account.workspace_id, roles, ADA.id)


def rooms_tuning(team: Team) -> Tuning:
    """What the listeners set things with."""
    return Tuning(team.house.database, team.clock)


def test_every_id_of_ours_has_its_gate() -> None:
    """A new button asks for the right to decide, unless somebody said otherwise; none of a card's choices is free."""
    assert of_action("rapport.something.new", "1") is Gate.DECIDE
    assert of_view("rapport.something.new") is Gate.DECIDE
    assert of_command("/rapport", "digest now") is Gate.DECIDE
    assert {of_action(ids.card_action_id(choice), "1") for choice in Choice} == {Gate.DECIDE}


@pytest.mark.networks  # long
def test_somebody_without_a_role_changes_nothing(team: Team) -> None:
    """Every button, menu item, modal and command there is, sent by somebody who has no role: not a row changes."""
    team.new_follower()
    team.new_question()
    hand_off(team)
    give(team, Roles(ONLY_ADA, ONLY_ADA, ONLY_ADA))
    before, tried = all_rows(team), 0
    for kind, body in everything(team, BEN.id):
        status, told = sent(team, kind, body)
        assert status < 500, (body, told)
        tried += 1
        if tried % 8 == 0:
            assert all_rows(team) == before, body.get("actions") or body.get("view") or body.get("text")
    assert all_rows(team) == before
    assert tried > 100
    follow = ids.card_action_id(Choice.FOLLOW)
    sent(team, "form", block_actions(follow, str(team.cards()[0].id), ADA.id))
    assert all_rows(team) != before  # whoever has it, does


def test_who_may_not_is_told_kindly_and_a_modal_keeps_their_words(team: Team) -> None:
    """Beside the card, in the modal's box, or as the command's answer: whom to ask."""
    team.new_question()
    assert team.choose(Choice.REPLY, BEN.id)["ok"]
    give(team, Roles(Who(groups=frozenset({GROUP}))))
    refused = team.submit("Yes!", BEN.id)
    assert "ask somebody who may" in refused["errors"][ids.REPLY_BLOCK]
    assert team.by_api("posts") == []
    _, said = sent(team, "command", slash("/rapport", "digest", user_id=BEN.id))
    assert f"<!subteam^{GROUP}>" in said


def test_a_user_group_decides(team: Team) -> None:
    """Who is in it may, and nobody else."""
    team.new_follower()
    give(team, Roles(Who(groups=frozenset({GROUP}))))
    team.choose(Choice.FOLLOW, BEN.id)
    team.work()
    assert team.by_api("follows") == []
    team.choose(Choice.FOLLOW, CHIARA.id)
    team.work()
    assert len(team.by_api("follows")) == 1


def picked(**who: tuple[str, ...]) -> Json:
    """What stands in the roles' modal: people by role, groups by role_groups."""
    found: Json = {}
    for name, several in who.items():
        role, _, groups = name.partition("_")
        block = f"{ids.ROLES_GROUPS if groups else ids.ROLES_PEOPLE}{role}"
        chosen: Json = {"selected_options": [{"value": each} for each in several]} if groups else {}
        found[block] = {ids.ROLES_INPUT: chosen or {"selected_users": list(several)}}
    return found


def saved(team: Team, user: str, **who: tuple[str, ...]) -> str:
    """Send the modal; what Slack is answered."""
    seen = ids.metadata(team.account.workspace_id, 0)
    return sent(team, "form", view_submission(ids.ROLES_VIEW, seen, picked(**who), user))[1]


def test_the_modal_gives_roles_and_takes_them_back(team: Team) -> None:
    """People and user groups are chosen in it; saved empty, everything is as usual."""
    command(team, "roles")
    assert "Customer care" in json.dumps(team.view())
    nobody = {"decide": (), "decide_groups": (), "approve": (), "approve_groups": (), "administer": ()}
    saved(team, ADA.id, **nobody | {"decide_groups": (GROUP,), "approve": (ADA.id,)})
    kept = rooms_tuning(team).roles(team.account.workspace_id)
    assert kept == Roles(Who(groups=frozenset({GROUP})), ONLY_ADA)
    saved(team, ADA.id, **nobody)
    assert rooms_tuning(team).roles(team.account.workspace_id) == Roles(EVERYONE)


def test_nobody_locks_themselves_out(team: Team) -> None:
    """Whoever saves has to stay an administrator, by name or as usual."""
    assert "Keep yourself" in saved(team, ADA.id, administer=(BEN.id,))
    assert "Saved" in saved(team, ADA.id, administer=(ADA.id, BEN.id))
    assert "Keep yourself" in saved(team, BEN.id, administer=())  # the admins of Slack: Ben is none
    assert rooms_tuning(team).roles(team.account.workspace_id).administer == Who(frozenset({ADA.id, BEN.id}))


def test_without_the_scope_the_modal_says_why_and_groups_stay(team: Team) -> None:
    """No groups are offered; those that have a role keep it when something else is saved."""
    give(team, Roles(Who(groups=frozenset({GROUP}))))
    team.slack.state.scopes = tuple(scope for scope in DEFAULT_SCOPES if scope != "usergroups:read")
    command(team, "roles")
    shown = words(team.view())
    assert "usergroups:read" in shown
    assert "Customer care" not in json.dumps(team.view())
    saved(team, ADA.id, decide=(BEN.id,))
    assert rooms_tuning(team).roles(team.account.workspace_id).decide == Who(frozenset({BEN.id}), frozenset({GROUP}))


def test_who_may_not_change_roles_is_told_them(team: Team) -> None:
    """Everybody may know who decides."""
    give(team, Roles(ONLY_ADA, administer=ONLY_ADA))
    command(team, "roles", BEN.id)
    assert team.state(BEN.id)["views"] == []
    assert f"*Decide:* <@{ADA.id}>" in words(team.told(BEN.id)[-1])
