"""Workspaces, accounts, what they may do, and which channel gets what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from slackapp.domain.accounts import Account, AccountHealth, Route, RouteKind, Workspace
from slackapp.domain.capability import Capability, Permission
from slackapp.domain.people import NetworkName, Profile
from slackapp.store.tables import AccountRow, ChannelDigestRow, PermissionRow, RouteRow, WorkspaceRow

workspaces = WorkspaceRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so
accounts = AccountRow.__table__  # type: ignore[attr-defined]  # likewise
permissions = PermissionRow.__table__  # type: ignore[attr-defined]  # likewise
routes = RouteRow.__table__  # type: ignore[attr-defined]  # likewise
digests = ChannelDigestRow.__table__  # type: ignore[attr-defined]  # likewise

LOOKED_AFTER = select(workspaces.c.id).where(workspaces.c.removed_at.is_(None))


def workspace(tx: Connection, team_id: str) -> Workspace | None:
    """The workspace with Slack's team id."""
    row = tx.execute(select(workspaces).where(workspaces.c.team_id == team_id)).one_or_none()
    return _workspace(row) if row else None


def all_workspaces(tx: Connection) -> tuple[Workspace, ...]:
    """Every workspace that ever installed Rapport."""
    return tuple(_workspace(row) for row in tx.execute(select(workspaces).order_by(workspaces.c.id)))


def _workspace(row: Row[tuple[object, ...]]) -> Workspace:
    return Workspace(row.id, row.team_id, row.name, row.removed_at)


def put_workspace(tx: Connection, team_id: str, name: str, now: datetime) -> Workspace:
    """Make a workspace, or bring its name up to date; one that Rapport was removed from is looked after again."""
    known = workspace(tx, team_id)
    if known is None:
        new = insert(workspaces).values(team_id=team_id, name=name, created_at=now).returning(workspaces.c.id)
        return Workspace(tx.execute(new).scalar_one(), team_id, name)
    tx.execute(update(workspaces).where(workspaces.c.id == known.id).values(name=name, removed_at=None))
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
        connected_by=row.connected_by,
        connected_at=row.connected_at,
    )


def account(tx: Connection, account_id: int) -> Account:
    """One account. Raises NoResultFound where there is none."""
    return _account(tx.execute(select(accounts).where(accounts.c.id == account_id)).one())


def find(tx: Connection, workspace_id: int, network: NetworkName, network_user_id: str) -> Account | None:
    """A workspace's account by the network's own id, disconnected ones too."""
    here = (accounts.c.workspace_id == workspace_id) & (accounts.c.network == network)
    row = tx.execute(select(accounts).where(here, accounts.c.network_user_id == network_user_id)).one_or_none()
    return _account(row) if row else None


def all_accounts(tx: Connection, workspace_id: int | None = None) -> tuple[Account, ...]:
    """Every connected account of the workspaces that Rapport is in, or those of one workspace."""
    query = select(accounts).where(accounts.c.health != AccountHealth.DISCONNECTED).order_by(accounts.c.id)
    if workspace_id is not None:
        query = query.where(accounts.c.workspace_id == workspace_id)
    else:
        query = query.where(accounts.c.workspace_id.in_(LOOKED_AFTER))
    return tuple(_account(row) for row in tx.execute(query))


def put_account(
    tx: Connection,
    workspace_id: int,
    network: NetworkName,
    profile: Profile,
    credentials: str,
    now: datetime,
    connected_by: str = "",
) -> Account:
    """Connect an account, or connect it again with new credentials (already encrypted).

    `connected_by` is the Slack user id of who did; "" keeps who did it before.
    """
    here = (accounts.c.workspace_id == workspace_id) & (accounts.c.network == network)
    here &= accounts.c.network_user_id == profile.id
    fresh = {
        "handle": profile.handle,
        "name": profile.name,
        "credentials": credentials,
        "health": "well",
        "trouble": "",
        "connected_at": now,
    } | ({"connected_by": connected_by} if connected_by else {})
    if tx.execute(update(accounts).where(here).values(fresh)).rowcount == 0:
        place = {"workspace_id": workspace_id, "network": network, "network_user_id": profile.id, "created_at": now}
        place["connected_by"] = ""
        tx.execute(insert(accounts).values(place | fresh))
    account = _account(tx.execute(select(accounts).where(here)).one())
    tx.execute(delete(permissions).where(permissions.c.account_id == account.id))  # a new login may be allowed more
    return account


def credentials(tx: Connection, account_id: int) -> str:
    """An account's credentials, as encrypted as they were put in."""
    return str(tx.execute(select(accounts.c.credentials).where(accounts.c.id == account_id)).scalar_one())


def put_credentials(tx: Connection, account_id: int, locked: str, *, instead_of: str | None = None) -> bool:
    """Replace an account's credentials (already encrypted), where asked only if they still are `instead_of`."""
    here = accounts.c.id == account_id
    if instead_of is not None:
        here &= accounts.c.credentials == instead_of
    return tx.execute(update(accounts).where(here).values(credentials=locked)).rowcount == 1


def all_credentials(tx: Connection) -> dict[int, str]:
    """Every account's credentials, as encrypted as they were put in, by its id; the deleted ones are left out."""
    rows = tx.execute(select(accounts.c.id, accounts.c.credentials).where(accounts.c.credentials != ""))
    return {row.id: row.credentials for row in rows}


