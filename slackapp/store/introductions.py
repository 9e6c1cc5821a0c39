"""Each channel is told once what of Rapport's comes there and who set it up: once for each purpose."""

from datetime import datetime

from sqlalchemy import Connection

from slackapp.domain.purpose import Purpose
from slackapp.store import messages
from slackapp.store.messages import MessageKind, NewMessage

NOTICE = "purpose"


def introduce(tx: Connection, workspace_id: int, channel_id: str, purpose: Purpose, by: str, now: datetime) -> bool:
    """Introduce Rapport before the first of a kind comes to a channel. False where that was done, or it is no channel.

    Args:
        tx: the transaction in which it is set up; call it before the first message is recorded, which then comes after.
        workspace_id: whose channel.
        channel_id: Slack's; a person's id is left alone.
        purpose: what comes there.
        by: the Slack user id of who set it up; "" nobody knows.
        now: the moment (aware).
    """
    keys = {each: f"introduction:{workspace_id}:{each}:{channel_id}" for each in Purpose}
    stand = {each for each, key in keys.items() if messages.exists(tx, key)}
    if channel_id[:1] not in ("C", "G") or purpose in stand:
        return False
    body = {"notice": NOTICE, "purpose": purpose.value, "by": by, "again": bool(stand)}
    messages.add(tx, NewMessage(keys[purpose], MessageKind.NOTICE, workspace_id, channel_id, None, body), now)
    return True
