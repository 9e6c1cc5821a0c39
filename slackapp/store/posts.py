"""Posts, and the mentions among them, judged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from slackapp.domain.card import CardedBy
from slackapp.domain.posts import Audience, Post, Thread
from slackapp.domain.verdict import PostKind, Reason, Urgency, Verdict
from slackapp.store.people import BATCH, bounded
from slackapp.store.tables import MentionRow, PostRow

posts = PostRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so
mentions = MentionRow.__table__  # type: ignore[attr-defined]  # likewise

MAX_TEXT = 25_000  # the longest post of any network we know
MAX_WARNING = 500
MAX_THREAD = 10


@dataclass(frozen=True, slots=True)
class Mention:
    """A judged mention as the store knows it."""

    id: int
    account_id: int
    person_id: int
    post: Post
    verdict: Verdict
    asked_at: datetime
    answered_at: datetime | None
    answered_via: str
    answer_post_id: str


def _post(row: Row[tuple[object, ...]]) -> Post:
    return Post(
        id=row.network_post_id,
        author_id=row.author_id,
        text=row.text,
        created_at=row.created_at,
        author_handle=row.author_handle,
        url=row.url,
        thread_id=row.thread_id,
        in_reply_to_id=row.in_reply_to_id,
        in_reply_to_author_id=row.in_reply_to_author_id,
        quoted_id=row.quoted_id,
        language=row.language,
        audience=Audience(row.audience),
        warning=row.warning,
    )


def known(tx: Connection, account_id: int, post_ids: Sequence[str]) -> dict[str, int]:
    """Which of these posts we have, with the store's ids."""
    found: dict[str, int] = {}
    for start in range(0, len(post_ids), BATCH):
        batch = posts.c.network_post_id.in_(post_ids[start : start + BATCH])
        rows = tx.execute(select(posts.c.network_post_id, posts.c.id).where(posts.c.account_id == account_id, batch))
        found |= {row.network_post_id: row.id for row in rows}
    return found


def judged(tx: Connection, account_id: int, post_ids: Sequence[str]) -> set[str]:
    """Which of these posts we have as mentions, and not only as a part of somebody's thread."""
    found: set[str] = set()
    for start in range(0, len(post_ids), BATCH):
        batch = posts.c.network_post_id.in_(post_ids[start : start + BATCH])
        joined = mentions.join(posts, posts.c.id == mentions.c.post_id)
        query = select(posts.c.network_post_id).select_from(joined).where(mentions.c.account_id == account_id, batch)
        found |= set(tx.execute(query).scalars())
    return found


def put(tx: Connection, account_id: int, fresh: Iterable[Post], *, ours: bool) -> dict[str, int]:
    """Keep posts we don't have yet; returns the store's ids of all of them by the network's."""
    wanted = {post.id: post for post in fresh}
    have = known(tx, account_id, list(wanted))
    made = [_columns(account_id, post, ours=ours) for post in wanted.values() if post.id not in have]
    if made:
        tx.execute(insert(posts), made)
        have |= known(tx, account_id, [str(row["network_post_id"]) for row in made])
    return have


def _columns(account_id: int, post: Post, *, ours: bool) -> dict[str, object]:
    return {
        "account_id": account_id,
        "network_post_id": post.id,
        "author_id": post.author_id,
        "author_handle": bounded(post.author_handle, 200),
        "text": bounded(post.text, MAX_TEXT),
        "created_at": post.created_at,
        "url": bounded(post.url, 2_000),
        "thread_id": post.thread_id,
        "in_reply_to_id": post.in_reply_to_id,
        "in_reply_to_author_id": post.in_reply_to_author_id,
        "quoted_id": post.quoted_id,
        "language": post.language,
        "audience": post.audience,
        "warning": bounded(post.warning, MAX_WARNING),
        "ours": ours,
    }


def thread(tx: Connection, account_id: int, post: Post) -> Thread:
    """A post with what we have of its thread above it, oldest first, at most ten posts."""
    before: list[Post] = []
    parent = post.in_reply_to_id
    while parent and len(before) < MAX_THREAD:
        here = (posts.c.account_id == account_id) & (posts.c.network_post_id == parent)
        row = tx.execute(select(posts).where(here)).one_or_none()
        if row is None:
            break
        before.append(_post(row))
        parent = row.in_reply_to_id if row.in_reply_to_id != parent else None
    return Thread(post, tuple(reversed(before)))


