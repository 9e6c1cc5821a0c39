"""A post in its thread -> Verdict: what kind of post it is and whether it waits for an answer, with the reasons."""

from dataclasses import dataclass
from enum import StrEnum

from slackapp.domain.posts import Thread


class PostKind(StrEnum):
    """What a post addressed to us is."""

    QUESTION = "question"
    COMPLAINT = "complaint"
    REQUEST = "request"
    PRAISE = "praise"
    CLOSING = "closing"
    CHATTER = "chatter"
    SPAM = "spam"


class Urgency(StrEnum):
    """How soon an answer is due."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the verdict is what it is, tied to words of the post. `words` may be empty for a thread's reason."""

    sentence: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement on one post."""

    kind: PostKind
    needs_answer: bool
    urgency: Urgency
    reasons: tuple[Reason, ...]


def judge(thread: Thread, our_id: str) -> Verdict:
    """Judge a post that addresses our account.

    Args:
        thread: the post and what was said before it.
        our_id: our account's id on the network.
    """
    needs = "?" in thread.post.text
    return Verdict(PostKind.QUESTION if needs else PostKind.CHATTER, needs, Urgency.NORMAL, ())
