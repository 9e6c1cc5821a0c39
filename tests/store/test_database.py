"""The database is opened, migrated and told apart, on SQLite and PostgreSQL alike."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import StatementError

from slackapp.store import accounts
from slackapp.store.database import Database, DatabaseTrouble
from slackapp.store.tables import Base

MOMENT = datetime(2026, 3, 2, 9, 30, 15, 123456, tzinfo=UTC)


# SQLite's reflection knows no index of an expression: whether that one is used, the plans are asked.
@pytest.mark.filterwarnings("ignore:(Skipped|autogenerate skipping).* index '?ix_person_called")
def test_migrating_from_nothing_makes_exactly_the_tables(empty_url: str) -> None:
    """What the migrations build and what the code asks for are the same; a second start changes nothing."""
    database = Database(empty_url)
    database.migrate()
    database.migrate()
    with database.read() as tx:
        context = MigrationContext.configure(tx, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    database.close()


def test_a_newer_schema_is_refused_in_plain_words(empty_url: str) -> None:
    """An old Rapport never touches what a newer one has written: tables, rows and revision stay as they are."""
    database = Database(empty_url)
    database.migrate()
    with database.write() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999_later'"))
        tx.execute(text("CREATE TABLE hereafter (id INTEGER)"))
        tx.execute(text("ALTER TABLE account DROP COLUMN connected_by"))
        accounts.put_workspace(tx, "T1", "One", MOMENT)
    told = (
        r"^This database was made by a newer Rapport \(revision 9999_later\)\. Run that version, or restore a backup\.$"
    )
    before = whole(database)
    with pytest.raises(DatabaseTrouble, match=told):
        database.migrate()
    assert whole(database) == before
    database.close()


def whole(database: Database) -> dict[str, object]:
    """Every table with its columns and rows."""
    with database.read() as tx:
        look = inspect(tx)
        return {
            name: (
                [column["name"] for column in look.get_columns(name)],
                tx.execute(text(f"SELECT * FROM {name}")).all(),
            )
            for name in look.get_table_names()
        }


def test_what_is_no_database_is_refused_in_plain_words(tmp_path: Path) -> None:
    """A file of something else, and a folder that can't be made, end in a sentence rather than in a traceback."""
    (tmp_path / "notes.txt").write_text("these are my notes, not a database at all " * 50)
    for path in (tmp_path / "notes.txt", tmp_path / "notes.txt" / "rapport.sqlite"):
        database = Database(f"sqlite:///{path}")
        with pytest.raises(DatabaseTrouble, match=r"can't be opened.*DATABASE_URL"):
            database.migrate()
        database.close()


def test_a_password_is_not_shown_when_a_server_is_not_there() -> None:
    """The trouble names the place without its secret."""
    database = Database("postgresql+psycopg://rapport:hunter2@127.0.0.1:1/rapport")
    with pytest.raises(DatabaseTrouble) as told:
        database.migrate()
    assert "127.0.0.1" in str(told.value)
    assert "hunter2" not in str(told.value)
    database.close()


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=5, minutes=45)), timezone(-timedelta(hours=8))])
def test_an_aware_time_comes_back_as_the_same_moment_in_utc(database: Database, zone: timezone) -> None:
    """Whatever zone a time was in, it is the same moment when read, to the microsecond, and aware."""
    with database.write() as tx:
        workspace = accounts.put_workspace(tx, "T1", "One", MOMENT.astimezone(zone))
        stored = tx.execute(accounts.workspaces.select().where(accounts.workspaces.c.id == workspace.id)).one()
    assert stored.created_at == MOMENT
    assert stored.created_at.tzinfo is UTC


def test_a_naive_time_is_refused(database: Database) -> None:
    """A time without a zone is a mistake, and nothing of its transaction stays."""

    def store_both() -> None:
        with database.write() as tx:
            accounts.put_workspace(tx, "T0", "Nil", MOMENT)
            accounts.put_workspace(tx, "T1", "One", MOMENT.replace(tzinfo=None))

    with pytest.raises(StatementError, match="without a time zone"):
        store_both()
    with database.read() as tx:
        assert accounts.all_workspaces(tx) == ()


def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    """Any error on the way takes everything back."""

    def fail() -> None:
        with database.write() as tx:
            accounts.put_workspace(tx, "T1", "One", MOMENT)
            raise RuntimeError("the power went out")

    with pytest.raises(RuntimeError):
        fail()
    with database.read() as tx:
        assert accounts.workspace(tx, "T1") is None


def test_a_reader_sees_one_moment(database: Database) -> None:
    """Readers are not blocked by a writer, and don't see what it has not committed."""
    with database.write() as tx:
        accounts.put_workspace(tx, "T1", "One", MOMENT)
        with database.read() as other:
            assert accounts.workspace(other, "T1") is None
    with database.read() as tx:
        assert accounts.workspace(tx, "T1") is not None
