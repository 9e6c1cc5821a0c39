"""Actions: what Rapport does outside itself, each exactly once, and what may follow what."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ActionKind(StrEnum):
    """What an action does. The first group calls a network for a person; the second posts to Slack."""

    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    REPLY = "reply"
    HELLO = "hello"
    DELETE_POST = "delete_post"
    LIKE = "like"
    UNLIKE = "unlike"
    CONFIRM_FOLLOW = "confirm_follow"  # read our own following back after somebody used the network's page
    CONFIRM_REPLY = "confirm_reply"  # read our own timeline back likewise
    POST_MESSAGE = "post_message"
    UPDATE_MESSAGE = "update_message"

    @property
    def speaks_to_slack(self) -> bool:
        """Whether the other side of this action is Slack rather than a network."""
        return self in (ActionKind.POST_MESSAGE, ActionKind.UPDATE_MESSAGE)


class ActionState(StrEnum):
    """Where an action stands. `calling` found after a crash means in doubt: read back, never send again blindly."""

    PLANNED = "planned"
    CALLING = "calling"
    DONE = "done"
    FAILED = "failed"
    IN_DOUBT = "in_doubt"


MAY_FOLLOW: dict[ActionState, frozenset[ActionState]] = {
    # Failed unbegun: Rapport was removed from the workspace. Done: the answer to an earlier try came after all.
    ActionState.PLANNED: frozenset({ActionState.CALLING, ActionState.FAILED, ActionState.DONE}),
    # Back to planned: the other side said for certain that nothing happened, and when to try again.
    ActionState.CALLING: frozenset({ActionState.DONE, ActionState.FAILED, ActionState.IN_DOUBT, ActionState.PLANNED}),
    # A read-back or a person settles a doubt, or it stays one; "send again" plans it anew.
    ActionState.IN_DOUBT: frozenset({ActionState.DONE, ActionState.PLANNED, ActionState.IN_DOUBT}),
    ActionState.DONE: frozenset(),
    ActionState.FAILED: frozenset(),
}


class FailureKind(StrEnum):
    """The small family every error of every network and of Slack is mapped to."""

    RATE_LIMITED = "rate_limited"
    UNAVAILABLE = "unavailable"  # the other side is down or answers nonsense; nothing happened
    OUT_OF_CREDIT = "out_of_credit"
    LOGIN_REFUSED = "login_refused"
    NOT_ALLOWED = "not_allowed"  # this access level may not do it by API at all
    REFUSED = "refused"  # the network said no to this one call, for good
    GONE = "gone"  # the person or post is not there (any more), or suspended
    CUT_OFF = "cut_off"  # the answer was lost: it may have happened


@dataclass(frozen=True, slots=True)
class Action:
    """One effect on the outside, by its key. Times are aware UTC."""

    id: int
    key: str  # unique; the engine's idempotency key
    kind: ActionKind
    state: ActionState
    workspace_id: int
    account_id: int | None
    card_id: int | None
    message_id: int | None
    actor_id: str  # the Slack user id of who decided; "" where Rapport itself did (posting a card)
    target_id: str = ""  # a network user id or post id
    text: str = ""
    attempt: int = 0  # calls made
    checks: int = 0  # times a doubt was read back
    created_at: datetime | None = None
    due_at: datetime | None = None
    calling_at: datetime | None = None
    finished_at: datetime | None = None
    outcome_id: str = ""  # what the network calls the result: a post id, a message ts
    outcome_url: str = ""
    failure: FailureKind | None = None
    reason: str = ""  # in plain words, for the card
    bulk_id: int | None = None  # where it is one of many that somebody decided on at once
