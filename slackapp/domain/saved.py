"""Saved replies: words that a team uses again and again, with places that are filled in for whoever is answered."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from slackapp.domain.people import Profile
from slackapp.domain.quote import quote

MOST = 200  # in a workspace
LONGEST_TITLE = 75  # characters; what an option of Slack's menus holds
LONGEST_TEXT = 3000  # characters; what a box of Slack's holds
PLACEHOLDERS = ("first_name", "handle", "link")

_LONGEST_NAME = 30  # characters: a longer word is no first name
_LONGEST_HANDLE = 255
_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_NO_HANDLE = re.compile(r"[^\w-]")  # no network has these in its handles
_INSIDE_NAMES = frozenset("'’-‑·\u200c\u200d")  # joiners, too: Persian and Indic names need them


class Kept(StrEnum):
    """What came of saving or deleting one."""

    SAVED = "saved"
    FULL = "full"  # there are as many as there may be
    TAKEN = "taken"  # another one has this title
    OVERTAKEN = "overtaken"  # somebody changed it meanwhile
    GONE = "gone"  # somebody deleted it meanwhile


@dataclass(frozen=True, slots=True)
class Wording:
    """What a person types for one. `account_id` None: for all accounts."""

    title: str
    text: str
    account_id: int | None = None


@dataclass(frozen=True, slots=True)
class SavedReply:
    """One, as it is kept."""

    id: int
    title: str
    text: str
    account_id: int | None  # None: for all accounts
    changed_at: datetime
    changed_by: str = ""  # Slack's user id
    made_by: str = ""
    uses: int = 0  # in replies that were sent

    def serves(self, account_id: int) -> bool:
        """Whether it may be used in an answer of this account."""
        return self.account_id in (None, account_id)


def fill(text: str, person: Profile, link: str) -> str:
    """Fill the places in, each once: what is filled in is never read for places again.

    Args:
        text: a saved reply's; what `problem` would refuse stays as it is.
        person: who is answered.
        link: the address of their post; "" where there is none.
    """
    values = {"first_name": first_name(person), "handle": f"@{_handle(person)}", "link": link}
    return _PIECE.sub(lambda piece: _filled(piece, values), text)


def _filled(piece: re.Match[str], values: Mapping[str, str]) -> str:
    if piece[0] in ("{{", "}}"):
        return piece[0][0]
    return values.get(_place(piece), piece[0])


def _place(piece: re.Match[str]) -> str:
    return (piece[1] or "").strip().lower()


def problem(text: str) -> str:
    """What in a text can't be filled in, in one plain sentence; "" where all can."""
    known = " and ".join(("{first_name}, {handle}", "{link}"))
    for piece in _PIECE.finditer(text):
        if piece[0] in ("{", "}"):
            return f"There is a single {piece[0]} in it. Write {piece[0] * 2} where it should stand for itself."
        if piece[1] is not None and _place(piece) not in PLACEHOLDERS:
            return f"Rapport can’t fill in {quote(piece[0], 40)}. It knows {known}; write {{{{ for a plain brace."
    return ""


def first_name(person: Profile) -> str:
    """The first word of a display name that can be a name: letters, without emoji and signs; else of the handle.

    A word that is an address or calls somebody is no name, so that no stranger puts one into our posts.
    """
    name = quote(unicodedata.normalize("NFKC", person.name[:500]), 500)
    words = "".join(" " if _is_sign(char) else char for char in name).split()
    found = next((bare for bare in map(_bare, words) if bare), "")
    return found or _NO_HANDLE.sub("", re.split(r"[@.]", person.handle.lstrip("@"))[0])[:_LONGEST_NAME] or "there"


def _handle(person: Profile) -> str:
    return quote(person.handle.lstrip("@"), _LONGEST_HANDLE)


def _bare(word: str) -> str:
    """A word without what stands around it; "" where it can't be a name."""
    start, end = 0, len(word)
    while start < end and not _is_letter(word[start]):
        start += 1
    while end > start and not (_is_letter(word[end - 1]) or _is_mark(word[end - 1])):
        end -= 1
    bare = word[start:end]
    whole = all(_is_letter(c) or _is_mark(c) or c in _INSIDE_NAMES or c.isdecimal() for c in bare)
    return bare if whole and len(bare) <= _LONGEST_NAME else ""


def _is_letter(char: str) -> bool:
    return unicodedata.category(char)[0] == "L"


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] == "M" and not "\ufe00" <= char <= "\ufe0f"  # those choose how emoji look


def _is_sign(char: str) -> bool:
    return unicodedata.category(char)[0] == "S" or "\ufe00" <= char <= "\ufe0f" or char == "\u20e3"


def found(replies: Iterable[SavedReply], typed: str, account_id: int | None = None) -> list[SavedReply]:
    """The replies that hold all the words typed, whatever their case; a title that does comes first, then by use.

    Args:
        replies: all of a workspace's.
        typed: what somebody looks for; "" finds all.
        account_id: only those that may be used in its answers; None: all.
    """
    wanted = typed.casefold().split()
    matching = [
        reply
        for reply in replies
        if (account_id is None or reply.serves(account_id)) and _holds(f"{reply.title}\n{reply.text}", wanted)
    ]
    return sorted(matching, key=lambda reply: (not _holds(reply.title, wanted), -reply.uses, reply.title.casefold()))


def _holds(text: str, wanted: list[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in wanted)


def joined(typed: str, filled: str, before: str = "", opening: str = "") -> str:
    """What stands in the box when saved words come into it: nothing that was typed is lost.

    Args:
        typed: what stands there now.
        filled: the saved words, filled in.
        before: the saved words that were put in last, where there were any: untouched, they make room for the new.
        opening: what the box began with, so that the person sees the answer; "" where nothing.
    """
    own = typed.removesuffix(before).rstrip() if before else typed.rstrip()
    name = opening.strip()
    if own and own.casefold() != name.casefold():
        return f"{own}\n{filled}"
    return f"{name} {filled}" if name and name.casefold() not in filled.casefold() else filled
