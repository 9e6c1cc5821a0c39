"""Rounds of followers: who left and came back followed before, and days long past go on telling of it.

A follower's row tells the newest round; those before it are kept as they ended. Who looks at a span takes both.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, String, Table, cast, insert, literal, select

from slackapp.store.tables import CardRow, FollowerRow, PastFollowRow

followers: Table = FollowerRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so
past: Table = PastFollowRow.__table__  # type: ignore[attr-defined]  # likewise
cards: Table = CardRow.__table__  # type: ignore[attr-defined]  # likewise

BOTH = (followers, past)
KEPT = ("round", "first_seen_at", "followed_at", "baseline", "lost_at", "lost_reason")


def keep(tx: Connection, account_id: int, person_ids: Sequence[int]) -> None:
    """Keep the rounds of those among some people who followed an account already, before new ones begin.

    Args:
        tx: the transaction in which they begin.
        account_id: whose followers.
        person_ids: who comes; as many as fit into one statement.
    """
    names = ("account_id", "person_id", *KEPT)
    here = (followers.c.account_id == account_id) & followers.c.person_id.in_(person_ids)
    tx.execute(insert(past).from_select(names, select(*(followers.c[name] for name in names)).where(here)))


def number_of(tx: Connection, card_id: int) -> int:
    """Which round a follower's card tells of; 0 for the card of somebody who was looked up, and of a question."""
    told = str(tx.execute(select(cards.c.subject).where(cards.c.id == card_id)).scalar_one_or_none() or "")
    kind, _, number = told.rpartition(":")
    return int(number) if kind.startswith("follower:") and number.isdecimal() else 0


def subject(table: Table) -> ColumnElement[str]:
    """The subject of the card of a round, in either table."""
    return literal("follower:") + cast(table.c.person_id, String) + ":" + cast(table.c.round, String)
