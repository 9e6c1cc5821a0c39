"""The only file that reads what Slack sends: a body in, a small typed value out, or BadPayload with the reason."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from slackapp.domain.card import Choice
from slackapp.slack import ids
from slackapp.workspaces import Farewell

_ID = re.compile(r"[A-Z0-9]{1,64}")
_TS = re.compile(r"[0-9]{1,20}\.[0-9]{1,20}")
_SHORT = 255  # ids of actions, blocks and callbacks
_VALUE = 2000  # a button's value
_MOST_BOTS = 1_000
_MOST_CHOSEN = 100
_NO_TIME = 1 << 36  # seconds since the epoch that no event has
_LONG = 4000  # typed text, URLs, triggers, private_metadata


class BadPayload(Exception):
    """What came is not what Slack documents, or not of ours. `str(error)` is one plain sentence."""


@dataclass(frozen=True, slots=True)
class Click:
    """Somebody clicked a button, chose from a menu, or typed into a field that reports it."""

    team_id: str
    actor_id: str
    action_id: str
    block_id: str
    value: str  # a button's value, a menu item's value, or the text typed so far
    trigger_id: str
    response_url: str = ""  # "" in views
    channel_id: str = ""
    message_ts: str = ""
    ephemeral: bool = False
    view_id: str = ""
    view_hash: str = ""
    private_metadata: str = ""
    choice: Choice | None = None  # for a card's button or menu item
    card_id: int | None = None  # always there with a choice
    selected: ids.MenuItem | None = None  # for a card's menu
    values: Mapping[str, str] = field(default_factory=dict, repr=False)  # a view's inputs so far, by block_id

    @property
    def place(self) -> ids.BlockPlace | None:
        """Where the clicked block stood, as its block_id tells."""
        return ids.parse_block_id(self.block_id)


@dataclass(frozen=True, slots=True)
class Command:
    """Somebody typed a slash command. `name` keeps its slash."""

    team_id: str
    actor_id: str
    channel_id: str
    name: str
    text: str
    trigger_id: str
    response_url: str


@dataclass(frozen=True, slots=True)
class Submission:
    """Somebody pressed a modal's submit button. `values` are its inputs by block_id."""

    team_id: str
    actor_id: str
    callback_id: str
    view_id: str
    private_metadata: str
    values: Mapping[str, str] = field(repr=False)  # passwords may be among them


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody types into a menu's search box, and Slack asks what to offer."""

    team_id: str
    actor_id: str
    typed: str
    private_metadata: str = ""  # of the view that the menu stands in


@dataclass(frozen=True, slots=True)
class HomeOpened:
    """Somebody opened the app's Home tab. The same event may come again, by its id."""

    team_id: str
    actor_id: str
    event_id: str
    private_metadata: str = ""  # of what was shown there last


def check(body: Mapping[str, object]) -> None:
    """See that a body has what Bolt looks for before it finds a listener.

    Raises:
        BadPayload: it has not.
    """
    if "view" in body:
        _mapping(body["view"], "view")
    if body.get("type") == "event_callback" or "event" in body:
        _text(_mapping(body.get("event"), "event"), "type", _SHORT)
    if body.get("type") == "block_actions" or "actions" in body:
        action = _first_action(body)
        _text(action, "action_id", _SHORT)
        _text(action, "block_id", _SHORT, required=False)


def click(body: object) -> Click:
    """Read a block_actions body.

    Raises:
        BadPayload: it is malformed, or a card's button names no choice or no card.
    """
    top = _mapping(body, "body")
    action = _first_action(top)
    container, view = _optional_mapping(top, "container"), _optional_mapping(top, "view")
    action_id = _text(action, "action_id", _SHORT)
    value = _chosen(action)
    choice, card_id, selected = _decision(action_id, value)
    return Click(
        team_id=_team_id(top),
        actor_id=_id(_mapping(top.get("user"), "user"), "id"),
        action_id=action_id,
        block_id=_text(action, "block_id", _SHORT, required=False),
        value=value,
        trigger_id=_text(top, "trigger_id", _SHORT, required=False),
        response_url=_url(top, "response_url"),
        channel_id=_channel_id(top, container),
        message_ts=_ts(container),
        ephemeral=container.get("is_ephemeral") is True,
        view_id=_text(view, "id", _SHORT, required=False),
        view_hash=_text(view, "hash", _SHORT, required=False),
        private_metadata=_text(view, "private_metadata", _LONG, required=False),
        choice=choice,
        card_id=card_id,
        selected=selected,
        values=_values(view),
    )


