"""Processes of Rapport that begin with everything imported: forked from one that has it, so that a start costs little.

`python -m bench.kill_warm` reads a line of JSON for each process (environment, folder, log, words of the command) and
answers with its pid. They die by SIGKILL like any other; what is spared is two seconds of imports. It is for short
forms of the drill: the long one starts `rapport run` as an operator does.
"""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import slackapp.app
import slackapp.serve  # noqa: F401 (`rapport run` imports both when it runs)
from slackapp.__main__ import cli


class WarmStart:
    """One process that forks the others."""

    def __init__(self, tree: Path) -> None:
        """`tree`: where the code is."""
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(tree), "PYTHONUTF8": "1"}
        self._mother = subprocess.Popen(
            [sys.executable, "-m", "bench.kill_warm"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, environment: dict[str, str], folder: Path, log: Path, *words: str) -> "Forked":
        """Start `rapport` with these words."""
        assert self._mother.stdin is not None
        assert self._mother.stdout is not None
        asked = {"environment": environment, "folder": str(folder), "log": str(log), "words": words}
        print(json.dumps(asked), file=self._mother.stdin, flush=True)
        return Forked(int(self._mother.stdout.readline()))

    def stop(self) -> None:
        """No more of them."""
        self._mother.communicate()


class Forked:
    """As much of `subprocess.Popen` as the drill needs, for a child that is not ours."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        """None while it lives. Its exit code went to its mother."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def kill(self) -> None:
        """SIGKILL: no farewell."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> None:
        """Return when it is gone."""
        while self.poll() is None:
            time.sleep(0.005)


def _become(asked: dict[str, Any]) -> None:
    """Be the process that was asked for; never returns."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with Path(asked["log"]).open("ab") as log, Path(os.devnull).open("rb") as nothing:
        for mine, theirs in ((nothing, 0), (log, 1), (log, 2)):
            os.dup2(mine.fileno(), theirs)
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["folder"])
    code = 1
    try:
        cli(asked["words"])
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    finally:
        sys.stderr.flush()
        os._exit(code)  # nothing of the mother's is to be ended here


def main() -> None:
    """Fork for each line."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead are gone at once
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _become(json.loads(line))
        print(pid, flush=True)


if __name__ == "__main__":
    main()
