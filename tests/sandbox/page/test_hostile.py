"""What strangers write stays text: no markup, no script, no address that runs one."""

from playwright.sync_api import Page, expect

from tests.sandbox.page import canned, canned_x
from tests.sandbox.page.fake_wire import FakeWire

MARKUP = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
ESCAPED = MARKUP.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_markup_in_every_place_stays_text(page: Page, wire: FakeWire) -> None:
    """Raw or escaped, in text, buttons, titles, names and posts: it is read, never run."""
    blocks = [
        canned.section("s", MARKUP),
        canned.section("t", ESCAPED),
        {"type": "header", "block_id": "h", "text": canned.plain(MARKUP)},
        {"type": "markdown", "block_id": "m", "text": f"{MARKUP} [x](javascript:alert(1))"},
        {"type": "actions", "block_id": "a", "elements": [canned.button("b", MARKUP)]},
        {"type": "table", "block_id": "tt", "rows": [[{"type": "raw_text", "text": MARKUP}]]},
        {"type": MARKUP, "block_id": "u"},
    ]
    stamp = canned.ts(1)
    stranger = canned_x.person("66", "mallory", MARKUP, MARKUP)
    wire.x["people"]["66"] = stranger
    wire.x["followers"].insert(0, stranger)
    wire.x["timeline"].insert(0, canned_x.post("999", stranger, ESCAPED, 1))
    wire.tell("message", channel=canned.SOCIAL, message=canned.message(stamp, blocks))
    wire.tell("message", channel=canned.SOCIAL, message=canned.said(canned.ts(0.5), canned.BEN, MARKUP))
    wire.tell_x()
    node = page.locator(f".message[data-ts='{stamp}']")
    expect(node.locator("[data-action='b']")).to_have_text(MARKUP)
    expect(page.locator(".x-post .x-text").first).to_have_text(MARKUP)
    page.get_by_role("tab", name="Followers").click()
    expect(page.locator(".x-person .x-name").first).to_have_text(MARKUP)
    assert page.locator("img[src='x'], #message-list script, #panel script").count() == 0
    assert page.title() == "Rapport sandbox"


def test_addresses_that_run_scripts_are_no_links(page: Page, wire: FakeWire) -> None:
    """Only http, https and mailto may be opened."""
    words = "<javascript:alert(1)|a> <data:text/html,x|b> <https://ok.example|c> <mailto:a@ok.example|d>"
    rich = {
        "type": "rich_text",
        "block_id": "r",
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "link", "url": "javascript:alert(1)", "text": "e"}]}
        ],
    }
    stamp = canned.ts(1)
    wire.tell("message", channel=canned.SOCIAL, message=canned.message(stamp, [canned.section("s", words), rich]))
    node = page.locator(f".message[data-ts='{stamp}']")
    expect(node).to_contain_text("e")
    links = [link.get_attribute("href") for link in node.get_by_role("link").all()]
    assert links == ["https://ok.example/", "mailto:a@ok.example"]


def test_an_endless_text_does_not_widen_the_page(page: Page, wire: FakeWire) -> None:
    """A word without a space wraps inside its card."""
    wire.tell("message", channel=canned.SOCIAL, message=canned.message(canned.ts(1), [canned.section("s", "w" * 2900)]))
    page.locator(".message").filter(has_text="wwww").wait_for()
    assert page.evaluate(
        "document.querySelector('#messages').scrollWidth <= document.querySelector('#messages').clientWidth"
    )
