"""The unchanged Bolt app over Socket Mode: commands, clicks, modals, Home, events, reconnection."""

import threading
from functools import partial
from typing import Any

from slackapp.sandbox.slack.world import ADA, BEN
from tests.sandbox.slack.conftest import SOCIAL, Connect, Desk, MakeApp, MakeDesk, until

BUTTONS = [
    {
        "type": "actions",
        "block_id": "b1",
        "elements": [
            {"type": "button", "action_id": "go", "value": "42", "text": {"type": "plain_text", "text": "Go"}},
            {
                "type": "button",
                "action_id": "open",
                "url": "https://example.com/ada",
                "text": {"type": "plain_text", "text": "Open"},
            },
            {
                "type": "overflow",
                "action_id": "more",
                "options": [{"text": {"type": "plain_text", "text": "Ignore"}, "value": "ignore"}],
            },
        ],
    }
]
MODAL = {
    "type": "modal",
    "callback_id": "reply",
    "notify_on_close": True,
    "title": {"type": "plain_text", "text": "Reply"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "words",
            "label": {"type": "plain_text", "text": "Your reply"},
            "element": {"type": "plain_text_input", "action_id": "text", "max_length": 20},
        }
    ],
}


def typed(text: str) -> dict[str, Any]:
    """The state of the modal with this text."""
    return {"words": {"text": {"type": "plain_text_input", "value": text}}}


def card(desk: Desk) -> str:
    """Post a card with buttons; returns its ts."""
    return str(desk.client.chat_postMessage(channel=SOCIAL, text="A new follower", blocks=BUTTONS)["ts"])


def test_a_command_is_answered_to_the_person_alone(desk: Desk, bolt: MakeApp, connect: Connect) -> None:
    """What the app responds to a slash command is seen by who typed it, and by nobody else."""
    app = bolt(desk)
    seen = []

    @app.command("/followers")
    def followers(ack, respond, command):
        seen.append(command)
        ack()
        respond("Nobody new today.")

    connect(desk, app)
    assert desk.person("command", channel=SOCIAL, text="/followers today") == {"ok": True}
    shown = until(lambda: desk.state()["ephemerals"].get(SOCIAL))
    assert [message["text"] for message in shown] == ["Nobody new today."]
    assert desk.state(BEN.id)["ephemerals"] == {}
    assert (seen[0]["text"], seen[0]["user_name"], seen[0]["channel_name"]) == ("today", "ada", "social")
    assert seen[0]["is_enterprise_install"] == "false"


def test_what_a_command_acks_with_is_shown(desk: Desk, bolt: MakeApp, connect: Connect) -> None:
    """An ack may carry the answer itself, for all to see where it says so."""
    app = bolt(desk)
    app.command("/followers")(lambda ack: ack(text="For all", response_type="in_channel"))
    app.command("/questions")(lambda ack: ack("For you"))
    connect(desk, app)
    desk.person("command", channel=SOCIAL, text="/followers")
    desk.person("command", channel=SOCIAL, text="/questions")
    assert [message["text"] for message in desk.messages()] == ["For all"]
    assert [message["text"] for message in desk.state()["ephemerals"][SOCIAL]] == ["For you"]


def test_a_click_carries_all_that_slack_sends(desk: Desk, bolt: MakeApp, connect: Connect) -> None:
    """block_actions has who, where, the message, the button and its value, a trigger and a response_url."""
    app = bolt(desk)
    seen = []

    @app.action("go")
    def go(ack, body, respond):
        ack()
        seen.append(body)
        respond(text="Done", replace_original=True)

    connect(desk, app)
    ts = card(desk)
    assert desk.person("click", channel=SOCIAL, ts=ts, block_id="b1", action_id="go") == {"ok": True}
    until(lambda: desk.messages()[0]["text"] == "Done")
    body = seen[0]
    assert body["user"] == {"id": ADA.id, "username": "ada", "name": "ada", "team_id": "T0TIDEWATR"}
    assert body["container"] == {"type": "message", "message_ts": ts, "channel_id": SOCIAL, "is_ephemeral": False}
    assert body["actions"][0]["value"] == "42"
    assert {"trigger_id", "response_url", "team", "api_app_id", "token", "state"} <= body.keys()
    assert body["message"]["ts"] == ts
    assert "blocks" not in desk.messages()[0]


