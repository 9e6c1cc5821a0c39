"""Real people and threads from CSV through the same wire."""

from pathlib import Path


def run(people: Path | None, threads: Path | None, *, as_json: bool) -> int:
    """Not yet."""
    raise NotImplementedError
