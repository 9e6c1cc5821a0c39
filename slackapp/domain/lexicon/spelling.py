"""How long lists of phrases are put together from short ones."""

from itertools import product


def split(listed: str) -> list[str]:
    """The phrases of a list divided by commas, each on one line."""
    return [" ".join(phrase.split()) for phrase in listed.split(",")]


def pairs(firsts: str, seconds: str) -> str:
    """Every phrase of the first list before each of the second: "no" and "llega, abre" make "no llega, no abre"."""
    return ", ".join(f"{first} {second}" for first, second in product(split(firsts), split(seconds)))
