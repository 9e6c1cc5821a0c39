"""One HTTP server on loopback that carries every stand-in: threads, HTTP/1.1, WebSocket, live streams."""

import contextlib
import io
import logging
import socket
import sys
import threading
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from werkzeug.exceptions import Forbidden, InternalServerError, NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler
from werkzeug.test import run_wsgi_app

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)

HOST = "127.0.0.1"
MAX_BODY = 16 * 1024 * 1024


class _Handler(WSGIRequestHandler):
    """Werkzeug's handler, with connections kept open between requests, and quiet."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def run_wsgi(self) -> None:
        """Serve one request; werkzeug's own would close the connection after each."""
        environ = self.make_environ()
        length = int(environ.get("CONTENT_LENGTH") or 0)
        if length > MAX_BODY or "wsgi.input_terminated" in environ:
            # A body we won't read to its end leaves the connection useless for a next request.
            self.close_connection = True
        else:
            # Read ahead, so that an application that leaves a body unread spoils no next request.
            environ["wsgi.input"] = io.BytesIO(self.rfile.read(length))
        try:
            self._answer(self.server.app, environ)
        except ConnectionError:
            self.close_connection = True
        except Exception:
            log.exception("a stand-in failed on %s %s", self.command, self.path)
            self.close_connection = True
            with contextlib.suppress(OSError):
                self._answer(InternalServerError(), environ)

    def _answer(self, app: "WSGIApplication", environ: dict[str, Any]) -> None:
        chunks, status, headers = run_wsgi_app(app, environ)
        code, _, reason = status.partition(" ")
        chunked = "content-length" not in headers and self.command != "HEAD" and code not in ("204", "304")
        try:
            self.send_response(int(code), reason)
            for key, value in headers:
                self.send_header(key, value)
            if chunked:
                self.send_header("Transfer-Encoding", "chunked")
            if self.close_connection:
                self.send_header("Connection", "close")
            self.end_headers()
            for chunk in chunks:
                if chunk and chunked:
                    self.wfile.write(b"%x\r\n%b\r\n" % (len(chunk), chunk))
                elif chunk:
                    self.wfile.write(chunk)
            if chunked:
                self.wfile.write(b"0\r\n\r\n")
        finally:
            close = getattr(chunks, "close", None)
            if close is not None:
                close()

    def log(self, _type: str, message: str, *args: Any) -> None:
        """Say it to our own logger, below what a run shows."""
        log.debug(message, *args)


class _Server(ThreadedWSGIServer):
    """Werkzeug's threaded server, which knows its open connections so that it can end them."""

    daemon_threads = True

    def __init__(self, app: "WSGIApplication", port: int) -> None:
        # Bound here: werkzeug would end the whole process where a port is taken.
        with socket.create_server((HOST, port), backlog=128) as listening:
            super().__init__(HOST, port, app, handler=_Handler, fd=listening.fileno())
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._open_lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def end_connections(self) -> None:
        """Shut every open connection: live streams, WebSockets, idle ones."""
        with self._open_lock:
            connections = list(self._open)
        for connection in connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 (the base class's names)
        log.debug("a connection from %s ended badly: %r", client_address, sys.exception())


class _OnlyFromHere:
    """Refuses what a web page elsewhere could make a browser on this machine send or read.

    A page may post to loopback (its `Origin` tells), or point a name of its own at it (the `Host` tells).
    """

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        host = environ.get("HTTP_HOST", "")
        origin = environ.get("HTTP_ORIGIN", f"http://{host}")
        is_public_name = "." in host and host.rpartition(":")[0] != HOST and host != HOST
        if is_public_name or origin != f"http://{host}":
            return Forbidden("the sandbox answers this machine only")(environ, start_response)
        return self._app(environ, start_response)


class SandboxServer:
    """One server on 127.0.0.1 with several WSGI applications, each under its own path.

    An application finds the raw socket in `environ["werkzeug.socket"]`; one that has taken it over
    (a WebSocket, a connection reset on purpose) raises `http.Hangup` to leave without an answer.
    """

    def __init__(self, mounts: "Mapping[str, WSGIApplication]", port: int = 0) -> None:
        """Bind `port` (0: any free one); `mounts` by path (`/slack`), `/` for the rest.

        Raises `OSError` where the port is taken.
        """
        below = {path.rstrip("/"): app for path, app in mounts.items() if path != "/"}
        mounted = DispatcherMiddleware(mounts.get("/", NotFound()), below)
        self._server = _Server(_OnlyFromHere(mounted), port)
        self._thread = threading.Thread(
            target=self._server.serve_forever,
            kwargs={"poll_interval": 0.02},
            name="sandbox-server",
            daemon=True,
        )

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.port)

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    def start(self) -> Self:
        """Serve, in a thread of its own."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop serving and end every connection; the server can't be started again."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join(timeout=5)
        self._server.server_close()
        self._server.end_connections()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
