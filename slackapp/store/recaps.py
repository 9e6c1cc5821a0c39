"""What a digest tells beside a day's figures: what became of each question, topics, hand-offs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select

from slackapp.domain.digest import Asked, Elsewhere
from slackapp.domain.posts import Audience
from slackapp.store.cards import AWAITED, cards, mentions, people
from slackapp.store.hand_offs import IS_ACTIVE, hand_offs
from slackapp.store.tables import PostRow

posts = PostRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so

READ = 5_000  # of a period's questions, the newest: in so many topics are looked for
OPEN_TO_ALL = (Audience.PUBLIC, Audience.UNLISTED)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which questions: of some accounts, asked from `start` (included) until `end`."""

    account_ids: Sequence[int]
    start: datetime
    end: datetime

    @property
    def where(self) -> ColumnElement[bool]:
        here = mentions.c.account_id.in_(self.account_ids) & mentions.c.baseline.is_(False) & AWAITED
        asked: ColumnElement[bool] = here & (mentions.c.asked_at >= self.start) & (mentions.c.asked_at < self.end)
        return asked


def asked(tx: Connection, account_ids: Sequence[int], start: datetime, end: datetime) -> tuple[Asked, ...]:
    """What became of the questions asked from `start` (included) until `end` (not included), both aware."""
    joined = mentions.outerjoin(cards, cards.c.mention_id == mentions.c.id)
    what = select(mentions.c.asked_at, mentions.c.answered_at, cards.c.due_at).select_from(joined)
    rows = tx.execute(what.where(_Asked(account_ids, start, end).where))
    return tuple(Asked(row.asked_at, row.answered_at, row.due_at) for row in rows)


def words(tx: Connection, account_ids: Sequence[int], start: datetime, end: datetime) -> list[tuple[int, str]]:
    """Who asked what, by the person's id: only what everybody may read, and nothing with a warning before it."""
    joined = mentions.join(posts, posts.c.id == mentions.c.post_id)
    readable = posts.c.audience.in_(OPEN_TO_ALL) & (posts.c.warning == "")
    what = select(mentions.c.person_id, posts.c.text).select_from(joined).order_by(mentions.c.asked_at.desc())
    rows = tx.execute(what.where(_Asked(account_ids, start, end).where, readable).limit(READ))
    return [(int(row.person_id), str(row.text)) for row in rows]


def elsewhere(
    tx: Connection, workspace_id: int, account_ids: Sequence[int], limit: int
) -> tuple[tuple[Elsewhere, ...], int]:
    """The questions of a workspace's accounts in other teams' hands, the longest first; and how many there are."""
    joined = hand_offs.join(cards, cards.c.id == hand_offs.c.card_id).join(people, people.c.id == cards.c.person_id)
    # What is handed off is little, the cards of an account are many: + 0 keeps SQLite from beginning with those.
    here = (hand_offs.c.workspace_id == workspace_id) & IS_ACTIVE & (cards.c.account_id + 0).in_(account_ids)
    total = tx.execute(select(func.count()).select_from(joined).where(here)).scalar_one()
    what = select(hand_offs, people.c.handle).select_from(joined).where(here).order_by(hand_offs.c.id + 0).limit(limit)
    rows = tx.execute(what)
    return tuple(Elsewhere(r.card_id, r.handle, r.channel_id, r.given_at, r.owner_id) for r in rows), int(total)
