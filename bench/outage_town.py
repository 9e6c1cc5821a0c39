"""Rapport as one process over real stand-ins, its database wherever a drill says, and people who go on clicking."""

import os
import random
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import NullPool, create_engine, text

from bench.kill_ground import Ground
from bench.kill_networks import on_x
from bench.kill_processes import TREE, wait_for
from slackapp.domain.card import Choice
from slackapp.sandbox import world
from slackapp.sandbox.server import SandboxServer
from slackapp.sandbox.slack.app import create_slack_app
from slackapp.sandbox.slack.limits import Limits
from slackapp.sandbox.slack.world import ADA, BEN, TIDEWATER
from slackapp.secrets import new_key
from slackapp.serve import EVENTS_PATH, HEALTH_PATH
from slackapp.slack import ids
from slackapp.slack.listeners.trouble import AWAY, SORRY, UNSURE
from tests.networks.contract.world import Somebody
from tests.slack.at_slack import SOCIAL, AtSlack, Json, find, find_all, words

SLACK_SECONDS = 3.0  # Slack waits so long for an acknowledgement
PEOPLE = (ADA, BEN)  # who click on cards; CHIARA asks and writes
# What the drill asks is how Rapport meets an outage, not how it keeps Slack's pace.
NO_LIMITS = Limits(post_interval=0, updates=10**6, publishes=10**6, others=10**6)

UNFINISHED = (
    "SELECT id, kind, state, attempt, checks, lane, created_at, due_at, calling_at, failure, reason "
    "FROM action WHERE state <> 'done'"
)


@dataclass
class Book:
    """What people tried, and what they were told."""

    tries: int = 0
    acknowledged: Counter[str] = field(default_factory=Counter)  # by the network's id of whom or what
    refused: int = 0
    untold: int = 0  # refused, and not a word of ours arrived
    late: int = 0  # refused, and our word came after Slack had given up
    longest: float = 0.0  # seconds that anybody waited
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, key: str, *, acknowledged: bool, told: str, seconds: float) -> None:
        """One click, command or submission; `told`: "in time", "late", or "" where no word came."""
        with self.lock:
            self.tries += 1
            self.longest = max(self.longest, seconds)
            if acknowledged:
                self.acknowledged[key] += 1
            else:
                self.refused += 1
                self.late += told == "late"
                self.untold += not told


