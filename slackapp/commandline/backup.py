"""`rapport backup` and `rapport restore`: a copy of the database, and the way back."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import make_url

from slackapp.commandline.troubles import checked_settings, plain_troubles
from slackapp.secrets import KEY_FILE
from slackapp.settings import Settings
from slackapp.store import backup as copies
from slackapp.store.database import DatabaseTrouble

POSTGRES = "This database is PostgreSQL: {what} with its own tool, {tool}. Keep RAPPORT_SECRET_KEY, too."


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file if it is there")] = False,
) -> None:
    """Copy the database into a file, while Rapport runs."""
    with plain_troubles():
        found = checked_settings()
        database = _file(found.database, "back it up", "pg_dump")
        if file.resolve() in {(found.rapport_data_dir / KEY_FILE).resolve(), _engine(found).resolve()}:
            raise DatabaseTrouble(f"{file} is one of Rapport's own files. Name another one for the backup.")
        copied = copies.back_up(database, file, overwrite=force)
        typer.echo(f"Backed up to {file}: {_size(copied.size)}, {_what(copied)}.")
        typer.echo(f"Keep {_key(found)} too, in another place: it is not in the backup, and opens the logins in it.")


def restore(file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `rapport backup` made")]) -> None:
    """Put a backup in the database's place, while Rapport is stopped."""
    with plain_troubles():
        found = checked_settings()
        database = _file(found.database, "restore it", "pg_restore")
        restored = copies.restore(file, database, _engine(found), datetime.now(UTC))
        typer.echo(f"Restored {database} from {file}: {_what(restored.copied)}.")
        if restored.kept:
            typer.echo(f"What stood there before is kept in {restored.kept}.")
        if doubts := restored.copied.doubts:
            they = "One action was" if doubts == 1 else f"{doubts} actions were"
            typer.echo(f"{they} under way: the next start looks whether it happened before anything is repeated.")
        typer.echo(f"The logins in it are opened by the key of that time: {_key(found)} has to be the same.")


def _file(url: str, what: str, tool: str) -> Path:
    """The file of a SQLite database. Raises DatabaseTrouble where it is another."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        raise DatabaseTrouble(POSTGRES.format(what=what, tool=tool))
    if parsed.database in (None, "", ":memory:"):
        raise DatabaseTrouble("This database is no file. Check DATABASE_URL.")
    return Path(str(parsed.database))


def _engine(found: Settings) -> Path:
    return Path(str(make_url(found.engine_database).database))


def _key(found: Settings) -> str:
    return "RAPPORT_SECRET_KEY" if found.rapport_secret_key else str(found.rapport_data_dir / KEY_FILE)


def _what(copied: copies.Copied) -> str:
    many = ((copied.accounts, "account"), (copied.cards, "card"))
    return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in many)


def _size(number: int) -> str:
    return f"{number / 1e6:.1f} MB" if number >= 1e6 else f"{max(1, round(number / 1e3))} kB"
