"""`rapport rotate-key`: whatever happens, and whenever, every stored credential stays readable."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from slackapp.commandline import keys
from slackapp.domain.people import NetworkName, Profile
from slackapp.secrets import KEY_FILE, KeyFile, Secrets, SecretsTrouble, new_key, secrets
from slackapp.store import accounts
from slackapp.store.database import Database
from tests.house import START
from tests.rapport import Rapport, rapport

__all__ = ["rapport"]


class Crash(BaseException):
    """The process ends here."""


class CrashingFile(KeyFile):
    """A key file whose process dies before or after one of its writes."""

    def __init__(self, path: Path, crash_at: int) -> None:
        super().__init__(path)
        object.__setattr__(self, "left", crash_at)

    def write(self, keys: str) -> None:
        """Die before, in the middle (written beside, not yet in place), or after."""
        self._step()
        beside = self._written(keys)
        self._step()
        beside.unlink()
        super().write(keys)
        self._step()

    def _step(self) -> None:
        object.__setattr__(self, "left", self.left - 1)  # type: ignore[attr-defined]  # set above, past the frozen class
        if self.left < 0:  # type: ignore[attr-defined]  # likewise
            raise Crash


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


def test_every_account_gets_the_new_key_and_the_old_one_is_forgotten(
    folder: Path, running: tuple[Database, Secrets], rapport: Rapport
) -> None:
    """It says how many; a Rapport that runs beside reads on, and the old key opens nothing any more."""
    old = (folder / KEY_FILE).read_text()
    ended = rapport("rotate-key", env={"RAPPORT_DATA_DIR": str(folder)})
    assert (ended.exit_code, ended.stderr) == (0, "")
    assert ended.stdout == "Encrypted the credentials of 3 accounts with the new key.\n"
    assert readable(*running) == ALL
    new = (folder / KEY_FILE).read_text()
    assert old not in new
    assert "," not in new
    assert (folder / KEY_FILE).stat().st_mode & 0o777 == 0o600
    with pytest.raises(SecretsTrouble):
        readable(running[0], keys.only(old))
    assert not [path for path in folder.iterdir() if path.name.startswith(f"{KEY_FILE}.")]


@pytest.mark.parametrize("crash_at", range(6))
def test_a_crash_at_any_step_loses_nothing(folder: Path, running: tuple[Database, Secrets], crash_at: int) -> None:
    """After it, who runs and who starts anew read everything; the next time brings it to its end."""
    database, keeper = running
    with pytest.raises(Crash):
        keys.rotate_file(database, CrashingFile(folder / KEY_FILE, crash_at))
    assert readable(database, keeper) == ALL
    assert readable(database, secrets(None, folder)) == ALL
    keys.rotate_file(database, KeyFile(folder / KEY_FILE))
    assert readable(database, secrets(None, folder)) == ALL
    assert "," not in (folder / KEY_FILE).read_text()
    assert not [path for path in folder.iterdir() if path.name.startswith(f"{KEY_FILE}.")]


def test_a_crash_between_rows_leaves_them_all_as_they_were(
    folder: Path, running: tuple[Database, Secrets], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All rows change in one transaction, or none does."""
    database, keeper = running
    put, left = accounts.put_credentials, [2]

    def crash(*args: object, **named: object) -> bool:
        left[0] -= 1
        if left[0] < 0:
            raise Crash
        return put(*args, **named)  # type: ignore[arg-type]  # as they came

    with database.read() as tx:
        before = accounts.all_credentials(tx)
    with monkeypatch.context() as patched:
        patched.setattr(accounts, "put_credentials", crash)
        with pytest.raises(Crash):
            keys.rotate_file(database, KeyFile(folder / KEY_FILE))
    with database.read() as tx:
        assert accounts.all_credentials(tx) == before
    assert readable(database, keeper) == ALL


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.sampled_from(["rotate", "renew", "restart"]), st.integers(0, 7)), max_size=8))
def test_however_changes_crashes_and_renewals_follow_each_other(
    folder: Path, running: tuple[Database, Secrets], moves: list[tuple[str, int]]
) -> None:
    """Everything is readable after each of them, to who runs and to who starts."""
    database, keeper = running
    for move, number in moves:
        if move == "rotate":
            with suppress(Crash):
                keys.rotate_file(database, CrashingFile(folder / KEY_FILE, number))
        elif move == "renew":
            with database.write() as tx:
                accounts.put_credentials(tx, number % 3 + 1, keeper.lock({"token": [*ALL][number % 3]}))
        else:
            keeper = secrets(None, folder)
        assert readable(database, keeper) == ALL
        assert readable(database, secrets(None, folder)) == ALL


