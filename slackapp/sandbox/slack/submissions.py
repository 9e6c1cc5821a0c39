"""What a person typed into a view, and what the app makes of it when they submit."""

from typing import Any

from slackapp.sandbox.slack import payloads, views
from slackapp.sandbox.slack.arguments import Json, SlackError
from slackapp.sandbox.slack.state import State

REQUIRED = "Please complete this required field."


def as_values(typed: Any) -> Json:
    """The person's state where it has the shape `{block_id: {action_id: {…}}}`, else nothing."""
    if not isinstance(typed, dict):
        return {}
    return {key: held for key, held in typed.items() if isinstance(held, dict)}


def take(view: Json, typed: Any) -> None:
    """Put what was typed into a view's state, over what was there, over the initial values."""
    values = payloads.initial_state(view["blocks"])
    for layer in (view["state"]["values"], as_values(typed)):
        for block_id, actions in layer.items():
            for action_id, held in actions.items():
                known = values.get(block_id, {}).get(action_id)
                if known is not None and isinstance(held, dict):
                    known.update(held, type=known["type"])
    view["state"]["values"] = values


def remember(view: Json, act: Json) -> None:
    """Keep in a view's state what an act in it chose."""
    held = view["state"]["values"].get(act["block_id"], {}).get(act["action_id"])
    if held is not None:
        held.update({key: item for key, item in act.items() if key.startswith(("selected_", "value"))})


def _length_problem(element: Json, value: str) -> str | None:
    if len(value) < (element.get("min_length") or 0):
        return f"This entry must be at least {element['min_length']} characters."
    if len(value) > (element.get("max_length") or 3000):
        return "This entry is too long."
    return None


def incomplete(view: Json) -> Json:
    """What Slack's own client says before it sends anything: by block, only where something is wrong."""
    problems: Json = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        held = view["state"]["values"][block["block_id"]][element["action_id"]]
        value = next((item for key, item in held.items() if key != "type"), None)
        if value in (None, "", []):
            if not block.get("optional"):
                problems[block["block_id"]] = REQUIRED
        elif element["type"] == "plain_text_input" and isinstance(value, str):
            problem = _length_problem(element, value)
            if problem:
                problems[block["block_id"]] = problem
    return problems


def _bad(detail: str) -> SlackError:
    return SlackError("invalid_response_action", [detail])


def _view_of(answer: Json) -> Json:
    try:
        return views.checked(answer.get("view"), "modal")
    except SlackError as refused:
        raise _bad(f"{refused.code}: {'; '.join(refused.messages)}") from refused


def apply(state: State, user: str, view_id: str, answer: Json | None) -> Json:
    """Do what the app answered to a submission; returns what the person's call says.

    Raises `SlackError` with `invalid_response_action` where Slack would show the person an error.
    """
    stack = state.stacks[user]
    view = next((one for one in stack if one["id"] == view_id), None)
    action = answer.get("response_action") if answer else None
    if answer and action is None:
        raise _bad("missing required field: response_action")
    if action == "errors" and answer:
        return {"ok": False, "errors": _errors(view, answer.get("errors"))}
    if action == "clear":
        views.close_top(state, user, clear=True)
        return {"ok": True, "action": "clear"}
    if action == "update" and answer:
        if view is not None:
            views.replace(state, user, view, _view_of(answer))
        return {"ok": True, "action": "update"}
    if action == "push" and answer:
        views.on_top(state, user, _view_of(answer))
        return {"ok": True, "action": "push"}
    if action is not None:
        raise _bad(f"unknown response_action: {str(action)[:80]}")
    if stack and stack[-1] is view:
        views.close_top(state, user)
    return {"ok": True, "action": "close"}


def _errors(view: Json | None, errors: Any) -> Json:
    inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"} if view else set()
    if not isinstance(errors, dict) or not errors:
        raise _bad("missing required field: errors")
    for block_id, text in errors.items():
        if block_id not in inputs:
            raise _bad(f"no input block has the block_id {block_id[:80]}")
        if not isinstance(text, str) or not text:
            raise _bad(f"the error of {block_id[:80]} must be a text")
    return errors
