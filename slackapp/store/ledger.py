"""The ledger of a workspace's open questions, read in one go: whoever shows it counts and picks from the same lines."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from slackapp.domain.card import CardKind, CardStatus
from slackapp.domain.ledger import Line
from slackapp.domain.verdict import PostKind
from slackapp.store import hand_offs
from slackapp.store.cards import AWAITED, cards, mentions
from slackapp.store.tables import AccountRow

accounts = AccountRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so

_KINDS = {kind.value: kind for kind in PostKind}


def open_questions(tx: Connection, workspace_id: int, now: datetime, limit: int) -> tuple[Line, ...]:
    """The questions that wait for an answer, those put off among them: the oldest first, at most so many.

    Moments stay in the database, which compares and ranks them: reading thousands would take longer than all else.

    Args:
        tx: a transaction.
        workspace_id: whose.
        now: what is due by then is overdue; aware.
        limit: the most of them.
    """
    what = select(
        cards.c.id,
        cards.c.account_id,
        mentions.c.kind,
        cards.c.owner_id,
        func.coalesce(cards.c.due_at <= now, False),
        func.row_number().over(order_by=(cards.c.due_at.is_(None), cards.c.due_at, mentions.c.asked_at, cards.c.id)),
        cards.c.status == CardStatus.SNOOZED,
        cards.c.snoozed_by,
        func.row_number().over(order_by=(cards.c.snoozed_until, cards.c.id)),
    ).join(mentions, mentions.c.id == cards.c.mention_id)
    # By its accounts, for the index of what is open begins with them.
    ours = cards.c.account_id.in_(select(accounts.c.id).where(accounts.c.workspace_id == workspace_id))
    waits = (cards.c.kind == CardKind.QUESTION) & cards.c.status.in_([CardStatus.OPEN, CardStatus.SNOOZED]) & AWAITED
    rows = tx.execute(what.where(ours, waits).order_by(mentions.c.asked_at, cards.c.id).limit(limit)).all()
    handed = {each.card_id for each in hand_offs.open_ones(tx, workspace_id)}
    return tuple(
        Line(i, account, _KINDS[kind], owner, bool(late), due, bool(asleep), by, back, i in handed)
        for i, account, kind, owner, late, due, asleep, by, back in rows
    )