def test_a_link_button_and_a_menu_send_clicks_too(desk: Desk, bolt: MakeApp, connect: Connect) -> None:
    """A button with a url sends block_actions; a menu sends the option chosen."""
    app = bolt(desk)
    seen = []

    @app.action("open")
    @app.action("more")
    def act(ack, action):
        ack()
        seen.append(action)

    connect(desk, app)
    ts = card(desk)
    desk.person("click", channel=SOCIAL, ts=ts, block_id="b1", action_id="open")
    desk.person("click", channel=SOCIAL, ts=ts, block_id="b1", action_id="more", value="ignore")
    until(lambda: len(seen) == 2)
    assert seen[0]["url"] == "https://example.com/ada"
    assert seen[1]["selected_option"]["value"] == "ignore"
    gone = desk.person("click", channel=SOCIAL, ts=ts, block_id="b1", action_id="more", value="no such")
    assert gone == {"ok": False, "error": "no_such_option"}


def test_a_modal_from_click_to_close(desk: Desk, bolt: MakeApp, connect: Connect) -> None:
    """A modal opens on a click; Slack's client and the app both may refuse what was typed; then it closes."""
    app = bolt(desk)

    @app.action("go")
    def go(ack, body, client):
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.view("reply")
    def reply(ack, view):
        text = view["state"]["values"]["words"]["text"]["value"]
        if text == "rude":
            ack(response_action="errors", errors={"words": "Be kind."})
        elif text == "lost":
            ack(response_action="errors", errors={"elsewhere": "No such block."})
        elif text == "more":
            ack(response_action="push", view=MODAL)
        else:
            ack()

    connect(desk, app)
    desk.person("click", channel=SOCIAL, ts=card(desk), block_id="b1", action_id="go")
    view = until(lambda: desk.state()["views"])[0]

    def submit(text, view_id=view["id"]):
        return desk.person("submit", view_id=view_id, state=typed(text))

    assert submit("")["errors"] == {"words": "Please complete this required field."}
    assert "words" in submit("far more than twenty letters")["errors"]
    assert submit("rude") == {"ok": False, "errors": {"words": "Be kind."}}
    assert submit("lost") == {"ok": False, "error": "invalid_response_action"}
    assert desk.record()["refusals"][-1]["error"] == "invalid_response_action"
    assert submit("more")["action"] == "push"
    top = desk.state()["views"][-1]
    assert top["previous_view_id"] == view["id"]
    assert submit("kind", top["id"])["action"] == "close"
    assert [one["id"] for one in desk.state()["views"]] == [view["id"]]
    assert desk.state(BEN.id)["views"] == []


def test_closing_a_modal_is_told_where_it_asked_for_it(desk: Desk, bolt: MakeApp, connect: Connect) -> None:
    """view_closed reaches the app for a view with notify_on_close."""
    app = bolt(desk)
    closed = []
    app.view_closed("reply")(lambda ack, body: (closed.append(body), ack()))
    connect(desk, app)
    view = desk.client.views_open(trigger_id=desk.trigger(), view=MODAL)["view"]
    assert desk.person("close", view_id=view["id"]) == {"ok": True}
    assert closed[0]["view"]["id"] == view["id"]
    assert closed[0]["is_cleared"] is False
    assert desk.state()["views"] == []


def test_opening_home_tells_the_app_which_publishes_it(desk: Desk, bolt: MakeApp, connect: Connect) -> None:
    """app_home_opened arrives as an event, and what the app publishes is that person's Home."""
    app = bolt(desk)

    @app.event("app_home_opened")
    def opened(event, client):
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [{"type": "divider"}]})

    connect(desk, app)
    desk.person("home")
    assert until(lambda: desk.state()["home"])["type"] == "home"
    assert desk.state(BEN.id)["home"] is None


