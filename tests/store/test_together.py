"""Small writes share a transaction; one that breaks takes none with it."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from sqlalchemy import Connection, event, text

from slackapp.store import accounts
from slackapp.store.database import Database
from slackapp.store.together import Together
from tests.house import START


def put(team: str, tx: Connection) -> str:
    """Write a workspace."""
    return accounts.put_workspace(tx, team, "", START).team_id


def breaks(tx: Connection) -> str:
    """Write one, and then stumble."""
    put("T0LOST", tx)
    raise ValueError("no")


def test_each_has_its_own_and_one_that_breaks_takes_none_with_it(database: Database) -> None:
    """However many write at once."""
    together, all_here = Together(database), Barrier(9)

    def one(number: int) -> str:
        all_here.wait()
        if number == 0:
            with pytest.raises(ValueError, match="no"):
                together.write(breaks)
            return ""
        return together.write(lambda tx: put(f"T{number}", tx))

    with ThreadPoolExecutor(9) as pool:
        found = list(pool.map(one, range(9)))
    assert found == ["", *(f"T{number}" for number in range(1, 9))]
    with database.read() as tx:
        assert sorted(each.team_id for each in accounts.all_workspaces(tx)) == sorted(found[1:])


def test_who_waits_shares_one_commit(sqlite_database: Database) -> None:
    """While somebody else writes, they gather; then they are written at once."""
    together = Together(sqlite_database)
    commits: list[Connection] = []

    def note(connection: Connection) -> None:
        commits.append(connection)

    event.listen(sqlite_database._writer, "commit", note)
    with ThreadPoolExecutor(8) as pool:
        with sqlite_database.write() as tx:
            tx.execute(text("SELECT 1"))
            writes = [pool.submit(together.write, partial(put, f"T{n}")) for n in range(8)]
            while together._waiting.qsize() < 8:
                pass
        assert [write.result(10) for write in writes] == [f"T{number}" for number in range(8)]
    event.remove(sqlite_database._writer, "commit", note)
    assert len(commits) == 2
