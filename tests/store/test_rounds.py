"""People come, leave and come back: what is told of a day is what happened on it, however much has happened since."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from slackapp.domain.card import CardKind
from slackapp.domain.people import LostReason, Profile
from slackapp.store import cards, exports, figures, newcomers, people, since
from slackapp.store.cards import NewCard
from tests.house import START, House

DAYS = 4
BOUNDS = [START + timedelta(days=number) for number in range(DAYS + 1)]
END = BOUNDS[-1]
# How many minutes later, who, why they leave if they are here, and whether they were there before us at their first.
Step = tuple[int, int, LostReason, bool]
STEPS = st.lists(
    st.tuples(st.integers(0, 1_500), st.integers(0, 2), st.sampled_from(LostReason), st.booleans()), max_size=14
)


@dataclass
class Stay:
    """A journal's entry: somebody came at a moment, and left at another."""

    person_id: int
    number: int
    came: datetime
    baseline: bool
    left: datetime | None = None
    why: LostReason | None = None

    @property
    def subject(self) -> str:
        """What its card is about."""
        return f"follower:{self.person_id}:{self.number}"


@dataclass
class Town:
    """An account, and a journal of its own of who came and went."""

    tx: Connection
    house: House
    stays: list[Stay] = field(default_factory=list)

    def step(self, person_id: int, at: datetime, why: LostReason, *, baseline: bool) -> None:
        """Whoever is here leaves, whoever is not comes."""
        theirs = [stay for stay in self.stays if stay.person_id == person_id]
        if theirs and theirs[-1].left is None:
            stay = theirs[-1]
            follower = people.follower(self.tx, self.house.account_id, person_id)
            assert follower is not None
            people.lose(self.tx, follower.id, why, at)
            stay.left, stay.why = at, why
        else:
            stay = Stay(person_id, len(theirs) + 1, at, baseline and not theirs)
            people.add_followers(self.tx, self.house.account_id, [person_id], at, baseline=stay.baseline)
            self.stays.append(stay)
        if not stay.baseline or stay.left:  # as the watch does: who was there before us has no card until they leave
            new = NewCard(CardKind.FOLLOWER, stay.subject, person_id)
            cards.add(self.tx, self.house.workspace.id, self.house.account_id, None, [new], at)

    def days(self) -> list[tuple[int, int]]:
        """Of each day: who came, who left."""
        pairs = list(pairwise(BOUNDS))
        came = [sum(start <= stay.came < end and not stay.baseline for stay in self.stays) for start, end in pairs]
        left = [sum(stay.left is not None and start <= stay.left < end for stay in self.stays) for start, end in pairs]
        return list(zip(came, left, strict=True))


def told(house: House, tx: Connection) -> list[tuple[int, int]]:
    """What the store tells of each day, in one question."""
    days = figures.by_day(tx, [house.account_id], BOUNDS)
    return [(day.new_followers, day.lost_followers) for day in days]


def alone(house: House, tx: Connection) -> list[tuple[int, int]]:
    """The same, day by day."""
    days = [figures.between(tx, house.account_id, *bounds) for bounds in pairwise(BOUNDS)]
    return [(day.new_followers, day.lost_followers) for day in days]


def test_somebody_comes_and_goes_twice_a_day(house: House) -> None:
    """Days, lists and files hold each time, on both databases; and the day still says so after they came once more."""
    gone, suspended, day = LostReason.UNFOLLOWED, LostReason.SUSPENDED, 24 * 60
    steps = [
        (60, 0, gone, True),
        (60, 0, gone, True),
        (60, 0, gone, True),
        (60, 0, suspended, True),
        (60, 1, gone, False),
    ]
    hold(house, [*steps, (day, 0, gone, True), (60, 1, gone, True), (60, 0, gone, True), (0, 0, gone, True)])


@pytest.mark.networks  # long
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_each_time_counts_on_its_day_for_ever(house: House, steps: list[Step]) -> None:
    """Random comings and goings: figures of days, lists and files hold each of them, and still do after the next."""
    hold(house, steps)


def hold(house: House, steps: list[Step]) -> None:
    """What happens is held against a journal after each step; in the end it is as if nothing had been."""
    with house.database.write() as tx:
        crowd = [Profile(id=str(number), handle=f"person{number}") for number in range(3)]
        ids = list(people.put(tx, house.account, crowd, START).values())
        town, at = Town(tx, house), START
        for minutes, who, why, baseline in steps:
            at = min(at + timedelta(minutes=minutes), END - timedelta(minutes=1))
            town.step(ids[who], at, why, baseline=baseline)
            assert told(house, tx) == town.days()
        assert alone(house, tx) == town.days()
        assert listed(house, tx, lost=False) == Counter(s.subject for s in town.stays if not s.baseline)
        assert listed(house, tx, lost=True) == Counter(s.subject for s in town.stays if s.left)
        for first, end in pairwise(BOUNDS):
            of_day = {s.subject for s in town.stays if first <= s.came < end and not s.baseline}
            found = newcomers.came(tx, [house.account_id], first, end, 99)
            assert {subject_of(tx, card.id) for card in found} == of_day
        assert exported(house, tx) == [row(s) for s in sorted(town.stays, key=lambda s: (s.person_id, s.number))]
        news = since.news(tx, house.account_id, START, since.Position(0, 0, 0, frozenset()))
        assert Counter(who.lost_reason for _, who in news.left) == Counter(s.why for s in town.stays if s.left)
        assert len(news.came) == sum(not s.baseline for s in town.stays)
        tx.rollback()


def subject_of(tx: Connection, card_id: int) -> str:
    """What a card is about."""
    return str(tx.execute(cards.cards.select().where(cards.cards.c.id == card_id)).one().subject)


def listed(house: House, tx: Connection, *, lost: bool) -> Counter[str]:
    """What `/followers` lists, page by page, of those who came or of those who left."""
    search = cards.Search(house.workspace.id, CardKind.FOLLOWER, lost=lost)
    total = sum(cards.totals(tx, search).values())
    found = [card for start in range(0, total, 3) for card in cards.page(tx, search, 3, start)]
    return Counter(subject_of(tx, card.id) for card in found)


def row(stay: Stay) -> tuple[object, ...]:
    """A stay as a file tells it."""
    return stay.number, stay.came, "yes" if stay.baseline else "no", stay.left, stay.why or ""


def exported(house: House, tx: Connection) -> list[tuple[object, ...]]:
    """The same of all rows of a file, in small batches."""
    names = ("round", "first seen (UTC)", "was there before Rapport", "left at (UTC)", "left because")
    found: list[tuple[object, ...]] = []
    after: exports.Key | None = exports.START
    while after is not None:
        batch = exports.of_followers(tx, house.account_id, None, None, 2, after)
        rows = [dict(zip(exports.FOLLOWER_HEADINGS, cells, strict=True)) for cells in batch.rows]
        found += [tuple(each[name] for name in names) for each in rows]
        after = batch.last
    return found
