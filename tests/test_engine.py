"""The durable engine: a task runs once for its key, and to its end whatever happens to the process."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

import pytest

from slackapp.engine import Engine
from tests.servers.postgres import PostgresServer

# Begins a task that waits for ever, or, started again, lets it come to its end.
WORKER = """
import sys, time
from pathlib import Path
from slackapp.engine import Engine

url, log, mode, name = sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4]

def note(line):
    with log.open("a") as file:
        file.write(line + "\\n")

def work(argument):
    note(f"begin {argument}")
    while mode == "hang":
        time.sleep(0.05)
    note(f"end {argument}")

engine = Engine(url, name)
engine.task("work", work)
engine.start()
if mode == "take over":
    assert engine.pending()
    time.sleep(0.3)  # nothing is to happen by itself
    note(f"takes {engine.take_over('one')}")
if mode == "hang":
    engine.enqueue("only-one", "work", "fern")
    engine.enqueue("only-one", "work", "fern")
while engine.pending():
    time.sleep(0.02)
engine.stop(2)
"""


def until(condition: Callable[[], object], seconds: float = 10.0) -> None:
    """Wait until a condition holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to hold in time"
        time.sleep(0.01)


class Work:
    """Tasks that note what they did."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self._lock = Lock()

    def note(self, argument: str) -> None:
        """Do it."""
        with self._lock:
            self.done.append(argument)

    def fail(self, argument: str) -> None:
        """Do it badly."""
        self.note(argument)
        raise RuntimeError("it broke")


@pytest.fixture
def work() -> Work:
    """What was done."""
    return Work()


@pytest.fixture
def engine(tmp_path: Path, work: Work) -> Iterator[Engine]:
    """A running engine."""
    made = Engine(f"sqlite:///{tmp_path / 'engine.sqlite'}")
    made.task("note", work.note)
    made.task("fail", work.fail)
    made.start()
    yield made
    made.stop(2)


def test_a_key_runs_once_and_other_keys_run_beside_it(engine: Engine, work: Work) -> None:
    """However often and from however many threads it is asked for, a failed one too; then nothing is pending."""
    for number in range(2):
        with ThreadPoolExecutor(4) as pool:
            began = list(pool.map(lambda n: engine.enqueue(f"key:{n % 5}", "note", str(n % 5)), range(20)))
        assert began.count(True) == (0 if number else 5), "it says which of them it was that began"
        engine.enqueue("broken", "fail", "broken")
        until(lambda: not engine.pending() and len(work.done) == 6)
    assert sorted(work.done) == ["0", "1", "2", "3", "4", "broken"]

    assert engine.prune(3_600) == 0
    until(lambda: engine.prune(-5) + 1)
    engine.enqueue("key:0", "note", "again")  # forgotten, so it may run anew
    until(lambda: "again" in work.done)


def run_worker(tmp_path: Path, mode: str, name: str = "one", url: str = "") -> subprocess.Popen[bytes]:
    """A process with an engine of its own."""
    url = url or f"sqlite:///{tmp_path / 'engine.sqlite'}"
    arguments = [url, str(tmp_path / "log"), mode, name]
    return subprocess.Popen([sys.executable, "-W", "ignore", "-c", WORKER, *arguments], stderr=subprocess.DEVNULL)


@pytest.mark.networks  # long
def test_a_task_that_a_crash_cut_off_runs_at_the_next_start(tmp_path: Path) -> None:
    """The process is killed in the middle of it; the next one finishes it, once, without being asked."""
    log = tmp_path / "log"
    with run_worker(tmp_path, "hang") as first:
        until(lambda: log.exists() and "begin fern" in log.read_text(), 30)
        os.kill(first.pid, signal.SIGKILL)
    assert log.read_text().splitlines() == ["begin fern"]
    with run_worker(tmp_path, "finish") as second:
        until(lambda: "end fern" in log.read_text(), 30)
        assert second.wait(20) == 0
    assert log.read_text().splitlines() == ["begin fern", "begin fern", "end fern"]


@pytest.mark.networks  # long
def test_what_a_dead_process_left_is_taken_over_by_another(tmp_path: Path, postgres: PostgresServer) -> None:
    """On the same PostgreSQL, under another name: not by itself, but when it is told to."""
    postgres.create("engines")
    log, url = tmp_path / "log", postgres.url("engines")
    with run_worker(tmp_path, "hang", "one", url) as first:
        until(lambda: log.exists() and "begin fern" in log.read_text(), 30)
        os.kill(first.pid, signal.SIGKILL)
    with run_worker(tmp_path, "take over", "other", url) as second:
        until(lambda: "end fern" in log.read_text(), 30)
        assert second.wait(20) == 0
    assert log.read_text().splitlines() == ["begin fern", "takes 1", "begin fern", "end fern"]
    postgres.drop("engines")
