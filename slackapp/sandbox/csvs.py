"""Followers and brand threads from CSV files, as X's API shows people and posts."""

import csv
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from slackapp.sandbox.wire import Json
from slackapp.sandbox.x import snowflake
from slackapp.sandbox.x.text import MENTION

PEOPLE_COLUMNS = ("id", "screen_name", "name", "description", "followers_count", "friends_count", "statuses_count")
THREAD_COLUMNS = ("post_id", "author_id", "inbound", "created_at", "text", "in_response_to_id")
OLD_FORMAT = "%a %b %d %H:%M:%S %z %Y"  # Twitter's, as in "Tue Oct 31 22:10:47 +0000 2017"
DEFAULT_PICTURE = "https://abs.twimg.com/sticky/default_profile_images/default_profile_normal.png"
LONGEST_GAP_MS = 10_000  # between two posts: what took weeks then ends half a day ago at most
BRAND_ID, AUTHOR_ID = 9_100_000_000, 9_200_000_000  # where the ids that we give begin


class BadCsv(Exception):
    """The file is none we can replay; the message is one plain line."""


@dataclass(frozen=True)
class Line:
    """One post of a threads file; `id` and `answers` are the snowflakes it goes by on X."""

    key: str
    author: str
    inbound: bool
    text: str
    id: str
    answers: str | None
    thread: str
    to: tuple[str, ...]  # the brands it mentions, but for its own author

    @property
    def is_brand(self) -> bool:
        """Whether a brand wrote it."""
        return not self.inbound


@dataclass(frozen=True)
class Threads:
    """A threads file: posts in the order of time, brands and other authors with the ids they go by on X."""

    lines: tuple[Line, ...]
    brands: dict[str, str]
    authors: dict[str, str]
    unreadable: tuple[int, ...] = field(default=())  # lines without an author, a time or a text, by their number

    def author_id(self, line: Line) -> str:
        """The id of who wrote a line."""
        return self.brands.get(line.author) or self.authors[line.author]

    def answers_to(self) -> dict[tuple[str, str], int]:
        """(post id, brand) -> the position of the brand's first answer: a reply, or later to them in the thread."""
        by_id = {line.id: line for line in self.lines}
        found: dict[tuple[str, str], int] = {}
        talk: dict[tuple[str, str], list[Line]] = {}  # (thread, author) -> their posts so far
        for at, line in enumerate(self.lines):
            parent = by_id.get(line.answers or "")
            if line.is_brand and parent is not None:
                earlier = (parent, *talk.get((parent.thread, parent.author), ()))
                for one in earlier:
                    if line.author in one.to:
                        found.setdefault((one.id, line.author), at)
            talk.setdefault((line.thread, line.author), []).append(line)
        return found


def read_people(path: Path) -> list[Json]:
    """The followers of a profiles file, in its order.

    Raises `BadCsv` where it can't be read, or a column or a value is missing.
    """
    return [_person(number, row) for number, row in _rows(path, PEOPLE_COLUMNS)]


def _person(number: int, row: dict[str, str]) -> Json:
    try:
        metrics = {
            "followers_count": int(row["followers_count"]),
            "following_count": int(row["friends_count"]),
            "tweet_count": int(row["statuses_count"]),
            "listed_count": int(row.get("listed_count") or 0),
            "like_count": int(row.get("favourites_count") or 0),
        }
        created = _moment(row["created_at"]).isoformat() if row.get("created_at") else None
        user_id = str(int(row["id"]))
    except ValueError as error:
        raise BadCsv(f"line {number}: {error}") from None
    return {
        "id": user_id,
        "username": row["screen_name"],
        "name": row["name"],
        "created_at": created,
        "description": row["description"],
        "location": row.get("location"),
        "url": row.get("url"),
        "protected": bool(row.get("protected")),
        "verified": bool(row.get("verified")),
        "profile_image_url": DEFAULT_PICTURE if row.get("default_profile_image") else "",
        "public_metrics": metrics,
    }


def read_threads(path: Path) -> Threads:
    """The posts of a threads file, moved to the recent past: the newest is now.

    Raises `BadCsv` where it can't be read, or a column is missing.
    """
    rows: list[tuple[datetime, dict[str, str]]] = []
    unreadable: list[int] = []
    for number, row in _rows(path, THREAD_COLUMNS):
        if not (row["author_id"] and row["text"] and row["created_at"] and row["post_id"].isdigit()):
            unreadable.append(number)
            continue
        try:
            rows.append((_moment(row["created_at"]), row))
        except ValueError as error:
            raise BadCsv(f"line {number}: {error}") from None
    if not rows:
        raise BadCsv("there is no post in it")
    rows.sort(key=lambda one: (one[0], int(one[1]["post_id"])))
    brands = _numbered((row["author_id"] for _, row in rows if row["inbound"] != "True"), BRAND_ID)
    authors = _numbered((row["author_id"] for _, row in rows if row["author_id"] not in brands), AUTHOR_ID)
    return Threads(tuple(_lines(rows, brands)), brands, authors, tuple(unreadable))


def _numbered(names: Iterator[str], first: int) -> dict[str, str]:
    return {name: str(first + number) for number, name in enumerate(dict.fromkeys(names))}


def _lines(rows: list[tuple[datetime, dict[str, str]]], brands: dict[str, str]) -> Iterator[Line]:
    handles = {name.lower(): name for name in brands}
    ids = dict(zip((row["post_id"] for _, row in rows), _snowflakes([at for at, _ in rows]), strict=True))
    threads: dict[str, str] = {}
    for _, row in rows:
        post_id, parent = ids[row["post_id"]], ids.get(row["in_response_to_id"].partition(".")[0])
        if parent is not None and int(parent) > int(post_id):
            parent = None  # nobody answers what is yet to be written
        threads[post_id] = threads.get(parent or "", post_id)
        to = dict.fromkeys(handles[name.lower()] for name in MENTION.findall(row["text"]) if name.lower() in handles)
        to.pop(row["author_id"], None)
        yield Line(
            row["post_id"], row["author_id"], row["inbound"] == "True", row["text"], post_id, parent,
            threads[post_id], tuple(to),
        )  # fmt: skip


def _snowflakes(moments: list[datetime]) -> list[str]:
    """Ids in the same order, gaps bounded, the last one now."""
    gaps = [round((after - before).total_seconds() * 1000) for before, after in pairwise(moments)]
    steps = [min(max(gap, 1), LONGEST_GAP_MS) for gap in gaps]
    at = round(time.time() * 1000) - sum(steps)
    found = []
    for step in (0, *steps):
        at += step
        found.append(str(snowflake.at_ms(at)))
    return found


def _moment(text: str) -> datetime:
    return datetime.strptime(text, OLD_FORMAT)  # noqa: DTZ007 (the format holds a %z)


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Lines by their number in the file, each with all columns; what is missing is empty."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file, restval="")
            missing = [name for name in columns if name not in (reader.fieldnames or ())]
            if missing:
                raise BadCsv(f"{path.name} has no column {', '.join(missing)}")
            for row in reader:
                yield reader.line_num, row
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadCsv(f"{path.name} can't be read: {error}") from None
