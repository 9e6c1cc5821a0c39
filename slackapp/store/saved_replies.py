"""Saved replies: words that a team uses again and again."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, insert, or_, select, update

from slackapp.domain.saved import MOST, Kept, SavedReply, Wording
from slackapp.store import stories
from slackapp.store.tables import SavedReplyRow, WorkspaceRow

replies = SavedReplyRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so
workspaces = WorkspaceRow.__table__  # type: ignore[attr-defined]  # as above

_TICK = timedelta(microseconds=1)  # what both databases keep of a moment


def of(tx: Connection, workspace_id: int) -> tuple[SavedReply, ...]:
    """All of a workspace's, by title."""
    found = tx.execute(select(replies).where(replies.c.workspace_id == workspace_id).limit(MOST * 2))
    return tuple(sorted(map(_reply, found), key=lambda reply: (reply.title.casefold(), reply.id)))


def has(tx: Connection, workspace_id: int, account_id: int) -> bool:
    """Whether a workspace has one that this account may answer with."""
    may = or_(replies.c.account_id.is_(None), replies.c.account_id == account_id)
    return (
        tx.execute(select(replies.c.id).where(replies.c.workspace_id == workspace_id, may).limit(1)).first() is not None
    )


def get(tx: Connection, workspace_id: int, reply_id: int) -> SavedReply | None:
    """One of a workspace's; None where it has none of this id."""
    row = tx.execute(select(replies).where(_here(workspace_id, reply_id))).one_or_none()
    return _reply(row) if row else None


def add(tx: Connection, workspace_id: int, wanted: Wording, by: str, now: datetime) -> Kept:
    """Keep a new one, and note who made it.

    Args:
        tx: a transaction that writes.
        workspace_id: whose.
        wanted: its words; the account is one of the workspace's.
        by: the Slack user id of who makes it.
        now: the moment (aware).
    """
    _take_turns(tx, workspace_id)
    there = of(tx, workspace_id)
    if len(there) >= MOST:
        return Kept.FULL
    if _is_taken(there, wanted):
        return Kept.TAKEN
    row = {"workspace_id": workspace_id, "title": wanted.title, "text": wanted.text, "account_id": wanted.account_id}
    tx.execute(insert(replies).values(row | {"made_by": by, "changed_by": by, "changed_at": now}))
    stories.note(tx, workspace_id, now, by, f"New saved reply: {wanted.title}")
    return Kept.SAVED


def change(
    tx: Connection, workspace_id: int, reply_id: int, wanted: Wording, by: str, now: datetime, *, seen: datetime
) -> Kept:
    """Change one, unless somebody changed it since it was seen; nothing is written then.

    Args:
        tx: a transaction that writes.
        workspace_id: whose.
        reply_id: which.
        wanted: its words from now on; the account is one of the workspace's.
        by: the Slack user id of who changes it.
        now: the moment (aware).
        seen: its `changed_at` as they saw it.
    """
    _take_turns(tx, workspace_id)
    if _is_taken((each for each in of(tx, workspace_id) if each.id != reply_id), wanted):
        return Kept.TAKEN
    at = max(now, seen + _TICK)  # never the same twice, whatever the clock does
    values = {"title": wanted.title, "text": wanted.text, "account_id": wanted.account_id}
    here = _here(workspace_id, reply_id) & (replies.c.changed_at == seen)
    changed = update(replies).where(here).values(values | {"changed_by": by, "changed_at": at})
    if not tx.execute(changed).rowcount:
        return _overtaken(tx, workspace_id, reply_id)
    stories.note(tx, workspace_id, now, by, f"Saved reply changed: {wanted.title}")
    return Kept.SAVED


def remove(tx: Connection, workspace_id: int, reply_id: int, by: str, now: datetime, *, seen: datetime) -> Kept:
    """Delete one, unless somebody changed it since it was seen; arguments as for `change`."""
    there = get(tx, workspace_id, reply_id)
    here = _here(workspace_id, reply_id) & (replies.c.changed_at == seen)
    if there is None or not tx.execute(delete(replies).where(here)).rowcount:
        return _overtaken(tx, workspace_id, reply_id)
    stories.note(tx, workspace_id, now, by, f"Saved reply deleted: {there.title}")
    return Kept.SAVED


def count_use(tx: Connection, workspace_id: int, reply_id: int) -> None:
    """Count that one was used, in the transaction that decides the answer; nothing where it is gone."""
    tx.execute(update(replies).where(_here(workspace_id, reply_id)).values(uses=replies.c.uses + 1))


def _here(workspace_id: int, reply_id: int) -> ColumnElement[bool]:
    return and_(replies.c.workspace_id == workspace_id, replies.c.id == reply_id)


def _overtaken(tx: Connection, workspace_id: int, reply_id: int) -> Kept:
    return Kept.OVERTAKEN if get(tx, workspace_id, reply_id) else Kept.GONE


def _is_taken(there: Iterable[SavedReply], wanted: Wording) -> bool:
    return any(
        (each.title.casefold(), each.account_id) == (wanted.title.casefold(), wanted.account_id) for each in there
    )


def _take_turns(tx: Connection, workspace_id: int) -> None:
    """Let one after the other save: how many there are and which titles are taken must not move meanwhile."""
    tx.execute(select(workspaces.c.id).where(workspaces.c.id == workspace_id).with_for_update())


def _reply(row: Row[Any]) -> SavedReply:
    return SavedReply(
        row.id, row.title, row.text, row.account_id, row.changed_at, row.changed_by, row.made_by, row.uses
    )
