"""The team, ready to work."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from slackapp.store.database import Database
from tests.slack.listeners.team import Team


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy: quicker than migrating for each test."""
    path = tmp_path_factory.mktemp("migrated") / "rapport.sqlite"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.close()
    return path


@pytest.fixture
def team(tmp_path: Path, migrated: Path) -> Iterator[Team]:
    """Rapport between the stand-ins, with its account connected and the silent first read behind it."""
    shutil.copy(migrated, tmp_path / "rapport.sqlite")
    made = Team(tmp_path)
    yield made
    made.stop()
