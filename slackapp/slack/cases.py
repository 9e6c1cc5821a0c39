"""A question in another team's channel: the whole case, who gave it and why, and what that team can do."""

from dataclasses import replace

from slackapp.domain.face import CardFace
from slackapp.domain.hand_off import HandOff, HandOffState, Step
from slackapp.domain.posts import Audience
from slackapp.slack import ids
from slackapp.slack.blocks import actions, button, context, modal, plain, section
from slackapp.slack.handed import answered_line, back_line
from slackapp.slack.message import Block, Element, Message, View
from slackapp.slack.outcomes import outcome_lines
from slackapp.slack.person import bio_line, called, folded_line, person_section
from slackapp.slack.questions import audience_of, audience_sign, post_words, question_blocks, thread_blocks
from slackapp.slack.text import TEXT_LIMIT, bounded, escape, mention, slack_date

_NOTE = 1_000  # characters of a note that are asked for, and shown whole
_SPREADS = {
    Audience.PRIVATE: "🔒 *Private mention.* Everybody in the channel you choose will read it.",
    Audience.FOLLOWERS: "👥 *For followers only.* Everybody in the channel you choose will read it.",
}


def case_message(face: CardFace, hand_off: HandOff) -> Message:
    """Draw the other team's message: whole while they have it, folded to what became of it afterwards.

    Args:
        face: the question's card.
        hand_off: the one that this message is about; the card may have a newer one.
    """
    given = f"↪️ {mention(hand_off.given_by)} hands you this · {slack_date(hand_off.given_at)}"
    ended = _ended_lines(face, hand_off)
    buttons = _buttons(face, hand_off)
    if hand_off.active:
        bio = bio_line(face.person)
        blocks = [
            section("\n".join((given, *([f"> {note}"] if (note := escape(hand_off.note, _NOTE)) else [])))),
            *question_blocks(replace(face, card=replace(face.card, owner_id=""))),  # theirs is told below
            *([context(bio)] if bio else []),
            *([section(f"🙋 {mention(hand_off.owner_id)} has this")] if hand_off.owner_id else []),
            *buttons,
        ]
    else:
        sign, words = audience_sign(face), post_words(face, 120)
        line = " · ".join(part for part in (folded_line(face), sign) if part)
        blocks = [section("\n".join((line, *([f"“{words}”"] if words else []), *ended))), *buttons]
    where = f"{called(face.person)} on {face.account.network.label}"
    fallback = " · ".join((f"{given}: {where}: {post_words(face, 500)}", *ended))
    return Message(bounded(fallback, TEXT_LIMIT), tuple(blocks))


def hand_off_modal(face: CardFace, usual: str) -> View:
    """Ask to which channel a question goes, and for a note; `usual` is the channel it last went to, or ""."""
    picker: Element = {
        "type": "conversations_select",
        "action_id": ids.HAND_OFF_INPUT,
        "filter": {"include": ["public"], "exclude_external_shared_channels": True, "exclude_bot_users": True},
        **({"initial_conversation": usual} if usual else {}),
    }
    where = "A public channel that Rapport is in."
    blocks: list[Block] = [
        person_section(face),
        *thread_blocks(face),
        *([context(spreads)] if (spreads := _SPREADS.get(audience_of(face), "")) else []),
        _input(ids.HAND_OFF_CHANNEL, "Who should have it?", picker, hint=where, optional=False),
        _note_input("What should they know?", "For example: she has written twice, order 4411"),
        context("They get the whole case, with buttons to claim it, answer it or send it back. You can take it back."),
    ]
    seen = ids.metadata(face.card.id, face.card.version)
    return modal(ids.HAND_OFF_VIEW, "Hand off", blocks, seen, close="Cancel", submit="Hand off")


def end_modal(face: CardFace, hand_off: HandOff, step: Step) -> View:
    """Ask, before it is answered or sent back, what there is to say."""
    seen = ids.hand_off_metadata(hand_off.id, hand_off.version, hand_off.channel_id)
    if step is Step.ANSWER:
        note = _note_input("What was answered? Where?", "For example: sent a new parcel, wrote by mail")
        told = "The card closes, and the question counts as answered."
        blocks = [person_section(face), *thread_blocks(face), note, context(told)]
        return modal(ids.HAND_OFF_ANSWERED_VIEW, "Answered", blocks, seen, close="Cancel", submit="It is answered")
    note = _note_input("Why does it come back?", "For example: this is about the shop, not the order")
    blocks = [person_section(face), *thread_blocks(face), note, context("The card is open again, with your note.")]
    return modal(ids.HAND_OFF_SEND_BACK_VIEW, "Send back", blocks, seen, close="Cancel", submit="Send back")


def _buttons(face: CardFace, hand_off: HandOff) -> list[Block]:
    who, value = face.person.name or face.person.handle, str(hand_off.id)
    made: list[Element] = []
    if hand_off.state is HandOffState.OPEN:
        made.append(button("Claim", ids.HAND_OFF_CLAIM, value, style="primary", says=f"Claim: {who}"))
    if hand_off.active:
        made.append(button("Answered…", ids.HAND_OFF_ANSWERED, value, says=f"Answered: {who}"))
        made.append(button("Send back…", ids.HAND_OFF_SEND_BACK, value, says=f"Send back: {who}"))
    if hand_off.state is HandOffState.ANSWERED:
        made.append(button("Undo", ids.HAND_OFF_UNDO, value, says=f"Not answered after all: {who}"))
    return [actions(ids.hand_off_block_id(hand_off.id, hand_off.version), *made)] if made else []


def _ended_lines(face: CardFace, hand_off: HandOff) -> list[str]:
    """What became of it, where the other team has it no more."""
    if hand_off.active:
        return []
    if hand_off.state is HandOffState.ANSWERED:
        return [answered_line(hand_off)]
    if hand_off.state is HandOffState.CLOSED:
        newest = face.hand_off is not None and face.hand_off.id == hand_off.id
        return outcome_lines(face) if newest else ["☑️ Settled without you."]
    return [back_line(hand_off)]


def _note_input(label: str, example: str) -> Block:
    element: Element = {
        "type": "plain_text_input",
        "action_id": ids.HAND_OFF_INPUT,
        "multiline": True,
        "max_length": _NOTE,
        "placeholder": plain(example, 150),
    }
    return _input(ids.HAND_OFF_NOTE, label, element)


def _input(block_id: str, label: str, element: Element, *, hint: str = "", optional: bool = True) -> Block:
    block: Block = {"type": "input", "block_id": block_id, "label": plain(label, 2000), "element": element}
    return block | ({"hint": plain(hint, 2000)} if hint else {}) | ({"optional": True} if optional else {})
