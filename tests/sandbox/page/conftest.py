"""One browser for all of the page's tests; a fresh tab and a fresh canned wire for each."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.sandbox.page.fake_wire import FakeWire

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NO_BROWSER = "no chromium on the PATH: apt-get install chromium"
Opener = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, started once."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def server() -> Iterator[FakeWire]:
    """The canned wire's server, started once."""
    wire = FakeWire()
    with wire.server:
        yield wire


@pytest.fixture
def wire(server: FakeWire) -> FakeWire:
    """The canned wire as at the start."""
    server.reset()
    return server


@pytest.fixture
def opened(browser: Browser, wire: FakeWire) -> Iterator[Opener]:
    """Opens the page: `opened(width, height, dark)`; a script's error on it fails the test."""
    errors: list[str] = []
    contexts = []

    def open_page(width: int = 1440, height: int = 900, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(wire.server.url + "/")
        page.locator(".message").first.wait_for(state="attached")
        page.locator(".x-post").first.wait_for(state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def page(opened: Opener) -> Page:
    """The page on a desktop's screen."""
    return opened()
