"""What calls cost and what they may: the modal that sets budgets, the same for those who only look, and the notice."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from slackapp.domain.accounts import Account
from slackapp.domain.spending import Budget, ChargeKind, Spend, UsedUp, next_month, usd
from slackapp.domain.status import AccountStatus
from slackapp.slack import ids
from slackapp.slack.blocks import actions, button, context, divider, modal, plain, section
from slackapp.slack.message import Block, Element, Message, View
from slackapp.slack.spending import GOES_ON, budget_text, day, money, spend_line
from slackapp.slack.text import escape, mention

TITLE = "Cost and budget"
_MOST = 20  # accounts of a modal, which holds 100 blocks
_FREE = "🌱 None of the connected accounts costs anything: their networks don’t charge for calls."
_HOW = (
    "Counted by each network’s price list, by UTC days; rather a little too much than too little. The network’s own "
    "bill is the one that counts."
)
_KINDS: Mapping[str, str] = {
    ChargeKind.OWN_READ: "reading our own lists",
    ChargeKind.PEOPLE_READ: "reading people",
    ChargeKind.POSTS_READ: "reading posts",
    ChargeKind.POST: "posts",
    ChargeKind.LINK_POST: "posts with a link",
    ChargeKind.REPLY: "replies",
    ChargeKind.INTERACTION: "follows and likes",
    ChargeKind.UNDOING: "taking things back",
}
_THEN = {
    UsedUp.HOURLY: ("Look once an hour", "New cards come later. Everybody’s clicks go on."),
    UsedUp.PAUSE: ("Stop looking", "No new cards until the month is over. Everybody’s clicks go on."),
}


def costly(accounts: Sequence[AccountStatus]) -> list[tuple[Account, Spend]]:
    """The accounts whose network charges, with what they cost."""
    return [(told.account, told.cost) for told in accounts if told.cost]


def budget_modal(accounts: Sequence[AccountStatus], workspace_id: int) -> View | None:
    """Ask for each account's budget, as they stand; None where none of them costs anything."""
    found, blocks = costly(accounts), list[Block]()
    for account, spend in found[:_MOST]:
        blocks += [section(_told(account, spend)), *_boxes(account, spend.budget), divider()]
    if len(found) > _MOST:
        blocks.append(context(f"… and {len(found) - _MOST:,} more accounts, whose budgets stand in their status."))
    blocks.append(context(_HOW))
    return (
        modal(ids.BUDGET_VIEW, TITLE, blocks, ids.metadata(workspace_id, 0), close="Cancel", submit="Save")
        if (found)
        else None
    )


def told(accounts: Sequence[AccountStatus]) -> str:
    """The same for those who only look, in lines of mrkdwn."""
    lines = []
    for account, spend in costly(accounts)[:_MOST]:
        by = mention(spend.budget.set_by, "") if spend.budget else ""
        lines.append(_told(account, spend))
        if spend.budget:
            lines.append(f"🧾 Budget: {budget_text(spend.budget)}{f' (set by {by})' if by else ''}")
    return "\n".join(lines) or _FREE


def changed_text(account: Account, budget: Budget | None) -> str:
    """A change of a budget, for the audit and for who made it; the handle is escaped."""
    what = budget_text(budget) if budget else "none"
    return f"Budget of @{escape(account.handle, 60)} on {account.network.label}: {what}"


def budget_notice(account: Account, body: Mapping[str, Any]) -> Message:
    """Tell a channel that its account's budget is nearly used up, or is.

    Args:
        account: whose.
        body: the notice's, as it stood when it was recorded.
    """
    month = date.fromisoformat(str(body["month"]))
    limit, spent, then = int(body["micro_usd"]), int(body["spent"]), UsedUp(str(body["then"]))
    us, by = f"@{escape(account.handle)} on {account.network.label}", mention(str(body.get("by", "")), "")
    stands = f"About {money(spent)} of {money(limit)} for {month:%B}{f', set by {by}' if by else ''}."
    if int(body["at"]) >= 100:
        what = f"🧾 *The budget of {us} is used up.*"
        doing = f"{GOES_ON[then]}, until {day(next_month(month))} (UTC) or until the budget is raised."
    else:
        what = f"🧾 *{body['at']}% of the budget of {us} is used.*"
        doing = f"Nothing changes yet. Once it is used up, {GOES_ON[then]}."
    text = f"{what}\n{stands} {doing}"
    opens = button("Cost and budget", ids.BUDGET_OPEN, "budget", says=f"Cost and budget of {account.handle}")
    return Message(text, (section(text), actions(f"budget|{account.id}", opens)))


def _told(account: Account, spend: Spend) -> str:
    lines = [f"*@{escape(account.handle)}* on {account.network.label}", spend_line(spend)]
    dear = sorted(spend.kinds.items(), key=lambda each: -each[1])
    parts = [f"{_KINDS.get(kind, 'other calls')} {money(amount)}" for kind, amount in dear if amount]
    if parts:
        lines.append(f"In {spend.now:%B} for: {', '.join(parts)}")
    return "\n".join(lines)


def _boxes(account: Account, budget: Budget | None) -> list[Block]:
    amount: Element = {"type": "plain_text_input", "action_id": ids.BUDGET_INPUT, "max_length": 20}
    if budget:
        amount["initial_value"] = f"{usd(budget.micro_usd):.2f}"
    then = budget.then if budget else UsedUp.HOURLY
    offered = {each: _option(each) for each in UsedUp}
    choice: Element = {"type": "radio_buttons", "action_id": ids.BUDGET_INPUT, "options": list(offered.values())}
    return [
        {
            "type": "input",
            "block_id": ids.budget_block_id(ids.BUDGET_AMOUNT, account.id, str(budget.micro_usd if budget else 0)),
            "label": plain(f"Budget of @{account.handle} for a calendar month, in US dollars", 2000),
            "hint": plain("20 or 7.50. Empty: no budget. At 80% and at 100% its channel is told.", 2000),
            "element": amount,
            "optional": True,
        },
        {
            "type": "input",
            "block_id": ids.budget_block_id(ids.BUDGET_THEN, account.id, then.value),
            "label": plain("Once it is used up", 2000),
            "element": choice | {"initial_option": offered[then]},
        },
    ]


def _option(then: UsedUp) -> Element:
    label, means = _THEN[then]
    return {"text": plain(label, 75), "description": plain(means, 75), "value": then.value}
