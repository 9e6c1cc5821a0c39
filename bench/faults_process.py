"""Rapport as a process that meets faults: how it starts and stops, what it says, what it still has to do."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import slackapp
from slackapp.sandbox import world
from slackapp.sandbox.slack.world import TIDEWATER

PATIENCE = 240.0  # seconds to wait for what has to come, on a machine that has much other work
STOP = 20.0  # seconds in which it has to end when it is asked to
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


class Process:
    """`rapport run` beside stand-ins, in a folder of its own."""

    def __init__(self, url: str, folder: Path, **settings: str) -> None:
        """`url`: where the stand-ins are; `settings` of Rapport's environment, besides the usual."""
        self.url, self.folder, self.settings = url, folder, settings
        self.app: subprocess.Popen[bytes] | None = None

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
