"""Menus whose options the app gives: asked as a person types, checked as Slack checks them, chosen from."""

from typing import Any

import pytest

from slackapp.sandbox.slack import suggestions
from slackapp.sandbox.slack.limits import Limits
from slackapp.sandbox.slack.refused import Refused
from slackapp.sandbox.slack.state import State
from slackapp.sandbox.slack.views import build
from slackapp.sandbox.slack.world import ADA, DEFAULT_SCOPES, TIDEWATER

MENU: dict[str, Any] = {"type": "external_select", "action_id": "find", "min_query_length": 2}
VIEW = {"type": "modal", "blocks": [{"type": "actions", "block_id": "b", "elements": [MENU]}]}
HERE = {"block_id": "b", "action_id": "find"}
ONE = {"text": {"type": "plain_text", "text": "One"}, "value": "1"}


def test_the_app_is_asked_and_what_it_offers_can_be_chosen() -> None:
    """With the view and what was typed; too little, or another element, asks nobody."""
    state = State(TIDEWATER, Limits(), DEFAULT_SCOPES, lambda: 1.0)
    view = build(state, VIEW)
    asked = suggestions.question(state, ADA.id, view, HERE | {"value": "on"})
    assert (asked["type"], asked["value"], asked["view"]["id"]) == ("block_suggestion", "on", view["id"])
    for body in (HERE | {"value": "o"}, HERE | {"value": "on", "action_id": "other"}):
        with pytest.raises(Refused):
            suggestions.question(state, ADA.id, view, body)
    assert suggestions.known(state, view["id"], "b", MENU)["options"] == []
    assert suggestions.offer(state, asked, {"options": [ONE]}) == [ONE]
    assert suggestions.offer(state, asked, {"options": []}) == []  # looked again: what was offered stays choosable
    assert suggestions.known(state, view["id"], "b", MENU)["options"] == [ONE]
    assert suggestions.known(state, "V2", "b", MENU)["options"] == []


@pytest.mark.parametrize("answer", [None, {}, {"options": [{"value": "1"}]}, {"options": [ONE] * 101}])
def test_what_slack_would_not_show_is_refused(answer: Any) -> None:
    """No options, wrong ones, too many; with the reason in the record."""
    state = State(TIDEWATER, Limits(), DEFAULT_SCOPES, lambda: 1.0)
    asked = suggestions.question(state, ADA.id, build(state, VIEW), HERE | {"value": "one"})
    with pytest.raises(Refused, match="invalid_options"):
        suggestions.offer(state, asked, answer)
    assert state.record.refusals
