"""What a workspace has, row by row for its files: read in batches, each of them its own transaction, in one order.

A file of a million rows must not hold a transaction, nor its rows in memory.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

from sqlalchemy import ColumnElement, Connection, FromClause, Table, literal, or_, select

from slackapp.domain.audit import Filter, Told
from slackapp.domain.export import Cell
from slackapp.store import audit, rounds
from slackapp.store.tables import AccountRow, CardRow, FollowerRow, MentionRow, PersonRow, PostRow

accounts = AccountRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so
cards = CardRow.__table__  # type: ignore[attr-defined]  # likewise
followers = FollowerRow.__table__  # type: ignore[attr-defined]  # likewise
mentions = MentionRow.__table__  # type: ignore[attr-defined]  # likewise
people = PersonRow.__table__  # type: ignore[attr-defined]  # likewise
posts = PostRow.__table__  # type: ignore[attr-defined]  # likewise

_PERSON: Mapping[str, ColumnElement[object]] = {
    "network": accounts.c.network,
    "our account": accounts.c.handle,
    "handle": people.c.handle,
    "name": people.c.name,
    "page": people.c.page_url,
}
_CARD: Mapping[str, ColumnElement[object]] = {
    "card": cards.c.status,
    "follow": cards.c.follow,
    "reply": cards.c.reply,
    "owner": cards.c.owner_id,
    "decided by": cards.c.decided_by,
    "decided at (UTC)": cards.c.decided_at,
    "closed because": cards.c.closed_why,
}


def _followers(table: Table) -> Mapping[str, ColumnElement[object]]:
    """Of the newest rounds, or of those before them."""
    return {
        **_PERSON,
        "round": table.c.round,
        "first seen (UTC)": table.c.first_seen_at,
        "followed at (UTC)": table.c.followed_at,
        "was there before Rapport": table.c.baseline,
        "left at (UTC)": table.c.lost_at,
        "left because": table.c.lost_reason,
        **_CARD,
        "bio": people.c.bio,
        "location": people.c.location,
        "website": people.c.website,
        "their followers": people.c.followers,
        "they follow": people.c.following,
        "their posts": people.c.posts,
        "joined (UTC)": people.c.created_at,
    }


_QUESTIONS: Mapping[str, ColumnElement[object]] = {
    **_PERSON,
    "asked at (UTC)": mentions.c.asked_at,
    "words": posts.c.text,
    "post": posts.c.url,
    "kind": mentions.c.kind,
    "urgency": mentions.c.urgency,
    "waits for an answer": mentions.c.needs_answer,
    "answered at (UTC)": mentions.c.answered_at,
    "answered in": mentions.c.answered_via,
    "due at (UTC)": cards.c.due_at,
    **_CARD,
}
FOLLOWER_HEADINGS, QUESTION_HEADINGS = tuple(_followers(followers)), tuple(_QUESTIONS)
TEAMMATES = frozenset({"owner", "decided by"})  # headings under which Slack's user ids stand


Key = tuple[int, int]  # what a row is of, by the store's id, and which round of it; rounds count from 1, else it is 0
START: Key = (0, 0)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows, and where to go on: the key of the last; None where that was all."""

    rows: tuple[tuple[Cell, ...], ...]
    last: Key | None


def of_followers(
    tx: Connection, account_id: int, since: datetime | None, until: datetime | None, limit: int, after: Key = START
) -> Batch:
    """Everybody who follows or followed an account, person by person, a row for each time they came; beyond `after`.

    Args:
        tx: a transaction.
        account_id: whose.
        since: first seen at or after, if that matters.
        until: and before.
        limit: how many at most.
        after: the key of the last row of the batch before.
    """
    found: list[tuple[Key, tuple[Cell, ...]]] = []
    person, number = after
    for table in rounds.BOTH:
        joined = table.join(people, people.c.id == table.c.person_id)
        joined = joined.join(accounts, accounts.c.id == table.c.account_id)
        its_card = cards.c.subject == rounds.subject(table)
        joined = joined.outerjoin(cards, (cards.c.account_id == table.c.account_id) & its_card)
        beyond = or_(table.c.person_id > person, table.c.round > number)
        here = [table.c.account_id == account_id, table.c.person_id >= person, beyond]
        here += _within(table.c.first_seen_at, since, until)
        found += _rows(tx, _followers(table), joined, here, (table.c.person_id, table.c.round), limit)
    return _batch(sorted(found, key=itemgetter(0))[:limit], limit)


def of_questions(
    tx: Connection, account_id: int, since: datetime | None, until: datetime | None, limit: int, after: Key = START
) -> Batch:
    """Every question of an account that has a card, by the store's id of the mention; arguments as for followers."""
    joined = mentions.join(posts, posts.c.id == mentions.c.post_id)
    joined = joined.join(people, people.c.id == mentions.c.person_id)
    joined = joined.join(accounts, accounts.c.id == mentions.c.account_id)
    joined = joined.join(cards, cards.c.mention_id == mentions.c.id)
    # Summed with nothing, so that it is walked along its own ids: the account's index has another order to sort from.
    here = [mentions.c.account_id + 0 == account_id, mentions.c.id > after[0]]
    here += _within(mentions.c.asked_at, since, until)
    return _batch(_rows(tx, _QUESTIONS, joined, here, (mentions.c.id,), limit), limit)


def of_audit(
    tx: Connection, workspace_id: int, what: Filter, limit: int, after: tuple[datetime, int] | None = None
) -> tuple[Told, ...]:
    """Lines of a workspace, oldest first, beyond the moment and id of the last one."""
    at, i = audit.stories.c.at, audit.stories.c.id
    query = audit.narrowed(workspace_id, what)
    if after is not None:
        query = query.where(at >= after[0], or_(at > after[0], i > after[1]))
    return tuple(audit.told(row) for row in tx.execute(query.order_by(at, i).limit(limit)))


def _within(at: ColumnElement[datetime], since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    return [*([at >= since] if since is not None else []), *([at < until] if until is not None else [])]


def _rows(
    tx: Connection,
    columns: Mapping[str, ColumnElement[object]],
    joined: FromClause,
    here: list[ColumnElement[bool]],
    key: tuple[ColumnElement[int], ...],
    limit: int,
) -> list[tuple[Key, tuple[Cell, ...]]]:
    named = [column.label(f"c{n}") for n, column in enumerate(columns.values())]
    keyed = (key[0].label("of"), (key[1] if len(key) > 1 else literal(0)).label("number"))
    query = select(*keyed, *named).select_from(joined).where(*here).order_by(*key).limit(limit)
    return [((row.of, row.number), _cells(tuple(row)[2:])) for row in tx.execute(query)]


def _batch(found: list[tuple[Key, tuple[Cell, ...]]], limit: int) -> Batch:
    return Batch(tuple(cells for _, cells in found), found[-1][0] if len(found) == limit else None)


def _cells(values: tuple[object, ...]) -> tuple[Cell, ...]:
    """What a row holds as plain cells."""
    return tuple(
        ("yes" if value else "no")
        if isinstance(value, bool)
        else value
        if value is None or isinstance(value, int | datetime)
        else str(value)
        for value in values
    )
