"""What Slack refuses in blocks and views, each limit with its own case; and that nothing ever breaks the stand-in."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slackapp.sandbox.server import SandboxServer
from slackapp.sandbox.slack.app import create_slack_app
from slackapp.sandbox.slack.arguments import SlackError
from slackapp.sandbox.slack.blocks import BLOCKS
from slackapp.sandbox.slack.elements import BUTTONS, MENUS, PICKERS, TYPED
from slackapp.sandbox.slack.surfaces import check_message_blocks, check_view
from tests.sandbox.slack.conftest import FAST, SOCIAL, Clock, Desk

Block = dict[str, Any]


def plain(text: str = "Words") -> Block:
    """A plain text."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "Words") -> Block:
    """A text with markup."""
    return {"type": "mrkdwn", "text": text}


def section(**fields: Any) -> Block:
    """A section of text."""
    return {"type": "section", "text": mrkdwn(), **fields}


def button(**fields: Any) -> Block:
    """A button."""
    return {"type": "button", "text": plain(), "action_id": "go", **fields}


def actions(*elements: Any, **fields: Any) -> Block:
    """A row of elements."""
    return {"type": "actions", "elements": list(elements), **fields}


def option(text: str = "One", value: str = "1", **fields: Any) -> Block:
    """A menu's option."""
    return {"text": plain(text), "value": value, **fields}


def select(**fields: Any) -> Block:
    """A menu."""
    return {"type": "static_select", "action_id": "pick", "options": [option()], **fields}


def chart(kind: str = "bar", count: int = 3, series: int = 1, **fields: Any) -> Block:
    """A chart of so many points in so many series."""
    labels = [f"Day {number}" for number in range(count)]
    data = [{"label": label, "value": 1} for label in labels]
    drawn = {"type": kind, "series": [{"name": f"S{number}", "data": data} for number in range(series)]}
    axes = {"categories": labels, "y_label": "people"}
    return {"type": "data_visualization", "title": "Followers", "chart": drawn | {"axis_config": axes}, **fields}


def twins() -> Block:
    """Two series of one name."""
    drawn: Block = chart()["chart"]
    return drawn | {"series": drawn["series"] * 2}


def strays() -> Block:
    """Points of other days."""
    drawn: Block = chart()["chart"]
    return drawn | {"axis_config": {"categories": ["Mon", "Tue", "Wed"]}}


def overflow(count: int, **fields: Any) -> Block:
    """An overflow menu of so many options."""
    options = [option(str(number), str(number)) for number in range(count)]
    return {"type": "overflow", "action_id": "more", "options": options, **fields}


