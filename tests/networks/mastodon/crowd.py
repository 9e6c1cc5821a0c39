"""What mastodon-mock's API can't do, done in its database: a crowd of followers at once, accounts that are gone."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def add_crowd(
    database: Path, us: str, template: str, number: int, *, equal_times: bool = False
) -> list[tuple[str, str]]:
    """So many more followers of `us`, each a copy of a follower who followed by the API; their ids and handles.

    Args:
        database: the server's SQLite file.
        us: our account's id on the server.
        template: the id of whom to copy.
        number: how many.
        equal_times: all at the moment of the template's follow; otherwise a millisecond apart.
    """
    from mastodon_mock.ids import next_id  # the server runs in this very process

    with closing(sqlite3.connect(database, timeout=10)) as db, db:
        db.row_factory = sqlite3.Row
        [person] = _rows(db, "accounts", "id = ?", template)
        [follow] = _rows(db, "relationships", "source_account_id = ? AND target_account_id = ?", template, us)
        [followed] = _rows(db, "relationships", "source_account_id = ? AND target_account_id = ?", us, template)
        [told] = _rows(db, "notifications", "from_account_id = ? AND type = 'follow'", template)
        made = []
        for n in range(1, number + 1):
            new_id, handle = next_id(), f"{person['username']}x{n}"
            at = datetime.fromisoformat(told["created_at"]) + timedelta(milliseconds=0 if equal_times else n)
            _insert(db, "accounts", person | {"id": new_id, "username": handle})
            _insert(db, "relationships", follow | {"id": next_id(), "source_account_id": new_id})
            _insert(db, "relationships", followed | {"id": next_id(), "target_account_id": new_id})
            note = {"id": next_id(), "from_account_id": new_id, "created_at": at.isoformat(" ")}
            _insert(db, "notifications", told | note)
            made.append((str(new_id), handle))
    return made


def remove_account(database: Path, person: str) -> None:
    """Somebody's account is deleted, with all that hangs on it."""
    with closing(sqlite3.connect(database, timeout=10)) as db, db:
        for table, columns in (
            ("notifications", ("account_id", "from_account_id")),
            ("relationships", ("source_account_id", "target_account_id")),
            ("statuses", ("account_id",)),
            ("oauth_tokens", ("account_id",)),
            ("accounts", ("id",)),
        ):
            for column in columns:
                db.execute(f"DELETE FROM {table} WHERE {column} = ?", (int(person),))


def asked_to_follow(database: Path, us: str) -> set[str]:
    """The ids of those whom we asked to let us follow them."""
    with closing(sqlite3.connect(database, timeout=10)) as db:
        db.row_factory = sqlite3.Row
        rows = _rows(db, "relationships", "source_account_id = ? AND requested", us)
    return {str(row["target_account_id"]) for row in rows}


def _rows(db: sqlite3.Connection, table: str, where: str, *values: str) -> list[Row]:
    return [dict(row) for row in db.execute(f"SELECT * FROM {table} WHERE {where}", [int(value) for value in values])]


def _insert(db: sqlite3.Connection, table: str, row: Row) -> None:
    columns, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" for _ in row)
    db.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(row.values()))
