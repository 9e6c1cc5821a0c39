"""Replies that wait for somebody who may send them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, and_, insert, select, text, update

from slackapp.domain.draft import Draft, DraftState
from slackapp.store.people import bounded
from slackapp.store.tables import DraftRow

drafts = DraftRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so

LONGEST_NOTE = 1_000  # characters
# To the letter what the index says: SQLite uses a partial one only where it sees that they agree.
_AT_HAND: ColumnElement[bool] = text("draft.state IN ('waiting', 'returned')")  # type: ignore[assignment]  # it is one, in a WHERE


def _draft(row: Row[tuple[object, ...]]) -> Draft:
    return Draft(
        row.id,
        row.workspace_id,
        row.card_id,
        row.text,
        DraftState(row.state),
        row.written_by,
        row.written_at,
        row.decided_by,
        row.decided_at,
        row.note,
        row.version,
        row.saved_id or 0,
    )


def add(tx: Connection, workspace_id: int, card_id: int, text: str, by: str, now: datetime, saved_id: int = 0) -> Draft:
    """Keep a new draft; `saved_id` is the saved reply that its words began with."""
    row = {"workspace_id": workspace_id, "card_id": card_id, "text": text, "state": DraftState.WAITING}
    row["saved_id"] = saved_id or None
    row |= {"written_by": by, "written_at": now, "decided_by": "", "decided_at": None, "note": "", "version": 1}
    return _draft(tx.execute(insert(drafts).values(row).returning(drafts)).one())


def get(tx: Connection, workspace_id: int, draft_id: int, *, to_change: bool = False) -> Draft | None:
    """One draft of a workspace.

    Args:
        tx: a transaction; one that writes, where it is to be changed.
        workspace_id: whose.
        draft_id: which.
        to_change: whether nobody else may change it until the transaction ends (SQLite has one writer anyway).
    """
    query = select(drafts).where(drafts.c.id == draft_id, drafts.c.workspace_id == workspace_id)
    row = tx.execute(query.with_for_update() if to_change else query).one_or_none()
    return _draft(row) if row else None


def is_as_seen(tx: Connection, draft: Draft) -> bool:
    """Whether a draft still waits with the words that were seen; if so, nobody else changes it in this transaction."""
    now = get(tx, draft.workspace_id, draft.id, to_change=True)
    return now is not None and now.waits and now.version == draft.version and now.card_id == draft.card_id


def of_cards(tx: Connection, card_ids: Sequence[int]) -> dict[int, tuple[Draft, ...]]:
    """The drafts of each card that has any, oldest first; those withdrawn are nobody's business any more."""
    here = drafts.c.card_id.in_(card_ids) & (drafts.c.state != DraftState.WITHDRAWN)
    found: dict[int, tuple[Draft, ...]] = {}
    for row in tx.execute(select(drafts).where(here).order_by(drafts.c.id)) if card_ids else ():
        found[row.card_id] = (*found.get(row.card_id, ()), _draft(row))
    return found


def waiting(tx: Connection, workspace_id: int, limit: int) -> tuple[Draft, ...]:
    """The drafts of a workspace that wait for somebody who may send them, the oldest first."""
    here = (drafts.c.workspace_id == workspace_id) & (drafts.c.state == DraftState.WAITING) & _AT_HAND
    return tuple(_draft(row) for row in tx.execute(select(drafts).where(here).order_by(drafts.c.id + 0).limit(limit)))


def returned_to(tx: Connection, workspace_id: int, user_id: str, limit: int) -> tuple[Draft, ...]:
    """The drafts that came back to their author, by Slack user id; the newest first."""
    here = (drafts.c.workspace_id == workspace_id) & (drafts.c.state == DraftState.RETURNED) & _AT_HAND
    query = select(drafts).where(here, drafts.c.written_by == user_id).order_by(drafts.c.id.desc()).limit(limit)
    return tuple(_draft(row) for row in tx.execute(query))


def reword(tx: Connection, draft: Draft, text: str) -> bool:
    """Change the words of a draft that waits. False where it was changed or ended meanwhile."""
    changed = tx.execute(update(drafts).where(_as_seen(draft)).values(text=text, version=draft.version + 1))
    return changed.rowcount == 1


def end(tx: Connection, draft: Draft, state: DraftState, by: str, now: datetime, note: str = "") -> bool:
    """Send, return or withdraw a draft that waits, once. False where it was changed or ended meanwhile.

    Args:
        tx: a transaction that writes.
        draft: as it was seen.
        state: what becomes of it.
        by: the Slack user id of who does it.
        now: the moment (aware).
        note: why it is returned; cut at 1,000 characters.
    """
    values = {"state": state, "decided_by": by, "decided_at": now, "note": bounded(note, LONGEST_NOTE)}
    ended = tx.execute(update(drafts).where(_as_seen(draft)).values(values | {"version": draft.version + 1}))
    return ended.rowcount == 1


def _as_seen(draft: Draft) -> ColumnElement[bool]:
    waits = drafts.c.state == DraftState.WAITING
    return and_(drafts.c.id == draft.id, waits, drafts.c.version == draft.version)
