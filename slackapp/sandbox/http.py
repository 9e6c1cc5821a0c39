"""The small HTTP ground that the stand-ins share: routes, JSON, live streams, dropped connections."""

import json
import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from werkzeug import Request, Response
from werkzeug.exceptions import BadRequest, HTTPException
from werkzeug.routing import Map, Rule

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Handler = Callable[..., Response]


class Hangup(ConnectionError):
    """Raised by a handler: the connection is dropped with no (further) answer."""


def json_response(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """An answer in JSON."""
    body = json.dumps(value, separators=(",", ":"))
    return Response(body, status=status, headers=headers, content_type="application/json; charset=utf-8")


def json_body(request: Request) -> dict[str, Any]:
    """The JSON object in a request's body; an empty body is an empty object.

    Raises `BadRequest` where the body is anything else.
    """
    try:
        value = json.loads(request.get_data() or b"{}")
    except (ValueError, RecursionError) as error:
        raise BadRequest("the body is not JSON") from error
    if not isinstance(value, dict):
        raise BadRequest("the body is not a JSON object")
    return value


def _json_error(error: HTTPException) -> Response:
    """A refusal in the shape that the person's calls use."""
    name = (error.name or "error").lower().replace(" ", "_")
    return json_response({"ok": False, "error": name, "detail": error.description}, error.code or 500)


_Route = tuple[str, tuple[str, ...], bool]  # the rule, its methods, whether it is a WebSocket's


@lru_cache(maxsize=64)
def _map_of(routes: tuple[_Route, ...]) -> Map:
    """The rules, compiled once for all who have the same: that takes longer than a stand-in's whole start else."""
    return Map(
        [
            Rule(rule, endpoint=number, methods=list(methods) or None, websocket=websocket)
            for number, (rule, methods, websocket) in enumerate(routes)
        ]
    )


class Router:
    """A WSGI application made of werkzeug rules, each with its handler.

    A handler takes the request and the rule's values by name, and returns a `Response`.
    """

    def __init__(self, on_error: Callable[[HTTPException], Response] = _json_error) -> None:
        self._rules: list[_Route] = []
        self._handlers: list[Handler] = []
        self._map: Map | None = None
        self._on_error = on_error

    def add(self, rule: str, handler: Handler, methods: Iterable[str] = ("GET",)) -> None:
        """Answer `rule` (werkzeug's syntax, `/2/users/<id>`) with `handler`."""
        self._put((rule, tuple(methods), False), handler)

    def websocket(self, rule: str, handler: Handler) -> None:
        """Answer a WebSocket handshake at `rule`."""
        self._put((rule, (), True), handler)

    def _put(self, route: _Route, handler: Handler) -> None:
        self._rules.append(route)
        self._handlers.append(handler)
        self._map = None

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Serve one request."""
        if self._map is None:
            self._map = _map_of(tuple(self._rules))
        try:
            number, values = self._map.bind_to_environ(environ).match()
            response: Response = self._handlers[number](Request(environ), **values)
        except HTTPException as error:
            response = self._on_error(error)
        answer: Iterable[bytes] = response(environ, start_response)
        return answer


class Broadcast:
    """Events to all who listen over server-sent events.

    Each listener has a bounded queue; who falls behind is cut off, and its browser connects again.
    """

    def __init__(self, queue_size: int = 1000, keep_alive: float = 10.0) -> None:
        """`keep_alive`: seconds of silence before a comment is sent, so that a dead listener is noticed."""
        self._queue_size = queue_size
        self._keep_alive = keep_alive
        self._lock = threading.Lock()
        self._listeners: dict[queue.Queue[str | None], str] = {}

    def publish(self, event: Mapping[str, object], to: str | None = None) -> None:
        """Send `event` to all listeners, or only to those that listen as `to`."""
        data = json.dumps(event)
        with self._lock:
            for listener, name in list(self._listeners.items()):
                if to is not None and to != name:
                    continue
                if listener.qsize() >= self._queue_size:
                    del self._listeners[listener]
                    listener.put(None)
                else:
                    listener.put(data)

    def listen(self, name: str = "") -> Response:
        """A stream of all events published from now on, to everyone or to `name`."""
        listener: queue.Queue[str | None] = queue.Queue()
        with self._lock:
            self._listeners[listener] = name
        headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
        return Response(self._stream(listener), headers=headers, content_type="text/event-stream; charset=utf-8")

    def close(self) -> None:
        """End every stream."""
        with self._lock:
            for listener in self._listeners:
                listener.put(None)
            self._listeners.clear()

    def _stream(self, listener: "queue.Queue[str | None]") -> Iterator[str]:
        try:
            yield ": open\n\n"
            while True:
                try:
                    data = listener.get(timeout=self._keep_alive)
                except queue.Empty:
                    yield ": still here\n\n"
                    continue
                if data is None:
                    return
                yield f"data: {data}\n\n"
        finally:
            with self._lock:
                self._listeners.pop(listener, None)
