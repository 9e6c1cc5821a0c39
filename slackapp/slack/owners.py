"""Whose a card is, or was, in a line."""

from slackapp.domain.action import ActionKind
from slackapp.domain.card import Card, CardStatus
from slackapp.domain.face import CardFace
from slackapp.domain.owning import LONGEST_NOTE
from slackapp.slack.text import escape, mention, slack_date


def owner_line(card: Card) -> str:
    """Who has a card, since when, and from whom; "" where nobody has it."""
    if not card.owner_id:
        return ""
    since = f" since {slack_date(card.owned_at)}" if card.owned_at else ""
    line = f"🙋 {mention(card.owner_id)} has it{since}"
    if card.given_by:
        note = f": “{escape(card.given_note, LONGEST_NOTE)}”" if card.given_note else ""
        return f"{line}, given by {mention(card.given_by)}{note}"
    return f"{line}, taken over from {mention(card.owner_was)}" if card.owner_was else line


def was_line(face: CardFace) -> str:
    """Whose a card was that somebody else decided on; "" where it was theirs, or nobody's."""
    card = face.card
    if not card.owner_id or card.status in (CardStatus.OPEN, CardStatus.SNOOZED):
        return ""
    does = face.action(ActionKind.REPLY, ActionKind.CONFIRM_REPLY) if card.status is CardStatus.DONE else None
    decider = does.actor_id if does else card.decided_by if card.status is not CardStatus.CLOSED else ""
    return f"🙋 {mention(card.owner_id)} had it" if decider != card.owner_id else ""
