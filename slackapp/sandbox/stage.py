"""The stand-ins on one server, in a folder that goes when they go."""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from slackapp.sandbox.mastodon.panel import panel_app
from slackapp.sandbox.mastodon.town import Town
from slackapp.sandbox.page import page_app
from slackapp.sandbox.process import App, Trouble, settings
from slackapp.sandbox.server import SandboxServer
from slackapp.sandbox.slack.app import SlackStandIn, create_slack_app
from slackapp.sandbox.slack.world import TIDEWATER, SlackWorld
from slackapp.sandbox.wire import Json, Panel, Teammate, Wire, wait
from slackapp.sandbox.x import create_x_app
from slackapp.sandbox.x.app import XStandIn


@dataclass(frozen=True)
class Stage:
    """A running sandbox."""

    server: SandboxServer
    slack: SlackStandIn
    x: XStandIn
    folder: Path
    app: App
    town: Town | None = None  # Mastodon, where it takes part

    @property
    def url(self) -> str:
        """The page's address."""
        return self.server.url

    @property
    def panel(self) -> Panel:
        """X, as changed from outside."""
        return Panel(Wire(self.url))

    def slack_record(self) -> Json:
        """All that happened in Slack."""
        return Wire(self.url).get("/slack/person/record")

    def teammate(self, user_id: str) -> Teammate:
        """Somebody of the workspace."""
        return Teammate(Wire(self.url), user_id)

    def connect_mastodon(self) -> Town:
        """Connect the brand's account there, as anybody would; a Rapport that runs already finds it in half a minute.

        Raises `Trouble` where that fails, or no Mastodon takes part.
        """
        if self.town is None:
            raise Trouble("There is no Mastodon here.")
        self.app.run("connect", "mastodon", "--url", self.town.url, "--token", "-", typed=self.town.access_token)
        return self.town


MakeTown = Callable[[Path], AbstractContextManager[Town]]


@contextmanager
def stage(
    port: int = 0,
    world: SlackWorld = TIDEWATER,
    *,
    poll_seconds: int = 2,
    full_read_minutes: float = 0.3,
    mastodon: MakeTown | None = None,
) -> Iterator[Stage]:
    """Stand-ins that answer, and an app that is ready to be started; all of it is gone afterwards.

    `port` 0 takes any free one. `mastodon` runs that network, too, and keeps what it writes in the folder it is given.
    Raises `OSError` where the port is taken.
    """
    slack, x = create_slack_app(world), create_x_app()
    folder = Path(tempfile.mkdtemp(prefix="rapport-sandbox-"))
    try:
        with (
            mastodon(folder) if mastodon else nullcontext() as town,
            SandboxServer(
                {"/slack": slack.wsgi, "/x": x.wsgi, "/mastodon": panel_app(town), "/": page_app}, port
            ) as server,
        ):
            environment = settings(server.url, folder, poll_seconds=poll_seconds, full_read_minutes=full_read_minutes)
            app = App(folder, environment)
            try:
                yield Stage(server, slack, x, folder, app, town)
            finally:
                app.stop()
                slack.close()
                x.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def wait_baseline(here: Stage) -> None:
    """Wait until the app has read who follows already, and what was said before.

    Raises `TimeoutError` where it doesn't.
    """

    def read() -> bool:
        calls = here.panel.record()["calls"]
        return any(call["path"].endswith("/mentions") and call["status"] == 200 for call in calls)

    wait(read, "Rapport's first look at X")


def wait_baseline_on_mastodon(here: Stage, town: Town) -> None:
    """Likewise for Mastodon, which keeps no record of calls: Rapport's own log tells of its polls.

    Raises `TimeoutError` where there are none.
    """

    def read() -> bool:
        accounts = [json.loads(line).get("account") for line in here.app.lines() if '"polled"' in line]
        return accounts.count(town.handle) >= 2  # followers, then questions

    wait(read, "Rapport's first look at Mastodon")
