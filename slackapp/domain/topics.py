"""What people ask about, by their own words: hashtags, pairs of words and words, counted by people. Rules, no model."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from slackapp.domain.lexicon.stop_words import STOP_WORDS

LEAST_PEOPLE = 2  # what one person says is no topic
LONGEST_TEXT = 2_000  # characters of a post that are looked at
LONGEST_WORD, SHORTEST_WORD = 30, 3
_TELLING = 1.6  # a pair of words or a hashtag says more than a word that is a little more common
_NO_WORDS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\S+|[@＠]\S+", re.IGNORECASE)
_WORD = re.compile(r"[#＃]?[^\W\d_][\w'’-]*", re.UNICODE)
_BREAK = re.compile(r"[.!?…,;:()\[\]\"“”\n]+")


@dataclass(frozen=True, slots=True)
class Topic:
    """A word or two, as most people write it in small letters, and how many people used it."""

    words: str
    people: int


def topics(
    said: Iterable[tuple[object, str]], products: Iterable[str] = (), most: int = 5, ours: Iterable[str] = ()
) -> tuple[Topic, ...]:
    """What most people ask about; of a pair of words and its parts only the pair, where it says as much.

    Args:
        said: who asked (anything that tells people apart), and in which words; each person counts once.
        products: names of what we sell; they count whatever their words are.
        most: how many topics at most.
        ours: our own handles and names, which everybody who asks us says.
    """
    names = tuple(name.casefold().lstrip("#@").strip() for name in products)
    skip = STOP_WORDS | {word for name in ours for word in _words(name)}
    by: dict[str, set[object]] = defaultdict(set)
    for person, text in said:
        for topic in _of(text[:LONGEST_TEXT], names, skip):
            by[topic].add(person)
    return _strongest({topic: len(people) for topic, people in by.items()}, most)


def _of(text: str, names: tuple[str, ...], skip: frozenset[str]) -> set[str]:
    """All that a post might be about."""
    text = _NO_WORDS.sub(" ", text)
    small = f" {' '.join(_words(text))} "
    found = {name for name in names if name and f" {name} " in small}
    for clause in _BREAK.split(text):
        before = ""
        for word in _words(clause):
            bare = word.lstrip("#")
            telling = SHORTEST_WORD <= len(bare) <= LONGEST_WORD and bare not in skip
            if telling:
                found.add(word)
                if before and before != bare:
                    found.add(f"{before} {bare}")
            before = bare if telling else ""
    return found


def _words(text: str) -> list[str]:
    return [match[0].casefold().replace("＃", "#").replace("’", "'").strip("'-") for match in _WORD.finditer(text)]


def _strongest(people: Mapping[str, int], most: int) -> tuple[Topic, ...]:
    chosen: list[Topic] = []
    covered: set[str] = set()
    in_pairs: set[str] = set()
    ranked = sorted(people.items(), key=lambda one: (-one[1] * (_TELLING if _tells(one[0]) else 1), one[0]))
    for topic, number in ranked:
        parts, pair = {part.lstrip("#") for part in topic.split()}, " " in topic
        if number >= LEAST_PEOPLE and not parts & (in_pairs if pair else covered):  # else it is said already
            chosen.append(Topic(topic, number))
            covered |= parts
            in_pairs |= parts if pair else set()
    return tuple(sorted(chosen[:most], key=lambda topic: -topic.people))


def _tells(topic: str) -> bool:
    return " " in topic or topic.startswith("#")
