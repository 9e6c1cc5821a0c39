"""The composer: plain words are said, slash commands are suggested, sent and recalled."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.sandbox.page.canned import ADA, SOCIAL
from tests.sandbox.page.fake_wire import FakeWire


@pytest.fixture
def box(page: Page) -> Locator:
    """The composer's box, focused."""
    field = page.locator("#composer-text")
    field.focus()
    return field


def test_plain_words_are_said(page: Page, wire: FakeWire, box: Locator) -> None:
    """Enter sends, Shift+Enter makes a line."""
    page.keyboard.type("one")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("two")
    page.keyboard.press("Enter")
    assert wire.called("say") == {"user": ADA, "channel": SOCIAL, "text": "one\ntwo"}
    expect(box).to_have_value("")


def test_commands_are_suggested_and_chosen_by_keyboard(page: Page, wire: FakeWire, box: Locator) -> None:
    """A slash lists what there is; arrows and Enter choose, the next Enter sends."""
    page.keyboard.type("/")
    expect(page.get_by_role("option")).to_have_count(3)
    page.keyboard.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_contain_text("/questions")
    expect(box).to_have_attribute("aria-activedescendant", "command-1")
    page.keyboard.press("Enter")
    expect(box).to_have_value("/questions ")
    page.keyboard.type("open")
    page.keyboard.press("Enter")
    assert wire.called("command") == {"user": ADA, "channel": SOCIAL, "text": "/questions open"}


def test_escape_puts_the_suggestions_away(page: Page, box: Locator) -> None:
    """The list goes, the words stay."""
    page.keyboard.type("/f")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("/f")


def test_a_failed_command_says_why_and_is_not_lost(page: Page, wire: FakeWire, box: Locator) -> None:
    """The error stands under the box, and the words are back in it."""
    wire.answers["command"] = {"ok": False, "error": "dispatch_failed"}
    page.keyboard.type("/rapport help")
    page.keyboard.press("Enter")
    expect(page.locator("#composer .failure")).to_contain_text("dispatch_failed")
    expect(box).to_have_value("/rapport help")


def test_the_arrow_recalls_what_was_sent(page: Page, wire: FakeWire, box: Locator) -> None:
    """Up goes back through what was sent, down forward again."""
    for words in ("first", "second"):
        page.keyboard.type(words)
        page.keyboard.press("Enter")
        wire.called("say")
        expect(page.get_by_role("button", name="Send", exact=True)).not_to_have_attribute("aria-busy", "true")
    page.keyboard.press("ArrowUp")
    expect(box).to_have_value("second")
    page.keyboard.press("ArrowUp")
    expect(box).to_have_value("first")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_value("")
