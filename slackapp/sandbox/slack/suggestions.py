"""Menus whose options the app gives as a person looks for one.

Source: docs.slack.dev/reference/block-kit/block-elements/select-menu-element (external data) and
docs.slack.dev/reference/interaction-payloads/block_suggestion-payload.
"""

from typing import Any

from slackapp.sandbox.slack import payloads
from slackapp.sandbox.slack.arguments import Json
from slackapp.sandbox.slack.checks import Report, array
from slackapp.sandbox.slack.elements import OPTION, OPTION_GROUP
from slackapp.sandbox.slack.refused import Refused
from slackapp.sandbox.slack.state import OTHERS_KEPT, State, keep

KINDS = ("external_select", "multi_external_select")
USUAL_MINIMUM = 3  # characters typed before Slack asks, where the app says nothing else
MOST = 100


def question(state: State, user: str, view: Json, body: Json) -> Json:
    """The payload that asks the app; raises `Refused` where no such menu is in the view, or too little was typed."""
    block_id, action_id, typed = (str(body.get(key) or "") for key in ("block_id", "action_id", "value"))
    element = payloads.find_element(view["blocks"], block_id, action_id)
    if element is None or element["type"] not in KINDS:
        raise Refused("no_such_action")
    if len(typed) < element.get("min_query_length", USUAL_MINIMUM):
        raise Refused("query_too_short")
    return payloads.view_suggestion(state, user, view, {"action_id": action_id, "block_id": block_id, "value": typed})


def offer(state: State, asked: Json, answer: Json | None) -> list[Json]:
    """What the app offers, checked and kept, so that it can be chosen; raises `Refused` where Slack would show none."""
    groups = (answer or {}).get("option_groups")
    given: Any = (answer or {}).get("options") if groups is None else groups
    report = Report("modal")
    array(OPTION if groups is None else OPTION_GROUP, MOST, 0)(given, "/options", report)
    if report.problems:
        state.record.refusal(state.now(), "block_suggestion", "invalid_options", "; ".join(report.problems))
        raise Refused("invalid_options")
    found: list[Json] = given if groups is None else [each for group in groups for each in group["options"]]
    place = (asked["view"]["id"], asked["block_id"], asked["action_id"])
    known = state.suggested.get(place, {})
    keep(state.suggested, place, known | {each["value"]: each for each in found}, OTHERS_KEPT)
    return found


def known(state: State, view_id: object, block_id: str, element: Json) -> Json:
    """The element with what was offered for it, where the app gives its options; as it is otherwise."""
    if element["type"] not in KINDS:
        return element
    offered = state.suggested.get((str(view_id), block_id, element["action_id"]), {})
    initial = [element["initial_option"]] if element.get("initial_option") else element.get("initial_options") or []
    return element | {"options": [*offered.values(), *initial]}
