"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "lane",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("free_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_lane"),
    )
    op.create_table(
        "workspace",
        sa.Column("id", BigId, nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workspace"),
        sa.UniqueConstraint("team_id", name="uq_workspace_team_id"),
    )
    op.create_table(
        "account",
        sa.Column("id", BigId, nullable=False),
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("network_user_id", sa.String(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("credentials", sa.Text(), nullable=False),
        sa.Column("health", sa.String(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("polled_at", sa.DateTime(), nullable=True),
        sa.Column("baseline_at", sa.DateTime(), nullable=True),
        sa.Column("followers_read_at", sa.DateTime(), nullable=True),
        sa.Column("mention_cursor", sa.String(), nullable=True),
        sa.Column("mention_newest", sa.String(), nullable=True),
        sa.Column("own_cursor", sa.String(), nullable=True),
        sa.Column("own_newest", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_account_workspace_id_workspace"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("workspace_id", "network", "network_user_id", name="uq_account_workspace_id"),
    )
    op.create_table(
        "person",
        sa.Column("id", BigId, nullable=False),
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("network_user_id", sa.String(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("bio", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("website", sa.Text(), nullable=False),
        sa.Column("avatar_url", sa.Text(), nullable=False),
        sa.Column("page_url", sa.Text(), nullable=False),
        sa.Column("followers", sa.BigInteger(), nullable=True),
        sa.Column("following", sa.BigInteger(), nullable=True),
        sa.Column("posts", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=True),
        sa.Column("last_post_at", sa.DateTime(), nullable=True),
        sa.Column("protected", sa.Boolean(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("default_picture", sa.Boolean(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_person_workspace_id_workspace"),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("workspace_id", "network", "network_user_id", name="uq_person_workspace_id"),
    )
    op.create_index("ix_person_handle", "person", ["handle"], unique=False)
    op.create_table(
        "follower",
        sa.Column("id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("first_seen_at", sa.DateTime(), nullable=False),
        sa.Column("baseline", sa.Boolean(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("lost_at", sa.DateTime(), nullable=True),
        sa.Column("lost_reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_follower_account_id_account"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_follower_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_follower"),
        sa.UniqueConstraint("account_id", "person_id", name="uq_follower_account_id"),
    )
    op.create_index("ix_follower_first_seen", "follower", ["account_id", "first_seen_at"], unique=False)
    op.create_index("ix_follower_lost", "follower", ["account_id", "lost_at"], unique=False)
    op.create_table(
        "message",
        sa.Column("id", BigId, nullable=False),
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=True),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("posted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_message_account_id_account"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_message_workspace_id_workspace"),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
        sa.UniqueConstraint("key", name="uq_message_key"),
    )
    op.create_index("ix_message_ts", "message", ["channel_id", "ts"], unique=False)
    op.create_table(
        "permission",
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("capability", sa.String(), nullable=False),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("found_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_permission_account_id_account"),
        sa.PrimaryKeyConstraint("account_id", "capability", name="pk_permission"),
    )
    op.create_table(
        "post",
        sa.Column("id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("network_post_id", sa.String(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("author_handle", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("thread_id", sa.String(), nullable=False),
        sa.Column("in_reply_to_id", sa.String(), nullable=True),
        sa.Column("in_reply_to_author_id", sa.String(), nullable=True),
        sa.Column("quoted_id", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("ours", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_post_account_id_account"),
        sa.PrimaryKeyConstraint("id", name="pk_post"),
        sa.UniqueConstraint("account_id", "network_post_id", name="uq_post_account_id"),
    )
    op.create_index("ix_post_parent", "post", ["account_id", "in_reply_to_id"], unique=False)
    op.create_index("ix_post_thread", "post", ["account_id", "thread_id"], unique=False)
    op.create_table(
        "route",
        sa.Column("id", BigId, nullable=False),
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("digest_at", sa.String(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_route_account_id_account"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_route_workspace_id_workspace"),
        sa.PrimaryKeyConstraint("id", name="pk_route"),
        sa.UniqueConstraint("account_id", "kind", "channel_id", name="uq_route_account_id"),
    )
    op.create_table(
        "mention",
        sa.Column("id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("post_id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("baseline", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("needs_answer", sa.Boolean(), nullable=False),
        sa.Column("urgency", sa.String(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_via", sa.String(), nullable=False),
        sa.Column("answer_post_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_mention_account_id_account"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_mention_person_id_person"),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name="fk_mention_post_id_post"),
        sa.PrimaryKeyConstraint("id", name="pk_mention"),
        sa.UniqueConstraint("post_id", name="uq_mention_post_id"),
    )
    op.create_index("ix_mention_asked_at", "mention", ["asked_at"], unique=False)
    op.create_index("ix_mention_open", "mention", ["account_id", "needs_answer", "answered_at"], unique=False)
    op.create_index("ix_mention_person_id", "mention", ["person_id"], unique=False)
    op.create_table(
        "card",
        sa.Column("id", BigId, nullable=False),
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("mention_id", BigId, nullable=True),
        sa.Column("message_id", BigId, nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("follow", sa.String(), nullable=False),
        sa.Column("reply", sa.String(), nullable=False),
        sa.Column("like", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("snoozed_until", sa.DateTime(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("closed_why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_card_account_id_account"),
        sa.ForeignKeyConstraint(["mention_id"], ["mention.id"], name="fk_card_mention_id_mention"),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name="fk_card_message_id_message"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_card_person_id_person"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_card_workspace_id_workspace"),
        sa.PrimaryKeyConstraint("id", name="pk_card"),
        sa.UniqueConstraint("account_id", "subject", name="uq_card_account_id"),
    )
    op.create_index("ix_card_mention_id", "card", ["mention_id"], unique=False)
    op.create_index("ix_card_message_id", "card", ["message_id"], unique=False)
    op.create_index("ix_card_open", "card", ["account_id", "kind", "status"], unique=False)
    op.create_index("ix_card_person_id", "card", ["person_id"], unique=False)
    op.create_table(
        "action",
        sa.Column("id", BigId, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("workspace_id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=True),
        sa.Column("card_id", BigId, nullable=True),
        sa.Column("message_id", BigId, nullable=True),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("target_id", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("checks", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("calling_at", sa.DateTime(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("outcome_id", sa.String(), nullable=False),
        sa.Column("outcome_url", sa.Text(), nullable=False),
        sa.Column("failure", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_action_account_id_account"),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name="fk_action_card_id_card"),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name="fk_action_message_id_message"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_action_workspace_id_workspace"),
        sa.PrimaryKeyConstraint("id", name="pk_action"),
        sa.UniqueConstraint("key", name="uq_action_key"),
    )
    _partial("ix_action_card_id", "card_id", "kind")
    _partial("ix_action_due", "due_at", "state")
    _partial("ix_action_finished_at", "finished_at")
    _partial("ix_action_message_id", "message_id")


def _partial(name: str, column: str, *more: str) -> None:
    there = sa.text(f"{column} IS NOT NULL")
    op.create_index(name, "action", [column, *more], unique=False, sqlite_where=there, postgresql_where=there)
