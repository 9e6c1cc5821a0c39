"""A question's card: what was asked, what was said before, who asks and why it waits for an answer."""

from typing import Protocol

from slackapp.domain.card import CardKind, CardStatus
from slackapp.domain.face import CardFace
from slackapp.domain.posts import Audience, Post, Thread
from slackapp.domain.said import Said
from slackapp.domain.verdict import PostKind, Urgency, Verdict
from slackapp.slack.blocks import context, section, words_of
from slackapp.slack.cards import follower_card
from slackapp.slack.choices import card_actions
from slackapp.slack.drafts import draft_blocks, draft_lines
from slackapp.slack.due import due_line
from slackapp.slack.handed import is_handed
from slackapp.slack.ids import Place, card_block_id
from slackapp.slack.message import Block, Message
from slackapp.slack.outcomes import outcome_lines
from slackapp.slack.owners import owner_line, was_line
from slackapp.slack.person import (
    Shown,
    called,
    folded_line,
    history_line,
    name_line,
    our_name,
    person_section,
    reach_line,
)
from slackapp.slack.text import TEXT_LIMIT, bounded, escape, link, mention, slack_date, web_address

_POST = 1000  # characters of a post; X's longest are longer, and the card links to them
_BEFORE = 200
_IN_LINE = 120
_WARNING = 200
_MOST_BEFORE = 3
_MOST_REASONS = 3

KIND_WORDS: dict[PostKind, str] = {
    PostKind.QUESTION: "💬 *Question*",
    PostKind.COMPLAINT: "🌩️ *Complaint*",
    PostKind.REQUEST: "🙏 *Request*",
    PostKind.PRAISE: "💛 *Praise*",
    PostKind.CLOSING: "🤝 *Closing words*",
    PostKind.CHATTER: "💬 *Chatter*",
    PostKind.SPAM: "🧹 *Perhaps spam*",
}
# Who may read the post, and with it our answer. What everybody may read needs no words.
_AUDIENCE_WORDS: dict[Audience, str] = {
    Audience.PRIVATE: "🔒 *Private mention*: only those it names can read it. Your answer stays private, too.",
    Audience.FOLLOWERS: "👥 *For followers only*: not everybody can read it, nor your answer.",
    Audience.UNLISTED: "🔉 *Unlisted*: everybody can read it, but no public list shows it.",
}
_AUDIENCE_SIGNS = {Audience.PRIVATE: "🔒 *private*", Audience.FOLLOWERS: "👥 *followers only*"}
_URGENCY_WORDS = {Urgency.HIGH: "🔥 *urgent*", Urgency.NORMAL: "", Urgency.LOW: "no hurry"}


def card_message(face: CardFace) -> Message:
    """Draw any card by its kind."""
    return follower_card(face) if face.card.kind is CardKind.FOLLOWER else question_card(face)


def question_card(face: CardFace) -> Message:
    """Draw a question: whole while it is open, folded to what became of it afterwards."""
    outcomes = outcome_lines(face)
    buttons = card_actions(face, card_block_id(Place.CARD, face.card.id, face.card.version))
    if face.card.status is CardStatus.OPEN and not is_handed(face):
        told = [section("\n".join(outcomes))] if outcomes else []
        blocks = [*question_blocks(face), *told, *draft_blocks(face), *buttons]
    else:
        due = [line] if is_handed(face) and (line := due_line(face)) else []
        blocks = [section("\n".join((_folded_line(face), *outcomes, *due))), *draft_blocks(face), *buttons]
    return Message(_fallback(face, outcomes), tuple(blocks))


def question_blocks(face: CardFace) -> list[Block]:
    """Everything one wants to know before answering."""
    asker = " · ".join(part for part in (reach_line(face.person), history_line(face.history, face.now)) if part)
    reasons = _said_line(face) or reasons_line(face.verdict)
    return [
        context(f"{kind_words(face.verdict, waits=face.waits)} · {_since(face)} · {to_line(face)}"),
        person_section(face, asker),
        *([context(audience)] if (audience := _AUDIENCE_WORDS.get(audience_of(face), "")) else []),
        *thread_blocks(face),
        *([context(reasons)] if reasons else []),
        *([context(due)] if (due := due_line(face)) else []),
        *([context(owner)] if (owner := owner_line(face.card)) else []),
    ]


def question_line(face: CardFace) -> str:
    """One question in two lines: who asks, with the strongest reason or what became of it, and the first words."""
    outcomes, words = outcome_lines(face), post_words(face, _IN_LINE)
    why = escape(face.verdict.reasons[0].sentence, 120) if face.verdict and face.verdict.reasons else ""
    owner = f"🙋 {mention(face.card.owner_id)}" if face.card.owner_id else ""
    parts = (f"{_sign(face)} {name_line(face)}", audience_sign(face), outcomes[0] if outcomes else why, owner)
    return "\n> ".join((" · ".join(part for part in parts if part), words or "(a post without words)"))


