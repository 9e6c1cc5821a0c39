"""Rapport between both stand-ins, on a clock that a drill moves.

Its calls to Slack and X go over the wire; what people do in Slack comes as signed requests into its WSGI app, here.
"""

import json
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

import time_machine
from werkzeug import Request, Response
from werkzeug.test import EnvironBuilder, run_wsgi_app

from bench.kill_networks import PLENTY, NoLimits
from bench.outage_town import NO_LIMITS
from slackapp.app import build
from slackapp.domain.action import ActionKind
from slackapp.domain.bulk import Bulk
from slackapp.networks.x import X, XKeys
from slackapp.sandbox import world
from slackapp.sandbox.server import SandboxServer
from slackapp.sandbox.slack.app import SUBSCRIPTIONS, SlackStandIn
from slackapp.sandbox.slack.delivery import COMMAND, EVENT, Answer, Retry, SignedPosts, _payload
from slackapp.sandbox.slack.dispatch import Dispatcher
from slackapp.sandbox.slack.sockets import Sockets
from slackapp.sandbox.slack.state import State
from slackapp.sandbox.slack.world import CHANNELS, DEFAULT_SCOPES, EVERYONE, TIDEWATER, Channel
from slackapp.sandbox.x import create_x_app
from slackapp.secrets import new_key
from slackapp.serve import EVENTS_PATH, wsgi
from slackapp.settings import load
from slackapp.slack import poster
from slackapp.slack.soon import at_once
from slackapp.store import actions
from tests.house import MovingClock
from tests.receiver import Receiver

SOCIAL, MARKETING, SUPPORT = CHANNELS[0].id, CHANNELS[1].id, CHANNELS[4].id
ESCALATIONS = "C0TWESCALA"
WORLD = replace(
    TIDEWATER,
    channels=(*CHANNELS, Channel(ESCALATIONS, "escalations", "What is late", EVERYONE, True)),
)
KEYS = XKeys(world.CONSUMER_KEY, world.CONSUMER_SECRET, world.ACCESS_TOKEN, world.ACCESS_TOKEN_SECRET)
PACE = timedelta(seconds=3)
FULL_READ = timedelta(hours=6)
Json = dict[str, Any]


class Paced(X):
    """X, if its rules let many be followed at once."""

    def bulk(self, kind: ActionKind) -> Bulk:  # noqa: ARG002 (all of them)
        """At this pace."""
        return Bulk(True, pace=PACE)


class Keeping(SlackStandIn):
    """Slack, which keeps the bytes of the files it is sent."""

    def __init__(self, state: State, sockets: Sockets, dispatcher: Dispatcher) -> None:
        """As the stand-in's."""
        self.files: list[bytes] = []
        super().__init__(state, sockets, dispatcher)

    def _upload(self, request: Request, file_id: str) -> Response:
        self.files.append(request.get_data())
        return super()._upload(request, file_id)


class Straight(SignedPosts):
    """Signed requests straight into the app, in this process."""

    app: Any = None

    def deliver(self, kind: str, payload: Json, retry: Retry | None = None) -> Answer:  # noqa: ARG002 (none comes again)
        """Hand a payload over; anything but a 2xx counts as not acknowledged."""
        if kind == EVENT:
            raise AssertionError("the drill sends no events")
        body = urlencode(payload if kind == COMMAND else {"payload": json.dumps(payload)}).encode()
        headers = self._signed(body.decode())
        form = "application/x-www-form-urlencoded"
        asked = EnvironBuilder(EVENTS_PATH, method="POST", data=body, content_type=form, headers=list(headers.items()))
        found, status, answered = run_wsgi_app(self.app, asked.get_environ())
        said = b"".join(found)
        if not status.startswith("2"):
            return Answer(False, reason=f"{status} {said[:200]!r}")
        return Answer(True, _payload(answered.get("Content-Type", "").partition(";")[0], said))


