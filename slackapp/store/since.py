"""What has come in for one account since a moment: what a single poll brought."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, func, select

from slackapp.domain.people import Profile
from slackapp.store import people, posts, rounds
from slackapp.store.people import Follower
from slackapp.store.posts import Mention
from slackapp.store.tables import CardRow, FollowerRow, MentionRow, MessageRow

cards = CardRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so
followers = FollowerRow.__table__  # type: ignore[attr-defined]  # likewise
mentions = MentionRow.__table__  # type: ignore[attr-defined]  # likewise
messages = MessageRow.__table__  # type: ignore[attr-defined]  # likewise


@dataclass(frozen=True, slots=True)
class Position:
    """How far the store had got at a moment: the newest row of each kind, and which mentions were answered."""

    mention: int
    card: int
    message: int
    answered: frozenset[int]


@dataclass(frozen=True, slots=True)
class News:
    """What has come in since."""

    followers: int  # who count as such now
    came: tuple[tuple[Profile, Follower], ...]  # oldest first
    left: tuple[tuple[Profile, Follower], ...]
    mentions: tuple[Mention, ...]  # oldest first; none of the silent first read
    answered: tuple[Mention, ...]  # on the network itself
    cards: int
    messages: int


def position(tx: Connection, account_id: int) -> Position:
    """Where the store stands."""
    newest = {
        name: int(tx.execute(select(func.max(table.c.id)).where(table.c.account_id == account_id)).scalar_one() or 0)
        for name, table in (("mention", mentions), ("card", cards), ("message", messages))
    }
    return Position(newest["mention"], newest["card"], newest["message"], frozenset(_answered(tx, account_id)))


def news(tx: Connection, account_id: int, start: datetime, at: Position) -> News:
    """What has come in since `start` (aware), when the store stood `at`."""
    here = followers.c.account_id == account_id
    asked = (mentions.c.account_id == account_id) & (mentions.c.id > at.mention) & mentions.c.baseline.is_(False)
    fresh = tx.execute(select(mentions.c.id).where(asked).order_by(mentions.c.asked_at)).scalars().all()
    # What the silent first read found answered is no news.
    answered = [i for i in _answered(tx, account_id) if i not in at.answered and (i <= at.mention or i in fresh)]
    now_here = select(func.count()).select_from(followers).where(here, followers.c.lost_at.is_(None))
    return News(
        followers=int(tx.execute(now_here).scalar_one()),
        came=_followers(tx, account_id, lambda one: (one.c.first_seen_at >= start) & one.c.baseline.is_(False)),
        left=_followers(tx, account_id, lambda one: one.c.lost_at >= start),
        mentions=tuple(posts.mention(tx, mention_id) for mention_id in fresh),
        answered=tuple(posts.mention(tx, i) for i in answered),
        cards=_newer(tx, cards, account_id, at.card),
        messages=_newer(tx, messages, account_id, at.message),
    )


def _followers(
    tx: Connection, account_id: int, which: Callable[[Table], ColumnElement[bool]]
) -> tuple[tuple[Profile, Follower], ...]:
    """Some rounds, the newest or an earlier one of each person."""
    chosen: list[tuple[int, int]] = []
    for table in rounds.BOTH:
        here = table.c.account_id == account_id
        chosen += map(tuple, tx.execute(select(table.c.person_id, table.c.round).where(here, which(table))))
    found = [(people.profile(tx, i), people.follower(tx, account_id, i, number)) for i, number in chosen]
    there = [(profile, follower) for profile, follower in found if follower is not None]
    return tuple(sorted(there, key=lambda each: each[1].followed_at or each[1].first_seen_at))


def _answered(tx: Connection, account_id: int) -> list[int]:
    there = (mentions.c.account_id == account_id) & (mentions.c.answered_via == "network")
    return list(tx.execute(select(mentions.c.id).where(there).order_by(mentions.c.id)).scalars())


def _newer(tx: Connection, table: Table, account_id: int, than: int) -> int:
    newer = (table.c.account_id == account_id) & (table.c.id > than)
    return int(tx.execute(select(func.count()).select_from(table).where(newer)).scalar_one())
