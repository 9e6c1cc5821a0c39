"""What Slack sends is read; what is malformed is refused with a reason, and nothing else ever happens."""

import copy
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.card import Choice
from slackapp.slack.ids import MenuItem
from slackapp.slack.payloads import BadPayload, Command, HomeOpened, click, command, home_opened, submission

CLICK: dict[str, Any] = {
    "type": "block_actions",
    "user": {"id": "U0MARA", "username": "mara", "team_id": "T0FERN"},
    "team": {"id": "T0FERN", "domain": "fern"},
    "container": {
        "type": "message", "message_ts": "1795167000.000100", "channel_id": "C0SOCIAL", "is_ephemeral": False,
    },
    "channel": {"id": "C0SOCIAL", "name": "social"},
    "trigger_id": "1.2.abc",
    "response_url": "https://hooks.slack.example/actions/1",
    "actions": [
        {"type": "button", "action_id": "rapport.card.follow", "block_id": "card|41|3", "value": "41", "action_ts": "1"}
    ],
}  # fmt: skip
MENU = {
    **CLICK,
    "actions": [
        {
            "type": "overflow",
            "action_id": "rapport.card.menu",
            "block_id": "list|41|3|2|followers|today",
            "selected_option": {"text": {"type": "plain_text", "text": "…"}, "value": "snooze_1h:41"},
        }
    ],
}
TYPED: dict[str, Any] = {
    "type": "block_actions",
    "user": {"id": "U0MARA", "team_id": "T0FERN"},
    "team": None,
    "container": {"type": "view", "view_id": "V1"},
    "view": {
        "id": "V1",
        "hash": "1.a",
        "callback_id": "rapport.reply",
        "private_metadata": "41:3",
        "state": {
            "values": {"rapport.reply.words": {"rapport.reply.typed": {"type": "plain_text_input", "value": "Hi"}}}
        },
    },
    "trigger_id": "1.2.abc",
    "actions": [
        {
            "type": "plain_text_input",
            "action_id": "rapport.reply.typed",
            "block_id": "rapport.reply.words",
            "value": "Hi",
        }
    ],
}
SUBMISSION: dict[str, Any] = {**TYPED, "type": "view_submission", "team": {"id": "T0FERN"}}
COMMAND: dict[str, Any] = {
    "team_id": "T0FERN",
    "user_id": "U0MARA",
    "channel_id": "C0SOCIAL",
    "command": "/followers",
    "text": " today ",
    "trigger_id": "1.2.abc",
    "response_url": "https://hooks.slack.example/commands/1",
}
HOME: dict[str, Any] = {
    "team_id": "T0FERN",
    "event_id": "Ev1",
    "event": {"type": "app_home_opened", "user": "U0MARA", "tab": "home"},
}

READERS: list[tuple[Callable[[object], object], dict[str, Any]]] = [
    (click, CLICK),
    (click, MENU),
    (click, TYPED),
    (submission, SUBMISSION),
    (command, COMMAND),
    (home_opened, HOME),
]
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=10), inner, max_size=3)),
    max_leaves=8,
)


def test_a_click_on_a_card_is_read() -> None:
    """Who clicked what on which card, and where an answer goes."""
    read = click(CLICK)
    assert (read.team_id, read.actor_id, read.choice, read.card_id) == ("T0FERN", "U0MARA", Choice.FOLLOW, 41)
    assert (read.channel_id, read.message_ts, read.ephemeral) == ("C0SOCIAL", "1795167000.000100", False)
    assert read.response_url == "https://hooks.slack.example/actions/1"
    assert read.place is not None
    assert read.place.version == 3


def test_a_menu_item_is_read() -> None:
    """The item, its choice and its card; and the list it stood in."""
    read = click(MENU)
    assert (read.selected, read.choice, read.card_id) == (MenuItem.SNOOZE_HOUR, Choice.SNOOZE, 41)
    assert read.place is not None
    assert (read.place.command, read.place.query, read.place.page) == ("followers", "today", 2)


