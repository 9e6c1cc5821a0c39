"""What became of all mentions of a workspace, counted from an index alone; only what still is open is looked up."""

from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, exists, func, select, update

from slackapp.domain.card import CardedBy, CardStatus
from slackapp.domain.judgement import Kind, Outcome
from slackapp.domain.said import Said
from slackapp.domain.verdict import PostKind
from slackapp.store.accounts import all_ids
from slackapp.store.cards import cards, feedback, mentions

# In the order of their index, so that they are counted as they come; what is not known yet is not counted.
_GROUP = (
    mentions.c.account_id,
    mentions.c.baseline,
    mentions.c.carded_by,
    mentions.c.needs_answer,
    mentions.c.kind,
)


def kinds(tx: Connection, workspace_id: int) -> tuple[Kind, ...]:
    """How many mentions of each kind there are, and who made cards of them."""
    rows = tx.execute(_counted(tx, workspace_id, func.count()))
    return tuple(
        Kind(PostKind(kind), bool(baseline), CardedBy(carded_by), number)
        for _, baseline, carded_by, _, kind, number in rows
    )


def outcomes(tx: Connection, workspace_id: int, since: datetime) -> Counter[Outcome]:
    """How all mentions of a workspace were judged and what became of them.

    Args:
        tx: a transaction.
        workspace_id: the workspace.
        since: posts from this moment on are recent (aware).

    Returns:
        how many came to each end.
    """
    is_recent = mentions.c.asked_at >= since
    found = _judged(tx, workspace_id, is_recent)
    for row in tx.execute(_unanswered(tx, workspace_id, is_recent)):
        alike = Outcome(PostKind(row.kind), True, False, bool(row.recent), CardedBy(row.carded_by), False)
        found[alike] -= row.number
        found[replace(alike, status=CardStatus(row.status))] += row.number
    for row in tx.execute(_spoken_of(workspace_id, is_recent)):
        what = PostKind(row.kind), bool(row.needs_answer), bool(row.baseline), bool(row.recent)
        alike = Outcome(*what, CardedBy(row.carded_by), bool(row.answered))
        alike = replace(alike, status=CardStatus(row.status)) if alike.waits else alike
        found[alike] -= row.number
        found[replace(alike, said=Said(row.said))] += row.number
    return +found


def settle(tx: Connection, account_id: int) -> None:
    """Note who carded an account's mentions where nobody knows: a process of the version before wrote them.

    It fills what is unknown alone, which its index finds, so that it may be asked for in each poll.
    """
    carded = exists().where(cards.c.mention_id == mentions.c.id)
    by_person = exists().where(feedback.c.mention_id == mentions.c.id, feedback.c.said == Said.NEEDS_ANSWER)
    by = case((~carded, CardedBy.NOBODY), (by_person, CardedBy.PERSON), else_=CardedBy.RAPPORT)
    of = (mentions.c.account_id == account_id) & mentions.c.baseline.in_([False, True])  # both, for the index
    tx.execute(update(mentions).where(of, mentions.c.carded_by.is_(None)).values(carded_by=by))


def _counted(tx: Connection, workspace_id: int, *numbers: ColumnElement[int]) -> Select[Any]:
    ours = mentions.c.account_id.in_(all_ids(tx, workspace_id))
    return select(*_GROUP, *numbers).where(ours, mentions.c.carded_by.is_not(None)).group_by(*_GROUP)


def _judged(tx: Connection, workspace_id: int, is_recent: ColumnElement[bool]) -> Counter[Outcome]:
    """As far as the index tells: not where their cards stand, nor what people said of them."""
    found: Counter[Outcome] = Counter()
    recent = case((is_recent, mentions.c.id)), case((is_recent, mentions.c.answered_at))
    numbers = [func.count(each) for each in (mentions.c.id, mentions.c.answered_at, *recent)]
    for _, baseline, by, needs_answer, kind, *told in tx.execute(_counted(tx, workspace_id, *numbers)):
        every, answered, late, late_answered = told
        of_each = {
            (True, True): late_answered,
            (True, False): late - late_answered,
            (False, True): answered - late_answered,
            (False, False): every - answered - late + late_answered,
        }
        for (is_late, is_answered), number in of_each.items():
            what = PostKind(kind), bool(needs_answer), bool(baseline), is_late
            found[Outcome(*what, CardedBy(by), is_answered)] += number
    return found


def _unanswered(tx: Connection, workspace_id: int, is_recent: ColumnElement[bool]) -> Select[Any]:
    """Where the cards stand of what was said to wait for an answer and got none."""
    ours = mentions.c.account_id.in_(all_ids(tx, workspace_id)) & mentions.c.baseline.is_(False)
    carded = mentions.c.carded_by.in_([CardedBy.RAPPORT, CardedBy.PERSON])
    asked = mentions.c.needs_answer.is_(True) & mentions.c.kind.in_(list(PostKind))  # all kinds, for the index
    told = (mentions.c.kind, is_recent.label("recent"), mentions.c.carded_by, cards.c.status)
    joined = mentions.join(cards, cards.c.mention_id == mentions.c.id)
    counted = select(*told, func.count().label("number")).select_from(joined)
    return counted.where(ours, carded, asked, mentions.c.answered_at.is_(None)).group_by(*told)


def _spoken_of(workspace_id: int, is_recent: ColumnElement[bool]) -> Select[Any]:
    """What people said a word about: few, beside all there are."""
    answered = mentions.c.answered_at.is_not(None).label("answered")
    judged = mentions.c.kind, mentions.c.needs_answer, mentions.c.baseline, is_recent.label("recent")
    told = (*judged, mentions.c.carded_by, answered, cards.c.status, feedback.c.said)
    joined = feedback.join(mentions, mentions.c.id == feedback.c.mention_id)
    joined = joined.outerjoin(cards, cards.c.mention_id == mentions.c.id)
    here = (feedback.c.workspace_id == workspace_id) & mentions.c.carded_by.is_not(None)
    return select(*told, func.count().label("number")).select_from(joined).where(here).group_by(*told)
