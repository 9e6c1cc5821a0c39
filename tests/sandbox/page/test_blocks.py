"""Every kind of Block Kit block that Rapport may send is drawn, and its elements work."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.sandbox.page.canned import SOCIAL, message, option, plain, section, text, ts
from tests.sandbox.page.fake_wire import FakeWire

STAMP = ts(1)
IMAGE = {"image_url": "/favicon.svg", "alt_text": "Two speech bubbles"}
RICH = [
    {
        "type": "rich_text_section",
        "elements": [
            {"type": "text", "text": "Loud", "style": {"bold": True}},
            {"type": "link", "url": "https://tidewater.example", "text": "shop"},
            {"type": "user", "user_id": "U0TWBEN02"},
        ],
    },
    {
        "type": "rich_text_list",
        "style": "ordered",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "First"}]}],
    },
]
CHART = {
    "type": "data_visualization",
    "title": "Followers",
    "chart": {
        "type": "line",
        "axis_config": {"categories": ["Mon", "Tue"], "y_label": "people"},
        "series": [
            {"name": "Came", "data": [{"label": "Mon", "value": 3}, {"label": "Tue", "value": 12}]},
            {"name": "Left", "data": [{"label": "Mon", "value": 0}, {"label": "Tue", "value": -2}]},
        ],
    },
}
DRAWN: list[tuple[dict[str, Any], str, str]] = [
    (section("b", "*Bold* and _soft_"), ".section strong", "Bold"),
    ({"type": "section", "fields": [text("*Posts*\ndaily")]}, ".section .fields", "Posts"),
    (section("b", "Words", accessory={"type": "image", **IMAGE}), ".section img[alt='Two speech bubbles']", ""),
    ({"type": "header", "text": plain("A header :tada:")}, "h3.header", "A header 🎉"),
    ({"type": "context", "elements": [text("small print"), {"type": "image", **IMAGE}]}, ".context", "small print"),
    ({"type": "divider"}, "hr.block", ""),
    ({"type": "image", "title": plain("Chart"), **IMAGE}, "figure figcaption", "Chart"),
    ({"type": "rich_text", "elements": RICH}, ".rich ol li", "First"),
    ({"type": "rich_text", "elements": RICH}, ".rich .mention", "@Ben Okafor"),
    ({"type": "markdown", "text": "# Title\n\n- **one**\n- two"}, ".rich ul strong", "one"),
    (
        {"type": "table", "rows": [[{"type": "raw_text", "text": "Day"}], [{"type": "raw_text", "text": "Mon"}]]},
        ".table tbody td",
        "Mon",
    ),
    ({"type": "alert", "level": "warning", "text": text("Careful")}, ".alert.warning", "Careful"),
    (CHART, ".chart figcaption", "Followers"),
    ({"type": "video", "video_url": "https://v.example"}, ".unknown", "Unknown block “video”"),
]


def show(page: Page, wire: FakeWire, *blocks: dict[str, Any]) -> Any:
    """Post a message with these blocks and answer its node."""
    numbered = [{"block_id": f"b{at}", **block} for at, block in enumerate(blocks)]
    wire.tell("message", channel=SOCIAL, message=message(STAMP, numbered))
    node = page.locator(f".message[data-ts='{STAMP}']")
    node.wait_for()
    return node


def test_each_block_is_drawn(page: Page, wire: FakeWire) -> None:
    """Text, pictures, tables and lists stand where they belong; what is unknown says so."""
    node = show(page, wire, *(block for block, _, _ in DRAWN))
    for _, selector, words in DRAWN:
        found = node.locator(selector).first
        expect(found).to_be_attached()
        expect(found).to_contain_text(words)


def test_links_mentions_and_dates_in_mrkdwn(page: Page, wire: FakeWire) -> None:
    """Slack's angle brackets become a link, a name, a channel and a time in the reader's own zone."""
    words = (
        "<https://tidewater.example/a_b|our shop> <@U0TWCHI03> <#C2MARKETING> "
        "<!date^0^{date_num} {time}|then> `a*b*c` ~gone~ snake_case_name"
    )
    node = show(page, wire, section("s", words))
    link = node.get_by_role("link", name="our shop")
    expect(link).to_have_attribute("href", "https://tidewater.example/a_b")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    body = node.locator(".words")
    expect(body).to_contain_text("@Chiara Marino #marketing 1970-01-01 01:00 a*b*c gone snake_case_name")
    expect(body.locator("s")).to_have_text("gone")


CHOICES: list[tuple[dict[str, Any], tuple[str, str], Any]] = [
    (
        {"type": "static_select", "placeholder": plain("Pick"), "options": [option("a"), option("b")]},
        ("select_option", "b"),
        "b",
    ),
    ({"type": "radio_buttons", "options": [option("a"), option("b")]}, ("check", "B"), "b"),
    ({"type": "checkboxes", "options": [option("a"), option("b")]}, ("check", "A"), ["a"]),
    ({"type": "multi_static_select", "options": [option("a"), option("b")]}, ("check", "B"), ["b"]),
    ({"type": "users_select", "placeholder": plain("Who")}, ("select_option", "U0TWBEN02"), "U0TWBEN02"),
    ({"type": "channels_select", "placeholder": plain("Where")}, ("select_option", "C2MARKETING"), "C2MARKETING"),
    ({"type": "datepicker"}, ("fill", "2026-11-30"), "2026-11-30"),
    ({"type": "timepicker"}, ("fill", "17:45"), "17:45"),
]


def test_a_choice_is_sent_as_it_is_made(page: Page, wire: FakeWire) -> None:
    """Selects, pickers and choices tell Slack the chosen value, with the block's and the action's ids."""
    blocks = [{"type": "actions", "elements": [{"action_id": "act", **element}]} for element, _, _ in CHOICES]
    node = show(page, wire, *blocks)
    for at, (_, (way, what), value) in enumerate(CHOICES):
        block = node.locator(".block.actions").nth(at)
        if way == "check":
            block.get_by_label(what, exact=True).check()
        elif way == "fill":
            block.locator("input").fill(what)
        else:
            block.locator("select").select_option(what)
        body = wire.called("click")
        assert (body["block_id"], body["action_id"], body["value"]) == (f"b{at}", "act", value)
        assert (body["channel"], body["ts"], body["user"]) == (SOCIAL, STAMP, "U0TWADA01")


def test_a_click_shows_that_it_is_under_way_and_a_failure_says_so(page: Page, wire: FakeWire) -> None:
    """The pressed button is busy until Slack answers; a time-out stands under the card with its sign."""
    wire.answers["click"] = {"ok": False, "error": "operation_timeout", "held": True}
    press = page.get_by_role("button", name="Follow back")
    press.click()
    expect(press).to_have_attribute("aria-busy", "true")
    press.click()
    wire.release.set()
    expect(page.locator(".message .failure").filter(has_text="operation_timeout")).to_be_visible()
    expect(press).not_to_have_attribute("aria-busy", "true")
    wire.called("click")
    assert wire.calls == []


def test_a_confirm_asks_first(page: Page, wire: FakeWire) -> None:
    """Nothing is sent where the person goes back, and the click where they confirm."""
    page.get_by_role("button", name="No reply needed").click()
    asked = page.get_by_role("dialog")
    expect(asked).to_contain_text("Joost won't hear from you.")
    asked.get_by_role("button", name="Go back").click()
    expect(asked).to_have_count(0)
    assert wire.calls == []
    page.get_by_role("button", name="No reply needed").click()
    page.get_by_role("dialog").get_by_role("button", name="Leave it").click()
    assert wire.called("click")["action_id"] == "dismiss"


def test_the_overflow_menu_sends_its_option(page: Page, wire: FakeWire) -> None:
    """An option of the menu is sent under the menu's action."""
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Mark as farmer").click()
    body = wire.called("click")
    assert (body["action_id"], body["value"]) == ("more", "farmer")


