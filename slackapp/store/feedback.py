"""What people say of triage's verdicts."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, insert

from slackapp.store.tables import FeedbackRow

feedback = FeedbackRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so


class Said(StrEnum):
    """What a person says of a verdict. The value is what the database keeps."""

    NOT_A_QUESTION = "not_a_question"  # it was carded, and waits for no answer
    NEEDS_ANSWER = "needs_answer"  # it was not carded, and waits for one


def say(tx: Connection, workspace_id: int, mention_id: int, said: Said, user_id: str, now: datetime) -> None:
    """Keep what somebody says of a mention's verdict; the last word counts.

    Args:
        tx: a transaction that writes.
        workspace_id: the mention's workspace.
        mention_id: the mention.
        said: what they say.
        user_id: Slack's id of who says it.
        now: the moment (aware).
    """
    unsay(tx, workspace_id, mention_id)
    row = {"mention_id": mention_id, "workspace_id": workspace_id, "said": said, "user_id": user_id, "said_at": now}
    tx.execute(insert(feedback).values(row))


def unsay(tx: Connection, workspace_id: int, mention_id: int) -> None:
    """Take back what was said of a mention's verdict; nothing where nobody said anything."""
    here = (feedback.c.mention_id == mention_id) & (feedback.c.workspace_id == workspace_id)
    tx.execute(delete(feedback).where(here))
