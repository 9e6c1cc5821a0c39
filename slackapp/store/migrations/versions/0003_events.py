"""Events that were taken."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "event",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("came_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_event_workspace_id_workspace"),
        sa.PrimaryKeyConstraint("workspace_id", "event_id", name="pk_event"),
    )
    op.create_index("ix_event_came_at", "event", ["came_at"])
