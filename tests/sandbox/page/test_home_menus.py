"""Home's menus in the page, as Rapport itself builds them: what is in force stands in them, what is chosen is told."""

from dataclasses import replace

import pytest
from playwright.sync_api import Locator, Page, expect

from slackapp.domain.home import Looking, Tab
from slackapp.domain.ledger import Filter, Whose
from slackapp.domain.verdict import PostKind
from slackapp.slack import ids
from slackapp.slack.home.open import open_blocks
from tests.sandbox.page.conftest import Opener
from tests.sandbox.page.fake_wire import FakeWire
from tests.slack.faces import BRAND
from tests.slack.test_home import OPEN

CHOSEN = {  # a menu's action -> what it is called, and what is chosen there
    ids.HOME_ACCOUNT: ("Account", str(BRAND.id)),
    ids.HOME_KIND: ("Kind", PostKind.COMPLAINT.value),
    ids.HOME_DUE: ("Due", "overdue"),
    ids.HOME_WHOSE: ("Whose", Whose.MINE.value),
    ids.HOME_WHO: ("A teammate’s", "U0TWBEN02"),
}


def menu(page: Page, action_id: str) -> Locator:
    """One of the menus on Home."""
    return page.locator(f"#home select[data-action='{action_id}']")


def shown(page: Page, wire: FakeWire, looking: Looking) -> list[str]:
    """The Open tab, looked at so, stands on Home; the block_ids that its menus carry."""
    blocks = open_blocks(replace(OPEN, looking=looking))
    numbered = [{"block_id": f"home{at}", **block} for at, block in enumerate(blocks)]
    wire.slack["home"] = {"id": "V1", "type": "home", "blocks": numbered}
    wire.tell("home", view=wire.slack["home"])
    narrow = (page.viewport_size or {"width": 0})["width"] < 600
    tab = page.locator("#tabs").get_by_role("tab", name="Home")
    (tab if narrow else page.get_by_role("button", name="Rapport Home")).click()
    wire.called("home")
    return [str(block["block_id"]) for block in numbered if "filters" in str(block["block_id"])]


@pytest.mark.parametrize("width", [1440, 390])
def test_each_menu_tells_what_was_chosen(opened: Opener, wire: FakeWire, width: int) -> None:
    """By its own action, in the block that carries how the tab is looked at; wide and narrow, none reaches out."""
    page = opened(width, 900)
    (filters,) = shown(page, wire, Looking(Tab.OPEN))
    for action_id, (label, value) in CHOSEN.items():
        expect(menu(page, action_id)).to_have_accessible_name(label)
        box = menu(page, action_id).bounding_box()
        assert box is not None
        assert 0 <= box["x"] <= box["x"] + box["width"] <= width
        menu(page, action_id).select_option(value)
        body = wire.called("click")
        assert (body["view_id"], body["block_id"], body["action_id"]) == ("V1", filters, action_id)
        assert body["value"] == value


def test_what_is_in_force_stands_in_the_menus(page: Page, wire: FakeWire) -> None:
    """Also after the view was drawn anew with other filters: never what was clicked last; and it can be taken off."""
    shown(page, wire, Looking(Tab.OPEN))
    expect(menu(page, ids.HOME_KIND)).to_have_value("all")
    menu(page, ids.HOME_KIND).select_option(PostKind.PRAISE.value)
    wire.called("click")
    wanted = Filter(kind=PostKind.COMPLAINT, overdue=True, whose=Whose.MINE, account_id=BRAND.id)
    shown(page, wire, Looking(Tab.OPEN, questions=wanted))
    for action_id in (ids.HOME_ACCOUNT, ids.HOME_KIND, ids.HOME_DUE, ids.HOME_WHOSE):
        expect(menu(page, action_id)).to_have_value(CHOSEN[action_id][1])
    menu(page, ids.HOME_DUE).select_option("all")
    assert wire.called("click")["value"] == "all"
    page.locator("#home").get_by_role("button", name="Take the filters off").click()
    assert wire.called("click")["action_id"] == ids.HOME_CLEAR
