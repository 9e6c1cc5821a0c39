"""Modals and Home: a stack of views for each person, and one Home."""

import secrets
from typing import Any

from slackapp.sandbox.slack.arguments import Json, SlackError, need, structure
from slackapp.sandbox.slack.pictures import with_files
from slackapp.sandbox.slack.state import State, Trigger
from slackapp.sandbox.slack.surfaces import check_view, check_view_size, filled

MAX_STACK = 3
TRIGGER_SECONDS = 3.0


def checked(view: Any, kind: str) -> Json:
    """A view that may be shown; raises `SlackError` with Slack's words on what is wrong."""
    problems = check_view(view, kind)
    if problems:
        raise SlackError("invalid_arguments", problems)
    check_view_size(view)
    return dict(view)


def _argument(args: Json, kind: str) -> Json:
    view = structure(args, "view", "invalid_arguments")
    if view is None:
        raise SlackError("invalid_arguments", ["missing required field: view"])
    return checked(view, kind)


def new_hash(state: State) -> str:
    """A view's hash: changes with every change of the view."""
    return f"{int(state.now())}.{secrets.token_hex(4)}"


def build(state: State, view: Json, old: Json | None = None, under: Json | None = None) -> Json:
    """A whole view from what the app gave: in place of `old`, or on top of `under`."""
    world = state.world
    view_id = old["id"] if old else "V" + secrets.token_hex(5).upper()
    whole: Json = {
        "id": view_id,
        "team_id": world.team_id,
        "type": view["type"],
        "blocks": with_files(state, filled(view["blocks"]), "invalid_arguments"),
        "private_metadata": view.get("private_metadata") or "",
        "callback_id": view.get("callback_id") or "",
        "state": {"values": {}},
        "hash": new_hash(state),
        "title": view.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": bool(view.get("clear_on_close")),
        "notify_on_close": bool(view.get("notify_on_close")),
        "close": view.get("close"),
        "submit": view.get("submit"),
        "previous_view_id": old["previous_view_id"] if old else (under["id"] if under else None),
        "root_view_id": old["root_view_id"] if old else (under["root_view_id"] if under else view_id),
        "app_id": world.app_id,
        "external_id": view.get("external_id") or (old["external_id"] if old else ""),
        "app_installed_team_id": world.team_id,
        "bot_id": world.bot_id,
    }
    if old:
        # What a person typed stays where the same input is still there under the same ids.
        kept = {block["block_id"] for block in whole["blocks"]}
        whole["state"]["values"] = {key: held for key, held in old["state"]["values"].items() if key in kept}
    return whole


def _external_id_is_free(state: State, view: Json, old: Json | None = None) -> None:
    external_id = view.get("external_id")
    open_views = [*state.homes.values(), *(one for stack in state.stacks.values() for one in stack)]
    if external_id and any(one["external_id"] == external_id and one is not old for one in open_views):
        raise SlackError("duplicate_external_id")


def use_trigger(state: State, args: Json) -> Trigger:
    """The act behind a trigger_id, which can be used once, within three seconds."""
    trigger = state.triggers.get(need(args, "trigger_id"))
    if trigger is None:
        raise SlackError("invalid_trigger_id")
    if trigger.used:
        raise SlackError("exchanged_trigger_id")
    if state.now() - trigger.at > TRIGGER_SECONDS:
        raise SlackError("expired_trigger_id")
    return trigger


def open_view(state: State, args: Json) -> Json:
    """views.open."""
    trigger = use_trigger(state, args)
    view = _argument(args, "modal")
    _external_id_is_free(state, view)
    trigger.used = True
    whole = build(state, view)
    state.stacks[trigger.user] = [whole]
    state.live.publish({"type": "view_opened", "view": whole}, to=trigger.user)
    return {"ok": True, "view": whole}


def on_top(state: State, user: str, view: Json) -> Json:
    """Put a checked view on a person's stack; raises `SlackError` where it is full."""
    stack = state.stacks[user]
    if len(stack) >= MAX_STACK:
        raise SlackError("push_limit_reached")
    whole = build(state, view, under=stack[-1])
    stack.append(whole)
    state.live.publish({"type": "view_pushed", "view": whole}, to=user)
    return whole


def push_view(state: State, args: Json) -> Json:
    """views.push: from an act in a view only."""
    trigger = use_trigger(state, args)
    view = _argument(args, "modal")
    if not any(one["id"] == trigger.view_id for one in state.stacks[trigger.user]):
        raise SlackError("not_found")
    _external_id_is_free(state, view)
    whole = on_top(state, trigger.user, view)
    trigger.used = True
    return {"ok": True, "view": whole}


def find(state: State, args: Json) -> tuple[str, Json]:
    """The open view that `view_id` or `external_id` names, with its person; raises `SlackError`."""
    view_id, external_id = args.get("view_id"), args.get("external_id")
    if not view_id and not external_id:
        raise SlackError("invalid_arguments", ["missing required field: view_id"])
    for user in state.stacks:
        home = state.homes.get(user)
        for view in [*state.stacks[user], *([home] if home else [])]:
            if view["id"] == view_id or (not view_id and view["external_id"] == external_id):
                return user, view
    raise SlackError("not_found")


def check_hash(args: Json, view: Json | None) -> None:
    """Raise `hash_conflict` where the app knew another state of the view."""
    if args.get("hash") and (view is None or args["hash"] != view["hash"]):
        raise SlackError("hash_conflict")


def replace(state: State, user: str, old: Json, view: Json) -> Json:
    """Put a checked view in the place of one that is open."""
    whole = build(state, view, old=old)
    if old["type"] == "home":
        state.homes[user] = whole
        state.live.publish({"type": "home", "view": whole}, to=user)
    else:
        stack = state.stacks[user]
        stack[next(index for index, one in enumerate(stack) if one["id"] == old["id"])] = whole
        state.live.publish({"type": "view_updated", "view": whole}, to=user)
    return whole


def update_view(state: State, args: Json) -> Json:
    """views.update."""
    user, old = find(state, args)
    check_hash(args, old)
    view = _argument(args, old["type"])
    _external_id_is_free(state, view, old)
    return {"ok": True, "view": replace(state, user, old, view)}


def publish_view(state: State, args: Json) -> Json:
    """views.publish."""
    user = need(args, "user_id")
    if state.world.teammate(user) is None:
        raise SlackError("user_not_found")
    old = state.homes.get(user)
    check_hash(args, old)
    view = _argument(args, "home")
    _external_id_is_free(state, view, old)
    whole = build(state, view, old=old)
    state.homes[user] = whole
    state.live.publish({"type": "home", "view": whole}, to=user)
    return {"ok": True, "view": whole}


def close_top(state: State, user: str, clear: bool = False) -> list[Json]:
    """Take the top view from a person's stack, or all of them; returns what was taken, top first."""
    stack = state.stacks[user]
    count = len(stack) if clear else 1
    taken = [stack.pop() for _ in range(min(count, len(stack)))]
    if taken:
        state.live.publish({"type": "view_closed", "view_id": taken[0]["id"], "all": not stack}, to=user)
    return taken
