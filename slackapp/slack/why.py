"""Why?: a post, what Rapport takes it for, each reason with its words, and the way to disagree."""

from collections.abc import Sequence

from slackapp.domain.card import CardStatus, Choice, choose
from slackapp.domain.cues import CUES
from slackapp.domain.judgement import MentionFace
from slackapp.domain.said import Said
from slackapp.domain.verdict import PostKind, Reason, Urgency, Verdict
from slackapp.slack import ids
from slackapp.slack.blocks import actions, button, context, divider, modal, section
from slackapp.slack.ids import Place, card_action_id, card_block_id
from slackapp.slack.message import Block, Element, View
from slackapp.slack.person import name_line
from slackapp.slack.questions import KIND_WORDS, thread_blocks, to_line
from slackapp.slack.text import escape, mention, slack_date

_MOST_REASONS = 12
_LONGEST = 200  # characters of a reason

_TAKEN_FOR = {
    PostKind.QUESTION: "a question",
    PostKind.COMPLAINT: "a complaint",
    PostKind.REQUEST: "a request",
    PostKind.PRAISE: "praise",
    PostKind.CLOSING: "closing words",
    PostKind.CHATTER: "chatter",
    PostKind.SPAM: "perhaps spam",
}
_HASTE = {Urgency.HIGH: ", and that urgently", Urgency.NORMAL: "", Urgency.LOW: "; there is no hurry"}


def why_modal(face: MentionFace, more: Sequence[Element] = ()) -> View:
    """Tell one person why a post was judged as it was, and let them disagree.

    Args:
        face: the post.
        more: what else may be chosen on its card.
    """
    buttons = [*_buttons(face), *more, *_history(face)]
    version = face.card.version if face.card else 0
    block_id = card_block_id(Place.WHY, face.card.id if face.card else 0, version)
    told = [line for line in (_said_line(face), _answered_line(face)) if line]
    blocks: list[Block] = [
        context(f"{name_line(face)} · {to_line(face)} · {slack_date(face.asked_at)}"),
        *thread_blocks(face),
        divider(),
        section(f"{verdict_sentence(face.verdict)}\n{reason_lines(face.verdict)}"),
        context(otherwise(face.verdict)),
        *([section("\n".join(told))] if told else []),
        *([actions(block_id, *buttons)] if buttons else []),
        context("🔒 Nobody else sees this window. What you say here is kept, and counted in `/rapport judgement`."),
    ]
    return modal(ids.WHY_VIEW, "Why?", blocks, ids.metadata(face.id, version), close="Done")


def verdict_sentence(verdict: Verdict) -> str:
    """What Rapport takes a post for, and whether it waits for an answer."""
    sign = KIND_WORDS[verdict.kind].partition(" ")[0]
    waits = f"waits for an answer{_HASTE[verdict.urgency]}" if verdict.needs_answer else "waits for no answer"
    return f"{sign} *Rapport takes this for {_TAKEN_FOR[verdict.kind]} that {waits}.*"


def reason_lines(verdict: Verdict) -> str:
    """Each reason in a line, with its words and whether it speaks for an answer, in a sign and in words."""
    if not verdict.reasons:
        return "Nothing in it said anything for or against an answer." if not verdict.needs_answer else ""
    return "\n".join(_reason_line(reason, verdict) for reason in verdict.reasons[:_MOST_REASONS])


def _reason_line(reason: Reason, verdict: Verdict) -> str:
    weight = _weight(reason, verdict)
    words = escape(reason.sentence, _LONGEST)
    if weight == 0:
        return f"▫️ {words}"
    return f"➕ {words} · _for an answer_" if weight > 0 else f"➖ {words} · _against an answer_"


def _weight(reason: Reason, verdict: Verdict) -> float:
    """How much it speaks for an answer; below 0 against one. What was kept before cues were spoke for the verdict."""
    cue = CUES.get(reason.cue)
    return cue.weight if cue else 1.0 if verdict.needs_answer else -1.0


def otherwise(verdict: Verdict) -> str:
    """What would have made the verdict otherwise, in plain words."""
    if not verdict.needs_answer:
        changes = "A question, a request or a complaint in it would have made it wait for an answer."
        return f"{changes} Words that always make a card are set with `/rapport words`."
    telling = [reason for reason in verdict.reasons if _weight(reason, verdict) > 0]
    words = escape(telling[0].words, 80) if len(telling) == 1 else ""
    changes = f"Without {f'“{words}”' if words else 'these'} it would wait for no answer."
    return f"{changes} Words that keep a post from becoming a card are set with `/rapport words`."


def _said_line(face: MentionFace) -> str:
    if face.said is None:
        return ""
    who, when = mention(face.said.user_id), slack_date(face.said.at)
    if face.said.said is Said.NOT_A_QUESTION:
        return f"🙅 Not a question, says {who} · {when}"
    return f"🙋 Needs an answer, says {who} · {when}"


def _answered_line(face: MentionFace) -> str:
    return "✅ It was answered." if face.answered else ""


def _buttons(face: MentionFace) -> list[Element]:
    """The way to disagree, or to take that back; none where neither would change anything."""
    card = face.card
    if face.may_be_carded:
        return [needs_answer_button(face)]
    if card is None:
        return []
    denied = face.said is not None and face.said.said is Said.NOT_A_QUESTION
    if denied and card.status is CardStatus.IGNORED and choose(card, Choice.REOPEN):
        return [button("It is one after all", card_action_id(Choice.REOPEN), str(card.id))]
    asked = face.verdict.needs_answer or face.said is not None
    if asked and not card.in_doubt and choose(card, Choice.NOT_A_QUESTION):
        return [button("Not a question", card_action_id(Choice.NOT_A_QUESTION), str(card.id))]
    return []


def _history(face: MentionFace) -> list[Element]:
    """All that happened: a menu has no room for it while a question is open."""
    return [button("History", ids.HISTORY_OPEN, str(face.card.id))] if face.card else []


def needs_answer_button(face: MentionFace) -> Element:
    """Have a card made of what got none."""
    who = face.person.name or face.person.handle
    return button("Needs an answer", ids.MENTION_NEEDS_ANSWER, str(face.id), says=f"Needs an answer: {who}")
