"""New followers who wait for a decision, the newest first: found by streams that end early, however many wait."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, FromClause, and_, func, literal, select

from slackapp.domain.card import Card, CardKind, CardStatus
from slackapp.store import rounds
from slackapp.store.cards import NEWCOMER, WITH_FOLLOWER, card_of, cards, followers, of_subjects

_WAITS = (CardStatus.OPEN, CardStatus.SNOOZED)


def waiting(tx: Connection, account_ids: Collection[int], limit: int, offset: int = 0) -> tuple[Card, ...]:
    """Open cards of new followers of these accounts, the newest first.

    Each account and status is a stream of its own: within one, the index of what is open has them in order.
    """
    found: list[Card] = []
    for account_id in account_ids:
        for status in _WAITS:
            newest = select(cards).select_from(_joined()).where(_here(account_id, status)).order_by(cards.c.id.desc())
            found += [card_of(row) for row in tx.execute(newest.limit(limit + offset))]
    found.sort(key=lambda card: -card.id)
    return tuple(found[offset : offset + limit])


def number_waiting(tx: Connection, account_ids: Collection[int], most: int) -> int:
    """How many there are of them; `most` where there are as many, or more."""
    total = 0
    for account_id in account_ids:
        for status in _WAITS:
            some = select(literal(1)).select_from(_joined()).where(_here(account_id, status)).limit(most - total)
            total += int(tx.execute(select(func.count()).select_from(some.subquery())).scalar_one())
            if total >= most:
                return most
    return total


def came(tx: Connection, account_ids: Collection[int], start: datetime, end: datetime, limit: int) -> tuple[Card, ...]:
    """Cards, decided on or not, of who was first seen from `start` (included) until `end`, the newest first.

    Args:
        tx: a transaction.
        account_ids: whom they follow.
        start: aware, as is `end`.
        end: the moment before which they came.
        limit: the most of each account; as many again of earlier rounds.
    """
    found: list[Card] = []
    for account_id in account_ids:
        for table in rounds.BOTH:  # one who came, left and came again has a card for each time
            first_seen = table.c.first_seen_at
            here = (table.c.account_id == account_id) & (first_seen >= start) & (first_seen < end)
            newest = select(rounds.subject(table)).where(here, table.c.baseline.is_(False))
            newest = newest.order_by(first_seen.desc()).limit(limit)
            found += of_subjects(tx, account_id, tuple(tx.execute(newest).scalars()))
    return tuple(sorted(found, key=lambda card: -card.id))


def undecided(found: Sequence[Card]) -> tuple[Card, ...]:
    """Those of some cards that still wait for a decision."""
    return tuple(card for card in found if card.status in _WAITS)


def _joined() -> FromClause:
    joined: FromClause = cards.join(followers, WITH_FOLLOWER)
    return joined


def _here(account_id: int, status: CardStatus) -> ColumnElement[bool]:
    of = (cards.c.account_id == account_id) & (cards.c.kind == CardKind.FOLLOWER) & (cards.c.status == status)
    return and_(of, NEWCOMER)
