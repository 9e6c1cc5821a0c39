"""A saved reply in the reply modal: what its menu offers, what stands in the box then, which one was used."""

from slackapp.domain.accounts import Workspace
from slackapp.domain.face import CardFace
from slackapp.domain.saved import LONGEST_TEXT, SavedReply, fill, found, joined
from slackapp.slack import ids
from slackapp.slack.listeners.rooms import Rooms
from slackapp.slack.message import Element
from slackapp.slack.payloads import Click
from slackapp.slack.saved import TITLE, options

__all__ = ["GONE", "TITLE", "offered", "put_in", "used"]

GONE = "Somebody deleted it meanwhile, or the card is gone. Your words are as they were."


def offered(rooms: Rooms, workspace: Workspace, face: CardFace, typed: str) -> list[Element]:
    """What the menu offers to somebody who looks for something."""
    return options(found(rooms.tuning.replies(workspace.id), typed, face.account.id))


def put_in(rooms: Rooms, workspace: Workspace, face: CardFace, click: Click, opening: str) -> tuple[str, str] | None:
    """The words and the block_id of the box once what was chosen is in it; None where that is gone.

    Args:
        rooms: all of them.
        workspace: where it happens.
        face: whom the reply is for.
        click: the choice, with the inputs as they stood then.
        opening: what the words have to hold for them to see it, or "".
    """
    chosen = _serving(rooms, workspace, face, ids.parse_id(click.value) or 0)
    if chosen is None:
        return None
    block_id, typed = ids.words_of_reply(click.values)
    last_id, turn = ids.parse_reply_block_id(block_id) or (0, 0)
    last = _serving(rooms, workspace, face, last_id)
    words = joined(typed, _filled(chosen, face), _filled(last, face) if last else "", opening)
    return words[:LONGEST_TEXT], ids.reply_block_id(chosen.id, turn + 1)


def used(block_id: str) -> int:
    """Which saved reply was put into a box last, by its block_id; 0 for none."""
    return (ids.parse_reply_block_id(block_id) or (0, 0))[0]


def _serving(rooms: Rooms, workspace: Workspace, face: CardFace, reply_id: int) -> SavedReply | None:
    reply = rooms.tuning.reply(workspace.id, reply_id) if reply_id else None
    return reply if reply and reply.serves(face.account.id) else None


def _filled(reply: SavedReply, face: CardFace) -> str:
    return fill(reply.text, face.person, face.links.post or face.links.profile)
