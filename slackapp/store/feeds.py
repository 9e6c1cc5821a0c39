"""A person's newest posts, as they stood when somebody read them: one reading a person, the last one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects import postgresql, sqlite

from slackapp.domain.posts import Audience, Feed, Post
from slackapp.store.people import BATCH, bounded
from slackapp.store.tables import FeedRow

feeds = FeedRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so

MOST_POSTS = 10
MAX_TEXT = 500  # characters of a post
_MAX_WORD = 500  # of a handle, an id, a warning
_MAX_URL = 2_000


def put(tx: Connection, workspace_id: int, person_id: int, posts: Sequence[Post], by: str, now: datetime) -> None:
    """Keep what was read of a person, in place of what was read before.

    Args:
        tx: a transaction that writes.
        workspace_id: the person's workspace.
        person_id: the person.
        posts: newest first; ten of them are kept, each cut to 500 characters.
        by: Slack's user id of who asked for it; "" where Rapport read it by itself.
        now: the moment (aware).
    """
    kept = [_columns(post) for post in posts[:MOST_POSTS]]
    read = {"posts": kept, "read_by": by, "read_at": now}
    insert = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
    row = insert(feeds).values(read | {"person_id": person_id, "workspace_id": workspace_id})
    here = feeds.c.workspace_id == workspace_id
    tx.execute(row.on_conflict_do_update(index_elements=[feeds.c.person_id], set_=read, where=here))


def of(tx: Connection, person_id: int) -> Feed | None:
    """What was read of a person last; None where nothing was."""
    return of_people(tx, [person_id]).get(person_id)


def of_people(tx: Connection, person_ids: Sequence[int]) -> dict[int, Feed]:
    """What was read last of each of these people, by person; those never read are left out."""
    found: dict[int, Feed] = {}
    for start in range(0, len(person_ids), BATCH):
        batch = feeds.c.person_id.in_(person_ids[start : start + BATCH])
        found |= {row.person_id: _feed(row) for row in tx.execute(select(feeds).where(batch))}
    return found


def _feed(row: Row[tuple[object, ...]]) -> Feed:
    return Feed(tuple(_posts(row.posts)), row.read_at, row.read_by)


def _columns(post: Post) -> dict[str, object]:
    """A post as JSON, bounded; what is empty is left out."""
    values: dict[str, object] = {
        "id": bounded(post.id, _MAX_WORD),
        "author_id": bounded(post.author_id, _MAX_WORD),
        "text": bounded(post.text, MAX_TEXT),
        "created_at": post.created_at.astimezone(UTC).isoformat(),
        "author_handle": bounded(post.author_handle, _MAX_WORD),
        "url": bounded(post.url, _MAX_URL) if len(post.url) <= _MAX_URL else "",
        "in_reply_to_id": bounded(post.in_reply_to_id or "", _MAX_WORD),
        "in_reply_to_author_id": bounded(post.in_reply_to_author_id or "", _MAX_WORD),
        "quoted_id": bounded(post.quoted_id or "", _MAX_WORD),
        "language": bounded(post.language or "", 20),
        "is_repost": post.is_repost,
        "audience": post.audience.value,
        "warning": bounded(post.warning, _MAX_WORD),
    }
    return {name: value for name, value in values.items() if value}


def _posts(kept: object) -> Iterable[Post]:
    """Those of the kept posts that can be read: another version may have written them, and more into each."""
    for item in kept if isinstance(kept, list) else []:
        post = _post(item) if isinstance(item, Mapping) else None
        if post is not None:
            yield post


def _post(item: Mapping[str, object]) -> Post | None:
    words = {name: value for name, value in item.items() if isinstance(value, str)}
    try:
        created_at = datetime.fromisoformat(words["created_at"])
        post = Post(words["id"], words.get("author_id", ""), words.get("text", ""), created_at.astimezone(UTC))
        audience = Audience(words.get("audience", Audience.PUBLIC))
    except (KeyError, ValueError, OverflowError):
        return None
    return replace(
        post,
        author_handle=words.get("author_handle", ""),
        url=words.get("url", ""),
        in_reply_to_id=words.get("in_reply_to_id"),
        in_reply_to_author_id=words.get("in_reply_to_author_id"),
        quoted_id=words.get("quoted_id"),
        language=words.get("language"),
        is_repost=item.get("is_repost") is True,
        audience=audience,
        warning=words.get("warning", ""),
    )
