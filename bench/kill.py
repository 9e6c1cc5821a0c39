"""kill -9 of the app at random moments around a click, and what reached X in the end: `python -m bench.kill`.

Both stand-ins keep running and keep the truth; the app dies and starts again. Each round clicks Follow back on a new
follower's card and sends a reply to a new question, and kills the app somewhere in between. At the end, everything that
was acknowledged must have reached X exactly once, or stand in Slack as in doubt; nothing may have reached it twice.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from slackapp.sandbox import world
from slackapp.sandbox.server import SandboxServer
from slackapp.sandbox.slack.app import create_slack_app
from slackapp.sandbox.x import create_x_app

ADA, SOCIAL = "U0TWADA01", "C0TWSOCIAL"
WINDOWS = (0.03, 0.1, 0.4)  # seconds after the clicks in which the app is killed; a whole click takes about 0.1
PATIENCE = 40.0  # seconds to wait for anything before the drill gives up


@dataclass
class Drill:
    """The stand-ins' address, the app's process, and what was decided so far."""

    url: str
    folder: Path
    rng: random.Random
    app: subprocess.Popen[bytes] | None = None
    kills: int = 0
    follows: dict[str, bool] = field(default_factory=dict)  # target id -> was the click acknowledged
    replies: dict[str, bool] = field(default_factory=dict)  # text -> was the submission acknowledged

    def call(self, path: str, body: object = None) -> Any:
        """Do as a person does: the panel's and Slack's own ways, over HTTP."""
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.url + path, data, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refusal:
            return json.load(refusal)

    def start(self) -> None:
        """Start the app, as an operator's supervisor would."""
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "SLACK_BOT_TOKEN": "xoxb-sandbox-tidewater",
            "SLACK_APP_TOKEN": "xapp-1-sandbox-tidewater",
            "SLACK_API_URL": f"{self.url}/slack/api/",
            "X_API_KEY": world.CONSUMER_KEY,
            "X_API_SECRET": world.CONSUMER_SECRET,
            "X_ACCESS_TOKEN": world.ACCESS_TOKEN,
            "X_ACCESS_TOKEN_SECRET": world.ACCESS_TOKEN_SECRET,
            "X_API_URL": f"{self.url}/x",
            "RAPPORT_DATA_DIR": str(self.folder),
            "RAPPORT_POLL_SECONDS": "1",
        }
        with (self.folder / "app.log").open("ab") as log:
            self.app = subprocess.Popen(
                [sys.executable, "-m", "slackapp", "run"], env=environment, cwd=self.folder, stderr=log
            )

    def kill(self) -> None:
        """SIGKILL: no farewell."""
        assert self.app is not None
        self.app.kill()
        self.app.wait()
        self.kills += 1

    def messages(self) -> list[dict[str, Any]]:
        """What stands in #social."""
        found: list[dict[str, Any]] = self.call(f"/slack/person/state?user={ADA}")["messages"].get(SOCIAL, [])
        return found

    def button(self, name: str, choice: str) -> dict[str, Any] | None:
        """The place of a button on the card of the person with this name."""
        for message in reversed(self.messages()):
            for block in message.get("blocks", []):
                for element in block.get("elements", []) if block["type"] == "actions" else []:
                    wanted = element.get("action_id") == f"rapport.card.{choice}"
                    if wanted and f"x.com/{name}|" in json.dumps(message["blocks"]):
                        place = {"user": ADA, "channel": SOCIAL, "ts": message["ts"], "block_id": block["block_id"]}
                        return place | {"action_id": element["action_id"], "value": element["value"]}
        return None

    def question_button(self, words: str) -> dict[str, Any] | None:
        """The place of the Reply button on the card of the question with these words."""
        for message in reversed(self.messages()):
            if words.removeprefix("@tidewatercoffee ") in message["text"]:
                for block in message.get("blocks", []):
                    for element in block.get("elements", []) if block["type"] == "actions" else []:
                        if element.get("action_id") == "rapport.card.reply":
                            place = {"user": ADA, "channel": SOCIAL, "ts": message["ts"], "block_id": block["block_id"]}
                            return place | {"action_id": element["action_id"], "value": element["value"]}
        return None

    def open_reply(self, place: dict[str, Any]) -> dict[str, Any]:
        """Open the reply modal and give its view back."""
        self.call("/slack/person/click", place)
        views = wait_for("the modal", lambda: self.call(f"/slack/person/state?user={ADA}")["views"] or None)
        view: dict[str, Any] = views[-1]
        return view

    def click_follow(self, target_id: str, place: dict[str, Any]) -> None:
        """Click Follow back, and remember whether it was acknowledged."""
        self.follows[target_id] = False
        self.follows[target_id] = self.call("/slack/person/click", place).get("ok") is True

    def send_reply(self, view: dict[str, Any], text: str) -> None:
        """Send a reply from its modal, and remember whether it was acknowledged."""
        block = next(b for b in view["blocks"] if b["type"] == "input")
        typed = {block["block_id"]: {block["element"]["action_id"]: {"type": "plain_text_input", "value": text}}}
        self.replies[text] = False
        answer = self.call("/slack/person/submit", {"user": ADA, "view_id": view["id"], "state": typed})
        self.replies[text] = answer.get("ok") is True
        if not answer.get("ok"):
            self.call("/slack/person/close", {"user": ADA, "view_id": view["id"]})


