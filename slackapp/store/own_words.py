"""The words of a workspace's own that triage listens for."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from slackapp.domain.brand import OwnWords
from slackapp.domain.own_words import KINDS, KeptWords
from slackapp.store.tables import OwnWordRow

words = OwnWordRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so

_CHANGED = "changed"  # the kind of a row that holds no word: who changed the list last, when, and how often it was

_MOST_CHANGES = 2**31 - 1  # what an integer of PostgreSQL holds


def of(tx: Connection, workspace_id: int) -> OwnWords:
    """A workspace's own words, each kind in the order in which people typed them."""
    return kept(tx, workspace_id).words


def kept(tx: Connection, workspace_id: int) -> KeptWords:
    """A workspace's own words, with who changed them last."""
    rows = list(tx.execute(select(words).where(words.c.workspace_id == workspace_id).order_by(words.c.position)))
    listed = {kind: tuple(row.word for row in rows if row.kind == kind) for kind in KINDS}
    last = next((row for row in rows if row.kind == _CHANGED), None)
    if last is None:
        return KeptWords(OwnWords(**listed))
    return KeptWords(OwnWords(**listed), last.position, last.added_by, last.added_at)


def put(
    tx: Connection, workspace_id: int, wanted: OwnWords, by: str, now: datetime, *, seen: int | None = None
) -> bool:
    """Replace a workspace's words; who added one that stays is not forgotten.

    Args:
        tx: a transaction that writes.
        workspace_id: whose words.
        wanted: all of them from now on.
        by: the Slack user id of who changed them.
        now: the moment (aware).
        seen: the revision that they had before them; None where they change whatever there is.

    Returns:
        False where somebody changed them since that revision. Nothing is written then.
    """
    if not _move_on(tx, workspace_id, by, now, seen):
        return False
    here = (words.c.workspace_id == workspace_id) & (words.c.kind != _CHANGED)
    before = {(row.kind, row.word): (row.added_by, row.added_at) for row in tx.execute(select(words).where(here))}
    tx.execute(delete(words).where(here))
    made = []
    for kind in KINDS:
        for position, word in enumerate(dict.fromkeys(getattr(wanted, kind))):
            added_by, added_at = before.get((kind, word), (by, now))
            place = {"workspace_id": workspace_id, "kind": kind, "word": word, "position": position}
            made.append(place | {"added_by": added_by, "added_at": added_at})
    if made:
        tx.execute(insert(words), made)
    return True


def _move_on(tx: Connection, workspace_id: int, by: str, now: datetime, seen: int | None) -> bool:
    """Take the next revision, for one of those who saw the same; it locks the list until the transaction ends."""
    if seen is not None and seen > _MOST_CHANGES:
        return False  # none that there could have been
    if not seen:
        start = {"workspace_id": workspace_id, "kind": _CHANGED, "word": "", "position": 0}
        make = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
        tx.execute(make(words).values(start | {"added_by": by, "added_at": now}).on_conflict_do_nothing())
    here = (words.c.workspace_id == workspace_id) & (words.c.kind == _CHANGED)
    if seen is not None:
        here &= words.c.position == seen
    moved = {"position": words.c.position + 1, "added_by": by, "added_at": now}
    return tx.execute(update(words).where(here).values(moved)).rowcount == 1
