"""Both stand-ins, `rapport run` as a process beside them, and a team in Slack: the ground of the drills with faults."""

import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import slackapp
from slackapp.sandbox import world
from slackapp.sandbox.server import SandboxServer
from slackapp.sandbox.slack.app import create_slack_app
from slackapp.sandbox.slack.world import TIDEWATER
from slackapp.sandbox.x import create_x_app
from slackapp.slack import ids
from tests.slack.at_slack import SOCIAL, AtSlack, Json, find_all, words

PATIENCE = 90.0  # seconds to wait for what has to come, on a machine that has other work
STOP = 20.0  # seconds in which it has to end when it is asked to
SIGNS = {"✅": "done", "❓": "in doubt", "⚠️": "failed", "⏳": "under way", "🔎": "looking"}

UNDOING = {"↩️": "done"} | {sign: state for sign, state in SIGNS.items() if state != "done"}

T = TypeVar("T")


class GaveUp(Exception):
    """What was waited for did not come."""


def wait_for(what: str, look: Callable[[], T | None], seconds: float = PATIENCE) -> T:
    """Look until there is something. Raises `GaveUp`."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.2)
    raise GaveUp(what)


class Town(AtSlack):
    """Both stand-ins and one Rapport."""

    def __init__(self, url: str, folder: Path, **settings: str) -> None:
        """`settings` of Rapport's environment, besides the usual."""
        self.url, self.folder, self.settings = url, folder, settings
        self.app: subprocess.Popen[bytes] | None = None

    # Rapport

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "PYTHONUTF8": "1",
            "PYTHONPATH": str(Path(slackapp.__file__).parents[1]),
            "SLACK_BOT_TOKEN": TIDEWATER.bot_token,
            "SLACK_APP_TOKEN": TIDEWATER.app_token,
            "SLACK_API_URL": f"{self.url}/slack/api/",
            "RAPPORT_DATA_DIR": str(self.folder),
            "RAPPORT_POLL_SECONDS": "1",
            "X_API_KEY": world.CONSUMER_KEY,
            "X_API_SECRET": world.CONSUMER_SECRET,
            "X_ACCESS_TOKEN": world.ACCESS_TOKEN,
            "X_ACCESS_TOKEN_SECRET": world.ACCESS_TOKEN_SECRET,
            "X_API_URL": f"{self.url}/x",
            **self.settings,
        }

    def start(self) -> None:
        """Start it, as a supervisor would."""
        with (self.folder / "app.log").open("ab") as log:
            self.app = subprocess.Popen(
                [sys.executable, "-m", "slackapp", "run"],
                env=self._environment(),
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )

    def ready(self) -> None:
        """Start it, and wait for its silent first look. Raises `GaveUp`."""
        before = len(self.log())
        self.start()
        wait_for("the silent first look", lambda: self.log().count("baseline=True") >= 2 or None)
        wait_for("its connection", lambda: '"ready"' in self.log()[before:] or None)

    def connect_again(self) -> None:
        """`rapport connect x` in another process, as an operator does after a login was refused. Raises `GaveUp`."""
        command = [sys.executable, "-m", "slackapp", "connect", "x", "--token"]
        told = subprocess.run(
            [*command, f"{world.ACCESS_TOKEN}:{world.ACCESS_TOKEN_SECRET}"],
            env=self._environment(),
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if told.returncode:
            raise GaveUp(f"connecting again: {told.stderr.strip()[-200:]}")

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self.app is not None and self.app.poll() is None

    def stop(self) -> None:
        """SIGTERM, and SIGKILL where that is not heard."""
        if self.app is None:
            return
        self.app.terminate()
        try:
            self.app.wait(STOP)
        except subprocess.TimeoutExpired:
            self.app.kill()
            self.app.wait()

    def log(self) -> str:
        """All that the process ever said."""
        return (self.folder / "app.log").read_text(errors="replace") if (self.folder / "app.log").exists() else ""

    def unsettled(self) -> int:
        """How many actions wait, are under way or looked for, by its database; what is left to a person is not."""
        waits = "state IN ('planned', 'calling') OR (state = 'in_doubt' AND due_at IS NOT NULL)"
        with closing(sqlite3.connect(f"file:{self.folder / 'rapport.sqlite'}?mode=ro", uri=True)) as db:
            return int(db.execute(f"SELECT count(*) FROM action WHERE {waits}").fetchone()[0])

    # X

    def panel(self, name: str, **body: Any) -> Json:
        """What happens on X from outside the API."""
        return self.send(f"/x/panel/{name}", body)

    def x_record(self) -> Json:
        """X's own record."""
        return self.send("/x/panel/record")

    def x_calls(self, method: str, path: re.Pattern[str]) -> list[Json]:
        """The calls of X's API that fit, in order."""
        return [each for each in self.x_record()["calls"] if each["method"] == method and path.fullmatch(each["path"])]

    def people(self, count: int) -> list[Json]:
        """People who may follow us one by one: they come, and leave again at once."""
        made = self.panel("follow", kind="person", count=max(count, 20))["followed"]
        for one in made:
            self.panel("unfollow", id=one["id"])
        return list(made[:count])

    # Slack

    def slack_record(self) -> Json:
        """Slack's own record."""
        return self.send("/slack/person/record")

    def slack_calls(self, method: str) -> list[Json]:
        """The calls of a method, or the uses of response_urls, in order."""
        return [each for each in self.slack_record()["calls"] if each["method"] == method]

    def posted(self) -> list[str]:
        """The timestamps of our messages in the channel."""
        return [message["ts"] for message in self.messages() if message.get("metadata")]

    def doubled_messages(self) -> list[str]:
        """The keys of messages of ours that stand in a channel more than once."""
        keys = Counter(
            str(message["metadata"]["event_payload"].get("key"))
            for held in self.slack_record()["messages"].values()
            for message in held
            if message.get("metadata")
        )
        return [key for key, times in keys.items() if times > 1]

    def notices(self, sign: str) -> int:
        """How many messages to the team begin with this sign."""
        return sum(str(m.get("text", "")).startswith(sign) for m in self.messages())

    def cards(self, named: str) -> list[Json]:
        """The messages that name somebody or something."""
        name = re.compile(rf"(?<!\w){re.escape(named)}(?!\w)")
        return [m for m in self.messages() if name.search(words(m))]

    def card(self, named: str, action_id: str = "") -> Json | None:
        """The newest of them, once it has this button."""
        found = self.cards(named)
        if not found or (action_id and not any(find_all(found[-1].get("blocks", []), action_id))):
            return None
        return found[-1]

    def with_button(self, action_id: str) -> Json | None:
        """The newest message that has a button."""
        held = reversed(self.messages())
        return next((m for m in held if any(find_all(m.get("blocks", []), action_id))), None)

    def says(self, named: str, undone: bool = False) -> str:
        """What a card says of the newest thing done on it: one of SIGNS' words, or "open"."""
        text = words(self.card(named) or {})
        signs = UNDOING if undone else SIGNS
        return next((state for sign, state in signs.items() if sign in text), "open")

    def menu_item(self, card: Json, start: str) -> str:
        """The value of an item of a card's menu."""
        _, menu = find_all(card["blocks"], ids.CARD_MENU)[0]
        return str(next(one["value"] for one in menu["options"] if one["value"].startswith(start)))

    def clear(self) -> None:
        """Take all faults away."""
        self.panel("faults", clear=True)
        self.person("faults", clear=True)


@contextmanager
def town(**settings: str) -> Iterator[Town]:
    """Both stand-ins, X on the level that may follow, and Rapport not yet started."""
    slack, x = create_slack_app(), create_x_app()
    with (
        SandboxServer({"/slack": slack.wsgi, "/x": x.wsgi}) as server,
        tempfile.TemporaryDirectory() as folder,
    ):
        made = Town(server.url, Path(folder), **settings)
        made.panel("switch", access="enterprise")
        try:
            yield made
        finally:
            made.stop()
            slack.close()
            x.close()


__all__ = ["PATIENCE", "SIGNS", "SOCIAL", "GaveUp", "Town", "town", "wait_for"]
