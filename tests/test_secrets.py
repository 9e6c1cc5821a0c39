"""Credentials at rest."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from slackapp.secrets import KEY_FILE, SecretsTrouble, secrets

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