def test_nobody_listening_is_shown_to_the_person(make_desk: MakeDesk) -> None:
    """Without an app, a command fails with dispatch_failed and a click with operation_timeout; neither is retried."""
    desk = make_desk(retry_after=(0.0, 0.0))
    ts = card(desk)
    assert desk.person("command", channel=SOCIAL, text="/followers")["error"] == "dispatch_failed"
    click = desk.person("click", channel=SOCIAL, ts=ts, block_id="b1", action_id="go")
    assert click == {"ok": False, "error": "operation_timeout"}
    assert [one["attempt"] for one in desk.record()["sent"]] == [0, 0]


def test_an_unacknowledged_click_times_out(make_desk: MakeDesk, bolt: MakeApp, connect: Connect) -> None:
    """A listener that does not ack in time leaves the person with operation_timeout."""
    desk = make_desk(ack_seconds=0.1)
    app = bolt(desk)
    release = threading.Event()
    app.action("go")(lambda ack: (release.wait(5), ack()))
    connect(desk, app)
    click = desk.person("click", channel=SOCIAL, ts=card(desk), block_id="b1", action_id="go")
    release.set()
    assert click["error"] == "operation_timeout"


def test_an_unacknowledged_event_is_sent_again(make_desk: MakeDesk, bolt: MakeApp, connect: Connect) -> None:
    """An event not acknowledged comes again, counted, with the reason, until it is."""
    desk = make_desk(retry_after=(0.0, 0.0, 0.0), ack_seconds=0.15)
    app = bolt(desk)
    seen = []

    @app.middleware
    def note(req, next_, resp):
        seen.append((req.headers.get("x-slack-retry-num"), req.headers.get("x-slack-retry-reason"), req.body))
        if len(seen) == 3:
            return next_()
        resp.status = 500
        return resp

    app.event("app_home_opened")(lambda: None)
    connect(desk, app)
    desk.person("home")
    until(lambda: len(desk.record()["sent"]) == 3)
    assert [number for number, _, _ in seen] == [["0"], ["1"], ["2"]]
    assert seen[1][1] == ["timeout"]
    assert len({body["event_id"] for _, _, body in seen}) == 1
    assert [one["ok"] for one in desk.record()["sent"]] == [False, False, True]


def test_an_app_told_to_reconnect_does_so(desk: Desk, bolt: MakeApp, connect: Connect) -> None:
    """After a disconnect message the app comes back by itself, and commands reach it again."""
    app = bolt(desk)
    app.command("/followers")(lambda ack: ack("Here"))
    connect(desk, app)
    desk.person("disconnect", reason="refresh_requested")
    until(lambda: [one["method"] for one in desk.record()["calls"]].count("apps.connections.open") == 2)
    until(lambda: desk.stand_in.sockets.count == 1)
    assert desk.person("command", channel=SOCIAL, text="/followers") == {"ok": True}


def test_each_envelope_goes_to_one_of_several_connections(desk: Desk, bolt: MakeApp, connect: Connect) -> None:
    """With two connections, each command is handled once, and both take part."""
    handled = []

    def handle(name, ack):
        handled.append(name)
        ack()

    for name in ("first", "second"):
        app = bolt(desk)
        app.command("/followers")(partial(handle, name))
        connect(desk, app)
    for _ in range(4):
        desk.person("command", channel=SOCIAL, text="/followers")
    assert sorted(handled) == ["first", "first", "second", "second"]


def test_an_ephemeral_is_clicked_and_replaced_through_its_response_url(
    desk: Desk, bolt: MakeApp, connect: Connect
) -> None:
    """A click on an ephemeral carries no message, and its response_url changes what that person sees."""
    app = bolt(desk)
    bodies = []

    @app.action("go")
    def go(ack, body, respond):
        ack()
        bodies.append(body)
        respond(text="Undone", replace_original=True)

    connect(desk, app)
    shown = desk.client.chat_postEphemeral(channel=SOCIAL, user=ADA.id, text="Ignored", blocks=BUTTONS)
    click = {"channel": SOCIAL, "ts": shown["message_ts"], "block_id": "b1", "action_id": "go", "ephemeral": True}
    assert desk.person("click", user=BEN.id, **click)["error"] == "message_not_found"
    assert desk.person("click", **click) == {"ok": True}
    until(lambda: desk.state()["ephemerals"][SOCIAL][0]["text"] == "Undone")
    assert bodies[0]["container"]["is_ephemeral"] is True
    assert "message" not in bodies[0]
    assert desk.messages() == []
