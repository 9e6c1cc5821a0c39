"""What a workspace has set, where it is not the default. What a name means is known to whoever asks for it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from slackapp.store.tables import PreferenceRow

preferences = PreferenceRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so

EVERYWHERE = ""  # the scope of what holds for the whole workspace


def of(tx: Connection, workspace_id: int, name: str, scope: str = EVERYWHERE) -> Any:
    """What was set under a name, as JSON values; None where nothing was."""
    here = (preferences.c.workspace_id == workspace_id) & (preferences.c.name == name) & (preferences.c.scope == scope)
    return tx.execute(select(preferences.c.value).where(here)).scalar_one_or_none()


def put(
    tx: Connection, workspace_id: int, name: str, value: Any, by: str, now: datetime, scope: str = EVERYWHERE
) -> None:
    """Set it; None takes it back to the default.

    Args:
        tx: a transaction that writes.
        workspace_id: whose.
        name: what is set: "targets", "roles".
        value: JSON values.
        by: the Slack user id of who sets it.
        now: the moment (aware).
        scope: for what: "" everything, "account:1", "channel:C0SOCIAL".
    """
    here = (preferences.c.workspace_id == workspace_id) & (preferences.c.name == name) & (preferences.c.scope == scope)
    if value is None:
        tx.execute(delete(preferences).where(here))
        return
    insert = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
    changed = {"value": value, "changed_by": by, "changed_at": now}
    row = {"workspace_id": workspace_id, "scope": scope, "name": name} | changed
    key = ["workspace_id", "scope", "name"]  # two may set it at the same moment: the later one stands
    tx.execute(insert(preferences).values(row).on_conflict_do_update(index_elements=key, set_=changed))
