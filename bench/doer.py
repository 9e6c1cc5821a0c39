"""So many follows on the network, done by Rapport or by bare DBOS in a process of its own.

Prints the seconds it took, and the seconds of processor time.

`python -m bench.doer bare|rapport SINK_URL FOLDER FOLLOWS [DATABASE_URL]`
"""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from dbos import DBOS, SetWorkflowID
from sqlalchemy import func, insert, select

from bench.server import KEYS, fill, rapport
from slackapp import logs
from slackapp.domain.action import ActionState
from slackapp.engine import Engine
from slackapp.networks.base import Once
from slackapp.networks.x import X
from slackapp.store.actions import actions
from slackapp.store.cards import cards
from slackapp.store.database import Database

WARM = 20


def bare(sink: str, folder: Path, number: int, database: str) -> tuple[float, float]:
    """What a straight use of the engine costs: a workflow for each, its call a durable step, all asked for at once."""
    network = X(KEYS, base_url=f"{sink}/x")
    engine = Engine(database or f"sqlite:///{folder / 'bare.sqlite'}", "bare")

    @DBOS.step()
    def follow(person: str) -> str:
        return network.follow(person, Once(person, datetime.now(UTC), 1)).id

    @DBOS.workflow()
    def one(person: str) -> str:
        return follow(person)

    engine.start()
    for n in range(WARM):
        DBOS.start_workflow(one, str(n)).get_result()
    began, busy = time.perf_counter(), time.process_time()
    handles = []
    for n in range(number):
        with SetWorkflowID(f"follow:{n}"):
            handles.append(DBOS.start_workflow(one, str(10_000 + n)))
    for handle in handles:
        handle.get_result()
    taken = time.perf_counter() - began, time.process_time() - busy
    engine.stop(1)
    return taken


def whole(sink: str, folder: Path, number: int, database: str) -> tuple[float, float]:
    """The same by Rapport: each a decided action on a card, claimed, called and settled, its card moved."""
    house = rapport(sink, folder, database)
    fill(house, number + WARM)
    with house.database.write() as tx:
        tx.execute(cards.update().values(message_id=None))  # what Slack shows of it is not measured here
    _plan(house.database, 1, WARM)
    house.engine.start()
    house.dispatcher.start()
    _until(house.database, WARM)
    _plan(house.database, WARM + 1, number)
    began, busy = time.perf_counter(), time.process_time()
    house.dispatcher.wake()
    _until(house.database, WARM + number)
    taken = time.perf_counter() - began, time.process_time() - busy
    house.stop(1)
    return taken


def _plan(database: Database, first: int, number: int) -> None:
    now = datetime.now(UTC)
    texts = dict.fromkeys(("actor_id", "text", "outcome_id", "outcome_url", "failure", "reason", "replica"), "")
    rows = [
        texts
        | {"key": f"bench:{n}", "kind": "follow", "state": "planned", "workspace_id": 1, "account_id": 1, "card_id": n}
        | {"lane": f"card:{n}", "target_id": str(10_000 + n), "attempt": 0, "checks": 0}
        | {"created_at": now, "due_at": now}
        for n in range(first, first + number)
    ]
    with database.write() as tx:
        tx.execute(insert(actions), rows)


def _until(database: Database, number: int) -> None:
    query = select(func.count()).where(actions.c.state == ActionState.DONE)
    while True:
        with database.read() as tx:
            if tx.execute(query).scalar_one() >= number:
                return
        time.sleep(0.02)


def main() -> None:
    """Do them."""
    logs.set_up("WARNING")
    how, sink, folder, number = sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])
    database = sys.argv[5] if len(sys.argv) > 5 else ""
    print(*{"bare": bare, "rapport": whole}[how](sink, folder, number, database))


if __name__ == "__main__":
    main()
