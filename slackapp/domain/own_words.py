"""What people typed of a workspace's own words -> OwnWords, or what is wrong with it in plain words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime

from slackapp.domain.brand import OwnWords
from slackapp.domain.quote import quote
from slackapp.domain.reading import tokens

KINDS = tuple(each.name for each in fields(OwnWords))
HANDLES = frozenset({"always", "team"})  # the others are words and phrases
MOST = 100  # entries of a kind
LONGEST = 80  # characters of an entry
SHORTEST = 2  # letters and digits of a word: one of a single letter would be in almost every post
STEM = range(4, 17)  # letters that may stand before a "*", which finds all words that begin so
BOX = 3000  # characters of a kind altogether: what one of Slack's inputs holds

_APART = re.compile(r"[,，、\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_HANDLES_APART = re.compile(rf"{_APART.pattern}|\s+(?=[@＠])")
_WITHOUT_GAPS = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u4e00-\u9fff]")  # scripts that put no space between words
_SIGNS = "@＠#＃"  # what people put before a handle or a hashtag
_SHOWN = 40  # characters of an entry that an error repeats


@dataclass(frozen=True, slots=True)
class KeptWords:
    """A workspace's words, and who changed them last."""

    words: OwnWords = field(default_factory=OwnWords)
    revision: int = 0  # one more with each change; 0: nobody ever set any
    changed_by: str = ""  # Slack's user id
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TypedWords:
    """What people typed, cleaned. With any error it is not to be kept."""

    words: OwnWords
    errors: Mapping[str, str] = field(default_factory=dict)  # by the kind they stand in, a plain sentence each


def read(typed: Mapping[str, str]) -> TypedWords:
    """Read what was typed into the boxes, an entry a line or between commas.

    Entries lose what nobody sees, and the @ or # they begin with; the same one twice counts once, whatever its case.

    Args:
        typed: any text at all, by kind (the fields of OwnWords); a kind that is missing is empty.
    """
    found = {kind: _entries(kind, typed.get(kind, "")) for kind in KINDS}
    wrong = {kind: _wrong(kind, entries) for kind, entries in found.items()}
    errors = {kind: sentence for kind, sentence in wrong.items() if sentence}
    urgent = {entry.casefold() for entry in found["urgent"]}
    both = next((entry for entry in found["ignored"] if entry.casefold() in urgent), "")
    if both and "ignored" not in errors:
        errors["ignored"] = f"{_named(both)} is among the urgent words, too. Keep it in one of the two."
    return TypedWords(OwnWords(**found), errors)


def box(words: OwnWords, kind: str) -> str:
    """A kind's entries as they stand in their box, a line each."""
    return "\n".join(getattr(words, kind))


def spelled(word: str) -> str:
    """A pattern for a word or phrase as it stands in posts, in hashtags too; "outage" finds "outages".

    Here every letter and digit counts: "5G" is not "4G".
    """
    parts = [re.sub("['’]", "['’]", re.escape(part)) for part in word.rstrip("*").split()]
    pattern = r"[\s_-]*".join(parts)
    if _WITHOUT_GAPS.search(word):
        return pattern
    return rf"(?<![^\W_]){pattern}" + (r"\w*" if word.endswith("*") else r"s?(?![^\W_])")


def _entries(kind: str, text: str) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for entry in _parts(kind, text):
        kept.setdefault(entry.casefold(), entry)
    return tuple(kept.values())


def _parts(kind: str, text: str) -> Iterator[str]:
    for part in (_HANDLES_APART if kind in HANDLES else _APART).split(text):
        if entry := _cleaned(part):
            yield entry


def _cleaned(text: str) -> str:
    """One entry without what nobody sees, and without the signs before it; "" where nothing is left."""
    before = ""
    while text and text != before:  # a sign may have hidden what nobody sees, and the other way round
        before, text = text, quote(text, len(text)).lstrip(_SIGNS)
    return text.lower() if text.endswith("*") else text


def _wrong(kind: str, entries: tuple[str, ...]) -> str:
    """What is wrong with a kind's entries; "" where nothing is."""
    if len(entries) > MOST:
        return f"That is {len(entries):,}. Keep the {MOST} that matter most."
    for entry in entries:
        if len(entry) > LONGEST:
            return f"{_named(entry)} is too long: {LONGEST} characters are the most."
        if kind in HANDLES and " " in entry:
            return f"{_named(entry)} is no handle: there is a space in it. Write one handle a line."
        if kind not in HANDLES and (wrong := _wrong_word(entry)):
            return f"{_named(entry)} {wrong}"
    return "" if len("\n".join(entries)) <= BOX else f"That is too much: {BOX:,} characters are the most."


def _wrong_word(entry: str) -> str:
    """Why a word can't be listened for, to go on in a sentence; "" where it can."""
    kinds = {token.kind for token in tokens(entry)}
    if "link" in kinds:
        return "is a link, and one link is read like any other. Write words of the post."
    if not kinds & {"word", "sign"}:
        return "has no letters in it: it would be found almost everywhere. Write a word or a phrase."
    if sum(char.isalnum() for char in entry) < SHORTEST:
        return f"is too short: it would be found almost everywhere. Write {SHORTEST} letters or more."
    stem = entry[:-1]
    if entry.endswith("*") and not (stem.isalpha() and len(stem) in STEM):
        return f"can’t be found: before a * stands one word of {STEM.start} to {STEM.stop - 1} letters."
    return ""


def _named(entry: str) -> str:
    return f"“{quote(entry, _SHOWN)}”"
