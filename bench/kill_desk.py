"""The crash drill's desk: Rapport as a process that can be killed, and a person in Slack who decides on cards."""

import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from bench.kill_ground import Ground
from slackapp.domain.card import Choice
from slackapp.sandbox.slack.world import TIDEWATER
from slackapp.slack import ids
from tests.slack.at_slack import AtSlack, Json, find, find_all, words

PATIENCE = 60.0  # seconds to wait for anything before the drill gives up
SIGNS = {"done": "✅", "in doubt": "❓", "failed": "⚠️", "under way": "⏳", "looking": "🔎"}  # on a decided card

T = TypeVar("T")


def wait_for(what: str, look: Callable[[], T | None]) -> T:
    """Look until there is something, or give the drill up."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.05)
    raise SystemExit(f"gave up waiting for {what}")


@dataclass
class Decided:
    """Something a person decided by a click."""

    kind: str  # "follow" or "reply"
    key: str  # whom or what, by the network's id
    named: str  # how its card names it
    acknowledged: bool = False


@dataclass
class Desk(AtSlack):
    """The team in Slack, and Rapport's process."""

    url: str  # where Slack's stand-in is
    ground: Ground
    folder: Path
    app: subprocess.Popen[bytes] | None = None
    kills: int = 0
    interrupted: int = 0  # calls to the network that a kill left nobody knows how far
    decided: list[Decided] = field(default_factory=list)

    # Rapport

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "PYTHONUTF8": "1",
            "SLACK_BOT_TOKEN": TIDEWATER.bot_token,
            "SLACK_APP_TOKEN": TIDEWATER.app_token,
            "SLACK_API_URL": f"{self.url}/slack/api/",
            "RAPPORT_DATA_DIR": str(self.folder),
            "RAPPORT_POLL_SECONDS": "1",
            **self.ground.settings,
        }

    def connect(self) -> None:
        """`rapport connect`, where the settings hold no account."""
        world = self.ground.world
        command = [sys.executable, "-m", "slackapp", "connect", world.network.name.value, "--url", world.url]
        told = subprocess.run(
            [*command, *world.login],
            env=self._environment(),
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if told.returncode:
            raise SystemExit(told.stderr)

    def start(self) -> None:
        """Start the app, as an operator's supervisor would."""
        with (self.folder / "app.log").open("ab") as log:
            command = [sys.executable, "-m", "slackapp", "run"]
            self.app = subprocess.Popen(command, env=self._environment(), cwd=self.folder, stdout=log, stderr=log)

    def kill(self) -> None:
        """SIGKILL: no farewell."""
        assert self.app is not None
        self.app.kill()
        self.app.wait()
        self.kills += 1
        with closing(sqlite3.connect(f"file:{self.folder / 'rapport.sqlite'}?mode=ro", uri=True)) as db:
            calling = "SELECT count(*) FROM action WHERE state = 'calling' AND kind IN ('follow', 'reply')"
            self.interrupted += db.execute(calling).fetchone()[0]

    def log(self) -> str:
        """All that the app ever said."""
        return (self.folder / "app.log").read_text(errors="replace")

    # A person in Slack

    def card(self, named: str) -> Json | None:
        """The newest message that names somebody or something."""
        name = re.compile(rf"(?<!\w){re.escape(named)}(?!\w)")
        return next((m for m in reversed(self.messages()) if name.search(words(m))), None)

    def card_with(self, named: str, choice: Choice) -> Json | None:
        """The same, once it has a button."""
        card = self.card(named)
        return card if card and any(find_all(card.get("blocks", []), ids.card_action_id(choice))) else None

    def state_of(self, one: Decided) -> str:
        """What the card says of a decision: one of SIGNS, or "open"."""
        text = words(self.card(one.named) or {})
        return next((state for state, sign in SIGNS.items() if sign in text), "open")

    def open_reply(self, card: Json) -> Json:
        """Open the reply modal; its view."""
        self.click(card, ids.card_action_id(Choice.REPLY))
        return wait_for("the modal", lambda: self.state()["views"])[-1]  # type: ignore[no-any-return]

    def follow(self, one: Decided, card: Json) -> None:
        """Click Follow back, and remember whether that was acknowledged."""
        self.decided.append(one)
        one.acknowledged = self.click(card, ids.card_action_id(Choice.FOLLOW)).get("ok") is True

    def reply(self, one: Decided, view: Json, text: str) -> None:
        """Send a reply from its modal, and remember whether that was acknowledged."""
        self.decided.append(one)
        _, block = find(view["blocks"], ids.REPLY_INPUT)
        typed = {
            ids.REPLY_BLOCK: {
                ids.REPLY_INPUT: {"type": "plain_text_input", "value": f"{block.get('initial_value', '')}{text}"}
            }
        }
        one.acknowledged = self.person("submit", view_id=view["id"], state=typed).get("ok") is True
        if not one.acknowledged:
            self.person("close", view_id=view["id"])
