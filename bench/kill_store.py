"""The database that the crash drill's processes share, seen from outside."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, NullPool, create_engine, text

from slackapp.sandbox.slack.world import CHANNELS
from tests.servers.postgres import start_postgres

CALLING = "SELECT id, attempt, replica FROM action WHERE state = 'calling' AND kind IN ('follow', 'reply')"
APART = "UPDATE route SET channel_id = :channel WHERE kind = 'followers'"


@dataclass(frozen=True)
class Call:
    """A call to a network that is under way: of a dead process, nobody knows how far."""

    which: tuple[int, int]  # action and attempt
    pid: int | None  # of the process that makes it; None on SQLite, where there is one


@dataclass(frozen=True)
class Store:
    """Where the processes keep what they know, seen from outside."""

    url: str

    def calls(self) -> list[Call]:
        """The calls to a network that are under way."""
        with self._engine().connect() as connection:
            return [Call((row[0], row[1]), _pid(row[2])) for row in connection.execute(text(CALLING))]

    def part_channels(self) -> bool:
        """Send followers to a second channel: each takes one message a second, and the drill has eight hundred.

        Returns whether there is an account whose followers can be sent.
        """
        with self._engine().begin() as connection:
            return connection.execute(text(APART), {"channel": CHANNELS[1].id}).rowcount > 0

    def _engine(self) -> Engine:
        return create_engine(self.url.replace("postgresql://", "postgresql+psycopg://"), poolclass=NullPool)


def _pid(replica: str) -> int | None:
    """A process is called <host>-<pid>-<some digits>."""
    found = re.search(r"-(\d+)-\w+$", replica)
    return int(found[1]) if found else None


@contextmanager
def store(kind: str, folder: Path) -> Iterator[Store]:
    """A new database, `sqlite` or `postgres`."""
    if kind == "sqlite":
        yield Store(f"sqlite:///{folder / 'rapport.sqlite'}")
        return
    server = start_postgres()
    try:
        server.create("rapport")
        yield Store(server.plain_url("rapport"))
    finally:
        server.stop()
