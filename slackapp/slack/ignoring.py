"""Ignore…: why a question, or many, are left unanswered. The reason stands on the card from then on."""

from slackapp.domain.action import FailureKind
from slackapp.domain.card import Facet
from slackapp.domain.face import CardFace
from slackapp.domain.ignoring import Why, likely
from slackapp.domain.verdict import PostKind
from slackapp.slack import ids
from slackapp.slack.blocks import context, modal, option, plain, section
from slackapp.slack.due import due_line
from slackapp.slack.message import Block, View
from slackapp.slack.outcomes import failure_of
from slackapp.slack.owning import note_input
from slackapp.slack.person import person_section
from slackapp.slack.questions import thread_blocks

TITLE = "Ignore"
_LABELS: dict[Why, str] = {
    Why.NOT_MEANT: "Not meant for us",
    Why.ELSEWHERE: "Answered elsewhere",
    Why.SPAM: "Spam or abuse",
    Why.NO_ANSWER: "No answer needed",
    Why.GONE: "The post is gone",
    Why.OTHER: "Something else: the note says it",
}
_KEPT = "🙈 The card says then that you ignored it, and why. Anybody who decides can undo it."
UNCHOSEN = {ids.IGNORE_WHY: "Choose why."}
UNSAID = {ids.IGNORE_NOTE: "Say in a few words why."}


def ignore_modal(face: CardFace) -> View:
    """Ask why one question is ignored; where it waits for an answer, no reason is chosen beforehand."""
    gone = failure_of(face, Facet.REPLY) is FailureKind.GONE
    chosen = likely(waits=face.waits, gone=gone)
    if chosen is None and face.verdict is not None and face.verdict.kind is PostKind.SPAM:
        chosen = Why.SPAM
    blocks: list[Block] = [
        person_section(face),
        *thread_blocks(face),
        *([context(due)] if (due := due_line(face)) else []),
        *_asked(chosen, gone=gone),
    ]
    seen = ids.metadata(face.card.id, face.card.version)
    return modal(ids.IGNORE_VIEW, TITLE, blocks, seen, close="Cancel", submit=TITLE)


def ignore_many_modal(number: int, seen: str) -> View:
    """Ask why so many questions are ignored at once; `seen` tells which, as the list kept it (`ids.many_metadata`)."""
    questions = "1 question" if number == 1 else f"{number:,} questions"
    blocks = [section(f"*{questions}* will be ignored, for the same reason."), *_asked(None)]
    return modal(ids.IGNORE_MANY_VIEW, TITLE, blocks, seen, close="Cancel", submit=TITLE)


def _asked(chosen: Why | None, *, gone: bool = False) -> list[Block]:
    options = {why: option(label, why.value) for why, label in _LABELS.items() if gone or why is not Why.GONE}
    radio: Block = {"type": "radio_buttons", "action_id": ids.IGNORE_INPUT, "options": list(options.values())}
    if chosen is not None:
        radio["initial_option"] = options[chosen]
    why: Block = {"type": "input", "block_id": ids.IGNORE_WHY, "label": plain("Why?", 2000), "element": radio}
    return [why, note_input(ids.IGNORE_NOTE, "A note", "We wrote to her by mail"), context(_KEPT)]
