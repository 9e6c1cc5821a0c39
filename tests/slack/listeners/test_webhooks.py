"""Webhooks over the wire: added in Slack, tested, looked at and removed by those who administer; nobody else."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from slackapp.domain.webhooks import Occasion
from slackapp.slack import ids
from slackapp.slack.ids import WebhookItem
from slackapp.store import stories
from slackapp.store import webhooks as rows
from slackapp.store.webhooks import Webhook
from tests.receiver import Receiver, is_signed
from tests.slack.listeners.payloads import Json, block_actions, view_submission
from tests.slack.listeners.team import ADA, BEN, SOCIAL, Team, find, words
from tests.slack.listeners.test_hostile import sent
from tests.webhooks.conftest import receiver

__all__ = ["receiver"]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Team]:
    """A team of which Ada administers, and whose webhooks may be on this machine."""
    one = Team(tmp_path, more={"rapport_webhooks_private": True, "rapport_admins": ADA.id})
    yield one
    one.stop()


def command(team: Team, user: str = ADA.id) -> None:
    """Type `/rapport webhooks`."""
    assert team.person("command", user, channel=SOCIAL, text="/rapport webhooks") == {"ok": True}


def typed(url: str, *events: Occasion) -> Json:
    """The form's state."""
    options = [{"value": each.value} for each in events]
    return {
        ids.WEBHOOKS_URL: {ids.WEBHOOKS_INPUT: {"type": "plain_text_input", "value": url}},
        ids.WEBHOOKS_EVENTS: {ids.WEBHOOKS_INPUT: {"type": "checkboxes", "selected_options": options}},
    }


def choose(team: Team, item: WebhookItem, webhook_id: int, user: str = ADA.id) -> Json:
    """Choose from a webhook's menu in the window on top."""
    return team.click_view(team.view(user), ids.WEBHOOKS_MENU, user, ids.webhook_value(item, webhook_id))


def kept(team: Team) -> tuple[Webhook, ...]:
    """What the workspace has."""
    with team.house.database.read() as tx:
        return rows.of(tx, team.account.workspace_id)


def add(team: Team, url: str, *events: Occasion) -> Json:
    """Open the list, then the form, and send it."""
    command(team)
    team.click_view(team.view(), ids.WEBHOOKS_ADD)
    return team.person("submit", ADA.id, view_id=team.view()["id"], state=typed(url, *events))


@pytest.mark.networks  # long
def test_one_is_added_tested_looked_at_and_removed(desk: Team, receiver: Receiver) -> None:
    """Its secret is shown once and checks; the list and the log tell how it goes; Remove takes all of it."""
    assert add(desk, receiver.url, Occasion.QUESTION, Occasion.OVERDUE) == {"ok": True, "action": "update"}
    shown = re.search(r"whsec_[A-Za-z0-9+/=]+", json.dumps(desk.view()))
    assert shown is not None
    secret = shown[0]
    (one,) = kept(desk)
    assert one.events == {Occasion.QUESTION, Occasion.OVERDUE}
    assert secret not in one.locked
    desk.person("close", ADA.id, view_id=desk.view()["id"])
    assert "whsec_" not in json.dumps(desk.view())
    assert "127.0.0.1" in words(desk.view())
    assert "for=rapport" not in json.dumps(desk.view())  # what stands behind the name may be a secret
    choose(desk, WebhookItem.TEST, one.id)
    assert "test is on its way" in words(desk.view())
    receiver.answers.append(500)
    assert desk.house.deliveries.send_due() == 1
    assert is_signed(receiver.taken[0], secret)
    command(desk)
    assert "Failing since" in words(desk.view())
    choose(desk, WebhookItem.LOG, one.id)
    assert "It answered 500." in words(desk.view())
    desk.clock.go(minutes=1, seconds=1)
    assert desk.house.deliveries.send_due() == 1
    command(desk)
    assert "Last delivered" in words(desk.view())
    choose(desk, WebhookItem.LOG, one.id)
    assert "taken · 204 · 2 tries" in words(desk.view())
    desk.click_view(desk.view(), ids.WEBHOOKS_AGAIN)
    assert "On its way once more" in words(desk.view())
    command(desk)
    choose(desk, WebhookItem.REMOVE, one.id)
    desk.person("submit", ADA.id, view_id=desk.view()["id"], state={})
    assert kept(desk) == ()
    assert "There are none yet" in words(desk.view())


def test_changing_and_switching(desk: Team) -> None:
    """Another address and other events; off and on again; each with who did it in the story."""
    add(desk, "https://desk.example/old", Occasion.DECIDED)
    (one,) = kept(desk)
    command(desk)
    choose(desk, WebhookItem.CHANGE, one.id)
    block, _ = find(desk.view()["blocks"], ids.WEBHOOKS_INPUT)
    assert block["element"]["initial_value"] == "https://desk.example/old"
    state = typed("https://desk.example/new", Occasion.ANSWERED) | {
        ids.WEBHOOKS_RENEW: {ids.WEBHOOKS_INPUT: {"type": "checkboxes", "selected_options": [{"value": "renew"}]}}
    }
    assert desk.person("submit", ADA.id, view_id=desk.view()["id"], state=state)["ok"]
    assert [(w.url, w.events) for w in kept(desk)] == [("https://desk.example/new", frozenset({Occasion.ANSWERED}))]
    assert "whsec_" in json.dumps(desk.view())  # the new one, once
    assert "one by the secret before" in words(desk.view())
    assert kept(desk)[0].locked != one.locked
    command(desk)
    choose(desk, WebhookItem.OFF, one.id)
    assert "Switched off" in words(desk.view())
    choose(desk, WebhookItem.ON, one.id)
    assert kept(desk)[0].active
    with desk.house.database.read() as tx:
        told = tx.execute(select(stories.stories.c.actor_id, stories.stories.c.detail)).all()
    changes = [detail for actor, detail in told if "webhook" in detail and actor == ADA.id]
    assert [each.split(" the ")[0].split(" a ")[0] for each in changes] == [
        "added",
        "changed",
        "renewed",
        "switched",
        "switched",
    ]
    assert "/new" not in str(changes)


def test_a_wrong_address_is_told_in_its_box(desk: Team) -> None:
    """What was typed stays, and nothing is kept."""
    told = add(desk, "http://desk.example@evil.example/#x", Occasion.QUESTION)
    assert set(told["errors"]) == {ids.WEBHOOKS_URL}
    assert kept(desk) == ()


def test_who_may_not_does_nothing_whatever_they_send(desk: Team) -> None:
    """The command tells whom to ask; a click, the form and the removal, sent all the same, change nothing."""
    add(desk, "https://desk.example/", Occasion.DECIDED)
    before = kept(desk)
    command(desk, BEN.id)
    assert "few hands" in words(desk.told(BEN.id)[-1])
    place = ids.webhook_place(desk.account.workspace_id, before[0].id, "V1")
    act: Json = {"action_id": ids.WEBHOOKS_MENU, "block_id": "b", "type": "overflow"}
    for item in WebhookItem:
        act |= {"selected_option": {"value": ids.webhook_value(item, before[0].id)}}
        sent(desk, "form", block_actions(ids.WEBHOOKS_MENU, "", BEN.id, actions=[act]))
    sent(desk, "form", view_submission(ids.WEBHOOKS_REMOVE_VIEW, place, {}, BEN.id))
    sent(
        desk,
        "form",
        view_submission(ids.WEBHOOKS_FORM_VIEW, place, typed("https://evil.example/", Occasion.DECIDED), BEN.id),
    )
    assert kept(desk) == before
    assert desk.house.deliveries.send_due() == 0
