"""Stand-ins for Slack and X on one loopback server, and the settings that lead an app to them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from slackapp.sandbox import world
from slackapp.sandbox.server import SandboxServer
from slackapp.sandbox.slack.app import SlackStandIn, create_slack_app
from slackapp.sandbox.slack.world import TIDEWATER
from slackapp.sandbox.x import create_x_app


@dataclass(frozen=True)
class StandIns:
    """A workspace and X, running."""

    url: str
    slack: SlackStandIn
    folder: Path

    def settings(self, **changed: str) -> dict[str, str]:
        """Names and values of the environment; an empty one counts as not set."""
        return {
            "SLACK_BOT_TOKEN": TIDEWATER.bot_token,
            "SLACK_APP_TOKEN": TIDEWATER.app_token,
            "SLACK_API_URL": f"{self.url}/slack/api/",
            "X_API_KEY": world.CONSUMER_KEY,
            "X_API_SECRET": world.CONSUMER_SECRET,
            "X_API_URL": f"{self.url}/x",
            "RAPPORT_DATA_DIR": str(self.folder),
            **changed,
        }

    def own_tokens(self, **changed: str) -> dict[str, str]:
        """The same, with the brand's own tokens."""
        mine = {"X_ACCESS_TOKEN": world.ACCESS_TOKEN, "X_ACCESS_TOKEN_SECRET": world.ACCESS_TOKEN_SECRET}
        return self.settings(**(mine | changed))

    def x(self, call: str, **body: Any) -> None:
        """Change what X is like."""
        assert requests.post(f"{self.url}/x/panel/{call}", json=body, timeout=5).ok

    def person(self, call: str, **body: Any) -> None:
        """What somebody does in Slack."""
        assert requests.post(f"{self.url}/slack/person/{call}", json=body, timeout=5).ok


@contextmanager
def stand_ins(folder: Path, **slack: Any) -> Iterator[StandIns]:
    """Run them; `slack` goes to `create_slack_app`."""
    workspace, x = create_slack_app(**slack), create_x_app()
    with SandboxServer({"/slack": workspace.wsgi, "/x": x.wsgi}) as server:
        yield StandIns(server.url, workspace, folder)
        workspace.close()
        x.close()