T = TypeVar("T")


def wait_for(what: str, look: Callable[[], T | None]) -> T:
    """Look until there is something, or give the drill up."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if (found := look()) is not None:
            return found
        time.sleep(0.05)
    raise SystemExit(f"gave up waiting for {what}")


def one_round(drill: Drill, number: int) -> None:
    """A new follower and a new question; both decided; the app killed somewhere in between, and started again."""
    person = drill.call("/x/panel/follow", {"kind": "person"})["followed"][0]
    words = f"@tidewatercoffee question {number}: is roast {number} back in stock?"
    asked = drill.call("/x/panel/mention", {"kind": "question", "text": words})["post"]
    follow = wait_for("the follower's card", lambda: drill.button(person["username"], "follow"))
    reply = wait_for("the question's card", lambda: drill.question_button(words))
    view = drill.open_reply(reply)
    text = f"Yes, roast {number} is back since this morning."
    threads = [
        threading.Thread(target=drill.click_follow, args=(person["id"], follow)),
        threading.Thread(target=drill.send_reply, args=(view, text)),
    ]
    for thread in threads:
        thread.start()
    time.sleep(drill.rng.uniform(0, drill.rng.choice(WINDOWS)))
    drill.kill()
    for thread in threads:
        thread.join()
    drill.start()
    print(f"  {number:3}  {person['username']:<22} asked {asked['id']}", flush=True)


def settle(drill: Drill) -> None:
    """Wait until nothing is under way any more: no card says so, and X's record stands still."""
    before: list[object] = []

    def calm() -> bool | None:
        now = [message["text"] for message in drill.messages()]
        busy = any(sign in text for text in now for sign in ("is following", "is replying", "⏳"))
        still, before[:] = now == before, now
        time.sleep(1)
        return True if still and not busy else None

    wait_for("everything to come to an end", calm)


def count(drill: Drill) -> int:
    """Compare X's record with what was decided; prints the table and returns the number of broken promises."""
    record = drill.call("/x/panel/record")
    follows = Counter(f["target_id"] for f in record["follows"] if f["via"] == "api")
    replies = Counter(p["text"] for p in record["posts"] if p["via"] == "api")
    texts = [message["text"] for message in drill.messages()]
    doubts = sum("not sure it happened" in text for text in texts)
    missing = twice = 0
    for decided, happened in ((drill.follows, follows), (drill.replies, replies)):
        twice += sum(n > 1 for n in happened.values())
        missing += sum(acked and not happened[key] for key, acked in decided.items())
    lost = max(0, missing - doubts)
    acked = sum(drill.follows.values()) + sum(drill.replies.values())
    print(f"kills {drill.kills}")
    print(f"clicks {len(drill.follows) + len(drill.replies)}, acknowledged {acked}")
    print(f"reached X: follows {sum(follows.values())}, replies {sum(replies.values())}")
    print(f"acknowledged and not on X {missing}; doubts shown {doubts}")
    print(f"lost {lost}, done twice {twice}")
    return lost + twice


def main(kills: int, seed: int) -> int:
    """Run the drill; 0 only where no promise was broken."""
    slack, x = create_slack_app(), create_x_app()
    with SandboxServer({"/slack": slack.wsgi, "/x": x.wsgi}) as server, tempfile.TemporaryDirectory() as folder:
        drill = Drill(server.url, Path(folder), random.Random(seed))
        drill.call("/x/panel/switch", {"access": "enterprise"})
        drill.start()
        try:
            wait_for("the introduction", lambda: drill.messages() or None)
            time.sleep(2)  # the silent baseline
            print(f"seed {seed}")
            for number in range(1, kills + 1):
                one_round(drill, number)
            settle(drill)
            broken = count(drill)
        finally:
            drill.kill()
        return 1 if broken else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    arguments = parser.parse_args()
    sys.exit(main(arguments.kills, arguments.seed))
