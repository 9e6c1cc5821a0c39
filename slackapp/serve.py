"""The way in for Slack: Socket Mode, or HTTP under a real WSGI server with a health check."""

import contextlib
import gc
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import structlog
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.wsgi import SlackRequestHandler
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from waitress.server import create_server

from slackapp.house import House
from slackapp.networks.base import Unavailable
from slackapp.settings import SettingsTrouble
from slackapp.slack.errors import plain_errors
from slackapp.store.database import Database

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication

log = structlog.get_logger()

EVENTS_PATH = "/slack/events"
HEALTH_PATH = "/healthz"
THREADS = 16  # of the WSGI server; a click holds one for a few milliseconds
SOCKET_THREADS = 16
DRAIN_SECONDS = 2.0  # for which a balancer is told to go elsewhere, and who comes nevertheless is served
IN_HAND_SECONDS = 3.0  # at most, for the requests that are in hand then
LONGEST_STOP = 9.5  # seconds; whoever told us to stop kills us after ten
# What Bolt stumbles into over a body that is not what Slack documents, mostly before it checks the signature.
UNREADABLE = (ValueError, TypeError, AttributeError, LookupError, RecursionError)


def run(house: House) -> None:
    """Serve until SIGTERM or SIGINT, then finish what is under way.

    Raises:
        SettingsTrouble: the port can't be listened on.
        NetworkError: Slack does not let us in.
    """
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    house.start()
    keep_what_stands()
    try:
        close = _http(house) if house.settings.http_mode else _socket(house)
        log.info(
            "ready",
            mode="http" if house.settings.http_mode else "socket",
            database=house.database.url.render_as_string(),
        )
        while not stopped.wait(timeout=1):
            pass
        log.info("stopping")
        _stop_for_certain()
        close()
    finally:
        house.stop()
        log.info("stopped")


def keep_what_stands() -> None:
    """What was built at the start stays: else the collector walks over it now and then, for a quarter of a second."""
    gc.collect()
    gc.freeze()


def _stop_for_certain() -> None:
    """Whatever still hangs then is left to the next start, or to another process: it is written down."""

    def end() -> None:
        log.warning("stopped_in_the_middle")
        os._exit(0)

    timer = threading.Timer(LONGEST_STOP, end)
    timer.daemon = True
    timer.start()


def _socket(house: House) -> Callable[[], object]:
    assert house.settings.slack_app_token is not None
    handler = Socket(house.bolt, house.settings.slack_app_token.get_secret_value(), concurrency=SOCKET_THREADS)
    with plain_errors(effect=False):
        try:
            handler.connect()  # type: ignore[no-untyped-call]  # Bolt's own
        except (TypeError, AttributeError, LookupError):  # the SDK takes any JSON for an object
            raise Unavailable("Slack answered something that makes no sense. Try again in a moment.") from None
    return handler.leave


class Inside:
    """Counts the requests that are in hand, so that none is dropped when we stop."""

    def __init__(self) -> None:
        """Nobody is inside."""
        self._number = 0
        self._changed = threading.Condition()

    def __enter__(self) -> None:
        """One more."""
        with self._changed:
            self._number += 1

    def __exit__(self, *_: object) -> None:
        """One less."""
        with self._changed:
            self._number -= 1
            self._changed.notify_all()

    def wait_until_empty(self, seconds: float) -> None:
        """Wait for them, at most for so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: not self._number, timeout=seconds)


class Socket(SocketModeHandler):
    """The way in by Socket Mode."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        """Bolt's own."""
        super().__init__(*arguments, **more)
        self._inside = Inside()

    def handle(self, client: Any, req: Any) -> None:
        """Serve one request."""
        with self._inside:
            super().handle(client, req)

    def leave(self) -> None:
        """Acknowledge what has come, then hang up: Slack can't be told in advance to send to others."""
        until = time.monotonic() + IN_HAND_SECONDS
        while not self.client.message_queue.empty() and time.monotonic() < until:
            time.sleep(0.01)  # the SDK's own queue tells nobody when it is empty
        self._inside.wait_until_empty(max(0.0, until - time.monotonic()))
        self.client.auto_reconnect_enabled = False
        session = self.client.current_session
        if session is not None and session.sock is not None:
            with contextlib.suppress(OSError):
                # The SDK, while it closes, reads on for seconds and answers nothing; so Slack sees the end at once.
                session.sock.shutdown(socket.SHUT_RDWR)
        self.close()  # type: ignore[no-untyped-call]  # Bolt's own


def _http(house: House) -> Callable[[], object]:
    assert house.settings.port is not None
    door = Door(wsgi(house.bolt, house.database))
    try:
        server = create_server(
            door,
            host=house.settings.rapport_host,
            port=house.settings.port,
            threads=THREADS,
            ident="Rapport",
            clear_untrusted_proxy_headers=True,
        )
    except OSError as error:
        place = f"{house.settings.rapport_host}:{house.settings.port}"
        raise SettingsTrouble(
            [f"PORT: can't listen on {place} ({error.strerror}). Choose another, or see what has it."]
        ) from None
    threading.Thread(target=server.run, name="http", daemon=True).start()

    def close() -> None:
        door.close()
        server.close()

    return close


class Door:
    """Before the application: counts who is inside, and sends a balancer elsewhere before it is shut."""

    def __init__(self, application: "WSGIApplication") -> None:
        """Open."""
        self._application = application
        self._inside = Inside()
        self._closing = False

    def __call__(self, environ: dict[str, Any], start_response: "StartResponse") -> Iterable[bytes]:
        """Serve one request."""
        if self._closing and environ.get("PATH_INFO") == HEALTH_PATH:
            start_response("503 Service Unavailable", [("Content-Type", "text/plain"), ("Connection", "close")])
            return [b"stopping\n"]
        with self._inside:
            return list(self._application(environ, start_response))

    def close(self, drain: float = DRAIN_SECONDS) -> None:
        """Tell balancers to go elsewhere, for so many seconds; then wait a little for who is inside."""
        self._closing = True
        time.sleep(drain)  # nobody tells when they have heard
        self._inside.wait_until_empty(IN_HAND_SECONDS)


def wsgi(bolt: App, database: Database) -> "WSGIApplication":
    """The WSGI application: Slack's requests and the health check."""
    slack = SlackRequestHandler(bolt, path=EVENTS_PATH)

    def application(environ: dict[str, Any], start_response: "StartResponse") -> Iterable[bytes]:
        if environ.get("PATH_INFO") == HEALTH_PATH:
            return _health(database, start_response)
        try:
            return slack(environ, start_response)
        except UNREADABLE as error:  # listeners' own troubles don't come here: Bolt answers those
            log.warning("unreadable_request", error=type(error).__name__)
            start_response("400 Bad Request", [("Content-Type", "text/plain")])
            return [b"this is nothing that Slack would send\n"]

    return application


def _health(database: Database, start_response: "StartResponse") -> Iterable[bytes]:
    try:
        with database.read() as tx:
            tx.execute(text("SELECT 1"))
    except SQLAlchemyError:
        start_response("503 Service Unavailable", [("Content-Type", "text/plain")])
        return [b"the database does not answer\n"]
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"ok\n"]