def command(body: object) -> Command:
    """Read a slash command's form.

    Raises:
        BadPayload: it is malformed.
    """
    top = _mapping(body, "body")
    return Command(
        team_id=_id(top, "team_id"),
        actor_id=_id(top, "user_id"),
        channel_id=_id(top, "channel_id"),
        name=_text(top, "command", _SHORT),
        text=_text(top, "text", _LONG, required=False).strip(),
        trigger_id=_text(top, "trigger_id", _SHORT, required=False),
        response_url=_url(top, "response_url"),
    )


def submission(body: object) -> Submission:
    """Read a view_submission body.

    Raises:
        BadPayload: it is malformed.
    """
    top = _mapping(body, "body")
    view = _mapping(top.get("view"), "view")
    return Submission(
        team_id=_team_id(top),
        actor_id=_id(_mapping(top.get("user"), "user"), "id"),
        callback_id=_text(view, "callback_id", _SHORT),
        view_id=_text(view, "id", _SHORT),
        private_metadata=_text(view, "private_metadata", _LONG, required=False),
        values=_values(view),
    )


def suggestion(body: object) -> Suggestion:
    """Read a block_suggestion body (docs.slack.dev/reference/interaction-payloads/block_suggestion-payload).

    Raises:
        BadPayload: it is malformed.
    """
    top = _mapping(body, "body")
    return Suggestion(
        team_id=_team_id(top),
        actor_id=_id(_mapping(top.get("user"), "user"), "id"),
        typed=_text(top, "value", _LONG, required=False),
        private_metadata=_text(_optional_mapping(top, "view"), "private_metadata", _LONG, required=False),
    )


def home_opened(body: object) -> HomeOpened:
    """Read an app_home_opened event's body (the outer one, with team_id).

    Raises:
        BadPayload: it is malformed.
    """
    top = _mapping(body, "body")
    event = _mapping(top.get("event"), "event")
    return HomeOpened(
        team_id=_id(top, "team_id"),
        actor_id=_id(event, "user"),
        event_id=_text(top, "event_id", _SHORT),
        private_metadata=_text(_optional_mapping(event, "view"), "private_metadata", _LONG, required=False),
    )


def farewell(body: object) -> Farewell:
    """Read the body of an app_uninstalled or tokens_revoked event; users' own tokens, of which we have none, are left.

    Raises:
        BadPayload: it is malformed.
    """
    top = _mapping(body, "body")
    event = _mapping(top.get("event"), "event")
    bots, at = _optional_mapping(event, "tokens").get("bot") or [], top.get("event_time")
    if not isinstance(bots, list) or len(bots) > _MOST_BOTS:
        raise BadPayload("tokens is no list of users")
    if not isinstance(at, int) or not 0 <= at < _NO_TIME:
        raise BadPayload("event_time is no time")
    return Farewell(
        team_id=_id(top, "team_id"),
        event_id=_text(top, "event_id", _SHORT),
        at=datetime.fromtimestamp(at, UTC),
        uninstalled=event.get("type") == "app_uninstalled",
        bots=tuple(_id({"bot": bot}, "bot") for bot in bots),
    )


