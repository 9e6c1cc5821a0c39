"""Reply and hello: a modal, a live count, and a decision only when the words fit."""

from collections.abc import Mapping

from slack_bolt import Ack, App
from slack_sdk import WebClient

from slackapp.decisions import Decision, TooLate
from slackapp.domain.accounts import Workspace
from slackapp.domain.action import ActionKind
from slackapp.domain.card import CardKind, Choice, choose
from slackapp.domain.face import CardFace
from slackapp.networks.base import NetworkError
from slackapp.slack import ids, payloads
from slackapp.slack.errors import plain_errors
from slackapp.slack.ids import Place
from slackapp.slack.listeners import reviews
from slackapp.slack.listeners.rooms import Rooms, answer, open_modal
from slackapp.slack.message import View
from slackapp.slack.modals import notice_modal, reply_modal, too_long, unseen
from slackapp.slack.payloads import Click, Submission


def register(app: App, rooms: Rooms) -> None:
    """The Reply button, typing in its modal, and sending."""

    @app.action(ids.card_action_id(Choice.REPLY))
    def on_reply(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        click = payloads.click(body)
        write(rooms, ack, click, rooms.workspace(click.team_id), client)

    @app.action(ids.REPLY_INPUT)
    def on_typing(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        click = payloads.click(body)
        face = _face(rooms, rooms.workspace(click.team_id), click.private_metadata)
        ack()
        if face is not None:
            try:
                with plain_errors(effect=False):
                    client.views_update(
                        view_id=click.view_id, hash=click.view_hash, view=_modal(rooms, face, click.value)
                    )
            except NetworkError:
                return  # more was typed meanwhile: the next event brings a newer count

    @app.view(ids.REPLY_VIEW)
    def on_send(ack: Ack, body: Mapping[str, object]) -> None:
        sent = payloads.submission(body)
        send(rooms, ack, sent, rooms.workspace(sent.team_id))

    @app.view(ids.NOTICE_VIEW)
    def on_notice_read(ack: Ack) -> None:
        ack()


def write(rooms: Rooms, ack: Ack, click: Click, workspace: Workspace, client: WebClient) -> None:
    """Open the modal, or say who was faster. Inside another modal it opens on top."""
    face = rooms.faces.card(click.card_id or 0, workspace.id)
    in_modal = click.place is not None and click.place.place is Place.REVIEW
    ack()
    if face is None or choose(face.card, Choice.REPLY) is None:
        by, at = (face.card.decided_by, face.card.decided_at) if face else ("", None)
        answer(click.response_url, rooms.too_late(TooLate(face.card if face else None, by, at)))
        if in_modal:
            reviews.redraw(rooms, workspace, click, client)
        return
    open_modal(client.views_push if in_modal else client.views_open, click, _modal(rooms, face, _opening(rooms, face)))
    if in_modal:  # what comes of it is to be seen in the review, which lies below
        reviews.redraw(rooms, workspace, click, client)


def send(rooms: Rooms, ack: Ack, sent: Submission, workspace: Workspace) -> None:
    """Decide, unless the words don't fit: then the modal stays, with the reason and nothing lost."""
    face = _face(rooms, workspace, sent.private_metadata)
    text = sent.values.get(ids.REPLY_BLOCK, "").strip()
    if face is None:
        ack(response_action="update", view=notice_modal("Reply", "This card is no longer there. Nothing was sent."))
        return
    count = rooms.networks.of(face.account.id).count(text)
    if not count.fits:
        ack(response_action="errors", errors=too_long(count, face.account.network.label))
        return
    if errors := unseen(text, _opening(rooms, face)):
        ack(response_action="errors", errors=errors)
        return
    decision = Decision(workspace.id, face.card.id, Choice.REPLY, sent.actor_id, text=text)
    result = rooms.decisions.decide(decision)
    if isinstance(result, TooLate) and not result.again:
        told = rooms.too_late(result).text
        ack(
            response_action="update",
            view=notice_modal("Somebody was faster", f"{told}\nYour words were not sent:", text),
        )
        return
    ack()


def _face(rooms: Rooms, workspace: Workspace, private_metadata: str) -> CardFace | None:
    seen = ids.parse_metadata(private_metadata)
    return rooms.faces.card(seen[0], workspace.id) if seen else None


def _modal(rooms: Rooms, face: CardFace, draft: str) -> View:
    network = rooms.networks.of(face.account.id)
    return reply_modal(face, draft, network.count(draft), network.price(_kind(face), draft))


def _opening(rooms: Rooms, face: CardFace) -> str:
    """What the words have to hold for them to see it; the box begins with it."""
    return rooms.networks.of(face.account.id).opening(_kind(face), face.person.handle)


def _kind(face: CardFace) -> ActionKind:
    return ActionKind.HELLO if face.card.kind is CardKind.FOLLOWER else ActionKind.REPLY
