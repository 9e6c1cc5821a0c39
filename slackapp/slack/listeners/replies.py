"""Reply and hello: a modal, a live count, and a decision only when the words fit."""

from collections.abc import Mapping
from contextlib import suppress

from slack_bolt import Ack, App
from slack_sdk import WebClient

from slackapp.decisions import Decision, TooLate
from slackapp.domain.accounts import Workspace
from slackapp.domain.action import ActionKind
from slackapp.domain.card import CardKind, Choice, choose
from slackapp.domain.draft import Draft
from slackapp.domain.face import CardFace
from slackapp.domain.roles import Role
from slackapp.networks.base import NetworkError
from slackapp.slack import ids, payloads
from slackapp.slack.conflicts import conflict_blocks
from slackapp.slack.drafts import kept_text, newest_waiting
from slackapp.slack.errors import plain_errors
from slackapp.slack.home import looking
from slackapp.slack.ids import Place
from slackapp.slack.listeners import home, reviews, saved_use
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
        workspace = rooms.workspace(click.team_id)
        face = _face(rooms, workspace, click.private_metadata)
        ack()
        if face is not None:
            try:
                with plain_errors(effect=False):
                    view = _modal(rooms, workspace, face, click.actor_id, click.value, click.block_id)
                    client.views_update(view_id=click.view_id, hash=click.view_hash, view=view)
            except NetworkError:
                return  # more was typed meanwhile: the next event brings a newer count

    @app.action(ids.REPLY_SAVED)
    def on_saved(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        click = payloads.click(body)
        workspace = rooms.workspace(click.team_id)
        face = _face(rooms, workspace, click.private_metadata)
        ack()
        filled = saved_use.put_in(rooms, workspace, face, click, _opening(rooms, face)) if face else None
        if face is None or filled is None:
            open_modal(client.views_push, click, notice_modal(saved_use.TITLE, saved_use.GONE))
            return
        with suppress(NetworkError), plain_errors(effect=False):  # closed meanwhile: nothing to fill
            # Without the hash: it has to come through while somebody types, too.
            view = _modal(rooms, workspace, face, click.actor_id, *filled)
            client.views_update(view_id=click.view_id, view=view)

    @app.options(ids.REPLY_SAVED)
    def on_search(ack: Ack, body: Mapping[str, object]) -> None:
        asked = payloads.suggestion(body)
        workspace = rooms.workspace(asked.team_id)
        face = _face(rooms, workspace, asked.private_metadata)
        ack(options=saved_use.offered(rooms, workspace, face, asked.typed) if face else [])

    @app.view(ids.REPLY_VIEW)
    def on_send(ack: Ack, body: Mapping[str, object]) -> None:
        sent = payloads.submission(body)
        workspace = rooms.workspace(sent.team_id)
        send(rooms, ack, sent, workspace)
        home.again(rooms, workspace, sent.actor_id)

    _register_ends(app, rooms)


def _register_ends(app: App, rooms: Rooms) -> None:
    """Windows that are closed."""

    @app.view_closed(ids.REPLY_VIEW)
    def on_close(ack: Ack, body: Mapping[str, object]) -> None:
        closed = payloads.submission(body)
        workspace, seen = rooms.workspace(closed.team_id), ids.parse_metadata(closed.private_metadata)
        ack()
        if seen is not None:
            rooms.presence.end(workspace.id, seen[0], closed.actor_id)

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
    rooms.presence.begin(face.card, click.actor_id)
    view = _modal(rooms, workspace, face, click.actor_id, _opening(rooms, face))
    open_modal(client.views_push if in_modal else client.views_open, click, view)
    if in_modal:  # what comes of it is to be seen in the review, which lies below
        reviews.redraw(rooms, workspace, click, client)
    elif (looks := looking.read(click.private_metadata)) is not None:  # or on Home
        home.show(rooms, workspace, click.actor_id, client, click.card_id, looking=looks)


def send(rooms: Rooms, ack: Ack, sent: Submission, workspace: Workspace) -> None:
    """Decide, unless the words don't fit: then the modal stays, with the reason and nothing lost."""
    face = _face(rooms, workspace, sent.private_metadata)
    block_id, typed = ids.words_of_reply(sent.values)
    text = typed.strip()
    if face is None:
        ack(response_action="update", view=notice_modal("Reply", "This card is no longer there. Nothing was sent."))
        return
    if wrong := errors_in(rooms, face, text):
        ack(response_action="errors", errors={block_id: wrong})
        return
    if newest_waiting(face) > ids.draft_shown(sent.private_metadata):  # not sent before it was seen
        ack(response_action="update", view=_modal(rooms, workspace, face, sent.actor_id, typed, block_id))
        return
    decision = Decision(
        workspace.id, face.card.id, Choice.REPLY, sent.actor_id, text=text, saved_id=saved_use.used(block_id)
    )
    sends = rooms.may(workspace, Role.APPROVE, sent.actor_id)
    result = rooms.decisions.decide(decision) if sends else _draft(rooms, decision)
    rooms.presence.end(workspace.id, face.card.id, sent.actor_id)
    if isinstance(result, Draft):
        ack(response_action="update", view=notice_modal("Draft", kept_text(face), ""))
        return
    if isinstance(result, TooLate) and not result.again:
        told = rooms.too_late(result).text
        ack(
            response_action="update",
            view=notice_modal("Somebody was faster", f"{told}\nYour words were not sent:", text),
        )
        return
    ack()


def errors_in(rooms: Rooms, face: CardFace, text: str) -> str:
    """What is wrong with the words of a reply; "" where they may be sent."""
    count = rooms.networks.of(face.account.id).count(text)
    if not count.fits:
        return " ".join(too_long(count, face.account.network.label).values())
    return " ".join(unseen(text, _opening(rooms, face)).values())


def modal_of(rooms: Rooms, workspace: Workspace, face: CardFace, draft: Draft, by: str) -> View:
    """The modal with the words of a draft that came back; the saved reply that they began with goes along."""
    block_id = ids.reply_block_id(draft.saved_id, 1) if draft.saved_id else ids.REPLY_BLOCK
    return _modal(rooms, workspace, face, by, draft.text, block_id)


def _draft(rooms: Rooms, what: Decision) -> Draft | TooLate:
    """Who may not send leaves it for somebody who may."""
    return rooms.drafting.write(what.workspace_id, what.card_id, what.text, what.actor_id, what.saved_id)


def _face(rooms: Rooms, workspace: Workspace, private_metadata: str) -> CardFace | None:
    seen = ids.parse_metadata(private_metadata)
    return rooms.faces.card(seen[0], workspace.id) if seen else None


def _modal(
    rooms: Rooms, workspace: Workspace, face: CardFace, by: str, words: str, block_id: str = ids.REPLY_BLOCK
) -> View:
    network = rooms.networks.of(face.account.id)
    count, price = network.count(words), network.price(_kind(face), words)
    saved = rooms.tuning.has_replies(face.account)
    others = conflict_blocks(face, by, rooms.presence.others(face.card, by))
    sends = rooms.may(workspace, Role.APPROVE, by)
    return reply_modal(face, words, count, price, others, block_id=block_id, saved=saved, sends=sends)


def _opening(rooms: Rooms, face: CardFace) -> str:
    """What the words have to hold for them to see it; the box begins with it."""
    return rooms.networks.of(face.account.id).opening(_kind(face), face.person.handle)


def _kind(face: CardFace) -> ActionKind:
    return ActionKind.HELLO if face.card.kind is CardKind.FOLLOWER else ActionKind.REPLY
