"""The ledger of a workspace's open questions, read in one go: whoever shows it counts and picks from the same lines."""

from sqlalchemy import Connection, select

from slackapp.domain.card import CardKind, CardStatus
from slackapp.domain.ledger import Line
from slackapp.domain.verdict import PostKind
from slackapp.store import hand_offs
from slackapp.store.cards import AWAITED, cards, mentions
from slackapp.store.tables import AccountRow

accounts = AccountRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so


def open_questions(tx: Connection, workspace_id: int, limit: int) -> tuple[Line, ...]:
    """The questions that wait for an answer, those put off among them: the oldest first, at most so many."""
    what = select(
        cards.c.id,
        cards.c.account_id,
        cards.c.status,
        cards.c.owner_id,
        cards.c.due_at,
        cards.c.snoozed_by,
        cards.c.snoozed_until,
        mentions.c.kind,
        mentions.c.asked_at,
    ).join(mentions, mentions.c.id == cards.c.mention_id)
    # By its accounts, for the index of what is open begins with them.
    ours = cards.c.account_id.in_(select(accounts.c.id).where(accounts.c.workspace_id == workspace_id))
    waits = (cards.c.kind == CardKind.QUESTION) & cards.c.status.in_([CardStatus.OPEN, CardStatus.SNOOZED]) & AWAITED
    rows = tx.execute(what.where(ours, waits).order_by(mentions.c.asked_at, cards.c.id).limit(limit))
    handed = {each.card_id for each in hand_offs.open_ones(tx, workspace_id)}
    return tuple(
        Line(
            card_id=row.id,
            account_id=row.account_id,
            kind=PostKind(row.kind),
            asked_at=row.asked_at,
            owner_id=row.owner_id,
            due_at=row.due_at,
            snoozed_by=row.snoozed_by if row.status == CardStatus.SNOOZED else "",
            snoozed_until=row.snoozed_until if row.status == CardStatus.SNOOZED else None,
            handed=row.id in handed,
        )
        for row in rows
    )
