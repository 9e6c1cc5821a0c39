"""Workspaces and the processes that look after them."""

from datetime import datetime

from sqlmodel import Field

from slackapp.store.tables.columns import Base, BigId, UtcTime, ident, long_text, moment, ref


class WorkspaceRow(Base, table=True):
    """A Slack workspace."""

    __tablename__ = "workspace"
    id: int = ident()
    team_id: str = Field(unique=True)
    name: str = ""
    created_at: datetime = moment()
    removed_at: datetime | None = moment()  # uninstalled: nothing is polled or posted


class InstallRow(Base, table=True):
    """Rapport in a workspace, as installed from its own page. `secrets` is encrypted: the bot's tokens."""

    __tablename__ = "install"
    workspace_id: int = ref("workspace.id", primary_key=True)
    bot_id: str = ""
    bot_user_id: str = ""
    scopes: str = long_text()  # with commas between
    secrets: str = long_text()
    expires_at: datetime | None = moment()  # of the bot's token; None: never
    installed_by: str = ""  # Slack's user id
    installed_at: datetime = moment()


class LoginStateRow(Base, table=True):
    """An installation that somebody has begun: what Slack hands back has to be one of these. Only its hash is kept."""

    __tablename__ = "login_state"
    state_hash: str = Field(primary_key=True)
    made_at: datetime = moment(index=True)


class ReplicaRow(Base, table=True):
    """A process of Rapport. `seen_at` is by the database's clock: processes need not agree on the time."""

    __tablename__ = "replica"
    name: str = Field(primary_key=True)
    started_at: datetime = moment()
    seen_at: datetime = moment()


class BlockedChannelRow(Base, table=True):
    """A channel that takes no messages now: archived, or Rapport was removed from it. What is for it waits."""

    __tablename__ = "blocked_channel"
    workspace_id: int = ref("workspace.id", primary_key=True)
    channel_id: str = Field(primary_key=True)
    reason: str = long_text()  # in plain words
    since: datetime = moment()


class EventRow(Base, table=True):
    """An event of Slack's that was taken; it may be sent again."""

    __tablename__ = "event"
    workspace_id: int = Field(foreign_key="workspace.id", primary_key=True, sa_type=BigId)
    event_id: str = Field(primary_key=True)
    came_at: datetime = Field(sa_type=UtcTime, index=True)
