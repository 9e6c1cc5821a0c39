"""Copies of a SQLite store: made while Rapport runs, and put back while nobody has it open.

SQLite's online backup (https://sqlite.org/backup.html) copies one moment of a database in one step, beside its writers.
Put back, it is one transaction in the same file: whoever is killed in between leaves the old content, and nobody ever
holds a file that has been taken away under them.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from slackapp.domain.action import ActionKind
from slackapp.domain.quote import quote
from slackapp.store.database import DatabaseTrouble, check_revisions

BESIDE = ("-wal", "-shm", "-journal")  # what SQLite keeps next to a database
WAIT = 1.0  # seconds for another's lock; a running Rapport never lets go of its own
REPEATABLE = (ActionKind.UPDATE_MESSAGE, ActionKind.CONFIRM_FOLLOW, ActionKind.CONFIRM_REPLY)  # no harm done twice

_DOUBT = f"""UPDATE action SET state = 'calling', calling_at = created_at
    WHERE state = 'planned' AND kind NOT IN ({", ".join("?" * len(REPEATABLE))})"""  # noqa: S608 (only marks)


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds."""

    size: int  # bytes
    accounts: int
    cards: int
    doubts: int  # actions of which it doesn't know whether they happened


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where the store that stood there went; None where none did."""

    copied: Copied
    kept: Path | None


def back_up(database: Path, into: Path, *, overwrite: bool = False) -> Copied:
    """Copy one moment of the store into a file for its owner's eyes alone, while others write.

    Raises:
        DatabaseTrouble: there is no store of ours, the file exists and is not to be overwritten, or can't be written.
    """
    if not database.exists():
        raise DatabaseTrouble(f"There is no database at {database} yet.")
    if _is_of(into, database):
        raise DatabaseTrouble(f"{into} belongs to the database itself. Name another file for the backup.")
    if into.exists() and not (overwrite and into.is_file()):
        raise DatabaseTrouble(f"{into} exists already. Name another file, or overwrite it with --force.")
    with _told(into), _draft(into) as draft:
        _copy(database, draft, "rw")  # where Rapport doesn't run, this leaves nothing beside it
        _check(draft, database)
        copied = _counted(draft)
        _put(draft, into, overwrite=overwrite)
    return copied


def restore(backup: Path, database: Path, engine: Path, now: datetime) -> Restored:
    """Put a backup in the store's place, and keep what stood there beside it.

    What the backup holds as planned may have been done since it was made: it is marked as under way, so that the next
    start reads it back like anything a crash left. The engine's own file goes: it tells of another store's work.

    Args:
        backup: a file that `back_up` made, of this schema or an earlier one.
        database: the store's file; it need not exist.
        engine: the engine's file.
        now: aware; names the file that is kept.

    Raises:
        DatabaseTrouble: the backup is broken, not ours or a newer Rapport's, or the store is open somewhere; then it is
            as it was.
    """
    if _is_of(backup, database):
        raise DatabaseTrouble(f"{backup} belongs to the database itself. Name a file that `rapport backup` made.")
    if not backup.is_file():
        raise DatabaseTrouble(f"There is no backup at {backup}.")
    there = database.exists() and database.stat().st_size > 0
    with _told(database):
        database.parent.mkdir(parents=True, exist_ok=True)
        with _draft(database) as draft:
            _copy(backup, draft, "ro")
            _check(draft, backup)
            _mark_doubts(draft)
            with _alone(database) as store:
                kept = _keep(store, database, now) if there else None
                for path in (engine, *_beside(engine), *_beside(database)[:2]):  # not the journal: it is in use
                    path.unlink(missing_ok=True)
                with closing(sqlite3.connect(draft)) as source:
                    source.backup(store)
            return Restored(_counted(draft), kept)


def _copy(source: Path, draft: Path, mode: str) -> None:
    """One moment of a database, out of WAL mode: a single file, complete without others beside it."""
    try:
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode={mode}", uri=True, timeout=WAIT)) as held,
            closing(sqlite3.connect(draft, isolation_level=None)) as copy,
        ):
            held.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        raise DatabaseTrouble(f"{source} can't be copied: {quote(str(error), 200)}.") from None


def _check(copy: Path, of: Path) -> None:
    """Raises DatabaseTrouble where a copy is broken, not ours, or a newer Rapport's."""
    try:
        with closing(sqlite3.connect(copy)) as look:
            (sound,) = look.execute("PRAGMA integrity_check(1)").fetchone()
            if sound != "ok":
                raise DatabaseTrouble(f"{of} is damaged: {quote(str(sound), 200)}.")
            revisions = [str(revision) for (revision,) in look.execute("SELECT version_num FROM alembic_version")]
    except sqlite3.DatabaseError as error:
        raise DatabaseTrouble(f"{of} is no database of Rapport: {quote(str(error), 200)}.") from None
    if not revisions:
        raise DatabaseTrouble(f"{of} is no database of Rapport: it has no revision.")
    check_revisions(revisions)


