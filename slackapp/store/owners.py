"""What somebody is told of a card that was given to them."""

from datetime import datetime

from sqlalchemy import Connection

from slackapp.domain.card import Card
from slackapp.store import messages
from slackapp.store.messages import MessageKind, NewMessage

ASSIGNED = "assigned"  # the notice's name


def tell_assigned(tx: Connection, card: Card, by: str, now: datetime) -> None:
    """Plan the one message to who was given a card; none to who gave it to themselves.

    Args:
        tx: the transaction in which it is given.
        card: as it is then.
        by: the Slack user id of who gives it.
        now: the moment (aware).
    """
    if not card.owner_id or card.owner_id == by:
        return
    body = {"notice": ASSIGNED, "card": card.id, "by": by, "note": card.given_note}
    key = f"{ASSIGNED}:{card.id}:{card.version}"
    messages.add(
        tx, NewMessage(key, MessageKind.NOTICE, card.workspace_id, card.owner_id, card.account_id, dict(body)), now
    )
