"""How long a verdict takes on one core, beside what reading the same words costs at the least."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from html import unescape
from time import process_time
from typing import TypeVar

from bench.eval.people import user_of
from bench.eval.posts import verdict_of
from bench.eval.read import Row
from bench.eval.tables import heading
from slackapp.commandline.explain import person_weighed
from slackapp.commandline.shapes import profile_of, thread_of
from slackapp.domain.evidence import weigh
from slackapp.domain.people import History
from slackapp.domain.triage import judge
from slackapp.languages import guess

_MOST = 4_000  # of each; more says nothing new
_WORD = re.compile(r"\w+|[^\w\s]")
_NOW = datetime(2026, 3, 2, tzinfo=UTC)

Item = TypeVar("Item")


def measure(posts: list[Row], people: list[Row]) -> None:
    """Time per post and per profile; the baseline cuts the same texts into words with one plain pattern."""
    heading("Time on one core")
    if posts:
        rows = posts[:: max(1, len(posts) // _MOST)][:_MOST]
        texts = [unescape(row["text"]) for row in rows]
        read = [thread_of({"text": row["text"], "in_reply_to": row.get("in_reply_to") or None}) for row in rows]
        threads = [(thread, brand, guess(thread.post.text)) for thread, brand, _ in read]
        least = _seconds(_WORD.findall, texts)
        _tell("post, as `explain` judges it", _seconds(verdict_of, rows), least)
        _tell("post, the verdict alone", _seconds(lambda one: judge(*one), threads), least)
        _tell("post, cut into words (baseline)", least, least)
    if people:
        users = [user_of(row) for row in people[:_MOST]]
        bios = [str(user.get("description") or "") for user in users]
        profiles = [profile_of(user)[0] for user in users]
        least = _seconds(_WORD.findall, bios)
        _tell("person, as `explain` judges them", _seconds(lambda user: person_weighed(user, _NOW), users), least)
        _tell("person, the evidence alone", _seconds(lambda each: weigh(each, History(), _NOW), profiles), least)
        _tell("person, bio in words (baseline)", least, least)


def _seconds(work: Callable[[Item], object], items: Sequence[Item]) -> float:
    """Seconds of CPU for one of them, after a warm-up."""
    for item in items[:50]:
        work(item)
    began = process_time()
    for item in items:
        work(item)
    return (process_time() - began) / len(items)


def _tell(what: str, seconds: float, least: float) -> None:
    print(f"  {what:<34}{seconds * 1e6:8.1f} µs{1 / seconds:12,.0f} a second{seconds / least:8.1f} x the baseline")
