"""A text -> its tokens, and where phrases occur among them. Linear in the text, whatever a stranger writes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

LONGEST_TEXT = 2_000  # characters read; nobody's question starts later

# Every branch is a plain run of characters: nothing here can backtrack. Japanese and Chinese are read sign by sign.
_TOKEN = re.compile(
    r"""(?P<link>https?://\S+|www\.\S+)
      | (?P<mention>(?<!\w)@\w+(?:@[\w.-]+)?)
      | (?P<hashtag>(?<!\w)\#\w+)
      | (?P<nth>\d+(?:st|nd|rd|th)\b)
      | (?P<number>\d+)
      | (?P<sign>[\u3040-\u30ff\u4e00-\u9fff])
      | (?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)
      | (?P<asks>[?？؟])
      | (?P<emoji>[:;=]-?[()]|[\u2600-\u27bf\U0001f300-\U0001faff])""",
    re.VERBOSE | re.IGNORECASE,
)
_NUMBERS = frozenset({"two", "three", "four", "five", "six", "several"})
_NTHS = frozenset({"second", "third", "fourth", "fifth"})
_SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign. `key` is how phrases know it: lower case, no apostrophes, every number alike."""

    kind: str
    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase's owner and the words of the text that gave it away."""

    owner: str
    words: str


def tokens(text: str) -> tuple[Token, ...]:
    """Cut the first `LONGEST_TEXT` characters into tokens, without the @mentions: whose names they are says nothing."""
    return tuple(
        Token(kind, _key(kind, match.group()), match.start(), match.end())
        for match in _TOKEN.finditer(text[:LONGEST_TEXT])
        if (kind := match.lastgroup or "") != "mention"
    )


def mentions(text: str) -> tuple[int, bool]:
    """Count the @mentions, and tell whether the text begins with one (as in "@us" or ".@us")."""
    found = [m.start() for m in _TOKEN.finditer(text[:LONGEST_TEXT]) if m.lastgroup == "mention"]
    return len(found), bool(found) and not text[: found[0]].strip(" .\n")


def _key(kind: str, said: str) -> str:
    key = said.lower().replace("'", "").replace("’", "").removeprefix("#")
    if kind == "number" or key in _NUMBERS:
        return "#"
    return "#th" if kind == "nth" or key in _NTHS else key


class Phrasebook:
    """Phrases by the cue that owns them. A phrase ending in "*" is a stem; a number in a phrase stands for any."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self._stems: dict[str, str] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for owner, listed in phrases.items():
            for phrase in listed:
                self._add(owner, phrase)
        for starting in self._phrases.values():
            starting.sort(key=lambda entry: -len(entry[0]))

    def _add(self, owner: str, phrase: str) -> None:
        if phrase.endswith("*"):
            self._stems[phrase[:-1]] = owner
        elif keys := tuple(token.key for token in tokens(phrase)):
            self._phrases.setdefault(keys[0], []).append((keys, owner))

    def find(self, text: str, read: tuple[Token, ...]) -> Iterator[Found]:
        """Yield phrases from left to right, the longest at each place, none inside another."""
        at = 0
        while at < len(read):
            owner, length = self._at(read, at)
            if owner:
                yield Found(owner, text[read[at].start : read[at + length - 1].end])
            at += length

    def _at(self, read: tuple[Token, ...], at: int) -> tuple[str, int]:
        for keys, owner in self._phrases.get(read[at].key, ()):
            if tuple(token.key for token in read[at : at + len(keys)]) == keys:
                return owner, len(keys)
        key = read[at].key
        stems = (self._stems.get(key[:length], "") for length in range(_SHORTEST_STEM, min(len(key), 16) + 1))
        return next(filter(None, stems), ""), 1
