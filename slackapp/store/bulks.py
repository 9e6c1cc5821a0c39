"""Bulks: one choice for many cards, gone through one card after another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.bulk import UNDOES, Progress, Step
from slackapp.domain.card import CardStatus, Choice, FacetState
from slackapp.store.people import bounded
from slackapp.store.tables import ActionRow, BulkRow, CardRow, LaneRow

bulks = BulkRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so
actions = ActionRow.__table__  # type: ignore[attr-defined]  # likewise
cards = CardRow.__table__  # type: ignore[attr-defined]  # likewise
lanes = LaneRow.__table__  # type: ignore[attr-defined]  # likewise

SHOWN = 3  # of a message's newest
_UNDER_WAY = (ActionState.PLANNED, ActionState.CALLING)
_AT_ONCE = (Choice.IGNORE, Choice.REOPEN)  # these call no network: done the moment they are decided
_LONGEST_WHY = 300


@dataclass(frozen=True, slots=True)
class NewBulk:
    """A bulk about to begin."""

    workspace_id: int
    account_id: int
    message_id: int
    choice: Choice
    actor_id: str
    card_ids: tuple[int, ...]
    why: str = ""  # the reason for all of them


@dataclass(frozen=True, slots=True)
class Kept:
    """A bulk as it is kept."""

    id: int
    workspace_id: int
    account_id: int
    message_id: int
    choice: Choice
    actor_id: str
    card_ids: tuple[int, ...]
    why: str
    walked: int
    over: bool  # every card was come to, or it was stopped


def lane(account_id: int) -> str:
    """Where an account's bulks go one after another, at the network's pace."""
    return f"bulk:{account_id}"


def begin(tx: Connection, new: NewBulk, now: datetime) -> int:
    """Record a bulk; the same by the same person, while it is gone through, is one. Returns its id."""
    mine = (bulks.c.message_id == new.message_id) & (bulks.c.actor_id == new.actor_id)
    for row in tx.execute(select(bulks).where(mine, bulks.c.decided_at.is_(None))):
        if (row.choice, row.why, tuple(row.card_ids)) == (new.choice, new.why, new.card_ids):
            return int(row.id)
    values = {
        "workspace_id": new.workspace_id,
        "account_id": new.account_id,
        "message_id": new.message_id,
        "choice": new.choice,
        "why": bounded(new.why, _LONGEST_WHY),
        "actor_id": new.actor_id,
        "card_ids": list(new.card_ids),
        "walked": 0,
        "late": 0,
        "begun_at": now,
        "stopped_by": "",
        "stopped_why": "",
    }
    return int(tx.execute(insert(bulks).values(values).returning(bulks.c.id)).scalar_one())


def get(tx: Connection, bulk_id: int, workspace_id: int | None = None) -> Kept | None:
    """A bulk, of this workspace where one is named."""
    row = tx.execute(select(bulks).where(bulks.c.id == bulk_id)).one_or_none()
    if row is None or workspace_id not in (None, row.workspace_id):
        return None
    return Kept(
        id=row.id,
        workspace_id=row.workspace_id,
        account_id=row.account_id,
        message_id=row.message_id,
        choice=Choice(row.choice),
        actor_id=row.actor_id,
        card_ids=tuple(row.card_ids),
        why=row.why,
        walked=row.walked,
        over=row.decided_at is not None,
    )


def undecided(tx: Connection) -> tuple[int, ...]:
    """The bulks whose cards have not all been come to, the oldest first."""
    query = select(bulks.c.id).where(bulks.c.decided_at.is_(None)).order_by(bulks.c.id)
    return tuple(tx.execute(query).scalars())


def take(tx: Connection, step: Step) -> bool:
    """Come to the next card. False where somebody else has, or it was stopped; else nobody stops it before the end."""
    here = (bulks.c.id == step.bulk_id) & (bulks.c.walked == step.position) & bulks.c.decided_at.is_(None)
    return tx.execute(update(bulks).where(here).values(walked=step.position + 1)).rowcount == 1


def count_late(tx: Connection, bulk_id: int) -> None:
    """The card that was come to had been decided by somebody else."""
    tx.execute(update(bulks).where(bulks.c.id == bulk_id).values(late=bulks.c.late + 1))


def end(tx: Connection, bulk_id: int, now: datetime) -> None:
    """Every card was come to; nothing where that is not so, or it was stopped."""
    here = (bulks.c.id == bulk_id) & (bulks.c.walked == func.json_array_length(bulks.c.card_ids))
    tx.execute(update(bulks).where(here, bulks.c.decided_at.is_(None)).values(decided_at=now))


def stop(tx: Connection, bulk_id: int, now: datetime, by: str = "", why: str = "") -> bool:
    """Let it come to no more cards. False where it was stopped already.

    Args:
        tx: the transaction, which takes back what is planned, too.
        bulk_id: which.
        now: the moment (aware).
        by: the Slack user id of who stops it; "" where it stops by itself.
        why: in plain words, where it stops by itself.
    """
    here = (bulks.c.id == bulk_id) & bulks.c.stopped_at.is_(None)
    values = {
        "stopped_at": now,
        "stopped_by": by,
        "stopped_why": bounded(why, _LONGEST_WHY),
        "decided_at": func.coalesce(bulks.c.decided_at, now),
    }
    return tx.execute(update(bulks).where(here).values(values)).rowcount == 1


def cancel(tx: Connection, bulk_id: int, reason: str, now: datetime) -> tuple[int, ...]:
    """End what is planned and was not begun; whose claim came first goes on. Returns the ids of the cards."""
    here = (actions.c.bulk_id == bulk_id) & (actions.c.state == ActionState.PLANNED)
    values = {"state": ActionState.FAILED, "reason": reason, "due_at": None, "finished_at": now}
    cancelled = update(actions).where(here).values(values).returning(actions.c.card_id)
    return tuple(sorted(tx.execute(cancelled).scalars()))


def last_due(tx: Connection, account_id: int) -> datetime | None:
    """When the last of what an account's bulks have planned is due; None where nothing is."""
    mine = select(bulks.c.id).where(bulks.c.account_id == account_id)
    planned = (actions.c.bulk_id.in_(mine)) & (actions.c.state == ActionState.PLANNED)
    found: datetime | None = tx.execute(select(func.max(actions.c.due_at)).where(planned)).scalar_one_or_none()
    return found


