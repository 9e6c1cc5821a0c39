"""The whole main job: Rapport as a process of its own, between Slack's stand-in and a network's server."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from slackapp.domain.card import Choice
from slackapp.sandbox.slack.world import ADA
from slackapp.slack import ids
from tests.networks.contract.world import OUR_TEXT, World
from tests.slack.at_slack import SOCIAL, AtSlack, Json, find, find_all, words
from tests.slack.listeners.office import typed
from tests.stand_ins import StandIns, stand_ins

PATIENCE = 60  # seconds for what takes two on an idle machine


@dataclass
class Desk(AtSlack):
    """The team in Slack, and the app's own log."""

    running: StandIns
    log: Path

    @property
    def url(self) -> str:  # type: ignore[override]  # where the stand-ins are
        """Where Slack is."""
        return self.running.url

    def card_of(self, text: str, choice: Choice) -> Json | None:
        """The newest message with these words and this button."""
        found = [m for m in self.messages() if text in words(m)]
        return next(
            (m for m in reversed(found) if any(find_all(m.get("blocks", []), ids.card_action_id(choice)))), None
        )

    def has_looked(self) -> bool:
        """Whether the silent first look is over."""
        return self.log.read_text().count("baseline=True") >= 2  # at followers, at questions

    def eventually(self, condition: Callable[[], Any]) -> Any:
        """What a condition finds as soon as it holds."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            found = condition()
            if found:
                return found
            time.sleep(0.05)
        raise AssertionError(self.log.read_text()[-3000:])


@pytest.fixture
def running(tmp_path: Path) -> Iterator[StandIns]:
    """Slack's stand-in."""
    with stand_ins(tmp_path) as running:
        yield running


def environment(running: StandIns) -> dict[str, str]:
    """All that the app is told."""
    settings = running.settings(RAPPORT_POLL_SECONDS="1")
    path = {"PATH": os.environ["PATH"], "HOME": str(running.folder), "PYTHONUTF8": "1"}
    return path | {name: value for name, value in settings.items() if not name.startswith("X_")}


@contextmanager
def rapport_runs(running: StandIns) -> Iterator[Desk]:
    """`rapport run`, until the work is done; it has to end well when it is asked to."""
    log = running.folder / "rapport.log"
    with log.open("wb") as output:
        app = subprocess.Popen(
            [sys.executable, "-m", "slackapp", "run"],
            env=environment(running),
            cwd=running.folder,
            stdout=output,
            stderr=output,
        )
    desk = Desk(running, log)
    try:
        desk.eventually(lambda: "ready" in log.read_text())
        yield desk
        app.send_signal(signal.SIGTERM)
        assert app.wait(timeout=PATIENCE) == 0
    finally:
        app.kill()
        app.wait()
    assert "Traceback" not in log.read_text()


def connect(running: StandIns, world: World) -> None:
    """`rapport connect`, as an operator types it."""
    told = subprocess.run(
        [sys.executable, "-m", "slackapp", "connect", world.network.name.value, "--url", world.url, *world.login],
        env=environment(running),
        cwd=running.folder,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert "Connected @" in told.stdout


@pytest.mark.networks
@pytest.mark.parametrize("world", ["mastodon", "bluesky"], indirect=True)
def test_from_the_clock_to_the_network(world: World, running: StandIns) -> None:
    """New follower, card, click, followed; question, card, reply, on the network; and the cards say so."""
    early = world.person()
    world.follow_us(early)
    world.settled()
    connect(running, world)
    with rapport_runs(running) as desk:
        desk.eventually(desk.has_looked)
        mira = world.person()
        world.follow_us(mira)
        card = desk.eventually(lambda: desk.card_of(mira.handle, Choice.FOLLOW))
        assert world.network.name.named in words(card)
        assert "first seen" not in words(card)  # this network tells when they followed
        assert desk.click(card, ids.card_action_id(Choice.FOLLOW))["ok"]
        desk.eventually(lambda: mira.id in world.we_follow())
        desk.eventually(lambda: "followed back" in words(desk.messages()))

        post_id = world.mention_us(mira, "Do you ship to Oslo?")
        card = desk.eventually(lambda: desk.card_of("Do you ship to Oslo?", Choice.REPLY))
        assert desk.click(card, ids.card_action_id(Choice.REPLY))["ok"]
        opened = desk.eventually(lambda: desk.state()["views"])[-1]
        draft = next(b["element"]["initial_value"] for b in opened["blocks"] if b.get("block_id") == ids.REPLY_BLOCK)
        assert desk.submit(f"{draft}{OUR_TEXT}")["ok"]
        answers = desk.eventually(lambda: world.our_answers(post_id))
        assert len(answers) == 1
        assert OUR_TEXT in answers[0]
        desk.eventually(lambda: "replied" in words(desk.messages()))
        assert early.handle not in words(desk.messages(SOCIAL))  # who was there before us is no news
        assert desk.send("/slack/person/record")["refusals"] == []


@pytest.mark.networks
@pytest.mark.parametrize("world", ["mastodon", "bluesky"], indirect=True)
def test_an_account_is_connected_in_slack(world: World, running: StandIns) -> None:
    """Rapport runs without one; an admin connects it in a window, its network's way; the next follower is a card."""
    name = world.network.name
    with rapport_runs(running) as desk:
        assert desk.person("command", ADA.id, channel=SOCIAL, text="/rapport connect")["ok"]
        desk.eventually(lambda: shows(desk, "Which network"))
        assert desk.person("submit", **filled(desk, network=name.value))["ok"]
        desk.eventually(lambda: shows(desk, f"Connect {name.label}"))
        assert desk.person("submit", **filled(desk, **world.answers))["ok"]
        opened = desk.eventually(lambda: shows(desk, "is connected") or shows(desk, f"Open {name.label}’s page"))
        if "is connected" not in words(opened):
            _, link = find(opened["blocks"], ids.OPEN_LOGIN)
            assert desk.person("submit", **filled(desk, code=world.code(link["url"])))["ok"]
            desk.eventually(lambda: shows(desk, "is connected"))
        desk.eventually(desk.has_looked)
        mira = world.person()
        world.follow_us(mira)
        desk.eventually(lambda: desk.card_of(mira.handle, Choice.FOLLOW))
        stored = b"".join(path.read_bytes() for path in running.folder.iterdir() if path.suffix != ".key")
        assert not any(secret.encode() in stored for secret in world.login[-1:])


def shows(desk: Desk, text: str) -> Json | None:
    """The window on top, where it says this."""
    views = desk.state()["views"]
    return views[-1] if views and text in words(views[-1]) else None


def filled(desk: Desk, **answers: str) -> Json:
    """The window on top with these answers typed in."""
    view = desk.view()
    return {"view_id": view["id"], "state": typed(view, **answers)}