def test_what_is_renewed_meanwhile_is_kept(
    folder: Path, running: tuple[Database, Secrets], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who locked with the old key, and comes to write only once all rows are done, is found before it is forgotten."""
    database, keeper = running
    late, encrypt = keeper.lock({"token": "renewed"}), keys._encrypt
    rounds: list[int] = []

    def renew_after_the_first(tx: Connection, old: Secrets, new: Secrets) -> keys.Rotated:
        rounds.append(1)
        if len(rounds) == 2:
            accounts.put_credentials(tx, 2, late)
        return encrypt(tx, old, new)

    monkeypatch.setattr(keys, "_encrypt", renew_after_the_first)
    keys.rotate_file(database, KeyFile(folder / KEY_FILE))
    assert len(rounds) == 3
    assert readable(database, secrets(None, folder)) == ALL | {"ben": "renewed"}


@pytest.mark.parametrize("between", [1, 2])
def test_two_who_change_it_at_once_lose_nothing(
    folder: Path, running: tuple[Database, Secrets], monkeypatch: pytest.MonkeyPatch, between: int
) -> None:
    """Whoever began last brings it to its end; the other one leaves it alone."""
    database, keeper = running
    write, entered = database.write, [0]

    def another_first() -> AbstractContextManager[Connection]:
        entered[0] += 1
        if entered[0] == between + 1:
            other = opened(folder)
            keys.rotate_file(other, KeyFile(folder / KEY_FILE))
            other.close()
        return write()

    monkeypatch.setattr(database, "write", another_first)
    keys.rotate_file(database, KeyFile(folder / KEY_FILE))
    assert readable(database, secrets(None, folder)) == readable(database, keeper) == ALL


def test_what_no_key_opens_is_named_and_left_alone(folder: Path, rapport: Rapport) -> None:
    """By its handle, without a secret; the others are done, and the exit code says that something is left."""
    database = opened(folder)
    lost = keys.only(new_key()).lock({"token": "hunter2"})
    connect(database, {"ada": secrets(None, folder).lock({"token": "ada"}), "lost": lost, "broken": "no ciphertext"})
    ended = rapport("rotate-key", env={"RAPPORT_DATA_DIR": str(folder)})
    assert ended.exit_code == 1
    assert ended.stdout == "Encrypted the credentials of 1 account with the new key.\n"
    assert [line.split(":")[1] for line in ended.stderr.splitlines()] == [" @lost on X", " @broken on X"]
    assert lost not in ended.output
    with database.read() as tx:
        assert accounts.credentials(tx, 2) == lost
    database.close()


def test_a_server_changes_its_key_in_steps(folder: Path, rapport: Rapport) -> None:
    """One key: it says what to do. With the new one first: every row is encrypted with it, and the old one may go."""
    old, new = new_key(), new_key()
    database = opened(folder)
    connect(database, {"ada": keys.only(old).lock({"token": "ada"})})
    env = {"RAPPORT_DATA_DIR": str(folder), "SLACK_SIGNING_SECRET": "s", "PORT": "8080"}
    one = rapport("rotate-key", env=env | {"RAPPORT_SECRET_KEY": old})
    assert one.exit_code == 2
    assert "RAPPORT_SECRET_KEY=NEW,OLD" in one.stderr
    both = rapport("rotate-key", env=env | {"RAPPORT_SECRET_KEY": f"{new}, {old}"})
    assert both.exit_code == 0, both.stderr
    assert both.stdout.startswith("Encrypted the credentials of 1 account with the new key.\nKeep the first key")
    assert readable(database, keys.only(new)) == {"ada": "ada"}
    assert rapport("rotate-key", env=env).exit_code == 2
    for ended in (one, both):
        assert old not in ended.output
        assert new not in ended.output
    database.close()
