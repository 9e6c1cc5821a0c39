"""Both stand-ins, Rapport beside them, and a team in Slack: the ground of the drills with faults."""

import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.faults_process import PATIENCE, GaveUp, Process, wait_for
from bench.kill_networks import PLENTY, NoLimits
from slackapp.sandbox.server import SandboxServer
from slackapp.sandbox.slack.app import create_slack_app
from slackapp.sandbox.x import create_x_app
from slackapp.slack import ids
from tests.slack.at_slack import AtSlack, Json, find_all, words

SIGNS = {"✅": "done", "❓": "in doubt", "⚠️": "failed", "⏳": "under way", "🔎": "looking"}

UNDOING = {"↩️": "done"} | {sign: state for sign, state in SIGNS.items() if state != "done"}


class Town(Process, AtSlack):
    """Both stand-ins and one Rapport."""

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
def town(*, unlimited: bool = False, **settings: str) -> Iterator[Town]:
    """Both stand-ins, X on the level that may follow, and Rapport not yet started.

    `unlimited`: X lets one act and read as fast as one likes.
    """
    slack, x = create_slack_app(), create_x_app()
    if unlimited:
        x.state.limits, x.state.ledger.credit = NoLimits(), PLENTY
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


__all__ = ["PATIENCE", "SIGNS", "GaveUp", "Json", "Town", "town", "wait_for"]
