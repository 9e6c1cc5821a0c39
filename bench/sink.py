"""What stands at the other end while clicks are measured: Slack and X that say yes at once to everything."""

import json
import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

from waitress.server import create_server

from bench.clicks import TEAM

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_SLACK = {
    "ok": True,
    "ts": "1700000000.000001",
    "team_id": TEAM,
    "team": "Bench",
    "user_id": "U0BOT",
    "bot_id": "B0BOT",
}
_X = {"data": {"following": True, "pending_follow": False}}


def _answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    body = json.dumps(_X if environ["PATH_INFO"].startswith("/x/") else _SLACK).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def start() -> str:
    """Serve in a thread; returns the address."""
    server = create_server(_answer, host="127.0.0.1", port=0, threads=8)
    threading.Thread(target=server.run, daemon=True).start()
    return f"http://127.0.0.1:{server.effective_port}"
