"""The page on a phone and in the dark: all of it in reach, all of it readable."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.sandbox.page.canned import reply_input, view
from tests.sandbox.page.conftest import Opener
from tests.sandbox.page.fake_wire import FakeWire

AA = 4.5  # WCAG 2.2, contrast of text
THUMB_PX = 40
# The first colour behind an element that is not transparent, beside its own.
COLOURS = """node => {
  const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = colour => {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = colour;
    paint.fillRect(0, 0, 1, 1);
    return [...paint.getImageData(0, 0, 1, 1).data];
  };
  let behind = node;
  while (behind && rgba(getComputedStyle(behind).backgroundColor)[3] < 255) behind = behind.parentElement;
  return [rgba(getComputedStyle(node).color), rgba(behind ? getComputedStyle(behind).backgroundColor : "#fff")];
}"""
READ = [
    ".words",
    ".context .words",
    ".author",
    ".head time",
    ".badge",
    ".topic",
    ".words a",
    ".words code",
    ".mention",
    ".button.primary",
    ".button.danger",
    ".only-you",
    ".composer-hint",
    "#sidebar .nav[aria-current]",
    "#sidebar .mate .hint",
    "#sidebar .you",
    ".x-text",
    ".x-handle",
    ".x-standing.open",
    ".x-standing.done",
    ".x-pill",
    ".x-level[aria-pressed=true]",
    ".x-tabs [aria-selected=false]",
]


def luminance(colour: list[int]) -> float:
    """The relative luminance of an sRGB colour, after WCAG 2.2."""
    parts = [value / 255 for value in colour[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(node: Locator) -> float:
    """The contrast of an element's text with what lies behind it."""
    front, back = node.evaluate(COLOURS)
    lighter, darker = sorted((luminance(front), luminance(back)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_can_be_read(opened: Opener, dark: bool) -> None:
    """Every kind of text on the page keeps AA's contrast, by day and by night."""
    page = opened(dark=dark)
    weak = {selector: contrast(page.locator(selector).first) for selector in READ}
    assert {selector: ratio for selector, ratio in weak.items() if ratio < AA} == {}


STICKING_OUT = """() => [...document.querySelectorAll("body *")]
  .filter(node => node.checkVisibility() && !node.closest(".strip, .table, pre, .icon, .skip"))
  .filter(node => node.getBoundingClientRect().right > innerWidth + 1 || node.getBoundingClientRect().left < -1)
  .map(node => node.className || node.tagName)"""


def test_a_phone_shows_one_thing_at_a_time_without_scrolling_sideways(opened: Opener) -> None:
    """At 390 px each tab fills the width, and nothing sticks out."""
    page = opened(390, 844)
    for name in ("Home", "X", "People", "Channel"):
        tab = page.locator("#tabs").get_by_role("tab", name=name)
        tab.click()
        expect(tab).to_have_attribute("aria-selected", "true")
        assert page.evaluate(STICKING_OUT) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_thumb_can_work_a_card(opened: Opener, wire: FakeWire) -> None:
    """On a phone a card's buttons, the tabs and a modal's buttons are tall enough to hit."""
    page = opened(390, 844)
    low = page.locator(".message .button, #tabs button")
    heights = low.evaluate_all("all => all.map(node => node.getBoundingClientRect().height)")
    assert heights
    assert min(heights) >= THUMB_PX
    wire.tell("view_opened", view=view("V1", [reply_input()]))
    send = page.get_by_role("dialog").get_by_role("button", name="Send")
    send.wait_for()
    box = send.bounding_box()
    assert box is not None
    assert box["height"] >= THUMB_PX
    assert box["y"] + box["height"] <= 844


def test_the_theme_can_be_chosen_and_is_remembered(page: Page) -> None:
    """The button goes from the system's look to light to dark; dark stays after coming back."""
    theme = page.get_by_role("button", name=re.compile("^Theme"))
    theme.click()
    theme.click()
    expect(theme).to_have_text("Theme: dark")
    page.reload()
    page.locator(".message").first.wait_for()
    assert luminance(page.locator("body").evaluate(COLOURS)[1]) < 0.05


def test_the_keyboard_reaches_the_cards(page: Page, wire: FakeWire) -> None:
    """Tab comes to a card's button with a visible ring, and Enter presses it."""
    page.locator("#messages").focus()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.action") == "claim":
            break
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring == "solid"
    page.keyboard.press("Enter")
    assert wire.called("click")["action_id"] == "claim"


def test_what_listens_hears(page: Page) -> None:
    """New messages are a polite log; every picture has words; every button has a name."""
    expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, img")]
          .filter(node => node.tagName === "IMG" ? node.alt === null || !node.hasAttribute("alt")
                                                 : !(node.textContent.trim() || node.getAttribute("aria-label")))
          .map(node => node.outerHTML)"""
    )
    assert nameless == []
