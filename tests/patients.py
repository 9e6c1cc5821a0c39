"""An installation between stand-ins, for the doctor to examine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from slackapp import app, doctor
from slackapp.connect import Connections
from slackapp.doctor.finding import Finding
from slackapp.networks.catalog import catalog
from slackapp.networks.registry import Networks
from slackapp.settings import Settings, load
from slackapp.store import accounts
from slackapp.store.database import Database
from tests.stand_ins import StandIns, stand_ins


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIns]:
    """Stand-ins, and no setting of this machine's own."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    with stand_ins(tmp_path) as running:
        yield running


def settings_of(environment: dict[str, str]) -> Settings:
    """Settings as if these stood in the environment."""
    return load(**{name.lower(): value for name, value in environment.items() if value})


def troubles(environment: dict[str, str]) -> list[Finding]:
    """What the doctor finds wrong."""
    return [finding for finding in doctor.examine(settings_of(environment)) if not finding.well]


def connected(running: StandIns, **changed: str) -> tuple[Settings, Database]:
    """Settings, and the database in which their account is connected and was polled just now."""
    found = settings_of(running.own_tokens(**changed))
    database = Database(found.database)
    database.migrate()
    keeper, connectors = app.open_secrets(found), catalog(found)
    clients = app.open_clients(found, database, keeper)
    networks: Networks = app.open_networks(database, keeper, connectors)
    [account] = Connections(database, keeper, networks, connectors, clients, found, app.utc_now).own_accounts()
    with database.write() as tx:
        accounts.note_poll(tx, account.id, app.utc_now())
    return found, database