def _counted(copy: Path) -> Copied:
    what = ("account", "card", "action WHERE state IN ('calling', 'in_doubt')")
    with closing(sqlite3.connect(copy)) as look:
        counts = [int(look.execute(f"SELECT count(*) FROM {one}").fetchone()[0]) for one in what]  # noqa: S608 (our words)
    return Copied(copy.stat().st_size, *counts)


def _mark_doubts(copy: Path) -> None:
    with closing(sqlite3.connect(copy, isolation_level=None)) as change:
        change.execute(_DOUBT, [kind.value for kind in REPEATABLE])


@contextmanager
def _alone(database: Path) -> Iterator[sqlite3.Connection]:
    """The store, locked so that nobody else reads or writes it.

    Whoever has a database open in WAL mode holds a lock for as long as they do; leaving that mode needs all of it
    (https://sqlite.org/wal.html). It also writes what a crash left in the WAL, and removes it.
    """
    if not database.exists():
        _make(database)
    with closing(sqlite3.connect(database, isolation_level=None, timeout=WAIT)) as store:
        try:
            store.execute("PRAGMA locking_mode=EXCLUSIVE")
            store.execute("PRAGMA journal_mode=DELETE")
            store.execute("PRAGMA synchronous=FULL")
            store.execute("BEGIN EXCLUSIVE")
            store.execute("COMMIT")  # in this locking mode the lock stays until the connection is closed
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise DatabaseTrouble(
                    f"{database} is open elsewhere: Rapport runs. Stop it, then restore again."
                ) from None
            why = quote(str(error), 200)
            raise DatabaseTrouble(
                f"{database} can't be opened: {why}. Move it away, with {database.name}-wal and {database.name}-shm, "
                "then restore again."
            ) from None
        yield store


def _keep(store: sqlite3.Connection, database: Path, now: datetime) -> Path:
    """Copy the store as it stands beside itself."""
    kept = database.with_name(f"{database.name}.replaced-{now:%Y%m%dT%H%M%S.%fZ}")
    with _draft(kept) as draft:
        with closing(sqlite3.connect(draft)) as copy:
            store.backup(copy)
        _put(draft, kept)
    return kept


@contextmanager
def _draft(beside: Path) -> Iterator[Path]:
    """An empty file of its owner's alone, in the same folder, gone in the end."""
    draft = beside.with_name(f"{beside.name}.{uuid4().hex}")
    _make(draft)
    try:
        yield draft
    finally:
        for path in (draft, *_beside(draft)):
            path.unlink(missing_ok=True)


def _make(file: Path) -> None:
    os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _put(draft: Path, place: Path, *, overwrite: bool = False) -> None:
    """Give a draft its name, on disk before this returns. Raises FileExistsError where somebody took it meanwhile."""
    if not overwrite:
        _make(place)  # not every disk has links
    draft.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def _told(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DatabaseTrouble(f"{place} can't be written: {error.strerror}.") from None
    except sqlite3.DatabaseError as error:
        raise DatabaseTrouble(f"{place} can't be written: {quote(str(error), 200)}.") from None


def _beside(database: Path) -> tuple[Path, ...]:
    return tuple(database.with_name(database.name + end) for end in BESIDE)


def _is_of(path: Path, database: Path) -> bool:
    """Whether a path is the database or one of the files that SQLite keeps next to it."""
    return path.resolve() in {one.resolve() for one in (database, *_beside(database))}
