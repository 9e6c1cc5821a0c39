"""Actions: planned once by their key, claimed once, settled once. Lanes keep order and pace."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Integer, Row, and_, bindparam, func, insert, or_, select, update

from slackapp.domain.action import MAY_FOLLOW, Action, ActionKind, ActionState, FailureKind
from slackapp.store.tables import ActionRow, LaneRow, PersonRow, UtcTime

actions = ActionRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so
lanes = LaneRow.__table__  # type: ignore[attr-defined]  # likewise
people = PersonRow.__table__  # type: ignore[attr-defined]  # likewise

MAX_REASON = 1_000
AHEAD = timedelta(minutes=1)  # whoever wrote a moment further ahead than this had a wrong clock, or we have
LONGEST_REST = timedelta(minutes=61)  # of a lane: Slack's Retry-After is kept for up to an hour


@dataclass(frozen=True, slots=True)
class Plan:
    """An action about to be planned."""

    key: str
    kind: ActionKind
    workspace_id: int
    lane: str
    account_id: int | None = None
    card_id: int | None = None
    message_id: int | None = None
    actor_id: str = ""
    target_id: str = ""
    target_person_id: int | None = None  # in place of target_id: the store's id of a person, looked up on the way in
    text: str = ""
    due_at: datetime | None = None  # None: now
    bulk_id: int | None = None  # where it is one of many


@dataclass(frozen=True, slots=True)
class Due:
    """A due action: what to hand to the engine, and by which key (one per attempt)."""

    action_id: int
    run_key: str
    lane: str


def _action(row: Row[tuple[object, ...]]) -> Action:
    return Action(
        id=row.id,
        key=row.key,
        kind=ActionKind(row.kind),
        state=ActionState(row.state),
        workspace_id=row.workspace_id,
        account_id=row.account_id,
        card_id=row.card_id,
        message_id=row.message_id,
        actor_id=row.actor_id,
        target_id=row.target_id,
        text=row.text,
        attempt=row.attempt,
        checks=row.checks,
        created_at=row.created_at,
        due_at=row.due_at,
        calling_at=row.calling_at,
        finished_at=row.finished_at,
        outcome_id=row.outcome_id,
        outcome_url=row.outcome_url,
        failure=FailureKind(row.failure) if row.failure else None,
        reason=row.reason,
        bulk_id=row.bulk_id,
    )


# Every click passes here: statements made once cost a third of those made anew.
_PLAN = insert(actions)
_PLAN_FOR_PERSON = insert(actions).values(
    target_id=select(people.c.network_user_id).where(people.c.id == bindparam("person")).scalar_subquery()
)
_WAITING = (
    select(actions.c.id)
    .where(
        actions.c.message_id == bindparam("message"),
        actions.c.kind == bindparam("what"),
        actions.c.state == ActionState.PLANNED,
    )
    .limit(1)
    .with_for_update(skip_locked=True)
)


def plan(tx: Connection, new: Plan, now: datetime) -> None:
    """Plan an action. The key is unique: planning it twice is an error, by the database's own word."""
    values = {
        "key": new.key,
        "kind": new.kind,
        "state": ActionState.PLANNED,
        "workspace_id": new.workspace_id,
        "account_id": new.account_id,
        "card_id": new.card_id,
        "message_id": new.message_id,
        "lane": new.lane,
        "actor_id": new.actor_id,
        "text": new.text,
        "attempt": 0,
        "checks": 0,
        "created_at": now,
        "due_at": new.due_at or now,
        "outcome_id": "",
        "outcome_url": "",
        "failure": "",
        "reason": "",
        "bulk_id": new.bulk_id,
    }
    if new.target_person_id is None:
        tx.execute(_PLAN, values | {"target_id": new.target_id})
    else:
        tx.execute(_PLAN_FOR_PERSON, values | {"person": new.target_person_id})


