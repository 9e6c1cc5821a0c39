"""What happens to the database: PostgreSQL stops, somebody else locks the SQLite file, the disk is full."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tests.servers.postgres import CANT_RUN, PostgresServer, start_postgres

DISK = 48 * 1024 * 1024  # bytes of the small disk; an empty Rapport takes a few


class CantRunError(Exception):
    """This machine can't run it; the message says why."""


class Fault(Protocol):
    """Something that can be done to a database, and undone."""

    name: str
    url: str  # DATABASE_URL; "" leaves it to the data folder

    @property
    def data(self) -> Path | None:
        """The data folder, where it must be a certain one."""

    def begin(self) -> None:
        """Break it."""

    def end(self) -> None:
        """Mend it; returns when it is whole again."""


@dataclass
class Stopped:
    """PostgreSQL is stopped, and started again on the same data."""

    server: PostgresServer
    mode: str  # pg_ctl's: "fast" or "immediate"
    data: Path | None = None

    def __post_init__(self) -> None:
        """A database of its own."""
        self.name = f"postgres stopped ({self.mode})"
        self.server.create(f"rapport_{self.mode}")
        self.url = self.server.plain_url(f"rapport_{self.mode}")

    def begin(self) -> None:
        """Stop it."""
        self.server.halt(self.mode)

    def end(self) -> None:
        """Start it."""
        self.server.start()


@dataclass
class Locked:
    """Another process holds the SQLite file."""

    data: Path
    name: str = "sqlite locked"
    url: str = ""
    _held: sqlite3.Connection | None = None

    def begin(self) -> None:
        """Take the lock as soon as it is free."""
        self._held = sqlite3.connect(self.data / "rapport.sqlite", timeout=30, isolation_level=None)
        self._held.execute("BEGIN EXCLUSIVE")

    def end(self) -> None:
        """Let go."""
        assert self._held is not None
        self._held.execute("ROLLBACK")
        self._held.close()


@dataclass
class Full:
    """The disk that holds everything of Rapport's, its log included, has no byte left."""

    data: Path
    name: str = "disk full"
    url: str = ""

    def begin(self) -> None:
        """Write until nothing fits, and go on while others make room."""
        self._fill(1 << 20)
        self._fill(1 << 9)

    def _fill(self, size: int) -> None:
        with (self.data / "ballast").open("ab", buffering=0) as ballast:
            try:
                while ballast.write(b"x" * size):
                    pass
            except OSError:
                return

    def end(self) -> None:
        """Make room."""
        (self.data / "ballast").unlink()


@contextmanager
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL that keeps what was committed. Raises CantRunError."""
    try:
        server = start_postgres(keeps=True)
    except CANT_RUN as error:
        raise CantRunError(f"PostgreSQL can't run here: {error}") from None
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def small_disk() -> Iterator[Path]:
    """A folder on a disk of its own that is soon full. Raises CantRunError where none may be mounted."""
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("mount") is None:
        raise CantRunError("only root can mount a small disk")
    folder = Path(tempfile.mkdtemp(prefix="rapport-disk-"))
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        folder.rmdir()
        raise CantRunError(f"a small disk can't be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)
        folder.rmdir()
