"""Questions in the hands of other teams: changed only by whoever names the version they saw."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, insert, select, text, update

from slackapp.domain.card import Card, CardStatus
from slackapp.domain.hand_off import HandOff, HandOffState, close
from slackapp.store import channels, messages
from slackapp.store.cards import cards
from slackapp.store.people import bounded
from slackapp.store.tables import HandOffRow

hand_offs = HandOffRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so

LONGEST = 1_000  # characters of a note
OVER = frozenset({CardStatus.DONE, CardStatus.IGNORED, CardStatus.CLOSED})
# To the letter what the index says: SQLite uses a partial one only where it sees that they agree.
IS_ACTIVE: ColumnElement[bool] = text("hand_off.state IN ('open', 'claimed')")  # type: ignore[assignment]  # it is one, in a WHERE


def _hand_off(row: Row[tuple[object, ...]]) -> HandOff:
    return HandOff(
        id=row.id,
        workspace_id=row.workspace_id,
        card_id=row.card_id,
        channel_id=row.channel_id,
        given_by=row.given_by,
        given_at=row.given_at,
        note=row.note,
        state=HandOffState(row.state),
        owner_id=row.owner_id,
        message_id=row.message_id,
        ended_by=row.ended_by,
        ended_at=row.ended_at,
        end_note=row.end_note,
        version=row.version,
    )


def add(tx: Connection, card: Card, channel_id: str, note: str, by: str, now: datetime) -> HandOff:
    """Give a card's question to another team, and plan the message there.

    Args:
        tx: a transaction that writes.
        card: the question's, in the version that this hand-off made.
        channel_id: where the other team is.
        note: for them; cut at 1,000 characters.
        by: the Slack user id of who gives it.
        now: the moment (aware).
    """
    key = f"handed:{card.id}:{card.version}"
    kind = messages.MessageKind.HAND_OFF
    message_id = messages.add(tx, messages.NewMessage(key, kind, card.workspace_id, channel_id, card.account_id), now)
    row = {
        "workspace_id": card.workspace_id,
        "card_id": card.id,
        "channel_id": channel_id,
        "message_id": message_id,
        "note": bounded(note, LONGEST),
        "state": HandOffState.OPEN,
        "owner_id": "",
        "given_by": by,
        "given_at": now,
        "ended_by": "",
        "end_note": "",
        "version": 1,
    }
    return _hand_off(tx.execute(insert(hand_offs).values(row).returning(hand_offs)).one())


def get(tx: Connection, hand_off_id: int, workspace_id: int) -> HandOff | None:
    """A hand-off of this workspace."""
    here = (hand_offs.c.id == hand_off_id) & (hand_offs.c.workspace_id == workspace_id)
    row = tx.execute(select(hand_offs).where(here)).one_or_none()
    return _hand_off(row) if row else None


def hold(tx: Connection, hand_off_id: int, workspace_id: int) -> HandOff | None:
    """A hand-off of this workspace, whose card nobody else changes until this transaction ends.

    Whoever changes both has the card first: so nobody waits for another who waits for them.
    """
    seen = get(tx, hand_off_id, workspace_id)
    if seen is None:
        return None
    tx.execute(select(cards.c.id).where(cards.c.id == seen.card_id).with_for_update())
    return get(tx, hand_off_id, workspace_id)


def of_card(tx: Connection, card_id: int) -> HandOff | None:
    """The newest hand-off of a card."""
    newest = select(hand_offs).where(hand_offs.c.card_id == card_id).order_by(hand_offs.c.id.desc()).limit(1)
    row = tx.execute(newest).one_or_none()
    return _hand_off(row) if row else None


def of_message(tx: Connection, message_id: int) -> HandOff | None:
    """The hand-off that a message in the other team's channel shows."""
    row = tx.execute(select(hand_offs).where(hand_offs.c.message_id == message_id)).one_or_none()
    return _hand_off(row) if row else None


def open_ones(tx: Connection, workspace_id: int) -> tuple[HandOff, ...]:
    """What of a workspace's is in other teams' hands, the longest first."""
    here = (hand_offs.c.workspace_id == workspace_id) & IS_ACTIVE
    return tuple(_hand_off(row) for row in tx.execute(select(hand_offs).where(here).order_by(hand_offs.c.id + 0)))


def change(tx: Connection, hand_off: HandOff, now: datetime) -> bool:
    """Write a hand-off whose version is one more than the one it was made from, and plan its message's redraw.

    Returns:
        False where somebody was faster: the one in the database is no longer that version. Nothing is written.
    """
    seen = (hand_offs.c.id == hand_off.id) & (hand_offs.c.version == hand_off.version - 1)
    values = {
        "state": hand_off.state,
        "owner_id": hand_off.owner_id,
        "ended_by": hand_off.ended_by,
        "ended_at": hand_off.ended_at,
        "end_note": bounded(hand_off.end_note, LONGEST),
        "version": hand_off.version,
    }
    if tx.execute(update(hand_offs).where(seen).values(values)).rowcount != 1:
        return False
    # What nobody has begun to post need not come any more once it is over.
    unsaid = hand_off.message_id is not None and not hand_off.active
    if unsaid and channels.end(tx, hand_off.message_id or 0, "It was over before it came.", now):
        return True
    if hand_off.message_id is not None:
        messages.plan_update(tx, hand_off.message_id, now)
    return True


def follow(tx: Connection, card: Card, now: datetime) -> None:
    """Close a card's hand-off where the card was settled without the other team; call it whenever a card may be.

    Args:
        tx: the transaction in which the card changed.
        card: as it is now.
        now: the moment (aware).
    """
    if card.question_id is None or card.status not in OVER:
        return
    hand_off = of_card(tx, card.id)
    while hand_off is not None and hand_off.active:
        closed = close(hand_off, now, card.decided_by if card.status is not CardStatus.CLOSED else "")
        if closed is None or change(tx, closed, now):
            return
        hand_off = of_card(tx, card.id)


def has_moved(tx: Connection, message_id: int) -> bool:
    """Whether the hand-off that a message shows has changed since it was given."""
    hand_off = of_message(tx, message_id)
    return hand_off is not None and hand_off.version > 1