class Asked(Shown, Protocol):
    """A post that somebody addressed to us, in its thread."""

    @property
    def thread(self) -> Thread | None:
        """The post, and what was said before it."""


def thread_blocks(face: Asked) -> list[Block]:
    """What was said before, small, the warning that its author put before the post, and the post as a quotation."""
    if face.thread is None:
        return []
    post = face.thread.post
    before = [f"{_speaker(each, face)}: {_words(each, _BEFORE)}" for each in face.thread.before[-_MOST_BEFORE:]]
    words = post.text if escape(post.text) else "(a post without words)"
    return [
        *([context("\n".join(before))] if before else []),
        *([context(f"⚠️ *Content warning*: {warning}")] if (warning := escape(post.warning, _WARNING)) else []),
        words_of(words, _POST),
    ]


def kind_words(verdict: Verdict | None, *, waits: bool = False) -> str:
    """What kind of post it is and how urgent, with a sign and in words.

    Args:
        verdict: triage's; None where nobody judged it.
        waits: whether it waits for an answer by somebody's word.
    """
    if verdict is None:
        return "💬 *Mention*"
    haste = _URGENCY_WORDS[verdict.urgency] if verdict.needs_answer else "" if waits else "no answer needed"
    return " · ".join(words for words in (KIND_WORDS[verdict.kind], haste) if words)


def reasons_line(verdict: Verdict | None) -> str:
    """Why it waits for an answer, or does not; "" where no reason is known."""
    if verdict is None or not verdict.reasons:
        return ""
    return "Why: " + " · ".join(escape(reason.sentence, 120) for reason in verdict.reasons[:_MOST_REASONS])


def post_words(face: Asked, limit: int) -> str:
    """The post's words for a line of mrkdwn, with the warning before them; escaped."""
    return _words(face.thread.post, limit) if face.thread else ""


def audience_of(face: Asked) -> Audience:
    """Who may read the post, and with it what we answer; a hello is public."""
    return face.thread.post.audience if face.thread else Audience.PUBLIC


def audience_sign(face: Asked) -> str:
    """A sign and a word where not everybody may read the post; "" where everybody may."""
    return _AUDIENCE_SIGNS.get(audience_of(face), "")


def _words(post: Post, limit: int) -> str:
    warning = escape(post.warning, _WARNING // 2)
    return f"⚠️ {warning} · {escape(post.text, limit)}" if warning else escape(post.text, limit)


def _said_line(face: CardFace) -> str:
    """Whose word it is that an answer is awaited, where it is not triage's, and what that thought; else ""."""
    if face.said is None or face.said.said is not Said.NEEDS_ANSWER:
        return ""
    says = f"🙋 {mention(face.said.user_id)} says that this needs an answer · {slack_date(face.said.at)}"
    thought = reasons_line(face.verdict).removeprefix("Why: ")
    return f"{says}\nRapport thought not: {thought}" if thought and not _thought_so(face) else says


def _thought_so(face: CardFace) -> bool:
    return face.verdict is not None and face.verdict.needs_answer


def _sign(face: CardFace) -> str:
    if face.verdict is None:
        return "💬"
    urgent = face.verdict.needs_answer and face.verdict.urgency is Urgency.HIGH
    return "🔥 *urgent* ·" if urgent else KIND_WORDS[face.verdict.kind].partition(" ")[0]


def _since(face: CardFace) -> str:
    """How long they have waited, by each reader's own clock: Slack fills it in when it shows the message."""
    does = "waiting since" if face.waits else "posted"
    return f"{does} {slack_date(face.since)} ({slack_date(face.since, '{ago}')})"


def to_line(face: Shown) -> str:
    """The account of ours that was addressed, with a link to the post."""
    return " · ".join(part for part in (f"to {our_name(face)}", post_link(face)) if part)


def post_link(face: Shown) -> str:
    """A link to the post; "" where there is none."""
    return link(face.links.post, "see the post") if web_address(face.links.post) else ""


def _speaker(post: Post, face: Asked) -> str:
    if post.author_id == face.account.network_user_id:
        return "*You*"
    handle = post.author_handle or (face.person.handle if post.author_id == face.person.id else "")
    return f"*@{escape(handle, 80)}*" if handle else "*Somebody*"


def _folded_line(face: CardFace) -> str:
    parts = (folded_line(face), audience_sign(face), post_link(face), was_line(face))
    line, asked = " · ".join(part for part in parts if part), post_words(face, 120)
    return f"{line}\n“{asked}”" if asked else line


def _fallback(face: CardFace, outcomes: list[str]) -> str:
    kind = face.verdict.kind.value.capitalize() if face.verdict else "Mention"
    urgent = ", urgent" if face.verdict and face.waits and face.verdict.urgency is Urgency.HIGH else ""
    private = ", private" if audience_of(face) is Audience.PRIVATE else ""
    where = f"{called(face.person)} on {face.account.network.label}"
    words = f"{kind}{urgent}{private} from {where}: {post_words(face, 500)}"
    return bounded(" · ".join((words, *outcomes, *draft_lines(face))), TEXT_LIMIT)
