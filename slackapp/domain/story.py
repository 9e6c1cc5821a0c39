"""The story of a card: what happened to it, when, and who did it. Also of what people change in a workspace."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Event(StrEnum):
    """What can happen. The value is what the database keeps: add, never rename."""

    POSTED = "posted"
    DECIDED = "decided"  # that something is to be done on the network; `detail` is the Choice. Its outcome follows
    CLAIMED = "claimed"
    RELEASED = "released"
    ASSIGNED = "assigned"
    SNOOZED = "snoozed"
    RETURNED = "returned"  # from snoozing
    FOLLOWED = "followed"
    UNFOLLOWED = "unfollowed"
    REPLIED = "replied"
    REPLY_DELETED = "reply_deleted"
    LIKED = "liked"
    UNLIKED = "unliked"
    IGNORED = "ignored"
    REOPENED = "reopened"
    NOT_A_QUESTION = "not_a_question"
    NEEDS_ANSWER = "needs_answer"
    ANSWERED_THERE = "answered_there"  # on the network itself
    CLOSED = "closed"
    FAILED = "failed"
    IN_DOUBT = "in_doubt"  # nobody knows whether it happened, and Rapport has stopped looking
    HANDED_OFF = "handed_off"
    HAND_OFF_CLAIMED = "hand_off_claimed"
    HAND_OFF_ANSWERED = "hand_off_answered"
    SENT_BACK = "sent_back"
    TAKEN_BACK = "taken_back"  # from the team it was handed to
    DRAFTED = "drafted"
    DRAFT_SENT = "draft_sent"
    DRAFT_RETURNED = "draft_returned"
    NUDGED = "nudged"
    TARGET_MISSED = "target_missed"
    POSTS_PAID = "posts_paid"  # somebody agreed to pay for reading posts: `detail` says how many, and the price
    CHANGED = "changed"  # a setting, a saved reply, a webhook: `detail` says what


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened."""

    at: datetime
    event: Event
    actor_id: str = ""  # Slack's user id; "" where it happened by itself
    detail: str = ""  # in plain words; a stranger's or teammate's, to be escaped
    card_id: int | None = None
    account_id: int | None = None
    id: int = 0
