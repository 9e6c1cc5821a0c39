"""What calls cost, in words: a line for status and Home, and what stands beside a price once a budget is used up."""

from datetime import date

from slackapp.domain.spending import DOLLAR, Budget, Overspent, Spend, UsedUp, usd
from slackapp.slack.text import dollars

GOES_ON = {
    UsedUp.HOURLY: "Rapport looks once an hour; what you click goes on",
    UsedUp.PAUSE: "Rapport looks for nothing new; what you click goes on",
}


def money(micro_usd: int) -> str:
    """An amount of micro USD, to the cent from ten cents on: "$1.50", "$0.12", "$0.015", "$0"."""
    if micro_usd and micro_usd < DOLLAR // 10:
        return dollars(usd(micro_usd))
    return f"${usd(micro_usd):,.2f}" if micro_usd else "$0"


def spend_line(spend: Spend) -> str:
    """One line: today, this month, and how it goes on."""
    told = f"💰 About {money(spend.today)} today, {money(spend.month)} in {spend.now:%B}"
    return f"{told} · {_outlook(spend)}"


def _outlook(spend: Spend) -> str:
    budget = spend.budget
    if budget is None:
        return f"at this pace {money(spend.expected)} by its end" if spend.month else "no budget set"
    of = f"{spend.share}% of {money(budget.micro_usd)}"
    if spend.used_up:
        return f"🧾 budget used up ({of}): {GOES_ON[budget.then]}"
    if spend.runs_out_on:
        return f"⚠️ {of}, used up on {day(spend.runs_out_on)} at this pace"
    return f"{of}, which lasts at this pace"


def budget_text(budget: Budget) -> str:
    """A budget in words: how much, and what then."""
    return f"{money(budget.micro_usd)} a month; once it is used up, {GOES_ON[budget.then]}"


def over_budget(over: Overspent | None) -> str:
    """A sentence beside a price: the budget is used up; "" where it is not."""
    return f"{over.month:%B}’s budget of {money(over.budget)} is used up." if over else ""


def day(at: date) -> str:
    """A day of UTC's: "24 November"."""
    return f"{at.day} {at:%B}"
