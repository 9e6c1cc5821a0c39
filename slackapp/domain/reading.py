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
      | (?P<money>[$£€]\s?\d+)
      | (?P<nth>\d+(?:st|nd|rd|th)\b)
      | (?P<number>\d+)
      | (?P<sign>[\u3040-\u30ff\u4e00-\u9fff])
      | (?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)
      | (?P<asks>[?？؟])
      | (?P<emoji>[:;=]-?[()]|[\u2600-\u27bf\U0001f300-\U0001faff])
      | (?P<stop>[.!;\n。！])""",
    re.VERBOSE | re.IGNORECASE,
)
_TAG_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|[^\W_a-zA-Z]+")  # "#NoReply" is two words
_SPEECH = frozenset({"word", "sign", "number", "nth", "money", "asks"})
_ALIKE = {"mention": "@", "link": "://", "number": "1", "money": "$", "nth": "1st"}
_NUMBERS = frozenset({"two", "three", "four", "five", "six", "several"})
_NTHS = frozenset({"second", "third", "fourth", "fifth"})
_SHORTEST_STEM = 4
_LONGEST_STEM = 16


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign. `key` is how phrases know it: lower case, no apostrophes, all numbers and all names alike."""

    kind: str
    key: str
    start: int
    end: int

    @property
    def is_speech(self) -> bool:
        """Whether it says something by itself, as a link, a name or a hashtag does not."""
        return self.kind in _SPEECH


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase's owner and the words of the text that gave it away."""

    owner: str
    words: str


def tokens(text: str) -> tuple[Token, ...]:
    """Cut the first `LONGEST_TEXT` characters into tokens."""
    return tuple(_tokens(text[:LONGEST_TEXT]))


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        kind, start = match.lastgroup or "", match.start()
        if kind == "hashtag":
            for part in _TAG_WORD.finditer(match.group()):
                yield Token(kind, part.group().lower(), start + part.start(), start + part.end())
        else:
            yield Token(kind, _key(kind, match.group()), start, match.end())


def _key(kind: str, said: str) -> str:
    key = said.lower().replace("'", "").replace("’", "")
    if key in _NUMBERS:
        return _ALIKE["number"]
    return _ALIKE["nth"] if key in _NTHS else _ALIKE.get(kind, key)


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
        stems = (
            self._stems.get(key[:length], "") for length in range(_SHORTEST_STEM, min(len(key), _LONGEST_STEM) + 1)
        )
        return next(filter(None, stems), ""), 1
