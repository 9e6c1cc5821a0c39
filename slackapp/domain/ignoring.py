"""Why a question is left unanswered: it leaves the list of what waits only with a reason."""

from enum import StrEnum

from slackapp.domain.owning import note_of


class Why(StrEnum):
    """A reason to choose from. The value is a wire format: windows that stand open send it."""

    NOT_MEANT = "not_meant"
    ELSEWHERE = "elsewhere"
    SPAM = "spam"
    NO_ANSWER = "no_answer"
    GONE = "gone"
    OTHER = "other"  # then the note says it


TOLD: dict[Why, str] = {
    Why.NOT_MEANT: "not meant for us",
    Why.ELSEWHERE: "answered elsewhere",
    Why.SPAM: "spam or abuse",
    Why.NO_ANSWER: "no answer needed",
    Why.GONE: "the post is gone",
    Why.OTHER: "",
}


def told(why: Why, note: str = "") -> str:
    """The reason as it stands on the card; "" where it says nothing: *other*, without a note."""
    return note_of(": ".join(part for part in (TOLD[why], note_of(note)) if part))


def likely(*, waits: bool, gone: bool) -> Why | None:
    """Which reason is chosen at first; None where the person has to: what waits for an answer is not left by habit.

    Args:
        waits: whether an answer is awaited.
        gone: whether the network said that the post is gone.
    """
    return Why.GONE if gone else None if waits else Why.NO_ANSWER
