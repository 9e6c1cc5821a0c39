"""The Web API through the unchanged SDK: what it answers, and each of its refusals."""

import json
import urllib.request
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from slackapp.sandbox.slack.limits import Limits
from slackapp.sandbox.slack.world import ADA, BEN, SlackWorld, Teammate
from tests.sandbox.slack.conftest import EVERY_SCOPE, FAST, GENERAL, OLD, SOCIAL, Desk, MakeDesk

SECTION = [{"type": "section", "text": {"type": "mrkdwn", "text": "Words"}}]
HOME = {"type": "home", "blocks": SECTION}


def modal(**fields: Any) -> dict[str, Any]:
    """A modal that Slack takes."""
    return {"type": "modal", "title": {"type": "plain_text", "text": "Title"}, "blocks": SECTION, **fields}


def test_a_posted_message_comes_back_as_slack_keeps_it(desk: Desk) -> None:
    """The answer names who wrote it, with ids in the blocks and the granted scopes in a header."""
    answer = desk.client.chat_postMessage(channel="#social", text="Hello", blocks=SECTION)
    message = answer["message"]
    assert answer["channel"] == SOCIAL
    assert message["bot_id"] == "B0RAPPORT1"
    assert message["app_id"] == "A0RAPPORT1"
    assert message["blocks"][0]["block_id"]
    assert message["blocks"][0]["text"]["verbatim"] is False
    assert answer.headers["x-oauth-scopes"] == ",".join(EVERY_SCOPE)
    assert desk.messages() == [message]


def test_metadata_is_kept_and_given_to_those_who_ask(desk: Desk) -> None:
    """Metadata comes back from the history with include_all_metadata alone, and outlives an update."""
    metadata = {"event_type": "card", "event_payload": {"card": "c1"}}
    ts = desk.client.chat_postMessage(channel=SOCIAL, text="Hello", metadata=metadata)["ts"]
    desk.client.chat_update(channel=SOCIAL, ts=ts, text="Hello again")
    plain = desk.client.conversations_history(channel=SOCIAL)["messages"][0]
    whole = desk.client.conversations_history(channel=SOCIAL, include_all_metadata=True)["messages"][0]
    assert "metadata" not in plain
    assert whole["metadata"] == metadata
    assert whole["text"] == "Hello again"


def test_an_update_without_blocks_takes_them_away(desk: Desk) -> None:
    """chat.update with text alone leaves a message of text alone, marked as edited."""
    ts = desk.client.chat_postMessage(channel=SOCIAL, text="Hello", blocks=SECTION)["ts"]
    desk.client.chat_update(channel=SOCIAL, ts=ts, text="Changed")
    message = desk.messages()[0]
    assert "blocks" not in message
    assert message["edited"]["user"] == "B0RAPPORT1"


def test_a_person_as_channel_means_their_direct_messages(desk: Desk) -> None:
    """A message to a person's id goes to the conversation they have with the bot, seen by them alone."""
    opened = desk.client.conversations_open(users=ADA.id)["channel"]["id"]
    answer = desk.client.chat_postMessage(channel=ADA.id, text="Hello")
    assert answer["channel"] == opened
    assert [one["text"] for one in desk.state()["messages"][opened]] == ["Hello"]
    assert opened not in desk.state(BEN.id)["messages"]


def test_a_thread_counts_its_replies(desk: Desk) -> None:
    """Replies are read with conversations.replies, and stay out of the channel's history."""
    ts = desk.client.chat_postMessage(channel=SOCIAL, text="Question")["ts"]
    desk.client.chat_postMessage(channel=SOCIAL, text="Answer", thread_ts=ts)
    thread = desk.client.conversations_replies(channel=SOCIAL, ts=ts)["messages"]
    assert [one["text"] for one in thread] == ["Question", "Answer"]
    assert thread[0]["reply_count"] == 1
    assert len(desk.client.conversations_history(channel=SOCIAL)["messages"]) == 1


