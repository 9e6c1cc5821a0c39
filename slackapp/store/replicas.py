"""The processes that share the database: who lives, and who has not been seen for a while.

Times are the database's own: the processes' clocks need not agree.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, text, update

from slackapp.store.tables import ReplicaRow

replicas = ReplicaRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def beat(tx: Connection, name: str) -> None:
    """Show that a process lives."""
    at = _now(tx)
    if tx.execute(update(replicas).where(replicas.c.name == name).values(seen_at=at)).rowcount == 0:
        tx.execute(insert(replicas).values(name=name, started_at=at, seen_at=at))


def leave(tx: Connection, name: str) -> None:
    """A process ends: what it leaves behind may be taken over at once."""
    tx.execute(update(replicas).where(replicas.c.name == name).values(seen_at=LONG_AGO))


def forget(tx: Connection, name: str) -> None:
    """What a dead process left has been taken over; one that came back to life meanwhile stays."""
    here = (replicas.c.name == name) & (replicas.c.seen_at < _now(tx) - timedelta(seconds=1))
    tx.execute(delete(replicas).where(here))


def seen(tx: Connection, within: timedelta) -> tuple[str, ...]:
    """Those that were seen lately, by name."""
    query = select(replicas.c.name).where(replicas.c.seen_at >= _now(tx) - within).order_by(replicas.c.name)
    return tuple(tx.execute(query).scalars())


def missing(tx: Connection, since: timedelta) -> tuple[str, ...]:
    """Those that were not seen for so long."""
    query = select(replicas.c.name).where(replicas.c.seen_at < _now(tx) - since).order_by(replicas.c.name)
    return tuple(tx.execute(query).scalars())


def database_is_up_for(tx: Connection) -> timedelta:
    """How long the database has been running, and so could be told of signs of life."""
    if tx.dialect.name != "postgresql":
        return timedelta(0)
    asked = text("SELECT clock_timestamp() - pg_postmaster_start_time()")
    return tx.execute(asked).scalar_one()  # type: ignore[no-any-return]  # text tells no type


def _now(tx: Connection) -> datetime:
    if tx.dialect.name == "postgresql":
        found = tx.execute(text("SELECT clock_timestamp()")).scalar_one()
        return found.astimezone(UTC)  # type: ignore[no-any-return]  # text tells no type
    told = tx.execute(text("SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')")).scalar_one()
    return datetime.fromisoformat(told)
