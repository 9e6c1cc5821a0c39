"""The payloads Slack sends an app. Source: docs.slack.dev/reference/interaction-payloads."""

import re
import secrets
from typing import Any

from slackapp.sandbox.slack.arguments import Json, walk
from slackapp.sandbox.slack.messages import without_metadata
from slackapp.sandbox.slack.state import Ephemeral, ResponseUrl, State
from slackapp.sandbox.slack.surfaces import INTERACTIVE
from slackapp.sandbox.slack.world import SlackWorld

# What a person chose, by the element's type: the payload's field for it.
_CHOSEN = {
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
}
_ONE_OPTION = ("static_select", "external_select", "radio_buttons", "overflow")
_MANY_OPTIONS = ("multi_static_select", "multi_external_select", "checkboxes")


def find_element(blocks: list[Json], block_id: str, action_id: str) -> Json | None:
    """The interactive element a person means."""
    block = next((one for one in blocks if one["block_id"] == block_id), None)
    for item, _ in walk(block):
        if isinstance(item, dict) and item.get("action_id") == action_id and item.get("type") in INTERACTIVE:
            return dict(item)
    return None


def _options(element: Json) -> list[Json]:
    groups = element.get("option_groups") or [{"options": element.get("options") or []}]
    return [option for group in groups for option in group["options"]]


def chosen(element: Json, value: Any) -> Json | None:
    """What the payload says of a person's choice; None where the element offers no such choice."""
    kind = element["type"]
    offered = {option["value"]: option for option in _options(element)}
    if kind == "button":
        return {key: element[key] for key in ("text", "value", "url", "style") if key in element}
    if kind in _ONE_OPTION:
        if value is None and kind != "overflow":
            return {"selected_option": None}
        return {"selected_option": offered[value]} if isinstance(value, str) and value in offered else None
    if kind in _MANY_OPTIONS:
        wanted = value if isinstance(value, list) else []
        known = all(isinstance(one, str) and one in offered for one in wanted)
        return {"selected_options": [offered[one] for one in wanted]} if known else None
    if kind in _CHOSEN:
        return {_CHOSEN[kind]: value}
    return {"value": value}


def initial_state(blocks: list[Json]) -> Json:
    """The state of a surface nobody touched: each input's initial value."""
    values: Json = {}
    for block in blocks:
        for item, _ in walk(block):
            if not isinstance(item, dict) or item.get("type") not in INTERACTIVE:
                continue
            kind = item["type"]
            if kind in ("button", "overflow"):
                continue
            values.setdefault(block["block_id"], {})[item["action_id"]] = {"type": kind, **_untouched(item)}
    return values


def _untouched(element: Json) -> Json:
    kind = element["type"]
    if kind in _ONE_OPTION:
        return {"selected_option": element.get("initial_option")}
    if kind in _MANY_OPTIONS:
        return {"selected_options": element.get("initial_options") or []}
    if kind in _CHOSEN:
        field = _CHOSEN[kind]
        return {field: element.get(field.replace("selected", "initial"))}
    return {"value": element.get("initial_value")}


