"""Hand off…: to whom, with which note; and what the other team does with it."""

from collections.abc import Callable, Mapping

from slack_bolt import Ack, App
from slack_sdk import WebClient

from slackapp.decisions import TooLate
from slackapp.domain.accounts import Workspace
from slackapp.domain.hand_off import Handed, HandedLate, HandOff, Step, may_give
from slackapp.handing import Gift
from slackapp.networks.base import NetworkError
from slackapp.slack import checkup, ids, payloads
from slackapp.slack.blocks import section
from slackapp.slack.cases import end_modal, hand_off_modal
from slackapp.slack.errors import ChannelClosed
from slackapp.slack.handed import late_text
from slackapp.slack.ids import Place
from slackapp.slack.listeners.openings import submitted
from slackapp.slack.listeners.rooms import Rooms, answer, open_modal
from slackapp.slack.message import Message
from slackapp.slack.modals import notice_modal
from slackapp.slack.payloads import BadPayload, Click, Submission

_AT_ONCE = {ids.HAND_OFF_CLAIM: Step.CLAIM, ids.HAND_OFF_UNDO: Step.UNDO}
_ASKS = {ids.HAND_OFF_ANSWERED: Step.ANSWER, ids.HAND_OFF_SEND_BACK: Step.SEND_BACK}
_ENDS = {ids.HAND_OFF_ANSWERED_VIEW: Step.ANSWER, ids.HAND_OFF_SEND_BACK_VIEW: Step.SEND_BACK}
_FASTER, _GIVEN = "Somebody was faster", "Hand off"
_UNWRITTEN = "Your words were not kept:"
_MEND = {
    "archived": "This channel is archived, so nothing was handed off. Unarchive it, or choose another one.",
    "absent": "Rapport isn’t in this channel. Type /invite @Rapport there, then press Hand off again.",
    "private": "Choose a public channel: Rapport can’t write to this one.",
    "unseen": "Rapport can’t see this channel. Choose another one, or type /invite @Rapport there.",
    "away": "Slack doesn’t say whether Rapport can write there. Nothing was handed off; please try once more.",
}


def register(app: App, rooms: Rooms) -> None:
    """The modals, and the buttons of the other team's message. Those of the card are among the cards'."""
    app.view(ids.HAND_OFF_VIEW)(submitted(rooms, _give))

    for action_id, step in _AT_ONCE.items():
        app.action(action_id)(_moving(rooms, step))
    for action_id, step in _ASKS.items():
        app.action(action_id)(_asking(rooms, step))
    for callback_id, step in _ENDS.items():
        app.view(callback_id)(_ending(rooms, step))


def ask(rooms: Rooms, workspace: Workspace, click: Click, client: WebClient) -> bool:
    """Open the modal that asks to whom, or say who was faster. On top of a modal, if in one. False without a card."""
    face = rooms.faces.card(click.card_id or 0, workspace.id)
    if face is not None and face.hand_off is not None and face.hand_off.active:
        _tell_late(click, HandedLate(face.hand_off, face.hand_off.given_by, face.hand_off.given_at))
    elif face is None or not may_give(face.card):
        by, at = (face.card.decided_by, face.card.decided_at) if face else ("", None)
        answer(click.response_url, rooms.too_late(TooLate(face.card if face else None, by, at)))
    else:
        in_modal = click.place is not None and click.place.place is Place.REVIEW
        view = hand_off_modal(face, rooms.handing.usual_channel(workspace.id))
        open_modal(client.views_push if in_modal else client.views_open, click, view)
    return face is not None


def _give(rooms: Rooms, workspace: Workspace, sent: Submission, ack: Ack) -> None:
    seen = ids.parse_metadata(sent.private_metadata)
    channel_id = sent.values.get(ids.HAND_OFF_CHANNEL, "")
    if seen is None or not channel_id:
        raise BadPayload("the hand-off's window names no card of ours, or no channel")
    if why := _why_not(rooms, workspace, channel_id):
        ack(response_action="errors", errors={ids.HAND_OFF_CHANNEL: why})
        return
    note = sent.values.get(ids.HAND_OFF_NOTE, "").strip()
    result = rooms.handing.give(Gift(workspace.id, seen[0], channel_id, sent.actor_id, note))
    if isinstance(result, TooLate):
        ack(response_action="update", view=notice_modal(_GIVEN, f"{rooms.too_late(result).text}\n{_UNWRITTEN}", note))
        return
    if isinstance(result, HandedLate) and not result.again:
        ack(response_action="update", view=notice_modal(_FASTER, f"{late_text(result)}\n{_UNWRITTEN}", note))
        return
    ack()
    rooms.soon(lambda: rooms.onlookers.moved(seen[0]))


