"""One read of an account's followers in a process of its own; prints what it took as one JSON line.

`python -m bench.reader NETWORK URL HANDLE TOKEN DATABASE head|full|bare` (`bare`: the same pages by plain HTTP, kept
by nobody).
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import requests

from slackapp.app import utc_now
from slackapp.domain.people import NetworkName
from slackapp.networks.base import Network
from slackapp.networks.catalog import catalog
from slackapp.settings import load
from slackapp.store import accounts
from slackapp.store.database import Database
from slackapp.watch.followers import WatchFollowers


def megabytes(name: str) -> float:
    """VmRSS (held now) or VmHWM (the most held since the last reset), in MB (Linux)."""
    line = next(each for each in Path("/proc/self/status").read_text().splitlines() if each.startswith(name))
    return int(line.split()[1]) * 1024 / 1e6


def watched(network: Network, path: Path, how: str) -> tuple[int, Callable[[], object]]:
    """How many are known, and the read to be measured."""
    database = Database(f"sqlite:///{path}")
    database.migrate()
    me = network.me()
    with database.write() as tx:
        workspace = accounts.put_workspace(tx, "T0BENCH", "Bench", utc_now())
        account = accounts.find(tx, workspace.id, network.name, me.id) or accounts.put_account(
            tx, workspace.id, network.name, me, "none", utc_now()
        )
    watch = WatchFollowers(database, utc_now, timedelta(0) if how == "full" else timedelta(days=1))

    def poll() -> object:
        news = watch.poll(account, network)
        while news.reading:  # a long list takes several polls
            news = watch.poll(account, network)
        return news

    return me.followers or 0, poll


def bare_mastodon(url: str, token: str, user_id: str) -> int:
    """All pages by plain HTTP; how many people they held."""
    session, found = requests.Session(), 0
    session.headers["Authorization"] = f"Bearer {token}"
    address = f"{url}/api/v1/accounts/{user_id.partition('@')[0]}/followers?limit=80"
    while address:
        answer = session.get(address, timeout=30)
        found += len(answer.json())
        address = answer.links.get("next", {}).get("url", "")
    return found


def bare_bluesky(url: str, handle: str, token: str, user_id: str) -> int:
    """Likewise."""
    session, found, cursor = requests.Session(), 0, ""
    body = {"identifier": handle, "password": token}
    opened = session.post(f"{url}/xrpc/com.atproto.server.createSession", json=body, timeout=30).json()
    session.headers["Authorization"] = f"Bearer {opened['accessJwt']}"
    while True:
        asked = {"actor": user_id, "limit": "100"} | ({"cursor": cursor} if cursor else {})
        page = session.get(f"{url}/xrpc/app.bsky.graph.getFollowers", params=asked, timeout=30).json()
        found += len(page["followers"])
        cursor = page.get("cursor", "")
        if not cursor:
            return found


def main(name: str, url: str, handle: str, token: str, database: str, how: str) -> None:
    """Read once."""
    connector = catalog(load(_env_file=None))[NetworkName(name)]
    network = connector.adapter(connector.by_token(url=url, handle=handle, token=token), lambda _changed: None)
    if how == "bare":
        user_id = network.me().id
        read: Callable[[], object] = (
            (lambda: bare_mastodon(url, token, user_id))
            if name == "mastodon"
            else (lambda: bare_bluesky(url, handle, token, user_id))
        )
    else:
        _, read = watched(network, Path(database), how)
    before = megabytes("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    began = time.perf_counter()
    found = read()
    taken = time.perf_counter() - began
    more = megabytes("VmHWM") - before
    print(json.dumps({"seconds": taken, "more_mb": more, "found": str(found)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
