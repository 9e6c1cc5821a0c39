"""The app in a process of its own: `rapport run`, unchanged, told where the stand-ins are."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from slackapp.sandbox import world

CODE = Path(__file__).parents[2]  # where `slackapp` is, should it not be installed
KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "SYSTEMROOT")  # of our own environment: no setting of Rapport's comes along
PATIENCE = 12.0  # seconds for a clean end; the app gives what is under way 8


class Trouble(Exception):
    """The sandbox can't go on; the message says why."""


class App:
    """One `rapport run`, and the log it writes."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        """Start nothing yet; `folder` is the app's own, for its data and its log."""
        self.folder = folder
        self.log = folder / "rapport.log"
        self._environment = {name: os.environ[name] for name in KEPT if name in os.environ} | dict(environment)
        self._process: subprocess.Popen[bytes] | None = None
        self._begun = 0  # where in the log this run begins

    def start(self) -> None:
        """Start it; a run before it has to be over."""
        self._begun = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "slackapp", "run"],
                env=self._environment,
                cwd=self.folder,  # a .env in the visitor's folder is none of ours
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for us: we end it in order
            )

    def run(self, *arguments: str, typed: str = "") -> str:
        """Run another `rapport` command with the same settings, to its end; answers what it printed.

        `typed` is its standard input.

        Raises `Trouble` where it fails.
        """
        command = [sys.executable, "-m", "slackapp", *arguments]
        done = subprocess.run(  # noqa: S603 (our own command)
            command,
            env=self._environment,
            cwd=self.folder,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        if done.returncode:
            raise Trouble(f"rapport {' '.join(arguments)} failed: {done.stderr.strip()[-2000:]}")
        return done.stdout

    @property
    def ended(self) -> bool:
        """Whether it is over, or was never started."""
        return self._process is None or self._process.poll() is not None

    @property
    def exit_code(self) -> int | None:
        """How it ended; None while it runs."""
        return self._process.poll() if self._process else None

    def wait_ready(self, seconds: float = 60) -> None:
        """Wait until it listens to Slack.

        Raises `Trouble` where it ends before, or takes longer.
        """
        until = time.monotonic() + seconds
        while not any('"ready"' in line for line in self.lines()):
            if self.ended:
                raise Trouble("Rapport ended before it was ready.\n" + self.tail())
            if time.monotonic() > until:
                raise Trouble(f"Rapport was not ready within {seconds:.0f} seconds.\n" + self.tail())
            time.sleep(0.05)

    def lines(self) -> list[str]:
        """What this run has logged so far."""
        if not self.log.exists():
            return []
        with self.log.open("rb") as log:
            log.seek(self._begun)
            return log.read().decode(errors="replace").splitlines()

    def tail(self, count: int = 12) -> str:
        """The last lines of the log."""
        return "\n".join(self.lines()[-count:])

    def troubles(self) -> list[str]:
        """The log's lines that tell of a fault of the app's own: errors and tracebacks."""
        signs = ("Traceback (most recent call last)", '"level": "error"', '"level": "critical"')
        return [line[:2000] for line in self.lines() if any(sign in line for sign in signs)]

    def stop(self) -> int:
        """End it: politely, and after a while by force. Answers its exit code."""
        if self._process is None:
            return 0
        self._process.terminate()
        try:
            return self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            return self._process.wait()


def settings(url: str, folder: Path, *, poll_seconds: int = 2, full_read_minutes: float = 0.3) -> dict[str, str]:
    """The environment of an app that works in the invented world at `url`."""
    return {
        "SLACK_API_URL": f"{url}/slack/api/",
        "SLACK_BOT_TOKEN": "xoxb-sandbox-tidewater",
        "SLACK_APP_TOKEN": "xapp-1-sandbox-tidewater",
        "X_API_URL": f"{url}/x",
        "X_API_KEY": world.CONSUMER_KEY,
        "X_API_SECRET": world.CONSUMER_SECRET,
        "X_ACCESS_TOKEN": world.ACCESS_TOKEN,
        "X_ACCESS_TOKEN_SECRET": world.ACCESS_TOKEN_SECRET,
        "RAPPORT_DATA_DIR": str(folder),
        "RAPPORT_WEBHOOKS_PRIVATE": "true",  # so that a receiver on this machine can be tried
        "RAPPORT_POLL_SECONDS": str(poll_seconds),
        "RAPPORT_FULL_READ_MINUTES": str(full_read_minutes),
        "PYTHONPATH": str(CODE),
        "PYTHONUNBUFFERED": "1",
    }