def disconnect(tx: Connection, account_id: int) -> None:
    """Delete an account's credentials, routes and permissions; its people, posts and cards stay."""
    gone = {"credentials": "", "health": AccountHealth.DISCONNECTED, "trouble": "", "connected_at": None}
    tx.execute(update(accounts).where(accounts.c.id == account_id).values(gone))
    tx.execute(delete(routes).where(routes.c.account_id == account_id))
    tx.execute(delete(permissions).where(permissions.c.account_id == account_id))


def set_health(tx: Connection, account_id: int, health: AccountHealth, trouble: str = "") -> bool:
    """Note how polling goes; one that a person disconnected meanwhile stays so. True where that is news."""
    values = {"health": health, "trouble": trouble}
    here = (accounts.c.id == account_id) & (accounts.c.health != AccountHealth.DISCONNECTED)
    news = tx.execute(update(accounts).where(here, accounts.c.health != health).values(values)).rowcount == 1
    tx.execute(update(accounts).where(here).values(values))
    return news


def note_poll(tx: Connection, account_id: int, at: datetime) -> None:
    """Note that a poll ended well; an account that a person disconnected meanwhile stays so."""
    values = {"polled_at": at, "health": AccountHealth.WELL, "trouble": ""}
    here = (accounts.c.id == account_id) & (accounts.c.health != AccountHealth.DISCONNECTED)
    tx.execute(update(accounts).where(here).values(values))


def note_followers_read(tx: Connection, account_id: int, at: datetime) -> None:
    """Note that all followers were read; the first time makes the baseline."""
    tx.execute(update(accounts).where(accounts.c.id == account_id).values(followers_read_at=at))
    first = (accounts.c.id == account_id) & (accounts.c.baseline_at.is_(None))
    tx.execute(update(accounts).where(first).values(baseline_at=at))


class Stream(StrEnum):
    """What is read of an account since the last time."""

    MENTIONS = "mention"
    OWN_POSTS = "own"
    NEW_FOLLOWERS = "follow"


@dataclass(frozen=True, slots=True)
class Marks:
    """Since which mark a stream is read, and the newest mark seen (the next poll's `since`)."""

    since: str | None
    newest: str | None  # None: never read; "": read, and there was nothing

    def moved(self, mark: str) -> "Marks":
        """After a read whose first page had this mark ("" where it was empty)."""
        newest = mark or self.newest or ""
        # What was there before the first read is never read: only after it does a poll overlap with the one before.
        return Marks(newest if self.newest is None else self.newest, newest)


def marks(tx: Connection, account_id: int, stream: Stream) -> Marks:
    """Where reading a stream of an account stands."""
    columns = accounts.c[f"{stream}_cursor"], accounts.c[f"{stream}_newest"]
    return Marks(*tx.execute(select(*columns).where(accounts.c.id == account_id)).one())


def set_marks(tx: Connection, account_id: int, stream: Stream, at: Marks) -> None:
    """Move on."""
    values = {f"{stream}_cursor": at.since, f"{stream}_newest": at.newest}
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
    """A route; of a digest's the time and the zone that somebody chose for its channel, where they did."""
    text, zone = row.chosen_at or row.digest_at, row.chosen_zone or row.time_zone
    at = time.fromisoformat(text) if text else None
    return Route(row.id, row.workspace_id, row.account_id, RouteKind(row.kind), row.channel_id, at, zone)


def all_routes(
    tx: Connection,
    kind: RouteKind | None = None,
    account_id: int | None = None,
    *,
    workspace_id: int | None = None,
) -> tuple[Route, ...]:
    """Routes of the workspaces that Rapport is in; of one kind, one account or one workspace where asked."""
    chosen = (digests.c.workspace_id == routes.c.workspace_id) & (digests.c.channel_id == routes.c.channel_id)
    joined = routes.outerjoin(digests, chosen & (routes.c.kind == RouteKind.DIGEST))
    what = select(routes, digests.c.at.label("chosen_at"), digests.c.time_zone.label("chosen_zone")).select_from(joined)
    query = what.order_by(routes.c.id).where(routes.c.workspace_id.in_(LOOKED_AFTER))
    if kind is not None:
        query = query.where(routes.c.kind == kind)
    if account_id is not None:
        query = query.where(routes.c.account_id == account_id)
    if workspace_id is not None:
        query = query.where(routes.c.workspace_id == workspace_id)
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


def of_handle(tx: Connection, workspace_id: int, handle: str) -> tuple[int, ...]:
    """The ids of a workspace's accounts of this handle, whatever its case; those disconnected, too."""
    here = (accounts.c.workspace_id == workspace_id) & (func.lower(accounts.c.handle) == handle.lower())
    return tuple(tx.execute(select(accounts.c.id).where(here).order_by(accounts.c.id)).scalars())


def all_ids(tx: Connection, workspace_id: int) -> tuple[int, ...]:
    """The ids of all accounts that a workspace has or had, the oldest first."""
    return tuple(
        tx.execute(
            select(accounts.c.id).where(accounts.c.workspace_id == workspace_id).order_by(accounts.c.id)
        ).scalars()
    )
