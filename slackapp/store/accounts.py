"""Workspaces, accounts, what they may do, and which channel gets what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import Connection, Row, delete, insert, select, update

from slackapp.domain.accounts import Account, AccountHealth, Route, RouteKind, Workspace
from slackapp.domain.capability import Capability, Permission
from slackapp.domain.people import NetworkName, Profile
from slackapp.store.tables import AccountRow, PermissionRow, RouteRow, WorkspaceRow

workspaces = WorkspaceRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so
accounts = AccountRow.__table__  # type: ignore[attr-defined]  # likewise
permissions = PermissionRow.__table__  # type: ignore[attr-defined]  # likewise
routes = RouteRow.__table__  # type: ignore[attr-defined]  # likewise


def workspace(tx: Connection, team_id: str) -> Workspace | None:
    """The workspace with Slack's team id."""
    row = tx.execute(select(workspaces).where(workspaces.c.team_id == team_id)).one_or_none()
    return Workspace(row.id, row.team_id, row.name) if row else None


def all_workspaces(tx: Connection) -> tuple[Workspace, ...]:
    """Every workspace that installed Rapport."""
    return tuple(Workspace(r.id, r.team_id, r.name) for r in tx.execute(select(workspaces).order_by(workspaces.c.id)))


def put_workspace(tx: Connection, team_id: str, name: str, now: datetime) -> Workspace:
    """Make a workspace, or bring its name up to date."""
    known = workspace(tx, team_id)
    if known is None:
        new = insert(workspaces).values(team_id=team_id, name=name, created_at=now).returning(workspaces.c.id)
        return Workspace(tx.execute(new).scalar_one(), team_id, name)
    tx.execute(update(workspaces).where(workspaces.c.id == known.id).values(name=name))
    return Workspace(known.id, team_id, name)


def _account(row: Row[tuple[object, ...]]) -> Account:
    return Account(
        id=row.id,
        workspace_id=row.workspace_id,
        network=NetworkName(row.network),
        network_user_id=row.network_user_id,
        handle=row.handle,
        name=row.name,
        health=AccountHealth(row.health),
        trouble=row.trouble,
        polled_at=row.polled_at,
        baseline_at=row.baseline_at,
        followers_read_at=row.followers_read_at,
    )


def account(tx: Connection, account_id: int) -> Account:
    """One account. Raises NoResultFound where there is none."""
    return _account(tx.execute(select(accounts).where(accounts.c.id == account_id)).one())


def all_accounts(tx: Connection, workspace_id: int | None = None) -> tuple[Account, ...]:
    """Every account, or those of one workspace."""
    query = select(accounts).order_by(accounts.c.id)
    if workspace_id is not None:
        query = query.where(accounts.c.workspace_id == workspace_id)
    return tuple(_account(row) for row in tx.execute(query))


def put_account(
    tx: Connection, workspace_id: int, network: NetworkName, profile: Profile, credentials: str, now: datetime
) -> Account:
    """Connect an account, or connect it again with new credentials (already encrypted)."""
    here = (accounts.c.workspace_id == workspace_id) & (accounts.c.network == network)
    here &= accounts.c.network_user_id == profile.id
    fresh = {
        "handle": profile.handle,
        "name": profile.name,
        "credentials": credentials,
        "health": "well",
        "trouble": "",
    }
    if tx.execute(update(accounts).where(here).values(fresh)).rowcount == 0:
        place = {"workspace_id": workspace_id, "network": network, "network_user_id": profile.id, "created_at": now}
        tx.execute(insert(accounts).values(place | fresh))
    account = _account(tx.execute(select(accounts).where(here)).one())
    tx.execute(delete(permissions).where(permissions.c.account_id == account.id))  # a new login may be allowed more
    return account


def credentials(tx: Connection, account_id: int) -> str:
    """An account's credentials, as encrypted as they were put in."""
    return str(tx.execute(select(accounts.c.credentials).where(accounts.c.id == account_id)).scalar_one())


def set_health(tx: Connection, account_id: int, health: AccountHealth, trouble: str = "") -> bool:
    """Note how polling goes. True where that is news."""
    values = {"health": health, "trouble": trouble}
    changed = (accounts.c.id == account_id) & (accounts.c.health != health)
    news = tx.execute(update(accounts).where(changed).values(values)).rowcount == 1
    tx.execute(update(accounts).where(accounts.c.id == account_id).values(values))
    return news


