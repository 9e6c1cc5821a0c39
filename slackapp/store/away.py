"""Whether the database is away: stopped, locked by somebody else, out of room. It may well be back in a moment."""

import sqlite3

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as WaitedTooLong

# A missing table or a wrong column is an OperationalError of SQLite's as well, and would not pass by itself.
_PASSING = frozenset(
    getattr(sqlite3, name)
    for name in ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")
)
_PRIMARY = 0xFF  # the rest of an extended result code says more of the same (sqlite.org/rescode.html)


class UnsureError(Exception):
    """The database went away just as it was to commit: nobody knows whether it did."""


def is_away(error: BaseException) -> bool:
    """Whether an error says that the database can't be used just now, rather than that we used it wrongly."""
    if isinstance(error, (WaitedTooLong, UnsureError)):
        return True
    if not isinstance(error, (OperationalError, InterfaceError)):
        return isinstance(error, DBAPIError) and error.connection_invalidated
    code = getattr(error.orig, "sqlite_errorcode", None)
    return code is None or code & _PRIMARY in _PASSING


def is_lost(error: BaseException) -> bool:
    """Whether the connection broke: where that was in a commit, nobody knows whether it came through."""
    return isinstance(error, DBAPIError) and error.connection_invalidated
