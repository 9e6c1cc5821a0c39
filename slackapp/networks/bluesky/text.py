"""A post's text: counted as Bluesky counts, and compared with what was typed."""

import re
import unicodedata

import regex

LIMIT = 300  # graphemes: letters as people see them (https://docs.bsky.app/docs/api, app.bsky.feed.post)
_MOST_BYTES = 3_000
_MAX_COUNTED = 5_000  # beyond this nothing fits; counting a novel exactly would only cost time
_GRAPHEME = regex.compile(r"\X")
_LINK = re.compile(r"(?:https?://)?(?:www\.)?(\S+\.\S+)", re.IGNORECASE)


def length(text: str) -> int:
    """A text's length in graphemes. One that has too many bytes is longer than allowed by each byte too many."""
    if len(text) > _MAX_COUNTED:
        return len(text)
    graphemes = sum(1 for _ in _GRAPHEME.finditer(text))
    too_many = len(text.encode("utf-8", "replace")) - _MOST_BYTES
    return max(graphemes, LIMIT + too_many) if too_many > 0 else graphemes


def same(typed: str, published: str) -> bool:
    """Whether a published text is what was typed: Bluesky's own app trims, and shortens how links look."""
    wanted, found = _words(typed), _words(published)
    return len(wanted) == len(found) and all(map(_alike, wanted, found))


def _words(text: str) -> list[str]:
    return [_LINK.sub(r"\1", word).rstrip("/") for word in unicodedata.normalize("NFC", text).split()]


def _alike(wanted: str, found: str) -> bool:
    cut = found.removesuffix("...").removesuffix("…")
    return wanted == found or (cut != found and len(cut) >= 8 and wanted.startswith(cut))