@dataclass
class Town(AtSlack):
    """The team in Slack, the network, and Rapport's process."""

    url: str
    ground: Ground
    folder: Path  # of Rapport's data
    log: Path
    port: int  # 0: Socket Mode
    database_url: str = ""
    more: dict[str, str] = field(default_factory=dict)
    module: tuple[str, ...] = ("slackapp", "run")
    book: Book = field(default_factory=Book)
    strangers: list[Somebody] = field(default_factory=list)  # who don't follow us yet; made before it looks
    app: subprocess.Popen[bytes] | None = None

    # Rapport

    def environment(self) -> dict[str, str]:
        """Of its process: none of our own settings come along."""
        http = {"PORT": str(self.port), "RAPPORT_HOST": "127.0.0.1", "SLACK_SIGNING_SECRET": TIDEWATER.signing_secret}
        return {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ},
            "PYTHONUTF8": "1",
            "PYTHONPATH": str(TREE),
            "SLACK_BOT_TOKEN": TIDEWATER.bot_token,
            "SLACK_APP_TOKEN": TIDEWATER.app_token,
            "SLACK_API_URL": f"{self.url}/slack/api/",
            "X_ACCESS_TOKEN": world.ACCESS_TOKEN,
            "X_ACCESS_TOKEN_SECRET": world.ACCESS_TOKEN_SECRET,
            "RAPPORT_SECRET_KEY": self.key,
            "RAPPORT_DATA_DIR": str(self.folder),
            "RAPPORT_POLL_SECONDS": "1",
            "RAPPORT_TIME_ZONE": "Europe/Lisbon",
            "DATABASE_URL": self.database_url,
            **(http if self.port else {}),
            **self.ground.settings,
            **self.more,
        }

    key: str = field(default_factory=new_key)

    def start(self) -> None:
        """Start it, and wait until it hears Slack."""
        before = self.said().count('"ready"')
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", *self.module]
            self.app = subprocess.Popen(
                command, env=self.environment(), cwd=self.log.parent, stdin=subprocess.PIPE, stdout=log, stderr=log
            )
        wait_for("Rapport", lambda: self.said().count('"ready"') > before or self.app.poll() is not None)  # type: ignore[union-attr]  # just made
        if self.app.poll() is not None:
            raise SystemExit(f"Rapport ended:\n{self.said()[-3000:]}")

    def stop(self) -> None:
        """End it, however it is."""
        if self.app is not None:
            self.app.kill()
            self.app.wait()

    def said(self) -> str:
        """All that it logged."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def quiet_log(self) -> str:
        """The same without what every poll says."""
        return "\n".join(line for line in self.said().splitlines() if '"polled"' not in line)

    def address(self) -> str:
        """SQLAlchemy's, of its database."""
        url = self.database_url.replace("postgresql://", "postgresql+psycopg://")
        return url or f"sqlite:///{self.folder / 'rapport.sqlite'}"

    def unfinished(self) -> list[str]:
        """The actions that are not done, as they stand in the database."""
        with create_engine(self.address(), poolclass=NullPool).connect() as connection:
            return [str(row) for row in connection.execute(text(UNFINISHED))]

    def health(self) -> int:
        """What the health check answers; 0 where nobody does."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{HEALTH_PATH}", timeout=10) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code
        except OSError:
            return 0

    # What people do

    def card(self, named: str, choice: Choice) -> Json | None:
        """The newest message that names somebody or something, once it has this button."""
        name = re.compile(rf"(?<!\w){re.escape(named)}(?!\w)")
        return next(
            (
                m
                for m in reversed(self.messages())
                if name.search(words(m)) and any(find_all(m.get("blocks", []), ids.card_action_id(choice)))
            ),
            None,
        )

    def press(self, key: str, card: Json, choice: Choice, user: str = ADA.id) -> bool:
        """Press a card's button, and note what came of it."""
        before, began = self._refusals(user), time.monotonic()
        ok = self.click(card, ids.card_action_id(choice), user).get("ok") is True
        seconds = time.monotonic() - began  # Slack's stand-in gives up after three
        self.book.note(key, acknowledged=ok, told="" if ok else self._told_since(user, before, began), seconds=seconds)
        return ok

    def send_reply(self, key: str, view: Json, text: str, user: str = ADA.id) -> bool:
        """Send the open modal, and note what came of it: a refusal stands in it, with the words."""
        _, box = find(view["blocks"], ids.REPLY_INPUT)
        value = f"{box.get('initial_value', '')}{text}"
        typed = {ids.REPLY_BLOCK: {ids.REPLY_INPUT: {"type": "plain_text_input", "value": value}}}
        began = time.monotonic()
        answer = self.person("submit", user, view_id=view["id"], state=typed)
        seconds, ok = time.monotonic() - began, answer.get("ok") is True
        told = "in time" if any(word in words(answer) for word in (AWAY, UNSURE)) else ""
        self.book.note(key, acknowledged=ok, told=told, seconds=seconds)
        return ok

    def ask(self, text: str, user: str = ADA.id) -> bool:
        """Give a command; whether a plain sorry came back."""
        before, began = self._refusals(user), time.monotonic()
        ok = self.person("command", user, channel=SOCIAL, text=text).get("ok") is True
        told = self._told_since(user, before, began) if ok else ""
        self.book.note("", acknowledged=False, told=told, seconds=time.monotonic() - began)
        return bool(told)

    def _refusals(self, user: str) -> int:
        return sum(any(word in words(each) for word in (AWAY, SORRY, UNSURE)) for each in self.told(user))

    def _told_since(self, user: str, before: int, began: float) -> str:
        """When a word came: before Slack gave up, or a moment after its acknowledgement, as a command's answer may."""
        if self._refusals(user) > before:
            return "in time"
        while time.monotonic() < began + 2 * SLACK_SECONDS:
            if self._refusals(user) > before:
                return "in time" if time.monotonic() < began + SLACK_SECONDS else "late"
            time.sleep(0.02)
        return ""


class Clickers:
    """Everybody clicks on what is open, again and again, until they are told to stop or nothing is."""

    def __init__(self, town: Town, cards: dict[str, Json], seed: int) -> None:
        """`cards` by the network's id of whom they are about."""
        self._town, self._open = town, dict(cards)
        self._lock, self._stopped = threading.Lock(), threading.Event()
        self._threads = [
            threading.Thread(target=self._click, args=(person.id, random.Random(f"{seed}{person.id}")), daemon=True)
            for person in PEOPLE
        ]
        for thread in self._threads:
            thread.start()

    def _click(self, user: str, rng: random.Random) -> None:
        while not self._stopped.is_set():
            with self._lock:
                key = rng.choice(list(self._open)) if self._open else None
                card = self._open.pop(key) if key else None  # nobody else clicks on it meanwhile
            if key and card and not self._town.press(key, card, Choice.FOLLOW, user):
                with self._lock:
                    self._open[key] = card
            self._stopped.wait(rng.uniform(0.02, 0.3))

    def add(self, cards: dict[str, Json]) -> None:
        """More to click on."""
        with self._lock:
            self._open |= cards

    def stop(self) -> dict[str, Json]:
        """Have everybody stop; what nobody could decide."""
        self._stopped.set()
        for thread in self._threads:
            thread.join()
        return dict(self._open)


@contextmanager
def town(folder: Path, *, http: bool, database_url: str = "", data: Path | None = None) -> Iterator[Town]:
    """Stand-ins and a Rapport that is not started yet; `data` where its files are, else below `folder`."""
    port = _free_port() if http else 0
    request_url = f"http://127.0.0.1:{port}{EVENTS_PATH}" if http else None
    slack = create_slack_app(request_url=request_url, limits=NO_LIMITS)
    data = data or folder / "data"
    data.mkdir(exist_ok=True)
    with on_x() as ground, SandboxServer({"/slack": slack.wsgi}) as server:
        made = Town(server.url, ground, data, folder / "app.log", port, database_url)
        try:
            yield made
        except BaseException:
            print("\n".join(made.unfinished()), made.quiet_log()[-6000:], sep="\n")  # its folder goes with us
            raise
        finally:
            made.stop()
            slack.close()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
