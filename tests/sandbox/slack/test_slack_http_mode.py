"""HTTP mode: signed requests to the unchanged Bolt app; and response_url, its uses and its end."""

import urllib.parse
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk.webhook import WebhookClient

from slackapp.sandbox.server import SandboxServer
from slackapp.sandbox.slack.state import ResponseUrl
from slackapp.sandbox.slack.world import ADA, TIDEWATER
from tests.sandbox.slack.conftest import SOCIAL, Desk, MakeDesk, until

BUTTON = {"type": "button", "action_id": "go", "value": "1", "text": {"type": "plain_text", "text": "Go"}}
BLOCKS = [{"type": "actions", "block_id": "b1", "elements": [BUTTON]}]


@pytest.fixture
def over_http(make_desk: MakeDesk) -> Iterator[Callable[..., tuple[Desk, App]]]:
    """Makes a workspace in HTTP mode, and the Bolt app behind its request URL."""
    servers = []

    def make(secret: str = TIDEWATER.signing_secret, **options: Any) -> tuple[Desk, App]:
        handlers: list[SlackRequestHandler] = []

        def late(environ: Any, start: Any) -> Any:
            """The app needs to know the workspace, and the workspace where the app will be."""
            return handlers[0](environ, start)

        server = SandboxServer({"/": late}).start()
        servers.append(server)
        desk = make_desk(request_url=f"{server.url}/slack/events", **options)
        app = App(client=desk.client, signing_secret=secret)
        handlers.append(SlackRequestHandler(app))
        return desk, app

    yield make
    for server in servers:
        server.stop()


def test_commands_clicks_and_events_arrive_signed(over_http: Callable[..., tuple[Desk, App]]) -> None:
    """Bolt's own check of the signature lets all three through, and its answers come back."""
    desk, app = over_http(retry_after=(0.0,))
    seen = []
    app.command("/followers")(lambda ack, command: (seen.append(command["text"]), ack("Nobody new.")))
    app.action("go")(lambda ack, action: (seen.append(action["value"]), ack()))
    app.event("app_home_opened")(lambda event: seen.append(event["user"]))
    ts = desk.client.chat_postMessage(channel=SOCIAL, text="Hello", blocks=BLOCKS)["ts"]
    assert desk.person("command", channel=SOCIAL, text="/followers now & then") == {"ok": True}
    assert desk.person("click", channel=SOCIAL, ts=ts, block_id="b1", action_id="go") == {"ok": True}
    desk.person("home")
    until(lambda: len(seen) == 3)
    assert seen == ["now & then", "1", ADA.id]
    assert desk.state()["ephemerals"][SOCIAL][0]["text"] == "Nobody new."


def test_a_wrong_secret_reaches_nobody(over_http: Callable[..., tuple[Desk, App]]) -> None:
    """An app that expects another secret refuses, and the person is told."""
    desk, app = over_http(secret="another secret")
    app.command("/followers")(lambda ack: ack())
    assert desk.person("command", channel=SOCIAL, text="/followers")["error"] == "dispatch_failed"


def test_an_event_is_retried_with_its_number_and_reason(over_http: Callable[..., tuple[Desk, App]]) -> None:
    """A refused event comes again with the retry headers."""
    desk, app = over_http(retry_after=(0.0, 0.0))
    seen = []

    @app.middleware
    def note(req, next_, resp):
        seen.append((req.headers.get("x-slack-retry-num"), req.headers.get("x-slack-retry-reason")))
        if len(seen) == 2:
            return next_()
        resp.status = 500
        return resp

    app.event("app_home_opened")(lambda: None)
    desk.person("home")
    until(lambda: len(desk.record()["sent"]) == 2)
    assert seen == [(None, None), (["1"], ["http_error"])]


def test_no_app_at_the_request_url(make_desk: MakeDesk) -> None:
    """Where nothing listens, a click times out for the person."""
    desk = make_desk(request_url="http://127.0.0.1:9/slack/events")
    ts = desk.client.chat_postMessage(channel=SOCIAL, text="Hello", blocks=BLOCKS)["ts"]
    click = desk.person("click", channel=SOCIAL, ts=ts, block_id="b1", action_id="go")
    assert click["error"] == "operation_timeout"


def response_url(desk: Desk, ts: str | None = None) -> WebhookClient:
    """A response_url of Ada's, for a message if one is given."""
    desk.state()
    use = ResponseUrl(ADA.id, SOCIAL, desk.clock(), ts)
    return WebhookClient(desk.stand_in.state.new_response_url("actions", use))


def test_a_response_url_answers_replaces_and_deletes(desk: Desk) -> None:
    """Alone for the person by default, for all in the channel, in place of the message, or taking it away."""
    ts = desk.client.chat_postMessage(channel=SOCIAL, text="Hello", blocks=BLOCKS)["ts"]
    hook = response_url(desk, ts)
    assert hook.send(text="For you").body == "ok"
    hook.send(text="For all", response_type="in_channel")
    hook.send(text="Changed", replace_original=True)
    assert [one["text"] for one in desk.messages()] == ["Changed", "For all"]
    assert "blocks" not in desk.messages()[0]
    assert desk.state()["ephemerals"][SOCIAL][0]["text"] == "For you"
    hook.send(delete_original=True)
    assert [one["text"] for one in desk.messages()] == ["For all"]


def test_a_response_url_works_five_times(desk: Desk) -> None:
    """A sixth use is 404 used_url."""
    hook = response_url(desk)
    assert [hook.send(text="Hello").status_code for _ in range(5)] == [200] * 5
    sixth = hook.send(text="Hello")
    assert (sixth.status_code, '"error":"used_url"' in sixth.body) == (404, True)


def test_a_response_url_works_for_thirty_minutes(desk: Desk) -> None:
    """Later it is 404 expired_url, as is one that never was."""
    hook = response_url(desk)
    desk.clock.at += 30 * 60 + 1
    late = hook.send(text="Hello")
    assert (late.status_code, '"error":"expired_url"' in late.body) == (404, True)
    made_up = WebhookClient(urllib.parse.urljoin(hook.url, "made-up")).send(text="Hello")
    assert made_up.status_code == 404


def test_a_response_url_is_as_strict_as_a_post(desk: Desk) -> None:
    """Wrong blocks, and blocks without a text beside them, are refused there too."""
    hook = response_url(desk)
    assert '"error":"invalid_blocks"' in hook.send(text="a", blocks=[{"type": "section"}]).body
    assert '"error":"missing_fallback_text"' in hook.send(blocks=BLOCKS).body
    assert desk.state()["ephemerals"] == {}


def test_a_response_url_meets_faults(desk: Desk) -> None:
    """A fault for `response_url` fails its next use."""
    desk.person("faults", method="response_url", status=500)
    hook = response_url(desk)
    assert hook.send(text="Hello").status_code == 500
    assert hook.send(text="Hello").status_code == 200
