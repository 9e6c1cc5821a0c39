"""A stranger's words, made safe to stand inside a line of ours: one line, bounded, nothing invisible."""

from collections.abc import Iterator
from itertools import islice, pairwise
from unicodedata import category

_JOINERS = "\u200c\u200d"  # Persian and Indic spelling needs them, and so do emoji families
_JOINED = frozenset({"So", "Sm", "Sk", "Lo", "Mn", "Mc"})  # what a joiner may stand between; Latin letters may not
_FLAG = "\U0001f3f4"  # the only thing that tag characters may follow: together they draw England, Scotland, Wales
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters by category, empty to the eye
_STACKED = frozenset({"Mn", "Me"})
_MARKS_IN_A_ROW = 4  # real writing stays below; stacks of them paint over the lines above


def quote(text: str, limit: int) -> str:
    """Give a stranger's text as one clean line of at most `limit` characters, ending in "…" where it was cut.

    White space collapses. Control characters, bidirectional overrides, zero-width and other invisible characters and
    lone surrogates vanish; joiners stay inside emoji and inside words that need them. Markup is left as it is: whoever
    shows the line escapes it for the place where it is shown.

    Args:
        text: any string at all.
        limit: characters, at least 1.
    """
    kept = list(islice(_visible(text), limit + 1))
    if len(kept) <= limit:
        return "".join(kept)
    end = limit - 1
    while end and _is_inside(kept, end):
        end -= 1
    return "".join(kept[:end]).rstrip() + "…"


def _visible(text: str) -> Iterator[str]:
    """Yield the characters worth showing; a run of white space becomes one space between two of them."""
    last, marks, space = "", 0, False
    for here, following in pairwise(text + " "):
        if here.isspace() or here in _BLANKS:
            space = bool(last)
            continue
        kind = category(here)
        shows = _shows(here, kind, "" if space else last, following)
        if here in _JOINERS and marks >= _MARKS_IN_A_ROW and category(following) in _STACKED:
            continue  # it would join what does not come
        if kind in _STACKED:
            marks += 1
        elif shows and here not in _JOINERS:  # what nobody sees between marks does not start the stack anew
            marks = 0
        if marks > _MARKS_IN_A_ROW or not shows:
            continue
        if space:
            yield " "
        yield here
        last, space = here, False


def _shows(here: str, kind: str, last: str, following: str) -> bool:
    if here in _JOINERS:
        return bool(last) and {category(last), category(following)} <= _JOINED and following not in _BLANKS
    if _is_tag(here):
        return bool(last) and (last == _FLAG or _is_tag(last))
    return kind not in {"Cc", "Cf", "Cs"}


def _is_tag(char: str) -> bool:
    return "\U000e0020" <= char <= "\U000e007f"


def _is_inside(chars: list[str], at: int) -> bool:
    """Whether a cut before `at` would split what the eye sees as one sign."""
    here, last = chars[at], chars[at - 1]
    if here in _JOINERS or last in _JOINERS or _is_tag(here):
        return True
    if category(here) in {"Mn", "Mc", "Me"} or "\U0001f3fb" <= here <= "\U0001f3ff":  # marks, skin tones
        return True
    return _is_region(here) and _regions_before(chars, at) % 2 == 1


def _is_region(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"  # two of them draw a country's flag


def _regions_before(chars: list[str], at: int) -> int:
    return next((n for n in range(at) if not _is_region(chars[at - 1 - n])), at)
