"""Which line of a card's story a decision is, and which one its outcome."""

from datetime import UTC

from slackapp.domain.action import Action, ActionKind
from slackapp.domain.card import Choice
from slackapp.domain.decision import Decision
from slackapp.domain.owning import note_of
from slackapp.domain.story import Event

# Choices that are done the moment they are made. All others are decided first, and done when the network has done them.
AT_ONCE: dict[Choice, Event] = {
    Choice.IGNORE: Event.IGNORED,
    Choice.NOT_A_QUESTION: Event.NOT_A_QUESTION,
    Choice.REOPEN: Event.REOPENED,
    Choice.SNOOZE: Event.SNOOZED,
}
DONE: dict[ActionKind, Event] = {
    ActionKind.FOLLOW: Event.FOLLOWED,
    ActionKind.CONFIRM_FOLLOW: Event.FOLLOWED,
    ActionKind.UNFOLLOW: Event.UNFOLLOWED,
    ActionKind.REPLY: Event.REPLIED,
    ActionKind.HELLO: Event.REPLIED,
    ActionKind.CONFIRM_REPLY: Event.REPLIED,
    ActionKind.DELETE_POST: Event.REPLY_DELETED,
    ActionKind.LIKE: Event.LIKED,
    ActionKind.UNLIKE: Event.UNLIKED,
}
_TRIED: dict[ActionKind, str] = {
    ActionKind.FOLLOW: "following",
    ActionKind.CONFIRM_FOLLOW: "following on the network’s own page",
    ActionKind.UNFOLLOW: "unfollowing",
    ActionKind.REPLY: "replying",
    ActionKind.HELLO: "saying hello",
    ActionKind.CONFIRM_REPLY: "replying on the network’s own page",
    ActionKind.DELETE_POST: "deleting the reply",
    ActionKind.LIKE: "liking",
    ActionKind.UNLIKE: "taking the like back",
}
BY_HAND = "on the network’s own page"
SEEN = "somebody saw it on the network, and said so"
REQUESTED = "asked to; they let people in by hand"
_CONFIRMING = (ActionKind.CONFIRM_FOLLOW, ActionKind.CONFIRM_REPLY)


def of_decision(what: Decision) -> tuple[Event, str]:
    """The line of a decision that was taken: what happened, and its detail."""
    event = AT_ONCE.get(what.choice, Event.DECIDED)
    if event is Event.SNOOZED:
        until = f"until {what.until.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if what.until else ""
        return event, ": ".join(part for part in (until, note_of(what.text)) if part)
    if event is Event.IGNORED:
        return event, note_of(what.text)
    return event, what.choice.value if event is Event.DECIDED else ""


def done(action: Action, reason: str = "") -> tuple[Event, str]:
    """The line of an action that did happen; `reason` is what its result says of how."""
    if action.kind in _CONFIRMING:
        return DONE[action.kind], BY_HAND
    return DONE[action.kind], REQUESTED if reason == "requested" else action.text


def tried(action: Action, reason: str) -> str:
    """The detail of what failed, or nobody knows of: what was tried, and why."""
    return f"{_TRIED[action.kind]}: {reason}" if reason else _TRIED[action.kind]
