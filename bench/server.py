"""Rapport as a server to be measured, in a process of its own; prints its port when it is ready.

`python -m bench.server idle|performing SINK_URL FOLDER CARDS`
"""

import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from cryptography.fernet import Fernet
from sqlalchemy import insert
from waitress.server import create_server

from bench.clicks import CHANNEL, SIGNING_SECRET, TEAM, TOKEN, ts
from slackapp import logs
from slackapp.app import build
from slackapp.domain.people import NetworkName, Profile
from slackapp.house import House
from slackapp.networks.x import XKeys
from slackapp.serve import THREADS, wsgi
from slackapp.settings import load
from slackapp.store import accounts
from slackapp.store.cards import cards
from slackapp.store.messages import messages
from slackapp.store.people import followers, people

BATCH = 1_000
KEYS = XKeys("key", "secret", "1000-token", "secret")


def rapport(sink: str, folder: Path, database: str = "") -> House:
    """Rapport as it is, with everybody it calls at the sink."""
    settings = load(
        _env_file=None,
        database_url=database,
        rapport_secret_key=Fernet.generate_key().decode(),
        slack_bot_token=TOKEN,
        slack_signing_secret=SIGNING_SECRET,
        slack_api_url=f"{sink}/api/",
        x_api_url=f"{sink}/x",
        rapport_data_dir=folder,
    )
    return build(settings)


def fill(house: House, number: int) -> None:
    """An account with so many new followers, each on an open card that stands in Slack."""
    now = datetime.now(UTC)
    with house.database.write() as tx:
        workspace = accounts.put_workspace(tx, TEAM, "Bench", now)
        profile = Profile(id="1000", handle="bench", name="Bench")
        locked = house.connections.keeper.lock(asdict(KEYS))
        account = accounts.put_account(tx, workspace.id, NetworkName.X, profile, locked, now)
        place = {"workspace_id": workspace.id, "account_id": account.id}
        for first in range(1, number + 1, BATCH):
            ids = range(first, min(first + BATCH, number + 1))
            tx.execute(insert(people), [_person(n, now) | {"workspace_id": workspace.id} for n in ids])
            tx.execute(insert(followers), [_follower(n, now) | {"account_id": account.id} for n in ids])
            tx.execute(insert(messages), [_message(n, now) | place for n in ids])
            tx.execute(insert(cards), [_card(n, now) | place for n in ids])


def _person(n: int, now: datetime) -> dict[str, object]:
    texts = dict.fromkeys(("bio", "location", "website", "avatar_url", "page_url"), "")
    flags = dict.fromkeys(("protected", "verified", "default_picture"), False)
    numbers = {"followers": n, "following": n, "posts": n, "created_at": now, "last_post_at": now, "seen_at": now}
    name = {"id": n, "network": "x", "network_user_id": str(10_000 + n), "handle": f"person{n}", "name": f"Person {n}"}
    return name | texts | flags | numbers


def _follower(n: int, now: datetime) -> dict[str, object]:
    return {"person_id": n, "first_seen_at": now, "baseline": False, "round": 1, "misses": 0, "lost_reason": ""}


def _message(n: int, now: datetime) -> dict[str, object]:
    place = {"channel_id": CHANNEL, "kind": "card", "key": f"bench:{n}", "ts": ts(n)}
    return place | {"id": n, "created_at": now, "posted_at": now}


def _card(n: int, now: datetime) -> dict[str, object]:
    about = {"id": n, "kind": "follower", "subject": f"follower:{n}:1", "person_id": n, "message_id": n}
    blank = {"status": "open", "version": 1, "follow": "none", "reply": "none", "like": "none", "closed_why": ""}
    return about | blank | {"created_at": now, "decided_by": ""}


def main() -> None:
    """Serve until killed."""
    kind, sink, folder, number = sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])
    logs.set_up("WARNING")
    house = rapport(sink, folder)
    fill(house, number)
    if kind == "performing":
        house.engine.start()
        house.dispatcher.start()
    server = create_server(wsgi(house.bolt, house.database), host="127.0.0.1", port=0, threads=THREADS)
    print(server.effective_port, flush=True)
    server.run()


if __name__ == "__main__":
    main()
