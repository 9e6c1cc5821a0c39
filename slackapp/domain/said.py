"""What people say of triage's verdicts."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Said(StrEnum):
    """What a person says of a verdict. The value is what the database keeps."""

    NOT_A_QUESTION = "not_a_question"  # it was carded, and waits for no answer
    NEEDS_ANSWER = "needs_answer"  # it was not carded, and waits for one


@dataclass(frozen=True, slots=True)
class Feedback:
    """The last word on a mention's verdict."""

    said: Said
    user_id: str  # Slack's
    at: datetime
