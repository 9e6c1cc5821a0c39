"""The panel of X: what one lets happen there, and X's own pages that links lead to."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.sandbox.page import canned, canned_x
from tests.sandbox.page.fake_wire import FakeWire

HAPPENINGS: list[tuple[str, str, dict[str, Any]]] = [
    ("New follower", "follow", {"kind": "person"}),
    ("A farmer", "follow", {"kind": "farmer"}),
    ("A question", "mention", {"kind": "question"}),
    ("A complaint", "mention", {"kind": "complaint"}),
    ("200 followers at once", "follow", {"kind": "person", "count": 200}),
    ("Answer natively", "answer", {}),
    ("Someone unfollows", "unfollow", {}),
    ("X goes down", "switch", {"down": True}),
    ("Credit runs out", "switch", {"credit_out": True}),
    ("Enterprise", "switch", {"access": "enterprise"}),
]


def test_each_button_lets_its_thing_happen(page: Page, wire: FakeWire) -> None:
    """A button of the panel makes exactly its call."""
    for label, call, body in HAPPENINGS:
        page.locator("#panel").get_by_role("button", name=label, exact=True).click()
        assert wire.called(call) == body, label


def test_the_panel_follows_what_changes(page: Page, wire: FakeWire) -> None:
    """The switches say the way back, the state is said in words, new posts and answers show."""
    mara = wire.x["followers"][0]
    wire.x.update(down=True, credit_out=True, access="enterprise")
    wire.x["people"][mara["id"]] = mara
    wire.x["timeline"].insert(0, canned_x.post("600", mara, "@tidewatercoffee open on Sunday?", 0))
    wire.x["timeline"].insert(0, canned_x.post("601", wire.x["brand"], "So sorry!", 0, "501"))
    wire.tell_x()
    panel = page.locator("#panel")
    expect(panel.get_by_role("button", name="X comes back")).to_be_visible()
    expect(panel.get_by_role("button", name="Top up credit")).to_be_visible()
    expect(panel.get_by_text("X is down")).to_be_visible()
    expect(panel.get_by_role("button", name="Enterprise")).to_have_attribute("aria-pressed", "true")
    expect(panel.get_by_role("tab", name="Timeline · 1 open")).to_be_visible()
    expect(panel.locator(".x-post").filter(has_text="Third time")).to_contain_text("✓ Answered")
    expect(panel.locator(".x-post").filter(has_text="open on Sunday?")).to_contain_text("Not answered yet")


def test_the_follow_link_is_lived_through(page: Page, wire: FakeWire) -> None:
    """A link to X's follow page opens it here, as the brand, and Follow follows."""
    link = canned.section("s", "<https://x.com/intent/follow?screen_name=mara_solis|Follow on X>")
    wire.tell("message", channel=canned.SOCIAL, message=canned.message(canned.ts(1), [link]))
    page.get_by_role("link", name="Follow on X").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("You are on X as @tidewatercoffee")
    expect(dialog.get_by_role("heading", name="Follow @mara_solis?")).to_be_visible()
    dialog.get_by_role("button", name="Follow", exact=True).click()
    assert wire.called("brand_follows") == {"handle": "mara_solis"}
    expect(dialog).to_have_count(0)


def test_the_compose_button_is_lived_through_and_also_clicks(page: Page, wire: FakeWire) -> None:
    """A link button tells Slack of the click, and opens X's box with the post that it answers."""
    page.get_by_role("button", name="Open on X").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Third time my order is late")
    assert wire.called("click")["action_id"] == "open_x"
    box = dialog.get_by_label("Your post")
    expect(dialog.get_by_role("button", name="Post", exact=True)).to_be_disabled()
    box.fill("é" * 281)
    expect(dialog).to_contain_text("1 too many")
    box.fill("So sorry, Joost!")
    dialog.get_by_role("button", name="Post", exact=True).click()
    assert wire.called("brand_posts") == {"text": "So sorry, Joost!", "in_reply_to": "501"}
    expect(dialog).to_have_count(0)


def test_a_profile_link_shows_who_it_is(page: Page) -> None:
    """A card's link to a person opens their page on the stand-in's X, not in a new tab."""
    page.get_by_role("link", name="Mara Solís").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("1,204 followers")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert len(page.context.pages) == 1


def test_a_refusal_of_x_is_said(page: Page, wire: FakeWire) -> None:
    """Where nobody is left to come, the page says what X said."""
    wire.answers["follow"] = {"ok": False, "error": "bad_request", "detail": "nobody is left"}
    page.get_by_role("button", name="New follower").click()
    expect(page.get_by_role("status").get_by_text("nobody is left")).to_be_visible()
