"""A team at work: owners and targets of cards, stories, preferences, saved replies, hand-offs, drafts, webhooks."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

OWNED = sa.text("owner_id <> ''")


def upgrade() -> None:
    """Forward. What is added may be left out, so that processes of the version before go on meanwhile."""
    with op.batch_alter_table("card") as card:
        for name in ("owner_id", "owner_was", "given_by", "given_note", "snooze_note", "snoozed_by"):
            card.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
        for name in ("owned_at", "snoozed_at", "returned_at", "due_at", "nudge_at", "nudged_at", "missed_at"):
            card.add_column(sa.Column(name, sa.DateTime(), nullable=True))
        card.create_index("ix_card_owner_id", ["owner_id"], sqlite_where=OWNED, postgresql_where=OWNED)
        by, asleep = sa.text("decided_by <> ''"), sa.text("status = 'snoozed'")
        card.create_index("ix_card_decided_by", ["decided_by"], sqlite_where=by, postgresql_where=by)
        card.create_index("ix_card_snoozed", ["snoozed_until"], sqlite_where=asleep, postgresql_where=asleep)
        for columns in (["due_at", "missed_at"], ["nudge_at"]):
            where = sa.text(f"{columns[0]} IS NOT NULL AND status IN ('open', 'snoozed')")
            card.create_index(f"ix_card_{columns[0]}", columns, sqlite_where=where, postgresql_where=where)
    new = sa.text("NOT baseline")
    columns = ["account_id", "first_seen_at"]
    op.create_index("ix_follower_newcomer", "follower", columns, sqlite_where=new, postgresql_where=new)
    op.create_index("ix_person_called", "person", [sa.text("lower(handle)")])
    going, columns = sa.text("finished_at IS NULL"), ["workspace_id", "state", "due_at"]
    op.create_index("ix_action_unfinished", "action", columns, sqlite_where=going, postgresql_where=going)
    op.create_index("ix_mention_asked", "mention", ["account_id", "asked_at"])
    op.create_index("ix_mention_between", "mention", ["account_id", "person_id"])
    _past_follows()
    _carded_by()
    _writing()
    _stories()
    _replies()
    _hand_offs()
    _webhooks()
    _bulks()
    _settings()


def _past_follows() -> None:
    op.create_table(
        "past_follow",
        sa.Column("id", BigId, nullable=False),
        _ref("account_id", "account", "past_follow"),
        _ref("person_id", "person", "past_follow"),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(), nullable=False),
        sa.Column("followed_at", sa.DateTime(), nullable=True),
        sa.Column("baseline", sa.Boolean(), nullable=False),
        sa.Column("lost_at", sa.DateTime(), nullable=True),
        sa.Column("lost_reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_past_follow"),
        sa.UniqueConstraint("account_id", "person_id", "round", name="uq_past_follow_account_id"),
    )
    for name in ("first_seen", "lost"):
        op.create_index(f"ix_past_follow_{name}", "past_follow", ["account_id", f"{name}_at"])


def _carded_by() -> None:
    """Who made a card of each mention. What a process of the version before writes meanwhile, the next poll fills."""
    op.add_column("mention", sa.Column("carded_by", sa.String(), nullable=True))
    op.execute(
        "UPDATE mention SET carded_by = CASE "
        "WHEN NOT EXISTS (SELECT 1 FROM card WHERE card.mention_id = mention.id) THEN '' "
        "WHEN EXISTS (SELECT 1 FROM feedback WHERE feedback.mention_id = mention.id AND said = 'needs_answer') "
        "THEN 'person' ELSE 'rapport' END"
    )
    columns = ["account_id", "baseline", "carded_by", "needs_answer", "kind", "answered_at", "asked_at"]
    op.create_index("ix_mention_became", "mention", columns)
    rest, columns = sa.text("carded_by <> 'rapport' AND NOT baseline"), ["account_id", "asked_at"]
    op.create_index("ix_mention_rest", "mention", columns, sqlite_where=rest, postgresql_where=rest)


def _writing() -> None:
    op.create_table(
        "writing",
        _ref("card_id", "card", "writing"),
        sa.Column("user_id", sa.String(), nullable=False),
        _ref("workspace_id", "workspace", "writing"),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("card_id", "user_id", name="pk_writing"),
    )
    op.create_index("ix_writing_at", "writing", ["at"])


def _stories() -> None:
    op.create_table(
        "story",
        sa.Column("id", BigId, nullable=False),
        _ref("workspace_id", "workspace", "story"),
        _ref("account_id", "account", "story", nullable=True),
        _ref("card_id", "card", "story", nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_story"),
    )
    of_a_card = sa.text("card_id IS NOT NULL")
    op.create_index("ix_story_card_id", "story", ["card_id", "id"], sqlite_where=of_a_card, postgresql_where=of_a_card)
    op.create_index("ix_story_workspace_at", "story", ["workspace_id", "at"])
    op.create_table(
        "preference",
        _ref("workspace_id", "workspace", "preference"),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "scope", "name", name="pk_preference"),
    )


def _replies() -> None:
    op.create_table(
        "saved_reply",
        sa.Column("id", BigId, nullable=False),
        _ref("workspace_id", "workspace", "saved_reply"),
        _ref("account_id", "account", "saved_reply", nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_reply"),
    )
    op.create_index("ix_saved_reply_workspace_id", "saved_reply", ["workspace_id"])
    op.create_table(
        "draft",
        sa.Column("id", BigId, nullable=False),
        _ref("workspace_id", "workspace", "draft"),
        _ref("card_id", "card", "draft"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("saved_id", BigId, nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
    )
    op.create_index("ix_draft_workspace_id", "draft", ["workspace_id"])
    op.create_index("ix_draft_card_id", "draft", ["card_id"])
    at_hand = sa.text("state IN ('waiting', 'returned')")
    columns = ["workspace_id", "state", "written_by"]
    op.create_index("ix_draft_at_hand", "draft", columns, sqlite_where=at_hand, postgresql_where=at_hand)


def _hand_offs() -> None:
    op.create_table(
        "hand_off",
        sa.Column("id", BigId, nullable=False),
        _ref("workspace_id", "workspace", "hand_off"),
        _ref("card_id", "card", "hand_off"),
        sa.Column("channel_id", sa.String(), nullable=False),
        _ref("message_id", "message", "hand_off", nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("end_note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hand_off"),
    )
    for column in ("workspace_id", "card_id", "message_id"):
        op.create_index(f"ix_hand_off_{column}", "hand_off", [column])
    active, columns = sa.text("state IN ('open', 'claimed')"), ["workspace_id", "card_id"]
    op.create_index("ix_hand_off_active", "hand_off", columns, sqlite_where=active, postgresql_where=active)


def _webhooks() -> None:
    op.create_table(
        "webhook",
        sa.Column("id", BigId, nullable=False),
        _ref("workspace_id", "workspace", "webhook"),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("events", sa.JSON(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("delivered_at", sa.DateTime(), nullable=True),
        sa.Column("failing_since", sa.DateTime(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_webhook"),
    )
    op.create_index("ix_webhook_workspace_id", "webhook", ["workspace_id"])
    op.create_table(
        "delivery",
        sa.Column("id", BigId, nullable=False),
        _ref("webhook_id", "webhook", "delivery"),
        _ref("workspace_id", "workspace", "delivery"),
        sa.Column("event_key", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint("webhook_id", "event_key", name="uq_delivery_webhook_id"),
    )
    op.create_index("ix_delivery_webhook_id", "delivery", ["webhook_id"])
    due = sa.text("due_at IS NOT NULL")
    op.create_index("ix_delivery_due_at", "delivery", ["due_at"], sqlite_where=due, postgresql_where=due)
    over = sa.text("due_at IS NULL")
    op.create_index("ix_delivery_over", "delivery", ["ended_at"], sqlite_where=over, postgresql_where=over)


def _bulks() -> None:
    op.create_table(
        "bulk",
        sa.Column("id", BigId, nullable=False),
        _ref("workspace_id", "workspace", "bulk"),
        _ref("account_id", "account", "bulk"),
        _ref("message_id", "message", "bulk"),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("card_ids", sa.JSON(), nullable=False),
        sa.Column("walked", sa.Integer(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("stopped_by", sa.String(), nullable=False),
        sa.Column("stopped_at", sa.DateTime(), nullable=True),
        sa.Column("stopped_why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_bulk"),
    )
    for column in ("workspace_id", "message_id"):
        op.create_index(f"ix_bulk_{column}", "bulk", [column])
    undecided = sa.text("decided_at IS NULL")
    op.create_index("ix_bulk_undecided", "bulk", ["id"], sqlite_where=undecided, postgresql_where=undecided)
    op.add_column("action", sa.Column("bulk_id", BigId, nullable=True))
    one_of_many = sa.text("bulk_id IS NOT NULL")
    columns = ["bulk_id", "state"]
    op.create_index("ix_action_bulk_id", "action", columns, sqlite_where=one_of_many, postgresql_where=one_of_many)


def _settings() -> None:
    op.create_table(
        "routing_rule",
        sa.Column("id", BigId, nullable=False),
        _ref("workspace_id", "workspace", "routing_rule"),
        sa.Column("position", sa.Integer(), nullable=False),
        _ref("account_id", "account", "routing_rule", nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("urgency", sa.String(), nullable=False),
        sa.Column("keyword", sa.Text(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_routing_rule"),
    )
    op.create_index("ix_routing_rule_workspace_id", "routing_rule", ["workspace_id"])
    op.create_table(
        "channel_digest",
        _ref("workspace_id", "workspace", "channel_digest"),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("daily", sa.Boolean(), nullable=False),
        sa.Column("weekly", sa.Boolean(), nullable=False),
        sa.Column("monthly", sa.Boolean(), nullable=False),
        sa.Column("paused_by", sa.String(), nullable=False),
        sa.Column("paused_at", sa.DateTime(), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "channel_id", name="pk_channel_digest"),
    )
    op.create_table(
        "spend",
        _ref("account_id", "account", "spend"),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.Column("micro_usd", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "day", "kind", name="pk_spend"),
    )


def _ref(name: str, target: str, table: str, *, nullable: bool = False) -> sa.Column[int]:
    key = sa.ForeignKey(f"{target}.id", name=f"fk_{table}_{name}_{target}")
    return sa.Column(name, BigId, key, nullable=nullable)