def test_typing_in_a_modal_is_read() -> None:
    """The text so far, and the view to update; the workspace is the person's where a whole organisation installed."""
    read = click(TYPED)
    assert (read.value, read.view_id, read.view_hash, read.private_metadata) == ("Hi", "V1", "1.a", "41:3")
    assert (read.team_id, read.choice, read.card_id) == ("T0FERN", None, None)
    assert read.values == {"rapport.reply.words": "Hi"}


def test_a_submission_is_read() -> None:
    """What was written, by the block it was written in."""
    read = submission(SUBMISSION)
    assert (read.callback_id, read.private_metadata) == ("rapport.reply", "41:3")
    assert read.values == {"rapport.reply.words": "Hi"}


def test_an_empty_input_counts_as_no_words() -> None:
    """Slack sends null for a field nobody typed in."""
    empty = copy.deepcopy(SUBMISSION)
    empty["view"]["state"]["values"]["rapport.reply.words"]["rapport.reply.typed"]["value"] = None
    assert submission(empty).values == {"rapport.reply.words": ""}


def test_a_command_is_read() -> None:
    """Its words without the blanks around them."""
    hooks = "https://hooks.slack.example/commands/1"
    assert command(COMMAND) == Command("T0FERN", "U0MARA", "C0SOCIAL", "/followers", "today", "1.2.abc", hooks)


def test_an_opened_home_is_read() -> None:
    """Who opened it, and in which workspace."""
    assert home_opened(HOME) == HomeOpened("T0FERN", "U0MARA", "Ev1")
    seen = HOME | {"event": HOME["event"] | {"view": {"private_metadata": "home?tab=open"}}}
    assert home_opened(seen).private_metadata == "home?tab=open"  # where they were last


@pytest.mark.parametrize(
    ("action_id", "value"),
    [
        ("rapport.card.follow", "41 or 1=1"),
        ("rapport.card.follow", ""),
        ("rapport.card.elope", "41"),
        ("rapport.card.menu", "snooze_for_ever:41"),
        ("rapport.card.menu", "snooze_1h"),
    ],
)
def test_a_card_button_of_no_meaning_is_refused(action_id: str, value: str) -> None:
    """No choice or no card: nothing that could be decided."""
    body = {**CLICK, "actions": [{"action_id": action_id, "block_id": "x", "value": value}]}
    with pytest.raises(BadPayload, match="card"):
        click(body)


@pytest.mark.parametrize("actor", ["", "U0 MARA", "U0MARA>", "<!here>", "U" * 300, 7, None])
def test_whoever_has_no_slack_id_is_refused(actor: object) -> None:
    """The id ends up between Slack's brackets, so it must be one."""
    with pytest.raises(BadPayload):
        click({**CLICK, "user": {"id": actor}})


@given(JSON, st.sampled_from(READERS))
def test_anything_is_read_or_refused(body: object, reader: tuple[Callable[[object], object], object]) -> None:
    """Any JSON at all gives a value or BadPayload, never another error."""
    _read_or_refused(reader[0], body)


@settings(max_examples=300)
@given(st.sampled_from(READERS), JSON, st.data())
def test_any_part_may_be_wrong(
    reader: tuple[Callable[[object], object], dict[str, Any]], wrong: object, data: st.DataObject
) -> None:
    """A right body with any one part replaced by anything gives a value or BadPayload too."""
    read, body = reader[0], copy.deepcopy(reader[1])
    path = data.draw(st.sampled_from(_paths(body)))
    at: Any = body
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = wrong
    _read_or_refused(read, body)


def _read_or_refused(read: Callable[[object], object], body: object) -> None:
    with suppress(BadPayload):
        read(body)


def _paths(body: object, before: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    found: list[tuple[Any, ...]] = []
    for key, value in items:
        found += [(*before, key), *_paths(value, (*before, key))]
    return found