def image(**fields: Any) -> Block:
    """A picture."""
    return {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A picture", **fields}


def field_of(**fields: Any) -> Block:
    """An input block."""
    return {"type": "input", "label": plain(), "element": {"type": "plain_text_input", "action_id": "t"}, **fields}


REFUSED_IN_MESSAGES = {
    "51 blocks": ([{"type": "divider"}] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    "not an object": (["hello"], "must provide an object [json-pointer:/blocks/0]"),
    "no type": ([{}], "missing required field: type [json-pointer:/blocks/0]"),
    "unknown block": ([{"type": "banner"}], "unsupported type: banner [json-pointer:/blocks/0/type]"),
    "unknown field": ([section(color="red")], "invalid additional property: color [json-pointer:/blocks/0]"),
    "section too long": ([section(text=mrkdwn("x" * 3001))], "must be less than 3001 characters"),
    "section without text": ([{"type": "section"}], "must define one of: text, fields"),
    "empty text": ([section(text=mrkdwn(""))], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    "text is a string": ([section(text="hello")], "must provide an object [json-pointer:/blocks/0/text]"),
    "11 fields": ([section(fields=[mrkdwn()] * 11)], "no more than 10 items allowed"),
    "field too long": ([section(fields=[mrkdwn("x" * 2001)])], "must be less than 2001 characters"),
    "input as accessory": ([section(accessory={"type": "plain_text_input"})], "unsupported type: plain_text_input"),
    "26 buttons": ([actions(*[button(action_id=f"a{n}") for n in range(26)])], "no more than 25 items allowed"),
    "no buttons": ([actions()], "no fewer than 1 items allowed"),
    "action_id twice": ([actions(button(), button())], "`action_id` already exists"),
    "block_id twice": ([section(block_id="b"), section(block_id="b")], "`block_id` already exists"),
    "block_id too long": ([section(block_id="b" * 256)], "must be less than 256 characters"),
    "action_id too long": ([actions(button(action_id="a" * 256))], "must be less than 256 characters"),
    "button text too long": ([actions(button(text=plain("x" * 76)))], "must be less than 76 characters"),
    "button text mrkdwn": ([actions(button(text=mrkdwn()))], "unsupported type: mrkdwn"),
    "button value too long": ([actions(button(value="x" * 2001))], "must be less than 2001 characters"),
    "button url too long": ([actions(button(url="https://x.com/" + "x" * 3000))], "must be less than 3001 characters"),
    "button url no url": ([actions(button(url="example"))], "invalid url"),
    "button url script": ([actions(button(url="javascript:alert(1)"))], "invalid url"),
    "button style": ([actions(button(style="green"))], "must be one of: primary, danger"),
    "button value a number": ([actions(button(value=1))], "must provide a string"),
    "confirm incomplete": ([actions(button(confirm={"title": plain()}))], "missing required field: text"),
    "11 in a context": ([{"type": "context", "elements": [mrkdwn()] * 11}], "no more than 10 items allowed"),
    "button in a context": ([{"type": "context", "elements": [button()]}], "unsupported type: button"),
    "header too long": ([{"type": "header", "text": plain("x" * 151)}], "must be less than 151 characters"),
    "header mrkdwn": ([{"type": "header", "text": mrkdwn()}], "unsupported type: mrkdwn"),
    "overflow empty": ([actions(overflow(0))], "no fewer than 1 items allowed"),
    "overflow of 6": ([actions(overflow(6))], "no more than 5 items allowed"),
    "101 options": ([actions(select(options=[option(value=str(n)) for n in range(101)]))], "no more than 100"),
    "option text too long": ([actions(select(options=[option("x" * 76)]))], "must be less than 76 characters"),
    "option mrkdwn": ([actions(select(options=[{"text": mrkdwn(), "value": "1"}]))], "unsupported type: mrkdwn"),
    "no options at all": ([actions({"type": "static_select", "action_id": "p"})], "must define exactly one of"),
    "initial not offered": ([actions(select(initial_option=option("Two", "2")))], "initial value must be one of"),
    "image without alt": ([image(alt_text=None)], "missing required field: alt_text"),
    "image alt empty": ([image(alt_text="")], "must be more than 0 characters"),
    "image by path": ([image(image_url="/a.png")], "invalid url"),
    "image by file": ([image(image_url="file:///etc/passwd")], "invalid url"),
    "image url too long": ([image(image_url="https://x.com/" + "x" * 3000)], "must be less than 3001 characters"),
    "input in a message": ([field_of()], "unsupported type: input"),
    "alert in a message": ([{"type": "alert"}], "unsupported type: alert"),
    "two tables": ([{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}] * 2, "only_one_table_allowed"),
    "three charts": ([chart()] * 3, "no more than 2"),
    "21 points": ([chart(count=21)], "no more than 20"),
    "13 series": ([chart(series=13)], "no more than 12"),
    "a long title": ([chart(title="x" * 51)], "less than 51"),
    "a chart of no kind": ([chart(kind="radar")], "unsupported type: radar"),
    "two series of a name": ([chart(chart=twins())], "series names must be unique"),
    "labels of no category": ([chart(chart=strays())], "data labels must match"),
    "21 columns": ([{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}] * 21]}], "no more than 20"),
    "card with 4 buttons": (
        [{"type": "card", "title": plain(), "actions": [button()] * 4}],
        "no more than 3 items allowed",
    ),
    "rich text nonsense": ([{"type": "rich_text", "elements": [{"type": "section"}]}], "unsupported type: section"),
}


@pytest.mark.parametrize(("blocks", "complaint"), REFUSED_IN_MESSAGES.values(), ids=REFUSED_IN_MESSAGES.keys())
def test_a_message_with_wrong_blocks_is_refused(blocks: Any, complaint: str) -> None:
    """Each limit of Block Kit is kept, and the refusal says where."""
    with pytest.raises(SlackError) as refused:
        check_message_blocks(blocks)
    assert refused.value.code == "invalid_blocks"
    assert any(message.startswith("[ERROR] ") and complaint in message for message in refused.value.messages)


def modal(*blocks: Any, **fields: Any) -> Block:
    """A modal, with a section where no blocks are given."""
    return {"type": "modal", "title": plain("Title"), "blocks": list(blocks) or [section()], **fields}


