"""`/questions rest`: what got no card from Rapport, each with the reason, so that nothing is dropped unseen."""

from collections.abc import Mapping

from slackapp.domain.judgement import Census, MentionFace, Rest
from slackapp.domain.verdict import PostKind
from slackapp.slack import ids
from slackapp.slack.blocks import actions, button, context, divider, section
from slackapp.slack.message import Block, Element, Message, text_size
from slackapp.slack.person import called, name_line
from slackapp.slack.questions import audience_sign, kind_words, post_words, to_line
from slackapp.slack.text import TEXT_LIMIT, bounded, escape, mention, slack_date
from slackapp.slack.why import needs_answer_button

COMMAND, QUERY = "/questions", "rest"
_MOST_TEXT = 12_000  # characters; Slack refuses messages of more than about 13,200
_MANY = {
    PostKind.QUESTION: ("question", "questions"),
    PostKind.COMPLAINT: ("complaint", "complaints"),
    PostKind.REQUEST: ("request", "requests"),
    PostKind.PRAISE: ("praise", "praise"),
    PostKind.CLOSING: ("closing words", "closing words"),
    PostKind.CHATTER: ("chatter", "chatter"),
    PostKind.SPAM: ("spam", "spam"),
}


def rest_message(rest: Rest) -> Message:
    """Draw one page. Its block_ids carry the query, so that a click can redraw it."""
    title = "What got no card"
    paged = f" · page {rest.page:,} of {rest.pages:,}" if rest.pages > 1 else ""
    blocks: list[Block] = [context(f"*{title}*{paged} · {rest.census.uncarded:,} in all{_and_before(rest.census)}")]
    if not rest.mentions:
        blocks.append(section("☕ *Every mention became a card.* There is nothing left here."))
    for face in rest.mentions:
        shown = _entry(face, rest)
        if text_size(blocks) + text_size(shown) > _MOST_TEXT:
            blocks.append(context("… the rest is too long to show here"))
            break
        blocks += shown
    if steps := _steps(rest):
        blocks.append(actions(ids.list_block_id(COMMAND, QUERY, rest.page), *steps))
    names = ", ".join(called(face.person) for face in rest.mentions)
    return Message(bounded(f"{title}: {names or 'nothing'}", TEXT_LIMIT), tuple(blocks))


def census_line(census: Census) -> str:
    """How many mentions there were, and what became of them; "" where there was none."""
    if not census.total:
        return ""
    said = f"{census.total:,} {'mention' if census.total == 1 else 'mentions'}: {_became(census.carded)}"
    if not census.uncarded:
        return f"{said}, every one{_and_before(census)}."
    see = f"See them with `{COMMAND} {QUERY}`."
    return f"{said}, {census.uncarded:,} did not: {_kinds(census.rest or {})}{_and_before(census)}. {see}"


def _became(carded: int) -> str:
    return "1 became a card" if carded == 1 else f"{carded:,} became cards"


def _kinds(rest: Mapping[PostKind, int]) -> str:
    return ", ".join(f"{number:,} {_MANY[kind][number != 1]}" for kind, number in rest.items())


def _and_before(census: Census) -> str:
    return f" · and {census.before:,} from before Rapport came" if census.before else ""


def _entry(face: MentionFace, rest: Rest) -> list[Block]:
    words = post_words(face, 240) or "(a post without words)"
    head = " · ".join(part for part in (kind_words(face.verdict), audience_sign(face), name_line(face)) if part)
    lines = [head, f"{to_line(face)} · {slack_date(face.asked_at)}", f"> {words}", f"Why no card: {_why(face)}"]
    became = _became_of(face, rest.asker_id)
    buttons = [
        *([needs_answer_button(face)] if face.may_be_carded else []),
        button("Why?", ids.MENTION_WHY, str(face.id), says=f"Why? {face.person.name or face.person.handle}"),
    ]
    version = face.card.version if face.card else 0
    # It has no card: the mention's id tells the rows of the page apart.
    block_id = ids.list_block_id(COMMAND, QUERY, rest.page, face.id, version)
    return [section("\n".join([*lines, *([became] if became else [])])), actions(block_id, *buttons), divider()]


def _why(face: MentionFace) -> str:
    verdict = face.verdict
    if verdict.needs_answer:
        return "it was answered before Rapport saw it" if face.answered else "its channel took only what is urgent"
    return escape(verdict.reasons[0].sentence, 120) if verdict.reasons else "nothing in it asks for an answer"


def _became_of(face: MentionFace, asker_id: str) -> str:
    """What a person did about it, or the network showed."""
    if face.card is not None and face.said is not None:
        by = "you" if face.said.user_id == asker_id else mention(face.said.user_id)
        return f"🙋 *Carded by {by}* · {slack_date(face.said.at)}"
    return "✅ Answered all the same" if face.answered else ""


def _steps(rest: Rest) -> list[Element]:
    steps = []
    if rest.page > 1:
        steps.append(button("← Previous", ids.LIST_PREVIOUS, str(rest.page - 1)))
    if rest.page < rest.pages:
        steps.append(button("Next →", ids.LIST_NEXT, str(rest.page + 1)))
    return steps
