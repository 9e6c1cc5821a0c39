"""Rapport in workspaces that installed it: encrypted tokens, installations on their way, and what a removal ends."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from slackapp.domain.action import ActionKind, ActionState, FailureKind
from slackapp.store.accounts import workspaces
from slackapp.store.actions import actions
from slackapp.store.tables import InstallRow, LoginStateRow

installs = InstallRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so
states = LoginStateRow.__table__  # type: ignore[attr-defined]  # likewise


@dataclass(frozen=True, slots=True)
class Install:
    """One workspace's installation. `locked` are the bot's tokens, encrypted."""

    workspace_id: int
    locked: str = field(repr=False)
    installed_at: datetime
    expires_at: datetime | None = None  # of the bot's token; None: never
    bot_user_id: str = ""
    scopes: str = ""  # with commas between
    installed_by: str = ""  # Slack's user id


def get(tx: Connection, workspace_id: int) -> Install | None:
    """A workspace's installation; None where Rapport was never installed by its own page, or was removed."""
    row = tx.execute(select(installs).where(installs.c.workspace_id == workspace_id)).one_or_none()
    if row is None:
        return None
    return Install(
        workspace_id=row.workspace_id,
        locked=row.secrets,
        installed_at=row.installed_at,
        expires_at=row.expires_at,
        bot_user_id=row.bot_user_id,
        scopes=row.scopes,
        installed_by=row.installed_by,
    )


def put(tx: Connection, new: Install) -> None:
    """Install Rapport in a workspace, in place of what was installed there before."""
    tx.execute(delete(installs).where(installs.c.workspace_id == new.workspace_id))
    values = {
        "workspace_id": new.workspace_id,
        "secrets": new.locked,
        "expires_at": new.expires_at,
        "bot_id": "",
        "bot_user_id": new.bot_user_id,
        "scopes": new.scopes,
        "installed_by": new.installed_by,
        "installed_at": new.installed_at,
    }
    tx.execute(insert(installs).values(values))


def renew(tx: Connection, renewed: Install, locked: str) -> bool:
    """Keep renewed tokens (already encrypted), unless Rapport was installed again or removed meanwhile."""
    here = (installs.c.workspace_id == renewed.workspace_id) & (installs.c.installed_at == renewed.installed_at)
    values = {"secrets": locked, "expires_at": renewed.expires_at}
    return tx.execute(update(installs).where(here).values(values)).rowcount == 1


def all_secrets(tx: Connection) -> dict[int, str]:
    """Every workspace's tokens, as encrypted as they were put in, by its id."""
    rows = tx.execute(select(installs.c.workspace_id, installs.c.secrets))
    return {row.workspace_id: row.secrets for row in rows}


def put_secrets(tx: Connection, workspace_id: int, locked: str, *, instead_of: str) -> bool:
    """Replace a workspace's tokens (already encrypted) if they still are `instead_of`."""
    here = (installs.c.workspace_id == workspace_id) & (installs.c.secrets == instead_of)
    return tx.execute(update(installs).where(here).values(secrets=locked)).rowcount == 1


def remove(tx: Connection, workspace_id: int, now: datetime) -> None:
    """Rapport is not in a workspace any more: forget its tokens, and look after it no longer."""
    tx.execute(delete(installs).where(installs.c.workspace_id == workspace_id))
    tx.execute(update(workspaces).where(workspaces.c.id == workspace_id).values(removed_at=now))


def removed(tx: Connection, workspace_id: int) -> bool:
    """Whether Rapport was removed from a workspace."""
    gone = select(workspaces.c.removed_at).where(workspaces.c.id == workspace_id)
    return tx.execute(gone).scalar_one_or_none() is not None


def end_planned(tx: Connection, workspace_id: int, reason: str, now: datetime) -> Sequence[int]:
    """Fail all of a workspace's actions that nobody has begun; returns their ids, oldest first. Doubts rest."""
    here = actions.c.workspace_id == workspace_id
    planned = (
        update(actions)
        .where(here, actions.c.state == ActionState.PLANNED)
        .values(state=ActionState.FAILED, failure=FailureKind.REFUSED, reason=reason, due_at=None, finished_at=now)
    )
    ended = sorted(tx.execute(planned.returning(actions.c.id)).scalars())
    tx.execute(update(actions).where(here, actions.c.state == ActionState.IN_DOUBT).values(due_at=None))
    return ended


def wake_doubts(tx: Connection, workspace_id: int, now: datetime) -> None:
    """Have messages looked for in Slack again of which nobody knows whether they were posted."""
    doubts = (actions.c.workspace_id == workspace_id) & (actions.c.state == ActionState.IN_DOUBT)
    doubts &= (actions.c.kind == ActionKind.POST_MESSAGE) & actions.c.due_at.is_(None)
    tx.execute(update(actions).where(doubts).values(due_at=now))


def begin(tx: Connection, state_hash: str, now: datetime, forget_until: datetime) -> None:
    """Note that somebody began to install Rapport; forget who began before `forget_until`."""
    tx.execute(delete(states).where(states.c.made_at < forget_until))
    tx.execute(insert(states).values(state_hash=state_hash, made_at=now))


def take(tx: Connection, state_hash: str, since: datetime) -> bool:
    """Whether an installation was begun at or after `since`, and nobody has come back with it yet."""
    here = (states.c.state_hash == state_hash) & (states.c.made_at >= since)
    return tx.execute(delete(states).where(here)).rowcount == 1
