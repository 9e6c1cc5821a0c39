"""`rapport backup` and `rapport restore`: a copy is whole whenever it is made, and nothing is repeated blindly."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.card import FacetState
from slackapp.readback import once
from slackapp.secrets import KEY_FILE
from slackapp.store import accounts, actions
from tests.clicks import following, replying
from tests.house import START, House
from tests.keyring import folder, opened
from tests.rapport import Rapport, rapport

pytestmark = pytest.mark.networks  # long

__all__ = ["folder", "rapport"]

HELD = """
import sys
from slackapp.store.database import Database
database = Database(sys.argv[1])
database.migrate()
print("open", flush=True)
sys.stdin.read()
"""
DIES = """
import os, signal, sqlite3, sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from slackapp.store import backup
folder, copies = Path(sys.argv[1]), []
class Dying(sqlite3.Connection):
    def backup(self, target):
        copies.append(target)
        if len(copies) < 3:  # the draft, and what is kept
            return super().backup(target)
        target.execute("PRAGMA cache_size=1")  # so that much of it is in the file before its end
        super().backup(target, pages=10, progress=self.die)
    def die(self, _status, remaining, total):
        if remaining < total / 2:
            os.kill(os.getpid(), signal.SIGKILL)
sqlite3.connect = partial(sqlite3.connect, factory=Dying)
backup.restore(folder / "copy", folder / "rapport.sqlite", folder / "rapport-engine.sqlite", datetime.now(UTC))
"""


@pytest.fixture
def house(folder: Path) -> Iterator[House]:
    """A Rapport with an account and one follower's card, in the folder."""
    database = opened(folder)
    house = House(database)
    house.follower_card("mira")
    yield house
    database.close()


@pytest.fixture
def do(folder: Path, rapport: Rapport) -> Callable[..., tuple[int, str, str]]:
    """Runs the command on the folder; exit code, output and errors."""

    def run(*words: str) -> tuple[int, str, str]:
        ended = rapport(*words, env={"RAPPORT_DATA_DIR": str(folder)})
        return ended.exit_code, ended.stdout, ended.stderr

    return run


Do = Callable[..., tuple[int, str, str]]


def teams(file: Path) -> set[str]:
    """The workspaces in a file."""
    with closing(sqlite3.connect(file)) as look:
        return {team for (team,) in look.execute("SELECT team_id FROM workspace")}


def test_a_backup_tells_what_is_in_it_and_that_the_key_is_not(folder: Path, house: House, do: Do) -> None:
    """While Rapport runs: size, accounts, cards; one file for its owner alone, without the key."""
    code, told, _ = do("backup", "copy")
    size = f"{round((folder / 'copy').stat().st_size / 1000)} kB"
    key = folder / KEY_FILE
    assert (code, told.splitlines()) == (
        0,
        [
            f"Backed up to copy: {size}, 1 account, 1 card.",
            f"Keep {key} too, in another place: it is not in the backup, and opens the logins in it.",
        ],
    )
    assert (folder / "copy").stat().st_mode & 0o777 == 0o600
    assert key.read_bytes() not in (folder / "copy").read_bytes()
    assert sorted(path.name for path in folder.glob("copy*")) == ["copy"]
    assert teams(folder / "copy") == {"T0FERN"}


def test_a_file_that_is_there_is_overwritten_only_by_force(folder: Path, house: House, do: Do) -> None:
    """And never the database itself, what SQLite keeps beside it, or the key."""
    (folder / "copy").write_text("my notes")
    code, _, told = do("backup", "copy")
    assert (code, told) == (2, "rapport: copy exists already. Name another file, or overwrite it with --force.\n")
    assert (folder / "copy").read_text() == "my notes"
    assert do("backup", "copy", "--force")[0] == 0
    assert teams(folder / "copy") == {"T0FERN"}
    key = (folder / KEY_FILE).read_bytes()
    for ours in ("rapport.sqlite", "rapport.sqlite-wal", "rapport-engine.sqlite", KEY_FILE):
        assert do("backup", ours, "--force")[0] == 2, ours
    assert (folder / KEY_FILE).read_bytes() == key
    assert house.cards()


def test_a_backup_made_beside_writers_is_one_moment(folder: Path, house: House, do: Do) -> None:
    """Two rows that are always written together are both in it, or neither; the writers go on."""
    stop, written = threading.Event(), threading.Semaphore(0)

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with house.database.write() as tx:
                accounts.put_workspace(tx, f"A{number}", "x" * 2_000, START)
                accounts.put_workspace(tx, f"B{number}", "x" * 2_000, START)
            written.release()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for n in range(5):
            assert written.acquire(timeout=30)
            assert do("backup", f"copy{n}")[0] == 0
    finally:
        stop.set()
        thread.join()
    for n in range(5):
        found = teams(folder / f"copy{n}") - {"T0FERN"}
        assert found
        assert {team[1:] for team in found if team[0] == "A"} == {team[1:] for team in found if team[0] == "B"}


