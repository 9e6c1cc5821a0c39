"""From a poll's beginning until the new follower's card stands in Slack, beside one bare chat.postMessage.

Between the stand-ins, over HTTP, with 10,000 followers known; then with 200 new ones at once, in one grouped card.
"""

import json
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any
from urllib.request import Request, urlopen

from slackapp import logs
from slackapp.app import build
from slackapp.house import House
from slackapp.sandbox import world
from slackapp.sandbox.server import SandboxServer
from slackapp.sandbox.slack.app import SlackStandIn, create_slack_app
from slackapp.sandbox.slack.limits import Limits
from slackapp.sandbox.slack.world import CHANNELS, TIDEWATER
from slackapp.sandbox.x import create_x_app
from slackapp.settings import load
from slackapp.store import actions

KNOWN, TOGETHER, ROUNDS = 10_000, 200, 10
CHANNEL = CHANNELS[0].id
FAST = Limits(post_interval=0, updates=100_000, publishes=100_000, others=1_000_000)


def perform(house: House) -> None:
    """What the dispatcher would hand to the engine now."""
    while True:
        with house.database.read() as tx:
            due = actions.due(tx, datetime.now(UTC), 1)
        if not due:
            return
        house.performer.perform(due[0].action_id)


def settle(house: House) -> None:
    """Let the channel's second of rest go by."""
    time.sleep(1.2)
    perform(house)


def timed_poll(house: House, slack: SlackStandIn, account_id: int) -> float:
    """Milliseconds from the poll's beginning until there is one message more."""
    before, began = len(slack.state.messages[CHANNEL]), time.perf_counter()
    house.poll.poll(account_id)
    perform(house)
    taken = (time.perf_counter() - began) * 1_000
    assert len(slack.state.messages[CHANNEL]) == before + 1
    return taken


def bare_post(house: House, n: int) -> float:
    """Milliseconds of one chat.postMessage to the same stand-in."""
    began = time.perf_counter()
    house.connections.clients.of(1).chat_postMessage(channel=CHANNEL, text=f"Bare message {n}")
    return (time.perf_counter() - began) * 1_000


def follow(url: str, count: int) -> None:
    """So many new followers, made up where there are many."""
    body = json.dumps({"kind": "person", "count": count}).encode()
    request = Request(f"{url}/x/panel/follow", body, {"Content-Type": "application/json"})
    with urlopen(request, timeout=60) as answer:
        answer.read()


def main() -> None:
    """Print the table."""
    logs.set_up("WARNING")
    slack, x = create_slack_app(limits=FAST), create_x_app()
    with (
        tempfile.TemporaryDirectory(prefix="rapport-bench-") as folder,
        SandboxServer({"/slack": slack.wsgi, "/x": x.wsgi}) as server,
    ):
        house = build(load(**settings(server.url, Path(folder))))
        account = next(iter(house.connections.own_accounts()), None)
        assert account is not None
        follow(server.url, KNOWN)
        house.poll.poll(account.id)  # the silent first read
        perform(house)
        single, bare = [], []
        for n in range(ROUNDS):
            settle(house)
            follow(server.url, 1)
            single.append(timed_poll(house, slack, account.id))
            bare.append(bare_post(house, n))
        settle(house)
        follow(server.url, TOGETHER)
        grouped = timed_poll(house, slack, account.id)
        house.database.close()
        slack.close()
    base = median(bare)
    print(f"A poll's beginning -> its card stands in Slack ({KNOWN:,} followers known)")
    for name, taken in (
        ("bare chat.postMessage", base),
        ("1 new follower, one card", median(single)),
        (f"{TOGETHER} new followers at once, one grouped card", grouped),
    ):
        print(f"  {name:<46}{taken:>10.0f} ms{taken / base:>10.1f} times the bare post")


def settings(url: str, folder: Path) -> dict[str, Any]:
    """Rapport between the stand-ins."""
    return {
        "_env_file": None,
        "slack_bot_token": TIDEWATER.bot_token,
        "slack_api_url": f"{url}/slack/api/",
        "x_api_key": world.CONSUMER_KEY,
        "x_api_secret": world.CONSUMER_SECRET,
        "x_access_token": world.ACCESS_TOKEN,
        "x_access_token_secret": world.ACCESS_TOKEN_SECRET,
        "x_api_url": f"{url}/x",
        "rapport_data_dir": folder,
    }


if __name__ == "__main__":
    main()