def test_the_history_is_read_page_by_page(desk: Desk) -> None:
    """A cursor goes on where the page before ended, newest first."""
    for number in range(5):
        desk.client.chat_postMessage(channel=SOCIAL, text=str(number))
    history = desk.client.conversations_history(channel=SOCIAL, limit=2)
    # Read while going: the SDK's answer becomes its next page.
    pages = [[one["text"] for one in page["messages"]] for page in history]
    assert pages == [["4", "3"], ["2", "1"], ["0"]]


def test_the_directory_tells_who_and_what_is_there(desk: Desk) -> None:
    """People with their zones, channels with whether the bot is in them, the bot, the team."""
    client = desk.client
    user = client.users_info(user=ADA.id)["user"]
    assert (user["real_name"], user["tz"]) == ("Ada Lindqvist", "Europe/Stockholm")
    assert user["tz_offset"] in (3600, 7200)
    assert len(client.users_list()["members"]) == 4
    channels = {one["name"]: one for one in client.conversations_list(exclude_archived=True)["channels"]}
    assert channels.keys() == {"social", "marketing", "general", "support"}
    assert channels["general"]["is_member"] is False
    assert client.conversations_info(channel=OLD)["channel"]["is_archived"] is True
    assert client.auth_test()["user_id"] in client.conversations_members(channel=SOCIAL)["members"]
    assert client.bots_info(bot="B0RAPPORT1")["bot"]["app_id"] == "A0RAPPORT1"
    assert client.team_info()["team"]["name"] == "Tidewater Coffee"
    ts = client.chat_postMessage(channel=SOCIAL, text="Hello")["ts"]
    assert client.chat_getPermalink(channel=SOCIAL, message_ts=ts)["permalink"].endswith(ts.replace(".", ""))
    with urllib.request.urlopen(user["profile"]["image_72"]) as picture:
        assert b"AL" in picture.read()


def test_a_file_is_shared(desk: Desk) -> None:
    """files_upload_v2 works to its end, and the file shows in the channel."""
    desk.client.files_upload_v2(channel=SOCIAL, content="a,b", filename="week.csv", title="The week")
    assert desk.messages()[0]["files"][0]["title"] == "The week"


def test_the_bot_joins_a_channel(desk: Desk) -> None:
    """By conversations.join, or brought in by a person."""
    assert desk.api("chat.postMessage", channel=GENERAL, text="Hello")["error"] == "not_in_channel"
    desk.person("command", channel=GENERAL, text="/invite @Rapport")
    assert desk.api("chat.postMessage", channel=GENERAL, text="Hello")["ok"]
    desk.person("command", channel=GENERAL, text="/remove @Rapport")
    assert desk.api("chat.postMessage", channel=GENERAL, text="Hello")["error"] == "not_in_channel"
    desk.client.conversations_join(channel=GENERAL)
    assert desk.api("chat.postMessage", channel=GENERAL, text="Hello")["ok"]


