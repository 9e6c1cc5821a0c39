"""`rapport demo` as a visitor runs it: in a process of its own, with the app in another."""

import csv
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from slackapp.sandbox import audit, csvs, replay
from slackapp.sandbox.books import Mention
from slackapp.sandbox.narrator import Failed
from slackapp.sandbox.process import CODE
from slackapp.sandbox.wire import Panel, Teammate, Wire, wait

ADA, SOCIAL = "U0TWADA01", "C0TWSOCIAL"
PEOPLE = "id,screen_name,name,statuses_count,followers_count,friends_count,created_at,description"
THREADS = "post_id,author_id,inbound,created_at,text,response_ids,in_response_to_id"
DAY = "Tue Oct 31 %s +0000 2017"
GUESTS: list[list[object]] = [
    [9000 + n, f"guest{n}", f"Guest {n}", 40, 120, 80, "Mon Mar 02 10:00:00 +0000 2015", "Bread, and <!channel>."]
    for n in range(7)
]
POSTS: list[list[object]] = [
    [1, "700", True, DAY % "10:00:00", "@OakBakery where is my order?", "", ""],
    [2, "OakBakery", False, DAY % "10:05:00", "@700 So sorry! Which one?", "", "1.0"],
    [3, "700", True, DAY % "10:06:00", "@OakBakery thank you!", "", "2.0"],
    [4, "701", True, DAY % "10:07:00", "@oakbakery @ElmTea why are you both closed? @here", "", ""],
    [5, "702", True, DAY % "10:08:00", "@SomebodyElse is this right?", "", ""],
    [6, "702", True, DAY % "10:09:00", "no mention at all", "", ""],
    [7, "703", True, DAY % "11:00:00", "@ElmTea my tea never arrived, where is it & why?", "", ""],
    [8, "ElmTea", False, DAY % "11:30:00", "@OakBakery your bread goes well with our tea!", "", ""],
    [9, "ElmTea", False, DAY % "12:00:00", "@703 On its way!", "", "7"],
    ["", "", "", "", "", "", ""],
]


def command(*arguments: str) -> list[str]:
    """A `rapport demo` command line."""
    return [sys.executable, "-m", "slackapp", "demo", *arguments]


def environment() -> dict[str, str]:
    """As a visitor has it, with settings that must not come through to the app."""
    return os.environ | {
        "PYTHONPATH": str(CODE),
        "SLACK_BOT_TOKEN": "xoxb-not-the-sandbox's",
        "RAPPORT_CHANNEL": "#nowhere",
    }


