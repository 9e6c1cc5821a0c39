"""The database: SQLite in WAL with one writer and full sync, or PostgreSQL. Migrations at start."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError, connect
from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, NullPool, create_engine, event, func, make_url, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError
from sqlalchemy.exc import TimeoutError as WaitedTooLong
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from slackapp.domain.quote import quote

BUSY_TIMEOUT_MS = 5_000
QUEUE_SECONDS = 30.0  # for whoever writes in the background: others may have much to write
URGENT_SECONDS = 2.0  # Slack waits three for an acknowledgement: what comes later than this is better refused
# libpq's (postgresql.org/docs/current/libpq-connect.html): a server that went silent is noticed, also mid-sentence.
_CONNECT = {"connect_timeout": 2, "keepalives_idle": 5, "keepalives_interval": 5, "keepalives_count": 3}
_BACKGROUND = {**_CONNECT, "tcp_user_timeout": 20_000}
_URGENT = {**_CONNECT, "tcp_user_timeout": 2_000}
PREDECESSOR_SECONDS = 12.0  # a process that is told to stop takes at most ten
MIGRATIONS = Path(__file__).parent / "migrations"


class DatabaseTrouble(Exception):
    """The database can't be used; the message says why and what to do."""


class Database:
    """Connections to one database. Threads share it.

    On SQLite there is one writing connection, so writers queue in the process instead of meeting SQLITE_BUSY,
    and a decision is on disk (synchronous=FULL) before it is acknowledged. On PostgreSQL what is urgent has connections
    of its own, so that it waits for nobody in this process.
    """

    def __init__(self, url: str, *, readers: int = 8) -> None:
        """Open no connection yet; `url` is SQLAlchemy's (sqlite:///… or postgresql+psycopg://…)."""
        self.url = make_url(url)
        self.urgent_seconds = URGENT_SECONDS
        self._turn = Lock()  # on SQLite, whoever writes
        if self.is_sqlite:
            self._writer = self._urgent = _sqlite_engine(url, begin="BEGIN IMMEDIATE", size=1)
            self._reader = _sqlite_engine(url, begin="BEGIN", size=readers)
            self._apart = self._writer
        else:
            self._writer = self._reader = create_engine(
                url, pool_size=readers, max_overflow=readers, pool_pre_ping=True, connect_args=_BACKGROUND
            )
            self._urgent = create_engine(
                url, pool_size=1, max_overflow=3, pool_timeout=1, pool_pre_ping=True, connect_args=_URGENT
            )
            # What must not wait for a connection that others have, nor keep one from them.
            self._apart = create_engine(url, poolclass=NullPool, connect_args=_BACKGROUND)
        self._inside: dict[str, Lock] = {}
        self._occupied: SqliteConnection | None = None

    @property
    def is_sqlite(self) -> bool:
        """Whether this is SQLite (else PostgreSQL)."""
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def write(self, *, urgent: bool = False) -> Iterator[Connection]:
        """One writing transaction: committed at the end, rolled back on any error.

        Args:
            urgent: Slack waits for it, so it fails after `urgent_seconds` of waiting for others.
        """
        if not self.is_sqlite:
            with (self._urgent if urgent else self._writer).begin() as connection:
                yield connection
            return
        patience = self.urgent_seconds if urgent else QUEUE_SECONDS
        until = time.monotonic() + patience
        if not self._turn.acquire(timeout=patience):
            raise WaitedTooLong(f"others had been writing for {patience:.0f} seconds")
        try:
            with self._writer.connect() as connection:
                if urgent:
                    _wait_for_others(connection, int((until - time.monotonic()) * 1000))
                try:
                    with connection.begin():
                        yield connection
                finally:
                    if urgent:
                        _wait_for_others(connection, BUSY_TIMEOUT_MS)
        finally:
            self._turn.release()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view of the data."""
        with self._reader.connect() as connection:
            yield connection

    @contextmanager
    def write_apart(self) -> Iterator[Connection]:
        """A writing transaction that waits for no other's connection: on PostgreSQL it has one of its own."""
        with self.write() if self.is_sqlite else self._apart.begin() as connection:
            yield connection

    @contextmanager
    def alone(self, name: str, *, wait: bool = False) -> Iterator[bool]:
        """Do something nobody else does at the same time, in any process that shares the database.

        Gives True where nobody is inside under this name (or, with `wait`, as soon as nobody is); else False. On
        PostgreSQL it is the session's advisory lock: one that dies is out at once.
        """
        mine = self._inside.setdefault(name, Lock())
        if not mine.acquire(blocking=wait):
            yield False
            return
        try:
            if self.is_sqlite:
                yield True
                return
            with self._apart.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                key = func.hashtextextended(f"rapport:{name}", 0)
                enter = func.pg_advisory_lock if wait else func.pg_try_advisory_lock
                inside = connection.execute(select(enter(key))).scalar_one() is not False  # waiting tells nothing
                yield inside
                if inside:  # now, and not when the server notices that the session has ended
                    with suppress(DatabaseError):  # one that broke is out already
                        connection.execute(select(func.pg_advisory_unlock(key)))
        finally:
            mine.release()

    def occupy(self) -> None:
        """Keep every other running Rapport off a SQLite file while this process lives; nothing on PostgreSQL.

        A process that is just ending is waited for.

        Raises:
            DatabaseTrouble: another one runs.
        """
        if not self.is_sqlite or not self.url.database or self._occupied:
            return
        held = connect(f"{self.url.database}.lock", timeout=PREDECESSOR_SECONDS, check_same_thread=False)
        try:
            held.execute("BEGIN EXCLUSIVE")  # let go of when the process ends, however it does
        except OperationalError:
            held.close()
            raise DatabaseTrouble(
                f"Another Rapport runs on {self.url.database}. Stop it first. For several at once, use PostgreSQL: "
                "set DATABASE_URL."
            ) from None
        self._occupied = held

    def migrate(self) -> None:
        """Bring the schema up to date.

        Raises:
            DatabaseTrouble: it cannot be opened, or a newer Rapport has written it.
        """
        try:
            if self.is_sqlite and self.url.database:
                Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
            with self._writer.connect() as connection:
                check_revisions(MigrationContext.configure(connection).get_current_heads())
            with self.alone("migrate", wait=True), self._writer.begin() as connection:
                config = Config()
                config.set_main_option("script_location", str(MIGRATIONS))
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        except (DatabaseError, OSError) as error:
            place = self.url.render_as_string(hide_password=True)
            why = error.orig if isinstance(error, DatabaseError) else error.strerror
            raise DatabaseTrouble(f"The database {place} can't be opened: {why}. Check DATABASE_URL.") from None

    def close(self) -> None:
        """Close every connection."""
        for engine in (self._writer, self._urgent, self._reader):
            engine.dispose()
        self._apart.dispose()
        if self._occupied is not None:
            self._occupied.close()
            self._occupied = None


def check_revisions(found: Iterable[str]) -> None:
    """Look whether this code knows the revisions that a database says it has.

    Raises:
        DatabaseTrouble: it does not, so a newer Rapport made them.
    """
    known = {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    for revision in found:
        if revision not in known:
            raise DatabaseTrouble(
                f"This database was made by a newer Rapport (revision {quote(revision, 60)}). "
                "Run that version, or restore a backup."
            )


def _wait_for_others(connection: Connection, milliseconds: int) -> None:
    """How long another process may keep us from writing."""
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={max(milliseconds, 0)}")
    cursor.close()


def _sqlite_engine(url: str, *, begin: str, size: int) -> Engine:
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=QUEUE_SECONDS,
        connect_args={"timeout": BUSY_TIMEOUT_MS / 1000},
    )

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # sqlite3: we say BEGIN ourselves
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA secure_delete=ON")  # a login that is let go leaves no bytes behind
        cursor.close()

    @event.listens_for(engine, "begin")
    def say_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
