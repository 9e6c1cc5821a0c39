"""What each block may hold, and a whole message or view. Source: docs.slack.dev/reference/block-kit."""

import json
import secrets
import string as letters
from typing import Any

from slackapp.sandbox.slack.arguments import Json, SlackError, walk
from slackapp.sandbox.slack.checks import (
    Check,
    Report,
    Rule,
    anything,
    array,
    at_least_one,
    boolean,
    by_type,
    only_one,
    shape,
    string,
    url,
)
from slackapp.sandbox.slack.elements import (
    BUTTON,
    ID,
    IMAGE,
    IN_ACTIONS,
    IN_CONTEXT,
    IN_INPUT,
    IN_SECTION,
    SLACK_FILE,
    plain,
    text,
)

MAX_BLOCKS = {"message": 50, "modal": 100, "home": 100}
MAX_MESSAGE_TEXT = 13_200
MAX_VIEW_BYTES = 250_000


def unique_action_ids(block: dict[str, Any], pointer: str, report: Report) -> None:
    """A rule: no two elements of an actions block share their `action_id`."""
    seen = set()
    for index, element in enumerate(block["elements"]):
        action_id = element.get("action_id")
        if action_id is not None and action_id in seen:
            report.say("`action_id` already exists", f"{pointer}/elements/{index}/action_id")
        seen.add(action_id)


def only_on(*surfaces: str) -> Rule:
    """A rule: the block belongs on these surfaces."""

    def rule(block: dict[str, Any], pointer: str, report: Report) -> None:
        if report.surface not in surfaces:
            report.say(f"unsupported type: {block['type']}", f"{pointer}/type")

    return rule


def _file_input_in_modal(block: dict[str, Any], pointer: str, report: Report) -> None:
    if block["element"]["type"] == "file_input" and report.surface != "modal":
        report.say("unsupported type: file_input", f"{pointer}/element/type")


def _loose(*rules: Rule) -> Check:
    """A block we take as it is, but for where it may stand."""

    def check(value: Any, pointer: str, report: Report) -> None:
        if "block_id" in value:
            ID(value["block_id"], f"{pointer}/block_id", report)
        for rule in rules:
            rule(value, pointer, report)

    return check


BASE: dict[str, Check] = {"type": ID}
WITH_ID: dict[str, Check] = {"block_id": ID}
RICH = by_type({f"rich_text_{kind}": anything for kind in ("section", "list", "preformatted", "quote")})
RICH_TEXT = shape({**BASE, "elements": array(RICH, 200, 0)}, WITH_ID)
CELL = by_type(
    {
        "raw_text": shape({"type": ID, "text": string(3000)}),
        "raw_number": anything,
        "rich_text": RICH_TEXT,
    }
)
CARD = shape(
    BASE,
    {
        **WITH_ID,
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "subtext": text(200),
        "hero_image": IMAGE,
        "icon": IMAGE,
        "slack_icon": anything,
        "actions": array(BUTTON, 3),
    },
    [
        at_least_one("hero_image", "title", "actions", "body"),
        lambda card, pointer, report: (
            report.say("icon and slack_icon exclude each other", pointer)
            if card.get("icon") and card.get("slack_icon")
            else None
        ),
    ],
)

BLOCKS: dict[str, Check] = {
    "section": shape(
        BASE,
        {
            **WITH_ID,
            "text": text(3000),
            "fields": array(text(2000), 10),
            "accessory": IN_SECTION,
            "expand": boolean,
        },
        [at_least_one("text", "fields")],
    ),
    "header": shape({**BASE, "text": plain(150)}, WITH_ID),
    "divider": shape(BASE, WITH_ID),
    "image": shape(
        {**BASE, "alt_text": string(2000)},
        {**WITH_ID, "image_url": url(), "slack_file": SLACK_FILE, "title": plain(2000)},
        [only_one("image_url", "slack_file")],
    ),
    "context": shape({**BASE, "elements": array(IN_CONTEXT, 10)}, WITH_ID),
    "actions": shape({**BASE, "elements": array(IN_ACTIONS, 25)}, WITH_ID, [unique_action_ids]),
    "input": shape(
        {**BASE, "label": plain(2000), "element": IN_INPUT},
        {**WITH_ID, "hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
        # Stricter than Slack, which lately lets inputs into messages: our messages need none.
        [only_on("modal", "home"), _file_input_in_modal],
    ),
    "rich_text": RICH_TEXT,
    "table": shape(
        {**BASE, "rows": array(array(CELL, 20), 100)},
        {**WITH_ID, "column_settings": array(anything, 20)},
        [only_on("message")],
    ),
    "markdown": shape({**BASE, "text": string(12_000)}, WITH_ID, [only_on("message")]),
    "card": CARD,
    "carousel": shape({**BASE, "elements": array(by_type({"card": CARD}), 10)}, WITH_ID),
    "alert": _loose(only_on("modal")),
    "video": _loose(),
    "file": _loose(only_on("message")),
    "context_actions": _loose(only_on("message")),
    "container": _loose(only_on("message", "home")),
    "data_table": _loose(only_on("message")),
    "data_visualization": _loose(only_on("message")),
    "plan": _loose(only_on("message")),
    "task_card": _loose(only_on("message")),
}
BLOCK = by_type(BLOCKS)


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
    "modal": shape({**BASE, "title": _TITLES["title"], "blocks": anything}, {**_VIEW_FIELDS, **_TITLES}),
    "home": shape({**BASE, "blocks": anything}, {**_VIEW_FIELDS, **_TITLES}),
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
