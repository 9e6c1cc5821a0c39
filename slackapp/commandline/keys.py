"""`rapport rotate-key`: another key for the credentials at rest, while everything goes on."""

from dataclasses import dataclass, field
from functools import partial
from typing import Literal, Protocol

import typer
from sqlalchemy import Connection

from slackapp.commandline.troubles import checked_settings, plain_troubles
from slackapp.domain.quote import quote
from slackapp.secrets import HOW_TO_MAKE, KEY_FILE, KeyFile, Secrets, SecretsTrouble, new_key
from slackapp.settings import Settings
from slackapp.store import accounts, installs, webhooks
from slackapp.store.database import Database

ONE_KEY = f"""RAPPORT_SECRET_KEY holds one key, so there is none to change to.
1. Make a new one with: {HOW_TO_MAKE}
2. Put it first, with a comma behind: RAPPORT_SECRET_KEY=NEW,OLD. Start Rapport again, so that it reads both.
3. Run rapport rotate-key again.
4. Drop the old one: RAPPORT_SECRET_KEY=NEW. Start Rapport again."""


class Put(Protocol):
    """Replaces encrypted credentials."""

    def __call__(self, locked: str, *, instead_of: str) -> bool:
        """True where they still were `instead_of`."""


Held = tuple[Literal["account", "workspace", "webhook"], int]  # whose credentials


@dataclass(slots=True)
class Rotated:
    """What came of it: what was encrypted anew, and what no key opens: accounts, workspaces and webhooks by id."""

    done: set[Held] = field(default_factory=set)
    unreadable: set[Held] = field(default_factory=set)


def rotate_key() -> None:
    """Encrypt all stored credentials with a new key; a running Rapport goes on."""
    from slackapp import app

    with plain_troubles():
        found = checked_settings()
        keeper = app.open_secrets(found)
        given = found.rapport_secret_key.get_secret_value() if found.rapport_secret_key else ""
        if given and len(set(_keys(given))) == 1:
            raise SecretsTrouble(ONE_KEY)
        database = Database(found.database)
        try:
            database.migrate()
            rotated = rotate_given(database, keeper, given) if given else rotate_file(database, _file_of(found))
            failed = _tell(database, rotated)
        finally:
            database.close()
        if given and not failed:
            typer.echo("Keep the first key of RAPPORT_SECRET_KEY alone now, and start Rapport again.")
    raise typer.Exit(1 if failed else 0)


def rotate_given(database: Database, keeper: Secrets, given: str) -> Rotated:
    """Encrypt every row with the first of the given keys, in one transaction."""
    with database.write() as tx:
        return _encrypt(tx, keeper, only(_keys(given)[0]))


def rotate_file(database: Database, file: KeyFile) -> Rotated:
    """Make a new key, encrypt every row with it, and forget the old one.

    At every moment the file's keys open every row. Who reads the file and writes a row within one transaction of the
    database is never too late: a write begun before ours is over before we look, one begun later finds the new key.
    """
    new = new_key()
    with database.write():  # one at a time: two that change the file at once would lose each other's key
        both = f"{new},{file.read()}"
        file.write(both)
    rotated = Rotated()
    while True:
        with database.write() as tx:
            if file.read() != both:
                return rotated  # somebody else has begun to change it once more: they bring it to its end
            round_ = _encrypt(tx, Secrets(lambda: both, ""), only(new))
            rotated.done |= round_.done
            rotated.unreadable = round_.unreadable
            if not round_.done:
                file.write(new)
                return rotated


def only(key: str) -> Secrets:
    """A keeper with this one key."""
    return Secrets(lambda: key, "That is no key.")


def _encrypt(tx: Connection, old: Secrets, new: Secrets) -> Rotated:
    """Encrypt what the new keeper doesn't open; what neither opens is left alone."""
    rotated = Rotated()
    put: dict[Held, tuple[str, Put]] = {}
    for account_id, locked in accounts.all_credentials(tx).items():
        put["account", account_id] = locked, partial(accounts.put_credentials, tx, account_id)
    for workspace_id, locked in installs.all_secrets(tx).items():
        put["workspace", workspace_id] = locked, partial(installs.put_secrets, tx, workspace_id)
    for webhook_id, locked in webhooks.all_secrets(tx).items():
        put["webhook", webhook_id] = locked, partial(webhooks.put_secret, tx, webhook_id)
    for held, (locked, replace) in put.items():
        if _opens(new, locked):
            continue
        try:
            fresh = new.lock(old.unlock(locked))
        except (SecretsTrouble, ValueError):
            rotated.unreadable.add(held)
            continue
        if replace(fresh, instead_of=locked):
            rotated.done.add(held)
    return rotated


def _opens(keeper: Secrets, locked: str) -> bool:
    try:
        keeper.unlock(locked)
    except (SecretsTrouble, ValueError):
        return False
    return True


_AGAIN = {
    "account": "connect it again",
    "workspace": "install Rapport there again",
    "webhook": "remove it and add it again",
}


def _tell(database: Database, rotated: Rotated) -> bool:
    counted = [(what, len([each for each in rotated.done if each[0] == what])) for what in _AGAIN]
    told = [f"{n} {what}{'' if n == 1 else 's'}" for what, n in counted if n or what == "account"]
    typer.echo(f"Encrypted the credentials of {' and of '.join(told)} with the new key.")
    with database.read() as tx:
        names: dict[Held, str] = {
            ("account", a.id): f"@{a.handle} on {a.network.label}" for a in accounts.all_accounts(tx)
        }
        names |= {("workspace", w.id): f"the workspace {quote(w.name, 200)}" for w in accounts.all_workspaces(tx)}
    for held in sorted(rotated.unreadable):
        what = names.get(held, f"{held[0]} {held[1]}")
        typer.echo(f"rapport: {what}: no key opens its credentials. They were left alone; {_AGAIN[held[0]]}.", err=True)
    return bool(rotated.unreadable)


def _keys(given: str) -> list[str]:
    return [part.strip() for part in given.split(",")]


def _file_of(found: Settings) -> KeyFile:
    return KeyFile(found.rapport_data_dir / KEY_FILE)