# Asked several times a second: put together once.
_READY = actions.c.state.in_([ActionState.PLANNED, ActionState.IN_DOUBT])
# What was made, or last begun, in the future was timed by a clock that has been set back since: it waits no longer.
_BY_ANOTHER_CLOCK = func.coalesce(actions.c.calling_at, actions.c.created_at) > bindparam("ahead", type_=UtcTime())
_COME = or_(actions.c.due_at <= bindparam("now"), and_(actions.c.due_at.is_not(None), _BY_ANOTHER_CLOCK))
_FREE = or_(lanes.c.free_at.is_(None), lanes.c.free_at <= bindparam("now"), lanes.c.free_at > bindparam("rested"))
_DUE = (
    select(actions.c.id, actions.c.key, actions.c.attempt, actions.c.checks, actions.c.lane)
    .outerjoin(lanes, lanes.c.name == actions.c.lane)
    .where(actions.c.id.in_(select(func.min(actions.c.id)).where(_READY & _COME).group_by(actions.c.lane)), _FREE)
    .where(actions.c.lane.not_in(select(actions.c.lane).where(actions.c.state == ActionState.CALLING)))
    .where(actions.c.lane.not_in(bindparam("busy", expanding=True)))
    .order_by(actions.c.due_at, actions.c.id)
    .limit(bindparam("limit", type_=Integer()))
)
_NEXT_DUE = select(func.min(actions.c.due_at)).where(_READY & (actions.c.due_at > bindparam("now")))
_NEXT_FREE = select(func.min(lanes.c.free_at)).where(lanes.c.free_at > bindparam("now"))


def get(tx: Connection, action_id: int) -> Action:
    """One action. Raises NoResultFound where there is none."""
    return _action(tx.execute(select(actions).where(actions.c.id == action_id)).one())


def of_cards(tx: Connection, card_ids: Sequence[int]) -> dict[int, tuple[Action, ...]]:
    """The newest action of each kind of each card, oldest first."""
    newest = (
        select(func.max(actions.c.id))
        .where(actions.c.card_id.in_(card_ids))
        .group_by(actions.c.card_id, actions.c.kind)
    )
    found: dict[int, tuple[Action, ...]] = {}
    for row in tx.execute(select(actions).where(actions.c.id.in_(newest)).order_by(actions.c.id)):
        found[row.card_id] = (*found.get(row.card_id, ()), _action(row))
    return found


def has_planned(tx: Connection, message_id: int, kind: ActionKind) -> bool:
    """Whether a message already waits for an action of this kind that nobody has begun.

    Where it does, nobody can begin it before this transaction ends; one that somebody else holds does not count.
    """
    return tx.execute(_WAITING, {"message": message_id, "what": kind}).first() is not None


def due(tx: Connection, now: datetime, limit: int, busy_lanes: Iterable[str] = ()) -> list[Due]:
    """The oldest due action of each lane that is free and not busy, oldest first.

    Due are planned actions, and doubts that are to be read back. A lane in which any process has an action under way
    is busy; `busy_lanes` are those that were handed over and have not begun.
    """
    moments = {"now": now, "ahead": now + AHEAD, "rested": now + LONGEST_REST}
    rows = tx.execute(_DUE, {**moments, "busy": sorted(set(busy_lanes)), "limit": limit})
    return [Due(r.id, f"{r.key}#{r.attempt}.{r.checks}", r.lane) for r in rows]


def next_due(tx: Connection, now: datetime) -> datetime | None:
    """When, after now, the next action falls due or the next lane is free again."""
    due_at = tx.execute(_NEXT_DUE, {"now": now}).scalar_one_or_none()
    free_at = tx.execute(_NEXT_FREE, {"now": now}).scalar_one_or_none()
    return min((moment for moment in (due_at, free_at) if moment is not None), default=None)


def claim(tx: Connection, action_id: int, now: datetime, replica: str = "") -> bool:
    """Take a planned action: from here on a crash leaves it in doubt. False where somebody else has it.

    Args:
        tx: the transaction.
        action_id: which.
        now: when its call begins.
        replica: the process that calls.
    """
    here = (actions.c.id == action_id) & (actions.c.state == ActionState.PLANNED)
    values = {
        "state": ActionState.CALLING,
        "calling_at": now,
        "attempt": actions.c.attempt + 1,
        "replica": replica,
    }
    return tx.execute(update(actions).where(here).values(values)).rowcount == 1


