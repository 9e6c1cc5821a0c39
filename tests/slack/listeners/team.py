"""A whole Rapport between the two stand-ins, over real HTTP, and the team that works with it.

Clicks travel signed through waitress; what they plan is performed when a test says so, on a clock that it moves.
"""

import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import create_server as listen
from typing import Any

from sqlalchemy import select
from waitress.server import create_server

from slackapp.app import build
from slackapp.domain.action import Action, ActionKind
from slackapp.domain.card import Card
from slackapp.house import House
from slackapp.networks.x import X, XKeys
from slackapp.sandbox import world
from slackapp.sandbox.server import SandboxServer
from slackapp.sandbox.slack.app import SUBSCRIPTIONS, SlackStandIn
from slackapp.sandbox.slack.delivery import SignedPosts
from slackapp.sandbox.slack.dispatch import Dispatcher
from slackapp.sandbox.slack.limits import Limits
from slackapp.sandbox.slack.sockets import Sockets
from slackapp.sandbox.slack.state import State
from slackapp.sandbox.slack.world import ADA, BEN, CHIARA, DEFAULT_SCOPES, TIDEWATER
from slackapp.sandbox.x import create_x_app
from slackapp.secrets import new_key
from slackapp.serve import EVENTS_PATH, wsgi
from slackapp.settings import load
from slackapp.slack.soon import Soon, at_once
from slackapp.store import actions, cards
from tests.house import MovingClock
from tests.slack.at_slack import MARKETING, SOCIAL, AtSlack, Json, find, find_all, until, words

FAST = Limits(post_interval=0, updates=10_000, publishes=10_000, others=100_000)
KEYS = XKeys(world.CONSUMER_KEY, world.CONSUMER_SECRET, world.ACCESS_TOKEN, world.ACCESS_TOKEN_SECRET)

__all__ = ["ADA", "BEN", "CHIARA", "MARKETING", "SOCIAL", "Json", "Team", "find", "find_all", "until", "words"]