def test_a_click_on_an_ephemeral_says_so(page: Page, wire: FakeWire) -> None:
    """An ephemeral is marked as such, and so is a click on it."""
    button = {"type": "button", "action_id": "ok", "text": plain("Got it"), "value": "1"}
    blocks = [{"type": "actions", "block_id": "e", "elements": [button]}]
    wire.tell("ephemeral", channel=SOCIAL, message=message(STAMP, blocks))
    node = page.locator(f".message[data-ts='{STAMP}']")
    expect(node).to_contain_text("Only visible to you")
    node.get_by_role("button", name="Got it").click()
    assert wire.called("click")["ephemeral"] is True


def test_a_chart_is_drawn_and_said(page: Page, wire: FakeWire) -> None:
    """A point for each value, a mark and a dash of its own for each series, a legend, and all of it in words."""
    bars = {**CHART, "chart": {**CHART["chart"], "type": "bar"}}  # type: ignore[dict-item]  # it is one
    node = show(page, wire, CHART, bars)
    first = node.locator(".chart svg.drawing").first
    expect(first).to_have_attribute("aria-label", "Followers (people). Came: Mon 3, Tue 12. Left: Mon 0, Tue -2.")
    assert [first.locator(f"{mark}.mark").count() for mark in ("circle", "rect")] == [2, 2]
    expect(node.locator(".chart .legend").first).to_have_text("CameLeft")
    heights = [float(bar.get_attribute("height") or 0) for bar in node.locator("svg.drawing rect.bar").all()]
    assert heights[1] == 4 * heights[0] > 0 == heights[2]
