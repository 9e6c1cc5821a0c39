"""What the crash drill sees in Slack: the channels and the modals, from the stand-in itself."""

import re
import threading
from typing import Any

from bench.kill_count import MISSING, Card, says
from slackapp.sandbox.slack.app import SlackStandIn
from slackapp.sandbox.slack.world import CHANNELS
from tests.slack.at_slack import Json, words


class Board:
    """What stands in Slack's channels, from the stand-in itself; a message is read again when it was drawn again."""

    def __init__(self, slack: SlackStandIn) -> None:
        self._state = slack.state
        self._names: dict[str, re.Pattern[str]] = {}
        self._drawn: dict[str, Any] = {}  # ts -> the blocks that were read
        self._messages: dict[str, Json] = {}
        self._at: dict[str, list[str]] = {}  # name -> the ts of the messages that show it, oldest first
        self._lock = threading.Lock()

    def expect(self, name: str) -> None:
        """A card will name somebody or something so."""
        with self._lock:
            self._names[name] = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")

    def look(self) -> None:
        """Read what is new."""
        with self._lock:
            for message in self._redrawn():
                ts, said = message["ts"], words(message)
                new = ts not in self._messages
                self._messages[ts] = message
                if new:
                    for name in [name for name, pattern in self._names.items() if pattern.search(said)]:
                        self._at.setdefault(name, []).append(ts)

    def _redrawn(self) -> list[Json]:
        with self._state.lock:
            found = []
            for channel in CHANNELS[:2]:
                for ts, message in self._state.messages[channel.id].items():
                    if self._drawn.get(ts, MISSING) is not message.get("blocks"):
                        self._drawn[ts] = message.get("blocks")
                        found.append({**message, "channel": channel.id})
            return found

    def message(self, name: str) -> Json | None:
        """The newest message that names somebody or something."""
        with self._lock:
            at = self._at.get(name)
            return self._messages[at[-1]] if at else None

    def card(self, name: str) -> Card:
        """What it says."""
        message = self.message(name)
        return Card(says(words(message)), len(self._at[name])) if message else MISSING

    def modal(self, user: str, card_id: str) -> Json | None:
        """The reply modal that a person has open for a card."""
        with self._state.lock:
            open_ones = self._state.stacks[user]
            return next((view for view in open_ones if view["private_metadata"].startswith(f"{card_id}:")), None)

    def open_modals(self, user: str) -> list[str]:
        """The ids of all modals that a person has open, the top one first."""
        with self._state.lock:
            return [str(view["id"]) for view in reversed(self._state.stacks[user])]
