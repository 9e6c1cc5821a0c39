"""Several processes, workspaces that install Rapport themselves, channels that take no messages."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Forward. What is added may be left out, so that processes of the version before go on meanwhile."""
    with op.batch_alter_table("workspace") as workspace:
        workspace.add_column(sa.Column("removed_at", sa.DateTime(), nullable=True))
    with op.batch_alter_table("action") as action:
        action.add_column(sa.Column("replica", sa.String(), nullable=False, server_default=""))
    calling = sa.text("state = 'calling'")
    op.create_index("ix_action_calling", "action", ["lane"], sqlite_where=calling, postgresql_where=calling)
    op.create_table(
        "install",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("bot_id", sa.String(), nullable=False),
        sa.Column("bot_user_id", sa.String(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("secrets", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=True),
        sa.Column("installed_by", sa.String(), nullable=False),
        sa.Column("installed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_install_workspace_id_workspace"),
        sa.PrimaryKeyConstraint("workspace_id", name="pk_install"),
    )
    op.create_table(
        "login_state",
        sa.Column("state_hash", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("state_hash", name="pk_login_state"),
    )
    op.create_index("ix_login_state_made_at", "login_state", ["made_at"])
    op.create_table(
        "replica",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_replica"),
    )
    op.create_table(
        "blocked_channel",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_blocked_channel_workspace_id_workspace"),
        sa.PrimaryKeyConstraint("workspace_id", "channel_id", name="pk_blocked_channel"),
    )
