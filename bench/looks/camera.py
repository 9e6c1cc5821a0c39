"""Takes pictures of the sandbox's page."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.looks.office import Seen
from tests.sandbox.page.conftest import ARGUMENTS, NO_BROWSER

WIDTHS = (1440, 390)
HEIGHT = 1000
TALLEST = 5_000  # pixels: a Home tab with all its rows
HOME, CHANNEL = "home", "channel"
CHARTS = "Numbers"  # the tab that has them


@dataclass(frozen=True)
class Camera:
    """One browser, and where its pictures go."""

    browser: Browser
    team: Seen
    folder: Path
    taken: list[Path] = field(default_factory=list)

    @contextmanager
    def page(self, user: str, channel: str = "", *, width: int = WIDTHS[0], dark: bool = False) -> Iterator[Page]:
        """The page as a teammate has it open; `channel` "home" is their Home tab."""
        scheme = "dark" if dark else "light"
        size = {"width": width, "height": HEIGHT}
        context = self.browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]  # it is one of the two
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.add_init_script(f"localStorage.setItem('rapport-user', '{user}')")
        page.goto(f"{self.team.url}/")
        page.locator(".message").first.wait_for(state="attached")
        go = "showPane('home')" if channel == HOME else f"showChannel('{channel}')"
        page.evaluate(f"import('./people.js').then((people) => people.{go})")
        page.wait_for_timeout(400)  # its stream opens, and pictures of people are drawn
        yield page
        context.close()

    def take(
        self, name: str, user: str, channel: str, *, tall: bool = False, alone: bool = False, tab: str = ""
    ) -> None:
        """A picture of what somebody sees, at both widths, in light and dark.

        Args:
            name: of the files.
            user: who looks.
            channel: where, or "home".
            tall: whether all of it is wanted, however long.
            alone: whether the newest message alone is.
            tab: which tab of Home to go to first; "" stays where it opens.
        """
        for width in WIDTHS:
            for dark in (False, True):
                with self.page(user, channel, width=width, dark=dark) as page:
                    if tab:
                        page.get_by_role("button", name=tab, exact=False).first.click()
                        page.wait_for_timeout(3_000 if tab == CHARTS else 1_000)  # drawn anew; charts come after it
                    if tall:
                        page.set_viewport_size({"width": width, "height": _needed(page)})
                    if channel != HOME:
                        page.locator(".message:visible").last.scroll_into_view_if_needed()
                    page.wait_for_timeout(200)
                    path = self.folder / f"{name}-{width}-{'dark' if dark else 'light'}.png"
                    (page.locator(".message:visible").last if alone else page).screenshot(path=path)
                    self.taken.append(path)


def _needed(page: Page) -> int:
    """How tall the window has to be so that nothing in it scrolls."""
    hidden = page.evaluate(
        "Math.max(0, ...[...document.querySelectorAll('*')].filter((e) => e.clientHeight > 200 && e.offsetParent)"
        ".map((e) => e.scrollHeight - e.clientHeight))"
    )
    return min(TALLEST, HEIGHT + int(hidden))


@contextmanager
def camera(team: Seen, folder: Path) -> Iterator[Camera]:
    """A browser on the team's page."""
    path = shutil.which("chromium")
    if path is None:
        raise SystemExit(NO_BROWSER)
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield Camera(browser, team, folder)
        browser.close()
