"""The page against the two stand-ins themselves: what one sees is what they hold."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from slack_sdk import WebClient

from slackapp.sandbox.page import page_app
from slackapp.sandbox.server import SandboxServer
from slackapp.sandbox.slack.app import create_slack_app
from slackapp.sandbox.slack.world import TIDEWATER
from slackapp.sandbox.x import create_x_app
from tests.sandbox.page.canned import button, section

CHANNEL = TIDEWATER.channels[0].id


@pytest.fixture
def server() -> Iterator[SandboxServer]:
    """Both stand-ins and the page, with no app behind them."""
    slack, x = create_slack_app(ack_seconds=0.2), create_x_app()
    with SandboxServer({"/": page_app, "/slack": slack.wsgi, "/x": x.wsgi}) as running:
        yield running
        slack.close()
        x.close()


def test_a_card_of_the_app_arrives_and_its_click_waits_for_the_app(tab: Page, server: SandboxServer) -> None:
    """What the Web API takes is on the page; with no app connected the click says so."""
    tab.goto(server.url)
    expect(tab.get_by_text("Welcome to #social")).to_be_visible()
    actions = {"type": "actions", "elements": [button("follow_back", "Follow back")]}
    client = WebClient(token=TIDEWATER.bot_token, base_url=f"{server.url}/slack/api/")
    client.chat_postMessage(channel=CHANNEL, text="A card", blocks=[section("s", "*Mara* followed you"), actions])
    tab.get_by_role("button", name="Follow back").click()
    expect(tab.get_by_role("alert").filter(has_text="operation_timeout")).to_be_visible()


def test_what_one_does_on_x_shows_there(tab: Page, server: SandboxServer) -> None:
    """A new follower counts, a question stands open, and the brand's own answer closes it."""
    tab.goto(server.url)
    panel = tab.locator("#panel")
    posts = panel.locator(".x-post")
    posts.first.wait_for()
    count = int(panel.locator(".x-figures strong").first.inner_text())
    panel.get_by_role("button", name="New follower").click()
    expect(panel.locator(".x-figures strong").first).to_have_text(str(count + 1))
    panel.get_by_label("What a stranger posts").fill("<b>Do you</b> open on Sunday?")
    panel.get_by_role("button", name="Post", exact=True).click()
    asked = posts.filter(has_text="<b>Do you</b> open on Sunday?")
    expect(asked).to_contain_text("Not answered yet")
    asked.get_by_role("button", name="Reply on X").click()
    dialog = tab.get_by_role("dialog")
    dialog.get_by_label("Your post").fill("From ten to four!")
    dialog.get_by_role("button", name="Post", exact=True).click()
    expect(asked).to_contain_text("✓ Answered")