@dataclass
class Ground:
    """Everything between X and the people in Slack."""

    folder: Path
    clock: MovingClock
    zone: str
    database_url: str = ""
    runs: dict[str, tuple[str, str]] = field(default_factory=dict)  # the engine's keys that were asked for

    def __post_init__(self) -> None:
        """Start all of it; the first read of the followers is over."""
        self.receiver = Receiver()
        delivery = Straight("", WORLD.signing_secret, 3.0, time.time)
        state = State(WORLD, NO_LIMITS, DEFAULT_SCOPES, lambda: self.clock().timestamp())
        state.record.calls = deque()
        self.slack = Keeping(state, Sockets(state, 3.0), Dispatcher(state, delivery, (), SUBSCRIPTIONS))
        self.x = create_x_app(now=lambda: self.clock().timestamp())
        self.x.state.limits, self.x.state.ledger.credit, self.x.state.enterprise = NoLimits(), PLENTY, True
        self.sandbox = SandboxServer({"/slack": self.slack.wsgi, "/x": self.x.wsgi}).start()
        poster.UPDATES_A_MINUTE = 10**9  # by the true clock, on which two weeks are a minute
        self.house = build(self._settings(), now=self.clock, soon=at_once)
        delivery.app = wsgi(self.house.bolt, self.house.database)
        self.house.clock.enqueue = self._run
        self._tasks = self.house.clock.wake_snoozed.__self__.tasks()  # type: ignore[attr-defined]  # a method of Chores
        self.account = next(iter(self.house.connections.own_accounts()))
        self.house.networks.renew(self.account.id, self.account.connected_at)
        network = Paced(KEYS, base_url=f"{self.sandbox.url}/x", timeout=(5, 5), now=self.clock)
        self.house.networks._made[self.account.id] = network  # noqa: SLF001 (X's rules, as if they let many be followed)
        self.house.poll.poll(self.account.id)

    def _settings(self) -> Any:
        return load(
            _env_file=None,
            slack_bot_token=WORLD.bot_token,
            slack_signing_secret=WORLD.signing_secret,
            slack_api_url=f"{self.sandbox.url}/slack/api/",
            x_api_key=KEYS.api_key,
            x_api_secret=KEYS.api_secret,
            x_access_token=KEYS.access_token,
            x_access_token_secret=KEYS.access_token_secret,
            x_api_url=f"{self.sandbox.url}/x",
            rapport_data_dir=self.folder,
            rapport_secret_key=new_key(),
            rapport_time_zone=self.zone,
            rapport_full_read_minutes=FULL_READ.total_seconds() / 60,
            rapport_webhooks_private=True,
            database_url=self.database_url,
            port=1,
        )

    def _run(self, key: str, task: str, argument: str) -> bool:
        """What the engine promises: once for each key."""
        if task == "poll" or key in self.runs:
            return False
        self.runs[key] = (task, argument)
        self._tasks[task](argument)
        return True

    def stop(self) -> None:
        """End every server and thread."""
        self.house.engine.stop(0)
        self.house.database.close()
        self.slack.close()
        self.x.close()
        self.sandbox.stop()
        self.receiver.stop()

    # What time does

    def look(self) -> None:
        """What the clock does at this minute."""
        self.house.clock.wake_snoozed()
        self.house.clock.look_at_targets()
        self.house.clock.go_on_with_bulks()
        with time_machine.travel(self.clock(), tick=False):
            self.house.clock.sync()

    def poll(self) -> None:
        """Look for news on X."""
        self.house.poll.poll(self.account.id)

    def work(self, until: datetime) -> None:
        """Perform what falls due by then; the clock goes along."""
        for _ in range(100_000):
            with self.house.database.read() as tx:
                due = actions.due(tx, self.clock(), 50)
                following = None if due else actions.next_due(tx, self.clock())
            for one in due:
                self.house.performer.perform(one.action_id)
            if due:
                continue
            if following is None or following > until:
                return
            self.clock.at = max(following, self.clock())
        raise AssertionError("there is no end to it")


@contextmanager
def ground(began: datetime, zone: str, database_url: str = "") -> Iterator[Ground]:
    """All of it, from a moment (aware) on."""
    memory = Path("/dev/shm")  # no power is cut here: what the disk needs for its syncs is no part of the two weeks
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        made = Ground(Path(folder), MovingClock(began), zone, database_url)
        try:
            yield made
        finally:
            made.stop()