def _act(state: State, kind: str, user: str) -> Json:
    world = state.world
    person = world.teammate(user)
    name = person.name if person else user
    return {
        "type": kind,
        "user": {"id": user, "username": name, "name": name, "team_id": world.team_id},
        "api_app_id": world.app_id,
        "token": world.verification_token,
        "team": {"id": world.team_id, "domain": world.team_domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def action(state: State, element: Json, block_id: str, choice: Json) -> Json:
    """One entry of a block_actions payload's `actions`."""
    named = {"type": element["type"], "action_id": element["action_id"], "block_id": block_id}
    return {**named, **choice, "action_ts": state.ts()}


def message_act(state: State, user: str, channel: str, message: Json, act: Json, values: Json) -> Json:
    """block_actions on a message; one that only the person sees is not sent along, as with Slack."""
    ephemeral = bool(message.get("is_ephemeral"))
    container = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": channel,
        "is_ephemeral": ephemeral,
    }
    if "thread_ts" in message:
        container["thread_ts"] = message["thread_ts"]
    use = ResponseUrl(user, channel, state.now(), message["ts"], ephemeral)
    name = "directmessage" if channel.startswith("D") else state.channels[channel].name
    payload = _act(state, "block_actions", user) | {
        "container": container,
        "trigger_id": state.new_trigger(user),
        "channel": {"id": channel, "name": name},
        "state": {"values": initial_state(message["blocks"]) | values},
        "response_url": state.new_response_url("actions", use),
        "actions": [act],
    }
    return payload if ephemeral else payload | {"message": without_metadata(message)}


def view_act(state: State, user: str, view: Json, act: Json) -> Json:
    """block_actions in a view."""
    return _act(state, "block_actions", user) | {
        "container": {"type": "view", "view_id": view["id"]},
        "trigger_id": state.new_trigger(user, view["id"]),
        "view": view,
        "actions": [act],
    }


def view_suggestion(state: State, user: str, view: Json, asked: Json) -> Json:
    """block_suggestion in a view; `asked` is the menu's ids and what was typed."""
    container = {"type": "view", "view_id": view["id"]}
    return _act(state, "block_suggestion", user) | {"container": container, "view": view} | asked


def view_submission(state: State, user: str, view: Json) -> Json:
    """view_submission."""
    return _act(state, "view_submission", user) | {
        "trigger_id": state.new_trigger(user, view["id"]),
        "view": view,
        "response_urls": [],
    }


def view_closed(state: State, user: str, view: Json, is_cleared: bool) -> Json:
    """view_closed."""
    return _act(state, "view_closed", user) | {"view": view, "is_cleared": is_cleared}


def slash_command(state: State, user: str, channel: str, command: str, text: str) -> Json:
    """A slash command's form."""
    world = state.world
    person = world.teammate(user)
    if any(one.should_escape for one in world.commands if one.command == command):
        text = _escaped(world, text)
    return {
        "token": world.verification_token,
        "team_id": world.team_id,
        "team_domain": world.team_domain,
        "channel_id": channel,
        "channel_name": "directmessage" if channel.startswith("D") else state.channels[channel].name,
        "user_id": user,
        "user_name": person.name if person else user,
        "command": command,
        "text": text,
        "api_app_id": world.app_id,
        "is_enterprise_install": "false",
        "response_url": state.new_response_url("commands", ResponseUrl(user, channel, state.now())),
        "trigger_id": state.new_trigger(user),
    }


def _escaped(world: SlackWorld, text: str) -> str:
    """What was typed, as Slack sends it where a command asks for it: signs as entities, people by their ids."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    by_name = {one.name: one.id for one in world.teammates}

    def named(found: re.Match[str]) -> str:
        return f"<@{by_name[found[1]]}|{found[1]}>" if found[1] in by_name else found[0]

    return re.sub(r"(?<!\S)@([a-z0-9._-]+)", named, text)


def event_callback(state: State, event: Json) -> Json:
    """The wrapping of an event."""
    world = state.world
    authorization = {"enterprise_id": None, "team_id": world.team_id, "user_id": world.bot_user_id}
    return {
        "token": world.verification_token,
        "team_id": world.team_id,
        "api_app_id": world.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": "Ev" + secrets.token_hex(5).upper(),
        "event_time": int(state.now()),
        "authorizations": [{**authorization, "is_bot": True, "is_enterprise_install": False}],
        "is_ext_shared_channel": False,
        "event_context": f"4-{secrets.token_urlsafe(16)}",
    }


def seen_by(state: State, user: str, channel: str, ts: str, ephemeral: bool) -> Json | None:
    """The message a person means, if they see it."""
    if not ephemeral:
        return state.messages[channel].get(ts)
    held: Ephemeral | None = state.ephemerals.get(ts)
    return held.message if held and (held.user, held.channel) == (user, channel) else None
