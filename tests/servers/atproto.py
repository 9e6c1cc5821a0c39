"""A real AT Protocol network for tests: PLC directory, PDS and AppView on 127.0.0.1, with a PostgreSQL of its own.

By hand, until Ctrl-C: `python -m tests.servers.atproto`, which prints its addresses.
"""

import base64
import json
import os
import selectors
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import requests

from tests.servers.install import HERE, NotInstalledError, installed_atproto, node_of
from tests.servers.people import HTTP_TIMEOUT, Person, Xrpc
from tests.servers.postgres import CANT_RUN, start_postgres

START_TIMEOUT = 60  # seconds; 4 on an idle machine
STOP_TIMEOUT = 20  # seconds; the script gives up by itself after 15
ADMIN = base64.b64encode(b"admin:admin-pass").decode()  # dev-env's own
DATABASE = "atproto"


@dataclass(frozen=True)
class Addresses:
    """Where its servers are."""

    pds: str
    appview: str
    plc: str
    bsync: str
    control: str
    appview_did: str
    pid: int


class AtprotoNetwork:
    """A running network; ends with its `with`, and its servers with this process.

    Args:
        rate_limits: whether the PDS limits as Bluesky's does; otherwise not at all.

    Raises:
        NotInstalledError: `make test-networks` hasn't been run here, or PostgreSQL can't run; it says which.
    """

    def __init__(self, *, rate_limits: bool = False) -> None:
        packages = installed_atproto()
        node = node_of(packages)
        try:
            self._postgres = start_postgres()
        except CANT_RUN as error:
            raise NotInstalledError(f"PostgreSQL can't run here: {error}") from error
        self._names = count(1)
        self._session = requests.Session()
        self._session.trust_env = False  # no proxy stands before loopback
        self._folder = Path(tempfile.mkdtemp(prefix="rapport-at-"))
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False
        try:
            self._postgres.create(DATABASE)
            settings = json.dumps({"rateLimitsEnabled": rate_limits})
            self._process = self._run([node, HERE / "atproto.mjs", packages, self.database_url, settings])
            self.at = self._ready(self._process)
        except BaseException:
            self.stop()
            raise
        self._pds = Xrpc(self.at.pds, self._session)

    def _run(self, command: list[Path | str]) -> subprocess.Popen[bytes]:
        with (self._folder / "log").open("wb") as log:
            return subprocess.Popen(
                command,
                stdin=subprocess.PIPE,  # its end is the sign to stop, however we end
                stdout=subprocess.PIPE,
                stderr=log,
                env={**os.environ, "TMPDIR": str(self._folder), "LOG_ENABLED": "false"},
            )

    def _ready(self, process: subprocess.Popen[bytes]) -> Addresses:
        """Its one line, or what went wrong."""
        assert process.stdout
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            line = process.stdout.readline() if selector.select(START_TIMEOUT) else b""
        if not line:
            tail = (self._folder / "log").read_text(errors="replace")[-3000:]
            raise RuntimeError(f"the AT Protocol network did not start within {START_TIMEOUT} s:\n{tail}")
        return Addresses(**json.loads(line))

    @property
    def pds(self) -> str:
        """Where a client logs in."""
        return self.at.pds

    @property
    def database_url(self) -> str:
        """The AppView's database, schema `appview`, for what takes too long over XRPC: see `seed`."""
        return self._postgres.plain_url(DATABASE)

    @property
    def folders(self) -> tuple[Path, ...]:
        """What it writes to, while it stands."""
        return self._folder, self._postgres.folder

    def processed(self) -> None:
        """Wait until the AppView has seen whatever anybody did."""
        answer = self._session.post(f"{self.at.control}/processed", timeout=HTTP_TIMEOUT + 10)
        if not answer.ok:
            raise RuntimeError(f"the AppView did not catch up: {answer.text}")

    def person(self, name: str = "") -> Person:
        """Somebody new: `name` with a number behind it, so that tests share a network and no names. About 70 ms."""
        handle = f"{name or 'person'}{next(self._names)}.test"
        body = {"handle": handle, "email": f"{handle}@example.com", "password": "a-long-password"}
        made = self._pds.procedure("com.atproto.server.createAccount", body=body)
        return Person(made["did"], made["handle"], body["password"], made["accessJwt"], self._pds)

    def people(self, number: int, name: str = "") -> list[Person]:
        """Several at once."""
        with ThreadPoolExecutor(4) as pool:
            return list(pool.map(lambda _: self.person(name), range(number)))

    def delete_account(self, did: str) -> None:
        """As if its owner had, without the mail that would confirm it."""
        self._admin("com.atproto.admin.deleteAccount", {"did": did})

    def take_down(self, did: str, *, applied: bool = True) -> None:
        """Suspend an account, or give it back."""
        subject = {"$type": "com.atproto.admin.defs#repoRef", "did": did}
        body = {"subject": subject, "takedown": {"applied": applied, "ref": "test"}}
        self._admin("com.atproto.admin.updateSubjectStatus", body)

    def _admin(self, name: str, body: dict[str, Any]) -> None:
        self._pds.procedure(name, {"Authorization": f"Basic {ADMIN}"}, body)

    def stop(self) -> int | None:
        """End everything and forget it all; the script's exit code (0), if it had started. Once more does nothing."""
        if self._stopped:
            return None
        self._stopped = True
        try:
            return _end(self._process) if self._process else None
        finally:
            self._session.close()
            self._postgres.stop()
            shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()


def _end(process: subprocess.Popen[bytes]) -> int:
    """Its input ends, so it stops; by force if it can't."""
    assert process.stdin
    assert process.stdout
    process.stdin.close()
    try:
        return process.wait(STOP_TIMEOUT)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()
    finally:
        process.stdout.close()


def main() -> None:
    """Stand until Ctrl-C."""
    with AtprotoNetwork() as network:
        sys.stdout.write(json.dumps({**asdict(network.at), "database": network.database_url}) + "\n")
        sys.stdout.flush()
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            sys.stdout.write("stopping\n")


if __name__ == "__main__":
    main()
