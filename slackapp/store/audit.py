"""All that happened in a workspace: a page of it, newest first. Walked along the index of (workspace, moment)."""

from datetime import datetime

from sqlalchemy import Connection, Row, Select, and_, or_, select

from slackapp.domain.audit import Filter, Told
from slackapp.domain.card import CardKind
from slackapp.domain.people import NetworkName
from slackapp.domain.story import Event, Line
from slackapp.store.tables import AccountRow, CardRow, PersonRow, StoryRow

stories = StoryRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so
cards = CardRow.__table__  # type: ignore[attr-defined]  # likewise
people = PersonRow.__table__  # type: ignore[attr-defined]  # likewise
accounts = AccountRow.__table__  # type: ignore[attr-defined]  # likewise

_WITH = (
    stories.outerjoin(cards, cards.c.id == stories.c.card_id)
    .outerjoin(people, people.c.id == cards.c.person_id)
    .outerjoin(accounts, accounts.c.id == stories.c.account_id)
)
LINES = (
    select(
        stories, cards.c.kind.label("card_kind"), people.c.handle.label("person"), accounts.c.handle.label("account")
    )
    .add_columns(accounts.c.network.label("network"))
    .select_from(_WITH)
)
KNOWN = frozenset(Event)


def page(
    tx: Connection, workspace_id: int, what: Filter, limit: int, *, before: int = 0, after: int = 0
) -> tuple[tuple[Told, ...], bool]:
    """Lines of a workspace, newest first, and whether there are more in the direction that was walked.

    Args:
        tx: a transaction.
        workspace_id: whose.
        what: which.
        limit: how many at most.
        before: only those older than this line (its id); a line of another workspace is none.
        after: only those newer than this one, the oldest of them.
    """
    query = narrowed(workspace_id, what)
    at, i = stories.c.at, stories.c.id
    here = tx.execute(select(at).where(i == (before or after), stories.c.workspace_id == workspace_id)).scalar()
    if here is not None and before:
        query = query.where(at <= here, or_(at < here, i < before))
    elif here is not None:
        query = query.where(at >= here, or_(at > here, i > after))
    upwards = here is not None and not before
    order = (at.asc(), i.asc()) if upwards else (at.desc(), i.desc())
    rows = tx.execute(query.order_by(*order).limit(limit + 1)).all()
    found = [told(row) for row in rows[:limit]]
    return tuple(reversed(found) if upwards else found), len(rows) > limit


def floor(tx: Connection, workspace_id: int, lines: int) -> datetime | None:
    """The moment of a workspace's n-th newest line; None where there are fewer."""
    here = select(stories.c.at).where(stories.c.workspace_id == workspace_id).order_by(stories.c.at.desc())
    found: datetime | None = tx.execute(here.limit(1).offset(lines)).scalar()
    return found


def narrowed(workspace_id: int, what: Filter) -> Select[tuple[object, ...]]:
    """The lines of a workspace that are wanted, in no order."""
    where = [stories.c.workspace_id == workspace_id, stories.c.event.in_(sorted(what.events or KNOWN))]
    if what.since is not None:
        where.append(stories.c.at >= what.since)
    if what.until is not None:
        where.append(stories.c.at < what.until)
    if what.actor_id:
        where.append(stories.c.actor_id == what.actor_id)
    if what.account_ids:
        where.append(stories.c.account_id.in_(sorted(what.account_ids)))
    return LINES.where(and_(*where))


def told(row: Row[tuple[object, ...]]) -> Told:
    """A row as a domain value."""
    line = Line(row.at, Event(row.event), row.actor_id, row.detail, row.card_id, row.account_id, row.id)
    kind = CardKind(row.card_kind) if row.card_kind else None
    network = NetworkName(row.network) if row.network else None
    return Told(line, kind, row.person or "", row.account or "", network)
