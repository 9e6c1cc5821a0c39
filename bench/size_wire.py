"""Slack's side of the wire: sends what people do, signed, and notes when what they asked for has come.

A modal, a page of Home or an answer is there when the call that carries it arrives, whenever the request itself was
acknowledged; what is told in the acknowledgement is there with that.
"""

import hashlib
import hmac
import http.client
import json
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode

from waitress.server import create_server

from bench.clicks import CHANNEL, PATH, SIGNING_SECRET, TEAM

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Json = dict[str, Any]
PATIENCE = 10.0  # seconds for an answer; then the run ends


class Comes(Enum):
    """How what somebody asked for comes to them."""

    ANSWER = "response_url"
    WINDOW = "views.open"  # or pushed on top
    REDRAWN = "views.update"
    HOME = "views.publish"
    ACK = "the acknowledgement"


@dataclass(frozen=True, slots=True)
class Call:
    """What has come to Slack's side."""

    at: float  # time.perf_counter()
    comes: Comes
    key: str  # which request it belongs to
    body: Json


@dataclass
class Slack:
    """Says yes to everything, and keeps what came."""

    calls: list[Call] = field(default_factory=list)
    came: threading.Condition = field(default_factory=threading.Condition)
    _close: Callable[[], None] = lambda: None

    def start(self) -> str:
        """Serve in a thread; returns the address."""
        server = create_server(self._answer, host="127.0.0.1", port=0, threads=8)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()

        def close() -> None:
            server.trigger.pull_trigger(server.close)
            thread.join(timeout=5)

        self._close = close
        return f"http://127.0.0.1:{server.effective_port}"

    def close(self) -> None:
        """End the server."""
        self._close()

    def wait(self, comes: Comes, key: str, since: float) -> Call:
        """What came for a request, once it has. Raises TimeoutError."""
        until = time.perf_counter() + PATIENCE
        with self.came:
            while True:
                for call in reversed(self.calls):
                    if call.at >= since and (call.comes, call.key) == (comes, key):
                        return call
                if not self.came.wait(timeout=until - time.perf_counter()):
                    raise TimeoutError(f"no {comes.value} for {key}: {[(c.comes, c.key) for c in self.calls[-3:]]}")

    def _answer(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        at, path = time.perf_counter(), str(environ["PATH_INFO"])
        body = _read(environ)
        told = _told(path, body)
        if told is not None:
            with self.came:
                self.calls.append(Call(at, told[0], told[1], body))
                self.came.notify_all()
        said = json.dumps(_says(path, body)).encode()
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(said)))])
        return [said]


def _read(environ: "WSGIEnvironment") -> Json:
    raw = environ["wsgi.input"].read()
    if str(environ.get("CONTENT_TYPE", "")).startswith("application/json"):
        found = json.loads(raw or b"{}")
        return found if isinstance(found, dict) else {}
    form: Json = {key: values[0] for key, values in parse_qs(raw.decode("utf-8", "replace")).items()}
    if isinstance(form.get("view"), str):
        form["view"] = json.loads(form["view"])
    return form


def _told(path: str, body: Json) -> tuple[Comes, str] | None:
    method = path.rpartition("/")[2]
    if path.startswith("/response/"):
        return Comes.ANSWER, method
    if method in ("views.open", "views.push"):
        return Comes.WINDOW, str(body.get("trigger_id", "")).partition(".")[0]
    if method == "views.update":
        return Comes.REDRAWN, str(body.get("view_id", "")).removeprefix("V")
    return (Comes.HOME, str(body.get("user_id", ""))) if method == "views.publish" else None


def _says(path: str, body: Json) -> Json:
    method = path.rpartition("/")[2]
    answer: Json = {"ok": True, "team_id": TEAM, "team": "Bench", "user_id": "U0BOT", "bot_id": "B0BOT"}
    if path.startswith("/x"):
        return {"data": {"id": "1", "username": "bench", "name": "Bench", "following": True}}
    if method in ("views.open", "views.push", "views.update"):
        return answer | {"view": {"id": f"V{body.get('trigger_id', '0')}", "hash": "1.a"}}
    if method == "users.info":
        who = str(body.get("user", ""))
        admin = {"is_admin": who.startswith("U0PERSON"), "tz": "Europe/Berlin", "real_name": who}
        return answer | {"user": {"id": who} | admin}
    room = {"id": CHANNEL, "name": "social", "is_member": True, "is_channel": True}
    more = {"channel": room, "channels": [room], "members": [], "usergroups": [], "messages": [], "users": []}
    return answer | more | {"ts": f"{time.time():.6f}"}


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody does: the form that Slack sends of it, and how what they want comes."""

    comes: Comes
    form: Mapping[str, object]  # a command's own; else under "payload"; else, of an event, the body
    user: str
    event: bool = False


@dataclass
class Person:
    """Sends one act after another over a kept connection."""

    slack: Slack
    slack_url: str
    port: int
    _number: int = 0
    _connection: http.client.HTTPConnection | None = None

    def do(self, act: Act) -> tuple[float, Json]:
        """Do it, and wait for what comes of it: seconds, and what came."""
        self._number += 1
        key = str(self._number)
        body, kind = _body(act, key, self.slack_url)
        since = time.perf_counter()
        told = self._post(body, kind)
        acked = time.perf_counter()
        if act.comes is Comes.ACK:
            return acked - since, told
        call = self.slack.wait(act.comes, act.user if act.comes is Comes.HOME else key, since)
        return call.at - since, call.body

    def close(self) -> None:
        """Let the connection go."""
        if self._connection is not None:
            self._connection.close()

    def _post(self, body: bytes, kind: str) -> Json:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        at = str(int(time.time()))
        digest = hmac.new(SIGNING_SECRET.encode(), f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": kind, "X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={digest}"}
        self._connection.request("POST", PATH, body, headers)
        answer = self._connection.getresponse()
        said = answer.read()
        if answer.status != 200:
            raise AssertionError(f"{answer.status}: {said[:200]!r} to {body[:500]!r}")
        found = json.loads(said) if said.startswith(b"{") else {}
        return found if isinstance(found, dict) else {}


def _body(act: Act, key: str, slack_url: str) -> tuple[bytes, str]:
    if act.event:
        return json.dumps({**act.form, "event_id": f"Ev{key}"}).encode(), "application/json"
    filled = {**act.form, "trigger_id": f"{key}.1"}
    if "command" in act.form:
        form = filled | {"response_url": f"{slack_url}/response/{key}"}
        return urlencode(form).encode(), "application/x-www-form-urlencoded"
    view = act.form.get("view")
    if isinstance(view, Mapping):
        filled["view"] = {**view, "id": f"V{key}"}
        filled["container"] = {"type": "view", "view_id": f"V{key}"}
    else:
        filled["response_url"] = f"{slack_url}/response/{key}"
    return urlencode({"payload": json.dumps(filled)}).encode(), "application/x-www-form-urlencoded"
