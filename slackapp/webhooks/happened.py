"""What happened, for a team's own systems: gathered from the store in the transaction in which it happens.

Where no webhook of the workspace listens for it, that is one look at an index.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from slackapp.domain.accounts import Account
from slackapp.domain.card import Card, CardKind, Choice
from slackapp.domain.webhooks import Answer, Decided, Occasion, Occurrence, key_of, payload
from slackapp.store import accounts, cards, deliveries, people, posts

# Not told: who has it, what only puts off, looks again, or opens the network's own page; what comes of that is.
_TOLD = frozenset(
    {
        *(Choice.FOLLOW, Choice.UNDO_FOLLOW, Choice.REPLY, Choice.UNDO_REPLY, Choice.LIKE, Choice.UNDO_LIKE),
        *(Choice.IGNORE, Choice.NOT_A_QUESTION, Choice.REOPEN),
    }
)


def carded(tx: Connection, account: Account, new: Sequence[cards.NewCard], now: datetime) -> None:
    """Cards were made: new followers, or questions.

    Args:
        tx: the transaction that made them.
        account: through which they came.
        new: all of one kind.
        now: the moment (aware).
    """
    if not new:
        return
    occasion = Occasion.QUESTION if new[0].kind is CardKind.QUESTION else Occasion.NEW_FOLLOWER
    to = deliveries.listening(tx, account.workspace_id, occasion)
    if to is None:
        return
    made = cards.of_subjects(tx, account.id, [each.subject for each in new])
    persons = people.profiles(tx, [card.person_id for card in made])
    told = [
        Occurrence(
            occasion,
            key_of(occasion, card.id, card.created_at or now),
            now,
            to.team_id,
            account,
            persons.get(card.person_id),
            posts.mention(tx, card.question_id).post if card.question_id else None,
        )
        for card in made
    ]
    deliveries.enqueue(tx, to, [payload(each) for each in told], now)


def decided(tx: Connection, card: Card, choice: Choice, by: str, now: datetime) -> None:
    """Somebody (Slack's user id) decided on a card; call it with the card as it is then, in the same transaction."""
    if choice in _TOLD:
        key = f"{key_of(Occasion.DECIDED, card.id, now)}:{card.version}"
        why = card.closed_why if choice is Choice.IGNORE else ""
        _tell(tx, card, Occurrence(Occasion.DECIDED, key, now, "", decided=Decided(choice.value, by, now, why)))


def answered(tx: Connection, card: Card | None, answer: Answer, now: datetime, by: str = "") -> None:
    """A question was answered, through us by somebody (Slack's user id) or on the network itself.

    Of one without a card nobody is told.
    """
    if card is not None:
        key, reply = key_of(Occasion.ANSWERED, card.id, now), Decided(Choice.REPLY.value, by, now)
        _tell(tx, card, Occurrence(Occasion.ANSWERED, key, now, "", decided=reply, answer=answer))


def overdue(tx: Connection, card: Card, now: datetime) -> None:
    """A question's target was missed; call it once, in the transaction that notes it."""
    _tell(tx, card, Occurrence(Occasion.OVERDUE, key_of(Occasion.OVERDUE, card.id, now), now, ""))


def _tell(tx: Connection, card: Card, told: Occurrence) -> None:
    """Tell of one card to those who listen; what it is about is gathered only then."""
    to = deliveries.listening(tx, card.workspace_id, told.occasion)
    if to is None:
        return
    whole = replace(
        told,
        team_id=to.team_id,
        account=accounts.account(tx, card.account_id),
        person=people.profiles(tx, [card.person_id]).get(card.person_id),
        post=posts.mention(tx, card.question_id).post if card.question_id is not None else None,
    )
    deliveries.enqueue(tx, to, [payload(whole)], told.at)
