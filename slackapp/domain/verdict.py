"""What triage says of a post: its kind, whether it waits for an answer, how urgently, and why."""

from dataclasses import dataclass
from enum import StrEnum


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
    """Why the verdict is what it is, tied to words of the post. `words` may be empty for a thread's reason.

    `cue` is the name under which triage knows it ("fault", "question"): what feedback is counted by. Names are kept in
    the database and are never given another meaning; "" in what was judged before cues were kept.
    """

    sentence: str
    words: str = ""
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement on one post."""

    kind: PostKind
    needs_answer: bool
    urgency: Urgency
    reasons: tuple[Reason, ...]


class CardRule(StrEnum):
    """Which mentions become cards in a channel. What does not is judged and kept all the same."""

    NEEDS_ANSWER = "needs_answer"
    ALL = "all"
    HIGH = "high"

    def takes(self, verdict: Verdict) -> bool:
        """Whether a post judged like this becomes a card.

        Those whom a workspace wants to see always do (cue "always"); under ALL, neither what it ignores (cue "ignored")
        nor what colleagues advertise ("colleague") does.
        """
        cues = {reason.cue for reason in verdict.reasons}
        if "always" in cues:
            return True
        if self is CardRule.ALL:
            hidden = "ignored" in cues or (verdict.kind is PostKind.SPAM and "colleague" in cues)
            return verdict.needs_answer or not hidden
        return verdict.needs_answer and (self is CardRule.NEEDS_ANSWER or verdict.urgency is Urgency.HIGH)
