"""What a person does in Slack and on X, over the wire: the same calls that the page makes."""

import http.client
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

Json = dict[str, Any]
T = TypeVar("T")

TIMEOUT = 60  # seconds for a call: loading thousands of posts takes a few


@dataclass(frozen=True)
class Wire:
    """JSON in, JSON out, at one address."""

    url: str

    def get(self, path: str) -> Json:
        """Read something."""
        return self._call("GET", path, None)

    def post(self, path: str, body: Json) -> Json:
        """Do something; a refusal is an answer like any other."""
        return self._call("POST", path, json.dumps(body))

    def _call(self, method: str, path: str, body: str | None) -> Json:
        parts = urlsplit(self.url)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=TIMEOUT)
        try:
            connection.request(method, parts.path + path, body, {"Content-Type": "application/json"})
            answer: Json = json.loads(connection.getresponse().read())
        finally:
            connection.close()
        return answer


@dataclass(frozen=True)
class Panel:
    """X as a person changes it from outside of the API."""

    wire: Wire

    def press(self, name: str, /, **body: Any) -> Json:
        """Press something on the panel.

        Raises `ValueError` where it can't be done.
        """
        answer = self.wire.post(f"/x/panel/{name}", body)
        if not answer.get("ok"):
            raise ValueError(f"the panel refused {name}: {answer}")
        return answer

    def state(self) -> Json:
        """All that the panel shows."""
        return self.wire.get("/x/panel/state")

    def record(self) -> Json:
        """All that happened on X."""
        return self.wire.get("/x/panel/record")


@dataclass(frozen=True)
class Teammate:
    """A person of the workspace, who reads and clicks; `id` is Slack's."""

    wire: Wire
    id: str

    def state(self) -> Json:
        """All that they see."""
        return self.wire.get(f"/slack/person/state?user={self.id}")

    def messages(self, channel: str) -> list[Json]:
        """A channel's messages, oldest first."""
        found: list[Json] = self.state()["messages"].get(channel, [])
        return found

    def views(self) -> list[Json]:
        """Their open modals, the last on top."""
        found: list[Json] = self.state()["views"]
        return found

    def press(self, message: Json, channel: str, action_id: str, **more: Any) -> Json:
        """Press a button of a message.

        Raises `LookupError` where the message has no such button.
        """
        element, block_id = button(message, action_id)
        where = {"channel": channel, "ts": message["ts"], "block_id": block_id, "action_id": action_id}
        return self._act("click", **where, **({"value": element["value"]} if "value" in element else {}), **more)

    def press_in(self, view: Json, action_id: str, value: str | None = None) -> Json:
        """Press a button of a modal or of Home, or type `value` into an input that tells the app at once.

        Raises `LookupError` where the view has no such button.
        """
        element, block_id = button(view, action_id)
        chosen = value if value is not None else element.get("value")
        return self._act("click", view_id=view["id"], block_id=block_id, action_id=action_id, value=chosen)

    def submit(self, view: Json, block_id: str, action_id: str, text: str) -> Json:
        """Send a modal with one input."""
        return self._act("submit", view_id=view["id"], state={block_id: {action_id: typed(text)}})

    def close(self, view: Json) -> Json:
        """Close the modal on top."""
        return self._act("close", view_id=view["id"])

    def open_home(self) -> Json:
        """Open the app's Home."""
        return self._act("home")

    def ask(self, channel: str, text: str) -> Json:
        """Type a slash command; answers the message that it brought, which only they see.

        Raises `TimeoutError` where none comes.
        """
        before = {one["ts"] for one in self._whispers(channel)}
        answer = self._act("command", channel=channel, text=text)
        if not answer["ok"]:
            raise LookupError(f"{text}: {answer['error']}")
        return wait(lambda: next((m for m in self._whispers(channel) if m["ts"] not in before), None), text)

    def _whispers(self, channel: str) -> list[Json]:
        found: list[Json] = self.state()["ephemerals"].get(channel, [])
        return found

    def _act(self, name: str, **body: Any) -> Json:
        return self.wire.post(f"/slack/person/{name}", {"user": self.id, **body})


def typed(text: str) -> Json:
    """The state of an input somebody typed into."""
    return {"type": "plain_text_input", "value": text}


def elements(shown: Json) -> Iterator[tuple[Json, str]]:
    """All that can be pressed in a message or view, each with its block's id."""
    for block in shown.get("blocks", []):
        inside = [block.get("element"), block.get("accessory"), *block.get("elements", [])]
        for element in inside:
            if isinstance(element, dict) and "action_id" in element:
                yield element, block["block_id"]


def button(shown: Json, action_id: str) -> tuple[Json, str]:
    """What has an action_id, and its block's id.

    Raises `LookupError` where nothing has.
    """
    found = next(((e, block_id) for e, block_id in elements(shown) if e["action_id"] == action_id), None)
    if found is None:
        there = ", ".join(e["action_id"] for e, _ in elements(shown)) or "none"
        raise LookupError(f"there is no {action_id}; the buttons are: {there}")
    return found


def has(shown: Json, action_id: str) -> bool:
    """Whether something with an action_id is shown."""
    return any(element["action_id"] == action_id for element, _ in elements(shown))


def words(shown: Json) -> str:
    """All that a message or view says, its fallback text included."""
    return json.dumps([shown.get("text"), shown.get("title"), shown.get("blocks")], ensure_ascii=False)


def wait(look: Callable[[], T | None], what: str, seconds: float = 20) -> T:
    """Look until there is something to see, and answer it.

    Raises `TimeoutError` after so many seconds.
    """
    until = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > until:
            raise TimeoutError(f"waited {seconds:.0f} seconds for: {what}")
        time.sleep(0.05)
