"""How payloads reach the app: the two ways share this shape. Here, the way over HTTP with signed requests."""

import hashlib
import hmac
import json
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

from slackapp.sandbox.slack.arguments import Json, parse

EVENT, INTERACTIVE, COMMAND = "events_api", "interactive", "slash_commands"


@dataclass(frozen=True)
class Answer:
    """What the app said to a payload: whether it acknowledged, what it sent along, and why it did not."""

    ok: bool
    payload: Json | None = None
    reason: str = ""
    may_retry: bool = True


@dataclass(frozen=True)
class Retry:
    """An event sent again: the first retry is number 1."""

    number: int
    reason: str


class Delivery(Protocol):
    """A way to the app."""

    def deliver(self, kind: str, payload: Json, retry: Retry | None = None) -> Answer:
        """Send a payload and wait for its acknowledgement."""


class SignedPosts:
    """HTTP mode: requests to the app's request URL, signed as docs.slack.dev tells an app to check them."""

    def __init__(self, url: str, signing_secret: str, timeout: float, now: Callable[[], float]) -> None:
        """`timeout` in seconds; `now` gives the time that is signed."""
        self._url = url
        self._secret = signing_secret.encode()
        self._timeout = timeout
        self._now = now

    def deliver(self, kind: str, payload: Json, retry: Retry | None = None) -> Answer:
        """Post a payload; anything but a 2xx in time counts as not acknowledged."""
        if kind == EVENT:
            body, content_type = json.dumps(payload), "application/json"
        else:
            form = payload if kind == COMMAND else {"payload": json.dumps(payload)}
            body, content_type = urlencode(form), "application/x-www-form-urlencoded"
        headers = {"Content-Type": content_type, "User-Agent": "Slackbot 1.0 (sandbox)", **self._signed(body)}
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry.number), "X-Slack-Retry-Reason": retry.reason}
        request = urllib.request.Request(self._url, body.encode(), headers)  # noqa: S310 (the URL is ours)
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as response:  # noqa: S310 (as above)
                return Answer(True, _payload(response.headers.get_content_type(), response.read()))
        except urllib.error.HTTPError as error:
            error.close()
            may_retry = error.headers.get("X-Slack-No-Retry") != "1"
            return Answer(False, reason="http_error", may_retry=may_retry)
        except TimeoutError:
            return Answer(False, reason="http_timeout")
        except OSError as error:
            timed_out = isinstance(getattr(error, "reason", None), TimeoutError)
            return Answer(False, reason="http_timeout" if timed_out else "connection_failed")

    def _signed(self, body: str) -> dict[str, str]:
        timestamp = str(int(self._now()))
        digest = hmac.new(self._secret, f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}


def _payload(content_type: str, body: bytes) -> Json | None:
    text = body.decode("utf-8", "replace").strip()
    if not text:
        return None
    if content_type != "application/json":
        return {"text": text}
    try:
        value = parse(text)
    except ValueError:
        return {"text": text}
    return value if isinstance(value, dict) else None
