"""Which cards are looked for, and how: each kind of search walks the index that leads to them, account by account."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Table,
    case,
    func,
    literal,
    select,
    text,
    union,
    union_all,
)

from slackapp.domain.card import CardKind, CardStatus
from slackapp.domain.said import Said
from slackapp.store import rounds
from slackapp.store.tables import AccountRow, CardRow, FeedbackRow, FollowerRow, MentionRow

accounts = AccountRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so
cards = CardRow.__table__  # type: ignore[attr-defined]  # likewise
feedback = FeedbackRow.__table__  # type: ignore[attr-defined]  # likewise
followers = FollowerRow.__table__  # type: ignore[attr-defined]  # likewise
mentions = MentionRow.__table__  # type: ignore[attr-defined]  # likewise


def _said_so(condition: str) -> ColumnElement[bool]:
    """To the letter what an index says: SQLite uses a partial one only where it sees that they agree."""
    words: ColumnElement[bool] = text(condition)  # type: ignore[assignment]  # it is one, in a WHERE
    return words


IS_OPEN = _said_so("card.status IN ('open', 'snoozed')")
_IS_NEW = _said_so("NOT follower.baseline")
_IS_DUE = _said_so("card.due_at IS NOT NULL")
_IS_OWNED = _said_so("card.owner_id <> ''")
_IS_DECIDED = _said_so("card.decided_by <> ''")

# Joined with `followers`: the card of a follower's present round, not of an earlier one, nor of somebody looked up.
THIS_ROUND = cards.c.subject == rounds.subject(followers)
NEWCOMER = THIS_ROUND & followers.c.baseline.is_(False)
_SAID = select(feedback.c.said).where(feedback.c.mention_id == mentions.c.id).scalar_subquery()
# A mention that waits for an answer: by a person's word, or else by its verdict.
AWAITED = (
    func.coalesce(_SAID, case((mentions.c.needs_answer.is_(True), Said.NEEDS_ANSWER), else_=Said.NOT_A_QUESTION))
    == Said.NEEDS_ANSWER
)
WITH_FOLLOWER = (followers.c.account_id == cards.c.account_id) & (followers.c.person_id == cards.c.person_id)


@dataclass(frozen=True, slots=True)
class Search:
    """Which cards are looked for. What is None or empty does not narrow."""

    workspace_id: int
    kind: CardKind
    statuses: frozenset[CardStatus] = frozenset()
    since: datetime | None = None  # first seen, or asked, at or after
    until: datetime | None = None  # and before
    lost: bool = False  # followers we lost, newest loss first
    person_id: int | None = None
    decided_by: str = ""
    mine: str = ""  # what this person decided on, or has and is open still
    account_id: int | None = None
    among: tuple[int, ...] = ()  # accounts that are known to have some: the others are not walked to their end
    oldest_first: bool = False
    by_account: bool = False  # one account of ours after another
    overdue_at: datetime | None = None  # only what was due by then
    awaited: bool = False  # only what waits for an answer: a channel's rule may card more


def totals(tx: Connection, what: Search) -> dict[int, int]:
    """How many cards each account has among those looked for, by account's id; none for none."""
    counted = [_count(what, account_id, kept) for account_id in _accounts(tx, what) for kept in _kept(what)]
    found: Counter[int] = Counter()
    for account_id, total in tx.execute(union_all(*counted)) if counted else ():
        found[account_id] += int(total)
    return {account_id: total for account_id, total in sorted(found.items()) if total}


def ids(tx: Connection, what: Search, limit: int, offset: int = 0) -> list[int]:
    """The ids of one page of cards, in their order; what came at one moment as it came."""
    # A statement for each account, merged: so each walks its index in order, and stops where the page ends.
    parts = [_part(what, account_id, kept) for account_id in _accounts(tx, what) for kept in _kept(what)]
    if not parts:
        return []
    every = union_all(*parts)
    at, tie = (every.selected_columns[name] for name in ("at", "tie"))
    order = (at.asc(), tie.asc()) if what.oldest_first else (at.desc(), tie.desc())
    first = [every.selected_columns["whose"]] if what.by_account else []
    rows = tx.execute(every.order_by(*first, *order).limit(limit).offset(offset))
    return [row.card_id for row in rows]


def _accounts(tx: Connection, what: Search) -> list[int]:
    query = select(accounts.c.id).where(accounts.c.workspace_id == what.workspace_id).order_by(accounts.c.id)
    if what.account_id is not None:
        query = query.where(accounts.c.id == what.account_id)
    if what.among:
        query = query.where(accounts.c.id.in_(what.among))
    return list(tx.execute(query).scalars())


def _kept(what: Search) -> tuple[Table, ...]:
    """Where those looked for are kept; of followers found by their cards the newest round alone stands for them."""
    if what.kind is CardKind.QUESTION:
        return (mentions,)
    return (followers,) if _is_by_card(what) else rounds.BOTH


