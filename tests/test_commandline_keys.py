"""`rapport rotate-key`: every stored credential gets the new key, and what can't be read is told."""

from pathlib import Path

import pytest

from slackapp.commandline import keys
from slackapp.secrets import KEY_FILE, Secrets, SecretsTrouble, new_key, secrets
from slackapp.store import accounts, installs, webhooks
from slackapp.store.database import Database
from tests.house import START
from tests.keyring import ALL, connect, folder, opened, readable, running
from tests.rapport import Rapport, rapport

pytestmark = pytest.mark.networks  # long

__all__ = ["folder", "rapport", "running"]


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


def test_on_every_kind_of_database(database: Database) -> None:
    """Given keys change the rows of SQLite and PostgreSQL alike; a second time there is nothing to do."""
    old, new = new_key(), new_key()
    connect(database, {name: keys.only(old).lock({"token": name}) for name in ALL})
    both = f"{new},{old}"
    assert len(keys.rotate_given(database, Secrets(lambda: both, ""), both).done) == len(ALL)
    assert readable(database, keys.only(new)) == ALL
    assert keys.rotate_given(database, Secrets(lambda: both, ""), both) == keys.Rotated()


def test_workspaces_tokens_get_the_new_key_too(
    folder: Path, running: tuple[Database, Secrets], rapport: Rapport
) -> None:
    """What a workspace gave when it installed Rapport; one that no key opens is named."""
    database, keeper = running
    with database.write() as tx:
        for team, locked in {"T0FERN": keeper.lock({"bot": "xoxb-1"}), "T0TIDE": "no ciphertext"}.items():
            at = accounts.put_workspace(tx, team, f"Team {team}", START).id
            installs.put(tx, installs.Install(at, locked, START))
    ended = rapport("rotate-key", env={"RAPPORT_DATA_DIR": str(folder)})
    assert ended.exit_code == 1
    assert ended.stdout == "Encrypted the credentials of 3 accounts and of 1 workspace with the new key.\n"
    assert "the workspace 'Team T0TIDE'" in ended.stderr or "the workspace Team T0TIDE" in ended.stderr
    assert "install Rapport there again" in ended.stderr
    new = keys.only((folder / KEY_FILE).read_text())
    with database.read() as tx:
        assert new.unlock(installs.all_secrets(tx)[1]) == {"bot": "xoxb-1"}


def test_webhooks_secrets_get_the_new_key_too(
    folder: Path, running: tuple[Database, Secrets], rapport: Rapport
) -> None:
    """Their receivers go on as they are; one that no key opens is named by its number."""
    database, keeper = running
    with database.write() as tx:
        at = accounts.put_workspace(tx, "T0FERN", "Fern & Fable", START).id
        for locked in (keeper.lock({"secret": "whsec_AAAA"}), "no ciphertext"):
            webhooks.add(tx, webhooks.Webhook(0, at, "https://desk.example/", locked, frozenset(), "U0ADA", START))
    ended = rapport("rotate-key", env={"RAPPORT_DATA_DIR": str(folder)})
    assert ended.exit_code == 1
    assert ended.stdout == "Encrypted the credentials of 3 accounts and of 1 webhook with the new key.\n"
    assert "webhook 2: no key opens" in ended.stderr
    assert "remove it and add it again" in ended.stderr
    new = keys.only((folder / KEY_FILE).read_text())
    with database.read() as tx:
        assert new.unlock(webhooks.all_secrets(tx)[1]) == {"secret": "whsec_AAAA"}


def test_a_database_that_is_busy_is_told_and_loses_nothing(
    folder: Path, running: tuple[Database, Secrets], rapport: Rapport, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plain line; the next time does it."""
    monkeypatch.setattr("slackapp.store.database.BUSY_TIMEOUT_MS", 20)
    with running[0].write():
        ended = rapport("rotate-key", env={"RAPPORT_DATA_DIR": str(folder)})
    assert ended.exit_code == 2
    assert "database is locked" in ended.stderr
    assert readable(*running) == ALL
    assert rapport("rotate-key", env={"RAPPORT_DATA_DIR": str(folder)}).exit_code == 0
    assert readable(*running) == ALL
