"""Messages about targets, as they are posted: in the thread of a card, to an escalation channel, to one person."""

from contextlib import suppress
from dataclasses import dataclass

from slack_sdk import WebClient

from slackapp.domain.card import CardStatus
from slackapp.domain.face import CardFace
from slackapp.faces import Faces
from slackapp.slack.due import case_missed_message, many_missed_message, missed_message, nudge_message
from slackapp.slack.errors import ChannelClosed, plain_errors
from slackapp.slack.handed import is_handed
from slackapp.slack.message import Message
from slackapp.store import cards, messages
from slackapp.store.database import Database
from slackapp.watch.targets import CASE, MANY, MISSED, NUDGE

KINDS = frozenset({NUDGE, MISSED, MANY, CASE})
_MOST = 100  # questions of one message
_OPEN = (CardStatus.OPEN, CardStatus.SNOOZED)


def thread_of(database: Database, message: messages.Message) -> str | None:
    """The ts of the message in whose thread this one belongs; None where it stands by itself."""
    parent = (message.body or {}).get("thread")
    if not isinstance(parent, int):
        return None
    with database.read() as tx:
        above = messages.get(tx, parent)
    there = above.channel_id == message.channel_id and above.workspace_id == message.workspace_id
    return above.ts or None if there else None


@dataclass(frozen=True, slots=True)
class TargetMessages:
    """Draws them for one workspace."""

    database: Database
    faces: Faces
    client: WebClient

    def draw(self, message: messages.Message) -> Message | None:
        """What such a message says now; None where nobody waits for an answer any more."""
        body = message.body or {}
        wanted = body.get("cards") if body.get("notice") == MANY else [body.get("card")]
        ids = [each for each in wanted if isinstance(each, int)][:_MOST] if isinstance(wanted, list) else []
        found = [face for each in ids if (face := self.faces.card(each, message.workspace_id)) and _waits(face)]
        if not found or ("hand_off" in body and not _is_with(found[0], body["hand_off"])):
            return None
        if body.get("notice") == CASE:
            return case_missed_message(found[0].hand_off) if found[0].hand_off else None
        if body.get("notice") == NUDGE:
            return nudge_message(found[0])
        urls = [self._url(message, face) for face in found]
        if len(found) > 1:
            return many_missed_message(found, urls)
        return missed_message(found[0], urls[0], beside=isinstance(body.get("thread"), int))

    def _url(self, message: messages.Message, face: CardFace) -> str:
        """The card's address in Slack; "" where it stands nowhere that Rapport still is."""
        with self.database.read() as tx:
            card = cards.get(tx, face.card.id, message.workspace_id)
            at = messages.get(tx, card.message_id) if card and card.message_id else None
        if at is not None and at.ts:
            with suppress(ChannelClosed), plain_errors(effect=False):
                return str(self.client.chat_getPermalink(channel=at.channel_id, message_ts=at.ts)["permalink"])
        return ""


def _waits(face: CardFace) -> bool:
    return face.card.due_at is not None and face.card.status in _OPEN


def _is_with(face: CardFace, hand_off_id: object) -> bool:
    """Whether the team that it is said to still has it."""
    return is_handed(face) and face.hand_off is not None and face.hand_off.id == hand_off_id
