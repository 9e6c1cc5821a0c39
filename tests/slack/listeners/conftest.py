"""The team, ready to work."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.slack.listeners.team import Team


@pytest.fixture
def team(tmp_path: Path, sqlite_template: Path) -> Iterator[Team]:
    """Rapport between the stand-ins, with its account connected and the silent first read behind it."""
    shutil.copy(sqlite_template, tmp_path / "rapport.sqlite")
    made = Team(tmp_path)
    yield made
    made.stop()
