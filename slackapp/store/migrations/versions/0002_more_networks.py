"""Networks that tell when somebody followed, and whom a post is for."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    with op.batch_alter_table("account") as account:
        account.add_column(sa.Column("connected_by", sa.String(), nullable=False, server_default=""))
        account.add_column(sa.Column("connected_at", sa.DateTime(), nullable=True))
        account.add_column(sa.Column("follow_cursor", sa.String(), nullable=True))
        account.add_column(sa.Column("follow_newest", sa.String(), nullable=True))
    with op.batch_alter_table("follower") as follower:
        follower.add_column(sa.Column("followed_at", sa.DateTime(), nullable=True))
    with op.batch_alter_table("post") as post:
        post.add_column(sa.Column("audience", sa.String(), nullable=False, server_default="public"))
        post.add_column(sa.Column("warning", sa.Text(), nullable=False, server_default=""))
