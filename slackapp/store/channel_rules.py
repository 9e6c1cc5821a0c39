"""Which mentions become cards in which channel, where somebody chose other than the default."""

from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from slackapp.domain.rules import ChannelRule
from slackapp.domain.verdict import CardRule
from slackapp.store.tables import ChannelRuleRow

rules = ChannelRuleRow.__table__  # type: ignore[attr-defined]  # SQLModel sets it, its types don't say so


def rule(tx: Connection, workspace_id: int, channel_id: str) -> CardRule:
    """A channel's rule."""
    here = (rules.c.workspace_id == workspace_id) & (rules.c.channel_id == channel_id)
    found = tx.execute(select(rules.c.cards).where(here)).scalar_one_or_none()
    return CardRule(found) if found else CardRule.NEEDS_ANSWER


def chosen(tx: Connection, workspace_id: int) -> dict[str, ChannelRule]:
    """The rules that people of a workspace chose, by channel, with who chose them."""
    found = tx.execute(select(rules).where(rules.c.workspace_id == workspace_id))
    return {
        row.channel_id: ChannelRule(
            row.channel_id, CardRule(row.cards), changed_by=row.changed_by, changed_at=row.changed_at
        )
        for row in found
    }


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
    make = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
    values = {"cards": wanted, "changed_by": by, "changed_at": now}
    place = {"workspace_id": workspace_id, "channel_id": channel_id}
    new = make(rules).values(place | values)
    tx.execute(new.on_conflict_do_update(index_elements=["workspace_id", "channel_id"], set_=values))
