"""What admins do: channels archived, the app put out and brought back, its token taken, the app uninstalled."""

from typing import Any

import pytest
from slack_bolt import App

from slackapp.sandbox.slack.world import ADA, BEN, TIDEWATER, Channel, SlackWorld, Teammate
from tests.sandbox.slack.conftest import GENERAL, OLD, SOCIAL, Connect, Desk, MakeApp, MakeDesk, until

INSTALL_EVENTS = ("tokens_revoked", "app_uninstalled")


def test_an_archived_channel_and_back(desk: Desk) -> None:
    """Archived: no post, no update, the history still reads; unarchived, all is as before."""
    ts = desk.api("chat.postMessage", channel=SOCIAL, text="Hello")["ts"]
    assert desk.person("archive", channel=SOCIAL) == {"ok": True}
    assert desk.person("archive", channel=SOCIAL)["error"] == "already_archived"
    assert desk.api("chat.postMessage", channel=SOCIAL, text="Hello")["error"] == "is_archived"
    assert desk.api("chat.update", channel=SOCIAL, ts=ts, text="Changed")["error"] == "is_inactive"
    assert desk.api("conversations.info", channel=SOCIAL)["channel"]["is_archived"] is True
    assert len(desk.api("conversations.history", channel=SOCIAL)["messages"]) == 2  # with Slack's own line
    assert desk.person("invite", channel=SOCIAL)["error"] == "is_archived"
    assert desk.person("unarchive", channel=SOCIAL) == {"ok": True}
    assert desk.api("chat.update", channel=SOCIAL, ts=ts, text="Changed")["ok"]
    assert desk.person("unarchive", channel=SOCIAL)["error"] == "not_archived"
    assert desk.person("archive", channel=GENERAL)["error"] == "cant_archive_general"


def test_put_out_of_a_channel_and_back(desk: Desk) -> None:
    """Put out: not_in_channel and is_member false; brought back, it can post again."""
    assert desk.person("kick", channel=SOCIAL) == {"ok": True}
    assert desk.api("chat.postMessage", channel=SOCIAL, text="Hello")["error"] == "not_in_channel"
    assert desk.api("conversations.history", channel=SOCIAL)["error"] == "not_in_channel"
    assert desk.api("conversations.info", channel=SOCIAL)["channel"]["is_member"] is False
    assert desk.person("kick", channel=SOCIAL)["error"] == "not_in_channel"
    assert desk.person("invite", channel=SOCIAL) == {"ok": True}
    assert desk.api("chat.postMessage", channel=SOCIAL, text="Hello")["ok"]
    assert desk.person("invite", channel=SOCIAL)["error"] == "already_in_channel"


def test_put_out_of_a_private_channel(make_desk: MakeDesk) -> None:
    """The app can't even see it any more."""
    secret = Channel("C0TWSECRET", "secret", "", (ADA.id,), True, is_private=True)
    desk = make_desk(world=SlackWorld(channels=(secret,)))
    ts = desk.api("chat.postMessage", channel=secret.id, text="Hello")["ts"]
    desk.person("kick", channel=secret.id)
    for method in ("chat.postMessage", "chat.update", "conversations.history", "conversations.info"):
        assert desk.api(method, channel=secret.id, ts=ts, text="Hello")["error"] == "channel_not_found"


def test_no_message_to_a_person_without_the_messages_tab(make_desk: MakeDesk) -> None:
    """As the manifest allows it or not."""
    desk = make_desk(world=SlackWorld(messages_tab=False))
    assert desk.api("chat.postMessage", channel=ADA.id, text="Hello")["error"] == "messages_tab_disabled"


def test_ranks_are_told(make_desk: MakeDesk) -> None:
    """users.list tells who is an admin, who owns the workspace, and who is gone."""
    gone = Teammate("U0TWGONE9", "gone", "Gone Away", "Europe/London", "000000", is_admin=True, deleted=True)
    members = make_desk(world=SlackWorld(teammates=(ADA, BEN, gone))).api("users.list")["members"]
    by_name = {one["name"]: one for one in members}
    ranks = ("is_admin", "is_owner", "is_primary_owner", "deleted", "is_bot")
    assert [by_name["ada"][key] for key in ranks] == [True, True, True, False, False]
    assert [by_name["ben"][key] for key in ranks] == [False, False, False, False, False]
    assert (by_name["gone"]["deleted"], "is_admin" in by_name["gone"], "tz" in by_name["gone"]) == (True, False, False)
    assert by_name["rapport"]["is_bot"] is True


def heard_by(app: App) -> list[dict[str, Any]]:
    """The bodies of both events, as the app gets them."""
    heard: list[dict[str, Any]] = []

    def note(body: dict[str, Any]) -> None:
        heard.append(body)

    for name in INSTALL_EVENTS:
        app.event(name)(note)
    return heard


@pytest.mark.parametrize("first", INSTALL_EVENTS)
def test_uninstalled(make_desk: MakeDesk, connect: Connect, bolt: MakeApp, first: str) -> None:
    """Both events come, in the order asked for; the token is dead, and Slack sends nothing more."""
    desk = make_desk(subscriptions=INSTALL_EVENTS)
    app = bolt(desk)
    heard = heard_by(app)
    connect(desk, app)
    assert desk.person("uninstall", first=first) == {"ok": True}
    until(lambda: len(heard) == 2)
    events = {body["event"]["type"]: body for body in heard}
    assert heard[0]["event"]["type"] == first
    assert events["tokens_revoked"]["event"]["tokens"] == {"oauth": [], "bot": [TIDEWATER.bot_user_id]}
    assert {body["team_id"] for body in heard} == {TIDEWATER.team_id}
    assert desk.api("auth.test")["error"] == "account_inactive"
    assert desk.person("command", channel=SOCIAL, text="/followers")["error"] == "unknown_command"
    assert desk.person("home")["error"] == "app_not_installed"
    assert desk.person("uninstall")["error"] == "app_not_installed"


def test_a_revoked_token(make_desk: MakeDesk, connect: Connect, bolt: MakeApp) -> None:
    """tokens_revoked alone, and the token answers token_revoked."""
    desk = make_desk(subscriptions=INSTALL_EVENTS)
    app = bolt(desk)
    heard = heard_by(app)
    connect(desk, app)
    assert desk.person("revoke") == {"ok": True}
    until(lambda: heard)
    assert [body["event"]["type"] for body in heard] == ["tokens_revoked"]
    assert desk.api("chat.postMessage", channel=SOCIAL, text="Hello")["error"] == "token_revoked"
    assert desk.person("reset") == {"ok": True}
    assert desk.api("auth.test")["ok"]


def test_nothing_is_sent_to_who_did_not_subscribe(make_desk: MakeDesk) -> None:
    """Uninstalling is silent then; a wrong order is refused."""
    desk = make_desk(subscriptions=("app_home_opened",))
    assert desk.person("uninstall", first="a word")["error"] == "unknown_event"
    assert desk.person("uninstall") == {"ok": True}
    assert desk.record()["sent"] == []
    assert desk.person("archive", channel=OLD)["error"] == "already_archived"
