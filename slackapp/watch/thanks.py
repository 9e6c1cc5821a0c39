"""Closing words: a "thanks" after we answered in a thread closes what the same person still has open there."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from slackapp.domain.accounts import Account
from slackapp.domain.card import CardStatus
from slackapp.domain.story import Event
from slackapp.domain.verdict import PostKind, Verdict
from slackapp.store import cards, hand_offs, messages, posts, stories

THANKED = "they said thanks after we answered"


def close_thanked(tx: Connection, account: Account, fresh: Iterable[tuple[int, Verdict, int]], now: datetime) -> int:
    """Close the open questions that new closing words end; returns how many.

    A "thanks" before anybody of ours has said a word in the thread is politeness, and the clock goes on.

    Args:
        tx: the poll's transaction.
        account: whose mentions were read.
        fresh: (mention, verdict, person) of what is new, oldest first.
        now: the moment (aware).
    """
    closed = 0
    for mention_id, verdict, person_id in fresh:
        if verdict.kind is not PostKind.CLOSING or verdict.needs_answer:
            continue
        thanks = posts.mention(tx, mention_id).post
        for asked_id, ours in posts.ended_by(tx, account.id, person_id, thanks):
            card = cards.of_mention(tx, asked_id)
            if card is None or card.busy or card.status not in (CardStatus.OPEN, CardStatus.SNOOZED):
                continue
            done = replace(card, status=CardStatus.CLOSED, closed_why=THANKED, snoozed_until=None)
            done = replace(done, version=card.version + 1)
            if cards.change(tx, done):
                closed += 1
                posts.answer(tx, asked_id, ours.created_at, "network", ours.id)
                stories.tell(tx, card, Event.CLOSED, now, detail=THANKED)
                hand_offs.follow(tx, done, now)
                if card.message_id is not None:
                    messages.plan_update(tx, card.message_id, now)
    return closed
