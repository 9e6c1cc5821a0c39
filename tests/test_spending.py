"""Charges counted in memory, written down now and then, and told of when a budget runs out."""

from threading import Thread

import pytest
from sqlalchemy.exc import OperationalError

from slackapp.domain.spending import DOLLAR, Budget, Charge, ChargeKind, UsedUp, utc_day
from slackapp.spending import Spending, Tally
from slackapp.store import messages, spend, stories
from tests.house import ADA, SOCIAL, House, MovingClock

READ = Charge(ChargeKind.OWN_READ, 1_000, 3, ("user:1", "user:2", "user:3"))
POST = Charge(ChargeKind.POST, 400_000)


def rooms(house: House) -> Spending:
    """The room, on the house's clock."""
    return Spending(house.database, house.clock, Tally(house.clock), house._wake)


def written(house: House) -> int:
    """What this month cost, as it is written down."""
    with house.database.read() as tx:
        return spend.of_month(tx, house.account_id, utc_day(house.clock()))


def notices(house: House) -> list[int]:
    """What was told of the budget: at which share."""
    found = [message.body or {} for message in house.messages()]
    return [int(body["at"]) for body in found if body.get("notice") == "budget"]


def test_a_resource_counts_once_in_a_day() -> None:
    """What was read already costs nothing more until UTC's midnight; writes cost each time; accounts are apart."""
    clock = MovingClock()
    tally = Tally(clock)
    for _ in range(3):
        tally.note(1, READ)
        tally.note(1, POST)
    tally.note(1, Charge(ChargeKind.PEOPLE_READ, 10_000, 1, ("user:1",)))  # at another price it is another charge
    tally.note(2, READ)
    day = utc_day(clock())
    assert tally.pending() == {
        (1, day, ChargeKind.OWN_READ): (3, 3_000),
        (1, day, ChargeKind.POST): (3, 1_200_000),
        (1, day, ChargeKind.PEOPLE_READ): (1, 10_000),
        (2, day, ChargeKind.OWN_READ): (3, 3_000),
    }
    clock.go(hours=15)  # midnight
    tally.note(1, READ)
    assert tally.pending()[1, utc_day(clock()), ChargeKind.OWN_READ] == (3, 3_000)


def test_what_is_beyond_memory_is_counted_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A million followers don't fill the memory; the meter then says rather too much."""
    monkeypatch.setattr("slackapp.spending.REMEMBERED", 2)
    tally = Tally(MovingClock())
    tally.note(1, READ)
    tally.note(1, READ)
    assert sum(units for units, _ in tally.pending().values()) == 6


def test_threads_and_processes_add_up(house: House) -> None:
    """Two processes with four threads each write down every cent."""
    both = [rooms(house), rooms(house)]

    def work(spending: Spending) -> None:
        for _ in range(50):
            spending.tally.note(house.account_id, Charge(ChargeKind.REPLY, 10_000))
        spending.flush()

    threads = [Thread(target=work, args=(each,)) for each in both for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for each in both:
        each.flush()
        assert each.tally.pending() == {}
    assert written(house) == 8 * 50 * 10_000


def test_nothing_is_lost_while_the_database_is_away(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """What can't be written now is written the next time; a fault of ours is not swallowed."""
    spending = rooms(house)
    spending.tally.note(house.account_id, POST)
    away = OperationalError("select 1", {}, Exception("away"), connection_invalidated=True)
    for error, raised in ((away, False), (KeyError("a fault"), True)):
        with monkeypatch.context() as patched:

            def broken(*_args: object, error: Exception = error) -> None:
                raise error

            patched.setattr(spend, "add", broken)
            if raised:
                with pytest.raises(KeyError):
                    spending.flush()
            else:
                spending.flush()
    spending.flush()
    assert written(house) == 400_000


def test_a_budget_is_told_of_once_at_each_mark_and_anew_each_month(house: House) -> None:
    """At 80 and at 100 per cent its channel hears how it stands; the same marks of the next month are told again."""
    spending = rooms(house)
    spending.change(house.account, Budget(2 * DOLLAR, UsedUp.PAUSE, ADA), ADA, "Budget: $2")
    told = []
    for _ in range(7):
        spending.tally.note(house.account_id, POST)
        spending.flush()
        spending.flush()
        told.append(notices(house))
    assert told == [[], [], [], [80], [80, 100], [80, 100], [80, 100]]
    (first, _) = [message for message in house.messages() if message.kind is messages.MessageKind.NOTICE]
    assert first.channel_id == SOCIAL
    assert first.body == {
        "notice": "budget",
        "at": 80,
        "spent": 1_600_000,
        "month": "2026-03-01",
        "micro_usd": 2_000_000,
        "then": "pause",
        "by": ADA,
    }
    house.clock.go(days=31)
    for _ in range(5):
        spending.tally.note(house.account_id, POST)
        spending.flush()
    assert notices(house) == [80, 100, 80, 100]


def test_a_budget_below_what_was_spent_is_told_at_once(house: House) -> None:
    """Whoever sets it sees it in the channel; it is noted who; both marks are passed, and the last one is told."""
    spending = rooms(house)
    spending.tally.note(house.account_id, POST)
    spending.flush()
    woken = house.woken
    spending.change(house.account, Budget(100_000, UsedUp.HOURLY, ADA), ADA, "Budget: 10 cents")
    assert notices(house) == [100]
    assert house.woken > woken
    with house.database.read() as tx:
        line = tx.execute(stories.stories.select().order_by(stories.stories.c.id.desc())).first()
    assert line is not None
    assert (line.actor_id, line.detail) == (ADA, "Budget: 10 cents")
    spending.change(house.account, None, ADA, "No budget")
    assert spending.of(house.account).budget is None
