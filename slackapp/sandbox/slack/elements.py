"""What each Block Kit element may hold. Source: docs.slack.dev/reference/block-kit/block-elements."""

from typing import Any

from slackapp.sandbox.slack.checks import (
    Check,
    Report,
    Rule,
    anything,
    array,
    boolean,
    by_type,
    integer,
    one_of,
    only_one,
    shape,
    string,
    url,
)

ID = string(255)


def plain(most: int) -> Check:
    """A `plain_text` object."""
    return by_type({"plain_text": shape({"type": ID, "text": string(most)}, {"emoji": boolean})})


def text(most: int) -> Check:
    """A `plain_text` or `mrkdwn` object."""
    return by_type(
        {
            "plain_text": shape({"type": ID, "text": string(most)}, {"emoji": boolean}),
            "mrkdwn": shape({"type": ID, "text": string(most)}, {"verbatim": boolean}),
        }
    )


CONFIRM = shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
OPTION = shape({"text": plain(75), "value": string(150)}, {"description": plain(75)})
RICH_OPTION = shape({"text": text(75), "value": string(150)}, {"description": text(75)})
OVERFLOW_OPTION = shape({"text": plain(75), "value": string(150)}, {"description": plain(75), "url": url()})
OPTION_GROUP = shape({"label": plain(75), "options": array(OPTION, 100)})
PLACEHOLDER = {"placeholder": plain(150), "focus_on_load": boolean}
ACTION: dict[str, Check] = {"type": ID}
COMMON: dict[str, Check] = {"action_id": ID, "confirm": CONFIRM}
SLACK_FILE = shape({}, {"id": ID, "url": url()}, [only_one("id", "url")])
FILTER = shape(
    {},
    {
        "include": array(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)


def _initial_is_offered(value: dict[str, Any], pointer: str, report: Report) -> None:
    groups = value.get("option_groups") or [{"options": value.get("options") or []}]
    offered = [option for group in groups for option in group["options"]]
    wanted = value.get("initial_options") or []
    if value.get("initial_option"):
        wanted = [value["initial_option"]]
    if any(option not in offered for option in wanted):
        report.say("initial value must be one of the options", pointer)


def _bounds_in_order(low: str, high: str) -> Rule:
    def rule(value: dict[str, Any], pointer: str, report: Report) -> None:
        if value.get(low) is not None and value.get(high) is not None and value[low] > value[high]:
            report.say(f"{low} must not be more than {high}", pointer)

    return rule


def _picker(**fields: Check) -> Check:
    return shape(ACTION, {**COMMON, **PLACEHOLDER, **fields})


def _typed_input(**fields: Check) -> Check:
    more: dict[str, Check] = {"initial_value": string(3000, 0), "dispatch_action_config": DISPATCH}
    return shape(
        ACTION,
        {"action_id": ID, **PLACEHOLDER, **more, **fields},
        [_bounds_in_order("min_length", "max_length")],
    )


DISPATCH = shape({"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 2)})
SOURCES = {"options": array(OPTION, 100), "option_groups": array(OPTION_GROUP, 100)}
MANY = {"max_selected_items": integer(1, 1000)}
_select_rules = [only_one("options", "option_groups"), _initial_is_offered]
IMAGE = shape(
    {"type": ID, "alt_text": string(2000)},
    {"image_url": url(), "slack_file": SLACK_FILE},
    [only_one("image_url", "slack_file")],
)

BUTTON = shape(
    {"type": ID, "text": plain(75)},
    {
        **COMMON,
        "value": string(2000),
        "url": url(3000, ("http", "https", "mailto", "slack")),
        "style": one_of("primary", "danger"),
        "accessibility_label": string(75),
    },
)
MENUS: dict[str, Check] = {
    "static_select": shape(ACTION, {**COMMON, **PLACEHOLDER, **SOURCES, "initial_option": OPTION}, _select_rules),
    "multi_static_select": shape(
        ACTION,
        {**COMMON, **PLACEHOLDER, **SOURCES, **MANY, "initial_options": array(OPTION, 100)},
        _select_rules,
    ),
    "external_select": _picker(initial_option=OPTION, min_query_length=integer(0, 100)),
    "multi_external_select": _picker(initial_options=array(OPTION, 100), min_query_length=integer(0, 100), **MANY),
    "users_select": _picker(initial_user=ID),
    "multi_users_select": _picker(initial_users=array(ID, 100, 0), **MANY),
    "conversations_select": _picker(
        initial_conversation=ID,
        default_to_current_conversation=boolean,
        response_url_enabled=boolean,
        filter=FILTER,
    ),
    "multi_conversations_select": _picker(
        initial_conversations=array(ID, 100, 0),
        default_to_current_conversation=boolean,
        filter=FILTER,
        **MANY,
    ),
    "channels_select": _picker(initial_channel=ID, response_url_enabled=boolean),
    "multi_channels_select": _picker(initial_channels=array(ID, 100, 0), **MANY),
}
PICKERS: dict[str, Check] = {
    "datepicker": _picker(initial_date=string(10, 10)),
    "timepicker": _picker(initial_time=string(5, 5), timezone=ID),
    "datetimepicker": _picker(initial_date_time=integer(10**9, 10**10 - 1)),
    "checkboxes": shape(
        {"type": ID, "options": array(RICH_OPTION, 10)},
        {**COMMON, "initial_options": array(RICH_OPTION, 10), "focus_on_load": boolean},
        [_initial_is_offered],
    ),
    "radio_buttons": shape(
        {"type": ID, "options": array(RICH_OPTION, 10)},
        {**COMMON, "initial_option": RICH_OPTION, "focus_on_load": boolean},
        [_initial_is_offered],
    ),
}
TYPED: dict[str, Check] = {
    "plain_text_input": _typed_input(multiline=boolean, min_length=integer(0, 3000), max_length=integer(1, 3000)),
    "email_text_input": _typed_input(),
    "url_text_input": _typed_input(),
    "number_input": shape(
        {"type": ID, "is_decimal_allowed": boolean},
        {
            "action_id": ID,
            **PLACEHOLDER,
            "dispatch_action_config": DISPATCH,
            **{name: string(50) for name in ("initial_value", "min_value", "max_value")},
        },
    ),
    "rich_text_input": _typed_input(initial_value=anything),
    "file_input": shape(ACTION, {"action_id": ID, "filetypes": array(string(20), 100), "max_files": integer(1, 10)}),
}
BUTTONS: dict[str, Check] = {
    "button": BUTTON,
    "overflow": shape({"type": ID, "options": array(OVERFLOW_OPTION, 5)}, COMMON),
    "workflow_button": anything,
}

IN_ACTIONS = by_type({**BUTTONS, **MENUS, **PICKERS})
IN_SECTION = by_type({**BUTTONS, **MENUS, **PICKERS, "image": IMAGE})
IN_INPUT = by_type({**MENUS, **PICKERS, **TYPED})
IN_CONTEXT = by_type(
    {
        "image": IMAGE,
        "plain_text": shape({"type": ID, "text": string(3000)}, {"emoji": boolean}),
        "mrkdwn": shape({"type": ID, "text": string(3000)}, {"verbatim": boolean}),
    }
)