def _count(what: Search, account_id: int, kept: Table) -> Select[int, int]:
    joined, where = _sought(what, account_id, kept, counted=True)
    return select(literal(account_id).label("whose"), func.count().label("n")).select_from(joined).where(*where)


def _part(what: Search, account_id: int, kept: Table) -> Select[Any]:
    joined, where = _sought(what, account_id, kept)
    columns = literal(account_id).label("whose"), _moment(what, kept).label("at"), kept.c.id.label("tie")
    return select(*columns, cards.c.id.label("card_id")).select_from(joined).where(*where)


def _moment(what: Search, kept: Table) -> ColumnElement[datetime]:
    """What cards are ordered by."""
    if what.kind is CardKind.QUESTION:
        return kept.c.asked_at
    if what.lost:
        return kept.c.lost_at
    # By an expression, where cards lead to their followers: else all who ever came would be walked for their order.
    first_seen = func.coalesce(kept.c.first_seen_at, cards.c.created_at)
    return first_seen if _is_by_card(what) else kept.c.first_seen_at


def _is_by_card(what: Search) -> bool:
    """Whether followers are found by their cards."""
    return bool(what.statuses or what.mine or what.decided_by or what.person_id is not None)


def _sought(
    what: Search, account_id: int, kept: Table, *, counted: bool = False
) -> tuple[FromClause, list[ColumnElement[bool]]]:
    """The rows of an account to look among, and what narrows them."""
    if what.kind is CardKind.FOLLOWER:
        return _followers(what, account_id, kept)
    return _questions(what, account_id, counted=counted)


def _followers(what: Search, account_id: int, kept: Table) -> tuple[FromClause, list[ColumnElement[bool]]]:
    """By when they came or left, where that is asked for; else by their cards."""
    its_card = cards.c.subject == rounds.subject(kept)
    where = [kept.c.account_id == account_id, cards.c.account_id == account_id, its_card, *_of_card(what)]
    is_new = _IS_NEW if kept is followers else kept.c.baseline.is_(False)
    where += [kept.c.lost_at.is_not(None)] if what.lost else [is_new]
    if by_card := _is_by_card(what):
        where += [cards.c.kind == what.kind, cards.c.person_id == kept.c.person_id]
    return kept.join(cards, WITH_FOLLOWER if by_card else its_card), [*where, *_between(what, kept)]


def _questions(what: Search, account_id: int, *, counted: bool) -> tuple[FromClause, list[ColumnElement[bool]]]:
    """By when they were asked; or by their cards, where what stands on these narrows."""
    narrow = _of_card(what)
    if not narrow and not counted:
        where = [mentions.c.account_id == account_id, *_between(what, mentions)]  # a card of a mention is a question's
        return mentions.join(cards, cards.c.mention_id == mentions.c.id), [*where, *([AWAITED] if what.awaited else [])]
    # Where people or moments narrow more than the account does: summed with nothing, so that its index is left alone.
    few = what.mine or what.decided_by or what.overdue_at or what.person_id is not None
    whose = cards.c.account_id + 0 if few else cards.c.account_id
    where = [cards.c.kind == what.kind, whose == account_id, *narrow, *_between(what, mentions)]
    if counted and not (what.awaited or what.since or what.until):
        return cards, where  # all that is asked for stands on the cards
    return cards.join(mentions, cards.c.mention_id == mentions.c.id), [*where, *([AWAITED] if what.awaited else [])]


def _between(what: Search, kept: Table) -> list[ColumnElement[bool]]:
    at = _moment(what, kept)
    return [*([at >= what.since] if what.since else []), *([at < what.until] if what.until else [])]


def _of_card(what: Search) -> list[ColumnElement[bool]]:
    """What narrows by what stands on the card."""
    narrow: list[ColumnElement[bool]] = []
    if what.statuses:
        narrow.append(cards.c.status.in_(sorted(what.statuses)))
    if what.person_id is not None:
        narrow.append(cards.c.person_id == what.person_id)
    if what.decided_by:
        narrow += [cards.c.decided_by == what.decided_by, _IS_DECIDED]
    if what.mine:
        narrow.append(cards.c.id.in_(_mine(what.mine)))
    if what.overdue_at is not None:
        narrow += [cards.c.due_at <= what.overdue_at, _IS_DUE, IS_OPEN]
    return narrow


def _mine(user_id: str) -> Select[Any]:
    """What somebody decided on, and what they have that is open still: an index each."""
    decided = select(cards.c.id).where(cards.c.decided_by == user_id, _IS_DECIDED)
    has = select(cards.c.id).where(cards.c.owner_id == user_id, _IS_OWNED, IS_OPEN)
    both = union(decided, has).subquery()
    return select(both.c.id)
