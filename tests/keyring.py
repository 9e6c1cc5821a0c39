"""A data folder with a key and accounts whose credentials are locked with it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from slackapp.domain.people import NetworkName, Profile
from slackapp.secrets import Secrets, secrets
from slackapp.store import accounts
from slackapp.store.database import Database
from tests.house import START


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with a database and a key."""
    database = opened(tmp_path)
    database.migrate()
    database.close()
    secrets(None, tmp_path)
    return tmp_path


def opened(folder: Path) -> Database:
    """The database in it."""
    return Database(f"sqlite:///{folder / 'rapport.sqlite'}")


def connect(database: Database, locked: dict[str, str]) -> None:
    """Accounts with these credentials, by handle."""
    with database.write() as tx:
        workspace = accounts.put_workspace(tx, "T0FERN", "Fern & Fable", START)
        for handle, credentials in locked.items():
            accounts.put_account(tx, workspace.id, NetworkName.X, Profile(handle, handle), credentials, START)


def readable(database: Database, keeper: Secrets) -> dict[str, str]:
    """What the keeper reads of each account."""
    with database.read() as tx:
        return {
            account.handle: keeper.unlock(accounts.credentials(tx, account.id))["token"]
            for account in accounts.all_accounts(tx)
        }


@pytest.fixture
def running(folder: Path) -> Iterator[tuple[Database, Secrets]]:
    """A Rapport that runs beside: its database and its keeper of credentials."""
    database, keeper = opened(folder), secrets(None, folder)
    connect(database, {name: keeper.lock({"token": name}) for name in ("ada", "ben", "cleo")})
    yield database, keeper
    database.close()


ALL = {name: name for name in ("ada", "ben", "cleo")}
