"""The tables. Every row belongs to a workspace, by itself or through its account."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
# SQLite gives rowids to INTEGER keys only; PostgreSQL should not run out of them.
BigId = BigInteger().with_variant(Integer, "sqlite")


class UtcTime(TypeDecorator[datetime]):
    """Aware datetimes in, aware UTC out; naive UTC in the database. A naive one is a mistake and is refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (the base's signature)
        """To the database."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a time zone was about to be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (the base's signature)
        """From the database."""
        return value.replace(tzinfo=UTC) if value is not None else None


class Base(SQLModel):
    """What all tables share: one naming convention, so that migrations can name what they change."""

    metadata = MetaData(naming_convention=NAMING)


def _id() -> Any:
    return Field(default=None, primary_key=True, sa_type=BigId)


def _ref(target: str, **more: Any) -> Any:
    return Field(foreign_key=target, sa_type=BigId, **more)


def _time(**more: Any) -> Any:
    return Field(default=None, sa_type=UtcTime, **more)


def _partial(name: str, column: str, *more: str) -> Index:
    """An index of the rows in which its first column is set."""
    return _where(name, f"{column} IS NOT NULL", column, *more)


def _where(name: str, condition: str, *columns: str) -> Index:
    """An index of some rows."""
    return Index(name, *columns, sqlite_where=text(condition), postgresql_where=text(condition))


def _text() -> Any:
    return Field(default="", sa_type=Text)


def _later(default: str = "") -> Any:
    """A text that a migration added to a table with rows."""
    return Field(default=default, sa_type=Text, sa_column_kwargs={"server_default": default})


class WorkspaceRow(Base, table=True):
    """A Slack workspace."""

    __tablename__ = "workspace"
    id: int = _id()
    team_id: str = Field(unique=True)
    name: str = ""
    created_at: datetime = _time()
    removed_at: datetime | None = _time()  # uninstalled: nothing is polled or posted


class InstallRow(Base, table=True):
    """Rapport in a workspace, as installed from its own page. `secrets` is encrypted: the bot's tokens."""

    __tablename__ = "install"
    workspace_id: int = _ref("workspace.id", primary_key=True)
    bot_id: str = ""
    bot_user_id: str = ""
    scopes: str = _text()  # with commas between
    secrets: str = _text()
    expires_at: datetime | None = _time()  # of the bot's token; None: never
    installed_by: str = ""  # Slack's user id
    installed_at: datetime = _time()


class LoginStateRow(Base, table=True):
    """An installation that somebody has begun: what Slack hands back has to be one of these. Only its hash is kept."""

    __tablename__ = "login_state"
    state_hash: str = Field(primary_key=True)
    made_at: datetime = _time(index=True)


class ReplicaRow(Base, table=True):
    """A process of Rapport. `seen_at` is by the database's clock: processes need not agree on the time."""

    __tablename__ = "replica"
    name: str = Field(primary_key=True)
    started_at: datetime = _time()
    seen_at: datetime = _time()


class BlockedChannelRow(Base, table=True):
    """A channel that takes no messages now: archived, or Rapport was removed from it. What is for it waits."""

    __tablename__ = "blocked_channel"
    workspace_id: int = _ref("workspace.id", primary_key=True)
    channel_id: str = Field(primary_key=True)
    reason: str = _text()  # in plain words
    since: datetime = _time()


class AccountRow(Base, table=True):
    """One account of ours on one network. `credentials` is encrypted."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("workspace_id", "network", "network_user_id"),)
    id: int = _id()
    workspace_id: int = _ref("workspace.id")
    network: str
    network_user_id: str
    handle: str
    name: str = ""
    credentials: str = _text()
    health: str = "well"
    trouble: str = _text()
    created_at: datetime = _time()
    polled_at: datetime | None = _time()
    baseline_at: datetime | None = _time()
    followers_read_at: datetime | None = _time()
    connected_by: str = ""  # Slack's user id
    connected_at: datetime | None = _time()
    # News are read from `…_cursor`, which lags one poll behind `…_newest`: the overlap.
    mention_cursor: str | None = None
    mention_newest: str | None = None
    own_cursor: str | None = None
    own_newest: str | None = None
    follow_cursor: str | None = None
    follow_newest: str | None = None


class PermissionRow(Base, table=True):
    """What a network turned out to allow an account."""

    __tablename__ = "permission"
    account_id: int = Field(foreign_key="account.id", primary_key=True, sa_type=BigId)
    capability: str = Field(primary_key=True)
    allowed: bool
    reason: str = _text()
    found_at: datetime = _time()


class RouteRow(Base, table=True):
    """Which channel gets what of an account."""

    __tablename__ = "route"
    __table_args__ = (UniqueConstraint("account_id", "kind", "channel_id"),)
    id: int = _id()
    workspace_id: int = _ref("workspace.id")
    account_id: int = _ref("account.id")
    kind: str
    channel_id: str
    digest_at: str = ""  # HH:MM, local
    time_zone: str = ""


class RoutingRuleRow(Base, table=True):
    """Where news of a kind go instead of their account's channel. The first that fits, by position, counts."""

    __tablename__ = "routing_rule"
    id: int = _id()
    workspace_id: int = _ref("workspace.id", index=True)
    position: int = 0
    account_id: int | None = _ref("account.id", default=None)  # None: of every account
    kind: str = ""  # "follower" or a PostKind's; "" whatever it is
    urgency: str = ""  # an Urgency's; "" whatever it is
    keyword: str = _text()  # in the post, or of a follower in the bio; "" whatever it says
    channel_id: str
    made_by: str = ""  # Slack's user id
    made_at: datetime = _time()


class ChannelDigestRow(Base, table=True):
    """When a channel gets which digest, where somebody chose other than the default."""

    __tablename__ = "channel_digest"
    workspace_id: int = _ref("workspace.id", primary_key=True)
    channel_id: str = Field(primary_key=True)
    at: str = ""  # HH:MM, local; "" as the route has it
    time_zone: str = ""  # IANA; "" as the route has it
    days: list[int] = Field(default_factory=list, sa_type=JSON)  # of the daily one; Monday is 0
    daily: bool = True
    weekly: bool = True
    monthly: bool = True
    paused_by: str = ""  # Slack's user id; "" it is not paused
    paused_at: datetime | None = _time()
    changed_by: str = ""  # Slack's user id
    changed_at: datetime = _time()


class SpendRow(Base, table=True):
    """What an account's calls cost on a day of UTC's, as far as its network charges."""

    __tablename__ = "spend"
    account_id: int = _ref("account.id", primary_key=True)
    day: str = Field(primary_key=True)  # ISO
    kind: str = Field(primary_key=True)  # what was paid for
    units: int = Field(default=0, sa_type=BigInteger)
    micro_usd: int = Field(default=0, sa_type=BigInteger)  # millionths of a dollar


class ChannelRuleRow(Base, table=True):
    """Which mentions become cards in a channel, where somebody chose other than the default."""

    __tablename__ = "channel_rule"
    workspace_id: int = _ref("workspace.id", primary_key=True)
    channel_id: str = Field(primary_key=True)
    cards: str
    changed_by: str = ""  # Slack's user id
    changed_at: datetime = _time()


class OwnWordRow(Base, table=True):
    """A word of a workspace's own that triage listens for."""

    __tablename__ = "own_word"
    workspace_id: int = _ref("workspace.id", primary_key=True)
    kind: str = Field(primary_key=True)  # the field of OwnWords that it stands in
    word: str = Field(primary_key=True)
    position: int = 0  # in the order in which people typed them
    added_by: str = ""  # Slack's user id
    added_at: datetime = _time()


class PersonRow(Base, table=True):
    """A person on a network, as one workspace knows them."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("workspace_id", "network", "network_user_id"),
        Index("ix_person_called", text("lower(handle)")),  # who is looked up by handle, whatever its case
    )
    id: int = _id()
    workspace_id: int = _ref("workspace.id")
    network: str
    network_user_id: str
    handle: str = Field(index=True)
    name: str = _text()
    bio: str = _text()
    location: str = _text()
    website: str = _text()
    avatar_url: str = _text()
    page_url: str = _text()
    followers: int | None = Field(default=None, sa_type=BigInteger)
    following: int | None = Field(default=None, sa_type=BigInteger)
    posts: int | None = Field(default=None, sa_type=BigInteger)
    listed: int | None = Field(default=None, sa_type=BigInteger)
    likes: int | None = Field(default=None, sa_type=BigInteger)
    created_at: datetime | None = _time()
    last_post_at: datetime | None = _time()
    protected: bool = False
    verified: bool = False
    default_picture: bool = False
    seen_at: datetime = _time()


class FeedRow(Base, table=True):
    """The newest posts of a person's own, read to get to know them: the last reading."""

    __tablename__ = "feed"
    person_id: int = _ref("person.id", primary_key=True)
    workspace_id: int = _ref("workspace.id", index=True)
    posts: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    read_by: str = ""  # Slack's user id of who asked for it; "" where it was free and read without being asked for
    read_at: datetime = _time()


class FollowerRow(Base, table=True):
    """A person follows, or followed, an account. `round` grows when they leave and come back."""

    __tablename__ = "follower"
    __table_args__ = (
        UniqueConstraint("account_id", "person_id"),
        Index("ix_follower_first_seen", "account_id", "first_seen_at"),
        Index("ix_follower_lost", "account_id", "lost_at"),
        _where("ix_follower_newcomer", "NOT baseline", "account_id", "first_seen_at"),  # the figures of days
    )
    id: int = _id()
    account_id: int = _ref("account.id")
    person_id: int = _ref("person.id")
    first_seen_at: datetime = _time()
    followed_at: datetime | None = _time()  # by the network's own word, where it gives one
    baseline: bool = False  # was there before us: never carded, not counted as new
    round: int = 1
    misses: int = 0  # full reads in a row that did not show them
    lost_at: datetime | None = _time()
    lost_reason: str = ""


class PostRow(Base, table=True):
    """A post that matters to an account: addressed to it, its own, or the thread's."""

    __tablename__ = "post"
    __table_args__ = (
        UniqueConstraint("account_id", "network_post_id"),
        Index("ix_post_thread", "account_id", "thread_id"),
        Index("ix_post_parent", "account_id", "in_reply_to_id"),
    )
    id: int = _id()
    account_id: int = _ref("account.id")
    network_post_id: str
    author_id: str  # the network's id
    author_handle: str = ""
    text: str = _text()
    created_at: datetime = _time()
    url: str = _text()
    thread_id: str = ""
    in_reply_to_id: str | None = None
    in_reply_to_author_id: str | None = None
    quoted_id: str | None = None
    language: str | None = None
    audience: str = "public"
    warning: str = _text()
    ours: bool = False


class MentionRow(Base, table=True):
    """A post of somebody else that addresses an account, judged. Those that need an answer are questions."""

    __tablename__ = "mention"
    __table_args__ = (
        Index("ix_mention_open", "account_id", "needs_answer", "answered_at"),
        Index("ix_mention_asked", "account_id", "asked_at"),
        Index("ix_mention_between", "account_id", "person_id"),  # else SQLite takes the one above for who asked
    )
    id: int = _id()
    account_id: int = _ref("account.id")
    post_id: int = _ref("post.id", unique=True)
    person_id: int = _ref("person.id", index=True)
    asked_at: datetime = _time(index=True)
    baseline: bool = False
    kind: str
    needs_answer: bool
    urgency: str
    reasons: list[list[str]] = Field(default_factory=list, sa_type=JSON)
    cues: list[str] | None = Field(default=None, sa_type=JSON)  # the reasons' names, in their order
    answered_at: datetime | None = _time()
    answered_via: str = ""  # "rapport" or "network"
    answer_post_id: str = ""


class FeedbackRow(Base, table=True):
    """What a person said of a verdict: the last word on each mention."""

    __tablename__ = "feedback"
    mention_id: int = _ref("mention.id", primary_key=True)
    workspace_id: int = _ref("workspace.id", index=True)
    said: str  # "not_a_question" or "needs_answer"
    user_id: str  # Slack's
    said_at: datetime = _time()


class MessageRow(Base, table=True):
    """A message in Slack: one card, a group of cards, a digest or a notice."""

    __tablename__ = "message"
    __table_args__ = (Index("ix_message_ts", "channel_id", "ts"),)
    id: int = _id()
    workspace_id: int = _ref("workspace.id")
    account_id: int | None = _ref("account.id", default=None)
    channel_id: str
    kind: str
    key: str = Field(unique=True)
    ts: str = ""
    body: dict[str, Any] | None = Field(default=None, sa_type=JSON)  # what a digest or notice says
    created_at: datetime = _time()
    posted_at: datetime | None = _time()


class CardRow(Base, table=True):
    """A decision to be made about a follower or a question."""

    __tablename__ = "card"
    __table_args__ = (
        UniqueConstraint("account_id", "subject"),
        Index("ix_card_open", "account_id", "kind", "status"),
        # The clock looks every minute: they hold only what may still be told.
        _where("ix_card_due_at", "due_at IS NOT NULL AND status IN ('open', 'snoozed')", "due_at", "missed_at"),
        _where("ix_card_nudge_at", "nudge_at IS NOT NULL AND status IN ('open', 'snoozed')", "nudge_at"),
        _where("ix_card_owner_id", "owner_id <> ''", "owner_id"),
        _where("ix_card_decided_by", "decided_by <> ''", "decided_by"),
        _where("ix_card_snoozed", "status = 'snoozed'", "snoozed_until"),
    )
    id: int = _id()
    workspace_id: int = _ref("workspace.id")
    account_id: int = _ref("account.id")
    kind: str
    subject: str  # "follower:<id>:<round>" or "mention:<id>"
    person_id: int = _ref("person.id", index=True)
    mention_id: int | None = _ref("mention.id", default=None, index=True)
    message_id: int | None = _ref("message.id", default=None, index=True)
    status: str = "open"
    version: int = 1
    follow: str = "none"
    reply: str = "none"
    like: str = "none"
    created_at: datetime = _time()
    snoozed_until: datetime | None = _time()
    decided_by: str = ""
    decided_at: datetime | None = _time()
    closed_why: str = _text()
    owner_id: str = _later()  # who has claimed it (Slack's user id); "" nobody
    owned_at: datetime | None = _time()
    owner_was: str = _later()  # whom the owner took it over from
    given_by: str = _later()  # who gave it to the owner; "" where they took it themselves
    given_note: str = _later()  # what they said with it
    snooze_note: str = _later()  # why it was put off, in the words of who did
    snoozed_by: str = _later()  # who put it off last, while it sleeps and when it came back by itself
    snoozed_at: datetime | None = _time()  # when it was put off last, while it sleeps and when it came back by itself
    returned_at: datetime | None = _time()  # when it came back by itself
    due_at: datetime | None = _time()  # when a first reply is due, by the workspace's targets
    nudge_at: datetime | None = _time()  # when its owner is to be told that time runs out; None once that is past
    nudged_at: datetime | None = _time()  # when its owner was told that time runs out
    missed_at: datetime | None = _time()  # when it was told that the target was missed


class WritingRow(Base, table=True):
    """Somebody has the box open in which an answer to a card is written."""

    __tablename__ = "writing"
    card_id: int = _ref("card.id", primary_key=True)
    user_id: str = Field(primary_key=True)  # Slack's
    workspace_id: int = _ref("workspace.id")
    at: datetime = _time(index=True)  # since when


class ActionRow(Base, table=True):
    """One effect on the outside. Actions of one lane are performed one after another, oldest first."""

    __tablename__ = "action"
    __table_args__ = (
        # Partial, so that they hold what waits and not all that ever was, and a click writes fewer pages.
        _partial("ix_action_due", "due_at", "state"),
        _partial("ix_action_card_id", "card_id", "kind"),
        _partial("ix_action_message_id", "message_id"),
        _partial("ix_action_finished_at", "finished_at"),
        _where("ix_action_unfinished", "finished_at IS NULL", "workspace_id", "state", "due_at"),
        _where("ix_action_calling", "state = 'calling'", "lane"),  # the lanes that are in use, whichever process it is
        _partial("ix_action_bulk_id", "bulk_id", "state"),
    )
    id: int = _id()
    key: str = Field(unique=True)
    kind: str
    state: str = "planned"
    workspace_id: int = _ref("workspace.id")
    account_id: int | None = _ref("account.id", default=None)
    card_id: int | None = _ref("card.id", default=None)
    message_id: int | None = _ref("message.id", default=None)
    lane: str = ""
    actor_id: str = ""
    target_id: str = ""
    text: str = _text()
    attempt: int = 0
    checks: int = 0  # how often a doubt was read back
    created_at: datetime = _time()
    due_at: datetime | None = _time()
    calling_at: datetime | None = _time()
    replica: str = Field(default="", sa_column_kwargs={"server_default": ""})  # which process calls, or called last
    finished_at: datetime | None = _time()
    outcome_id: str = ""
    outcome_url: str = _text()
    failure: str = ""
    reason: str = _text()
    bulk_id: int | None = Field(default=None, sa_type=BigId)  # one of many that somebody decided on at once


class BulkRow(Base, table=True):
    """One choice for many cards of a grouped message: decided card by card, in this order."""

    __tablename__ = "bulk"
    __table_args__ = (_where("ix_bulk_undecided", "decided_at IS NULL", "id"),)
    id: int = _id()
    workspace_id: int = _ref("workspace.id", index=True)
    account_id: int = _ref("account.id")
    message_id: int = _ref("message.id", index=True)
    choice: str
    why: str = _text()  # the reason that was given for all of them
    actor_id: str  # Slack's user id
    card_ids: list[int] = Field(default_factory=list, sa_type=JSON)
    walked: int = 0  # how many of them were come to
    late: int = 0  # how many of those somebody else had decided
    begun_at: datetime = _time()
    decided_at: datetime | None = _time()  # when the last was come to, or it was stopped
    stopped_by: str = ""  # Slack's user id; "" where it stopped by itself
    stopped_at: datetime | None = _time()
    stopped_why: str = _text()


class EventRow(Base, table=True):
    """An event of Slack's that was taken; it may be sent again."""

    __tablename__ = "event"
    workspace_id: int = Field(foreign_key="workspace.id", primary_key=True, sa_type=BigId)
    event_id: str = Field(primary_key=True)
    came_at: datetime = Field(sa_type=UtcTime, index=True)


class LaneRow(Base, table=True):
    """When a lane may be used again: Slack's one message a second per channel, a Retry-After."""

    __tablename__ = "lane"
    name: str = Field(primary_key=True)
    free_at: datetime = _time()


class StoryRow(Base, table=True):
    """What happened to a card, and what people changed: one line each, never edited."""

    __tablename__ = "story"
    __table_args__ = (
        _partial("ix_story_card_id", "card_id", "id"),
        Index("ix_story_workspace_at", "workspace_id", "at"),
    )
    id: int = _id()
    workspace_id: int = _ref("workspace.id")
    account_id: int | None = _ref("account.id", default=None)
    card_id: int | None = _ref("card.id", default=None)
    at: datetime = _time()
    actor_id: str = ""  # Slack's user id; "" where it happened by itself
    event: str
    detail: str = _text()  # in plain words


class PreferenceRow(Base, table=True):
    """What a workspace has set, where it is not the default."""

    __tablename__ = "preference"
    workspace_id: int = _ref("workspace.id", primary_key=True)
    scope: str = Field(primary_key=True)  # "" for all, "account:1", "channel:C0SOCIAL"
    name: str = Field(primary_key=True)
    value: Any = Field(default=None, sa_type=JSON, nullable=True)
    changed_by: str = ""  # Slack's user id
    changed_at: datetime = _time()


class SavedReplyRow(Base, table=True):
    """Words that a team uses again and again."""

    __tablename__ = "saved_reply"
    id: int = _id()
    workspace_id: int = _ref("workspace.id", index=True)
    account_id: int | None = _ref("account.id", default=None)  # None: for all accounts
    title: str
    text: str = _text()
    uses: int = 0
    made_by: str = ""  # Slack's user id
    changed_by: str = ""
    changed_at: datetime = _time()


class HandOffRow(Base, table=True):
    """A question given to another team, with its own message there."""

    __tablename__ = "hand_off"
    __table_args__ = (_where("ix_hand_off_active", "state IN ('open', 'claimed')", "workspace_id", "card_id"),)
    id: int = _id()
    workspace_id: int = _ref("workspace.id", index=True)
    card_id: int = _ref("card.id", index=True)
    channel_id: str
    message_id: int | None = _ref("message.id", default=None, index=True)
    note: str = _text()
    state: str = "open"  # open, claimed, answered, sent_back
    owner_id: str = ""
    given_by: str = ""
    given_at: datetime = _time()
    ended_by: str = ""
    ended_at: datetime | None = _time()
    end_note: str = _text()
    version: int = 1


class DraftRow(Base, table=True):
    """A reply that waits for somebody who may send it."""

    __tablename__ = "draft"
    __table_args__ = (
        _where("ix_draft_at_hand", "state IN ('waiting', 'returned')", "workspace_id", "state", "written_by"),
    )
    id: int = _id()
    workspace_id: int = _ref("workspace.id", index=True)
    card_id: int = _ref("card.id", index=True)
    text: str = _text()
    saved_id: int | None = Field(default=None, sa_type=BigId)  # the saved reply that its words began with
    state: str = "waiting"  # waiting, sent, returned, withdrawn
    written_by: str = ""
    written_at: datetime = _time()
    decided_by: str = ""
    decided_at: datetime | None = _time()
    note: str = _text()
    version: int = 1


class WebhookRow(Base, table=True):
    """An address of the team's own that is told of events. `secret` is encrypted."""

    __tablename__ = "webhook"
    id: int = _id()
    workspace_id: int = _ref("workspace.id", index=True)
    url: str = _text()
    secret: str = _text()
    events: list[str] = Field(default_factory=list, sa_type=JSON)
    active: bool = True
    made_by: str = ""
    made_at: datetime = _time()
    delivered_at: datetime | None = _time()  # the last time that it took one
    failing_since: datetime | None = _time()  # the first failure since then
    status: int = 0  # the HTTP status of its last answer; 0: none came
    trouble: str = _text()  # why the last one failed, in plain words


class DeliveryRow(Base, table=True):
    """One event on its way to one webhook."""

    __tablename__ = "delivery"
    __table_args__ = (
        _partial("ix_delivery_due_at", "due_at"),
        _where("ix_delivery_over", "due_at IS NULL", "ended_at"),  # what is to be forgotten
        UniqueConstraint("webhook_id", "event_key"),
    )
    id: int = _id()
    webhook_id: int = _ref("webhook.id", index=True)
    workspace_id: int = _ref("workspace.id")
    event_key: str
    event: str
    body: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    attempt: int = 0
    due_at: datetime | None = _time()  # None: it is over
    status: int = 0  # the HTTP status of the last answer; 0: none came
    reason: str = _text()
    made_at: datetime = _time()
    ended_at: datetime | None = _time()
