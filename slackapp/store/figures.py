"""The figures of a stretch of time, counted where the data is."""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from operator import add

from sqlalchemy import Column, ColumnElement, Connection, Table, and_, func, literal, select, text, union_all

from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.card import CardKind, CardStatus
from slackapp.store import rounds
from slackapp.store.cards import AWAITED, NEWCOMER, WITH_FOLLOWER
from slackapp.store.tables import ActionRow, CardRow, FollowerRow, MentionRow

actions = ActionRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so
cards = CardRow.__table__  # type: ignore[attr-defined]  # likewise
followers = FollowerRow.__table__  # type: ignore[attr-defined]  # likewise
mentions = MentionRow.__table__  # type: ignore[attr-defined]  # likewise


@dataclass(frozen=True, slots=True)
class Figures:
    """What happened to one account from a moment until another."""

    new_followers: int
    lost_followers: int
    followed_back: int
    questions: int
    answered: int
    first_replies: tuple[timedelta, ...]


def between(tx: Connection, account_id: int, start: datetime, end: datetime) -> Figures:
    """The figures from `start` (included) until `end` (not included), both aware."""
    followed = actions.c.kind.in_([ActionKind.FOLLOW, ActionKind.CONFIRM_FOLLOW]) & (
        actions.c.state == ActionState.DONE
    )
    followed &= (actions.c.finished_at >= start) & (actions.c.finished_at < end)
    asked = (mentions.c.asked_at >= start) & (mentions.c.asked_at < end) & AWAITED
    asked &= mentions.c.baseline.is_(False)
    rows = tx.execute(
        select(mentions.c.asked_at, mentions.c.answered_at).where(mentions.c.account_id == account_id, asked)
    ).all()
    waits = tuple(max(row.answered_at - row.asked_at, timedelta(0)) for row in rows if row.answered_at is not None)

    def count(column: Column[int], condition: ColumnElement[bool]) -> int:
        here = column.table.c.account_id == account_id
        return int(tx.execute(select(func.count(column.distinct())).where(here, condition)).scalar_one())

    return Figures(
        new_followers=sum(count(each.c.id, _came(each, start, end)) for each in rounds.BOTH),
        lost_followers=sum(count(each.c.id, _left(each, start, end)) for each in rounds.BOTH),
        followed_back=count(actions.c.card_id, followed),
        questions=len(rows),
        answered=len(waits),
        first_replies=waits,
    )


def _came(table: Table, start: datetime, end: datetime) -> ColumnElement[bool]:
    first_seen = table.c.first_seen_at
    return and_(first_seen >= start, first_seen < end, table.c.baseline.is_(False))


def _left(table: Table, start: datetime, end: datetime) -> ColumnElement[bool]:
    return and_(table.c.lost_at >= start, table.c.lost_at < end)


def waiting(tx: Connection, account_id: int) -> tuple[int, int]:
    """How many open follower cards an account has, and how many that wait for an answer."""
    open_here = (cards.c.account_id == account_id) & cards.c.status.in_([CardStatus.OPEN, CardStatus.SNOOZED])
    open_here &= cards.c.kind.in_(list(CardKind))  # the index of what is open has it between the two
    open_here &= ((cards.c.kind == CardKind.QUESTION) & AWAITED) | NEWCOMER
    joined = cards.outerjoin(followers, WITH_FOLLOWER).outerjoin(mentions, mentions.c.id == cards.c.mention_id)
    rows = tx.execute(select(cards.c.kind, func.count()).select_from(joined).where(open_here).group_by(cards.c.kind))
    by_kind = {str(kind): int(n) for kind, n in rows}
    return by_kind.get(CardKind.FOLLOWER, 0), by_kind.get(CardKind.QUESTION, 0)


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What happened on one day to some accounts together."""

    new_followers: int = 0
    lost_followers: int = 0
    followed_back: int = 0
    questions: int = 0
    first_replies: tuple[timedelta, ...] = ()  # of the questions of that day: how long each waited


_MOST_ASKED = 20_000  # questions that are looked at one by one, for their waits: the newest
# To the letter what the index says: SQLite uses a partial one only where it sees that they agree.
_IS_NEW: ColumnElement[bool] = text("NOT follower.baseline")  # type: ignore[assignment]  # it is one, in a WHERE


def by_day(tx: Connection, account_ids: Collection[int], bounds: Sequence[datetime]) -> tuple[DayFigures, ...]:
    """The figures of days in a row, in one query for each kind of figure, however many days.

    Args:
        tx: a transaction.
        account_ids: whose.
        bounds: when each day begins, and at last when the last one ends; aware, of 23 to 25 hours as clocks go.
    """
    came = [0] * (len(bounds) - 1)
    left = list(came)
    for table in rounds.BOTH:
        ours = _ours(table.c.account_id, account_ids)
        is_new = _IS_NEW if table is followers else table.c.baseline.is_(False)
        came = list(map(add, came, _counts(tx, table.c.id, table.c.first_seen_at, ours & is_new, bounds)))
        left = list(map(add, left, _counts(tx, table.c.id, table.c.lost_at, ours, bounds)))
    did = actions.c.kind.in_([ActionKind.FOLLOW, ActionKind.CONFIRM_FOLLOW]) & (actions.c.state == ActionState.DONE)
    did &= _ours(actions.c.account_id, account_ids)
    followed = _counts(tx, actions.c.card_id, actions.c.finished_at, did, bounds)
    asked, waits = _asked(tx, account_ids, bounds)
    columns = zip(came, left, followed, asked, map(tuple, waits), strict=True)
    return tuple(DayFigures(*column) for column in columns)


def _ours(column: Column[int], account_ids: Collection[int]) -> ColumnElement[bool]:
    return column.in_(sorted(account_ids))


def _counts(
    tx: Connection, what: Column[int], at: Column[datetime], here: ColumnElement[bool], bounds: Sequence[datetime]
) -> list[int]:
    """How many each day has, by a stretch of the index each, all asked for at once."""
    days = [
        select(literal(day).label("day"), func.count(what.distinct()).label("n")).where(here, at >= start, at < end)
        for day, (start, end) in enumerate(pairwise(bounds))
    ]
    found = {row.day: int(row.n) for row in tx.execute(union_all(*days))}
    return [found[day] for day in range(len(days))]


def _asked(
    tx: Connection, account_ids: Collection[int], bounds: Sequence[datetime]
) -> tuple[list[int], list[list[timedelta]]]:
    """How many were asked each day, and how long each that was answered had waited."""
    here = mentions.c.account_id.in_(sorted(account_ids)) & AWAITED & mentions.c.baseline.is_(False)
    here &= (mentions.c.asked_at >= bounds[0]) & (mentions.c.asked_at < bounds[-1])
    rows = select(mentions.c.asked_at, mentions.c.answered_at).where(here).order_by(mentions.c.asked_at.desc())
    asked: list[int] = [0] * (len(bounds) - 1)
    waits: list[list[timedelta]] = [[] for _ in asked]
    for asked_at, answered_at in tx.execute(rows.limit(_MOST_ASKED)):
        day = bisect_right(bounds, asked_at) - 1
        asked[day] += 1
        if answered_at is not None:
            waits[day].append(max(answered_at - asked_at, timedelta(0)))
    return asked, waits
