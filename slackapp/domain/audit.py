"""What happened in a workspace, looked through: which lines are wanted, and a page of them."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from slackapp.domain.card import CardKind
from slackapp.domain.people import NetworkName
from slackapp.domain.story import Event, Line

_E = Event
# What people type -> the lines they mean.
EVENT_WORDS: dict[str, frozenset[Event]] = {
    "follows": frozenset({_E.FOLLOWED, _E.UNFOLLOWED}),
    "replies": frozenset({_E.REPLIED, _E.REPLY_DELETED, _E.ANSWERED_THERE}),
    "likes": frozenset({_E.LIKED, _E.UNLIKED}),
    "ignored": frozenset({_E.IGNORED, _E.NOT_A_QUESTION}),
    "claims": frozenset({_E.CLAIMED, _E.RELEASED, _E.ASSIGNED}),
    "snoozed": frozenset({_E.SNOOZED, _E.RETURNED}),
    "handoffs": frozenset({_E.HANDED_OFF, _E.HAND_OFF_CLAIMED, _E.HAND_OFF_ANSWERED, _E.SENT_BACK, _E.TAKEN_BACK}),
    "drafts": frozenset({_E.DRAFTED, _E.DRAFT_SENT, _E.DRAFT_RETURNED}),
    "late": frozenset({_E.NUDGED, _E.TARGET_MISSED}),
    "paid": frozenset({_E.POSTS_PAID}),
    "failed": frozenset({_E.FAILED, _E.IN_DOUBT}),
    "settings": frozenset({_E.CHANGED}),
}
_SAME_WORD = {
    **dict.fromkeys(("reply", "replied", "answers", "answered"), "replies"),
    **dict.fromkeys(("follow", "followed", "unfollows"), "follows"),
    **dict.fromkeys(("like", "liked"), "likes"),
    **dict.fromkeys(("ignore", "ignores"), "ignored"),
    **dict.fromkeys(("claim", "claimed", "assigned"), "claims"),
    **dict.fromkeys(("snooze", "snoozes"), "snoozed"),
    **dict.fromkeys(("handoff", "hand-off", "hand-offs"), "handoffs"),
    **dict.fromkeys(("draft", "drafted"), "drafts"),
    **dict.fromkeys(("overdue", "missed"), "late"),
    **dict.fromkeys(("failures", "failure", "doubts"), "failed"),
    **dict.fromkeys(("setting", "changes", "changed"), "settings"),
}
SPANS: dict[str, tuple[int, int]] = {  # days before today: the first, and the last
    "today": (0, 0),
    "yesterday": (1, 1),
    "week": (6, 0),
    "month": (29, 0),
}
_TEAMMATE = re.compile(r"<@([uw][a-z0-9]{1,63})(?:\|[^<>]*)?>")
_MOST_WORDS = 8


class UnknownWord(Exception):
    """A word that no filter is called by: the message is that word."""


@dataclass(frozen=True, slots=True)
class Words:
    """What was typed, understood; empty where it does not narrow."""

    span: str = ""  # one of SPANS
    actor_id: str = ""  # Slack's user id
    handle: str = ""  # of an account of ours, without @
    events: str = ""  # one of EVENT_WORDS

    def days(self, today: date) -> tuple[date, date] | None:
        """The first and the last day that is meant; None: all there is."""
        if not self.span:
            return None
        first, last = SPANS[self.span]
        return date.fromordinal(today.toordinal() - first), date.fromordinal(today.toordinal() - last)


def understood(typed: str, asker_id: str) -> Words:
    """Read the words behind `/rapport audit`, in any order and case.

    Args:
        typed: what was typed, in small letters: "week @tidewater replies <@u0ada|ada>".
        asker_id: the Slack user id of who asks: "me", "mine".

    Raises:
        UnknownWord: one of them is no filter, or one kind of filter is there twice.
    """
    found: dict[str, str] = {}
    words = typed.split()
    for word in words[:_MOST_WORDS]:
        kind, value = _kind(word, asker_id)
        if found.setdefault(kind, value) != value:
            raise UnknownWord(word)
    if len(words) > _MOST_WORDS:
        raise UnknownWord(words[_MOST_WORDS])
    return Words(**found)


def _kind(word: str, asker_id: str) -> tuple[str, str]:
    teammate = _TEAMMATE.fullmatch(word)
    if teammate:
        return "actor_id", teammate[1].upper()
    if word in ("me", "mine"):
        return "actor_id", asker_id
    if word in SPANS:
        return "span", word
    if word.startswith("@") and 1 < len(word) <= 200:
        return "handle", word[1:]
    known = _SAME_WORD.get(word, word)
    if known in EVENT_WORDS:
        return "events", known
    raise UnknownWord(word)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lines are wanted. What is None or empty does not narrow."""

    since: datetime | None = None
    until: datetime | None = None
    actor_id: str = ""
    account_ids: frozenset[int] = frozenset()
    events: frozenset[Event] = frozenset()


@dataclass(frozen=True, slots=True)
class Told:
    """A line with what it is about, as far as it is about anybody."""

    line: Line
    kind: CardKind | None = None
    person: str = ""  # the handle, without @
    account: str = ""  # likewise
    network: NetworkName | None = None


@dataclass(frozen=True, slots=True)
class AuditPage:
    """One page, newest first. `newer` and `older`: the line beyond which there is more, or 0."""

    query: str
    lines: tuple[Told, ...]
    newer: int = 0
    older: int = 0
    looked: int = 0  # where only so many of the newest lines were looked through
