"""The crash drill's processes of Rapport: started, killed with SIGKILL, started again."""

import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from cryptography.fernet import Fernet

import slackapp
from bench.kill_store import Store
from bench.kill_warm import Forked, WarmStart
from slackapp.sandbox.slack.world import TIDEWATER
from tests.networks.contract.world import World

PATIENCE = 120.0  # seconds to wait for anything before the drill gives up
PORTS = (20_000, 32_000)  # below those that connections go out from: one of a killed process stays free for it
TREE = Path(slackapp.__file__).parents[1]  # the processes run the same Rapport as the drill

T = TypeVar("T")


def wait_for(what: str, look: Callable[[], T | None], patience: float = PATIENCE) -> T:
    """Look until there is something, or give the drill up."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.02)
    raise SystemExit(f"gave up waiting for {what}")


def free_port() -> int:
    """A port that nobody has; by no seed, for two drills may run beside each other."""
    while True:
        port = random.SystemRandom().randint(*PORTS)
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)):
                return port


@dataclass
class Process:
    """One process of Rapport, as its operator's supervisor keeps it."""

    folder: Path  # its own: what processes share is the database alone
    environment: dict[str, str]
    port: int = 0  # of HTTP mode; 0: Socket Mode
    warm: WarmStart | None = None  # None: as an operator starts it
    started_at: float = 0.0  # by time.monotonic()
    fell: int = 0  # how often it ended by itself
    killed: bool = False
    _running: subprocess.Popen[bytes] | Forked | None = None
    _log_from: int = 0  # where the log of its present life begins

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._running is not None and self._running.poll() is None

    @property
    def pid(self) -> int:
        """Of its present life, or its last."""
        return self._running.pid if self._running else 0

    @property
    def log(self) -> Path:
        """All that it ever said."""
        return self.folder / "app.log"

    @property
    def ready(self) -> bool:
        """Whether it has said that Slack may come, in this life."""
        with self.log.open("rb") as log:
            log.seek(self._log_from)
            return b'"event": "ready"' in log.read()

    def do(self, *words: str) -> None:
        """Run a command to its end; gives the drill up where it fails."""
        if self.warm:
            self.warm.start(self.environment, self.folder, self.log, *words).wait()
            return
        command = [sys.executable, "-m", "slackapp", *words]
        told = subprocess.run(
            command, env=self.environment, cwd=self.folder, capture_output=True, text=True, check=False
        )
        if told.returncode:
            raise SystemExit(told.stderr)

    def start(self) -> None:
        """Start it; one that runs stays as it is."""
        if self.alive:
            return
        self.fell += self._running is not None and not self.killed
        self.killed = False
        with self.log.open("ab") as log:
            self._log_from, self.started_at = log.tell(), time.monotonic()
            if self.warm:
                self._running = self.warm.start(self.environment, self.folder, self.log, "run")
            else:
                command = [sys.executable, "-m", "slackapp", "run"]
                self._running = subprocess.Popen(command, env=self.environment, cwd=self.folder, stdout=log, stderr=log)

    def said(self, words: str) -> bool:
        """Whether its log holds these words, in this life."""
        with self.log.open("rb") as log:
            log.seek(self._log_from)
            return words.encode() in log.read()

    def end(self) -> tuple[float, int]:
        """SIGTERM; the seconds it took, and the exit code."""
        assert isinstance(self._running, subprocess.Popen)
        began = time.monotonic()
        self._running.terminate()
        code, self.killed = self._running.wait(), True
        return time.monotonic() - began, code

    def kill(self) -> None:
        """SIGKILL: no farewell."""
        if self._running is not None:
            self.fell += self._running.poll() is not None
            self._running.kill()
            self._running.wait()
            self.killed = True


@dataclass
class Fleet:
    """All processes on one database."""

    processes: list[Process]
    store: Store
    kills: int = 0
    interrupted: set[tuple[int, int]] = field(default_factory=set)

    def connect(self, world: World) -> None:
        """`rapport connect`, and each kind of news into a channel of its own."""
        where = ("--url", world.url) if world.url else ()
        self.processes[0].do("connect", world.network.name.value, *where, *world.login)
        if not self.store.part_channels():
            raise SystemExit(f"no account was connected:\n{self.last_words()}")

    def kill(self, victim: Process) -> None:
        """Kill one, and note which calls nobody heard the end of."""
        victim.kill()
        self.kills += 1
        self.interrupted |= {call.which for call in self.store.calls() if call.pid in (None, victim.pid)}

    def caller(self) -> Process | None:
        """A process that is calling a network right now."""
        pids = {call.pid for call in self.store.calls()}
        return next((one for one in self.processes if one.pid in pids), None)

    def start(self) -> None:
        """Start all that don't run."""
        for one in self.processes:
            one.start()

    @property
    def fell(self) -> int:
        """How often one ended by itself."""
        return sum(one.fell for one in self.processes)

    def stop(self) -> None:
        """The drill is over."""
        for one in self.processes:
            one.kill()

    def said(self, what: str) -> int:
        """How often something stands in their logs."""
        return sum(one.log.read_text(errors="replace").count(what) for one in self.processes if one.log.exists())

    def last_words(self) -> str:
        """The ends of their logs."""
        return "\n".join(
            f"--- {one.folder.name}\n{one.log.read_text(errors='replace')[-3000:]}" for one in self.processes
        )


def fleet(
    number: int,
    place: Store,
    folder: Path,
    slack: str,
    settings: Mapping[str, str],
    ports: list[int],
    warm: WarmStart | None = None,
) -> Fleet:
    """So many processes, not yet started; in HTTP mode where they have `ports`.

    Args:
        number: how many.
        place: their database.
        folder: where each gets a folder of its own.
        slack: where Slack's stand-in is.
        settings: of Rapport's environment, besides Slack's and the database.
        ports: one for each, or none for Socket Mode.
        warm: what starts them, where imports are to be spared.
    """
    shared = {
        "PATH": os.environ["PATH"],
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(TREE),
        "PYTHONDONTWRITEBYTECODE": os.environ.get("PYTHONDONTWRITEBYTECODE", ""),
        "SLACK_BOT_TOKEN": TIDEWATER.bot_token,
        "SLACK_API_URL": f"{slack}/slack/api/",
        "DATABASE_URL": place.url,
        "RAPPORT_SECRET_KEY": Fernet.generate_key().decode(),
        "RAPPORT_POLL_SECONDS": "1",
        **settings,
    }
    made = []
    for at in range(number):
        own = folder / f"process-{at + 1}"
        own.mkdir()
        port = ports[at] if ports else 0
        http = {"SLACK_SIGNING_SECRET": TIDEWATER.signing_secret, "PORT": str(port), "RAPPORT_HOST": "127.0.0.1"}
        way_in = http if ports else {"SLACK_APP_TOKEN": TIDEWATER.app_token}
        made.append(Process(own, {**shared, **way_in, "HOME": str(own), "RAPPORT_DATA_DIR": str(own)}, port, warm))
    return Fleet(made, place)
