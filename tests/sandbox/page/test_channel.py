"""The channel lives: messages come, change in place and go; nothing jumps, nothing is missed."""

from playwright.sync_api import Page, expect

from tests.sandbox.page import canned
from tests.sandbox.page.canned import (
    BEN,
    CHIARA,
    FOLLOWER_CARD,
    FOLLOWER_TS,
    MARKETING,
    SOCIAL,
    message,
    said,
    section,
    ts,
)
from tests.sandbox.page.conftest import Opener
from tests.sandbox.page.fake_wire import FakeWire


def test_a_card_changes_in_place_and_keeps_the_focus(page: Page, wire: FakeWire) -> None:
    """After a click the card says what happened; who worked by keyboard still stands on that card."""
    card = page.locator(f".message[data-ts='{FOLLOWER_TS}']")
    card.get_by_role("button", name="Follow back").focus()
    page.keyboard.press("Enter")
    assert wire.called("click")["action_id"] == "follow_back"
    done = {**FOLLOWER_CARD, "blocks": [section("done", "✓ Followed back by Ada")], "edited": {"ts": ts(0)}}
    wire.tell("message_changed", channel=SOCIAL, message=done)
    expect(card).to_contain_text("✓ Followed back by Ada")
    expect(card).to_contain_text("(edited)")
    expect(card.get_by_role("button")).to_have_count(0)
    expect(card).to_be_focused()


def test_a_deleted_message_goes(page: Page, wire: FakeWire) -> None:
    """What is deleted in Slack is not on the page."""
    wire.tell("message_deleted", channel=SOCIAL, ts=FOLLOWER_TS)
    expect(page.locator(f".message[data-ts='{FOLLOWER_TS}']")).to_have_count(0)


def test_at_the_bottom_one_stays_there(page: Page, wire: FakeWire) -> None:
    """New messages are in sight for who reads the newest."""
    for at in range(12):
        wire.tell("message", channel=SOCIAL, message=said(ts(-at), BEN, f"line {at}"))
    expect(page.get_by_text("line 11")).to_be_in_viewport()


def test_who_reads_further_up_is_told_and_not_moved(page: Page, wire: FakeWire) -> None:
    """The scroll stays, and a button leads down."""
    for at in range(20):
        wire.tell("message", channel=SOCIAL, message=said(ts(30 - at), BEN, f"line {at}"))
    expect(page.get_by_text("line 19")).to_be_in_viewport()
    page.evaluate("document.querySelector('#messages').scrollTop = 0")
    newer = page.get_by_role("button", name="New messages")
    expect(newer).to_be_hidden()
    wire.tell("message", channel=SOCIAL, message=said(ts(-1), CHIARA, "down here"))
    expect(newer).to_be_visible()
    assert page.evaluate("document.querySelector('#messages').scrollTop") == 0
    newer.click()
    expect(page.get_by_text("down here")).to_be_in_viewport()
    expect(newer).to_be_hidden()


def test_another_channel_counts_its_unread(page: Page, wire: FakeWire) -> None:
    """A badge says how many came; going there clears it."""
    wire.tell("message", channel=MARKETING, message=message(ts(0), [section("d", "Digest")]))
    link = page.locator("#sidebar").get_by_role("button", name="marketing")
    expect(link.get_by_label("1 unread")).to_be_visible()
    link.click()
    expect(page.get_by_text("Digest")).to_be_visible()
    expect(link.get_by_label("1 unread")).to_have_count(0)


def test_a_lost_line_is_said_and_the_state_read_again(page: Page, wire: FakeWire) -> None:
    """While the stream is gone a note stands there; afterwards nothing that happened meanwhile is missing."""
    wire.refusing_streams = True
    wire.break_streams()
    expect(page.get_by_text("Reconnecting…")).to_be_visible()
    wire.slack["messages"][SOCIAL].append(said(ts(0), BEN, "while you were away"))
    wire.refusing_streams = False
    expect(page.get_by_text("while you were away")).to_be_visible()
    expect(page.get_by_text("Reconnecting…")).to_be_hidden()


def test_one_acts_as_another_teammate(page: Page, wire: FakeWire) -> None:
    """What is done next is done in their name, and times are in their zone."""
    page.get_by_role("button", name="Chiara Marino").click()
    page.get_by_role("button", name="Claim").click()
    assert wire.called("click")["user"] == canned.CHIARA


def test_home_opens_and_works(page: Page, wire: FakeWire) -> None:
    """Opening Home tells the app, and its buttons name the view."""
    page.get_by_role("button", name="Rapport Home").click()
    assert wire.called("home") == {"user": canned.ADA}
    expect(page.get_by_role("heading", name="Good morning, Ada")).to_be_visible()
    page.get_by_role("button", name="Review").click()
    assert wire.called("click")["view_id"] == "V0"
    wire.tell("home", view={**wire.slack["home"], "blocks": [section("n", "All done")]})
    expect(page.get_by_text("All done")).to_be_visible()


def test_a_reply_in_a_thread_stands_under_its_message(opened: Opener, wire: FakeWire) -> None:
    """A thread reads together, whenever its replies came."""
    wire.slack["messages"][SOCIAL].append({**said(ts(1), BEN, "I know him"), "thread_ts": FOLLOWER_TS})
    page = opened()
    order = page.locator(".message").evaluate_all("all => all.map(one => one.className.includes('reply'))")
    stamps = page.locator(".message").evaluate_all("all => all.map(one => one.dataset.ts)")
    assert order.index(True) == stamps.index(FOLLOWER_TS) + 1


def test_a_permalink_leads_to_its_message(page: Page, wire: FakeWire) -> None:
    """A link to a card in another channel goes there, on this page."""
    stamp = wire.slack["messages"][MARKETING][0]["ts"]
    link = f"<https://tidewater.slack.com/archives/{MARKETING}/p{stamp.replace('.', '')}|the digest>"
    wire.tell("message", channel=SOCIAL, message=message(ts(0), [section("l", link)]))
    page.get_by_role("link", name="the digest").click()
    expect(page.locator(f".message[data-ts='{stamp}']")).to_be_focused()
    expect(page.get_by_role("heading", name="marketing", exact=True)).to_be_visible()
