"""What calls cost, in the store: rows that several processes add to, months that begin where they should."""

from datetime import UTC, date, datetime

from sqlalchemy import text

from slackapp.domain.spending import DOLLAR, Budget, ChargeKind, UsedUp
from slackapp.store import spend
from tests.house import House

OCTOBER, FIRST, LATER, DECEMBER = date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1)
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def test_it_adds_up_by_day_and_kind_within_a_month(house: House) -> None:
    """Each addition counts, whoever makes it; the days before and after the month are other months'."""
    with house.database.write() as tx:
        for day in (OCTOBER, FIRST, LATER, LATER, DECEMBER):
            spend.add(tx, house.account_id, day, ChargeKind.OWN_READ, 3, 3_000)
        spend.add(tx, house.account_id, LATER, ChargeKind.REPLY, 1, 10_000)
    with house.database.read() as tx:
        assert spend.of_month(tx, house.account_id, date(2026, 11, 15)) == 3 * 3_000 + 10_000
        assert spend.by_day(tx, house.account_id, LATER) == {
            FIRST: {ChargeKind.OWN_READ: 3_000},
            LATER: {ChargeKind.OWN_READ: 6_000, ChargeKind.REPLY: 10_000},
        }
        found = spend.so_far(tx, house.account, NOW)
        assert (found.today, found.month, found.since) == (16_000, 19_000, FIRST)
        assert found.kinds == {ChargeKind.OWN_READ: 9_000, ChargeKind.REPLY: 10_000}


def test_a_budget_is_used_up_for_its_month_alone(house: House) -> None:
    """Set, it holds; used up, it is told with what then; the next month begins anew; taken back, there is none."""
    with house.database.write() as tx:
        spend.set_budget(tx, house.account, Budget(DOLLAR, UsedUp.PAUSE, "U0ADA"), "U0ADA", NOW)
        assert spend.overspent(tx, house.account, NOW) is None
        spend.add(tx, house.account_id, LATER, ChargeKind.POST, 1, DOLLAR)
        over = spend.overspent(tx, house.account, NOW)
        assert over is not None
        assert (over.month, over.budget, over.then) == (FIRST, DOLLAR, UsedUp.PAUSE)
        assert spend.overspent(tx, house.account, datetime(2026, 12, 1, tzinfo=UTC)) is None
        spend.set_budget(tx, house.account, None, "U0ADA", NOW)
        assert spend.budget(tx, house.account) is None
        assert spend.overspent(tx, house.account, NOW) is None


def test_a_month_is_read_by_its_index(house: House) -> None:
    """Years of rows beside it are not looked through."""
    if not house.database.is_sqlite:
        return
    query = "EXPLAIN QUERY PLAN SELECT sum(micro_usd) FROM spend WHERE account_id = 1 AND day >= 'a' AND day < 'b'"
    with house.database.read() as tx:
        (plan,) = tx.execute(text(query)).all()
    assert "SEARCH spend USING INDEX" in plan.detail
    assert "account_id=? AND day>? AND day<?" in plan.detail