@dataclass
class Team(AtSlack):
    """Everything between X and the people in Slack."""

    folder: Path
    clock: MovingClock = field(default_factory=lambda: MovingClock(datetime.now(UTC)))
    soon: Soon = at_once
    more: Json = field(default_factory=dict)  # settings beside the usual ones
    beside: Json = field(default_factory=dict)  # applications on the stand-ins' server, by their paths

    def __post_init__(self) -> None:
        """Start the stand-ins, then the app between them."""
        self._socket = listen(("127.0.0.1", 0))
        self.app_url = f"http://127.0.0.1:{self._socket.getsockname()[1]}{EVENTS_PATH}"
        self.signing = SignedPosts(self.app_url, TIDEWATER.signing_secret, 3.0, time.time)
        state = State(TIDEWATER, FAST, DEFAULT_SCOPES, lambda: self.clock().timestamp())
        self.slack = SlackStandIn(state, Sockets(state, 3.0), Dispatcher(state, self.signing, (), SUBSCRIPTIONS))
        self.x = create_x_app(now=lambda: self.clock().timestamp())
        self.sandbox = SandboxServer({"/slack": self.slack.wsgi, "/x": self.x.wsgi, **self.beside}).start()
        self.house = self._house()
        self._server = create_server(wsgi(self.house.bolt, self.house.database), sockets=[self._socket], threads=8)
        self._thread = threading.Thread(target=self._serve, name="app", daemon=True)
        self._thread.start()
        account = next(iter(self.house.connections.own_accounts()), None)
        assert account is not None
        self.account = account
        self.house.networks.renew(account.id, account.connected_at)
        spent = self.house.spending.tally.meter(account.id)
        network = X(KEYS, base_url=f"{self.sandbox.url}/x", timeout=(5, 5), now=self.clock, spent=spent, owns_app=True)
        self.house.networks._made[account.id] = network
        self.poll()  # the silent first read

    @property
    def url(self) -> str:  # type: ignore[override]  # known once they are started
        """Where the stand-ins are."""
        return self.sandbox.url

    def _house(self) -> House:
        settings = load(
            _env_file=None,
            slack_bot_token=TIDEWATER.bot_token,
            slack_signing_secret=TIDEWATER.signing_secret,
            slack_api_url=f"{self.sandbox.url}/slack/api/",
            x_api_key=KEYS.api_key,
            x_api_secret=KEYS.api_secret,
            x_access_token=KEYS.access_token,
            x_access_token_secret=KEYS.access_token_secret,
            x_api_url=f"{self.sandbox.url}/x",
            rapport_data_dir=self.folder,
            rapport_secret_key=new_key(),
            port=1,
            **self.more,
        )
        return build(settings, now=self.clock, soon=self.soon)

    def _serve(self) -> None:
        self._server.run()

    def stop(self) -> None:
        """End every server and thread."""
        with suppress(OSError):  # a request that ended just now woke it, and it has closed what would wake it
            self._server.trigger.pull_trigger(self._server.close)  # from its own loop, which then ends at once
        self._thread.join(timeout=5)
        self.house.engine.stop(0)
        self.house.database.close()
        self.slack.close()
        self.sandbox.stop()

    def press(self, call: str, **body: Any) -> Json:
        """Something happens on X."""
        found = self.send(f"/x/panel/{call}", body)
        assert found["ok"], found
        return found

    # What truly happened

    def record(self) -> Json:
        """X's own record."""
        return self.send("/x/panel/record")

    def by_api(self, what: str) -> list[Json]:
        """What the app did on X; `what` is a list of the record, as follows or posts."""
        return [each for each in self.record()[what] if each.get("via", "api") == "api"]

    def slack_calls(self, method: str) -> list[Json]:
        """The app's calls of a method of Slack's."""
        return [call for call in self.send("/slack/person/record")["calls"] if call["method"] == method]

    def cards(self) -> list[Card]:
        """Every card, oldest first."""
        with self.house.database.read() as tx:
            return [cards.card_of(row) for row in tx.execute(select(cards.cards).order_by(cards.cards.c.id))]

    def action(self, kind: ActionKind) -> Action:
        """The newest action of a kind."""
        with self.house.database.read() as tx:
            here = select(actions.actions.c.id).where(actions.actions.c.kind == kind)
            return actions.get(tx, max(tx.execute(here).scalars()))

    # What time does

    def poll(self) -> None:
        """Look for news, and post what there is."""
        self.clock.go(minutes=1)
        self.house.poll.poll(self.account.id)
        self.work()

    def work(self, seconds: float = 60) -> None:
        """Perform what falls due within the next seconds, as the dispatcher would; the clock goes along."""
        until = self.clock() + timedelta(seconds=seconds)
        for _ in range(1_000):
            with self.house.database.read() as tx:
                due = actions.due(tx, self.clock(), 1)
                following = actions.next_due(tx, self.clock())
            if due:
                self.house.performer.perform(due[0].action_id)
            elif following is None or following > until:
                return
            else:
                self.clock.at = max(following, self.clock())
        raise AssertionError("there is no end to it")

    def new_follower(self, **more: Any) -> Json:
        """Somebody follows, and stands in the channel; X allows everything from now on."""
        self.press("switch", access="enterprise")
        found: Json = self.press("follow", kind="person", **more)["followed"][0]
        self.poll()
        return found

    def new_question(self, text: str = "@tidewatercoffee do you ship to Oslo?") -> Json:
        """Somebody asks, and stands in the channel."""
        self.press("switch", access="enterprise")
        found: Json = self.press("mention", kind="question", text=text)["post"]
        self.poll()
        return found


def formatted(said: object) -> str:
    """What Slack would format in it: the texts in mrkdwn alone."""
    if isinstance(said, list):
        return "\n".join(map(formatted, said))
    if not isinstance(said, dict):
        return ""
    own = str(said["text"]) if said.get("type") == "mrkdwn" else ""
    return own + "\n".join(map(formatted, said.values()))
