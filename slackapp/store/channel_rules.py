"""Which mentions become cards in which channel, where somebody chose other than the default."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from slackapp.domain.verdict import CardRule
from slackapp.store.tables import ChannelRuleRow

rules = ChannelRuleRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so


def rule(tx: Connection, workspace_id: int, channel_id: str) -> CardRule:
    """A channel's rule."""
    here = (rules.c.workspace_id == workspace_id) & (rules.c.channel_id == channel_id)
    found = tx.execute(select(rules.c.cards).where(here)).scalar_one_or_none()
    return CardRule(found) if found else CardRule.NEEDS_ANSWER


def put(tx: Connection, workspace_id: int, channel_id: str, wanted: CardRule, by: str, now: datetime) -> None:
    """Choose a channel's rule.

    Args:
        tx: a transaction that writes.
        workspace_id: the channel's workspace.
        channel_id: Slack's id of the channel.
        wanted: the rule from now on.
        by: the Slack user id of who chose it.
        now: the moment (aware).
    """
    tx.execute(delete(rules).where((rules.c.workspace_id == workspace_id) & (rules.c.channel_id == channel_id)))
    row = {"workspace_id": workspace_id, "channel_id": channel_id, "cards": wanted}
    tx.execute(insert(rules).values(row | {"changed_by": by, "changed_at": now}))
