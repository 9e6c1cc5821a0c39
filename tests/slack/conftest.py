"""The team, ready to work."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from slackapp import app
from slackapp.store.database import Database
from tests.slack.listeners.office import Office
from tests.slack.listeners.team import Team


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy: quicker than migrating for each test."""
    path = tmp_path_factory.mktemp("migrated") / "rapport.sqlite"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.close()
    return path


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """The session's database, on a file that each test finds anew: SQLAlchemy compiles each question once."""
    return Database(f"sqlite:///{tmp_path_factory.mktemp('office') / 'data' / 'rapport.sqlite'}")


@pytest.fixture
def team(migrated: Path, office: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Team]:
    """Rapport between the stand-ins, with its account connected and the silent first read behind it."""
    folder = Path(str(office.url.database)).parent
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copy(migrated, folder / "rapport.sqlite")
    monkeypatch.setattr(app, "Database", lambda _url: office)
    made = Team(folder)
    yield made
    made.stop()  # closes every connection, too


@pytest.fixture
def busy_office(migrated: Path, tmp_path: Path) -> Iterator[Office]:
    """The team with work done in the background, and a database of its own, which other threads may hold open."""
    shutil.copy(migrated, tmp_path / "rapport.sqlite")
    made = Office(tmp_path)
    yield made
    made.stop()
