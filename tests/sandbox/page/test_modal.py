"""Modals: typing is never lost, errors stand at their field, the keyboard finds in and out."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.sandbox.page.canned import option, plain, reply_input, section, view
from tests.sandbox.page.fake_wire import FakeWire

NAME = {
    "type": "input",
    "block_id": "name",
    "label": plain("Name"),
    "element": {"type": "plain_text_input", "action_id": "n"},
}


def open_view(page: Page, wire: FakeWire, blocks: list[dict[str, Any]], **more: Any) -> Any:
    """Open a modal as the app would, and answer its dialog."""
    wire.tell("view_opened", view=view("V1", blocks, **more))
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    return dialog


def test_an_update_while_typing_keeps_text_caret_and_focus(page: Page, wire: FakeWire) -> None:
    """A live count changes beside the box; the box, what is in it and the caret stay."""
    dialog = open_view(page, wire, [section("s", "Joost"), reply_input("280 left")])
    box = dialog.get_by_label("Your reply")
    expect(box).to_be_focused()
    page.keyboard.type("Hello Joost")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    body = wire.called("click")
    while body["value"] != "Hello Joost":  # slow typing is told in parts; the last one is the whole
        body = wire.called("click")
    assert body["view_id"] == "V1"
    assert body["state"]["reply"]["text"] == {"type": "plain_text_input", "value": "Hello Joost"}
    blocks = [section("s", "Joost"), section("new", "A colleague is answering too"), reply_input("269 left")]
    wire.tell("view_updated", view=view("V1", blocks))
    expect(dialog).to_contain_text("269 left")
    expect(dialog).to_contain_text("A colleague is answering too")
    expect(box).to_be_focused()
    page.keyboard.type("!")
    expect(box).to_have_value("Hello Joo!st")


def test_a_new_block_id_brings_a_new_text(page: Page, wire: FakeWire) -> None:
    """An app that puts a saved reply in gives the block another id: its text shows, the focus goes along."""
    dialog = open_view(page, wire, [reply_input()])
    page.keyboard.type("mine")
    element = {"type": "plain_text_input", "action_id": "text", "multiline": True, "initial_value": "Thanks!"}
    wire.tell("view_updated", view=view("V1", [reply_input(block_id="reply-2", element=element)]))
    box = dialog.get_by_label("Your reply")
    expect(box).to_have_value("Thanks!")
    expect(box).to_be_focused()


def test_errors_stand_at_their_field(page: Page, wire: FakeWire) -> None:
    """What the app finds wrong is written under the field, and the field is marked and focused."""
    wire.answers["submit"] = {"ok": False, "errors": {"name": "Already taken"}}
    dialog = open_view(page, wire, [NAME])
    field = dialog.get_by_label("Name")
    field.fill("social")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog.get_by_role("alert").filter(has_text="Already taken")).to_be_visible()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    expect(field).to_have_value("social")


def test_a_required_field_is_asked_for_before_anything_is_sent(page: Page, wire: FakeWire) -> None:
    """An empty required field stops the form; an optional one does not."""
    dialog = open_view(page, wire, [NAME, {**NAME, "block_id": "more", "label": plain("More"), "optional": True}])
    dialog.get_by_role("button", name="Send").click()
    expect(dialog.get_by_role("alert").filter(has_text="Please fill this in")).to_have_count(1)
    assert wire.calls == []


def test_submit_sends_the_whole_state_and_closes(page: Page, wire: FakeWire) -> None:
    """Each field's value goes under its ids in Slack's shape; the button is busy meanwhile."""
    wire.answers["submit"] = {"ok": True, "action": "clear", "held": True}
    options = [option("a"), option("b")]
    select = {"type": "static_select", "action_id": "s", "options": options, "initial_option": options[1]}
    blocks = [NAME, {"type": "input", "block_id": "pick", "label": plain("Pick"), "element": select}]
    dialog = open_view(page, wire, blocks)
    dialog.get_by_label("Name").fill("Ada")
    send = dialog.get_by_role("button", name="Send")
    send.click()
    expect(send).to_have_attribute("aria-busy", "true")
    wire.release.set()
    expect(dialog).to_have_count(0)
    assert wire.called("submit")["state"] == {
        "name": {"n": {"type": "plain_text_input", "value": "Ada"}},
        "pick": {"s": {"type": "static_select", "selected_option": options[1]}},
    }


def test_escape_closes_the_top_one_and_keeps_what_is_below(page: Page, wire: FakeWire) -> None:
    """A pushed view closes onto the one under it, with its text; closing that gives the focus back."""
    opener = page.get_by_role("button", name="Reply", exact=True)
    opener.focus()
    dialog = open_view(page, wire, [NAME])
    page.keyboard.type("kept")
    wire.tell("view_pushed", view=view("V2", [section("s", "More")], title=plain("History"), submit=None))
    expect(dialog.get_by_role("heading", name="History")).to_be_visible()
    page.keyboard.press("Escape")
    assert wire.called("close")["view_id"] == "V2"
    expect(dialog.get_by_label("Name")).to_have_value("kept")
    page.keyboard.press("Escape")
    assert wire.called("close")["view_id"] == "V1"
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()


def test_tab_stays_inside(page: Page, wire: FakeWire) -> None:
    """However often one presses Tab, the focus never leaves an open modal."""
    open_view(page, wire, [NAME])
    for _ in range(9):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('dialog') !== null")


def test_the_app_closes_its_views(page: Page, wire: FakeWire) -> None:
    """`view_closed` for all takes the whole stack away."""
    dialog = open_view(page, wire, [NAME])
    wire.tell("view_closed", view_id="V1", all=True)
    expect(dialog).to_have_count(0)
    assert wire.calls == []


LOOKUP = {
    "type": "external_select",
    "action_id": "l",
    "min_query_length": 0,
    "placeholder": plain("Use a saved reply…"),
}
LOOKUP_BLOCK = {"type": "actions", "block_id": "saved", "elements": [LOOKUP]}


def test_a_menu_of_the_apps_own_is_searched(page: Page, wire: FakeWire) -> None:
    """Its options come as one types, arrows and Enter choose, and the box that the app fills shows its new words."""
    options = [option("1", "Shipping") | {"description": plain("Hi Mira, we do.")}, option("2", "Refund")]
    wire.answers["suggest"] = {"ok": True, "options": options[:1]}
    first = {**reply_input()["element"], "focus_on_load": True}
    dialog = open_view(page, wire, [LOOKUP_BLOCK, reply_input(element=first)])
    expect(dialog.get_by_label("Your reply")).to_be_focused()
    page.keyboard.type("mine")
    menu = dialog.get_by_role("combobox", name="Use a saved reply…")
    menu.click()
    asked = wire.called("suggest")
    assert (asked["view_id"], asked["block_id"], asked["action_id"], asked["value"]) == ("V1", "saved", "l", "")
    expect(dialog.get_by_role("option")).to_have_count(1)
    wire.answers["suggest"] = {"ok": True, "options": options}
    menu.fill("re")
    assert wire.called("suggest")["value"] == "re"
    expect(dialog.get_by_role("option")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    body = wire.called("click")
    while body["action_id"] != "l":  # what was typed was told before
        body = wire.called("click")
    assert body["value"] == "2"
    assert body["state"]["saved"]["l"] == {"type": "external_select", "selected_option": options[1]}
    assert body["state"]["reply"]["text"]["value"] == "mine"
    element = {"type": "plain_text_input", "action_id": "text", "multiline": True, "initial_value": "mine So sorry."}
    blocks = [LOOKUP_BLOCK, reply_input(block_id="reply-2", element=element)]
    wire.tell("view_updated", view=view("V1", blocks))
    expect(dialog.get_by_label("Your reply")).to_have_value("mine So sorry.")
    expect(menu).to_have_value("Refund")
    expect(dialog.get_by_role("option")).to_have_count(0)


def test_escape_closes_the_list_and_not_the_modal(page: Page, wire: FakeWire) -> None:
    """Where nothing is found it says so; what was chosen, here nothing, stands in the box again."""
    wire.answers["suggest"] = {"ok": True, "options": []}
    dialog = open_view(page, wire, [LOOKUP_BLOCK, reply_input()])
    menu = dialog.get_by_role("combobox")
    menu.fill("nothing")
    expect(dialog.get_by_text("No results")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog.get_by_text("No results")).to_be_hidden()
    expect(menu).to_have_value("")
    expect(dialog).to_have_count(1)
