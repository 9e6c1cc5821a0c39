"""A post's text: as a reader sees it, counted, and compared with what was typed."""

import html
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from twitter_text import extract_urls, parse_tweet

from slackapp.networks.fields import plain

LIMIT = 280
_MAX_COUNTED = 5_000  # beyond this nothing fits; counting a novel exactly would only cost time
_SHORT_LINK = re.compile(r"https?://t\.co/\w+")
_LEADING_MENTIONS = re.compile(r"\A(?:\.?@\w{1,20}\s+)+")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)


def readable(value: object, links: Iterable[Any], most: int) -> str:
    """X's text as a reader sees it: entities decoded, t.co links written out by X's list of them."""
    known = {
        link["url"]: plain(link["expanded_url"], 1000)
        for link in links
        if isinstance(link, dict) and isinstance(link.get("url"), str) and isinstance(link.get("expanded_url"), str)
    }
    text = html.unescape(plain(value, 4 * most))  # an entity takes up to five characters
    return plain(_SHORT_LINK.sub(lambda match: known.get(match[0]) or match[0], text), most)


def weighted_length(text: str) -> int:
    """A text's length by X's own counting: a link is 23, an emoji or a CJK letter 2."""
    if len(text) > _MAX_COUNTED:
        return len(text)
    return int(parse_tweet(text).weightedLength)


def has_link(text: str) -> bool:
    """Whether X would find a link in a text (a bare domain is one)."""
    return bool(extract_urls(text[:_MAX_COUNTED]))


def same(typed: str, published: str, *, answers: bool) -> bool:
    """Whether X's published text is what was typed, for all that X changes.

    X squeezes spaces, gives links a scheme and shortens them; where the text `answers` a post, it also puts the
    people answered in front or leaves them out.
    """
    wanted, found = _normal(typed, answers), _normal(published, answers)
    if "t.co/" not in found:
        return wanted == found
    pattern = r"\S+".join(re.escape(part) for part in re.split(r"t\.co/\w+", found))
    return wanted == found or re.fullmatch(pattern, wanted) is not None


def _normal(text: str, answers: bool) -> str:
    text = unicodedata.normalize("NFC", html.unescape(text)).strip()
    if answers:
        text = _LEADING_MENTIONS.sub("", text, count=1)
    return " ".join(word.rstrip("/") for word in _SCHEME.sub("", text).split())
