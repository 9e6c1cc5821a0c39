"""`python -m bench.history [lines]`: a page of the audit, and a file of it, where very much has happened."""

import resource
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from slackapp.domain.export import Form, Kind, Order
from slackapp.exports import Exports
from slackapp.history import History
from slackapp.listings import Asker
from slackapp.store import accounts, stories
from slackapp.store.database import Database

START = datetime(2026, 1, 1, tzinfo=UTC)
EVENTS = ("posted", "decided", "followed", "replied", "ignored", "claimed", "changed")
P95_LIMIT = 0.3  # seconds
BATCH = 20_000


def main(lines: int = 1_000_000) -> int:
    """Print what it takes, each beside its limit where there is one; 1 where one is broken."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/rapport.sqlite")
        database.migrate()
        with database.write() as tx:
            at = accounts.put_workspace(tx, "T0BENCH", "Bench", START).id
        for start in range(0, lines, BATCH):
            with database.write() as tx:
                tx.execute(insert(stories.stories), [_line(at, n) for n in range(start, min(start + BATCH, lines))])
        slow = _pages(database, at, lines)
        _files(database, at, Path(folder))
        database.close()
    return int(slow > P95_LIMIT)


def _line(workspace_id: int, n: int) -> dict[str, object]:
    return {
        "workspace_id": workspace_id,
        "at": START + timedelta(seconds=n * 15),
        "actor_id": f"U0PERSON{n % 3}",
        "event": EVENTS[n % len(EVENTS)],
        "detail": f"What happened, number {n}.",
    }


def _pages(database: Database, at: int, lines: int) -> float:
    asker = Asker(at, "U0PERSON1", ZoneInfo("UTC"))
    history = History(database, lambda: START + timedelta(seconds=lines * 15))
    took = []
    for typed in ("", "me", "settings", "failed", "month failed", "month me"):
        for before in (0, lines // 2):
            for _ in range(10):
                begun = time.perf_counter()
                history.audit(asker, typed, before=before)
                took.append(time.perf_counter() - begun)
    slow = quantiles(took, n=20)[18]
    print(f"a page of the audit among {lines:,} lines: p95 {slow * 1000:.1f} ms (limit {P95_LIMIT * 1000:.0f} ms)")
    return slow


def _files(database: Database, at: int, folder: Path) -> None:
    asker = Asker(at, "U0PERSON1", ZoneInfo("UTC"))
    for form in Form:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        begun = time.perf_counter()
        made = Exports(database, lambda: START + timedelta(days=3650)).make(
            Order(Kind.AUDIT, form), asker, lambda who: who, folder
        )
        took, more = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        size = made.path.stat().st_size / 1e6
        print(f"{form}: {made.rows:,} rows, {size:.0f} MB in {took:.1f} s; memory grew by {more / 1024:.0f} MB")


if __name__ == "__main__":
    sys.exit(main(*(int(each) for each in sys.argv[1:2])))