def _decision(action_id: str, value: str) -> tuple[Choice | None, int | None, ids.MenuItem | None]:
    if not action_id.startswith(ids.CARD_PREFIX):
        return None, None, None
    if action_id == ids.CARD_MENU:
        parsed = ids.parse_menu_value(value)
        if parsed is None:
            raise BadPayload("a card's menu sent an item that is none of ours")
        return parsed[0].choice, parsed[1], parsed[0]
    name, card_id = action_id.removeprefix(ids.CARD_PREFIX), ids.parse_id(value)
    if name not in set(Choice) or card_id is None:
        raise BadPayload("a card's button names no choice or no card of ours")
    return Choice(name), card_id, None


def _chosen(action: Mapping[str, object]) -> str:
    """What an action says: a selected option's value, or its own; nothing typed yet counts as ""."""
    for kind in ("selected_channel", "selected_conversation", "selected_user"):
        if action.get(kind) is not None:
            return _id(action, kind)
    for kind in ("selected_date", "selected_time"):  # "2026-11-23", "09:00"
        if action.get(kind) is not None:
            return _text(action, kind, _SHORT)
    if action.get("selected_users") is not None:  # several: their ids, with spaces between
        return " ".join(_id({"id": each}, "id") for each in _several(action, "selected_users"))
    if action.get("selected_options") is not None:
        each_of = (_mapping(each, "an option") for each in _several(action, "selected_options"))
        return " ".join(_text(each, "value", _SHORT) for each in each_of)
    option = action.get("selected_option")
    if option is not None:
        return _text(_mapping(option, "selected_option"), "value", _VALUE)
    return _text(action, "value", _LONG, required=False)


def _several(action: Mapping[str, object], key: str) -> list[object]:
    several = action.get(key)
    if not isinstance(several, list) or len(several) > _MOST_CHOSEN:
        raise BadPayload(f"{key} is no list, or longer than Slack allows")
    return several


def _values(view: Mapping[str, object]) -> dict[str, str]:
    state = _optional_mapping(_optional_mapping(view, "state"), "values")
    if len(state) > 100:
        raise BadPayload("a view has more inputs than Slack allows")
    found = {}
    for block_id, inputs in state.items():
        for action in _mapping(inputs, "an input").values():
            found[block_id] = _chosen(_mapping(action, "an input"))
    return found


def _first_action(top: Mapping[str, object]) -> Mapping[str, object]:
    actions = top.get("actions")
    if not isinstance(actions, list) or not actions:
        raise BadPayload("actions is not a list with an action in it")
    return _mapping(actions[0], "the action")


def _team_id(top: Mapping[str, object]) -> str:
    """The workspace: `team` is null where a whole organisation installed the app, then the person's own counts."""
    team = _optional_mapping(top, "team")
    return _id(team, "id") if team else _id(_mapping(top.get("user"), "user"), "team_id")


def _channel_id(top: Mapping[str, object], container: Mapping[str, object]) -> str:
    if container.get("channel_id") is not None:
        return _id(container, "channel_id")
    channel = _optional_mapping(top, "channel")
    return _id(channel, "id") if channel else ""


def _ts(container: Mapping[str, object]) -> str:
    ts = _text(container, "message_ts", _SHORT, required=False)
    if ts and not _TS.fullmatch(ts):
        raise BadPayload("message_ts is not a Slack timestamp")
    return ts


def _mapping(value: object, name: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise BadPayload(f"{name} is not an object")
    return value


def _optional_mapping(parent: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = parent.get(key)
    return {} if value is None else _mapping(value, key)


def _text(parent: Mapping[str, object], key: str, limit: int, *, required: bool = True) -> str:
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


def _url(parent: Mapping[str, object], key: str) -> str:
    value = _text(parent, key, _LONG, required=False)
    if value and not value.startswith(("https://", "http://")):
        raise BadPayload(f"{key} is not a web address")
    return value


def is_id(text: str) -> bool:
    """Whether it is an id as Slack makes them."""
    return _ID.fullmatch(text) is not None


def _id(parent: Mapping[str, object], key: str) -> str:
    value = _text(parent, key, _SHORT)
    if not _ID.fullmatch(value):
        raise BadPayload(f"{key} is not a Slack id")
    return value
