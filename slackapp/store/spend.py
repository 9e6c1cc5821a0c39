"""What accounts' calls cost, by UTC day and by what was paid for, and what they may. Processes add to the same rows."""

from collections import Counter
from datetime import date, datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects import postgresql, sqlite

from slackapp.domain.accounts import Account
from slackapp.domain.spending import Budget, ChargeKind, Overspent, Spend, next_month, read, utc_day, written
from slackapp.store import preferences
from slackapp.store.tables import SpendRow

spend = SpendRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so

BUDGET = "budget"  # the preference's name; its scope is the account


def add(tx: Connection, account_id: int, day: date, kind: ChargeKind, units: int, micro_usd: int) -> None:
    """Add to what a day cost.

    Args:
        tx: a transaction that writes.
        account_id: whose calls.
        day: of UTC's.
        kind: what was paid for.
        units: how many.
        micro_usd: what all of them cost together.
    """
    insert = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
    row = {"account_id": account_id, "day": day.isoformat(), "kind": kind.value, "units": units, "micro_usd": micro_usd}
    more = {"units": spend.c.units + units, "micro_usd": spend.c.micro_usd + micro_usd}
    key = ["account_id", "day", "kind"]
    tx.execute(insert(spend).values(row).on_conflict_do_update(index_elements=key, set_=more))


def by_day(tx: Connection, account_id: int, month: date) -> dict[date, dict[str, int]]:
    """What each day of the calendar month around a day cost, by what was paid for, in micro USD.

    A kind may be none of ours: a newer version wrote it.
    """
    first, end = month.replace(day=1).isoformat(), next_month(month).isoformat()
    here = (spend.c.account_id == account_id) & (spend.c.day >= first) & (spend.c.day < end)
    found: dict[date, dict[str, int]] = {}
    for row in tx.execute(select(spend).where(here).order_by(spend.c.day, spend.c.kind)):
        found.setdefault(date.fromisoformat(row.day), {})[row.kind] = row.micro_usd
    return found


def of_month(tx: Connection, account_id: int, month: date) -> int:
    """What the calendar month around a day cost, in micro USD."""
    first, end = month.replace(day=1).isoformat(), next_month(month).isoformat()
    here = (spend.c.account_id == account_id) & (spend.c.day >= first) & (spend.c.day < end)
    return int(tx.execute(select(func.coalesce(func.sum(spend.c.micro_usd), 0)).where(here)).scalar_one())


def budget(tx: Connection, account: Account) -> Budget | None:
    """What an account's calls may cost in a month."""
    return read(preferences.of(tx, account.workspace_id, BUDGET, _scope(account)))


def set_budget(tx: Connection, account: Account, wanted: Budget | None, by: str, now: datetime) -> None:
    """Set it, by somebody's Slack user id; None: it may cost what it costs."""
    preferences.put(tx, account.workspace_id, BUDGET, written(wanted), by, now, _scope(account))


def so_far(tx: Connection, account: Account, now: datetime) -> Spend:
    """What an account's calls cost today and in this month, and its budget; `now` is aware."""
    today = utc_day(now)
    days = by_day(tx, account.id, today)
    kinds: Counter[str] = Counter()
    for each in days.values():
        kinds.update(each)
    spent = sum(days.get(today, {}).values())
    return Spend(spent, kinds.total(), now, min(days, default=None), budget(tx, account), kinds)


def overspent(tx: Connection, account: Account, now: datetime) -> Overspent | None:
    """An account's budget, where it is used up; `now` is aware."""
    limit, today = budget(tx, account), utc_day(now)
    if limit is None or of_month(tx, account.id, today) < limit.micro_usd:
        return None
    return Overspent(today.replace(day=1), limit.micro_usd, limit.then)


def _scope(account: Account) -> str:
    return f"account:{account.id}"
