"""Credentials at rest: encrypted with a key that never lies in the database."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from uuid import uuid4

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

KEY_FILE = "secret.key"
HOW_TO_MAKE = 'python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'


class SecretsTrouble(Exception):
    """The key is missing or wrong; the message says what to do."""


class Secrets:
    """Locks and unlocks credentials. Threads share it.

    The keys are read anew each time, so that a running Rapport follows a change of the key file. Those it read before
    the last change still unlock: what was read from the database just before it may be unlocked just after.
    """

    def __init__(self, read: Callable[[], str], no_key: str) -> None:
        """`read` gives one Fernet key, or several with commas between; `no_key` is said of what is none."""
        self._read, self._no_key = read, no_key
        self._now = self._before = read()
        self._changing = Lock()
        self._fernet  # noqa: B018 (what is no key is refused at once)

    @property
    def _fernet(self) -> MultiFernet:
        read = self._read()
        with self._changing:
            if read != self._now:
                self._now, self._before = read, self._now
            texts = (self._now, self._before)
        try:
            return MultiFernet([Fernet(part.strip()) for text in dict.fromkeys(texts) for part in text.split(",")])
        except ValueError:
            raise SecretsTrouble(self._no_key) from None

    def lock(self, credentials: dict[str, str]) -> str:
        """Encrypt credentials for the database. Raises SecretsTrouble where the key can't be read."""
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

    def seal(self, values: dict[str, str], now: datetime) -> str:
        """Encrypt what travels through somebody else's hands for a while. Raises SecretsTrouble as `lock`."""
        return self._fernet.encrypt_at_time(json.dumps(values).encode(), int(now.timestamp())).decode()

    def unseal(self, sealed: str, now: datetime, seconds: int) -> dict[str, str]:
        """Decrypt what was sealed at most so many seconds ago.

        Raises:
            SecretsTrouble: it is too old, or not ours.
        """
        try:
            found = self._fernet.decrypt_at_time(sealed.encode(), seconds, int(now.timestamp()))
            return {str(k): str(v) for k, v in json.loads(found).items()}
        except InvalidToken:
            raise SecretsTrouble("That is too old, or was changed on its way. Begin again.") from None


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The key of a single machine, in its data folder. Nobody ever finds half a file, nor one that others may read."""

    path: Path

    def read(self) -> str:
        """The keys in it; one is made on first use.

        Raises:
            SecretsTrouble: it can't be read or made.
        """
        try:
            try:
                return self.path.read_text().strip()
            except FileNotFoundError:
                return self._make()
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is no text"
            raise SecretsTrouble(f"The key {self.path} can't be read: {why}.") from None

    def write(self, keys: str) -> None:
        """Put other keys in its place, on disk before this returns.

        Raises:
            SecretsTrouble: it can't be written; the old ones still stand.
        """
        try:
            self._written(keys).replace(self.path)
            _sync(self.path.parent)
            for left in self.path.parent.glob(f"{self.path.name}.*"):  # by a process that died meanwhile
                left.unlink(missing_ok=True)
        except OSError as error:
            raise SecretsTrouble(f"The key {self.path} can't be written: {error.strerror}.") from None

    def _make(self) -> str:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        written = self._written(new_key())
        try:
            self.path.hardlink_to(written)  # unlike a rename, it takes nobody's place: of two starts, one makes the key
            _sync(self.path.parent)
        except FileExistsError:
            pass
        finally:
            written.unlink()
        return self.path.read_text().strip()

    def _written(self, keys: str) -> Path:
        beside = self.path.with_name(f"{self.path.name}.{uuid4().hex}")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(keys)
            file.flush()
            os.fsync(file.fileno())
        return beside


def new_key() -> str:
    """A new Fernet key."""
    return Fernet.generate_key().decode()


def secrets(key: str | None, folder: Path, *, server: bool = False) -> Secrets:
    """The keeper of credentials.

    Args:
        key: RAPPORT_SECRET_KEY: one Fernet key, or several with commas between (the first one encrypts).
        folder: the data folder; without a key, one is made there on first use, readable by its owner alone.
        server: whether this is a server's installation, which may lose its data folder: then no key is made.

    Raises:
        SecretsTrouble: the key is no Fernet key, or a server has none.
    """
    if key:
        return Secrets(lambda: key, f"RAPPORT_SECRET_KEY is no key. Make one with: {HOW_TO_MAKE}")
    file = KeyFile(folder / KEY_FILE)
    if not server:
        again = "Bring it back from a copy, or delete it and connect your accounts again."
        return Secrets(file.read, f"{file.path} holds no key. {again}")
    how = f"Set it to the content of {file.path}." if file.path.exists() else f"Make one with: {HOW_TO_MAKE}"
    raise SecretsTrouble(f"RAPPORT_SECRET_KEY is missing: in HTTP mode or on PostgreSQL, Rapport makes no key. {how}")


def _sync(folder: Path) -> None:
    """A rename is on disk once its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