REFUSED = {
    "no such method": ("chat.shout", {}, "unknown_method"),
    "no such token": ("auth.test", {"token": "xoxb-else"}, "invalid_auth"),
    "no channel": ("chat.postMessage", {"text": "Hello"}, "invalid_arguments"),
    "unknown channel": ("chat.postMessage", {"channel": "C0NOWHERE", "text": "Hello"}, "channel_not_found"),
    "archived": ("chat.postMessage", {"channel": OLD, "text": "Hello"}, "is_archived"),
    "not a member": ("chat.postMessage", {"channel": GENERAL, "text": "Hello"}, "not_in_channel"),
    "history as a stranger": ("conversations.history", {"channel": GENERAL}, "not_in_channel"),
    "no text": ("chat.postMessage", {"channel": SOCIAL}, "no_text"),
    "text too long": ("chat.postMessage", {"channel": SOCIAL, "text": "x" * 40_001}, "msg_too_long"),
    "blocks without text": ("chat.postMessage", {"channel": SOCIAL, "blocks": SECTION}, "missing_fallback_text"),
    "blocks no JSON": ("chat.postMessage", {"channel": SOCIAL, "text": "a", "blocks": "[{"}, "invalid_blocks_format"),
    "blocks an object": ("chat.postMessage", {"channel": SOCIAL, "text": "a", "blocks": {}}, "invalid_blocks_format"),
    "metadata wrong": ("chat.postMessage", {"channel": SOCIAL, "text": "a", "metadata": {}}, "invalid_metadata_format"),
    "no such message": ("chat.update", {"channel": SOCIAL, "ts": "1.0", "text": "a"}, "message_not_found"),
    "nothing to delete": ("chat.delete", {"channel": SOCIAL, "ts": "1.0"}, "message_not_found"),
    "ephemeral to a stranger": (
        "chat.postEphemeral",
        {"channel": SOCIAL, "user": "U0NOBODY", "text": "a"},
        "user_not_in_channel",
    ),
    "no such trigger": ("views.open", {"trigger_id": "1.2.3", "view": modal()}, "invalid_trigger_id"),
    "no such view": ("views.update", {"view_id": "V0", "view": modal()}, "not_found"),
    "home of a stranger": ("views.publish", {"user_id": "U0NOBODY", "view": HOME}, "user_not_found"),
    "unknown user": ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
    "socket with a bot token": ("apps.connections.open", {}, "not_allowed_token_type"),
    "posting with an app token": (
        "chat.postMessage",
        {"token": SlackWorld().app_token, "channel": SOCIAL, "text": "a"},
        "not_allowed_token_type",
    ),
}


@pytest.mark.parametrize(("method", "args", "error"), REFUSED.values(), ids=REFUSED.keys())
def test_a_wrong_call_is_refused_by_slacks_name_for_it(
    desk: Desk, method: str, args: dict[str, Any], error: str
) -> None:
    """Each refusal has Slack's own error, and is on the record."""
    assert desk.api(method, **args)["error"] == error
    assert desk.record()["refusals"][-1]["error"] == error


def test_no_token_is_not_authed(desk: Desk) -> None:
    """A call without a token is told so."""
    assert desk.send("api/auth.test", {})[1]["error"] == "not_authed"


def test_a_missing_scope_is_named(make_desk: MakeDesk) -> None:
    """What the token was not granted is refused, with what is needed and what was given."""
    desk = make_desk(scopes=("chat:write",))
    refused = desk.api("users.list")
    assert (refused["error"], refused["needed"], refused["provided"]) == ("missing_scope", "users:read", "chat:write")
    assert desk.api("chat.postMessage", channel=SOCIAL, text="Hello")["ok"]


def test_invalid_blocks_say_where(desk: Desk) -> None:
    """The SDK's error carries the place of each mistake."""
    with pytest.raises(SlackApiError) as refused:
        desk.client.chat_postMessage(channel=SOCIAL, text="Hello", blocks=[{"type": "section"}])
    messages = refused.value.response["response_metadata"]["messages"]
    assert messages == ["[ERROR] must define one of: text, fields [json-pointer:/blocks/0]"]


def test_the_message_of_another_is_not_ours_to_change(desk: Desk) -> None:
    """A person's message can be neither updated nor deleted by the bot."""
    ts = desk.person("say", channel=SOCIAL, text="Mine")["ts"]
    assert desk.api("chat.update", channel=SOCIAL, ts=ts, text="Ours")["error"] == "cant_update_message"
    assert desk.api("chat.delete", channel=SOCIAL, ts=ts)["error"] == "cant_delete_message"


def test_a_deleted_message_is_gone(desk: Desk) -> None:
    """After chat.delete, an update finds nothing."""
    ts = desk.client.chat_postMessage(channel=SOCIAL, text="Hello")["ts"]
    desk.client.chat_delete(channel=SOCIAL, ts=ts)
    assert desk.api("chat.update", channel=SOCIAL, ts=ts, text="Hello")["error"] == "message_not_found"
    assert desk.messages() == []


