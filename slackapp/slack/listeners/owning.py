"""Assign…: a modal that asks to whom, and the decision; and what they hear whose claim came second."""

from collections.abc import Mapping

from slack_bolt import Ack, App
from slack_sdk import WebClient

from slackapp.decisions import Decided, Decision, TooLate
from slackapp.domain.accounts import Workspace
from slackapp.domain.card import OWNER_CHOICES, Choice, choose
from slackapp.slack import ids, payloads
from slackapp.slack.ids import Place
from slackapp.slack.listeners.openings import submitted
from slackapp.slack.listeners.rooms import Rooms, answer, open_modal
from slackapp.slack.message import Message
from slackapp.slack.modals import notice_modal
from slackapp.slack.owning import assign_modal, somebody_has_it, yours_now
from slackapp.slack.payloads import BadPayload, Click, Submission


def register(app: App, rooms: Rooms) -> None:
    """Sending the modal; and a button that opens it."""

    @app.action(ids.card_action_id(Choice.ASSIGN))
    def on_assign(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        click = payloads.click(body)
        workspace = rooms.workspace(click.team_id)
        ack()
        ask(rooms, workspace, click, client)

    app.view(ids.ASSIGN_VIEW)(submitted(rooms, _assign))


def ask(rooms: Rooms, workspace: Workspace, click: Click, client: WebClient) -> bool:
    """Open the modal, or say why there is nothing to give. On top of a modal, if in one. False without such a card."""
    face = rooms.faces.card(click.card_id or 0, workspace.id)
    if face is None or choose(face.card, Choice.ASSIGN) is None:
        by, at = (face.card.decided_by, face.card.decided_at) if face else ("", None)
        answer(click.response_url, rooms.too_late(TooLate(face.card if face else None, by, at)))
        return face is not None
    in_modal = click.place is not None and click.place.place is Place.REVIEW
    open_modal(client.views_push if in_modal else client.views_open, click, assign_modal(face))
    return True


def tell(rooms: Rooms, click: Click, result: Decided | TooLate) -> bool:
    """Tell who claimed a card that a teammate has it, or who took it over from there that it is theirs.

    Returns:
        whether that was told; False where the choice was another, or the card is over.
    """
    if click.choice not in OWNER_CHOICES or result.card is None:
        return False
    face = rooms.faces.card(result.card.id)
    if face is None:
        return False
    if isinstance(result, Decided):
        if click.choice is Choice.TAKE_OVER and click.ephemeral and click.place and click.place.place is Place.CARD:
            answer(click.response_url, yours_now(face), replace=True)
            return True
        return False
    twice = result.again and click.choice is not Choice.TAKE_OVER  # a double click: what they wanted is so
    if twice or choose(face.card, Choice.ASSIGN) is None or not face.card.owner_id:
        return False
    answer(click.response_url, somebody_has_it(face, click.actor_id), replace=_from_there(click))
    return True


def _from_there(click: Click) -> bool:
    """Whether the click was on what only they see, and no list."""
    return click.ephemeral and click.place is not None and click.place.place is Place.CARD


def _assign(rooms: Rooms, workspace: Workspace, sent: Submission, ack: Ack) -> None:
    card_id, whom, owner_seen = _sent(sent)
    note = sent.values.get(ids.ASSIGN_NOTE, "").strip()
    decision = Decision(workspace.id, card_id, Choice.ASSIGN, sent.actor_id, note, owner_id=whom, owner_seen=owner_seen)
    result = rooms.decisions.decide(decision)
    if isinstance(result, TooLate) and not result.again:
        told = _too_late(rooms, result)
        words = f"{told}\nYour note was not kept:" if note else told
        ack(response_action="update", view=notice_modal("Somebody was faster", words, note))
        return
    ack()
    rooms.soon(lambda: rooms.onlookers.moved(card_id))


def _sent(sent: Submission) -> tuple[int, str, str]:
    """The card, whom it is for, and who had it as the person saw it."""
    seen, _, owner = sent.private_metadata.rpartition(":")
    parsed, whom = ids.parse_metadata(seen), sent.values.get(ids.ASSIGN_BLOCK, "")
    if parsed is None or not payloads.is_id(whom) or (owner and not payloads.is_id(owner)):
        raise BadPayload("the assign modal names no card of ours, or nobody")
    return parsed[0], whom, owner


def _too_late(rooms: Rooms, result: TooLate) -> str:
    face = rooms.faces.card(result.card.id) if result.card else None
    mine: Message = rooms.too_late(result)
    if face is not None and face.card.owner_id and choose(face.card, Choice.ASSIGN):
        mine = somebody_has_it(face, "")
    return mine.text
