"""The fields of what Slack sends, each checked before it is used; `payloads` makes values of them."""

import re
from collections.abc import Mapping

SHORT = 255  # ids of actions, blocks and callbacks
VALUE = 2000  # a button's value
LONG = 4000  # typed text, URLs, triggers, private_metadata
_ID = re.compile(r"[A-Z0-9]{1,64}")
_TS = re.compile(r"[0-9]{1,20}\.[0-9]{1,20}")
_MOST_CHOSEN = 100
_MOST_INPUTS = 100


class BadPayload(Exception):
    """What came is not what Slack documents, or not of ours. `str(error)` is one plain sentence."""


def chosen(action: Mapping[str, object]) -> str:
    """What an action says: a selected option's value, or its own; nothing typed yet counts as ""."""
    for kind in ("selected_channel", "selected_conversation", "selected_user"):
        if action.get(kind) is not None:
            return slack_id(action, kind)
    for kind in ("selected_date", "selected_time"):  # "2026-11-23", "09:00"
        if action.get(kind) is not None:
            return text(action, kind, SHORT)
    if action.get("selected_users") is not None:  # several: their ids, with spaces between
        return " ".join(slack_id({"id": each}, "id") for each in several(action, "selected_users"))
    if action.get("selected_options") is not None:
        each_of = (mapping(each, "an option") for each in several(action, "selected_options"))
        return " ".join(text(each, "value", SHORT) for each in each_of)
    option = action.get("selected_option")
    if option is not None:
        return text(mapping(option, "selected_option"), "value", VALUE)
    return text(action, "value", LONG, required=False)


def several(action: Mapping[str, object], key: str) -> list[object]:
    """A list of what was chosen. Raises BadPayload where it is none, or longer than Slack allows."""
    found = action.get(key)
    if not isinstance(found, list) or len(found) > _MOST_CHOSEN:
        raise BadPayload(f"{key} is no list, or longer than Slack allows")
    return found


def inputs(view: Mapping[str, object]) -> dict[str, str]:
    """What stands in a view's inputs, by block_id."""
    state = optional_mapping(optional_mapping(view, "state"), "values")
    if len(state) > _MOST_INPUTS:
        raise BadPayload("a view has more inputs than Slack allows")
    found = {}
    for block_id, typed in state.items():
        for action in mapping(typed, "an input").values():
            found[block_id] = chosen(mapping(action, "an input"))
    return found


def timestamp(container: Mapping[str, object]) -> str:
    """When a message was posted, as Slack names messages; "" where there is none."""
    ts = text(container, "message_ts", SHORT, required=False)
    if ts and not _TS.fullmatch(ts):
        raise BadPayload("message_ts is not a Slack timestamp")
    return ts


def mapping(value: object, name: str) -> Mapping[str, object]:
    """An object. Raises BadPayload where it is none."""
    if not isinstance(value, Mapping):
        raise BadPayload(f"{name} is not an object")
    return value


def optional_mapping(parent: Mapping[str, object], key: str) -> Mapping[str, object]:
    """An object, empty where there is none."""
    value = parent.get(key)
    return {} if value is None else mapping(value, key)


def text(parent: Mapping[str, object], key: str, limit: int, *, required: bool = True) -> str:
    """A text of at most so many characters, without what no database takes; "" where it may be missing and is."""
    value = parent.get(key)
    if value is None and not required:
        return ""
    if not isinstance(value, str):
        raise BadPayload(f"{key} is not text")
    if len(value) > limit:
        raise BadPayload(f"{key} is longer than {limit} characters")
    if required and not value:
        raise BadPayload(f"{key} is empty")
    # What no database takes: halves of characters, and NUL.
    return value.encode("utf-8", "replace").decode().replace("\0", "")


def url(parent: Mapping[str, object], key: str) -> str:
    """A web address, or ""."""
    value = text(parent, key, LONG, required=False)
    if value and not value.startswith(("https://", "http://")):
        raise BadPayload(f"{key} is not a web address")
    return value


def is_id(text: str) -> bool:
    """Whether it is an id as Slack makes them."""
    return _ID.fullmatch(text) is not None


def slack_id(parent: Mapping[str, object], key: str) -> str:
    """An id as Slack makes them."""
    value = text(parent, key, SHORT)
    if not _ID.fullmatch(value):
        raise BadPayload(f"{key} is not a Slack id")
    return value
