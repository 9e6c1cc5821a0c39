"""A running workspace to test against, reached as the app and as its people reach it."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from slackapp.sandbox.server import SandboxServer
from slackapp.sandbox.slack.app import SlackStandIn, create_slack_app
from slackapp.sandbox.slack.limits import Limits
from slackapp.sandbox.slack.webapi import METHODS
from slackapp.sandbox.slack.world import ADA, CHANNELS

SOCIAL, MARKETING, GENERAL, OLD = (channel.id for channel in CHANNELS[:4])
EVERY_SCOPE = tuple(sorted({method.scope for method in METHODS.values() if method.scope}))
FAST = Limits(post_interval=0, updates=10_000, publishes=10_000, others=100_000)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = time.time()

    def __call__(self) -> float:
        """Seconds since the epoch."""
        return self.at


def until(condition: Callable[[], Any], seconds: float = 5.0) -> Any:
    """Wait until a condition holds, and return what it found."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        time.sleep(0.005)
    raise AssertionError("it did not come to hold in time")


@dataclass
class Desk:
    """A workspace over the wire: its people's calls, the app's client."""

    stand_in: SlackStandIn
    url: str
    clock: Clock
    client: WebClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = WebClient(self.stand_in.state.world.bot_token, base_url=f"{self.url}/api/")

    def send(self, path: str, body: Any = None) -> tuple[int, dict[str, Any]]:
        """A call in JSON; returns its status and body."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/{path}", data, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)

    def person(self, call: str, **body: Any) -> dict[str, Any]:
        """What Ada does, unless `user` says someone else."""
        return self.send(f"person/{call}", {"user": ADA.id, **body})[1]

    def state(self, user: str = ADA.id) -> dict[str, Any]:
        """What a person sees."""
        return self.send(f"person/state?user={user}")[1]

    def record(self) -> dict[str, Any]:
        """What truly happened."""
        return self.send("person/record")[1]

    def api(self, method: str, token: str | None = None, **args: Any) -> dict[str, Any]:
        """A call of the Web API without the SDK, so that refusals are plain values."""
        return self.raw(method, token, **args)[1]

    def raw(self, method: str, token: str | None = None, **args: Any) -> tuple[int, dict[str, Any]]:
        """The same, with the status."""
        return self.send(f"api/{method}", {"token": token or self.stand_in.state.world.bot_token, **args})

    def messages(self, channel: str = SOCIAL) -> list[dict[str, Any]]:
        """All messages of a channel."""
        found: list[dict[str, Any]] = self.record()["messages"][channel]
        return found

    def trigger(self) -> str:
        """A fresh trigger_id of Ada's."""
        return self.stand_in.state.new_trigger(ADA.id)


MakeDesk = Callable[..., Desk]
MakeApp = Callable[[Desk], App]
Connect = Callable[[Desk, App], SocketModeHandler]


@pytest.fixture
def make_desk() -> Iterator[MakeDesk]:
    """Starts workspaces; arguments go to `create_slack_app`."""
    running: list[tuple[SlackStandIn, SandboxServer]] = []

    def make(**options: Any) -> Desk:
        clock = Clock()
        stand_in = create_slack_app(
            **{"now": clock, "limits": FAST, "scopes": EVERY_SCOPE, "retry_after": (), **options}
        )
        server = SandboxServer({"/slack": stand_in.wsgi}).start()
        running.append((stand_in, server))
        return Desk(stand_in, f"{server.url}/slack", clock)

    yield make
    for stand_in, server in running:
        stand_in.close()
        server.stop()


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    """A workspace without rate limits, whose clock stands still."""
    return make_desk()


@pytest.fixture
def connect() -> Iterator[Connect]:
    """Connects Bolt apps over Socket Mode."""
    started: list[tuple[Desk, SocketModeHandler]] = []

    def start(desk: Desk, app: App) -> SocketModeHandler:
        before = desk.stand_in.sockets.count
        handler = SocketModeHandler(app, desk.stand_in.state.world.app_token)
        started.append((desk, handler))
        handler.connect()
        until(lambda: desk.stand_in.sockets.count > before)
        return handler

    yield start
    for desk, handler in started:
        # Woken from our side: the client's own close would wait for its socket and its queue to time out.
        handler.client.auto_reconnect_enabled = False
        handler.client.closed = True
        handler.client.message_queue.put("")
        desk.stand_in.sockets.close()
        until(lambda client=handler.client: not client.is_connected())
        handler.close()


@pytest.fixture
def bolt() -> MakeApp:
    """Makes Bolt apps for a workspace."""

    def make(desk: Desk) -> App:
        return App(client=desk.client, signing_secret=desk.stand_in.state.world.signing_secret)

    return make
