"""What each Block Kit block may hold. Source: docs.slack.dev/reference/block-kit/blocks."""

from typing import Any

from slackapp.sandbox.slack.charts import CHART
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
    "data_visualization": shape({**BASE, "title": string(50), "chart": CHART}, WITH_ID, [only_on("message")]),
    "plan": _loose(only_on("message")),
    "task_card": _loose(only_on("message")),
}
BLOCK = by_type(BLOCKS)
