"""A post's text: HTML as a reader sees it, counted, and compared with what was typed."""

import html
import re
import unicodedata

import regex

from slackapp.networks.fields import plain

LIMIT = 500
LINK = 23
_MAX_COUNTED = 20_000  # beyond this nothing fits; counting a novel exactly would only cost time
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*>|<[!?][^<>]*>")
_BREAKS = {"br": "\n", "/p": "\n\n", "p": "\n\n", "/blockquote": "\n\n", "/ul": "\n", "/ol": "\n", "/pre": "\n\n"}
_BREAKS |= {"/div": "\n", "/li": "\n"} | {f"/h{n}": "\n\n" for n in range(1, 7)}
_SPACES = re.compile(r"[ \t\r\n]+")
_AROUND_BREAKS = re.compile(r" *\n *")
_EMPTY_LINES = re.compile(r"\n{3,}")
_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_AFTER_LINK = ".,:;!?'\")]}"
# Mastodon's: no letter, digit or slash before the @ (app/models/account.rb, MENTION_RE).
_MENTION = re.compile(r"(?<![\w/@])@(\w(?:[\w.-]*\w)?)(?:@([\w.-]*\w(?::\d{1,5})?))?")
_LEADING_MENTIONS = re.compile(r"\A(?:@\S+\s+)+")
_MARKUP = str.maketrans("", "", "*_~`\\#>-")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)


def readable(value: object, most: int) -> str:
    """A server's HTML as a reader sees it, its links written out in full, cut at `most` characters."""
    source = plain(value, 8 * most)  # marks and entities take their room
    parts: list[str] = []
    end = 0
    marked = _TAG.search(source) is not None
    for tag in _TAG.finditer(source):
        parts += [_words(source[end : tag.start()], marked), _break(tag)]
        end = tag.end()
    parts.append(_words(source[end:], marked))
    text = _EMPTY_LINES.sub("\n\n", _AROUND_BREAKS.sub("\n", "".join(parts)))
    return plain(text.strip(), most)


def _break(tag: re.Match[str]) -> str:
    return _BREAKS.get(f"{tag[1]}{tag[2]}".lower(), "") if tag[2] else ""


def _words(source: str, marked: bool) -> str:
    """What stands between two tags; in HTML a line's end is a space, in plain text it is one."""
    return html.unescape(_SPACES.sub(" ", source) if marked else source)


def length(text: str, link: int = LINK) -> int:
    """A text's length as Mastodon counts it: graphemes; a link is `link`, a mention doesn't count its server.

    As in app/validators/status_length_validator.rb.
    """
    if len(text) > _MAX_COUNTED:
        return len(text)
    text = _LINK.sub(lambda found: "x" * link + found[0][len(_trimmed(found[0])) :], text)
    text = _MENTION.sub(lambda found: f"@{found[1]}", text)
    return len(regex.findall(r"\X", text))


def mentions(text: str, handle: str, host: str) -> bool:
    """Whether a text mentions the person of this handle, by its long or short form, on the server `host`."""
    wanted = _whole(handle, host)
    found = (f"{match[1]}@{match[2]}" if match[2] else match[1] for match in _MENTION.finditer(text))
    return any(_whole(each, host) == wanted for each in found)


def same(typed: str, published: str, *, answers: bool) -> bool:
    """Whether a server's published text is what was typed, for all that servers change.

    They shorten mentions, squeeze spaces, and some read Markdown; where the text `answers` a post, we put the author
    in front ourselves.
    """
    wanted, found = _normal(typed, answers), _normal(published, answers)
    return wanted == found or wanted.translate(_MARKUP).split() == found.translate(_MARKUP).split()


def _normal(text: str, answers: bool) -> str:
    text = unicodedata.normalize("NFC", text).strip()
    if answers:
        text = _LEADING_MENTIONS.sub("", text, count=1)
    text = _MENTION.sub(lambda found: f"@{found[1].lower()}", _SCHEME.sub("", text))
    return " ".join(word.rstrip("/") for word in text.split())


def _trimmed(link: str) -> str:
    return link.rstrip(_AFTER_LINK)


def _whole(handle: str, host: str) -> str:
    return (handle if "@" in handle else f"{handle}@{host}").casefold()
