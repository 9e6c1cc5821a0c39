"""What calls to networks cost, and the budget that somebody set for it. Amounts are micro USD: millionths of a dollar.

Days and months are UTC's: so the networks that charge count theirs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from slackapp.domain.action import ActionKind

DOLLAR = 1_000_000
MOST_DOLLARS = 1_000_000  # a budget beyond it is a slip of the finger
WARNED_AT = (80, 100)  # per cent of a budget
SHORTEST_PACE = timedelta(days=1)  # a first hour, with its first read of all followers, is no pace


class ChargeKind(StrEnum):
    """What was paid for. The value is what the database keeps: add, never rename."""

    OWN_READ = "own_read"  # our own followers, posts, mentions, where that is cheaper
    PEOPLE_READ = "people_read"
    POSTS_READ = "posts_read"
    POST = "post"
    LINK_POST = "link_post"  # a post or reply with a link in it
    REPLY = "reply"
    INTERACTION = "interaction"  # a follow, a like
    UNDOING = "undoing"  # unfollowing, taking a like back, deleting a post


@dataclass(frozen=True, slots=True)
class Charge:
    """What one call was charged for."""

    kind: ChargeKind
    micro_usd: int  # for one of them
    units: int = 1
    resources: tuple[str, ...] = ()  # the units' names, where each is charged but once in a day; () where always


class UsedUp(StrEnum):
    """What becomes of looking for news once a budget is used up. What a person clicks goes on in either case."""

    HOURLY = "hourly"  # one look an hour, without reading all followers
    PAUSE = "pause"  # no look until the month is over, or the budget is raised


@dataclass(frozen=True, slots=True)
class Budget:
    """What an account's calls may cost in a calendar month."""

    micro_usd: int
    then: UsedUp = UsedUp.HOURLY
    set_by: str = ""  # Slack's user id


@dataclass(frozen=True, slots=True)
class Spend:
    """What an account's calls cost so far, at `now` (aware)."""

    today: int
    month: int
    now: datetime
    since: date | None = None  # the first day of the month on which anything was charged
    budget: Budget | None = None
    kinds: Mapping[str, int] = field(default_factory=dict)  # of the month, by what was paid for

    @property
    def share(self) -> int | None:
        """How much of the budget is used, in whole per cent, rounded down; None without a budget."""
        return None if self.budget is None else self.month * 100 // max(self.budget.micro_usd, 1)

    @property
    def used_up(self) -> bool:
        """Whether the budget is used up."""
        return self.budget is not None and self.month >= self.budget.micro_usd

    @property
    def expected(self) -> int:
        """What the whole month costs if it goes on as it did since its first charge."""
        end = datetime.combine(next_month(self._today), datetime.min.time(), UTC)
        return self.month + round(self._a_second * (end - self.now).total_seconds())

    @property
    def runs_out_on(self) -> date | None:
        """The day of this month on which the budget is used up at this pace; None: it lasts, or there is none."""
        if self.budget is None or self.used_up or self.expected < self.budget.micro_usd:
            return None
        left = timedelta(seconds=(self.budget.micro_usd - self.month) / self._a_second)
        return (self.now + left).astimezone(UTC).date()

    @property
    def _today(self) -> date:
        return utc_day(self.now)

    @property
    def _a_second(self) -> float:
        begun = datetime.combine(self.since or self._today, datetime.min.time(), UTC)
        return self.month / max(self.now - begun, SHORTEST_PACE).total_seconds()


@dataclass(frozen=True, slots=True)
class Overspent:
    """A budget that is used up, to be told beside the price of what somebody is about to click."""

    month: date
    budget: int
    then: UsedUp = UsedUp.HOURLY
    prices: Mapping[ActionKind, Decimal] = field(default_factory=dict)  # in USD, of what has one price


def utc_day(at: datetime) -> date:
    """The day that a moment (aware) belongs to."""
    return at.astimezone(UTC).date()


def next_month(day: date) -> date:
    """The first day of the month after a day's."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def micro(dollars: Decimal) -> int:
    """An amount in USD as micro USD."""
    return int(dollars * DOLLAR)


def usd(micro_usd: int) -> Decimal:
    """Micro USD as an amount in USD."""
    return Decimal(micro_usd) / DOLLAR


def typed_budget(text: str) -> int | None:
    """A budget as somebody types it: "20", "$20.50", "1,000"; None where there shall be none.

    Raises:
        ValueError: with a plain sentence.
    """
    bare = text.strip().removeprefix("$").removesuffix("USD").replace(",", "").strip()
    if not bare:
        return None
    try:
        amount = Decimal(bare) if bare.isascii() else Decimal("nan")
    except InvalidOperation:
        amount = Decimal("nan")
    if not amount.is_finite():
        raise ValueError("Write an amount in US dollars, like 20 or 7.50. Empty: no budget.")
    if not Decimal("0.01") <= amount <= MOST_DOLLARS:
        raise ValueError("A budget is at least one cent and at most a million dollars. Empty: no budget.")
    return micro(amount)


def written(budget: Budget | None) -> dict[str, Any] | None:
    """A budget as JSON values; None where there is none."""
    if budget is None:
        return None
    return {"micro_usd": budget.micro_usd, "then": budget.then.value, "set_by": budget.set_by}


def read(value: Any) -> Budget | None:
    """What `written` made."""
    if not isinstance(value, dict):
        return None
    return Budget(int(value["micro_usd"]), UsedUp(value["then"]), str(value.get("set_by", "")))
