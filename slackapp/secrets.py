"""Credentials at rest: encrypted with a key that never lies in the database."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

KEY_FILE = "secret.key"


class SecretsTrouble(Exception):
    """The key is missing or wrong; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """Locks and unlocks credentials."""

    _fernet: MultiFernet

    def lock(self, credentials: dict[str, str]) -> str:
        """Encrypt credentials for the database."""
        return self._fernet.encrypt(json.dumps(credentials).encode()).decode()

    def unlock(self, locked: str) -> dict[str, str]:
        """Decrypt them.

        Raises:
            SecretsTrouble: they were encrypted with another key.
        """
        try:
            return {str(k): str(v) for k, v in json.loads(self._fernet.decrypt(locked.encode())).items()}
        except InvalidToken:
            raise SecretsTrouble(
                "Stored credentials can't be decrypted with this key. Bring back the old RAPPORT_SECRET_KEY "
                f"(or {KEY_FILE} in the data folder), or connect the account again."
            ) from None


def secrets(key: str | None, folder: Path) -> Secrets:
    """The keeper of credentials.

    Args:
        key: RAPPORT_SECRET_KEY: one Fernet key, or several with commas between (the first one encrypts).
        folder: the data folder; without a key, one is made there on first use, readable by its owner alone.

    Raises:
        SecretsTrouble: the key is no Fernet key.
    """
    try:
        keys = [Fernet(part.strip()) for part in (key or _own_key(folder)).split(",")]
    except ValueError:
        raise SecretsTrouble(
            "RAPPORT_SECRET_KEY is no key. Make one with: "
            'python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'
        ) from None
    return Secrets(MultiFernet(keys))


def _own_key(folder: Path) -> str:
    path = folder / KEY_FILE
    folder.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(Fernet.generate_key().decode())
    return path.read_text().strip()
