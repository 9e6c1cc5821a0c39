"""How a hand-off stands, in words: on the card, on the other team's message, and to who came second."""

from datetime import datetime

from slackapp.domain.card import CardStatus
from slackapp.domain.face import CardFace
from slackapp.domain.hand_off import HandedLate, HandOff, HandOffState
from slackapp.slack import ids
from slackapp.slack.blocks import button
from slackapp.slack.message import Element
from slackapp.slack.text import channel, escape, mention, slack_date

_NOTE = 300  # characters of a note in a line
_WAITS = frozenset({CardStatus.OPEN, CardStatus.SNOOZED})
# Where the card says so: what became of it later goes before what became of the hand-off.
_TOLD: dict[HandOffState, frozenset[CardStatus]] = {
    HandOffState.OPEN: _WAITS,
    HandOffState.CLAIMED: _WAITS,
    HandOffState.ANSWERED: frozenset({CardStatus.CLOSED}),
    HandOffState.SENT_BACK: _WAITS,
    HandOffState.TAKEN_BACK: _WAITS,
    HandOffState.CLOSED: frozenset(),
}
GONE = "🍃 That hand-off is not here any more. Nothing was done."


def hand_off_lines(face: CardFace) -> list[str]:
    """What a card says of its newest hand-off; nothing where there was none, or it closed with the card."""
    hand_off = face.hand_off
    if hand_off is None or face.card.status not in _TOLD[hand_off.state]:
        return []
    if hand_off.state is HandOffState.ANSWERED:
        return [answered_line(hand_off)]
    if hand_off.active:
        claimed = f" · claimed by {mention(hand_off.owner_id)}" if hand_off.owner_id else ""
        when = slack_date(hand_off.given_at, "{time}") if _today(hand_off, face.now) else slack_date(hand_off.given_at)
        return [f"↪️ Handed to {channel(hand_off.channel_id)} by {mention(hand_off.given_by)} {when}{claimed}"]
    return [back_line(hand_off)]


def with_words(hand_off: HandOff) -> str:
    """Who has it, since when, in a few words, while the other team has it."""
    claimed = f"claimed by {mention(hand_off.owner_id)}" if hand_off.owner_id else "claimed by nobody yet"
    return f"with {channel(hand_off.channel_id)} since {slack_date(hand_off.given_at)}, {claimed}"


def answered_line(hand_off: HandOff) -> str:
    """Who answered it, where, and what."""
    who = mention(hand_off.ended_by)
    return f"✅ Answered by {who} in {channel(hand_off.channel_id)}{_when(hand_off.ended_at)}{_noted(hand_off)}"


def back_line(hand_off: HandOff) -> str:
    """That it came back, or was taken back, and why."""
    who = mention(hand_off.ended_by)
    if hand_off.state is HandOffState.TAKEN_BACK:
        return f"↩️ Taken back from {channel(hand_off.channel_id)} by {who}{_when(hand_off.ended_at)}"
    came = f"↩️ Sent back from {channel(hand_off.channel_id)} by {who}{_when(hand_off.ended_at)}"
    return f"{came}{_noted(hand_off)}"


def take_back_buttons(face: CardFace) -> list[Element]:
    """The card's own button while another team has it; none where none has."""
    hand_off = face.hand_off
    if hand_off is None or not hand_off.active:
        return []
    who = face.person.name or face.person.handle
    return [button("Take back", ids.HAND_OFF_TAKE_BACK, str(hand_off.id), says=f"Take back: {who}")]


def is_handed(face: CardFace) -> bool:
    """Whether another team has it."""
    return face.hand_off is not None and face.hand_off.active


def late_text(late: HandedLate) -> str:
    """Tell somebody whose click came second who was faster, and how it stands."""
    hand_off = late.hand_off
    if hand_off is None:
        return GONE
    when = f" · {slack_date(late.at)}" if late.at else ""
    first = f"⚡ {mention(late.by)} was faster{when}." if late.by else "⚡ This was taken care of already."
    return f"{first}\n{_STANDS[hand_off.state]}"


_STANDS = {
    HandOffState.OPEN: "The other team has it already.",
    HandOffState.CLAIMED: "It is claimed already.",
    HandOffState.ANSWERED: "It is answered.",
    HandOffState.SENT_BACK: "It was sent back.",
    HandOffState.TAKEN_BACK: "It was taken back.",
    HandOffState.CLOSED: "Its card is settled: nothing is left to do here.",
}


def _today(hand_off: HandOff, now: datetime) -> bool:
    return (now - hand_off.given_at).total_seconds() < 12 * 3600


def _when(at: datetime | None) -> str:
    return f" · {slack_date(at)}" if at else ""


def _noted(hand_off: HandOff) -> str:
    note = escape(hand_off.end_note, _NOTE)
    return f" · “{note}”" if note else ""
