"""Posts, and what was made of them."""

from datetime import datetime

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from slackapp.store.tables.columns import Base, ident, long_text, moment, ref, where

_BECAME = ("account_id", "baseline", "carded_by", "needs_answer", "kind", "answered_at", "asked_at")


class PostRow(Base, table=True):
    """A post that matters to an account: addressed to it, its own, or the thread's."""

    __tablename__ = "post"
    __table_args__ = (
        UniqueConstraint("account_id", "network_post_id"),
        Index("ix_post_thread", "account_id", "thread_id"),
        Index("ix_post_parent", "account_id", "in_reply_to_id"),
    )
    id: int = ident()
    account_id: int = ref("account.id")
    network_post_id: str
    author_id: str  # the network's id
    author_handle: str = ""
    text: str = long_text()
    created_at: datetime = moment()
    url: str = long_text()
    thread_id: str = ""
    in_reply_to_id: str | None = None
    in_reply_to_author_id: str | None = None
    quoted_id: str | None = None
    language: str | None = None
    audience: str = "public"
    warning: str = long_text()
    ours: bool = False


class MentionRow(Base, table=True):
    """A post of somebody else that addresses an account, judged. Those that need an answer are questions."""

    __tablename__ = "mention"
    __table_args__ = (
        Index("ix_mention_open", "account_id", "needs_answer", "answered_at"),
        Index("ix_mention_asked", "account_id", "asked_at"),
        Index("ix_mention_between", "account_id", "person_id"),  # else SQLite takes the one above for who asked
        # What became of all of them is counted from this alone: no row is read.
        Index("ix_mention_became", *_BECAME),
        where("ix_mention_rest", "carded_by <> 'rapport' AND NOT baseline", "account_id", "asked_at"),
    )
    id: int = ident()
    account_id: int = ref("account.id")
    post_id: int = ref("post.id", unique=True)
    person_id: int = ref("person.id", index=True)
    asked_at: datetime = moment(index=True)
    baseline: bool = False
    carded_by: str | None = None  # "", "rapport" or "person"; None until it is known: a version before this wrote it
    kind: str
    needs_answer: bool
    urgency: str
    reasons: list[list[str]] = Field(default_factory=list, sa_type=JSON)
    cues: list[str] | None = Field(default=None, sa_type=JSON)  # the reasons' names, in their order
    answered_at: datetime | None = moment()
    answered_via: str = ""  # "rapport" or "network"
    answer_post_id: str = ""


class FeedbackRow(Base, table=True):
    """What a person said of a verdict: the last word on each mention."""

    __tablename__ = "feedback"
    mention_id: int = ref("mention.id", primary_key=True)
    workspace_id: int = ref("workspace.id", index=True)
    said: str  # "not_a_question" or "needs_answer"
    user_id: str  # Slack's
    said_at: datetime = moment()
