"""The baselines: a Bolt app that does nothing but acknowledge, on the same server; prints its port when it is ready.

With a folder it also puts one row on disk first, by sqlite3 itself: what no app that keeps its promise can beat.

`python -m bench.bare SINK_URL THREADS [FOLDER]`
"""

import logging
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from slack_bolt import Ack, App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient
from waitress.server import create_server

from bench.clicks import ACTION_ID, PATH, SIGNING_SECRET, TOKEN


def row_writer(folder: Path) -> Callable[[], None]:
    """Writes one row in a transaction of its own, synced to the disk: raw sqlite3, one connection."""
    connection = sqlite3.connect(folder / "raw.sqlite", isolation_level=None, check_same_thread=False)
    for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "CREATE TABLE click (words TEXT)"):
        connection.execute(statement)
    turn = Lock()

    def write() -> None:
        with turn:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO click VALUES (?)", ("somebody decided something",))
            connection.execute("COMMIT")

    return write


def main() -> None:
    """Serve until killed."""
    sink, threads = sys.argv[1], int(sys.argv[2])
    write = row_writer(Path(sys.argv[3])) if len(sys.argv) > 3 else lambda: None
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    app = App(
        client=WebClient(token=TOKEN, base_url=f"{sink}/api/"),
        signing_secret=SIGNING_SECRET,
        process_before_response=True,
        token_verification_enabled=False,
    )

    @app.action(ACTION_ID)
    def on_click(ack: Ack) -> None:
        write()
        ack()

    server = create_server(SlackRequestHandler(app, path=PATH), host="127.0.0.1", port=0, threads=threads)
    print(server.effective_port, flush=True)
    server.run()


if __name__ == "__main__":
    main()
