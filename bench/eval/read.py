"""The data: files of a folder, known by their columns and not by their names."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]

# What is measured, by the columns that every row of it has.
NEEDED = {
    "needs": ({"text", "needs_reply"},),
    "complaints": ({"text", "is_complaint"},),
    "acts": ({"text", "act"},),
    "people": ({"label", "followers_count"}, {"label", "public_metrics"}),
}


class NoData(Exception):
    """There is nothing to measure. Its message says what is missing."""


def read(folder: Path) -> dict[str, dict[str, list[Row]]]:
    """Read every file of a folder that something can be measured on: kind of data -> file's name -> rows.

    Raises:
        NoData: there is no such folder, nothing in it has columns known here, or a file can't be read.
    """
    if not folder.is_dir():
        raise NoData(f"There is no folder {folder}.")
    found: dict[str, dict[str, list[Row]]] = {kind: {} for kind in NEEDED}
    for path in sorted(folder.iterdir()):
        if path.suffix not in {".csv", ".jsonl"} or not path.is_file():
            continue
        try:
            rows = list(_rows(path))
        except (OSError, ValueError, csv.Error) as error:
            raise NoData(f"{path} can't be read: {error}.") from None
        kind = kind_of(rows)
        if kind:
            found[kind][path.name] = rows
        else:
            print(f"{path.name}: has no labels known here; passed by.")
    if not any(found.values()):
        raise NoData(f"Nothing in {folder} has columns known here.")
    return found


def kind_of(rows: list[Row]) -> str:
    """Which kind of data this is, by the columns of its first row; "" for none."""
    columns = set(rows[0]) if rows else set()
    return next((kind for kind, ways in NEEDED.items() if any(way <= columns for way in ways)), "")


def yes(value: object) -> bool:
    """A label of yes or no, as JSON or a CSV writes it."""
    return str(value).strip().casefold() in {"1", "true", "yes"}


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        if path.suffix == ".csv":
            yield from csv.DictReader(lines)
        else:
            yield from (json.loads(line) for line in lines if line.strip())
