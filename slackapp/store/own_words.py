"""The words of a workspace's own that triage listens for."""

from dataclasses import fields
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from slackapp.domain.brand import OwnWords
from slackapp.store.tables import OwnWordRow

words = OwnWordRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so

KINDS = tuple(field.name for field in fields(OwnWords))


def of(tx: Connection, workspace_id: int) -> OwnWords:
    """A workspace's own words, each kind in the order in which people typed them."""
    query = select(words.c.kind, words.c.word).where(words.c.workspace_id == workspace_id)
    gathered: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for row in tx.execute(query.order_by(words.c.position)):
        gathered[row.kind].append(row.word)
    return OwnWords(**{kind: tuple(listed) for kind, listed in gathered.items()})


def put(tx: Connection, workspace_id: int, wanted: OwnWords, by: str, now: datetime) -> None:
    """Replace a workspace's words; who added one that stays is not forgotten.

    Args:
        tx: a transaction that writes.
        workspace_id: whose words.
        wanted: all of them from now on.
        by: the Slack user id of who changed them.
        now: the moment (aware).
    """
    rows = tx.execute(select(words).where(words.c.workspace_id == workspace_id))
    before = {(row.kind, row.word): (row.added_by, row.added_at) for row in rows}
    tx.execute(delete(words).where(words.c.workspace_id == workspace_id))
    made = []
    for kind in KINDS:
        for position, word in enumerate(dict.fromkeys(getattr(wanted, kind))):
            added_by, added_at = before.get((kind, word), (by, now))
            place = {"workspace_id": workspace_id, "kind": kind, "word": word, "position": position}
            made.append(place | {"added_by": added_by, "added_at": added_at})
    if made:
        tx.execute(insert(words), made)
