"""One thing that happened, in a line: a sign, who, what in words, when. Teammates' and strangers' words are escaped."""

import re

from slackapp.domain.card import CardKind, Choice
from slackapp.domain.story import Event, Line
from slackapp.slack.text import bounded, channel, escape, mention, slack_date

_LONGEST = 200  # characters of a detail
_LINE = 600  # of a whole line

# event -> sign, what somebody did, what it is called where it happened by itself
_WORDS: dict[Event, tuple[str, str, str]] = {
    Event.POSTED: ("📮", "posted this", "Posted"),
    Event.DECIDED: ("👉", "decided", "Decided"),
    Event.CLAIMED: ("🙋", "took this on", "Taken on"),
    Event.RELEASED: ("👐", "let go of this", "Let go of"),
    Event.ASSIGNED: ("🤝", "gave this to somebody", "Given to somebody"),
    Event.SNOOZED: ("💤", "put this off", "Put off"),
    Event.RETURNED: ("⏰", "brought this back", "Came back by itself"),
    Event.FOLLOWED: ("✅", "followed", "Followed"),
    Event.UNFOLLOWED: ("↩️", "unfollowed", "Unfollowed"),
    Event.REPLIED: ("💬", "replied", "Replied"),
    Event.REPLY_DELETED: ("🗑️", "deleted the reply", "The reply was deleted"),
    Event.LIKED: ("👍", "liked the post", "Liked"),
    Event.UNLIKED: ("↩️", "took the like back", "The like was taken back"),
    Event.IGNORED: ("🙈", "ignored this", "Ignored"),
    Event.REOPENED: ("↩️", "opened this again", "Open again"),
    Event.NOT_A_QUESTION: ("🙅", "said: not a question", "Not a question"),
    Event.NEEDS_ANSWER: ("🙋", "said: this needs an answer", "Needs an answer"),
    Event.ANSWERED_THERE: ("☑️", "answered on the network itself", "Answered on the network itself"),
    Event.CLOSED: ("☑️", "closed this", "Closed by itself"),
    Event.FAILED: ("⚠️", "tried, and it failed", "Failed"),
    Event.IN_DOUBT: ("❓", "tried, and nobody knows whether it happened", "Nobody knows whether it happened"),
    Event.HANDED_OFF: ("📤", "handed this off", "Handed off"),
    Event.HAND_OFF_CLAIMED: ("🙋", "took the hand-off on", "The hand-off was taken on"),
    Event.HAND_OFF_ANSWERED: ("☑️", "answered the hand-off", "The hand-off was answered"),
    Event.SENT_BACK: ("📥", "sent this back", "Sent back"),
    Event.TAKEN_BACK: ("↩️", "took this back", "Taken back"),
    Event.DRAFTED: ("📝", "wrote a draft", "A draft was written"),
    Event.DRAFT_SENT: ("📨", "sent the draft", "The draft was sent"),
    Event.DRAFT_RETURNED: ("📝", "returned the draft", "The draft was returned"),
    Event.NUDGED: ("🔔", "reminded of this", "Reminded that time runs out"),
    Event.TARGET_MISSED: ("⌛", "missed the target", "The target for a first reply was missed"),
    Event.POSTS_PAID: ("💰", "had posts read for money", "Posts were read for money"),
    Event.CHANGED: ("⚙️", "changed a setting", "A setting changed"),
}
_CHOSEN: dict[Choice, str] = {
    Choice.FOLLOW: "decided to follow",
    Choice.UNDO_FOLLOW: "decided to unfollow",
    Choice.FOLLOW_BY_HAND: "opened the network’s follow page",
    Choice.REPLY: "sent a reply off",
    Choice.UNDO_REPLY: "decided to delete the reply",
    Choice.REPLY_BY_HAND: "opened the network’s reply page",
    Choice.LIKE: "decided to like the post",
    Choice.UNDO_LIKE: "decided to take the like back",
    Choice.CHECK_AGAIN: "had Rapport look again",
    Choice.SEND_AGAIN: "had it done once more",
    Choice.MARK_SENT: "said that it is there",
}
_HANDED = (Event.HANDED_OFF, Event.HAND_OFF_CLAIMED, Event.HAND_OFF_ANSWERED, Event.SENT_BACK, Event.TAKEN_BACK)
_OF_A_FOLLOWER = {Event.FOLLOWED: "followed back", Event.REPLIED: "said hello"}
# Whose details name people and channels as Slack does; what others wrote along stands beside them.
_WITH_NAMES = frozenset(
    {
        *(Event.CHANGED, Event.CLAIMED, Event.ASSIGNED, Event.RELEASED, Event.NUDGED, Event.TARGET_MISSED),
        *(Event.HANDED_OFF, Event.HAND_OFF_CLAIMED, Event.HAND_OFF_ANSWERED, Event.SENT_BACK, Event.DRAFT_SENT),
    }
)
_ID = re.compile(r"(<[@#][UWC][A-Z0-9]{2,30}>|\bC[A-Z0-9]{7,30}\b)")  # in what our own code wrote down


def sign(event: Event) -> str:
    """The sign before a line."""
    return _WORDS[event][0]


def words(line: Line, kind: CardKind | None = None) -> str:
    """Who did what, without sign, moment and detail."""
    _, did, by_itself = _WORDS[line.event]
    if not line.actor_id:
        return by_itself
    if line.event is Event.DECIDED and line.detail in set(Choice):
        did = _CHOSEN.get(Choice(line.detail), did)
    if kind is CardKind.FOLLOWER:
        did = _OF_A_FOLLOWER.get(line.event, did)
    return f"{mention(line.actor_id)} {did}"


def detail(line: Line) -> str:
    """More of it, escaped; "" where there is none."""
    if line.event is Event.POSTED and line.detail:
        return f"in {channel(line.detail)}"
    if not line.detail or (line.event is Event.DECIDED and line.detail in set(Choice)):
        return ""
    if line.event in (Event.REPLIED, Event.DRAFTED):
        return f"“{escape(line.detail, _LONGEST)}”"
    if line.event in _WITH_NAMES:
        parts = _ID.split(line.detail[: _LONGEST * 2])
        return bounded("".join(_named(part) if i % 2 else _part(part) for i, part in enumerate(parts)), _LINE)
    if line.event in _HANDED:  # where it is or was, then the note
        where, _, note = line.detail.partition(": ")
        return " · ".join(part for part in (channel(where), f"“{escape(note, _LONGEST)}”" if note else "") if part)
    return escape(line.detail, _LONGEST)


def story_line(line: Line, kind: CardKind | None = None, about: str = "") -> str:
    """A whole line of mrkdwn; `about`, escaped, is whom it was about."""
    parts = (f"{sign(line.event)} {words(line, kind)}", detail(line), about, slack_date(line.at))
    return " · ".join(part for part in parts if part)


def _part(text: str) -> str:
    """Escaped, with its blanks at both ends."""
    inner = escape(text, _LONGEST)
    return f"{' ' if text[:1] == ' ' else ''}{inner.strip()}{' ' if text[-1:] == ' ' and text.strip() else ''}"


def _named(found: str) -> str:
    bare = found.strip("<@#>")
    return channel(bare) if bare.startswith("C") else mention(bare)
