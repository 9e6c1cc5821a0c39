"""Channels that take no messages now, what waits for them, and how that is ended, moved or let go."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.status import ClosedChannel
from slackapp.store.actions import actions, lanes
from slackapp.store.cards import cards
from slackapp.store.messages import Message, get, messages
from slackapp.store.tables import BlockedChannelRow, WorkspaceRow

blocked = BlockedChannelRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so
workspaces = WorkspaceRow.__table__  # type: ignore[attr-defined]  # likewise

_TO_SLACK = (ActionKind.POST_MESSAGE, ActionKind.UPDATE_MESSAGE)
_STILL = (ActionState.PLANNED, ActionState.IN_DOUBT)


def _here(workspace_id: int, channel_id: str) -> ColumnElement[bool]:
    return and_(blocked.c.workspace_id == workspace_id, blocked.c.channel_id == channel_id)


def block(tx: Connection, workspace_id: int, channel_id: str, reason: str, now: datetime) -> None:
    """Note that a channel takes no messages, and why; one that is noted already stays as it is."""
    insert = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
    row = {"workspace_id": workspace_id, "channel_id": channel_id, "reason": reason, "since": now}
    tx.execute(insert(blocked).values(row).on_conflict_do_nothing())


def reword(tx: Connection, workspace_id: int, channel_id: str, reason: str) -> bool:
    """Note why a channel takes none now; True where that is another reason than before."""
    other = _here(workspace_id, channel_id) & (blocked.c.reason != reason)
    return tx.execute(update(blocked).where(other).values(reason=reason)).rowcount == 1


def unblock(tx: Connection, workspace_id: int, channel_id: str, now: datetime) -> None:
    """The channel takes messages again: what waits for it may be tried at once, one after another."""
    tx.execute(delete(blocked).where(_here(workspace_id, channel_id)))
    tx.execute(update(lanes).where(lanes.c.name == _lane(channel_id)).values(free_at=now))
    rests = _for_it(workspace_id, channel_id) & (actions.c.due_at > now)
    tx.execute(update(actions).where(rests).values(due_at=now))


def rest(tx: Connection, workspace_id: int, channel_id: str, now: datetime, until: datetime) -> None:
    """Let all that waits for a channel rest until then: it is neither tried nor late."""
    due = _for_it(workspace_id, channel_id) & (actions.c.due_at <= now)
    tx.execute(update(actions).where(due).values(due_at=until))


def _for_it(workspace_id: int, channel_id: str) -> ColumnElement[bool]:
    its = select(messages.c.id).where(messages.c.workspace_id == workspace_id, messages.c.channel_id == channel_id)
    kinds = actions.c.kind.in_(_TO_SLACK)
    return and_(actions.c.message_id.in_(its), kinds, actions.c.state.in_(_STILL))


def closed(tx: Connection, workspace_id: int, channel_id: str) -> ClosedChannel | None:
    """A channel that takes no messages; None where it does, as far as we know."""
    row = tx.execute(select(blocked).where(_here(workspace_id, channel_id))).one_or_none()
    return _closed(tx, row) if row else None


def all_closed(tx: Connection, workspace_id: int) -> tuple[ClosedChannel, ...]:
    """A workspace's channels that take no messages, the longest first."""
    found = select(blocked).where(blocked.c.workspace_id == workspace_id).order_by(blocked.c.since)
    return tuple(_closed(tx, row) for row in tx.execute(found).all())


def closed_anywhere(tx: Connection) -> tuple[tuple[int, str], ...]:
    """Workspace and channel of all of them, but for workspaces that let us go."""
    joined = blocked.join(workspaces, workspaces.c.id == blocked.c.workspace_id)
    found = select(blocked.c.workspace_id, blocked.c.channel_id).select_from(joined)
    return tuple((row[0], row[1]) for row in tx.execute(found.where(workspaces.c.removed_at.is_(None))))


def _closed(tx: Connection, row: Row[tuple[object, ...]]) -> ClosedChannel:
    joined = cards.join(actions, actions.c.message_id == cards.c.message_id)
    joined = joined.join(messages, messages.c.id == cards.c.message_id)
    posting = (actions.c.kind == ActionKind.POST_MESSAGE) & actions.c.state.in_(_STILL)
    here = (messages.c.workspace_id == row.workspace_id) & (messages.c.channel_id == row.channel_id)
    waiting = tx.execute(select(func.count()).select_from(joined).where(posting, here)).scalar_one()
    return ClosedChannel(row.channel_id, row.reason, row.since, int(waiting))


def waiting(tx: Connection, workspace_id: int, channel_id: str) -> tuple[Message, ...]:
    """The messages that nobody has begun to post to a channel, oldest first. Doubtful ones are not among them."""
    joined = messages.join(actions, actions.c.message_id == messages.c.id)
    planned = (actions.c.kind == ActionKind.POST_MESSAGE) & (actions.c.state == ActionState.PLANNED)
    here = (messages.c.workspace_id == workspace_id) & (messages.c.channel_id == channel_id)
    found = select(messages.c.id).select_from(joined).where(planned, here).order_by(messages.c.id)
    return tuple(get(tx, message_id) for message_id in tx.execute(found).scalars().all())


def _posting(message_id: int) -> ColumnElement[bool]:
    planned = (actions.c.kind == ActionKind.POST_MESSAGE) & (actions.c.state == ActionState.PLANNED)
    return and_(planned, actions.c.message_id == message_id)


def end(tx: Connection, message_id: int, why: str, now: datetime) -> bool:
    """A message is not to be posted any more. False where that has begun, or is in doubt."""
    over = {"state": ActionState.DONE, "reason": why, "due_at": None, "finished_at": now}
    return tx.execute(update(actions).where(_posting(message_id)).values(over)).rowcount == 1


def move(tx: Connection, message_id: int, channel_id: str, now: datetime) -> bool:
    """A message is to be posted to another channel. False where its posting has begun, or is in doubt."""
    there = {"lane": _lane(channel_id), "due_at": now, "reason": "", "failure": ""}
    if tx.execute(update(actions).where(_posting(message_id)).values(there)).rowcount == 0:
        return False
    stand(tx, message_id, channel_id)
    return True


def stand(tx: Connection, message_id: int, channel_id: str) -> None:
    """Note in which channel a message stands: one to a person stands in their conversation with Rapport."""
    tx.execute(update(messages).where(messages.c.id == message_id).values(channel_id=channel_id))


def told(tx: Connection, workspace_id: int, beginning: str) -> dict[str, tuple[int, ActionState]]:
    """A workspace's messages whose keys begin so: the id of each, and how far its posting is."""
    joined = messages.join(actions, actions.c.message_id == messages.c.id)
    found = select(messages.c.key, messages.c.id, actions.c.state).select_from(joined)
    found = found.where(messages.c.workspace_id == workspace_id, actions.c.kind == ActionKind.POST_MESSAGE)
    rows = tx.execute(found.where(messages.c.key.startswith(beginning, autoescape=True)).order_by(messages.c.id))
    return {row[0]: (row[1], ActionState(row[2])) for row in rows}


def _lane(channel_id: str) -> str:
    return f"channel:{channel_id}"
