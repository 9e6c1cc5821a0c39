"""What truly happened, for tests to ask: calls, refusals, pings, payloads sent to the app. Bounded."""

import re
from collections import deque
from typing import Any

from slackapp.sandbox.slack.arguments import Json, walk
from slackapp.sandbox.slack.faults import Fault

KEPT = 5000

_MARKUP_PING = re.compile(r"<(@[UW][A-Z0-9]+|!here|!channel|!everyone|!subteam\^[A-Z0-9]+)(?:\|[^>]*)?>")
_BARE_PING = re.compile(r"(?<![\w@])@(here|channel|everyone|[a-z][a-z0-9._-]*)")


class Record:
    """Not thread-safe: it is used under the state's lock."""

    def __init__(self) -> None:
        self.calls: deque[Json] = deque(maxlen=KEPT)
        self.refusals: deque[Json] = deque(maxlen=KEPT)
        self.pings: deque[Json] = deque(maxlen=KEPT)
        self.sent: deque[Json] = deque(maxlen=KEPT)

    def call(self, at: float, method: str, args: Json, body: Json, fault: Fault | None = None) -> None:
        """Note a Web API call or a use of a response_url: `ok` and `error` are what the app was told.

        With a fault, `body` is what it should have been told, and `done` whether that came to pass.
        """
        entry = {
            "at": at,
            "method": method,
            "ok": bool(body.get("ok")),
            "error": body.get("error"),
            "channel": body.get("channel") if isinstance(body.get("channel"), str) else args.get("channel"),
            "ts": body.get("ts") or body.get("message_ts") or args.get("ts"),
        }
        refused = not entry["ok"] and not (fault and fault.stops)
        if refused:
            messages = body.get("response_metadata", {}).get("messages", [])
            self.refusals.append({**entry, "messages": messages})
        if fault:
            entry |= {"fault": fault.kind, "done": entry["ok"]}
            entry |= {"ok": False, "error": fault.told} if fault.spoils else {}
        self.calls.append(entry)

    def refusal(self, at: float, method: str, error: str, detail: str) -> None:
        """Note an answer of the app's that Slack would not take."""
        self.refusals.append(
            {
                "at": at,
                "method": method,
                "ok": False,
                "error": error,
                "channel": None,
                "ts": None,
                "messages": [detail],
            }
        )

    def message(self, at: float, channel: str, message: Json, link_names: bool = False) -> None:
        """Note everyone whom a message of the bot's pings."""
        for ping in pings(message.get("text", ""), message.get("blocks", []), link_names):
            self.pings.append({"at": at, "channel": channel, "ts": message["ts"], "ping": ping})

    def sending(self, at: float, kind: str, what: str, answered: bool, attempt: int) -> None:
        """Note a payload sent to the app: its kind, its type, whether the app acknowledged it."""
        self.sent.append({"at": at, "kind": kind, "type": what, "ok": answered, "attempt": attempt})


def pings(text: str, blocks: list[Any], link_names: bool = False) -> list[str]:
    """All the people and groups that a text with its blocks calls, as `@U…`, `!here`, `@name`."""
    texts = [text]
    found = []
    for item, _ in walk(blocks):
        if not isinstance(item, dict):
            continue
        if item.get("type") in ("mrkdwn", "markdown") and isinstance(item.get("text"), str):
            texts.append(item["text"])
        elif item.get("type") == "user" and "user_id" in item:
            found.append(f"@{item['user_id']}")
        elif item.get("type") == "broadcast" and "range" in item:
            found.append(f"!{item['range']}")
    for one in texts:
        found.extend(match[1] for match in _MARKUP_PING.finditer(one))
        if link_names:
            found.extend(match[0] for match in _BARE_PING.finditer(one))
    return found
