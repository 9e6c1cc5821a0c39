"""What is left until an answer is due, in words; and what is told when time runs out or a target was missed."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from slackapp.domain.card import CardStatus
from slackapp.domain.face import CardFace
from slackapp.domain.hand_off import HandOff
from slackapp.domain.posts import Audience
from slackapp.domain.targets import State, state
from slackapp.domain.words import how_long
from slackapp.slack.blocks import context, section
from slackapp.slack.handed import is_handed, with_words
from slackapp.slack.message import Message
from slackapp.slack.person import name_line, name_of, our_name
from slackapp.slack.text import TEXT_LIMIT, bounded, escape, link, mention, slack_date

_WORDS = 300  # characters of the post
_MOST = 10  # questions in one message
_OPEN = (CardStatus.OPEN, CardStatus.SNOOZED)


def due_line(face: CardFace) -> str:
    """When the answer is due, and what was left when this was drawn; "" where none is awaited, or no target.

    Of what lies behind, Slack itself says how long ago it was (`{ago}`); of what is to come it promises no words.
    """
    due_at = face.card.due_at
    if due_at is None or face.card.status not in _OPEN or not face.waits:
        return ""
    at = slack_date(due_at)
    if _state(face) is State.MISSED:
        return f"⏰ *Overdue*: an answer was due {slack_date(due_at, '{ago}')} · {at}"
    sign = "⌛ *Time runs out*: answer" if _state(face) is State.RUNNING_OUT else "🎯 Answer"
    return f"{sign} due {at} · {_left(face, due_at)}"


def due_words(face: CardFace) -> str:
    """The same for a list that is drawn once: how much is left, or by how much it is late."""
    due_at = face.card.due_at
    if due_at is None or face.card.status not in _OPEN or not face.waits:
        return ""
    if due_at <= face.now:
        return f"⏰ *overdue by {how_long(face.now - due_at)}*, {since_due(due_at)}"
    return f"due in {how_long(due_at - face.now)}, at {slack_date(due_at, '{time}')}"


def since_due(due_at: datetime) -> str:
    """Since when something is late: a span alone counts nights and weekends, which targets may not."""
    return f"since {slack_date(due_at)}"


def nudge_message(face: CardFace) -> Message:
    """Tell whoever has a question, or the channel, that three quarters of its time are gone."""
    assert face.card.due_at is not None
    owner = face.hand_off.owner_id if face.hand_off and is_handed(face) else face.card.owner_id
    asks = f"⌛ {mention(owner, '')}, this" if owner else "⌛ *Nobody has claimed this one yet.* It"
    left = _left(face, face.card.due_at)
    text = f"{asks} is due at {slack_date(face.card.due_at, '{time}')}: {left}."
    return Message(text, (section(text), context(f"{name_line(face)} · waiting since {slack_date(face.since)}")))


def missed_message(face: CardFace, card_url: str, *, beside: bool = False) -> Message:
    """Tell that a target was missed: what it is about, whose it is, and where its card stands.

    Args:
        face: the question.
        card_url: its card in Slack; "" where it stands nowhere.
        beside: whether this stands in the card's own thread: then the case need not be told.
    """
    head = f"⏰ *{link(card_url, 'A first reply is overdue')}* · {_owner(face)}"
    if beside:
        return Message(head, (section(head),))
    lines = (head, f"{name_line(face)} · to {our_name(face)}", f"> {_words(face)}", due_line(face))
    text = "\n".join(line for line in lines if line)
    return Message(bounded(text, TEXT_LIMIT), (section(text),))


def case_missed_message(hand_off: HandOff) -> Message:
    """Tell the team that was handed a question, in the thread of its case, that whoever asked has waited too long."""
    whose = f"{mention(hand_off.owner_id)} has it" if hand_off.owner_id else "nobody here has claimed it"
    text = f"⏰ *A first reply is overdue* · {whose} · {mention(hand_off.given_by)} handed it over"
    return Message(text, (section(text),))


def many_missed_message(faces: Sequence[CardFace], card_urls: Sequence[str]) -> Message:
    """The same of many questions at once, a line each."""
    title = f"⏰ *{len(faces)} first replies are overdue*"
    lines = [
        f"• *{link(url, name_of(face.person))}* · {_owner(face)} · waiting since {slack_date(face.since)}"
        for face, url in list(zip(faces, card_urls, strict=True))[:_MOST]
    ]
    more = f"… and {len(faces) - len(lines):,} more: `/questions overdue`" if len(faces) > len(lines) else ""
    text = "\n".join(part for part in (title, *lines, more) if part)
    return Message(bounded(text, TEXT_LIMIT), (section(text),))


def _state(face: CardFace) -> State:
    card = face.card
    nudge_at = card.nudge_at or card.nudged_at
    return state(card.due_at, nudge_at, face.now)


def _left(face: CardFace, due_at: datetime) -> str:
    return f"{how_long(max(due_at - face.now, timedelta(0)))} left at {slack_date(face.now, '{time}')}"


def _owner(face: CardFace) -> str:
    if face.hand_off is not None and is_handed(face):
        return f"{with_words(face.hand_off)} · handed over by {mention(face.hand_off.given_by)}"
    return f"{mention(face.card.owner_id)} has it" if face.card.owner_id else "nobody has claimed it"


def _words(face: CardFace) -> str:
    """The post; an escalation may go to more people than the card, so private words stay there."""
    post = face.thread.post if face.thread else None
    if post is None:
        return "(a post without words)"
    if post.audience is not Audience.PUBLIC:
        return "🔒 Not everybody may read it: it stands on its card."
    return escape(f"⚠️ {post.warning} " * bool(post.warning) + post.text, _WORDS) or "(a post without words)"