def test_a_trigger_works_once_within_three_seconds(desk: Desk) -> None:
    """A second use is exchanged_trigger_id, a late one expired_trigger_id."""
    trigger = desk.trigger()
    desk.client.views_open(trigger_id=trigger, view=modal())
    assert desk.api("views.open", trigger_id=trigger, view=modal())["error"] == "exchanged_trigger_id"
    late = desk.trigger()
    desk.clock.at += 3.1
    assert desk.api("views.open", trigger_id=late, view=modal())["error"] == "expired_trigger_id"


def test_a_view_is_updated_from_the_state_the_app_knew(desk: Desk) -> None:
    """An old hash is a hash_conflict; an external_id serves one view, and finds it."""
    view = desk.client.views_open(trigger_id=desk.trigger(), view=modal(external_id="card-1"))["view"]
    newer = desk.client.views_update(external_id="card-1", hash=view["hash"], view=modal(external_id="card-1"))["view"]
    assert newer["id"] == view["id"]
    old = desk.api("views.update", view_id=view["id"], hash=view["hash"], view=modal())
    assert old["error"] == "hash_conflict"
    desk.client.views_publish(user_id=BEN.id, view={**HOME, "external_id": "home"})
    taken = desk.api("views.publish", user_id=ADA.id, view={**HOME, "external_id": "home"})
    assert taken["error"] == "duplicate_external_id"


def test_three_views_are_the_most(desk: Desk) -> None:
    """A fourth push is refused."""
    view = desk.client.views_open(trigger_id=desk.trigger(), view=modal())["view"]
    for _ in range(2):
        desk.client.views_push(trigger_id=desk.stand_in.state.new_trigger(ADA.id, view["id"]), view=modal())
    more = desk.api("views.push", trigger_id=desk.stand_in.state.new_trigger(ADA.id, view["id"]), view=modal())
    assert more["error"] == "push_limit_reached"
    assert desk.api("views.push", trigger_id=desk.trigger(), view=modal())["error"] == "not_found"


def test_one_message_a_second_in_a_channel(make_desk: MakeDesk) -> None:
    """A second one within the second is 429 with Retry-After; another channel, or a second later, is fine."""
    desk = make_desk(limits=Limits())
    assert desk.raw("chat.postMessage", channel=SOCIAL, text="One")[0] == 200
    with pytest.raises(SlackApiError) as refused:
        desk.client.chat_postMessage(channel=SOCIAL, text="Two")
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["retry-after"] == "1"
    assert refused.value.response["error"] == "ratelimited"
    assert desk.api("chat.postMessage", channel="C0TWMARKET", text="Two")["ok"]
    desk.clock.at += 1
    assert desk.api("chat.postMessage", channel=SOCIAL, text="Two")["ok"]


@pytest.mark.parametrize(("method", "most"), [("chat.update", 50), ("views.publish", 100)])
def test_a_tiers_minute(make_desk: MakeDesk, method: str, most: int) -> None:
    """A tier counts calls in a rolling minute, and says when to come back."""
    desk = make_desk(limits=Limits())
    ts = desk.client.chat_postMessage(channel=SOCIAL, text="One")["ts"]
    args = {
        "chat.update": {"channel": SOCIAL, "ts": ts, "text": "Two"},
        "views.publish": {"user_id": ADA.id, "view": HOME},
    }[method]
    for _ in range(most):
        assert desk.api(method, **args)["ok"]
    desk.clock.at += 20
    assert desk.raw(method, **args) == (429, {"ok": False, "error": "ratelimited"})
    desk.clock.at += 40
    assert desk.api(method, **args)["ok"]


