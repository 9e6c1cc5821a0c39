"""Messages in Slack: recorded first, posted once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from slackapp.domain.accounts import Account
from slackapp.domain.action import ActionKind
from slackapp.store import actions, bulks, cards
from slackapp.store.tables import MessageRow

messages = MessageRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so

LOOKS = "looks"  # in a grouped message's body
MOVED_TO, MOVED_FROM = "moved_to", "moved_from"  # in the bodies of a message and of the one that came in its place
_MOST_MOVES = 50  # of one card: who puts it off again and again is followed so far
BETWEEN = timedelta(seconds=3)  # while many of a group are decided on at once, it is drawn so often at most
REDRAWN = 20  # messages with open cards that are drawn again at once; older ones when they are next clicked


class MessageKind(StrEnum):
    """What a message shows."""

    CARD = "card"
    GROUP = "group"
    DIGEST = "digest"
    NOTICE = "notice"
    HAND_OFF = "hand_off"


@dataclass(frozen=True, slots=True)
class Message:
    """One message in Slack; `ts` is empty until it is posted."""

    id: int
    workspace_id: int
    account_id: int | None
    channel_id: str
    kind: MessageKind
    key: str
    ts: str
    body: dict[str, Any] | None
    posted_at: datetime | None


def _message(row: Row[tuple[object, ...]]) -> Message:
    return Message(
        row.id,
        row.workspace_id,
        row.account_id,
        row.channel_id,
        MessageKind(row.kind),
        row.key,
        row.ts,
        row.body,
        row.posted_at,
    )


_ONE = select(messages).where(messages.c.id == bindparam("one"))


def get(tx: Connection, message_id: int) -> Message:
    """One message. Raises NoResultFound where there is none."""
    return _message(tx.execute(_ONE, {"one": message_id}).one())


def find(tx: Connection, workspace_id: int, message_id: int) -> Message | None:
    """A message of this workspace."""
    row = tx.execute(_ONE.where(messages.c.workspace_id == workspace_id), {"one": message_id}).one_or_none()
    return _message(row) if row else None


def newest_digest(tx: Connection, workspace_id: int, channel_id: str) -> int | None:
    """The id of the newest digest that stands in a channel."""
    here = (messages.c.workspace_id == workspace_id) & (messages.c.channel_id == channel_id) & (messages.c.ts != "")
    digests = select(messages.c.id).where(here, messages.c.kind == MessageKind.DIGEST).order_by(messages.c.ts.desc())
    found: int | None = tx.execute(digests.limit(1)).scalar_one_or_none()
    return found


def at(tx: Connection, workspace_id: int, channel_id: str, ts: str) -> Message | None:
    """The workspace's message that stands at this place in Slack; two workspaces may share a channel."""
    here = (messages.c.workspace_id == workspace_id) & (messages.c.channel_id == channel_id) & (messages.c.ts == ts)
    row = tx.execute(select(messages).where(here)).one_or_none()
    return _message(row) if row else None


def exists(tx: Connection, key: str) -> bool:
    """Whether a message with this key was recorded."""
    return of_key(tx, key) is not None


def of_key(tx: Connection, key: str) -> int | None:
    """The id of the message with this key."""
    found: int | None = tx.execute(select(messages.c.id).where(messages.c.key == key)).scalar_one_or_none()
    return found


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message about to be recorded."""

    key: str
    kind: MessageKind
    workspace_id: int
    channel_id: str
    account_id: int | None = None
    body: dict[str, Any] | None = None


def add(tx: Connection, new: NewMessage, now: datetime) -> int:
    """Record a message and plan its posting, in the order of its channel."""
    values = {
        "key": new.key,
        "kind": new.kind,
        "workspace_id": new.workspace_id,
        "account_id": new.account_id,
        "channel_id": new.channel_id,
        "ts": "",
        "body": new.body,
        "created_at": now,
    }
    message_id = int(tx.execute(insert(messages).values(values).returning(messages.c.id)).scalar_one())
    posting = actions.Plan(
        key=f"post:{message_id}",
        kind=ActionKind.POST_MESSAGE,
        workspace_id=new.workspace_id,
        lane=f"channel:{new.channel_id}",
        account_id=new.account_id,
        message_id=message_id,
    )
    actions.plan(tx, posting, now)
    return message_id


def announce(
    tx: Connection,
    account: Account,
    channel_id: str,
    kind: MessageKind,
    made: Sequence[cards.NewCard],
    now: datetime,
) -> None:
    """Make cards of an account's and the one message that shows them in a channel; with "" they stand in none."""
    message_id = None
    if channel_id:
        key = f"{account.id}:{made[0].subject}" + (f"+{len(made) - 1}" if len(made) > 1 else "")
        message_id = add(tx, NewMessage(key, kind, account.workspace_id, channel_id, account.id), now)
    cards.add(tx, account.workspace_id, account.id, message_id, made, now)


