"""The baseline: a Bolt app that does nothing but acknowledge, on the same server; prints its port when it is ready.

`python -m bench.bare SINK_URL THREADS`
"""

import logging
import sys

from slack_bolt import Ack, App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient
from waitress.server import create_server

from bench.clicks import ACTION_ID, PATH, SIGNING_SECRET, TOKEN


def main() -> None:
    """Serve until killed."""
    sink, threads = sys.argv[1], int(sys.argv[2])
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    app = App(
        client=WebClient(token=TOKEN, base_url=f"{sink}/api/"),
        signing_secret=SIGNING_SECRET,
        process_before_response=True,
        token_verification_enabled=False,
    )

    @app.action(ACTION_ID)
    def on_click(ack: Ack) -> None:
        ack()

    server = create_server(SlackRequestHandler(app, path=PATH), host="127.0.0.1", port=0, threads=threads)
    print(server.effective_port, flush=True)
    server.run()


if __name__ == "__main__":
    main()
