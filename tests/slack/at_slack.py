"""What people do and see in Slack's stand-in, over its person's calls."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

from slackapp.domain.card import Choice
from slackapp.sandbox.slack.world import ADA, CHANNELS
from slackapp.slack import ids

SOCIAL, MARKETING = CHANNELS[0].id, CHANNELS[1].id
Json = dict[str, Any]


class AtSlack:
    """A team in Slack. `url` is where the stand-ins are."""

    url: str

    # What the people do

    def send(self, path: str, body: Any = None) -> Json:
        """A call to a stand-in."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}{path}", data, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=15) as response:
                found: Json = json.load(response)
        except urllib.error.HTTPError as error:
            with error:
                found = json.load(error)
        return found

    def person(self, call: str, user: str = ADA.id, **body: Any) -> Json:
        """A teammate acts in Slack."""
        return self.send(f"/slack/person/{call}", {"user": user, **body})

    def click(self, message: Json, action_id: str, user: str = ADA.id, value: str | None = None) -> Json:
        """Press the button of a message, wherever it stands there; `value` names one where there are several."""
        block, element = find(message["blocks"], action_id, value)
        where = {"channel": message["channel"], "ts": message["ts"], "ephemeral": bool(message.get("is_ephemeral"))}
        chosen = value if element["type"] == "overflow" else element.get("value")
        return self.person("click", user, block_id=block["block_id"], action_id=action_id, value=chosen, **where)

    def choose(self, choice: Choice, user: str = ADA.id) -> Json:
        """Press a card's button on the newest message in the channel that has it."""
        return self.click(self.message_with(ids.card_action_id(choice)), ids.card_action_id(choice), user)

    def click_view(self, view: Json, action_id: str, user: str = ADA.id, value: str | None = None) -> Json:
        """Press a button in a view, or type into a field that reports it."""
        block, element = find(view["blocks"], action_id)
        value = element.get("value") if value is None else value
        return self.person(
            "click", user, view_id=view["id"], block_id=block["block_id"], action_id=action_id, value=value
        )

    def on_home(self, tab: str = ids.HOME_FOR_ME, user: str = ADA.id) -> Json:
        """Open Home, and go to one of its tabs."""

        def drawn(before: str) -> Json:
            return dict(until(lambda: (h := self.state(user)["home"]) and h["hash"] != before and h))

        before = (self.state(user)["home"] or {}).get("hash", "")
        self.person("home", user)
        home = drawn(before)
        assert self.click_view(home, tab, user)["ok"]
        return drawn(home["hash"])

    def submit(self, text: str, user: str = ADA.id) -> Json:
        """Send what was written in the open modal."""
        typed = {ids.REPLY_BLOCK: {ids.REPLY_INPUT: {"type": "plain_text_input", "value": text}}}
        return self.person("submit", user, view_id=self.view(user)["id"], state=typed)

    def ignore(self, why: str = "elsewhere", user: str = ADA.id, note: str = "") -> Json:
        """Press Ignore on the newest question in the channel, and send the window with this reason."""
        assert self.choose(Choice.IGNORE, user)["ok"]
        return self.give_reason(why, user, note)

    def give_reason(self, why: str = "elsewhere", user: str = ADA.id, note: str = "") -> Json:
        """Send the open window that asks why something is ignored."""
        typed: Json = {ids.IGNORE_NOTE: {ids.NOTE_INPUT: {"type": "plain_text_input", "value": note}}}
        typed[ids.IGNORE_WHY] = {ids.IGNORE_INPUT: {"type": "radio_buttons", "selected_option": {"value": why}}}
        return self.person("submit", user, view_id=self.view(user)["id"], state=typed)

    # What they see

    def state(self, user: str = ADA.id) -> Json:
        """All that a person sees."""
        return self.send(f"/slack/person/state?user={user}")

    def messages(self, channel: str = SOCIAL) -> list[Json]:
        """A channel, oldest first."""
        return [{**message, "channel": channel} for message in self.state()["messages"][channel]]

    def message_with(self, action_id: str, channel: str = SOCIAL) -> Json:
        """The newest message with this button."""
        return next(m for m in reversed(self.messages(channel)) if any(find_all(m.get("blocks", []), action_id)))

    def told(self, user: str = ADA.id, channel: str = SOCIAL) -> list[Json]:
        """What only this person sees in a channel, oldest first."""
        return [{**each, "channel": channel} for each in self.state(user)["ephemerals"].get(channel, [])]

    def view(self, user: str = ADA.id) -> Json:
        """The modal on top."""
        found: Json = self.state(user)["views"][-1]
        return found

    def card_text(self) -> str:
        """All the words of the newest message in the channel."""
        return words(self.messages()[-1])


def find_all(blocks: list[Json], action_id: str, value: str | None = None) -> list[tuple[Json, Json]]:
    """Every block and interactive element with this action_id (and value, of a button or among a menu's options)."""
    found = []
    for block in blocks:
        for element in [*block.get("elements", []), block.get("accessory") or {}, block.get("element") or {}]:
            offered = {option["value"] for option in element.get("options", [])} | {element.get("value")}
            if element.get("action_id") == action_id and (value is None or value in offered):
                found.append((block, element))
    return found


def find(blocks: list[Json], action_id: str, value: str | None = None) -> tuple[Json, Json]:
    """The first of them."""
    found = find_all(blocks, action_id, value)
    assert found, f"there is no {action_id} here"
    return found[0]


def words(said: Json) -> str:
    """Everything that can be read in a message or view."""
    return json.dumps(said, ensure_ascii=False)


def until(condition: Callable[[], Any], seconds: float = 5) -> Any:
    """Wait until a condition holds, and return what it found."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        time.sleep(0.005)
    raise AssertionError("it did not come to hold in time")