REFUSED_IN_MODALS = {
    "no title": ({"type": "modal", "blocks": [section()]}, "missing required field: title"),
    "title too long": (modal(title=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
    "submit too long": (modal(submit=plain("x" * 25)), "must be less than 25 characters"),
    "close too long": (modal(close=plain("x" * 25)), "must be less than 25 characters"),
    "metadata too long": (modal(private_metadata="x" * 3001), "must be less than 3001 characters"),
    "callback_id too long": (modal(callback_id="x" * 256), "must be less than 256 characters"),
    "101 blocks": (modal(*[{"type": "divider"}] * 101), "no more than 100 items allowed [json-pointer:/view/blocks]"),
    "no blocks": ({"type": "modal", "title": plain(), "blocks": []}, "no fewer than 1 items allowed"),
    "input without submit": (modal(field_of()), "missing required field: submit"),
    "input without label": (modal({**field_of(), "label": None}, submit=plain()), "missing required field: label"),
    "button as input": (modal(field_of(element=button()), submit=plain()), "unsupported type: button"),
    "max_length 3001": (
        modal(field_of(element={"type": "plain_text_input", "max_length": 3001}), submit=plain()),
        "must be between 1 and 3000",
    ),
    "min over max": (
        modal(field_of(element={"type": "plain_text_input", "min_length": 5, "max_length": 2}), submit=plain()),
        "min_length must not be more than max_length",
    ),
    "unknown field": (modal(size="large"), "invalid additional property: size"),
    "home in place of a modal": ({"type": "home", "blocks": []}, "unsupported type: home"),
    "table in a modal": (modal({"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}), "table"),
}


@pytest.mark.parametrize(("view", "complaint"), REFUSED_IN_MODALS.values(), ids=REFUSED_IN_MODALS.keys())
def test_a_wrong_modal_is_refused(view: Any, complaint: str) -> None:
    """Each limit of a modal is kept, and the refusal says where in the view."""
    assert any(complaint in problem for problem in check_view(view, "modal"))


ACCEPTED = [
    section(fields=[mrkdwn(), plain()]),
    section(accessory=overflow(5)),
    section(accessory=image()),
    actions(*[button(action_id=f"a{n}", value="x" * 2000) for n in range(25)]),
    actions(select(initial_option=option()), {"type": "datepicker", "initial_date": "2026-11-22"}),
    actions({"type": "checkboxes", "options": [{"text": mrkdwn("*a*"), "value": "a"}]}),
    actions(select(options=None, option_groups=[{"label": plain(), "options": [option()]}])),
    {"type": "context", "elements": [{"type": "image", "image_url": "https://x.com/a", "alt_text": "a"}, mrkdwn()]},
    {"type": "header", "text": plain("x" * 150)},
    {"type": "divider"},
    image(title=plain()),
    {"type": "markdown", "text": "# Hello"},
    {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]},
    {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}] * 20] * 100},
    chart("line", 20, 12),
    {"type": "card", "title": plain(), "body": mrkdwn("x" * 200), "actions": [button()]},
    {"type": "video", "anything": "goes"},
]


@pytest.mark.parametrize("block", ACCEPTED, ids=lambda block: str(block["type"]))
def test_what_slack_takes_is_taken(block: Block) -> None:
    """Blocks at their limits are accepted."""
    check_message_blocks([block])


def test_a_full_modal_is_taken() -> None:
    """A modal with inputs, a submit and all its texts at their limits is accepted."""
    view = modal(field_of(), submit=plain("x" * 24), title=plain("x" * 24), private_metadata="x" * 3000)
    assert check_view(view, "modal") == []


def test_too_much_text_in_all_is_refused_though_each_block_is_right() -> None:
    """Five sections of 3000 characters are more than one message carries."""
    with pytest.raises(SlackError, match="msg_blocks_too_long"):
        check_message_blocks([section(text=mrkdwn("x" * 3000))] * 5)


@pytest.fixture(scope="module")
def open_desk() -> Iterator[Desk]:
    """One workspace for the many random calls."""
    stand_in = create_slack_app(limits=FAST)
    with SandboxServer({"/slack": stand_in.wsgi}) as server:
        yield Desk(stand_in, f"{server.url}/slack", Clock())
        stand_in.close()


KINDS = sorted({*BLOCKS, *BUTTONS, *MENUS, *PICKERS, *TYPED, "plain_text", "mrkdwn", "image", "modal", "home"})
KEYS = ["type", "text", "elements", "element", "accessory", "options", "block_id", "action_id", "value", "fields"]
KEYS += ["alt_text", "image_url", "url", "label", "title", "rows", "blocks", "initial_option", "confirm", "actions"]
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(KINDS)
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | st.text(), inner, max_size=6),
    max_leaves=25,
)
TYPED_BLOCK = st.builds(
    lambda kind, rest: {**rest, "type": kind}, st.sampled_from(KINDS), st.dictionaries(st.sampled_from(KEYS), JSON)
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(blocks=JSON | st.lists(TYPED_BLOCK, max_size=4), method=st.sampled_from(["post", "view"]))
def test_no_blocks_break_the_stand_in(open_desk: Desk, blocks: Any, method: str) -> None:
    """Whatever JSON comes as blocks, the answer is Slack's: 200, with ok or an error's name."""
    given_blocks = copy.deepcopy(blocks)
    if method == "post":
        status, body = open_desk.raw("chat.postMessage", channel=SOCIAL, text="Words", blocks=given_blocks)
    else:
        view = modal() | {"blocks": given_blocks, "submit": plain()}
        status, body = open_desk.raw("views.open", trigger_id=open_desk.trigger(), view=view)
    assert status == 200
    assert body["ok"] or body["error"] in {
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_arguments",
        "invalid_json",
        "missing_fallback_text",
        "msg_blocks_too_long",
    }
