"""`make eval`: its figures on made-up records, and what it makes of a folder."""

import csv
import json
import math
from collections import Counter
from pathlib import Path

import pytest

from bench.eval import metrics, people, tables
from bench.eval.__main__ import main
from bench.eval.read import kind_of, yes

USER = {"id": "1", "username": "mira", "public_metrics": {"followers_count": 9, "following_count": 8}}


def test_auc_counts_ties_as_halves() -> None:
    """One above, one below, one beside: it is the chance that a positive scores higher."""
    assert metrics.auc([2, 3], [0, 1]) == 1
    assert metrics.auc([0], [1, 2]) == 0
    assert metrics.auc([1, 1], [1, 1, 1]) == 0.5
    assert metrics.auc([1, 2], [1, 0]) == (0.5 + 1 + 1 + 1) / 4
    assert math.isnan(metrics.auc([], [1]))


def test_auc_is_that_of_all_pairs() -> None:
    """The quick way and the plain way agree."""
    good, bad = [3, 1, 4, 1, 5, 9, 2, 6], [5, 3, 5, 8, 9, 7, 1]
    pairs = [1 if one > other else 0.5 if one == other else 0 for one in good for other in bad]
    assert metrics.auc(good, bad) == pytest.approx(sum(pairs) / len(pairs))


def test_macro_f1_counts_rare_labels_like_common_ones() -> None:
    """Judging all as the commonest is right nine times of ten, and half as good."""
    cells = Counter({("a", "a"): 9, ("b", "a"): 1})
    assert metrics.f1(cells, "a") == pytest.approx(18 / 19)
    assert metrics.f1(cells, "b") == 0
    assert metrics.macro_f1(cells) == pytest.approx(9 / 19)
    assert metrics.macro_f1(Counter({("a", "a"): 2, ("b", "b"): 1})) == 1
    assert metrics.macro_f1(Counter({("a", "a"): 1, ("a", "c"): 1})) == pytest.approx(2 / 3)  # nobody wants a "c"


def test_wilson_is_his() -> None:
    """His figures for 8 of 10, and no certainty from a few cases."""
    eight = metrics.wilson(8, 10)
    assert (eight.value, eight.low, eight.high) == pytest.approx((0.8, 0.4902, 0.9433), abs=1e-4)
    assert metrics.wilson(5, 5).low == pytest.approx(0.5655, abs=1e-4)
    assert metrics.wilson(0, 5).low == pytest.approx(0)
    assert str(metrics.wilson(0, 0)) == "-"


def test_an_interval_holds_its_figure_and_is_the_same_each_time() -> None:
    """The seed is fixed, and more cases make it narrower."""
    few, many = (Counter({(True, True): 8 * n, (True, False): 2 * n, (False, False): 5 * n}) for n in (1, 40))
    wide, narrow = (metrics.resampled_cells(cells, lambda drawn: metrics.f1(drawn, True)) for cells in (few, many))
    assert wide.low <= wide.value <= wide.high
    assert narrow.high - narrow.low < wide.high - wide.low
    assert narrow == metrics.resampled_cells(many, lambda drawn: metrics.f1(drawn, True))
    ranked = metrics.resampled_auc([1, 2, 3, 4], [0, 1, 2, 3])
    assert ranked.low <= ranked.value <= ranked.high


def test_the_best_cut_parts_them() -> None:
    """From it on they are positive."""
    assert metrics.best_cut([0.5, 0.9], [-0.2, 0.1]) == 0.5
    assert metrics.best_cut([0.1, 0.5, 0.9], [-0.2, 0.3]) in {0.1, 0.5}


def test_the_worst_are_of_all_labels(capsys: pytest.CaptureFixture[str]) -> None:
    """The surest come first, and thirty of one kind do not hide the one of another."""
    many = [tables.Mistake(n, "none", "an answer", f"post {n}") for n in range(30)]
    tables.worst([*many, tables.Mistake(0, "an answer", "none", "the \x1b[2J only\none " * 40)])
    head, *rows = capsys.readouterr().out.strip().splitlines()
    assert head == "31 mistakes; the worst 20:"
    assert len(rows) == 20
    assert "post 29" in rows[0]
    assert "the [2J only one" in rows[1]
    assert len(rows[1]) < 220


def test_data_is_known_by_its_columns() -> None:
    """Whatever the file is called; and a label of yes is one however it is written."""
    assert kind_of([{"text": "", "needs_reply": True, "more": 1}]) == "needs"
    assert kind_of([{"text": "", "is_complaint": "1"}]) == "complaints"
    assert kind_of([{"text": "", "act": "QUE"}]) == "acts"
    assert kind_of([{"label": "genuine", "public_metrics": {}}]) == "people"
    assert kind_of([{"text": ""}]) == kind_of([]) == ""
    assert [yes(value) for value in (True, "1", "true", False, "0", "", None)] == [True] * 3 + [False] * 4


def test_older_profiles_are_read_as_new_ones() -> None:
    """The columns of X's API v1.1 become the fields of v2; empty cells are unknown, an empty bio is empty."""
    row = {"id": "1", "screen_name": "mira", "followers_count": "9", "friends_count": "", "description": ""}
    user = people.user_of(row | {"created_at": "Tue May 01 11:53:40 +0000 2007", "default_profile_image": "1"})
    assert user["public_metrics"] == {"followers_count": 9}
    assert user["created_at"] == "2007-05-01T11:53:40+00:00"
    assert user["description"] == ""
    assert "default_profile" in user["profile_image_url"]


def test_a_folder_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each kind of data has its table, with the baselines beside ours; entities are read as what they stand for."""
    posts = [
        {"text": "@tidewater where is my order&#63;", "needs_reply": True, "kind": "question", "urgency": "normal"},
        {"text": "@tidewater lovely, thank you!", "needs_reply": False, "kind": "praise", "urgency": "low"},
    ]
    (tmp_path / "some.jsonl").write_text("".join(json.dumps(row) + "\n" for row in posts))
    users = [USER | {"label": "genuine"}, USER | {"label": "fake"}]
    (tmp_path / "users.jsonl").write_text("".join(json.dumps(row) + "\n" for row in users))
    with (tmp_path / "acts.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("text", "act"), ("can you help?", "REQ"), ("it rains", "STM")])
    with (tmp_path / "complaints.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("text", "is_complaint"), ("@tidewater it broke again", 1), ("hello", 0)])
    (tmp_path / "other.csv").write_text("text\nhello\n")
    assert main([str(tmp_path)]) == 0
    out = capsys.readouterr().out
    for told in ("Needs an answer (some.jsonl)", "Complaints, all posts", "Requests alone", "People (users.jsonl)"):
        assert told in out
    assert "other.csv: has no labels known here" in out
    assert next(line.split()[3] for line in out.splitlines() if line.startswith("  a ? alone")) == "1.000"


@pytest.mark.parametrize("found", ["no folder", "nothing", "not JSON"])
def test_without_data_it_says_what_it_wants(tmp_path: Path, capsys: pytest.CaptureFixture[str], found: str) -> None:
    """Exit code 2, and the columns of each kind."""
    if found == "not JSON":
        (tmp_path / "some.jsonl").write_text("hello\n")
    assert main([str(tmp_path / "gone" if found == "no folder" else tmp_path)]) == 2
    out = capsys.readouterr().out
    for column in ("needs_reply", "is_complaint", "act", "public_metrics"):
        assert f"`{column}`" in out