def _why_not(rooms: Rooms, workspace: Workspace, channel_id: str) -> str:
    """Why nothing can be posted to a channel, with what to do; "" where it can."""
    client = rooms.directory_of(workspace.id).client
    try:
        room = checkup.room(client, channel_id)
    except ChannelClosed:
        return _MEND["unseen"]
    except NetworkError:
        return _MEND["away"]
    if room.is_private:
        return _MEND["private"]
    return _MEND["archived"] if room.is_archived else "" if room.is_member else _MEND["absent"]


def back(rooms: Rooms, workspace: Workspace, click: Click) -> int | None:
    """Take back what another team has; who was slower is told by whom it was settled. Returns the card's id."""
    result = rooms.handing.move(workspace.id, _id(click.value), Step.TAKE_BACK, click.actor_id)
    _tell_late(click, result)
    return result.hand_off.card_id if result.hand_off else None


def _moving(rooms: Rooms, step: Step) -> Callable[[Ack, Mapping[str, object]], None]:
    def on_click(ack: Ack, body: Mapping[str, object]) -> None:
        click = payloads.click(body)
        workspace, hand_off_id = rooms.workspace(click.team_id), _id(click.value)
        result: Handed | HandedLate = HandedLate(None)
        if _is_there(rooms.handing.find(workspace.id, hand_off_id), click.channel_id):
            result = rooms.handing.move(workspace.id, hand_off_id, step, click.actor_id)
        ack()
        _tell_late(click, result)
        _remember(rooms, click, result.hand_off)

    return on_click


def _asking(rooms: Rooms, step: Step) -> Callable[[Ack, Mapping[str, object], WebClient], None]:
    def on_click(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        click = payloads.click(body)
        workspace, hand_off_id = rooms.workspace(click.team_id), _id(click.value)
        hand_off = rooms.handing.find(workspace.id, hand_off_id)
        hand_off = hand_off if _is_there(hand_off, click.channel_id) else None
        face = rooms.faces.card(hand_off.card_id, workspace.id) if hand_off else None
        ack()
        if hand_off is None or face is None or not hand_off.active:
            _tell_late(click, HandedLate(hand_off, *(hand_off.last if hand_off else ("", None))))
            return
        _remember(rooms, click, hand_off)
        open_modal(client.views_open, click, end_modal(face, hand_off, step))

    return on_click


def _ending(rooms: Rooms, step: Step) -> Callable[[Ack, Mapping[str, object]], None]:
    def on_send(ack: Ack, body: Mapping[str, object]) -> None:
        sent = payloads.submission(body)
        workspace, seen = rooms.workspace(sent.team_id), ids.parse_metadata(sent.private_metadata)
        if seen is None or not _is_there(
            rooms.handing.find(workspace.id, seen[0]), ids.opened_in(sent.private_metadata)
        ):
            raise BadPayload("the window names no hand-off of ours, or was opened elsewhere")
        note = sent.values.get(ids.HAND_OFF_NOTE, "").strip()
        result = rooms.handing.move(workspace.id, seen[0], step, sent.actor_id, note)
        if isinstance(result, HandedLate) and not result.again:
            text = late_text(result) + (f"\n{_UNWRITTEN}" if note else "")
            ack(response_action="update", view=notice_modal(_FASTER, text, note))
            return
        ack()
        if result.hand_off is not None:
            card_id = result.hand_off.card_id
            rooms.soon(lambda: rooms.onlookers.moved(card_id))

    return on_send


def _is_there(hand_off: HandOff | None, channel_id: str) -> bool:
    """Whether somebody acts in the channel that it was handed to, whose members may: nobody else sees its message."""
    return hand_off is not None and hand_off.channel_id == channel_id


def _tell_late(click: Click, result: Handed | HandedLate) -> None:
    if isinstance(result, HandedLate) and not result.again:
        text = late_text(result)
        answer(click.response_url, Message(text, (section(text),)))


def _remember(rooms: Rooms, click: Click, hand_off: HandOff | None) -> None:
    """A click's response_url draws its message again without counting against Slack's limits."""
    if hand_off is not None and click.response_url and not click.ephemeral:
        rooms.response_urls.put(click.channel_id, click.message_ts, click.response_url)


def _id(value: str) -> int:
    found = ids.parse_id(value)
    if found is None:
        raise BadPayload("a hand-off's button names none of ours")
    return found
