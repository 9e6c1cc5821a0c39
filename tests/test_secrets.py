"""Credentials at rest."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from cryptography.fernet import Fernet

from slackapp.app import open_secrets
from slackapp.secrets import KEY_FILE, KeyFile, SecretsTrouble, new_key, secrets
from slackapp.settings import load

CREDENTIALS = {"access_token": "hunter2", "access_secret": "ünïcode"}


def test_what_is_locked_can_be_unlocked_and_not_read(tmp_path: Path) -> None:
    """The same credentials come back; nothing of them shows, and twice is not the same twice."""
    keeper = secrets(Fernet.generate_key().decode(), tmp_path)
    locked = keeper.lock(CREDENTIALS)
    assert keeper.unlock(locked) == CREDENTIALS
    assert "hunter2" not in locked
    assert keeper.lock(CREDENTIALS) != locked
    assert list(tmp_path.iterdir()) == []


def test_without_a_key_one_is_made_and_kept(tmp_path: Path) -> None:
    """In the data folder, for its owner alone; the next start uses the same one."""
    folder = tmp_path / "new" / "data"
    locked = secrets(None, folder).lock(CREDENTIALS)
    assert secrets(None, folder).unlock(locked) == CREDENTIALS
    assert (folder / KEY_FILE).stat().st_mode & 0o777 == 0o600


def test_keys_can_be_changed(tmp_path: Path) -> None:
    """New credentials are locked with the first key, old ones still open with the second."""
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    locked = secrets(old, tmp_path).lock(CREDENTIALS)
    both = secrets(f"{new}, {old}", tmp_path)
    assert both.unlock(locked) == CREDENTIALS
    assert secrets(new, tmp_path).unlock(both.lock(CREDENTIALS)) == CREDENTIALS


@pytest.mark.parametrize("damage", [lambda _: "", lambda _: "not locked at all", lambda locked: locked[:-6] + "AAAAAA"])
def test_another_key_or_damage_is_told_in_plain_words(tmp_path: Path, damage: object) -> None:
    """With what to do, and without a secret."""
    locked = secrets(None, tmp_path).lock(CREDENTIALS)
    other = secrets(Fernet.generate_key().decode(), tmp_path)
    assert callable(damage)
    for keeper, what in ((other, locked), (secrets(None, tmp_path), damage(locked))):
        with pytest.raises(SecretsTrouble, match="connect the account again") as told:
            keeper.unlock(what)
        assert told.value.__cause__ is None


@pytest.mark.parametrize("key", ["hunter2", "a" * 44, "clé", ","])
def test_what_is_no_key_is_told_without_showing_it(tmp_path: Path, key: str) -> None:
    """The line says how to make one."""
    with pytest.raises(SecretsTrouble, match="RAPPORT_SECRET_KEY is no key") as told:
        secrets(key, tmp_path)
    assert "hunter2" not in str(told.value)


def test_the_keeper_does_not_show_its_key(tmp_path: Path) -> None:
    """Its repr is no leak."""
    key = Fernet.generate_key().decode()
    assert key not in repr(secrets(key, tmp_path))


def test_a_server_makes_no_key(tmp_path: Path) -> None:
    """A server's data folder may be gone tomorrow: it says how to make a key; one that is there is not lost."""
    with pytest.raises(SecretsTrouble, match=r"RAPPORT_SECRET_KEY is missing.*Fernet\.generate_key"):
        secrets(None, tmp_path, server=True)
    assert list(tmp_path.iterdir()) == []
    secrets(None, tmp_path)
    with pytest.raises(SecretsTrouble, match="Set it to the content of") as told:
        secrets(None, tmp_path, server=True)
    assert (tmp_path / KEY_FILE).read_text() not in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({}, False),
        ({"slack_signing_secret": "s"}, False),
        ({"slack_signing_secret": "s", "port": 1}, True),
        ({"database_url": "postgresql://rapport@localhost/rapport"}, True),
        ({"database_url": "postgresql://rapport@localhost/rapport", "rapport_secret_key": new_key()}, False),
        ({"slack_signing_secret": "s", "port": 1, "rapport_secret_key": new_key()}, False),
    ],
)
def test_what_a_server_is(tmp_path: Path, more: dict[str, Any], refused: bool) -> None:
    """HTTP mode and PostgreSQL are a server's; it needs a key that is given."""
    settings = load(_env_file=None, rapport_data_dir=tmp_path, **more)
    with pytest.raises(SecretsTrouble) if refused else nullcontext():
        open_secrets(settings)


def test_a_running_keeper_follows_a_change_of_the_file(tmp_path: Path) -> None:
    """What it locks opens with the new key; what was read just before the change still opens."""
    running = secrets(None, tmp_path)
    locked, file = running.lock(CREDENTIALS), KeyFile(tmp_path / KEY_FILE)
    new = new_key()
    file.write(new)
    assert running.unlock(locked) == CREDENTIALS
    assert secrets(new, tmp_path).unlock(running.lock(CREDENTIALS)) == CREDENTIALS
    assert file.path.stat().st_mode & 0o777 == 0o600
    file.write(new_key())
    with pytest.raises(SecretsTrouble):  # not for ever
        running.unlock(locked)


def test_a_key_file_that_is_none_is_told(tmp_path: Path) -> None:
    """Half a file, or a folder in its place: a plain sentence, without what stands in it."""
    (tmp_path / KEY_FILE).write_text("hunter2")
    with pytest.raises(SecretsTrouble, match="holds no key") as told:
        secrets(None, tmp_path)
    assert "hunter2" not in str(told.value)
    (tmp_path / KEY_FILE).unlink()
    (tmp_path / KEY_FILE).mkdir()
    with pytest.raises(SecretsTrouble, match="can't be read"):
        secrets(None, tmp_path)


def test_of_many_first_starts_one_makes_the_key(tmp_path: Path) -> None:
    """Whoever comes at the same moment uses the same one, and nothing else is left in the folder."""
    together = Barrier(8)

    def start(_number: int) -> str:
        together.wait()
        return secrets(None, tmp_path / "data").lock(CREDENTIALS)

    with ThreadPoolExecutor(8) as threads:
        for locked in threads.map(start, range(8)):
            assert secrets(None, tmp_path / "data").unlock(locked) == CREDENTIALS
    assert [path.name for path in (tmp_path / "data").iterdir()] == [KEY_FILE]
