"""What Home gathers: figures by the day of who looks, whatever the clocks do; and no query without its index."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, event

from slackapp.domain.card import Choice
from slackapp.domain.home import Looking, Tab
from slackapp.domain.ledger import Filter, Whose
from slackapp.domain.people import LostReason
from slackapp.home import DAYS, HomeTabs
from slackapp.listings import Asker
from slackapp.overview import Overview
from slackapp.report import day_bounds
from slackapp.store import drafts, figures, newcomers, people
from tests.house import ADA, BEN, House

LISBON = ZoneInfo("Europe/Lisbon")
GROWS = ("card", "follower", "mention", "action", "post", "person", "draft", "story")


def tabs(house: House) -> HomeTabs:
    """Home's read model."""
    overview = Overview(house.database, house.report.faces, house.clock)
    return HomeTabs(house.database, house.report.faces, overview, house.clock)


def asker(house: House, user: str = ADA, zone: ZoneInfo = LISBON) -> Asker:
    """Who looks."""
    return Asker(house.workspace.id, user, zone)


def test_thirty_days_are_each_day_by_itself(house: House) -> None:
    """Through both nights in which clocks change: what one query tells of each day is what each day has alone."""
    house.clock.at = datetime(2026, 3, 1, 4, 59, tzinfo=UTC)
    for number in range(16):  # every 46 h 45 min, at many hours of the day
        card = house.follower_card(f"person{number}")
        if number % 3 == 0:
            house.question_card()
        if number % 4 == 0:
            house.decide(card, Choice.FOLLOW)
            house.perform_due()
        if number % 5 == 0:
            with house.database.write() as tx:
                gone = people.follower(tx, house.account_id, card.person_id)
                assert gone is not None
                people.lose(tx, gone.id, LostReason.UNFOLLOWED, house.clock())
        house.clock.go(hours=46, minutes=45)
    days = [date(2026, 2, 28) + timedelta(days=n) for n in range(DAYS + 3)]
    for zone in map(ZoneInfo, ("Europe/Lisbon", "America/New_York", "Australia/Lord_Howe")):
        bounds = [day_bounds(day, zone)[0] for day in days]
        with house.database.read() as tx:
            told = figures.by_day(tx, [house.account_id], bounds)
            alone = [figures.between(tx, house.account_id, *day_bounds(day, zone)) for day in days[:-1]]
        assert [(d.new_followers, d.lost_followers, d.followed_back, d.questions) for d in told] == [
            (d.new_followers, d.lost_followers, d.followed_back, d.questions) for d in alone
        ]
        assert (sum(day.new_followers for day in told), sum(day.questions for day in told)) == (16, 6)


def test_what_waits_for_each_person(house: House) -> None:
    """A claim, a snooze, a draft: each stands with whom it waits for, and leaves when it is done."""
    home = tabs(house)
    mine, asleep, drafted, free = (house.question_card() for _ in range(4))
    house.follower_card()
    house.decide(mine, Choice.CLAIM, owner_id=ADA)
    house.decide(asleep, Choice.SNOOZE, until=house.clock() + timedelta(hours=1))
    with house.database.write() as tx:
        drafts.add(tx, house.workspace.id, drafted.id, "We do!", BEN, house.clock())
    told = home.for_me(asker(house), approves=True)
    assert [[face.card.id for face in shown.faces] for shown in (told.mine, told.asleep, told.drafts)] == [
        [mine.id],
        [asleep.id],
        [drafted.id],
    ]
    assert {face.card.id for face in told.nobodys.faces} == {drafted.id, free.id}
    assert (told.waiting, told.counts.open, told.counts.followers, told.counts.today) == (2, 4, 1, 1)
    theirs = home.for_me(asker(house, BEN), approves=False)
    assert (theirs.waiting, theirs.mine_waiting, theirs.drafts.total) == (0, 1, 0)
    house.decide(house.card(mine.id), Choice.IGNORE)
    assert home.for_me(asker(house), approves=True).mine.total == 0


def test_pages_that_are_gone_lead_to_the_last(house: House) -> None:
    """Filters and pages agree: whose, today's, and a page beyond the end."""
    home = tabs(house)
    cards = [house.question_card() for _ in range(10)]
    for number in range(8):
        house.follower_card(f"person{number}")
    house.decide(cards[0], Choice.CLAIM, owner_id=ADA)
    told = home.open(asker(house), Looking(Tab.OPEN, page=99, followers_page=99))
    assert (told.looking.page, told.pages, len(told.questions.faces)) == (2, 2, 2)
    assert (told.looking.followers_page, told.followers_pages, len(told.followers.faces)) == (2, 2, 2)
    mine = home.open(asker(house), Looking(Tab.OPEN, Filter(whose=Whose.MINE), today=True))
    assert [face.card.id for face in mine.questions.faces] == [cards[0].id]
    assert mine.followers.total == 8
    house.clock.go(days=1)
    assert home.open(asker(house), Looking(Tab.OPEN, today=True)).followers.total == 0
    elsewhere = replace(asker(house), workspace_id=house.workspace.id + 1)
    assert home.open(elsewhere, Looking(Tab.OPEN)).counts.open == 0


def test_the_newest_wait_first_and_are_counted_to_a_bound(house: House) -> None:
    """Those who sleep and those who don't in one order, page after page; and who was decided on is not among them."""
    made = [house.follower_card(f"person{number}").id for number in range(5)]
    house.decide(house.card(made[1]), Choice.SNOOZE, until=house.clock() + timedelta(hours=1))
    house.decide(house.card(made[2]), Choice.IGNORE)
    with house.database.read() as tx:
        found = [card.id for card in newcomers.waiting(tx, [house.account_id], 3)]
        rest = [card.id for card in newcomers.waiting(tx, [house.account_id], 3, 3)]
        assert (found, rest) == ([made[4], made[3], made[1]], [made[0]])
        assert newcomers.number_waiting(tx, [house.account_id], 9) == 4
        assert newcomers.number_waiting(tx, [house.account_id], 2) == 2
        assert newcomers.number_waiting(tx, [], 9) == 0


def test_no_tab_walks_over_what_grows(sqlite_house: House) -> None:
    """Every query of every tab finds its rows by an index: SQLite's own plan says so."""
    house, home = sqlite_house, tabs(sqlite_house)
    house.follower_card()
    house.decide(house.question_card(), Choice.CLAIM, owner_id=ADA)
    with house.database.read() as tx, heard(tx) as asked:
        home.for_me(asker(house), approves=True)
        home.open(asker(house), Looking(Tab.OPEN))
        home.open(asker(house), Looking(Tab.OPEN, today=True))
        home.numbers(asker(house))
        home.alerts(asker(house))
    assert len(asked) > 20
    with house.database.read() as tx:
        for statement, parameters in asked.items():
            for row in tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters):
                walks = re.match(r"SCAN (\w+)", row[-1])
                assert not walks or walks[1] not in GROWS, (statement, row[-1])


@contextmanager
def heard(tx: Connection) -> Iterator[dict[str, Any]]:
    """What is asked of the database meanwhile, with the values of the first time."""
    asked: dict[str, Any] = {}

    def hear(_tx: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            asked.setdefault(statement, parameters)

    event.listen(tx.engine, "before_cursor_execute", hear)
    yield asked
    event.remove(tx.engine, "before_cursor_execute", hear)
