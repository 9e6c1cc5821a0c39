"""`python -m bench.eval [FOLDER]`: the two judgements against labelled data, beside simple baselines.

The project holds no such data: they are other people's words. The folder (default `../shared/eval`) may hold any number
of .csv and .jsonl files, each known by its columns and not by its name; columns not named here are passed by:

- posts that wait for an answer: `text`, `needs_reply` (true or false); and where known `in_reply_to` (the text it
  answers), `author`, `brand`, `lang`, `kind`, `urgency`
- complaints: `text`, `is_complaint` (1 or 0); and where known `domain`, which begins with "random" where a post was not
  sent to a brand
- speech acts: `text`, `act` (QUE a question, REQ a request, anything else neither)
- people: `label` ("genuine", or anything else), beside X's users as its API v2 shapes them (`public_metrics`), or as
  v1.1 did (`screen_name`, `followers_count`, `friends_count`, `statuses_count`, `created_at`, `description`, …)

People are judged as of `--now`, or of the day when the newest account in the file was made, and as of today besides.
In brackets stands an interval of 95 %: Wilson's for rates, a bootstrap's of 200 rounds for F1 and AUC.
"""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from bench.eval import pace, people, posts
from bench.eval.read import NoData, read

FOLDER = Path("../shared/eval")


def _day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def main(words: list[str] | None = None) -> int:
    """Measure all that a folder holds. Returns the exit code: 2 where there is nothing to measure."""
    asked = argparse.ArgumentParser("python -m bench.eval", description="The judgements against labelled data.")
    asked.add_argument("folder", nargs="?", type=Path, default=FOLDER, help=f"default: {FOLDER}")
    asked.add_argument("--now", type=_day, help="the moment people are judged as of; default: the newest account's")
    chosen = asked.parse_args(words)
    try:
        found = read(chosen.folder)
    except NoData as trouble:
        print(f"{trouble}\n\n{__doc__}")
        return 2
    for name, rows in found["needs"].items():
        posts.measure_needs(name, rows)
    for name, rows in found["complaints"].items():
        posts.measure_complaints(name, rows)
    for name, rows in found["acts"].items():
        posts.measure_acts(name, rows)
    for name, rows in found["people"].items():
        people.measure(name, rows, chosen.now)
    texts = [row for kind in ("needs", "complaints", "acts") for rows in found[kind].values() for row in rows]
    pace.measure(texts, [row for rows in found["people"].values() for row in rows])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