def note_posted(tx: Connection, message_id: int, ts: str, now: datetime) -> None:
    """Remember where the message stands in Slack."""
    tx.execute(update(messages).where(messages.c.id == message_id).values(ts=ts, posted_at=now))


def move(tx: Connection, message_id: int, now: datetime, key: str) -> int:
    """Record a message for a card that comes back by itself, further down; the old one knows where, and it whence.

    Args:
        tx: a transaction that writes.
        message_id: where the card stood, perhaps in a group.
        now: the moment (aware).
        key: what makes the new message's key unique, behind the old one's.

    Returns:
        the new message's id.
    """
    old = get(tx, message_id)
    place = (old.workspace_id, old.channel_id, old.account_id)
    new_id = add(tx, NewMessage(f"{old.key}:back:{key}", MessageKind.CARD, *place, {MOVED_FROM: old.id}), now)
    tx.execute(update(messages).where(messages.c.id == old.id).values(body={**(old.body or {}), MOVED_TO: new_id}))
    return new_id


def moved_to(tx: Connection, message: Message) -> Message | None:
    """The message further down in which the last card of this one stands now; None where none was moved."""
    for _ in range(_MOST_MOVES):
        new_id = (message.body or {}).get(MOVED_TO)
        if not isinstance(new_id, int):
            break
        message = get(tx, new_id)
    return message if isinstance((message.body or {}).get(MOVED_FROM), int) else None


def keep_looks(tx: Connection, message_id: int, looks: dict[str, list[int]]) -> dict[str, list[int]]:
    """Keep how the people of a grouped message look, unless that is known already; returns what is kept.

    Args:
        tx: a transaction that writes.
        message_id: the grouped message.
        looks: the cards' ids by a word for what their evidence says, in the order in which they are to be reviewed.
    """
    here = messages.c.id == message_id
    body = tx.execute(select(messages.c.body).where(here).with_for_update()).scalar_one()
    if kept := looks_of(body):
        return kept
    tx.execute(update(messages).where(here).values(body={**(body or {}), LOOKS: looks}))
    return looks


def keep(tx: Connection, message_id: int, more: dict[str, Any]) -> None:
    """Keep more in a message's body: JSON values by their names."""
    here = messages.c.id == message_id
    body = tx.execute(select(messages.c.body).where(here).with_for_update()).scalar_one()
    tx.execute(update(messages).where(here).values(body={**(body or {}), **more}))


def looks_of(body: dict[str, Any] | None) -> dict[str, list[int]]:
    """What `keep_looks` has kept in a message's body; empty where nothing."""
    kept = (body or {}).get(LOOKS)
    return kept if isinstance(kept, dict) else {}


def plan_updates_of_open(tx: Connection, account_id: int, now: datetime) -> None:
    """Have the newest messages with an open card of an account drawn again: what the network allows has changed."""
    for message_id in cards.open_messages(tx, account_id, REDRAWN):
        plan_update(tx, message_id, now)


def plan_update(tx: Connection, message_id: int, now: datetime) -> None:
    """Have a message drawn again as its cards stand; one waiting update is enough, it draws the newest state."""
    if actions.has_planned(tx, message_id, ActionKind.UPDATE_MESSAGE):
        return
    message = get(tx, message_id)
    again = actions.Plan(
        key=f"update:{message_id}:{uuid4()}",  # two at the same moment are two: each draws what it came after
        kind=ActionKind.UPDATE_MESSAGE,
        workspace_id=message.workspace_id,
        lane=f"message:{message_id}",
        account_id=message.account_id,
        message_id=message_id,
        due_at=now + BETWEEN if message.kind is MessageKind.GROUP and bulks.is_under_way(tx, message_id) else None,
    )
    actions.plan(tx, again, now)
