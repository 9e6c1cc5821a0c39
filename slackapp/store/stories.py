"""What happened to cards, and what people changed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select

from slackapp.domain.card import Card
from slackapp.domain.story import Event, Line
from slackapp.store.people import bounded
from slackapp.store.tables import StoryRow

stories = StoryRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so

LONGEST = 500  # characters of a detail
# Every click passes here: statements made once cost a third of those made anew.
_ADD = insert(stories)


def tell(tx: Connection, card: Card, event: Event, now: datetime, actor_id: str = "", detail: str = "") -> None:
    """Add a line to a card's story.

    Args:
        tx: the transaction in which it happens.
        card: whose story it is.
        event: what happened.
        now: the moment (aware).
        actor_id: the Slack user id of who did it; "" where it happened by itself.
        detail: more of it, in plain words; cut at 500 characters.
    """
    row = {"workspace_id": card.workspace_id, "account_id": card.account_id, "card_id": card.id, "at": now}
    tx.execute(_ADD, row | {"actor_id": actor_id, "event": event, "detail": bounded(detail, LONGEST)})


def tell_all(tx: Connection, cards: Sequence[Card], event: Event, now: datetime, detail: str = "") -> None:
    """Add the same line to the stories of several cards; it happened by itself."""
    same = {"at": now, "actor_id": "", "event": event, "detail": bounded(detail, LONGEST)}
    rows = [
        same | {"workspace_id": card.workspace_id, "account_id": card.account_id, "card_id": card.id} for card in cards
    ]
    if rows:
        tx.execute(insert(stories), rows)


def note(tx: Connection, workspace_id: int, now: datetime, actor_id: str, detail: str) -> None:
    """Note a change of a workspace's own: who changed what."""
    row = {"workspace_id": workspace_id, "at": now, "actor_id": actor_id, "event": Event.CHANGED}
    tx.execute(insert(stories).values(row | {"detail": bounded(detail, LONGEST)}))


def of_card(tx: Connection, card_id: int, most: int = 100) -> tuple[Line, ...]:
    """A card's newest lines, oldest first."""
    query = select(stories).where(stories.c.card_id == card_id).order_by(stories.c.id.desc()).limit(most)
    rows = reversed(tx.execute(query).all())
    return tuple(Line(r.at, Event(r.event), r.actor_id, r.detail, r.card_id, r.account_id, r.id) for r in rows)
