"""The tables. Every row belongs to a workspace, by itself or through its account."""

from slackapp.store.tables.accounts import AccountRow, PermissionRow, RouteRow, SpendRow
from slackapp.store.tables.actions import ActionRow, BulkRow, LaneRow
from slackapp.store.tables.cards import CardRow, DraftRow, HandOffRow, MessageRow, StoryRow, WritingRow
from slackapp.store.tables.columns import NAMING, Base, BigId, UtcTime
from slackapp.store.tables.people import FeedRow, FollowerRow, PastFollowRow, PersonRow
from slackapp.store.tables.posts import FeedbackRow, MentionRow, PostRow
from slackapp.store.tables.settings import (
    ChannelDigestRow,
    ChannelRuleRow,
    OwnWordRow,
    PreferenceRow,
    RoutingRuleRow,
    SavedReplyRow,
)
from slackapp.store.tables.webhooks import DeliveryRow, WebhookRow
from slackapp.store.tables.workspaces import (
    BlockedChannelRow,
    EventRow,
    InstallRow,
    LoginStateRow,
    ReplicaRow,
    WorkspaceRow,
)

__all__ = [
    "NAMING",
    "AccountRow",
    "ActionRow",
    "Base",
    "BigId",
    "BlockedChannelRow",
    "BulkRow",
    "CardRow",
    "ChannelDigestRow",
    "ChannelRuleRow",
    "DeliveryRow",
    "DraftRow",
    "EventRow",
    "FeedRow",
    "FeedbackRow",
    "FollowerRow",
    "HandOffRow",
    "InstallRow",
    "LaneRow",
    "LoginStateRow",
    "MentionRow",
    "MessageRow",
    "OwnWordRow",
    "PastFollowRow",
    "PermissionRow",
    "PersonRow",
    "PostRow",
    "PreferenceRow",
    "ReplicaRow",
    "RouteRow",
    "RoutingRuleRow",
    "SavedReplyRow",
    "SpendRow",
    "StoryRow",
    "UtcTime",
    "WebhookRow",
    "WorkspaceRow",
    "WritingRow",
]
