"""What somebody is told of a card that was given to them, as it is posted."""

from contextlib import suppress

from slack_sdk import WebClient

from slackapp.domain.card import CardStatus
from slackapp.faces import Faces
from slackapp.slack.errors import ChannelClosed, plain_errors
from slackapp.slack.message import Message
from slackapp.slack.owning import assigned_notice
from slackapp.store import messages
from slackapp.store.database import Database

_WAITS = (CardStatus.OPEN, CardStatus.SNOOZED)


def draw(database: Database, faces: Faces, client: WebClient, message: messages.Message) -> Message | None:
    """The message to who was given a card; None where it is theirs no more, or waits for nobody."""
    body = message.body or {}
    card_id = body.get("card")
    face = faces.card(card_id, message.workspace_id) if isinstance(card_id, int) else None
    if face is None or not face.card.owner_id or face.card.status not in _WAITS:
        return None
    url = ""
    if face.card.message_id is not None:
        with database.read() as tx:
            at = messages.get(tx, face.card.message_id)
        with suppress(ChannelClosed), plain_errors(effect=False):  # where it stands, Rapport may be no more
            url = str(client.chat_getPermalink(channel=at.channel_id, message_ts=at.ts)["permalink"]) if at.ts else ""
    return assigned_notice(face, str(body.get("by", "")), str(body.get("note", "")), url)
