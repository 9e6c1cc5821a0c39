"""A new follower's card: who it is and what speaks for them; once decided, two lines with who did what."""

from slackapp.domain.card import CardStatus
from slackapp.domain.evidence import Summary
from slackapp.domain.face import CardFace
from slackapp.slack.blocks import section
from slackapp.slack.choices import card_actions
from slackapp.slack.drafts import draft_blocks, draft_lines
from slackapp.slack.feeds import posts_button
from slackapp.slack.ids import Place, card_block_id
from slackapp.slack.message import Message
from slackapp.slack.outcomes import outcome_lines
from slackapp.slack.person import called, folded_line, follows_line, person_blocks
from slackapp.slack.text import TEXT_LIMIT, bounded, escape

_PLAIN_SUMMARY = {
    Summary.WORTH_IT: "Worth it.",
    Summary.LOOK_TWICE: "Look twice.",
    Summary.BETTER_NOT: "Better not.",
    Summary.NOT_ENOUGH: "Not enough to tell.",
}


def follower_card(face: CardFace) -> Message:
    """Draw a new follower: whole while it is open, folded to what became of it afterwards."""
    outcomes = outcome_lines(face)
    buttons = card_actions(face, card_block_id(Place.CARD, face.card.id, face.card.version))
    if face.card.status is CardStatus.OPEN:
        told = [section("\n".join(outcomes))] if outcomes else []
        person = person_blocks(face, follows_line(face), beside=posts_button(face))
        blocks = [*person, *told, *draft_blocks(face), *buttons]
    else:
        blocks = [section("\n".join((folded_line(face), *outcomes))), *draft_blocks(face), *buttons]
    return Message(_fallback(face, outcomes), tuple(blocks))


def _fallback(face: CardFace, outcomes: list[str]) -> str:
    us = f"@{escape(face.account.handle)} on {face.account.network.label}"
    summary = " ".join((*outcomes, *draft_lines(face))) or _PLAIN_SUMMARY[face.evidence.summary]
    return bounded(f"New follower of {us}: {called(face.person)}. {summary}", TEXT_LIMIT)
