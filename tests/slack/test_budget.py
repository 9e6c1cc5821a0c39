"""What calls cost, as it is drawn: the line, the modal, the notice, and what stands beside a price."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings

from slackapp.domain.action import ActionKind
from slackapp.domain.posts import TextCount
from slackapp.domain.spending import DOLLAR, Budget, ChargeKind, Overspent, Spend, UsedUp
from slackapp.domain.status import AccountStatus, Status
from slackapp.slack import ids
from slackapp.slack.budget import budget_modal, budget_notice, changed_text, told
from slackapp.slack.card_buttons import card_buttons
from slackapp.slack.feeds import posts_button, price_modal
from slackapp.slack.modals import reply_modal
from slackapp.slack.spending import money, spend_line
from slackapp.slack.status import cost_line, status_message
from tests.slack.faces import BRAND, MARA, NOW, follower, question
from tests.slack.limits import assert_takes, assert_takes_view
from tests.slack.strangers import WORDS

AT = datetime(2026, 11, 11, tzinfo=UTC)
SPEND = Spend(DOLLAR, 10 * DOLLAR, AT, date(2026, 11, 1), None, {ChargeKind.OWN_READ: 9 * DOLLAR, "new": DOLLAR})
OVER = Overspent(date(2026, 11, 1), 20 * DOLLAR, UsedUp.PAUSE, {ActionKind.FOLLOW: Decimal("0.015")})


def status(spend: Spend | None = SPEND, handle: str = "fernandfable") -> AccountStatus:
    """An account that costs something."""
    return AccountStatus(replace(BRAND, handle=handle), cost=spend)


def test_one_line_tells_how_it_goes() -> None:
    """Today, this month, and the pace; with a budget whether it lasts, when it runs out, or what happens now."""
    assert spend_line(SPEND) == "💰 About $1.00 today, $10.00 in November · at this pace $30.00 by its end"
    lasts = replace(SPEND, budget=Budget(40 * DOLLAR))
    assert spend_line(lasts).endswith("25% of $40.00, which lasts at this pace")
    short = replace(SPEND, budget=Budget(20 * DOLLAR))
    assert spend_line(short).endswith("⚠️ 50% of $20.00, used up on 21 November at this pace")
    gone = replace(SPEND, budget=Budget(10 * DOLLAR, UsedUp.PAUSE))
    assert "budget used up (100% of $10.00): Rapport looks for nothing new; what you click goes on" in spend_line(gone)
    assert spend_line(Spend(0, 0, AT)) == "💰 About $0 today, $0 in November · no budget set"


@pytest.mark.parametrize(
    ("micro_usd", "said"),
    [(0, "$0"), (1_000, "$0.001"), (15_000, "$0.015"), (120_000, "$0.12"), (1_234_500_000, "$1,234.50")],
)
def test_amounts(micro_usd: int, said: str) -> None:
    """Tenths of a cent where that matters, cents else."""
    assert money(micro_usd) == said


def test_status_tells_the_cost_of_what_costs() -> None:
    """A free account has no such line."""
    assert cost_line(status(None)) == ""
    message = status_message(Status("1.0", (status(), status(None)), NOW))
    assert_takes(message)
    assert str(message.blocks).count("About $1.00 today") == 1


@settings(max_examples=10)
@given(WORDS)
def test_slack_takes_the_modal_whatever_the_handle(handle: str) -> None:
    """With many accounts, too; what can't be shown is said."""
    one = status(replace(SPEND, budget=Budget(7_500_000, UsedUp.PAUSE, MARA)), handle)
    many = [replace(one, account=replace(one.account, id=number)) for number in range(1, 31)]
    for accounts in (many[:1], many):
        view = budget_modal(accounts, 7)
        assert view is not None
        assert_takes_view(view)
    assert "10 more accounts" in str(view)
    assert_takes(budget_notice(one.account, notice(80)))


def test_the_modal_shows_what_is() -> None:
    """The amount and what then, and what it was spent on; an empty box where there is no budget."""
    view = budget_modal([status(), status(replace(SPEND, budget=Budget(7_500_000, UsedUp.PAUSE, MARA)))], 7)
    assert view is not None
    boxes = [block["element"] for block in view["blocks"] if block["type"] == "input"]
    assert [each.get("initial_value") for each in boxes[::2]] == [None, "7.50"]
    assert [each["initial_option"]["value"] for each in boxes[1::2]] == ["hourly", "pause"]
    assert "reading our own lists $9.00, other calls $1.00" in str(view)
    assert budget_modal([status(None)], 7) is None
    assert "None of the connected accounts costs anything" in told([status(None)])
    assert f"set by <@{MARA}>" in told([status(replace(SPEND, budget=Budget(7_500_000, UsedUp.PAUSE, MARA)))])
    assert changed_text(BRAND, None) == f"Budget of @{BRAND.handle} on X: none"


def notice(at: int, then: str = "hourly") -> dict[str, object]:
    """A notice's body."""
    kept = {"notice": "budget", "at": at, "spent": 16 * DOLLAR, "micro_usd": 20 * DOLLAR, "then": then, "by": MARA}
    return kept | {"month": "2026-12-01"}


def test_the_notice_tells_how_it_stands_and_what_happens() -> None:
    """Who set it, how much is spent, what comes, and until when."""
    nearly = budget_notice(BRAND, notice(80)).text
    assert "80% of the budget" in nearly
    assert f"About $16.00 of $20.00 for December, set by <@{MARA}>." in nearly
    assert "Nothing changes yet." in nearly
    gone = budget_notice(BRAND, notice(100, "pause"))
    assert "is used up" in gone.text
    assert "looks for nothing new; what you click goes on, until 1 January (UTC)" in gone.text
    assert ids.BUDGET_OPEN in str(gone.blocks)
    assert_takes(gone)


def test_a_click_that_costs_says_so_once_the_budget_is_used_up() -> None:
    """A dialog with the price before a follow; the line beside a reply; the offer to read posts. None before."""
    face = replace(follower(), over_budget=OVER)
    follow = card_buttons(face)[0]
    assert "charges $0.015 for it. November’s budget of $20.00 is used up." in follow["confirm"]["text"]["text"]
    assert "confirm" not in card_buttons(follower())[0]
    assert "confirm" not in card_buttons(replace(follower(), over_budget=replace(OVER, prices={})))[0]
    priced = replace(face, feed_price=Decimal("0.025"))
    assert "November’s budget of $20.00 is used up. Read them all the same?" in str(posts_button(priced))
    assert "Read them all the same?" in str(price_modal(priced))
    asked = replace(question(), over_budget=OVER)
    view = reply_modal(asked, "Hi", TextCount(2, 280), Decimal("0.010"))
    assert "for this reply. November’s budget of $20.00 is used up. It is sent all the same" in str(view)
