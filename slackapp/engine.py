"""The only file that knows the durable engine, DBOS: a task runs once per key, and again after a crash until it ends.

A task must be safe to begin again: DBOS promises at least one run, the store's states make it exactly one effect.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from dbos import DBOS, DBOSConfig, SetWorkflowID
from dbos._core import WorkflowHandleFuture  # no public name tells a run that begins here from one that is known
from sqlalchemy import Engine as SqlEngine
from sqlalchemy import create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

# Pinned by hand: a new version of the code must still find what an older one left pending.
APPLICATION_VERSION = "rapport-1"
POOL_SIZE = 8  # connections of the engine's own; PostgreSQL gives a hundred in all, for every process

Task = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Pending:
    """Work the engine holds and has not ended."""

    key: str
    task: str


class Engine:
    """Runs named tasks by key. One per process, as DBOS is."""

    def __init__(self, database_url: str, executor_id: str = "rapport") -> None:
        """Open nothing yet.

        Args:
            database_url: SQLAlchemy's; on SQLite a file of the engine's own.
            executor_id: where one process runs, the same at each start, so that it recovers its own work; where
                several do, this one's own: what it leaves is taken over by another.
        """
        config: DBOSConfig = {
            "name": "rapport",
            "application_version": APPLICATION_VERSION,
            "executor_id": executor_id,
            "system_database_url": database_url,
            "log_level": "WARNING",
            "enable_otlp": False,
            "sys_db_pool_size": POOL_SIZE,
        }
        if database_url.startswith("sqlite"):
            config["system_database_engine"] = _sqlite(database_url)
        self._dbos = DBOS(config=config)
        self._tasks: dict[str, Task] = {}
        for handler in logging.getLogger("dbos").handlers:
            handler.setLevel(logging.ERROR)

    def task(self, name: str, run: Task) -> None:
        """Register a task before `start`. The name is kept in the database: renaming it orphans pending work."""

        def workflow(argument: str) -> None:  # DBOS marks the function it is given: a bound method can't be
            run(argument)

        self._tasks[name] = DBOS.workflow(name=name)(workflow)

    def start(self) -> None:
        """Begin, and recover in the background what a crash left behind."""
        DBOS.launch()

    def stop(self, patience: int) -> None:
        """Finish what is running, for at most `patience` seconds; the rest is recovered at the next start."""
        DBOS.destroy(workflow_completion_timeout_sec=patience, destroy_registry=True)

    def enqueue(self, key: str, task: str, argument: str) -> bool:
        """Run a task soon, once for this key however often and from how many processes it is asked for.

        True where that begins it, here; False where it was asked for before.
        """
        with SetWorkflowID(key):
            return isinstance(DBOS.start_workflow(self._tasks[task], argument), WorkflowHandleFuture)

    def take_over(self, executor_id: str) -> int:
        """Have what another process left unfinished run again, in any that live. Returns how much."""
        left = DBOS.list_workflows(status=["PENDING"], executor_id=executor_id, load_input=False, load_output=False)
        if left:
            DBOS.resume_workflows([each.workflow_id for each in left])
        return len(left)

    def pending(self) -> tuple[Pending, ...]:
        """What has begun and not ended; recovered work waits in DBOS's own queue for a moment."""
        held = DBOS.list_workflows(status=["PENDING", "ENQUEUED"], load_input=False)
        return tuple(Pending(w.workflow_id, w.name) for w in held)

    def prune(self, keep_seconds: float) -> int:
        """Forget ended work older than this; returns how much. Only the keys of forgotten work could run again."""
        before = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - keep_seconds))
        ended = DBOS.list_workflows(
            status=["SUCCESS", "ERROR", "CANCELLED"], end_time=before, limit=5_000, load_input=False, load_output=False
        )
        DBOS.delete_workflows([w.workflow_id for w in ended])
        return len(ended)


def _sqlite(url: str) -> SqlEngine:
    engine = create_engine(url, connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")  # DBOS sets neither by itself
        cursor.execute("PRAGMA synchronous=NORMAL")  # the store holds the truth; the engine only has to find it again
        cursor.close()

    return engine
