"""The two stand-ins' wire as the page meets it, answering from canned state and keeping what it was sent."""

import threading
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from werkzeug import Request, Response

from slackapp.sandbox.http import Broadcast, Router, json_body, json_response
from slackapp.sandbox.page import page_app
from slackapp.sandbox.server import SandboxServer
from tests.sandbox.page import canned, canned_x

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Json = dict[str, Any]
PATIENCE_S = 5.0


def kept_by_the_browser(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """The page's files, which a browser may keep here: each test loads the page anew."""

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        kept = [(name, "max-age=600" if name == "Cache-Control" else value) for name, value in headers]
        return start_response(status, kept, *rest)

    return page_app(environ, start)


class FakeWire:
    """A server with the page at `/`; tests set `slack`, `x`, `mastodon` and `answers`, and read `calls`."""

    def __init__(self) -> None:
        self._to_slack, self._to_x = Broadcast(), Broadcast()
        self._lock = threading.Lock()
        self.reset()
        mounts = {"/slack": self._slack_app(), "/x": self._x_app(), "/mastodon": self._mastodon_app()}
        self.server = SandboxServer({"/": kept_by_the_browser, **mounts})

    def reset(self) -> None:
        """Everything as at the start."""
        self.slack, self.x = canned.slack_state(), canned_x.x_state()
        self.mastodon: Json = {"ok": True, "running": False}
        self.calls: list[tuple[str, Json]] = []
        self.answers: dict[str, Json] = {}
        self.release = threading.Event()  # an answer with "held" waits for it
        self.refusing_streams = False

    def tell(self, kind: str, **values: Any) -> None:
        """Send an event of Slack to every page."""
        self._to_slack.publish({"type": kind, **values})

    def tell_x(self) -> None:
        """Say that X changed."""
        self._to_x.publish({"type": "changed", "what": "post"})

    def break_streams(self) -> None:
        """Every live stream ends."""
        self._to_slack.close()
        self._to_x.close()

    def called(self, name: str) -> Json:
        """The body of the next call of that name; waits for it a while.

        Raises `AssertionError` where none comes.
        """
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            with self._lock:
                for at, (what, body) in enumerate(self.calls):
                    if what == name:
                        del self.calls[at]
                        return body
            time.sleep(0.01)
        raise AssertionError(f"no call of {name}; there were {self.calls}")

    def _slack_app(self) -> Router:
        router = Router()
        router.add("/person/state", lambda _: json_response(self.slack))
        router.add("/person/events", lambda _: self._stream(self._to_slack))
        router.add("/person/<name>", self._take, methods=("POST",))
        return router

    def _x_app(self) -> Router:
        router = Router()
        router.add("/panel/state", lambda _: json_response(self.x))
        router.add("/panel/events", lambda _: self._stream(self._to_x))
        router.add("/panel/<name>", self._take, methods=("POST",))
        return router

    def _mastodon_app(self) -> Router:
        router = Router()
        router.add("/panel/state", lambda _: json_response(self.mastodon))
        router.add("/panel/<name>", lambda request, name: self._take(request, f"mastodon {name}"), methods=("POST",))
        return router

    def _stream(self, broadcast: Broadcast) -> Response:
        return Response(status=503) if self.refusing_streams else broadcast.listen()

    def _take(self, request: Request, name: str) -> Response:
        body = json_body(request)
        with self._lock:
            self.calls.append((name, body))
        answer = dict(self.answers.get(name, {"ok": True}))
        if answer.pop("held", False):
            self.release.wait(PATIENCE_S)
        return json_response(answer, 200 if answer.get("ok") else 400)
