"""Mastodon in the panel: there only where it runs, and each button does its one thing."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.sandbox.page.conftest import Opener
from tests.sandbox.page.fake_wire import FakeWire

RUNNING: dict[str, Any] = {
    "ok": True,
    "running": True,
    "url": "http://127.0.0.1:4001",
    "username": "fernandfable",
    "name": "Fern & <b>Fable</b>",
    "followers": 3,
    "following": 0,
    "statuses": 2,
}


def test_each_button_lets_its_thing_happen_on_mastodon(opened: Opener, wire: FakeWire) -> None:
    """The three buttons make exactly their calls, and what comes of it is counted."""
    wire.mastodon = RUNNING
    beside = opened().get_by_role("region", name="Mastodon")
    expect(beside).to_contain_text("Fern & <b>Fable</b>")
    wire.mastodon = RUNNING | {"followers": 4}
    for label, call in (("A new follower", "follow"), ("A question", "ask"), ("A private question", "ask_in_private")):
        beside.get_by_role("button", name=label, exact=True).click()
        assert wire.called(f"mastodon {call}") == {}
    expect(beside.locator(".x-figures")).to_contain_text("4 followers")


def test_it_names_the_servers_own_page(opened: Opener, wire: FakeWire) -> None:
    """The address stands there to read, and leads to a tab of its own."""
    wire.mastodon = RUNNING
    link = opened().get_by_role("region", name="Mastodon").get_by_role("link", name="127.0.0.1:4001")
    expect(link).to_have_attribute("href", "http://127.0.0.1:4001")
    expect(link).to_have_attribute("target", "_blank")


def test_a_refusal_of_mastodon_is_said(opened: Opener, wire: FakeWire) -> None:
    """Where the server refuses, the page says what it said."""
    wire.mastodon = RUNNING
    wire.answers["mastodon follow"] = {"ok": False, "error": "bad_request", "detail": "it is away"}
    page = opened()
    page.get_by_role("button", name="A new follower").click()
    expect(page.get_by_role("status").get_by_text("Mastodon: it is away")).to_be_visible()


def test_without_mastodon_nothing_tells_of_it(page: Page) -> None:
    """X alone: no heading, no button."""
    page.locator(".x-switches").wait_for()
    expect(page.locator(".m-beside")).to_be_hidden()
    expect(page.locator("#panel").get_by_role("button", name="A new follower")).to_have_count(0)
