"""Targets of first replies: what a workspace has set, which cards run out of time, and which it was told of."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, bindparam, select, text, update

from slackapp.domain import targets
from slackapp.domain.card import Card, CardKind, CardStatus
from slackapp.domain.said import Said
from slackapp.domain.targets import Due, Targets
from slackapp.domain.verdict import Urgency
from slackapp.store import accounts, preferences
from slackapp.store.accounts import LOOKED_AFTER
from slackapp.store.cards import AWAITED, card_of, cards, feedback, mentions

# To the letter what the indexes say: SQLite uses a partial one only where it sees that they agree.
_OPEN: ColumnElement[bool] = text("card.status IN ('open', 'snoozed')")  # type: ignore[assignment]  # it is one, in a WHERE
AT_ONCE = 100  # cards that follow new targets in one transaction: clicks wait behind it
_FOLLOWED = "targets_followed"  # a preference: up to which card's id they did; none where all have
_SET = update(cards).where(cards.c.id == bindparam("one"))


def of(tx: Connection, workspace_id: int) -> Targets:
    """What a workspace has set."""
    return targets.read(preferences.of(tx, workspace_id, targets.PREFERENCE))


def put(tx: Connection, workspace_id: int, wanted: Targets, by: str, now: datetime) -> bool:
    """Set them, and let the open cards follow; who is too late by them already is overdue, and nobody is told anew.

    Returns:
        False where there are so many that only the first have followed: `follow` goes on, a transaction for each batch.
    """
    preferences.put(tx, workspace_id, targets.PREFERENCE, targets.kept(wanted), by, now)
    preferences.put(tx, workspace_id, _FOLLOWED, 0, by, now)
    return not follow(tx, workspace_id, now)


def following(tx: Connection) -> tuple[int, ...]:
    """The workspaces whose open cards have not all followed their targets."""
    marks = preferences.preferences
    query = select(marks.c.workspace_id).where(marks.c.name == _FOLLOWED, marks.c.workspace_id.in_(LOOKED_AFTER))
    return tuple(tx.execute(query).scalars())


def follow(tx: Connection, workspace_id: int, now: datetime) -> bool:
    """Let the next open cards of a workspace follow its targets; True where others are left."""
    marks = preferences.preferences
    mark = select(marks.c.value).where(marks.c.workspace_id == workspace_id, marks.c.name == _FOLLOWED)
    after = tx.execute(mark.with_for_update()).scalar_one_or_none()
    if after is None:
        return False
    computed = _computed(tx, workspace_id, of(tx, workspace_id), after)
    changed = [row | _told(row, now) for row in computed]
    if changed:
        tx.execute(_SET, changed)
    more = len(computed) == AT_ONCE
    preferences.put(tx, workspace_id, _FOLLOWED, computed[-1]["one"] if more else None, "", now)
    return more


def running_out(tx: Connection, now: datetime, limit: int) -> tuple[Card, ...]:
    """Open cards of which whoever has them is to be told now that time runs out; the first due first."""
    soon = cards.c.nudge_at.is_not(None) & (cards.c.nudge_at <= now) & (cards.c.due_at > now)
    return _cards(tx, soon, cards.c.nudge_at, limit)


def missed(tx: Connection, now: datetime, limit: int) -> tuple[Card, ...]:
    """Open cards whose target was missed, and nobody was told yet; the first due first."""
    late = cards.c.due_at.is_not(None) & (cards.c.due_at <= now) & cards.c.missed_at.is_(None)
    return _cards(tx, late, cards.c.due_at, limit)


def note_nudged(tx: Connection, card_id: int, now: datetime) -> bool:
    """Mark it as told; False where somebody was faster."""
    here = (cards.c.id == card_id) & cards.c.nudge_at.is_not(None) & _OPEN
    return tx.execute(update(cards).where(here).values(nudge_at=None, nudged_at=now)).rowcount == 1


def note_missed(tx: Connection, card_id: int, now: datetime) -> bool:
    """Mark it as told; False where somebody was faster."""
    here = (cards.c.id == card_id) & cards.c.missed_at.is_(None) & _OPEN
    return tx.execute(update(cards).where(here).values(nudge_at=None, missed_at=now)).rowcount == 1


def rest(tx: Connection, before: Card, after: Card, now: datetime) -> None:
    """Let a card's clock rest while it sleeps, where that is set: what was left is left when it returns.

    Args:
        tx: the transaction in which it is put off, or woken by somebody.
        before: as it was.
        after: as it is now.
        now: the moment (aware).
    """
    sleeps = before.status is CardStatus.OPEN and after.status is CardStatus.SNOOZED
    wakes = before.status is CardStatus.SNOOZED and after.status is CardStatus.OPEN
    since, until = (now, after.snoozed_until) if sleeps else (before.snoozed_until, now)
    if before.due_at is None or since is None or until is None or not (sleeps or wakes):
        return
    aims = of(tx, before.workspace_id)
    if aims.snooze_stops:
        nudge_at = targets.moved(aims, before.nudge_at, since, until) if before.nudge_at else None
        due_at = targets.moved(aims, before.due_at, since, until)
        tx.execute(_SET, {"one": before.id, "due_at": due_at, "nudge_at": nudge_at})


def _cards(tx: Connection, which: ColumnElement[bool], by: ColumnElement[datetime], limit: int) -> tuple[Card, ...]:
    here = which & _OPEN & cards.c.workspace_id.in_(LOOKED_AFTER)
    return tuple(card_of(row) for row in tx.execute(select(cards).where(here).order_by(by).limit(limit)))


def _computed(tx: Connection, workspace_id: int, aims: Targets, after: int) -> list[dict[str, object]]:
    """The moments of the next open questions of a workspace, by these targets; `after` is a card's id."""
    waits = AWAITED.label("waits")
    said_at = select(feedback.c.said_at).where(feedback.c.mention_id == mentions.c.id)
    said_at = said_at.where(feedback.c.said == Said.NEEDS_ANSWER)
    what = select(cards, mentions.c.urgency, mentions.c.needs_answer, mentions.c.asked_at, waits)
    what = what.add_columns(said_at.scalar_subquery().label("said_at")).join(
        mentions, mentions.c.id == cards.c.mention_id
    )
    here = cards.c.account_id.in_(accounts.all_ids(tx, workspace_id)) & (cards.c.kind == CardKind.QUESTION) & _OPEN
    what = what.where(here, cards.c.id > after).order_by(cards.c.id).limit(AT_ONCE).with_for_update(of=cards)
    found: list[dict[str, object]] = []
    for row in tx.execute(what):
        by_verdict = row.needs_answer or row.said_at is None
        urgency, begun = (Urgency(row.urgency), row.asked_at) if by_verdict else (Urgency.NORMAL, row.said_at)
        due = targets.due(aims, urgency, begun) if row.waits else None
        since = row.snoozed_at or row.decided_at
        if due and row.status == CardStatus.SNOOZED and aims.snooze_stops and since and row.snoozed_until:
            asleep = since, row.snoozed_until
            due = Due(*(targets.moved(aims, moment, *asleep) for moment in (due.at, due.nudge_at)))
        told = {"missed_at": row.missed_at, "nudged_at": row.nudged_at}
        found.append({"one": row.id, "due_at": due and due.at, "nudge_at": due and due.nudge_at, **told})
    return found


def _told(row: dict[str, object], now: datetime) -> dict[str, object]:
    """What is overdue by new targets at once counts as told, and who was told once is not told again."""
    due_at, missed_at = row["due_at"], row["missed_at"]
    late = isinstance(due_at, datetime) and due_at <= now
    nudge_at = None if late or row["nudged_at"] else row["nudge_at"]
    return {"nudge_at": nudge_at, "missed_at": now if late and missed_at is None else missed_at}
