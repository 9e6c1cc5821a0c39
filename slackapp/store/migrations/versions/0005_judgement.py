"""What triage is told: a workspace's own words, each channel's rule, and what people say of its verdicts."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Forward. What is added may be left out, so that processes of the version before go on meanwhile."""
    with op.batch_alter_table("mention") as mention:
        mention.add_column(sa.Column("cues", sa.JSON(), nullable=True))
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("listed", sa.BigInteger(), nullable=True))
        person.add_column(sa.Column("likes", sa.BigInteger(), nullable=True))
    op.create_table(
        "channel_rule",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("cards", sa.String(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_channel_rule_workspace_id_workspace"),
        sa.PrimaryKeyConstraint("workspace_id", "channel_id", name="pk_channel_rule"),
    )
    op.create_table(
        "own_word",
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_own_word_workspace_id_workspace"),
        sa.PrimaryKeyConstraint("workspace_id", "kind", "word", name="pk_own_word"),
    )
    op.create_table(
        "feedback",
        sa.Column("mention_id", BigId, nullable=False),
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["mention_id"], ["mention.id"], name="fk_feedback_mention_id_mention"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_feedback_workspace_id_workspace"),
        sa.PrimaryKeyConstraint("mention_id", name="pk_feedback"),
    )
    op.create_index("ix_feedback_workspace_id", "feedback", ["workspace_id"])
    op.create_table(
        "feed",
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("posts", sa.JSON(), nullable=False),
        sa.Column("read_by", sa.String(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_feed_person_id_person"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_feed_workspace_id_workspace"),
        sa.PrimaryKeyConstraint("person_id", name="pk_feed"),
    )
    op.create_index("ix_feed_workspace_id", "feed", ["workspace_id"])