def note_poll(tx: Connection, account_id: int, at: datetime) -> None:
    """Note that a poll ended well."""
    values = {"polled_at": at, "health": AccountHealth.WELL, "trouble": ""}
    tx.execute(update(accounts).where(accounts.c.id == account_id).values(values))


def note_followers_read(tx: Connection, account_id: int, at: datetime) -> None:
    """Note that all followers were read; the first time makes the baseline."""
    tx.execute(update(accounts).where(accounts.c.id == account_id).values(followers_read_at=at))
    first = (accounts.c.id == account_id) & (accounts.c.baseline_at.is_(None))
    tx.execute(update(accounts).where(first).values(baseline_at=at))


@dataclass(frozen=True, slots=True)
class Cursors:
    """Since which id mentions and our own posts are read, and the newest id seen (the next poll's cursor)."""

    mention: str | None
    mention_newest: str | None
    own: str | None
    own_newest: str | None


def cursors(tx: Connection, account_id: int) -> Cursors:
    """Where reading an account's posts stands."""
    row = tx.execute(select(accounts).where(accounts.c.id == account_id)).one()
    return Cursors(row.mention_cursor, row.mention_newest, row.own_cursor, row.own_newest)


def set_cursors(tx: Connection, account_id: int, at: Cursors) -> None:
    """Move on."""
    values = {
        "mention_cursor": at.mention,
        "mention_newest": at.mention_newest,
        "own_cursor": at.own,
        "own_newest": at.own_newest,
    }
    tx.execute(update(accounts).where(accounts.c.id == account_id).values(values))


def found_permissions(tx: Connection, account_id: int) -> tuple[Permission, ...]:
    """What was found out about an account by trying."""
    rows = tx.execute(select(permissions).where(permissions.c.account_id == account_id))
    return tuple(Permission(Capability(r.capability), r.allowed, r.reason, r.found_at) for r in rows)


def forget_refusals(tx: Connection, account_id: int, found_until: datetime) -> bool:
    """Forget what a network refused until a moment, so that the next click tries again. True where there was any."""
    old = (permissions.c.account_id == account_id) & permissions.c.allowed.is_(False)
    return tx.execute(delete(permissions).where(old, permissions.c.found_at <= found_until)).rowcount > 0


def put_permission(tx: Connection, account_id: int, found: Permission) -> bool:
    """Remember what was found out. True where it is news."""
    here = (permissions.c.account_id == account_id) & (permissions.c.capability == found.capability)
    known = tx.execute(select(permissions.c.allowed).where(here)).scalar_one_or_none()
    tx.execute(delete(permissions).where(here))
    row = {"account_id": account_id, "capability": found.capability, "allowed": found.allowed}
    tx.execute(insert(permissions).values(row | {"reason": found.reason, "found_at": found.found_at}))
    return known != found.allowed


def _route(row: Row[tuple[object, ...]]) -> Route:
    at = time.fromisoformat(row.digest_at) if row.digest_at else None
    return Route(row.id, row.workspace_id, row.account_id, RouteKind(row.kind), row.channel_id, at, row.time_zone)


def all_routes(tx: Connection, kind: RouteKind | None = None, account_id: int | None = None) -> tuple[Route, ...]:
    """Routes, of one kind or one account where asked."""
    query = select(routes).order_by(routes.c.id)
    if kind is not None:
        query = query.where(routes.c.kind == kind)
    if account_id is not None:
        query = query.where(routes.c.account_id == account_id)
    return tuple(_route(row) for row in tx.execute(query))


def set_routes(tx: Connection, account: Account, wanted: Iterable[Route]) -> None:
    """Replace all routes of an account (ids of the wanted ones are not looked at)."""
    tx.execute(delete(routes).where(routes.c.account_id == account.id))
    for route in wanted:
        values = {"workspace_id": account.workspace_id, "account_id": account.id, "kind": route.kind}
        at = route.digest_at.strftime("%H:%M") if route.digest_at else ""
        tx.execute(
            insert(routes).values(
                values | {"channel_id": route.channel_id, "digest_at": at, "time_zone": route.time_zone}
            )
        )
