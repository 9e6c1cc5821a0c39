"""A text -> its tokens, and where phrases occur among them. Linear in the text, whatever a stranger writes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from unicodedata import normalize

LONGEST_TEXT = 2_000  # characters read; nobody's question starts later

# Every branch is a plain run of characters: nothing here can backtrack. Japanese and Chinese are read sign by sign.
_TOKEN = re.compile(
    r"""(?P<link>https?://\S+|www\.\S+)
      | (?P<mention>(?<!\w)@\w+(?:@[\w.-]+)?)
      | (?P<hashtag>(?<!\w)\#(?!\d+\b)\w+)
      | (?P<money>[$£€¥₹]\s?\d+|\d+(?:[.,]\d+)?\s?(?:[$£€¥₹]|(?:eur|euros?|usd|gbp|chf|dollars?|pounds|reais)\b))
      | (?P<nth>\d+(?:st|nd|rd|th)\b)
      | (?P<number>\d+)
      | (?P<sign>[\u3040-\u30ff\u4e00-\u9fff])
      | (?P<word>[^\W\d_][^\W\d_\u0300-\u036f]*[\u0300-\u036f]*(?:['’]?[^\W\d_][\u0300-\u036f]*)*)
      | (?P<asks>[?？؟])
      | (?P<emoji>[:;=]-?[()]|[\u2600-\u27bf\U0001f300-\U0001faff])
      | (?P<stop>[.!;\n。！])""",
    re.VERBOSE | re.IGNORECASE,
)
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")  # "pleeease" is "please"
_TAG_WORD = re.compile(r"[A-ZÀ-Þ]?[a-zß-ÿ]+|[A-ZÀ-Þ]+|[^\W_a-zA-ZÀ-ÿ]+")  # "#NoReply" is two words
_SPEECH = frozenset({"word", "sign", "number", "nth", "money", "asks"})
_ALIKE = {"mention": "@", "link": "://", "number": "1", "money": "$", "nth": "1st"}
_NUMBERS = frozenset(
    {
        "two", "three", "four", "five", "six", "seven", "several", "couple", "dos", "cuatro", "cinco", "deux", "trois",
        "quatre", "cinq", "huit", "dix", "plusieurs", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "dois",
        "duas", "três", "quatro",
    }
)  # fmt: skip
_NTHS = frozenset({"second", "third", "fourth", "fifth"})
_FIRST = "^ "  # before a phrase: only at the beginning of a sentence
_OPENERS = frozenset(  # what may stand before the beginning proper, in the languages of the lexicon
    {
        "hi", "hello", "hey", "hiya", "yo", "morning", "afternoon", "evening", "so", "and", "but", "or", "also", "ok",
        "okay", "well", "then", "now", "please", "pls", "guys", "team", "there", "oh", "just", "hola", "buenas",
        "buenos", "y", "o", "pero", "entonces", "bonjour", "salut", "coucou", "et", "ou", "mais", "alors", "donc",
        "hallo", "moin", "servus", "und", "oder", "aber", "liebes", "ola", "olá", "oi", "bom", "boa", "dia", "tarde",
        "noite", "e", "mas", "então",
    }
)  # fmt: skip
_ENDINGS = frozenset({"stop", "asks", "mention", "link", "emoji", "hashtag"})
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

    @property
    def begins_another(self) -> bool:
        """Whether a sentence may begin behind it."""
        return self.kind in _ENDINGS


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase's owner and the words of the text that gave it away."""

    owner: str
    words: str


def tokens(text: str) -> tuple[Token, ...]:
    """Cut the first `LONGEST_TEXT` characters into tokens; a hashtag into its words."""
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
    key = key if key.isascii() else normalize("NFC", key)
    if len(key) > _SHORTEST_STEM and len(set(key)) > 1:  # but "kkkkkk" is how Brazil laughs
        key = _DRAWN_OUT.sub(r"\1", key)
    if key in _NUMBERS:
        return _ALIKE["number"]
    return _ALIKE["nth"] if key in _NTHS else _ALIKE.get(kind, key)


class _Book:
    """Phrases as tuples of keys, found by their first word and their lengths."""

    def __init__(self) -> None:
        self._owners: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}  # by the first word, the longest first

    def add(self, keys: tuple[str, ...], owners: tuple[str, ...]) -> None:
        """Add a phrase."""
        self._owners[keys] = tuple(dict.fromkeys((*self._owners.get(keys, ()), *owners)))
        self._lengths[keys[0]] = tuple(sorted({*self._lengths.get(keys[0], ()), len(keys)}, reverse=True))

    def longest(self, keys: tuple[str, ...], at: int) -> tuple[tuple[str, ...], int]:
        """The longest phrase that begins at a place: its owners and how many words it has; 0 for none."""
        for length in self._lengths.get(keys[at], ()):
            here = keys[at : at + length]
            if len(here) == length and (owners := self._owners.get(here)):
                return owners, length
        return (), 0


class Phrasebook:
    """Phrases by the cues that own them. A phrase ending in "*" is a stem; a number in a phrase stands for any."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        owners: dict[str, list[str]] = {}
        for owner, listed in phrases.items():
            for phrase in listed:
                owners.setdefault(phrase, []).append(owner)
        self._stems = {phrase[:-1]: tuple(own) for phrase, own in owners.items() if phrase.endswith("*")}
        self._anywhere, self._first = _Book(), _Book()  # the second at the beginning of a sentence alone
        for phrase, own in owners.items():
            keys = tuple(token.key for token in tokens(phrase.removeprefix(_FIRST)))
            if keys and not phrase.endswith("*"):
                (self._first if phrase.startswith(_FIRST) else self._anywhere).add(keys, tuple(own))

    def find(self, text: str, read: tuple[Token, ...]) -> Iterator[Found]:
        """Yield phrases from left to right, the longest at each place, none inside another."""
        keys = tuple(token.key for token in read)
        at, first = 0, True
        while at < len(read):
            owners, length = self._at(keys, at, first)
            for owner in owners:
                yield Found(owner, text[read[at].start : read[at + length - 1].end])
            first = read[at + length - 1].begins_another or (first and keys[at] in _OPENERS)
            at += length

    def _at(self, keys: tuple[str, ...], at: int, first: bool) -> tuple[tuple[str, ...], int]:
        owners, length = self._anywhere.longest(keys, at)
        if first:
            begins, reach = self._first.longest(keys, at)
            owners, length = (begins, reach) if reach >= length else (owners, length)
        if length:
            return owners, length
        key = keys[at]
        for end in range(_SHORTEST_STEM, min(len(key), _LONGEST_STEM) + 1):
            if key[:end] in self._stems:
                return self._stems[key[:end]], 1
        return (), 1