def test_a_restore_brings_back_that_moment_and_keeps_what_it_replaced(folder: Path, house: House, do: Do) -> None:
    """The engine's file goes with its companions; the store is told, kept and usable at once."""
    do("backup", "copy")
    with house.database.write() as tx:
        accounts.put_workspace(tx, "T0LATER", "Later", START)
    house.database.close()
    for end in ("", "-wal", "-shm"):
        (folder / f"rapport-engine.sqlite{end}").write_text("old")
    code, told, _ = do("restore", "copy")
    (kept,) = folder.glob("rapport.sqlite.replaced-*")
    assert (code, told.splitlines()) == (
        0,
        [
            f"Restored {folder / 'rapport.sqlite'} from copy: 1 account, 1 card.",
            f"What stood there before is kept in {kept}.",
            f"The logins in it are opened by the key of that time: {folder / KEY_FILE} has to be the same.",
        ],
    )
    assert teams(kept) == {"T0FERN", "T0LATER"}
    assert kept.stat().st_mode & 0o777 == 0o600
    assert not list(folder.glob("rapport-engine*"))
    house.database.migrate()
    assert teams(folder / "rapport.sqlite") == {"T0FERN"}


def test_a_restore_where_there_is_no_database_yet(folder: Path, house: House, do: Do) -> None:
    """A new machine: the folder is made, the file is its owner's alone, nothing is kept."""
    do("backup", "copy")
    house.database.close()
    for path in folder.glob("rapport.sqlite*"):
        path.unlink()
    (folder / "rapport.sqlite-wal").write_text("left by something else")
    code, told, _ = do("restore", "copy")
    assert (code, "kept" in told) == (0, False)
    assert (folder / "rapport.sqlite").stat().st_mode & 0o777 == 0o600
    house.database.migrate()
    assert house.cards()


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Another process has the database open, and does nothing with it."""
    words = [sys.executable, "-c", HELD, f"sqlite:///{folder / 'rapport.sqlite'}"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        yield
        other.communicate()


@pytest.mark.networks  # long
def test_a_restore_is_refused_while_rapport_runs(folder: Path, house: House, do: Do) -> None:
    """Even where it idles: nothing is changed, and it goes through as soon as Rapport is stopped."""
    do("backup", "copy")
    with house.database.write() as tx:
        accounts.put_workspace(tx, "T0LATER", "Later", START)
    house.database.close()
    with held(folder):
        before = {path.name for path in folder.iterdir()}
        code, _, told = do("restore", "copy")
        assert (code, told) == (
            2,
            f"rapport: {folder / 'rapport.sqlite'} is open elsewhere: Rapport runs. Stop it, then restore again.\n",
        )
        assert {path.name for path in folder.iterdir()} == before
    assert teams(folder / "rapport.sqlite") == {"T0FERN", "T0LATER"}
    assert do("restore", "copy")[0] == 0
    assert teams(folder / "rapport.sqlite") == {"T0FERN"}


def test_what_a_killed_rapport_left_in_its_wal_is_kept_and_not_mixed_in(folder: Path, house: House, do: Do) -> None:
    """The last commits before the crash are in the file that is kept, and none of them in the restored one."""
    do("backup", "copy")
    house.database.close()
    killed = "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); " + (
        "c.execute(\"INSERT INTO workspace (id, team_id, name, created_at) VALUES (9, 'T0LAST', '', '2026-03-02')\"); "
        "os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", killed, str(folder / "rapport.sqlite")], check=True)
    assert (folder / "rapport.sqlite-wal").stat().st_size
    assert do("restore", "copy")[0] == 0
    (kept,) = folder.glob("rapport.sqlite.replaced-*")
    assert teams(kept) == {"T0FERN", "T0LAST"}
    assert teams(folder / "rapport.sqlite") == {"T0FERN"}


def change(file: Path, statement: str) -> None:
    """Change a backup."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(statement)


