"""Words in Slack's mrkdwn. Whatever a stranger wrote passes through `escape` or stands in literal text."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit

from slackapp.domain.quote import quote

TEXT_LIMIT = 3000  # characters of a section, and of the fallback text
_URL_LIMIT = 2000  # browsers give up beyond; Slack allows 3000
_LINK_LIMIT = 300  # in running text, where every character counts towards a message's size
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# Signs that look alike and mean nothing to Slack: its parser sees through invisible characters, not through these.
_LOOK_ALIKE = {"*": "∗", "~": "∼", "`": "ˋ", "_": "ˍ"}
_INSIDE_A_WORD = re.compile(r"(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])")  # formats nothing, and handles are full of it
_MARK = re.compile(r"[*~`_]")
_EMOJI_NAME = re.compile(r":(?=[^\s:]+:)")
# What Slack would link or call by itself: @here, #channel, www.example.com, https://… A joiner inside stops it unseen.
_PARSED = re.compile(r"@(?=(?:here|channel|everyone|group)\b)|#(?=\w)|(?<=\w)\.(?=[^\W\d])|:(?=//)", re.IGNORECASE)
_JOINER = "\u2060"
_ENTITY_OR_CHAR = re.compile(r"&(?:amp|lt|gt);|.", re.DOTALL)
_SLACK_ID = re.compile(r"[A-Z0-9]{1,64}")
_SAFE_IN_URLS = "/:?#[]@!$&'()+,;=%~-._"


def escape(text: str, limit: int = 300) -> str:
    """Make a stranger's words literal inside a line of mrkdwn: no formatting, link, emoji name or call to anyone.

    Args:
        text: any string at all; it becomes one line.
        limit: the most characters of the result, entities counted as Slack counts them.
    """
    line = _INSIDE_A_WORD.sub("\0", quote(text, limit))
    line = _MARK.sub(lambda match: _LOOK_ALIKE[match[0]], line).replace("\0", "_")
    line = _PARSED.sub(rf"\g<0>{_JOINER}", _EMOJI_NAME.sub("∶", line))
    return bounded(re.sub("[&<>]", lambda match: _ENTITIES[match[0]], line), limit)


def bounded(text: str, limit: int) -> str:
    """Cut escaped text to at most `limit` characters, ending in "…", never inside an entity."""
    if len(text) <= limit:
        return text
    end = 0
    for match in _ENTITY_OR_CHAR.finditer(text):
        if match.end() > limit - 1:
            break
        end = match.end()
    return text[:end].rstrip() + "…"


def literal(text: str) -> str:
    """Escape words of our own for mrkdwn, so that "R&D" or "->" shows as it is; formatting stays possible."""
    return re.sub("[&<>]", lambda match: _ENTITIES[match[0]], text)


def web_address(url: str) -> str:
    """Give a URL back if Slack may link it: http or https, a host, of a sane length; otherwise ""."""
    url = url.strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    encoded = percent_encode(url, safe=_SAFE_IN_URLS, errors="replace")
    return encoded if len(encoded) <= _URL_LIMIT else ""


def link(url: str, label: str) -> str:
    """Link a label that is already escaped; just the label where the URL may not be linked."""
    address = web_address(url)
    fits = address and label and len(address) <= _LINK_LIMIT
    return f"<{address.replace('&', '&amp;')}|{label.replace('|', '¦')}>" if fits else label


def mention(user_id: str, otherwise: str = "Somebody") -> str:
    """Name a teammate so that Slack shows them by name; `otherwise` where it is no Slack id."""
    return f"<@{user_id}>" if _SLACK_ID.fullmatch(user_id) else otherwise


def channel(channel_id: str) -> str:
    """Name a channel so that Slack shows it only to those who may know of it."""
    return f"<#{channel_id}>" if _SLACK_ID.fullmatch(channel_id) else "a channel"


def slack_date(at: datetime, form: str = "{date_short_pretty} {time}") -> str:
    """Show a moment in each reader's own time zone and language.

    Args:
        at: the moment, aware.
        form: Slack's own date tokens, https://docs.slack.dev/messaging/formatting-message-text.
    """
    fallback = at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return f"<!date^{int(at.timestamp())}^{form}|{fallback}>"


def sentence(text: str) -> str:
    """End words with a full stop where they don't end in any sign of their own."""
    return text if not text or text.endswith((".", "!", "?", "…")) else f"{text}."


def dollars(amount: Decimal) -> str:
    """An amount in USD, to the tenth of a cent where that matters: "$1.50", "$0.010", "$0.015"."""
    return f"${amount:,.2f}" if amount >= 1 else f"${amount:.3f}"
