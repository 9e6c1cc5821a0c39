"""`rapport rotate-key`: whatever happens, and whenever, every stored credential stays readable."""

import signal
import subprocess
import sys
from contextlib import AbstractContextManager, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from slackapp.commandline import keys
from slackapp.secrets import KEY_FILE, KeyFile, Secrets, secrets
from slackapp.store import accounts
from slackapp.store.database import Database
from tests.keyring import ALL, folder, opened, readable, running

pytestmark = pytest.mark.networks  # long

__all__ = ["folder", "running"]

KILLED = """
import os, signal, sys
from pathlib import Path
from slackapp.commandline import keys
from slackapp.secrets import KeyFile
from slackapp.store import accounts
from slackapp.store.database import Database
folder, put, done = Path(sys.argv[1]), accounts.put_credentials, []
def kill(*args, **named):
    if done:
        os.kill(os.getpid(), signal.SIGKILL)
    done.append(put(*args, **named))
    return True
accounts.put_credentials = kill
keys.rotate_file(Database(f"sqlite:///{folder / 'rapport.sqlite'}"), KeyFile(folder / "secret.key"))
"""


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


def test_a_process_that_is_killed_between_two_rows(folder: Path, running: tuple[Database, Secrets]) -> None:
    """A real one, with no time to clean up: all is readable, and the next one brings it to its end."""
    database, keeper = running
    ended = subprocess.run([sys.executable, "-c", KILLED, str(folder)], cwd=Path(__file__).parent.parent, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert "," in (folder / KEY_FILE).read_text()
    assert readable(database, secrets(None, folder)) == readable(database, keeper) == ALL
    assert len(keys.rotate_file(database, KeyFile(folder / KEY_FILE)).done) == len(ALL)
    assert readable(database, secrets(None, folder)) == ALL
