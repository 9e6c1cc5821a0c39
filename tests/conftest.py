"""Real databases for every room's tests: SQLite in a file, and PostgreSQL, started once for the whole session."""

import logging
from collections.abc import Generator, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import structlog
from xdist.scheduler import LoadFileScheduling, Scheduling

from slackapp.store.database import Database
from slackapp.store.tables import Base
from tests.house import House
from tests.servers.fixtures import atproto as atproto  # noqa: PLC0414  # a fixture is passed on by its name
from tests.servers.postgres import CANT_RUN, PostgresServer, start_postgres

# What takes longest begins first, so that nothing long is left when the rest is done.
SLOWEST = (
    "tests/test_drill_kill.py",
    "tests/sandbox/page/",
    "tests/test_commandline.py",
    "tests/test_engine.py",
    "tests/networks/contract/",
    "tests/test_commandline",
    "tests/slack/listeners/test_hostile.py",
    "tests/slack/listeners/test_cards.py",
    "tests/slack/listeners/test_x_trouble.py",
    "tests/slack/listeners/",
    "tests/slack/",
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


def pytest_configure(config: pytest.Config) -> None:
    """Name the tests that want a real network."""
    config.addinivalue_line(
        "markers", "networks: wants a real network, or long; `make test-networks` installs it and runs these"
    )


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the slowest first; mark what wants a real network, and the contract that real ones are held to."""
    for item in items:
        if "atproto" in getattr(item, "fixturenames", ()) or item.nodeid.startswith("tests/networks/contract/"):
            item.add_marker("networks")
    items.sort(key=lambda item: next((n for n, where in enumerate(SLOWEST) if item.nodeid.startswith(where)), 99))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The session's PostgreSQL; tests that ask for it are skipped where it can't run."""
    try:
        server = start_postgres()
    except CANT_RUN as error:
        pytest.skip(f"PostgreSQL can't run here: {error}")
    yield server
    server.stop()


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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Halves of characters, which hostile tests are full of, would break the wire between the workers."""
    report = yield
    report.sections = [(name, _whole(text)) for name, text in report.sections]
    if report.longrepr is not None and _whole(str(report.longrepr)) != str(report.longrepr):
        report.longrepr = _whole(str(report.longrepr))
    return report


def _whole(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()
