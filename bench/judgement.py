"""Measure the two judgements against labelled data, beside baselines.

Run it with the paths of the data, which the project does not hold:
`python bench/judgement.py needs_reply.jsonl complaints.csv speech_acts.csv profiles.csv`.
A file is known by its columns, not by its name.
"""

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

from slackapp.domain.brand import Brand
from slackapp.domain.evidence import Summary, weigh
from slackapp.domain.people import History, Profile
from slackapp.domain.posts import Post, Thread
from slackapp.domain.triage import judge
from slackapp.domain.verdict import PostKind, Verdict

Row = dict[str, str]
NOW = datetime(2017, 11, 1, tzinfo=UTC)
OURS = "ours"


def thread_of(row: Row, text: str) -> Thread:
    """Rebuild the thread of a row. A post we answer is ours unless it begins by addressing a named account."""
    before = row.get("in_reply_to") or ""
    post = Post("2", "theirs", unescape(text), NOW, in_reply_to_id="1" if before else None)
    author = "other" if re.match(r"@[A-Za-z]", before) else OURS
    return Thread(post, (Post("1", author, before, NOW),) if before else ())


def print_table(title: str, truth: list[bool], guesses: dict[str, list[bool]]) -> None:
    """Print precision, recall, F1, accuracy and balanced accuracy of each guesser."""
    print(f"\n{title} ({sum(truth)} of {len(truth)})")
    print(f"  {'':24}{'precision':>10}{'recall':>8}{'F1':>7}{'accuracy':>10}{'balanced':>10}")
    for name, guessed in guesses.items():
        hit = sum(t and g for t, g in zip(truth, guessed, strict=True))
        right = sum(t == g for t, g in zip(truth, guessed, strict=True))
        precision, recall = hit / max(sum(guessed), 1), hit / max(sum(truth), 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        balanced = (recall + (right - hit) / max(len(truth) - sum(truth), 1)) / 2
        print(f"  {name:24}{precision:10.2f}{recall:8.2f}{f1:7.2f}{right / len(truth):10.2f}{balanced:10.2f}")


def measure_posts(title: str, rows: list[Row], wanted: Callable[[Row], bool], said: Callable[[Verdict], bool]) -> None:
    """Compare a verdict with a label over posts."""
    verdicts = [judge(thread_of(row, row["text"]), Brand(OURS)) for row in rows]
    guesses = {
        "rapport": [said(verdict) for verdict in verdicts],
        "a ? alone": ["?" in row["text"] for row in rows],
        "everything": [True] * len(rows),
    }
    print_table(title, [wanted(row) for row in rows], guesses)


def measure_needs(rows: list[Row]) -> None:
    """Needs a reply, kind and urgency."""
    measure_posts("needs an answer", rows, lambda r: bool(r["needs_reply"]), lambda v: v.needs_answer)
    verdicts = [judge(thread_of(row, row["text"]), Brand(OURS)) for row in rows]
    for label, said in (("kind", [v.kind.value for v in verdicts]), ("urgency", [v.urgency.value for v in verdicts])):
        pairs = Counter((row[label], s) for row, s in zip(rows, said, strict=True) if row[label])
        right, known = sum(n for (a, b), n in pairs.items() if a == b), pairs.total()
        most = Counter(row[label] for row in rows if row[label]).most_common(1)[0][1]
        print(f"\n{label}: {right} of {known} right ({right / known:.2f}); the commonest alone: {most / known:.2f}")
        for (wanted, guessed), n in sorted(pairs.items()):
            print(f"  {wanted:>10} judged {guessed:<10}{n:5}")


def measure_complaints(rows: list[Row]) -> None:
    """Is a complaint, among all posts and among those sent to brands."""
    brands = [row for row in rows if not row["domain"].startswith("random")]
    for title, some in (("complaints, all", rows), ("complaints, to brands", brands)):
        measure_posts(title, some, lambda r: r["is_complaint"] == "1", lambda v: v.kind is PostKind.COMPLAINT)


def measure_acts(rows: list[Row]) -> None:
    """Questions and requests among everything people say; these posts rarely address a brand."""
    asking = ("QUE", "REQ")
    kinds = (PostKind.QUESTION, PostKind.REQUEST)
    measure_posts("asks for something", rows, lambda r: r["act"] in asking, lambda v: v.kind in kinds)


def profile_of(row: Row) -> Profile:
    """Read a profile from a row; empty cells are unknown."""

    def number(column: str) -> int | None:
        return int(row[column]) if row[column] else None

    return Profile(
        row["id"], row["screen_name"], row["name"], row["description"], row["location"], row["url"],
        followers=number("followers_count"), following=number("friends_count"), posts=number("statuses_count"),
        created_at=datetime.strptime(row["created_at"], "%a %b %d %H:%M:%S %z %Y"),
        default_picture=row["default_profile_image"] == "1",
    )  # fmt: skip


def measure_profiles(rows: list[Row]) -> None:
    """Genuine people by their profile alone; the moment of judging is the newest account's birth."""
    profiles = [profile_of(row) for row in rows]
    now = max(profile.created_at for profile in profiles if profile.created_at)
    judged = [weigh(profile, History(), now) for profile in profiles]
    truth = [row["label"] == "genuine" for row in rows]
    guesses = {
        "rapport: worth it": [e.summary is Summary.WORTH_IT for e in judged],
        "rapport: not against": [e.strength >= 0 for e in judged],
        "has a bio": [bool(profile.bio) for profile in profiles],
        "everything": [True] * len(rows),
    }
    print_table("genuine people", truth, guesses)
    for (label, summary), n in sorted(
        Counter((r["label"], e.summary.value) for r, e in zip(rows, judged, strict=True)).items()
    ):
        print(f"  {label:>10} judged {summary:<12}{n:5}")


MEASURES = {
    "needs_reply": measure_needs,
    "is_complaint": measure_complaints,
    "act": measure_acts,
    "followers_count": measure_profiles,
}


def read(path: Path) -> list[Row]:
    """Read a CSV or JSON Lines file into rows."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows: Iterable[Row] | Iterator[Row]
        rows = map(json.loads, lines) if path.suffix == ".jsonl" else csv.DictReader(lines)
        return list(rows)


def main(paths: list[str]) -> None:
    """Measure each file by the first column known here."""
    if not paths:
        print(__doc__)
    for path in paths:
        rows = read(Path(path))
        known = [measure for column, measure in MEASURES.items() if column in rows[0]]
        if not known:
            print(f"\n{path}: no column known here ({', '.join(MEASURES)})")
        for measure in known[:1]:
            measure(rows)


if __name__ == "__main__":
    main(sys.argv[1:])