class Run:
    """A headless demo, begun; its end is waited for when it is asked for."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        line = command("--headless", "--json", *arguments)
        self._said = ""
        self._temporary = Path(tempfile.mkdtemp(dir=folder))
        self._process = subprocess.Popen(
            line,
            env=environment() | {"TMPDIR": str(self._temporary)},
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def end(self) -> tuple[int, dict[str, Any], str]:
        """Its exit code, its summary, all it said."""
        if not self._said:
            self._said, _ = self._process.communicate(timeout=110)
        last = self._said.strip().rpartition("\n")[2]
        return self._process.returncode, json.loads(last) if last.startswith("{") else {}, self._said

    def left(self) -> list[str]:
        """The names of what it wrote beside its own folder, or left behind."""
        return [path.name for path in self._temporary.iterdir()]

    def stop(self) -> None:
        """End it, should it still go on."""
        if not self._said:
            self._process.terminate()
            self._process.communicate(timeout=20)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Run]]:
    """The main job and a replay, begun at once: most of their time is waiting."""
    folder = tmp_path_factory.mktemp("runs")
    (folder / ".env").write_text("SLACK_BOT_TOKEN=broken\n")
    people, threads = write(folder / "people.csv", PEOPLE, GUESTS), write(folder / "threads.csv", THREADS, POSTS)
    begun = {
        "job": Run(folder, "--with", "mastodon"),
        "replay": Run(folder, "--people", str(people), "--threads", str(threads)),
    }
    yield begun
    for run in begun.values():
        run.stop()


def write(path: Path, header: str, rows: Sequence[Sequence[object]]) -> Path:
    """A CSV file."""
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([header.split(","), *rows])
    return path


def children(of: int) -> list[int]:
    """The processes that a process started and that still live."""
    found = Path(f"/proc/{of}/task/{of}/children").read_text()
    return [int(number) for number in found.split()]


@pytest.fixture
def shown(tmp_path: Path, runs: object) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The page's process, once it has said where it is; its default port is taken."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        line = command("--port", str(taken.getsockname()[1]))
        process = subprocess.Popen(line, env=environment(), cwd=tmp_path, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        url = ""
        for said in process.stdout:
            if "http://127.0.0.1:" in said:
                url = said.split()[-1]
                break
        try:
            assert str(taken.getsockname()[1]) not in url
            yield process, url
        finally:
            process.terminate()
            process.communicate(timeout=20)


@pytest.mark.networks  # long
def test_the_page_lives_by_itself_restarts_a_crashed_app_once_and_stops_clean(
    shown: tuple[subprocess.Popen[str], str],
) -> None:
    """Cards come without a press; a killed app comes back; SIGTERM ends both processes in a few seconds."""
    process, url = shown
    ada, panel = Teammate(Wire(url), ADA), Panel(Wire(url))
    wait(lambda: any("New follower" in one["text"] for one in ada.messages(SOCIAL)), "a card", 30)
    (app,) = children(process.pid)
    os.kill(app, signal.SIGKILL)
    assert process.stdout is not None
    assert any("runs again" in said for said in process.stdout)
    (app,) = children(process.pid)
    panel.press("mention", kind="request", text="Could you please send me an invoice?", author_id=follower(panel))
    wait(lambda: any("send me an invoice" in one["text"] for one in ada.messages(SOCIAL)), "the new card", 30)
    process.terminate()
    assert process.wait(timeout=15) == 0
    assert not Path(f"/proc/{app}").exists()


def follower(panel: Panel) -> str:
    """Somebody who follows the brand."""
    return str(panel.state()["followers"][-1]["id"])


@pytest.mark.networks  # long
def test_the_main_job_happens_on_x_and_in_slack(runs: dict[str, Run]) -> None:
    """Every scene ends well, and the summary counts what both records say."""
    code, summary, said = runs["job"].end()
    assert code == 0, said
    assert summary["errors"] == []
    assert summary["followers_found"] == 205
    assert (summary["follow_backs_reached_x"], summary["follow_backs_by_hand"]) == (5, 1)
    assert (summary["replies_reached_x"], summary["natively_answered"], summary["digests"]) == (1, 2, 1)
    assert summary["refusals"] == 0


@pytest.mark.networks  # long
def test_the_main_job_happens_on_mastodon_beside_x(runs: dict[str, Run]) -> None:
    """With mastodon-mock: a follow-back and two replies are there, the private one is private, nothing is left over."""
    code, summary, said = runs["job"].end()
    assert code == 0, said
    assert summary["follow_backs_reached_mastodon"] == 1
    assert (summary["replies_reached_mastodon"], summary["private_replies_reached_mastodon"]) == (2, 1)
    assert runs["job"].left() == []


@pytest.mark.networks  # long
def test_a_replay_adds_up(runs: dict[str, Run]) -> None:
    """Two brands, ten posts, seven people: each line is recorded as what it is."""
    code, summary, said = runs["replay"].end()
    assert code == 0, said
    assert (summary["posts"], summary["inbound"], summary["own_posts"], summary["brands"]) == (9, 6, 3, 2)
    assert (summary["inbound_to_a_brand"], summary["inbound_to_others"], summary["inbound_without_mention"]) == (
        4,
        1,
        1,
    )
    assert (summary["mentions_by_people"], summary["mentions_by_brands"], summary["unreadable_lines"]) == (5, 1, 1)
    assert summary["followers_found"] == 7
    assert summary["pings"] == summary["refusals"] == 0


def test_an_audit_tells_what_does_not_add_up(tmp_path: Path) -> None:
    """A post nobody recorded, one recorded for another brand, one twice, one with other words: each is told."""
    rows = [
        [1, "700", True, DAY % "10:00:00", "@OakBakery where is my order?", "", ""],
        [2, "OakBakery", False, DAY % "10:05:00", "@700 So sorry!", "", "1"],
        [3, "701", True, DAY % "10:06:00", "@OakBakery you &amp; tea?", "", ""],
    ]
    threads = csvs.read_threads(write(tmp_path / "threads.csv", THREADS, rows))
    oak = threads.brands["OakBakery"]
    first, _, last = (Mention(line.id, oak, line.text, True, False, "open", "C", "1") for line in threads.lines)
    last = replace(last, text="@OakBakery you & tea?")
    audit.recorded([first, last], threads)
    for wrong in (
        [first],
        [first, replace(last, account_id="1")],
        [first, first, last],
        [first, replace(last, text="")],
    ):
        with pytest.raises(Failed):
            audit.recorded(wrong, threads)


@pytest.mark.parametrize(
    ("needs", "answered", "status", "state"),
    [
        (False, True, "", "no answer needed"),
        (True, True, "", "answered before"),
        (True, True, "closed", "closed"),
        (True, False, "open", "open"),
        (True, False, "", ""),
        (True, False, "closed", ""),
        (True, True, "open", ""),
        (False, False, "open", ""),
    ],
)
def test_a_mention_stands_somewhere_or_contradicts_itself(needs: bool, answered: bool, status: str, state: str) -> None:
    """What needs an answer has it, or an open card; what needs none has no card."""
    assert audit.state_of(Mention("1", "2", "", needs, answered, status, "", "")) == state


@pytest.mark.parametrize("option", ["--people", "--threads"])
@pytest.mark.parametrize("content", ["a,b\n1,2\n", "", None, "\xff\xfe"])
def test_a_file_that_is_none_is_told_in_one_line(tmp_path: Path, option: str, content: str | None) -> None:
    """Missing columns, an empty file, none at all, no text: exit 2 before anything starts."""
    path = tmp_path / "x.csv"
    if content is not None:
        path.write_bytes(content.encode("latin-1"))
    names = {"--people": None, "--threads": None} | {option: path}
    with pytest.raises(csvs.BadCsv) as bad:
        (csvs.read_people if names["--people"] else csvs.read_threads)(path)
    assert "\n" not in str(bad.value)
    assert replay.run(names["--people"], names["--threads"], as_json=True) == 2


def test_posts_keep_their_order_and_come_to_the_recent_past(tmp_path: Path) -> None:
    """Years shrink to seconds, ids grow with time, threads stay together, the newest post is now."""
    rows = [
        [2, "700", True, "Tue Oct 31 10:00:00 +0000 2017", "@OakBakery and then?", "", "1.0"],
        [1, "OakBakery", False, "Mon Aug 29 03:20:05 +0000 2011", "Good morning", "", ""],
        [3, "OakBakery", False, "Tue Oct 31 10:00:00 +0000 2017", "@700 then lunch", "", "2.0"],
        [4, "OakBakery", False, "Wed Nov 01 10:00:00 +0000 2017", "hm", "", "99.0"],
    ]
    found = csvs.read_threads(write(tmp_path / "threads.csv", THREADS, rows))
    assert [line.key for line in found.lines] == ["1", "2", "3", "4"]
    ids = [int(line.id) for line in found.lines]
    assert ids == sorted(set(ids))
    assert [line.thread for line in found.lines[:3]] == [found.lines[0].id] * 3
    assert found.lines[3].answers is None
    assert found.answers_to() == {(found.lines[1].id, "OakBakery"): 2}
    seconds = ((ids[-1] - ids[0]) >> 22) / 1000
    assert 20 <= seconds <= 20.1
