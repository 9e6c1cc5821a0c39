"""Socket Mode: connections, envelopes, acks. Source: docs.slack.dev/apis/events-api/using-socket-mode."""

import contextlib
import itertools
import json
import secrets
import threading
import uuid

from simple_websocket import ConnectionClosed, Server  # type: ignore[import-untyped]  # ships no types
from werkzeug import Request, Response
from werkzeug.exceptions import Forbidden

from slackapp.sandbox.http import Hangup
from slackapp.sandbox.slack.arguments import Json, SlackError, parse
from slackapp.sandbox.slack.delivery import EVENT, Answer, Retry
from slackapp.sandbox.slack.state import State, keep

MAX_CONNECTIONS = 10
TICKETS_KEPT = 100
CONNECTION_SECONDS = 18_060
GRACE_SECONDS = 0.5


class Connection:
    """One WebSocket of the app's."""

    def __init__(self, socket: Server) -> None:
        self.socket = socket
        self.is_leaving = False
        self._sending = threading.Lock()

    def send(self, message: Json) -> bool:
        """Send a message; False where the connection is gone."""
        try:
            with self._sending:
                self.socket.send(json.dumps(message))
        except (ConnectionClosed, OSError):
            return False
        return True

    def close(self) -> None:
        """Close it, if it still is open."""
        with contextlib.suppress(ConnectionClosed, OSError):
            self.socket.close()


class Sockets:
    """All connections. Each envelope goes to one of them, in turn."""

    def __init__(self, state: State, ack_timeout: float) -> None:
        """`ack_timeout`: how many seconds an envelope waits to be acknowledged."""
        self._state = state
        self._ack_timeout = ack_timeout
        self._lock = threading.Lock()
        self._tickets: dict[str, bool] = {}
        self._connections: list[Connection] = []
        self._turn = itertools.count()
        self._waiting: dict[str, threading.Event] = {}
        self._answers: dict[str, Answer] = {}

    def open(self, state: State, _args: Json) -> Json:
        """apps.connections.open: a URL that can be used once."""
        ticket = secrets.token_urlsafe(24)
        with self._lock:
            if len(self._connections) >= MAX_CONNECTIONS:
                raise SlackError("too_many_websockets")
            keep(self._tickets, ticket, True, TICKETS_KEPT)
        root = state.root.replace("http", "ws", 1)
        return {"ok": True, "url": f"{root}/link?ticket={ticket}&app_id={state.world.app_id}"}

    @property
    def count(self) -> int:
        """How many connections take envelopes."""
        with self._lock:
            return sum(not one.is_leaving for one in self._connections)

    def serve(self, request: Request) -> Response:
        """Carry one WebSocket from its handshake to its end."""
        with self._lock:
            known = self._tickets.pop(request.args.get("ticket", ""), False)
        if not known:
            raise Forbidden("unknown ticket")
        connection = Connection(Server.accept(request.environ))
        with self._lock:
            self._connections.append(connection)
            number = len(self._connections)
        try:
            connection.send(self._hello(number))
            while True:
                self._received(connection.socket.receive())
        except ConnectionClosed:
            pass
        finally:
            with self._lock:
                self._connections.remove(connection)
        raise Hangup

    def _hello(self, number: int) -> Json:
        return {
            "type": "hello",
            "num_connections": number,
            "debug_info": {
                "host": "applink-sandbox",
                "build_number": 1,
                "approximate_connection_time": CONNECTION_SECONDS,
            },
            "connection_info": {"app_id": self._state.world.app_id},
        }

    def _received(self, data: str | bytes | None) -> None:
        try:
            message = parse(data or "")
        except ValueError:
            return
        if not isinstance(message, dict):
            return
        envelope_id, payload = message.get("envelope_id"), message.get("payload")
        with self._lock:
            waiting = self._waiting.get(envelope_id) if isinstance(envelope_id, str) else None
            if waiting and envelope_id:
                self._answers[envelope_id] = Answer(True, payload if isinstance(payload, dict) else None)
                waiting.set()

    def deliver(self, kind: str, payload: Json, retry: Retry | None = None) -> Answer:
        """Send an envelope and wait for its acknowledgement."""
        envelope_id = str(uuid.uuid4())
        envelope: Json = {
            "envelope_id": envelope_id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != EVENT,
        }
        if kind == EVENT:
            envelope["retry_attempt"] = retry.number if retry else 0
            envelope["retry_reason"] = retry.reason if retry else ""
        acknowledged = threading.Event()
        with self._lock:
            self._waiting[envelope_id] = acknowledged
        try:
            if not self._send(envelope):
                return Answer(False, reason="no_connection")
            acknowledged.wait(self._ack_timeout)
            with self._lock:
                return self._answers.pop(envelope_id, Answer(False, reason="timeout"))
        finally:
            with self._lock:
                del self._waiting[envelope_id]
                self._answers.pop(envelope_id, None)

    def _send(self, envelope: Json) -> bool:
        with self._lock:
            able = [one for one in self._connections if not one.is_leaving]
        start = next(self._turn)
        in_turn = (able[(start + index) % len(able)] for index in range(len(able)))
        return any(connection.send(envelope) for connection in in_turn)

    def disconnect(self, reason: str) -> None:
        """Tell every connection to come again, and close it a moment later; `drop` closes without a word."""
        with self._lock:
            leaving = list(self._connections)
        for connection in leaving:
            if reason == "drop":
                connection.close()
                continue
            connection.is_leaving = True
            connection.send({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-sandbox"}})
            # The moment lets acknowledgements under way arrive, and the app open its next connection.
            timer = threading.Timer(GRACE_SECONDS, connection.close)
            timer.daemon = True
            timer.start()

    def close(self) -> None:
        """Close every connection."""
        self.disconnect("drop")
