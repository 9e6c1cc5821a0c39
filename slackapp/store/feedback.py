"""What people say of triage's verdicts, and how often its reasons were right."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select, union_all

from slackapp.domain.card import CardedBy
from slackapp.domain.cues import CUES
from slackapp.domain.judgement import CueTally
from slackapp.domain.said import Feedback, Said
from slackapp.store.accounts import all_ids
from slackapp.store.cards import feedback, mentions


def say(tx: Connection, workspace_id: int, mention_id: int, said: Said, user_id: str, now: datetime) -> None:
    """Keep what somebody says of a mention's verdict; the last word counts.

    Args:
        tx: a transaction that writes.
        workspace_id: the mention's workspace.
        mention_id: the mention.
        said: what they say.
        user_id: Slack's id of who says it.
        now: the moment (aware).
    """
    unsay(tx, workspace_id, mention_id)
    row = {"mention_id": mention_id, "workspace_id": workspace_id, "said": said, "user_id": user_id, "said_at": now}
    tx.execute(insert(feedback).values(row))


def unsay(tx: Connection, workspace_id: int, mention_id: int, said: Said | None = None) -> None:
    """Take back what was said of a mention's verdict, or only this word; nothing where nobody said it."""
    here = (feedback.c.mention_id == mention_id) & (feedback.c.workspace_id == workspace_id)
    if said is not None:
        here &= feedback.c.said == said
    tx.execute(delete(feedback).where(here))


def of(tx: Connection, workspace_id: int, mention_ids: Sequence[int]) -> dict[int, Feedback]:
    """What was said of these mentions' verdicts, by mention; of a page of them, not of all there are."""
    here = (feedback.c.workspace_id == workspace_id) & feedback.c.mention_id.in_(mention_ids)
    rows = tx.execute(select(feedback).where(here)) if mention_ids else ()
    return {row.mention_id: Feedback(Said(row.said), row.user_id, row.said_at) for row in rows}


def cues(tx: Connection, workspace_id: int, most: int) -> tuple[list[CueTally], int]:
    """How often each reason stood on the newest cards that were said to wait for an answer, and how often rightly.

    Args:
        tx: a transaction.
        workspace_id: the workspace.
        most: how many cards are looked at.

    Returns:
        a tally for each cue, in no order, and how many cards were looked at. What was judged before cues were kept
        has none.
    """
    # Of each account its newest, merged: so each walks its mentions from the newest, and stops where it has enough.
    parts = [_judged(account_id) for account_id in all_ids(tx, workspace_id)]
    if not parts:
        return [], 0
    every = union_all(*parts)
    newest = every.order_by(*(every.selected_columns[name].desc() for name in ("at", "mention_id"))).limit(most)
    looked_at, found = 0, dict[str, list[int]]()
    for _, _, kept, answered_at, said in tx.execute(newest):
        looked_at += 1
        wrong = said == Said.NOT_A_QUESTION
        for cue in kept or ():
            numbers = found.setdefault(cue, [0, 0, 0])
            numbers[0] += 1
            numbers[1] += answered_at is not None and not wrong
            numbers[2] += wrong
    sentences = {cue: CUES[cue].sentence if cue in CUES else cue for cue in found if cue}
    return [CueTally(sentence, *found[cue]) for cue, sentence in sentences.items()], looked_at


def _judged(account_id: int) -> Select[Any]:
    """The mentions of an account that were said to wait for an answer and have a card."""
    joined = mentions.outerjoin(feedback, feedback.c.mention_id == mentions.c.id)
    carded = mentions.c.carded_by != CardedBy.NOBODY
    what = select(mentions.c.asked_at.label("at"), mentions.c.id.label("mention_id"))
    what = what.add_columns(mentions.c.cues, mentions.c.answered_at, feedback.c.said)
    asked = mentions.c.needs_answer.is_(True) & carded
    return what.select_from(joined).where(mentions.c.account_id == account_id, asked)
