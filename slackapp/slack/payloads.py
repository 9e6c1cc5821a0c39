"""The only way in for what Slack sends: a body in, a small typed value out, or BadPayload with the reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from slackapp.domain.card import Choice
from slackapp.slack import ids
from slackapp.slack.fields import (
    LONG,
    SHORT,
    BadPayload,
    chosen,
    inputs,
    is_id,
    mapping,
    optional_mapping,
    slack_id,
    text,
    timestamp,
    url,
)
from slackapp.workspaces import Farewell

__all__ = [
    "BadPayload",
    "Click",
    "Command",
    "Farewell",
    "HomeOpened",
    "Submission",
    "Suggestion",
    "check",
    "click",
    "command",
    "farewell",
    "home_opened",
    "is_id",
    "submission",
    "suggestion",
]

_MOST_BOTS = 1_000
_NO_TIME = 1 << 36  # seconds since the epoch that no event has


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
        mapping(body["view"], "view")
    if body.get("type") == "event_callback" or "event" in body:
        text(mapping(body.get("event"), "event"), "type", SHORT)
    if body.get("type") == "block_actions" or "actions" in body:
        action = _first_action(body)
        text(action, "action_id", SHORT)
        text(action, "block_id", SHORT, required=False)


def click(body: object) -> Click:
    """Read a block_actions body.

    Raises:
        BadPayload: it is malformed, or a card's button names no choice or no card.
    """
    top = mapping(body, "body")
    action = _first_action(top)
    container, view = optional_mapping(top, "container"), optional_mapping(top, "view")
    action_id = text(action, "action_id", SHORT)
    value = chosen(action)
    choice, card_id, selected = _decision(action_id, value)
    return Click(
        team_id=_team_id(top),
        actor_id=slack_id(mapping(top.get("user"), "user"), "id"),
        action_id=action_id,
        block_id=text(action, "block_id", SHORT, required=False),
        value=value,
        trigger_id=text(top, "trigger_id", SHORT, required=False),
        response_url=url(top, "response_url"),
        channel_id=_channel_id(top, container),
        message_ts=timestamp(container),
        ephemeral=container.get("is_ephemeral") is True,
        view_id=text(view, "id", SHORT, required=False),
        view_hash=text(view, "hash", SHORT, required=False),
        private_metadata=text(view, "private_metadata", LONG, required=False),
        choice=choice,
        card_id=card_id,
        selected=selected,
        values=inputs(view),
    )


def command(body: object) -> Command:
    """Read a slash command's form.

    Raises:
        BadPayload: it is malformed.
    """
    top = mapping(body, "body")
    return Command(
        team_id=slack_id(top, "team_id"),
        actor_id=slack_id(top, "user_id"),
        channel_id=slack_id(top, "channel_id"),
        name=text(top, "command", SHORT),
        text=text(top, "text", LONG, required=False).strip(),
        trigger_id=text(top, "trigger_id", SHORT, required=False),
        response_url=url(top, "response_url"),
    )


def submission(body: object) -> Submission:
    """Read a view_submission body.

    Raises:
        BadPayload: it is malformed.
    """
    top = mapping(body, "body")
    view = mapping(top.get("view"), "view")
    return Submission(
        team_id=_team_id(top),
        actor_id=slack_id(mapping(top.get("user"), "user"), "id"),
        callback_id=text(view, "callback_id", SHORT),
        view_id=text(view, "id", SHORT),
        private_metadata=text(view, "private_metadata", LONG, required=False),
        values=inputs(view),
    )


def suggestion(body: object) -> Suggestion:
    """Read a block_suggestion body (docs.slack.dev/reference/interaction-payloads/block_suggestion-payload).

    Raises:
        BadPayload: it is malformed.
    """
    top = mapping(body, "body")
    return Suggestion(
        team_id=_team_id(top),
        actor_id=slack_id(mapping(top.get("user"), "user"), "id"),
        typed=text(top, "value", LONG, required=False),
        private_metadata=text(optional_mapping(top, "view"), "private_metadata", LONG, required=False),
    )


def home_opened(body: object) -> HomeOpened:
    """Read an app_home_opened event's body (the outer one, with team_id).

    Raises:
        BadPayload: it is malformed.
    """
    top = mapping(body, "body")
    event = mapping(top.get("event"), "event")
    return HomeOpened(
        team_id=slack_id(top, "team_id"),
        actor_id=slack_id(event, "user"),
        event_id=text(top, "event_id", SHORT),
        private_metadata=text(optional_mapping(event, "view"), "private_metadata", LONG, required=False),
    )


def farewell(body: object) -> Farewell:
    """Read the body of an app_uninstalled or tokens_revoked event; users' own tokens, of which we have none, are left.

    Raises:
        BadPayload: it is malformed.
    """
    top = mapping(body, "body")
    event = mapping(top.get("event"), "event")
    bots, at = optional_mapping(event, "tokens").get("bot") or [], top.get("event_time")
    if not isinstance(bots, list) or len(bots) > _MOST_BOTS:
        raise BadPayload("tokens is no list of users")
    if not isinstance(at, int) or not 0 <= at < _NO_TIME:
        raise BadPayload("event_time is no time")
    return Farewell(
        team_id=slack_id(top, "team_id"),
        event_id=text(top, "event_id", SHORT),
        at=datetime.fromtimestamp(at, UTC),
        uninstalled=event.get("type") == "app_uninstalled",
        bots=tuple(slack_id({"bot": bot}, "bot") for bot in bots),
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


def _first_action(top: Mapping[str, object]) -> Mapping[str, object]:
    actions = top.get("actions")
    if not isinstance(actions, list) or not actions:
        raise BadPayload("actions is not a list with an action in it")
    return mapping(actions[0], "the action")


def _team_id(top: Mapping[str, object]) -> str:
    """The workspace: `team` is null where a whole organisation installed the app, then the person's own counts."""
    team = optional_mapping(top, "team")
    return slack_id(team, "id") if team else slack_id(mapping(top.get("user"), "user"), "team_id")


def _channel_id(top: Mapping[str, object], container: Mapping[str, object]) -> str:
    if container.get("channel_id") is not None:
        return slack_id(container, "channel_id")
    channel = optional_mapping(top, "channel")
    return slack_id(channel, "id") if channel else ""