def standing(tx: Connection, bulk_id: int) -> tuple[int, ...]:
    """The cards that still are as a bulk left them, in its order: what nobody has decided on since then."""
    row = tx.execute(select(bulks).where(bulks.c.id == bulk_id)).one_or_none()
    found = _standing(tx, row) if row is not None else frozenset()
    return tuple(each for each in row.card_ids if each in found) if row is not None else ()


def _standing(tx: Connection, row: Row[Any]) -> frozenset[int]:
    if row.choice == Choice.FOLLOW:
        newer = actions.alias("newer")
        again = select(newer.c.id).where(
            newer.c.card_id == actions.c.card_id, newer.c.kind == ActionKind.FOLLOW, newer.c.id > actions.c.id
        )
        here = (actions.c.bulk_id == row.id) & (actions.c.state == ActionState.DONE)
        joined = actions.join(cards, cards.c.id == actions.c.card_id)
        still = (cards.c.follow == FacetState.DONE) & ~again.exists()
        return frozenset(tx.execute(select(cards.c.id).select_from(joined).where(here, still)).scalars())
    if row.choice == Choice.IGNORE and row.decided_at is not None:
        here = (cards.c.message_id == row.message_id) & (cards.c.status == CardStatus.IGNORED)
        by_it = (cards.c.decided_by == row.actor_id) & cards.c.decided_at.between(row.begun_at, row.decided_at)
        return frozenset(tx.execute(select(cards.c.id).where(here, by_it)).scalars()).intersection(row.card_ids)
    return frozenset()


def is_under_way(tx: Connection, message_id: int) -> bool:
    """Whether much is about to happen on a message: then it is drawn less often."""
    mine = select(bulks.c.id).where(bulks.c.message_id == message_id)
    undecided_ones = mine.where(bulks.c.decided_at.is_(None)).limit(1)
    planned = select(actions.c.id).where(actions.c.bulk_id.in_(mine), actions.c.state.in_(_UNDER_WAY)).limit(1)
    return tx.execute(undecided_ones).first() is not None or tx.execute(planned).first() is not None


def of_message(tx: Connection, message_id: int) -> tuple[Progress, ...]:
    """How far a message's newest bulks have come, the newest first."""
    rows = tx.execute(
        select(bulks).where(bulks.c.message_id == message_id).order_by(bulks.c.id.desc()).limit(SHOWN)
    ).all()
    counts = _counts(tx, [row.id for row in rows])
    return tuple(_progress(tx, row, counts.get(row.id, {})) for row in rows)


def _counts(tx: Connection, ids: Sequence[int]) -> dict[int, dict[str, tuple[int, datetime | None]]]:
    """How many actions of each bulk are in each state, and when the first of them is due."""
    columns = (actions.c.bulk_id, actions.c.state)
    query = select(*columns, func.count(), func.min(actions.c.due_at)).where(actions.c.bulk_id.in_(ids))
    found: dict[int, dict[str, tuple[int, datetime | None]]] = {}
    for bulk_id, state, number, due_at in tx.execute(query.group_by(*columns)):
        found.setdefault(bulk_id, {})[state] = (int(number), due_at)
    return found


def _progress(tx: Connection, row: Row[Any], counts: dict[str, tuple[int, datetime | None]]) -> Progress:
    def number(*states: ActionState) -> int:
        return sum(counts.get(state, (0, None))[0] for state in states)

    at_once, stopped = row.choice in _AT_ONCE, row.stopped_at is not None
    waiting = number(*_UNDER_WAY)
    is_over = row.decided_at is not None and not waiting and row.choice in UNDOES
    return Progress(
        id=row.id,
        choice=Choice(row.choice),
        by=row.actor_id,
        total=len(row.card_ids),
        walked=row.walked,
        late=row.late,
        done=row.walked - row.late if at_once else number(ActionState.DONE),
        failed=0 if stopped else number(ActionState.FAILED),  # where it was stopped, most of these never began
        in_doubt=number(ActionState.IN_DOUBT),
        waiting=waiting,
        begun_at=row.begun_at,
        next_at=_next_at(tx, row.account_id, counts) if waiting else None,
        decided_at=row.decided_at,
        stopped_by=row.stopped_by,
        stopped_at=row.stopped_at,
        stopped_why=row.stopped_why,
        left=len(_standing(tx, row)) if is_over else 0,
    )


def _next_at(tx: Connection, account_id: int, counts: dict[str, tuple[int, datetime | None]]) -> datetime | None:
    """When the next one's turn is: not before it is due, and the account's pace allows."""
    free_at = tx.execute(select(lanes.c.free_at).where(lanes.c.name == lane(account_id))).scalar_one_or_none()
    due_at = counts.get(ActionState.PLANNED, (0, None))[1]
    return max((moment for moment in (free_at, due_at) if moment is not None), default=None)
