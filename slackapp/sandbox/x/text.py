"""What X makes of a typed text: escaped, links shortened, people and tags found."""

import hashlib
import html
import re
from collections.abc import Callable
from typing import Any

from twitter_text import extract_urls_with_indices, parse_tweet

MENTION = re.compile(r"(?<![\w@/])@([A-Za-z0-9_]{1,15})(?![\w@])")
_HASHTAG = re.compile(r"(?<![\w&/])#(\w*[^\W\d]\w*)")
_LEADING = re.compile(r"(?:@[A-Za-z0-9_]{1,15}\s+)*")
_SCRIPTS = (
    ("ja", "\u3040", "\u30ff"),
    ("ko", "\uac00", "\ud7af"),
    ("ar", "\u0600", "\u06ff"),
    ("ru", "\u0400", "\u04ff"),
)

Entities = dict[str, list[dict[str, Any]]]


def urls_in(text: str) -> list[dict[str, Any]]:
    """The links in a text, with where they stand (twitter-text's rule, bare domains too)."""
    found: list[dict[str, Any]] = extract_urls_with_indices(text) if "." in text else []
    return found


def too_long(text: str) -> bool:
    """Whether a text is over X's weighted 280; the mentions that lead a reply are free."""
    return not parse_tweet(text).valid and bool(text.strip())


def without_leading_mentions(text: str) -> str:
    """A reply's text as its author typed it, without the people it opens with."""
    return text[_match_end(text) :]


def _match_end(text: str) -> int:
    match = _LEADING.match(text)
    return match.end() if match else 0


def publish(raw: str, find_user: Callable[[str], str | None]) -> tuple[str, Entities]:
    """The text as X gives it out, and its entities; `find_user` turns a handle into an id.

    X escapes &, < and > in a post's text and wraps every link in a t.co address of 23 characters.
    """
    pieces: list[str] = []
    urls: list[dict[str, Any]] = []
    length = end = 0
    for link in urls_in(raw):
        start, stop = link["indices"]
        before = html.escape(raw[end:start], quote=False)
        short = "https://t.co/" + hashlib.sha256(link["url"].encode()).hexdigest()[:10]
        length += len(before)
        urls.append(_url_entity(length, short, link["url"]))
        pieces += [before, short]
        length += len(short)
        end = stop
    text = "".join([*pieces, html.escape(raw[end:], quote=False)])
    return text, _entities(text, urls, find_user)


def _url_entity(start: int, short: str, url: str) -> dict[str, Any]:
    expanded = url if "://" in url else f"http://{url}"
    display = re.sub(r"^https?://(www\.)?", "", url)
    return {
        "start": start,
        "end": start + len(short),
        "url": short,
        "expanded_url": expanded,
        "display_url": display[:30],
    }


def _entities(text: str, urls: list[dict[str, Any]], find_user: Callable[[str], str | None]) -> Entities:
    found: Entities = {"urls": urls} if urls else {}
    mentions = []
    for match in MENTION.finditer(text):
        user_id = find_user(match[1])
        if user_id is not None:
            mentions.append({"start": match.start(), "end": match.end(), "username": match[1], "id": user_id})
    if mentions:
        found["mentions"] = mentions
    tags = [{"start": m.start(), "end": m.end(), "tag": m[1]} for m in _HASHTAG.finditer(text)]
    if tags:
        found["hashtags"] = tags
    return found


def language(text: str) -> str:
    """A rough guess of a text's language by its script; `en` for the Latin one."""
    for code, first, last in _SCRIPTS:
        if any(first <= letter <= last for letter in text):
            return code
    return "en"
