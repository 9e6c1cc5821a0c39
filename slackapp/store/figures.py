"""The figures of a stretch of time, counted where the data is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Column, ColumnElement, Connection, func, select

from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.card import CardKind, CardStatus
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
    came = (followers.c.first_seen_at >= start) & (followers.c.first_seen_at < end) & followers.c.baseline.is_(False)
    left = (followers.c.lost_at >= start) & (followers.c.lost_at < end)
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
        new_followers=count(followers.c.id, came),
        lost_followers=count(followers.c.id, left),
        followed_back=count(actions.c.card_id, followed),
        questions=len(rows),
        answered=len(waits),
        first_replies=waits,
    )


def waiting(tx: Connection, account_id: int) -> tuple[int, int]:
    """How many open follower cards an account has, and how many that wait for an answer."""
    open_here = (cards.c.account_id == account_id) & cards.c.status.in_([CardStatus.OPEN, CardStatus.SNOOZED])
    open_here &= ((cards.c.kind == CardKind.QUESTION) & AWAITED) | NEWCOMER
    joined = cards.outerjoin(followers, WITH_FOLLOWER).outerjoin(mentions, mentions.c.id == cards.c.mention_id)
    rows = tx.execute(select(cards.c.kind, func.count()).select_from(joined).where(open_here).group_by(cards.c.kind))
    by_kind = {str(kind): int(n) for kind, n in rows}
    return by_kind.get(CardKind.FOLLOWER, 0), by_kind.get(CardKind.QUESTION, 0)
