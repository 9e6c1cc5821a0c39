"""What a whole message, modal or Home may hold, and how Slack keeps it."""

import json
import secrets
import string as letters
from typing import Any

from slackapp.sandbox.slack.arguments import Json, SlackError, walk
from slackapp.sandbox.slack.blocks import BLOCK
from slackapp.sandbox.slack.charts import MOST_CHARTS
from slackapp.sandbox.slack.checks import Check, Report, anything, array, boolean, by_type, shape, string
from slackapp.sandbox.slack.elements import ID, plain

MAX_BLOCKS = {"message": 50, "modal": 100, "home": 100}
MAX_MESSAGE_TEXT = 13_200
MAX_VIEW_BYTES = 250_000
INTERACTIVE = frozenset(
    {"button", "overflow", "datepicker", "timepicker", "datetimepicker", "checkboxes", "radio_buttons"}
    | {
        f"{many}{kind}_select"
        for many in ("", "multi_")
        for kind in ("static", "external", "users", "conversations", "channels")
    }
    | {
        "plain_text_input",
        "email_text_input",
        "url_text_input",
        "number_input",
        "rich_text_input",
        "file_input",
    }
)


def check_blocks(blocks: Any, surface: str, pointer: str = "/blocks", least: int = 0) -> list[str]:
    """What is wrong with the blocks of a surface; an empty list where nothing is."""
    report = Report(surface)
    array(BLOCK, MAX_BLOCKS[surface], least)(blocks, pointer, report)
    if not report.problems:
        seen = set()
        for index, block in enumerate(blocks):
            block_id = block.get("block_id")
            if block_id is not None and block_id in seen:
                report.say("`block_id` already exists", f"{pointer}/{index}/block_id")
            seen.add(block_id)
        if sum(block["type"] == "table" for block in blocks) > 1:
            report.say("only_one_table_allowed", pointer)
        if sum(block["type"] == "data_visualization" for block in blocks) > MOST_CHARTS:
            report.say(f"no more than {MOST_CHARTS} data_visualization blocks allowed", pointer)
    return report.problems


def check_message_blocks(blocks: Any) -> None:
    """Raise `SlackError` where a message can't carry these blocks."""
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    problems = check_blocks(blocks, "message")
    if problems:
        raise SlackError("invalid_blocks", problems, errors=problems)
    # Not in the docs, but refused: slackapi/bolt-js#2509.
    if text_length(blocks) > MAX_MESSAGE_TEXT:
        raise SlackError("msg_blocks_too_long")


def text_length(blocks: list[Json]) -> int:
    """Characters of all the text inside the blocks."""
    texts = (item.get("text") for item, _ in walk(blocks) if isinstance(item, dict))
    return sum(len(value) for value in texts if isinstance(value, str))


_TITLES = {"title": plain(24), "close": plain(24), "submit": plain(24)}
_VIEW_FIELDS: dict[str, Check] = {
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
    "clear_on_close": boolean,
    "notify_on_close": boolean,
    "submit_disabled": boolean,
}
_VIEWS: dict[str, Check] = {
    "modal": shape({"type": ID, "title": _TITLES["title"], "blocks": anything}, {**_VIEW_FIELDS, **_TITLES}),
    "home": shape({"type": ID, "blocks": anything}, {**_VIEW_FIELDS, **_TITLES}),
}


def check_view(view: Any, kind: str) -> list[str]:
    """What is wrong with a view that should be a `modal` or a `home`; an empty list where nothing is."""
    report = Report(kind)
    by_type({kind: _VIEWS[kind]})(view, "/view", report)
    if report.problems:
        return report.problems
    problems = check_blocks(view["blocks"], kind, "/view/blocks", least=1 if kind == "modal" else 0)
    if problems or kind == "home" or view.get("submit"):
        return problems
    has_input = any(block["type"] == "input" for block in view["blocks"])
    return ["missing required field: submit [json-pointer:/view]"] if has_input else []


def check_view_size(view: Json) -> None:
    """Raise `SlackError` where a view is larger than Slack takes."""
    if len(json.dumps(view)) > MAX_VIEW_BYTES:
        raise SlackError("view_too_large")


def _random_id() -> str:
    return "".join(secrets.choice(letters.ascii_letters + letters.digits) for _ in range(5))


def filled(blocks: list[Json]) -> list[Json]:
    """A copy of the blocks as Slack keeps and returns them: ids given, text flags spelt out."""
    kept: list[Json] = json.loads(json.dumps(blocks))
    for block in kept:
        block.setdefault("block_id", _random_id())
    for item, _ in walk(kept):
        if not isinstance(item, dict) or not isinstance(item.get("type"), str):
            continue
        if item.get("type") == "plain_text" and "text" in item:
            item.setdefault("emoji", True)
        elif item.get("type") == "mrkdwn" and "text" in item:
            item.setdefault("verbatim", False)
        elif item.get("type") in INTERACTIVE:
            item.setdefault("action_id", _random_id())
    return kept