def add_mention(
    tx: Connection, account_id: int, post_id: int, person_id: int, post: Post, verdict: Verdict, *, baseline: bool
) -> int:
    """Keep a judged mention; returns its id."""
    row = {
        "account_id": account_id,
        "post_id": post_id,
        "person_id": person_id,
        "asked_at": post.created_at,
        "baseline": baseline,
        "carded_by": CardedBy.NOBODY,
        "kind": verdict.kind,
        "needs_answer": verdict.needs_answer,
        "urgency": verdict.urgency,
        "reasons": [[reason.sentence, reason.words] for reason in verdict.reasons],
        "cues": [reason.cue for reason in verdict.reasons],
        "answered_via": "",
        "answer_post_id": "",
    }
    return int(tx.execute(insert(mentions).values(row).returning(mentions.c.id)).scalar_one())


def mention(tx: Connection, mention_id: int) -> Mention:
    """One mention. Raises NoResultFound where there is none."""
    row = tx.execute(select(mentions).where(mentions.c.id == mention_id)).one()
    told: list[list[str]] = row.reasons
    post = _post(tx.execute(select(posts).where(posts.c.id == row.post_id)).one())
    cues = row.cues or [""] * len(row.reasons)  # what was judged before cues were kept has none
    reasons = tuple(Reason(sentence, words, cue) for (sentence, words), cue in zip(told, cues, strict=True))
    verdict = Verdict(PostKind(row.kind), row.needs_answer, Urgency(row.urgency), reasons)
    return Mention(
        row.id,
        row.account_id,
        row.person_id,
        post,
        verdict,
        row.asked_at,
        row.answered_at,
        row.answered_via,
        row.answer_post_id,
    )


def native_answers(tx: Connection, account_id: int) -> list[tuple[int, Post]]:
    """Unanswered mentions that a post of ours answers, by reply or later in the same thread to the same person."""
    asked, reply = posts.alias("asked"), posts.alias("reply")
    direct = reply.c.in_reply_to_id == asked.c.network_post_id
    later = (
        (reply.c.thread_id == asked.c.thread_id) & (asked.c.thread_id != "") & (reply.c.created_at > asked.c.created_at)
    )
    joined = mentions.join(asked, asked.c.id == mentions.c.post_id).join(
        reply,
        (reply.c.account_id == asked.c.account_id)
        & reply.c.ours.is_(True)
        & or_(direct, later & (reply.c.in_reply_to_author_id == asked.c.author_id)),
    )
    open_here = (mentions.c.account_id == account_id) & mentions.c.answered_at.is_(None)
    query = select(mentions.c.id.label("mention_id"), reply).select_from(joined).where(open_here)
    first: dict[int, Post] = {}
    for row in tx.execute(query.order_by(reply.c.created_at)):
        first.setdefault(row.mention_id, _post(row))
    return list(first.items())


def ended_by(tx: Connection, account_id: int, person_id: int, thanks: Post) -> list[tuple[int, Post]]:
    """Unanswered mentions of a person that their closing words may end, each with our first word after it.

    They are in the same thread, older than our word, which is older than the closing ones; theirs is the last word.
    """
    if not thanks.thread_id:
        return []
    asked, ours = posts.alias("asked"), posts.alias("ours")
    same = (ours.c.account_id == asked.c.account_id) & (ours.c.thread_id == asked.c.thread_id) & ours.c.ours.is_(True)
    joined = mentions.join(asked, asked.c.id == mentions.c.post_id).join(
        ours, same & (ours.c.created_at > asked.c.created_at) & (ours.c.created_at < thanks.created_at)
    )
    here = (asked.c.account_id == account_id) & (asked.c.thread_id == thanks.thread_id)
    theirs = (mentions.c.person_id == person_id) & mentions.c.answered_at.is_(None) & mentions.c.needs_answer.is_(True)
    query = select(mentions.c.id.label("mention_id"), ours).select_from(joined).where(here, theirs)
    first: dict[int, Post] = {}
    for row in tx.execute(query.order_by(ours.c.created_at)):
        first.setdefault(row.mention_id, _post(row))
    return list(first.items())


def answer(tx: Connection, mention_id: int, at: datetime, via: str, answer_post_id: str) -> bool:
    """Note a mention's first answer. True where it is news."""
    here = (mentions.c.id == mention_id) & mentions.c.answered_at.is_(None)
    values = {"answered_at": at, "answered_via": via, "answer_post_id": answer_post_id}
    return tx.execute(update(mentions).where(here).values(values)).rowcount == 1


def unanswer(tx: Connection, mention_id: int) -> None:
    """The answer was taken back."""
    values = {"answered_at": None, "answered_via": "", "answer_post_id": ""}
    tx.execute(update(mentions).where(mentions.c.id == mention_id).values(values))


def forget(tx: Connection, account_id: int, network_post_id: str) -> None:
    """A post of ours was deleted: it answers nothing any more."""
    here = (posts.c.account_id == account_id) & (posts.c.network_post_id == network_post_id) & posts.c.ours.is_(True)
    tx.execute(delete(posts).where(here))