def is_called_by(tx: Connection, action_id: int, replica: str) -> bool:
    """Whether this process has the action in hand."""
    here = (actions.c.id == action_id) & (actions.c.state == ActionState.CALLING) & (actions.c.replica == replica)
    return tx.execute(select(actions.c.id).where(here)).first() is not None


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an action."""

    state: ActionState
    outcome_id: str = ""
    outcome_url: str = ""
    failure: FailureKind | None = None
    reason: str = ""
    due_at: datetime | None = None  # when to try or look again; None: nothing more by itself


def settle(
    tx: Connection,
    action_id: int,
    was: ActionState,
    result: Result,
    now: datetime,
    *,
    attempt: int | None = None,
    checks: int | None = None,
) -> bool:
    """Write what became of an action that was in state `was`. False where that is no longer so.

    `attempt` and `checks`: only of this attempt, of this look; another process may have taken it up anew meanwhile.
    """
    assert result.state in MAY_FOLLOW[was], f"{was} can't become {result.state}"
    final = result.state in (ActionState.DONE, ActionState.FAILED)
    values = {
        "state": result.state,
        "outcome_id": result.outcome_id,
        "outcome_url": result.outcome_url,
        "failure": result.failure or "",
        "reason": result.reason[:MAX_REASON],
        "due_at": result.due_at,
        "finished_at": now if final else None,
        "checks": actions.c.checks + (1 if was is ActionState.IN_DOUBT else 0),
    }
    here = and_(actions.c.id == action_id, actions.c.state == was)
    if attempt is not None:
        here &= actions.c.attempt == attempt
    if checks is not None:
        here &= actions.c.checks == checks
    return tx.execute(update(actions).where(here).values(values)).rowcount == 1


def look_again(tx: Connection, card_id: int, now: datetime) -> None:
    """Have a card's doubts read back once more."""
    doubts = (actions.c.card_id == card_id) & (actions.c.state == ActionState.IN_DOUBT) & actions.c.due_at.is_(None)
    tx.execute(update(actions).where(doubts).values(due_at=now))


def look_again_at_account(tx: Connection, account_id: int, now: datetime) -> None:
    """Have an account's doubts that are left to a person read back once more: it is connected again."""
    left = (actions.c.account_id == account_id) & (actions.c.state == ActionState.IN_DOUBT) & actions.c.due_at.is_(None)
    tx.execute(update(actions).where(left).values(due_at=now))


def hold_lane(tx: Connection, name: str, until: datetime) -> None:
    """Let a lane rest until then."""
    if tx.execute(update(lanes).where(lanes.c.name == name).values(free_at=until)).rowcount == 0:
        tx.execute(insert(lanes).values(name=name, free_at=until))


def stuck(tx: Connection, alive: Collection[str]) -> list[int]:
    """Actions found `calling` by no process that is alive: what a crash left behind."""
    dead = (actions.c.state == ActionState.CALLING) & actions.c.replica.not_in(alive)
    return list(tx.execute(select(actions.c.id).where(dead)).scalars())


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is under way in a workspace."""

    pending: int  # planned or calling
    in_doubt: int
    due_since: datetime | None  # the oldest planned action's due time


def waiting(tx: Connection, workspace_id: int) -> Waiting:
    """What a workspace's actions wait for."""
    here = (actions.c.workspace_id == workspace_id) & actions.c.finished_at.is_(None)
    under_way = actions.c.state.in_([ActionState.PLANNED, ActionState.CALLING])
    pending, oldest = tx.execute(select(func.count(), func.min(actions.c.due_at)).where(here, under_way)).one()
    doubtful = select(func.count()).where(here, actions.c.state == ActionState.IN_DOUBT)
    return Waiting(int(pending), int(tx.execute(doubtful).scalar_one()), oldest)
