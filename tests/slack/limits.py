"""What Slack would say to what we built, asked of the sandbox's strict stand-in; and what strangers must never do."""

import json
import re
from collections.abc import Iterable

from slackapp.sandbox.slack.surfaces import MAX_MESSAGE_TEXT, check_blocks, check_view, text_length
from slackapp.slack.message import Message, View
from tests.slack.faces import elements

# What may stand between angle brackets: links, dates, our two teammates, a channel. All else would be a stranger's.
_OURS = re.compile(r"<(?:https?://[^\s<>|]+\|[^<>|]*|!date\^\d+\^[^<>|^]*\|[^<>|]*|@U0MARA|@U0BEN|#C0[A-Z]+)>")
_BROKEN_ENTITY = re.compile(r"&(?!(?:amp|lt|gt);)")


def assert_takes(message: Message) -> None:
    """Assert that Slack takes a message whole: blocks, sizes, a fallback text; and that no stranger calls anyone."""
    blocks = json.loads(json.dumps(message.blocks))
    assert check_blocks(blocks, "message") == []
    assert blocks
    assert text_length(blocks) <= MAX_MESSAGE_TEXT
    assert message.text.strip()
    assert len(message.text) <= 3000
    assert_only_ours([*_formatted(blocks), message.text])


def assert_takes_view(view: View) -> None:
    """Assert that Slack takes a modal or a Home view."""
    made = json.loads(json.dumps(view))
    assert check_view(made, made["type"]) == []
    assert len(json.dumps(made)) < 250_000
    assert_only_ours(_formatted(made["blocks"]))


def assert_only_ours(texts: Iterable[str]) -> None:
    """Assert that all markup in formatted texts is ours and whole."""
    for text in texts:
        rest = _OURS.sub("", text)
        lines = [line.removeprefix("> ") for line in rest.split("\n")]
        assert not any("<" in line or ">" in line for line in lines), text
        assert not _BROKEN_ENTITY.search(rest), text


def _formatted(blocks: Iterable[object]) -> list[str]:
    return [str(each["text"]) for each in elements(blocks) if each.get("type") == "mrkdwn"]