def test_faults_are_met_as_set(desk: Desk) -> None:
    """A fault fails the next calls of its method, before their effect or after it, and then is over."""
    desk.person("faults", method="chat.postMessage", status=500, times=1)
    desk.person("faults", method="chat.postMessage", error="fatal_error", before_effect=False)
    desk.person("faults", method="chat.postMessage", status=429, retry_after=7)
    post: dict[str, Any] = {"channel": SOCIAL, "text": "Hello"}
    with pytest.raises(SlackApiError) as failed:
        desk.client.chat_postMessage(**post)
    assert failed.value.response.status_code == 500
    assert desk.messages() == []
    assert desk.api("chat.postMessage", **post)["error"] == "fatal_error"
    assert len(desk.messages()) == 1
    with pytest.raises(SlackApiError) as limited:
        desk.client.chat_postMessage(**post)
    assert limited.value.response.headers["retry-after"] == "7"
    assert desk.api("chat.postMessage", **post)["ok"]
    assert desk.person("faults", method=None)["error"] == "invalid_fault"


def test_a_call_may_lose_its_answer(desk: Desk) -> None:
    """Status 0 drops the connection; with before_effect false, the message is there all the same."""
    desk.person("faults", method="*", status=0, before_effect=False)
    client = WebClient(desk.client.token, base_url=desk.client.base_url, retry_handlers=[])
    with pytest.raises(ConnectionError):
        client.chat_postMessage(channel=SOCIAL, text="Hello")
    assert len(desk.messages()) == 1


def test_whom_a_message_calls_is_on_the_record(desk: Desk) -> None:
    """Live mentions are pings, wherever they stand; escaped ones, or those in plain text, are not."""
    blocks = [
        {"type": "section", "text": {"type": "mrkdwn", "text": f"<@{ADA.id}> &lt;!channel&gt;"}},
        {"type": "section", "text": {"type": "plain_text", "text": "<!everyone>"}},
    ]
    desk.client.chat_postMessage(channel=SOCIAL, text="<!here|here> @channel", blocks=blocks)
    assert [one["ping"] for one in desk.record()["pings"]] == ["!here", f"@{ADA.id}"]
    desk.client.chat_postMessage(channel=SOCIAL, text="@channel", link_names=True)
    assert desk.record()["pings"][-1]["ping"] == "@channel"


def test_a_reset_forgets_everything(desk: Desk) -> None:
    """After a reset there are no messages, views or records."""
    desk.client.chat_postMessage(channel=SOCIAL, text="Hello")
    desk.client.views_publish(user_id=ADA.id, view=HOME)
    desk.person("reset")
    assert desk.messages() == []
    assert desk.state()["home"] is None
    assert desk.record()["calls"] == []


def test_a_world_of_ones_own(make_desk: MakeDesk) -> None:
    """Another workspace is a value."""
    dana = Teammate("U0DANA", "dana", "Dana Reyes", "Asia/Tokyo", "336699")
    desk = make_desk(world=SlackWorld(team_name="Elsewhere", teammates=(dana,)), limits=FAST)
    assert desk.state(dana.id)["team"]["name"] == "Elsewhere"
    assert desk.state(ADA.id) == {"ok": False, "error": "user_not_found"}


def test_a_persons_stream_has_what_is_theirs(desk: Desk) -> None:
    """Messages come to all who are in the channel, ephemerals to one person alone."""
    with urllib.request.urlopen(f"{desk.url}/person/events?user={BEN.id}", timeout=5) as stream:
        desk.client.chat_postEphemeral(channel=SOCIAL, user=ADA.id, text="For Ada")
        desk.client.chat_postEphemeral(channel=SOCIAL, user=BEN.id, text="For Ben")
        desk.client.chat_postMessage(channel=SOCIAL, text="For all")
        lines = (line for line in stream if line.startswith(b"data: "))
        events = [json.loads(next(lines)[6:]) for _ in range(2)]
    assert [(one["type"], one["message"]["text"]) for one in events] == [
        ("ephemeral", "For Ben"),
        ("message", "For all"),
    ]
