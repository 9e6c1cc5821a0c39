"""One browser and one tab for all of the page's tests, loaded anew with a fresh canned wire for each."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Request, sync_playwright

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


@pytest.fixture(scope="package")
def context() -> Iterator[BrowserContext]:
    """Debian's Chromium, started once; what a test leaves in its storage is cleared by the next."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started.new_context(reduced_motion="reduce")
        started.close()


@pytest.fixture(scope="package")
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


@pytest.fixture(scope="package")
def tab(context: BrowserContext) -> Page:
    """The one tab: a new one for each test would cost more than the test."""
    page = context.new_page()
    page.set_default_timeout(5000)
    return page


@pytest.fixture
def opened(tab: Page, wire: FakeWire) -> Iterator[Opener]:
    """Opens the page: `opened(width, height, dark)`; a script's error on it fails the test."""
    errors: list[str] = []

    def note(error: object) -> None:
        errors.append(str(error))

    def open_page(width: int = 1440, height: int = 900, dark: bool = False) -> Page:
        tab.set_viewport_size({"width": width, "height": height})
        tab.emulate_media(color_scheme="dark" if dark else "light")
        reads: list[str] = []

        def listens(request: Request) -> bool:
            """The page reads the state at its start, and again when its stream is open: from then on it hears us."""
            if "/slack/person/state" in request.url:
                reads.append(request.url)
            return len(reads) == 2

        with tab.expect_event("requestfinished", listens):
            tab.goto(wire.server.url + "/")
        tab.locator(".message").first.wait_for(state="attached")
        tab.locator(".x-post").first.wait_for(state="attached")
        return tab

    tab.on("pageerror", note)
    yield open_page
    tab.evaluate("localStorage.clear()")
    tab.remove_listener("pageerror", note)
    assert errors == []


@pytest.fixture
def page(opened: Opener) -> Page:
    """The page on a desktop's screen."""
    return opened()


@pytest.hookimpl(tryfirst=True)  # before they are chosen by their marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What wants a browser takes long, and runs with the other long tests."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.networks)
