"""The stand-in as one WSGI application."""

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from werkzeug import Request, Response
from werkzeug.exceptions import NotFound

from slackapp.sandbox import breaking, world
from slackapp.sandbox.http import Broadcast, Router, json_response
from slackapp.sandbox.x import api, avatars, consent, faults, seed
from slackapp.sandbox.x.oauth import OAuth
from slackapp.sandbox.x.panel import Panel

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class XStandIn:
    """X in memory; `wsgi` is to be mounted at `/x`."""

    def __init__(self, now: Callable[[], float], signed_now: Callable[[], float]) -> None:
        self._now = now
        self._signed_now = signed_now
        self.faults = faults.Faults()
        self.events = Broadcast()
        self._begin()

    def _begin(self) -> None:
        self.faults.reset()
        self.state = seed.fresh(self._now)
        self._api, self._panel = self._routes()

    def reset(self) -> None:
        """Everything as at the start."""
        self._begin()
        self.events.publish({"type": "changed", "what": "switch"})

    def close(self) -> None:
        """End the panel's streams."""
        self.events.close()

    def wsgi(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Serve one request."""
        if environ["PATH_INFO"].startswith(("/2/", "/oauth/")):
            return self._x_answer(environ)(environ, start_response)
        return self._panel(environ, start_response)

    def _routes(self) -> tuple[Router, Router]:
        x, panel = Router(api.on_error), Router()
        oauth = OAuth(world.CONSUMER_KEY, world.CONSUMER_SECRET, self._signed_now)
        state = self.state
        api.Api(state, oauth).add_to(x)
        consent.add_to(x, state, oauth)
        Panel(state, world.BRAND_ID, self.faults, self.events).add_to(panel)
        panel.add("/panel/reset", self._reset, ("POST",))
        panel.add("/avatars/<name>.png", _avatar)
        return x, panel

    def _reset(self, _: Request) -> Response:
        self.reset()
        return json_response({"ok": True})

    def _x_answer(self, environ: "WSGIEnvironment") -> Response:
        """What X answers, as a fault that waits for it leaves it; and a line in the record."""
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        fault = self.faults.take(lambda one: one.fits(method, path))
        status = 0
        costs: list[int] = []
        environ[api.COSTS] = costs
        try:
            happens = fault is None or fault.after_effect or method == "GET"
            answer = Response.from_app(self._api, environ) if happens else _nothing_done()
            if fault is not None and not fault.breaks_off:
                answer = faults.spoiled(fault, answer, self._now())
            if fault is None or not fault.breaks_off:
                status = answer.status_code
        finally:
            with self.state.lock:
                self.state.record.call(self._now(), method, path, status, sum(costs), fault.kind if fault else None)
            if method != "GET" and path.startswith("/2/"):
                self.events.publish({"type": "changed", "what": "post" if "tweets" in path else "follower"})
        if fault is not None and fault.breaks_off:  # last: who misses the answer finds the call in the record
            breaking.break_off(fault, environ.get("werkzeug.socket"), answer)
        return answer


def _nothing_done() -> Response:
    """What is half, cut or slow where a write didn't even happen."""
    body = {"title": "Service Unavailable", "detail": "Service Unavailable", "type": "about:blank", "status": 503}
    return json_response(body, 503)


def _avatar(_: Request, name: str) -> Response:
    if name == "default_profile_normal":
        return Response(avatars.draw_default(), content_type="image/png")
    if not name.isdigit():
        raise NotFound
    headers = {"Cache-Control": "max-age=86400"}
    return Response(avatars.draw(name), headers=headers, content_type="image/png")


def create_x_app(now: Callable[[], float] = time.time, signed_now: Callable[[], float] = time.time) -> XStandIn:
    """X with the invented world in it.

    Args:
        now: the time of posts, limits and prices, in seconds since 1970.
        signed_now: the time that signatures' timestamps are compared with.
    """
    return XStandIn(now, signed_now)
