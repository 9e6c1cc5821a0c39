"""Closing words: a "thanks" after we answered in a thread closes what the same person still has open there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from slackapp import webhooks
from slackapp.domain.accounts import Account
from slackapp.domain.card import CardStatus
from slackapp.domain.story import Event
from slackapp.domain.verdict import PostKind
from slackapp.domain.webhooks import Answer
from slackapp.store import cards, hand_offs, messages, posts, stories
from slackapp.watch.together import Fresh

THANKED = "they said thanks after we answered"


def close_thanked(tx: Connection, account: Account, fresh: Sequence[Fresh], now: datetime) -> int:
    """Close the open questions that new closing words end; returns how many.

    A "thanks" before anybody of ours has said a word in the thread is politeness, and the clock goes on.

    Args:
        tx: the poll's transaction.
        account: whose mentions were read.
        fresh: what is new, oldest first.
        now: the moment (aware).
    """
    closed = 0
    for each in fresh:
        if each.verdict.kind is not PostKind.CLOSING or each.verdict.needs_answer:
            continue
        for asked_id, ours in posts.ended_by(tx, account.id, each.person_id, each.post):
            card = cards.of_mention(tx, asked_id)
            if card is None or card.busy or card.status not in (CardStatus.OPEN, CardStatus.SNOOZED):
                continue
            done = replace(card, status=CardStatus.CLOSED, closed_why=THANKED, snoozed_until=None)
            done = replace(done, version=card.version + 1)
            if cards.change(tx, done):
                closed += 1
                posts.answer(tx, asked_id, ours.created_at, "network", ours.id)
                webhooks.answered(tx, card, Answer("network", ours.id, ours.url, ours.text), now)
                stories.tell(tx, card, Event.CLOSED, now, detail=THANKED)
                hand_offs.follow(tx, done, now)
                if card.message_id is not None:
                    messages.plan_update(tx, card.message_id, now)
    return closed
