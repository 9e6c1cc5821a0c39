"""What else is about to answer the same post: seen before anything is sent. Nobody is kept from going on."""

from collections.abc import Collection, Sequence
from itertools import islice

from slackapp.domain.action import ActionKind
from slackapp.domain.card import FacetState
from slackapp.domain.draft import Draft
from slackapp.domain.face import CardFace
from slackapp.slack.blocks import section, words_of
from slackapp.slack.drafts import SHOWN, waiting_line
from slackapp.slack.handed import hand_off_lines, is_handed
from slackapp.slack.message import Block
from slackapp.slack.owners import owner_line
from slackapp.slack.text import mention, slack_date
from slackapp.store.writing import Writer

_MOST_WRITERS = 3
_MOST_DRAFTS = 3


def conflict_blocks(
    face: CardFace, by: str = "", writing: Sequence[Writer] = (), but: Draft | None = None
) -> list[Block]:
    """Everything that somebody who answers should know of others who are about to.

    Args:
        face: the card.
        by: the Slack user id of who answers; "" where nobody knows.
        writing: who is writing an answer at this moment.
        but: the draft that is about to be sent, if it is one: then whose question it is, and that its author has the
            box open, says nothing against it.
    """
    lines = conflict_lines(face, by, writing, but)
    blocks: list[Block] = [section("\n".join(lines))] if lines else []
    for each in _other_drafts(face, but):
        blocks += [section(f"⚠️ *Another reply to this waits.* {waiting_line(each)}"), words_of(each.text, SHOWN)]
    return blocks


def conflict_lines(face: CardFace, by: str = "", writing: Sequence[Writer] = (), but: Draft | None = None) -> list[str]:
    """The same in lines of mrkdwn, without the drafts."""
    mine = {by, but.written_by if but else by}
    others = [each for each in writing if each.user_id not in mine]
    theirs = "" if but is not None or face.card.owner_id in mine else owner_line(face.card)
    return [
        *([writing_line(others)] if others else []),
        *([theirs] if theirs else []),
        *(hand_off_lines(face) if is_handed(face) else []),
        *_by_hand(face, mine),
    ]


def writing_line(writing: Sequence[Writer]) -> str:
    """Who is writing an answer at this moment, and since when."""
    who = (
        f"✍️ {mention(each.user_id)} is writing an answer since {slack_date(each.since, '{time}')}" for each in writing
    )
    return f"{'. '.join(islice(who, _MOST_WRITERS))}. You may go on."


def _other_drafts(face: CardFace, but: Draft | None) -> list[Draft]:
    return [each for each in face.drafts if each.waits and (but is None or each.id != but.id)][:_MOST_DRAFTS]


def _by_hand(face: CardFace, mine: Collection[str]) -> list[str]:
    """Somebody went to the network's own page to answer there."""
    went = face.action(ActionKind.CONFIRM_REPLY)
    if face.card.reply is not FacetState.BY_HAND or went is None or went.actor_id in mine:
        return []
    return [
        f"👉 {mention(went.actor_id)} opened {face.account.network.label}’s reply page, and may be answering there."
    ]
