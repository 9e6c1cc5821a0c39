"""When each channel gets which digest: as its routes have it, and as somebody chose in Slack."""

from datetime import datetime, time

from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects import postgresql, sqlite

from slackapp.domain.accounts import RouteKind
from slackapp.domain.digest_times import EVERY_DAY, DigestTimes
from slackapp.store.accounts import LOOKED_AFTER, routes
from slackapp.store.tables import ChannelDigestRow

digests = ChannelDigestRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so

USUAL = time(9)  # where a route says none


def all_times(tx: Connection, workspace_id: int | None = None) -> tuple[DigestTimes, ...]:
    """Of every channel that gets a digest, in the order in which they were connected.

    Args:
        tx: a transaction.
        workspace_id: only this workspace's; else of all that Rapport is in.
    """
    chosen = (digests.c.workspace_id == routes.c.workspace_id) & (digests.c.channel_id == routes.c.channel_id)
    what = select(
        routes.c.workspace_id.label("whose"), routes.c.channel_id.label("place"), routes.c.digest_at, routes.c.time_zone
    )
    columns = [digests.c[name].label(f"own_{name}") for name in ("at", "time_zone", "days", "daily", "weekly")]
    columns += [digests.c[name].label(f"own_{name}") for name in ("monthly", "paused_by", "paused_at", "channel_id")]
    query = what.add_columns(*columns).select_from(routes.outerjoin(digests, chosen)).order_by(routes.c.id)
    query = query.where(routes.c.kind == RouteKind.DIGEST, routes.c.workspace_id.in_(LOOKED_AFTER))
    if workspace_id is not None:
        query = query.where(routes.c.workspace_id == workspace_id)
    found = {(row.whose, row.place): _times(row) for row in tx.execute(query)}
    return tuple(found.values())


def of(tx: Connection, workspace_id: int, channel_id: str) -> DigestTimes | None:
    """A channel's; None where it gets no digest."""
    return next((each for each in all_times(tx, workspace_id) if each.channel_id == channel_id), None)


def put(tx: Connection, wanted: DigestTimes, by: str, now: datetime) -> None:
    """Choose them for a channel.

    Args:
        tx: a transaction that writes.
        wanted: all of it from now on.
        by: the Slack user id of who chose it.
        now: the moment (aware).
    """
    make = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
    values = {
        "at": f"{wanted.at:%H:%M}",
        "time_zone": wanted.zone,
        "days": sorted(wanted.days),
        "daily": wanted.daily,
        "weekly": wanted.weekly,
        "monthly": wanted.monthly,
        "paused_by": wanted.paused_by,
        "paused_at": wanted.paused_at,
        "changed_by": by,
        "changed_at": now,
    }
    place = {"workspace_id": wanted.workspace_id, "channel_id": wanted.channel_id}
    new = make(digests).values(place | values)
    tx.execute(new.on_conflict_do_update(index_elements=["workspace_id", "channel_id"], set_=values))


def _times(row: Row[tuple[object, ...]]) -> DigestTimes:
    at = str(row.own_at or row.digest_at or "")
    told = DigestTimes(
        row.whose, row.place, time.fromisoformat(at) if at else USUAL, row.own_time_zone or row.time_zone or "UTC"
    )
    if row.own_channel_id is None:
        return told
    return DigestTimes(
        told.workspace_id,
        told.channel_id,
        told.at,
        told.zone,
        frozenset(day for day in row.own_days or () if day in EVERY_DAY),
        daily=row.own_daily,
        weekly=row.own_weekly,
        monthly=row.own_monthly,
        paused_by=row.own_paused_by,
        paused_at=row.own_paused_at,
    )