def scribble(file: Path) -> None:
    """Paint over the last page."""
    file.write_bytes(file.read_bytes()[:-4_096] + b"\xff" * 4_096)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda file: file.write_bytes(b"these are my notes" * 500), "can't be copied: file is not a database"),
        (lambda file: file.write_bytes(b""), "is no database of Rapport: no such table"),
        (lambda file: file.write_bytes(file.read_bytes()[:-8_192]), "is "),
        (scribble, "is damaged"),
        (lambda file: change(file, "UPDATE alembic_version SET version_num = '9999'"), "newer Rapport (revision 9999)"),
        (lambda file: change(file, "DELETE FROM alembic_version"), "is no database of Rapport"),
        (lambda file: file.unlink(), "There is no backup at copy"),
    ],
    ids=["notes", "empty", "cut short", "scribbled", "newer", "no revision", "missing"],
)
def test_what_is_no_sound_backup_is_refused(
    folder: Path, house: House, do: Do, spoil: Callable[[Path], object], told: str
) -> None:
    """In one plain line, and the database stays as it is."""
    do("backup", "copy")
    spoil(folder / "copy")
    house.database.close()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    code, _, error = do("restore", "copy")
    assert (code, error.count("\n")) == (2, 1)
    assert told in error
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_restore_that_is_killed_leaves_the_database_as_it_was(folder: Path, house: House, do: Do) -> None:
    """It dies with half of the pages written: the next start finds all that was before, and a restore goes through."""
    do("backup", "copy")
    with house.database.write() as tx:
        accounts.put_workspace(tx, "T0LATER", "Later", START)
    house.database.close()
    ended = subprocess.run([sys.executable, "-c", DIES, str(folder)], check=False, capture_output=True)
    assert ended.returncode == -9, ended.stderr
    assert (folder / "rapport.sqlite-journal").stat().st_size
    house.database.migrate()
    house.database.close()
    assert teams(folder / "rapport.sqlite") == {"T0FERN", "T0LATER"}
    with closing(sqlite3.connect(folder / "rapport.sqlite")) as look:
        assert look.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert do("restore", "copy")[0] == 0
    assert teams(folder / "rapport.sqlite") == {"T0FERN"}


def started_again(house: House, do: Do) -> House:
    """The backup is restored, and Rapport started on it: the world outside is as it is."""
    house.database.close()
    code, told, error = do("restore", "copy")
    assert code == 0, error
    assert "One action was under way: the next start looks whether it happened" in told
    again = House(house.database, clock=house.clock, real=house.network)
    assert again.performer.rescue() == 1
    again.perform_all()
    return again


@pytest.mark.parametrize("happened", [True, False])
def test_a_follow_that_was_under_way_is_read_back(folder: Path, do: Do, happened: bool) -> None:
    """The backup caught it between its claim and its end: whatever became of it, one follow takes effect."""
    house = House(opened(folder))
    card = following(house)
    follow = house.action(ActionKind.FOLLOW)
    with house.database.write() as tx:
        assert actions.claim(tx, follow.id, house.clock())
    assert do("backup", "copy")[0] == 0
    if happened:
        house.network.follow(follow.target_id, once(follow))
    house.network.calls.clear()
    again = started_again(house, do)
    assert again.action(ActionKind.FOLLOW).state is ActionState.DONE
    assert again.card(card.id).follow is FacetState.DONE
    assert house.network.follows == [follow.target_id]
    assert "relationship" in [call.method for call in house.network.calls]
    assert [call.method for call in house.network.calls].count("follow") == (not happened)
    house.database.close()


def test_a_reply_that_was_sent_after_the_backup_is_not_sent_again(folder: Path, do: Do) -> None:
    """In the backup it only waits; on the network it stands already: it is found there."""
    house = House(opened(folder))
    replying(house)
    with house.database.read() as tx:
        assert {one.action_id for one in actions.due(tx, house.clock(), 9)} == {house.action(ActionKind.REPLY).id}
    do("backup", "copy")
    house.clock.go(minutes=1)
    house.perform_all()
    assert [post.text for post in house.network.posted] == ["We do!"]
    house.clock.go(hours=3)
    again = started_again(house, do)
    assert [post.text for post in house.network.posted] == ["We do!"]
    assert again.action(ActionKind.REPLY).state is ActionState.DONE
    house.database.close()


@pytest.mark.parametrize(("word", "tool"), [("backup", "pg_dump"), ("restore", "pg_restore")])
def test_postgresql_has_its_own_tools(rapport: Rapport, word: str, tool: str) -> None:
    """Both say so, without asking the server or showing its password."""
    ended = rapport(word, "copy", env={"DATABASE_URL": "postgresql://rapport:hunter2@127.0.0.1:1/rapport"})
    assert ended.exit_code == 2
    assert f"with its own tool, {tool}." in ended.stderr
    assert "hunter2" not in ended.output
