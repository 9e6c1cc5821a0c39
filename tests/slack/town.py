"""Two workspaces that install Rapport by themselves, over real HTTP: a browser's way, without the browser."""

import threading
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import create_server as listen
from sqlite3 import connect
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from waitress.server import create_server

from slackapp.app import build
from slackapp.domain.accounts import Account, Route, RouteKind
from slackapp.sandbox.server import SandboxServer
from slackapp.sandbox.slack.limits import Limits
from slackapp.sandbox.slack.teams import CLIENT_ID, CLIENT_SECRET, create_slack_teams
from slackapp.sandbox.slack.world import TIDEWATER, SlackWorld
from slackapp.secrets import new_key
from slackapp.serve import EVENTS_PATH, wsgi
from slackapp.settings import load
from slackapp.slack.soon import at_once
from slackapp.store import accounts, actions, installs
from tests.fake_network import FakeNetwork
from tests.house import MovingClock
from tests.slack.at_slack import until

FAST = Limits(post_interval=0, updates=10_000, publishes=10_000, others=100_000)
Json = dict[str, Any]


@dataclass
class Browser:
    """Somebody's browser: it keeps cookies, and shows what it came to."""

    world: SlackWorld
    cookie: str = ""
    page: requests.Response | None = None

    def get(self, url: str, **query: str) -> requests.Response:
        """Open an address; goes nowhere by itself."""
        headers = {"Cookie": self.cookie} if self.cookie else {}
        self.page = requests.get(url, query, headers=headers, allow_redirects=False, timeout=10)
        if "Set-Cookie" in self.page.headers:  # a Secure cookie: a real browser keeps it for https, and for localhost
            self.cookie = self.page.headers["Set-Cookie"].partition(";")[0]
        return self.page


@dataclass
class Town:
    """Rapport and its two workspaces."""

    folder: Path
    more: Json = field(default_factory=dict)  # settings beside the usual ones
    rotation: int | None = 43_200
    grace: float = 0

    def __post_init__(self) -> None:
        """Start everything; nothing is installed yet."""
        self.clock = MovingClock(datetime.now(UTC))
        self._socket = listen(("127.0.0.1", 0))
        self.app_url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.teams = create_slack_teams(
            rotation_seconds=self.rotation,
            grace_seconds=self.grace,
            now=lambda: self.clock().timestamp(),
            limits=FAST,
            retry_after=(),
            redirect_uris=(f"{self.app_url}/slack/oauth_redirect",),
            request_url=f"{self.app_url}{EVENTS_PATH}",
        )
        self.sandbox = SandboxServer({"/slack": self.teams.wsgi}).start()
        self.settings = load(_env_file=None, **(self._usual() | self.more))
        self.house = build(self.settings, now=self.clock, soon=at_once)
        self._server = create_server(wsgi(self.house.bolt, self.house.database), sockets=[self._socket], threads=8)
        self._thread = threading.Thread(target=self._server.run, name="app", daemon=True)
        self._thread.start()
        self.networks: dict[int, FakeNetwork] = {}

    def _usual(self) -> Json:
        return {
            "slack_client_id": CLIENT_ID,
            "slack_client_secret": CLIENT_SECRET,
            "slack_signing_secret": TIDEWATER.signing_secret,
            "slack_api_url": f"{self.sandbox.url}/slack/api/",
            "rapport_public_url": self.app_url,
            "rapport_data_dir": self.folder,
            "rapport_secret_key": new_key(),
            "port": 1,
        }

    def stop(self) -> None:
        """End every server and thread."""
        with suppress(OSError):  # a request that ended just now woke it, and it has closed what would wake it
            self._server.trigger.pull_trigger(self._server.close)  # from its own loop, which then ends at once
        self._thread.join(timeout=5)
        self.house.engine.stop(0)
        self.house.database.close()
        self.teams.close()
        self.sandbox.stop()

    # A browser's way

    def begin(self, browser: Browser) -> Json:
        """Open Rapport's page, which leads to Slack's; returns what Slack is asked."""
        page = browser.get(f"{self.app_url}/slack/install")
        assert page.status_code == 302, page.text
        return {name: values[0] for name, values in parse_qs(urlsplit(page.headers["Location"]).query).items()}

    def decide(self, browser: Browser, asked: Json, act: str = "allow") -> str:
        """Allow or cancel on Slack's page; returns where it sends the browser."""
        world = browser.world
        body = asked | {"team": world.team_id, "user": world.teammates[0].id, "act": act}
        url = f"{self.sandbox.url}/slack/oauth/v2/authorize"
        answer = requests.post(url, json=body, allow_redirects=False, timeout=10)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def install(self, world: SlackWorld) -> Browser:
        """All of it, to the page at its end."""
        browser = Browser(world)
        page = browser.get(self.decide(browser, self.begin(browser)))
        assert page.status_code == 200, page.text
        return browser

    # What stands

    def workspace_id(self, world: SlackWorld) -> int:
        """The store's id of a workspace."""
        with self.house.database.read() as tx:
            found = accounts.workspace(tx, world.team_id)
        assert found is not None
        return found.id

    def person(self, call: str, world: SlackWorld, **body: Any) -> Json:
        """What somebody does in a workspace."""
        url = f"{self.sandbox.url}/slack/person/{call}"
        found: Json = requests.post(url, json={"team": world.team_id, **body}, timeout=10).json()
        return found

    def account(self, world: SlackWorld) -> Account:
        """An account in a workspace, whose first read is over; its news go to the workspace's first channel."""
        channel = world.channels[0].id
        self.person("invite", world, channel=channel)
        network = FakeNetwork(now=self.clock)
        with self.house.database.write() as tx:
            locked = self.house.connections.keeper.lock({"token": f"network-token-of-{world.team_id}"})
            made = accounts.put_account(tx, self.workspace_id(world), network.name, network.me(), locked, self.clock())
            place = (0, made.workspace_id, made.id)
            kinds = (RouteKind.FOLLOWERS, RouteKind.QUESTIONS)
            accounts.set_routes(tx, made, [Route(*place, kind, channel) for kind in kinds])
        self.house.networks.renew(made.id, made.connected_at)
        self.house.networks._made[made.id] = network
        self.networks[made.id] = network
        self.poll(made)  # the silent first read
        return made

    def stored(self, account: Account) -> Account:
        """An account as it stands."""
        with self.house.database.read() as tx:
            return accounts.account(tx, account.id)

    def messages(self, world: SlackWorld) -> list[str]:
        """The app's messages in a workspace's first channel, whole."""
        found = self.teams.teams[world.team_id].state.messages[world.channels[0].id]
        return [str(each) for each in found.values() if each.get("blocks")]

    def wait_until_removed(self, world: SlackWorld) -> None:
        """Slack tells by itself, a moment later."""
        until(lambda: self._removed(world))

    def _removed(self, world: SlackWorld) -> bool:
        with self.house.database.read() as tx:
            return installs.removed(tx, self.workspace_id(world))

    def raw(self) -> bytes:
        """Every byte of the database, once SQLite has folded its log into it."""
        until(self._folded)
        return b"".join(path.read_bytes() for path in self.folder.iterdir() if "rapport.sqlite" in path.name)

    def _folded(self) -> bool:
        with closing(connect(str(self.house.database.url.database))) as beside:
            busy, *_ = beside.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    # What time does

    def poll(self, account: Account) -> None:
        """Look for news, and post what there is."""
        self.clock.go(seconds=30)
        self.house.poll.poll(account.id)
        self.work()

    def work(self, seconds: float = 5) -> None:
        """Perform what falls due within the next seconds."""
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
