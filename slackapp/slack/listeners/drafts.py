"""Drafts: sent once by somebody who may, changed, returned with a note, withdrawn by their author."""

from collections.abc import Callable, Mapping

from slack_bolt import Ack, App
from slack_sdk.web import SlackResponse

from slackapp.decisions import Decision, TooLate
from slackapp.domain.accounts import Workspace
from slackapp.domain.card import Choice, choose
from slackapp.domain.draft import Draft
from slackapp.domain.face import CardFace
from slackapp.domain.roles import Role
from slackapp.slack import ids, payloads
from slackapp.slack.blocks import section
from slackapp.slack.conflicts import conflict_blocks
from slackapp.slack.drafts import CHANGED, TITLE, editing_modal, returning_modal, sending_modal
from slackapp.slack.listeners import home, replies
from slackapp.slack.listeners.rooms import Rooms, answer, open_modal
from slackapp.slack.message import Block, Message
from slackapp.slack.modals import notice_modal
from slackapp.slack.payloads import BadPayload, Click, Submission

_NOT_YOURS = "🙏 This draft is a teammate’s: only they, or somebody who approves replies, can do that."
_SENT = "✅ Sent, with both your names on the card."

Does = Callable[[Rooms, Workspace, Click, CardFace, Draft], str]


def register(app: App, rooms: Rooms) -> None:
    """The buttons of a draft, and the three windows that they open."""
    does: dict[str, Does] = {
        ids.DRAFT_SEND: _send,
        ids.DRAFT_EDIT: _edit,
        ids.DRAFT_RETURN: _return,
        ids.DRAFT_WITHDRAW: _withdraw,
        ids.DRAFT_AGAIN: _again,
    }
    for action_id, what in does.items():
        app.action(action_id)(_clicked(rooms, what))
    views = {ids.DRAFT_SEND_VIEW: _send_this, ids.DRAFT_EDIT_VIEW: _edited, ids.DRAFT_RETURN_VIEW: _returned}
    for callback_id, then in views.items():
        app.view(callback_id)(_submitted(rooms, then))


def _clicked(rooms: Rooms, does: Does) -> Callable[[Ack, Mapping[str, object]], None]:
    def on_click(ack: Ack, body: Mapping[str, object]) -> None:
        click = payloads.click(body)
        workspace = rooms.workspace(click.team_id)
        found = _find(rooms, workspace, click.value)
        told = CHANGED if found is None else does(rooms, workspace, click, *found)
        ack()
        if told:
            _tell(rooms, workspace, click, told)
        home.after(rooms, workspace, click)

    return on_click


def _submitted(
    rooms: Rooms, then: Callable[[Rooms, Workspace, Submission, CardFace, Draft, Ack], None]
) -> Callable[[Ack, Mapping[str, object]], None]:
    def on_sent(ack: Ack, body: Mapping[str, object]) -> None:
        sent = payloads.submission(body)
        workspace = rooms.workspace(sent.team_id)
        found = _find(rooms, workspace, sent.private_metadata)
        if found is None:
            text = sent.values.get(ids.DRAFT_BLOCK) or sent.values.get(ids.DRAFT_NOTE) or ""
            ack(response_action="update", view=notice_modal(TITLE, CHANGED, text))
        else:
            then(rooms, workspace, sent, *found, ack)
        home.again(rooms, workspace, sent.actor_id)

    return on_sent


def _find(rooms: Rooms, workspace: Workspace, value: str) -> tuple[CardFace, Draft] | None:
    """The draft as it was seen, with its card; None where it has changed or ended since then."""
    seen = ids.parse_metadata(value)
    if seen is None:
        raise BadPayload("a draft's button names no draft of ours")
    draft = rooms.drafting.get(workspace.id, seen[0])
    face = rooms.faces.card(draft.card_id, workspace.id) if draft else None
    return (face, draft) if draft and face and draft.version == seen[1] else None


def _send(rooms: Rooms, workspace: Workspace, click: Click, face: CardFace, draft: Draft) -> str:
    if not draft.waits:
        return CHANGED
    others = _others(rooms, click, face, draft)
    if choose(face.card, Choice.REPLY) is not None and others:
        open_modal(_opens(rooms, workspace, click), click, sending_modal(draft, others))
        return ""
    return _decide(rooms, workspace, click.actor_id, draft, draft.text)


def _others(rooms: Rooms, click: Click, face: CardFace, draft: Draft) -> list[Block]:
    """Who else is about to answer the same."""
    return conflict_blocks(face, click.actor_id, rooms.presence.others(face.card, click.actor_id), draft)


def _decide(rooms: Rooms, workspace: Workspace, user_id: str, draft: Draft, text: str) -> str:
    """Send it, once; what to tell whoever came too late, or ""."""
    what = Decision(workspace.id, draft.card_id, Choice.REPLY, user_id, text=text, draft=draft)
    result = rooms.decisions.decide(what)
    if not isinstance(result, TooLate) or result.again:
        return ""
    return rooms.too_late(result).text if result.by else CHANGED


def _edit(rooms: Rooms, workspace: Workspace, click: Click, face: CardFace, draft: Draft) -> str:
    approves = rooms.may(workspace, Role.APPROVE, click.actor_id)
    if not draft.waits:
        return CHANGED
    if not approves and click.actor_id != draft.written_by:
        return _NOT_YOURS
    others = _others(rooms, click, face, draft) if approves else []
    open_modal(_opens(rooms, workspace, click), click, editing_modal(face, draft, others, sends=approves))
    return ""


def _return(rooms: Rooms, workspace: Workspace, click: Click, _face: CardFace, draft: Draft) -> str:
    if not draft.waits:
        return CHANGED
    open_modal(_opens(rooms, workspace, click), click, returning_modal(draft))
    return ""


def _withdraw(rooms: Rooms, _workspace: Workspace, click: Click, _face: CardFace, draft: Draft) -> str:
    if click.actor_id != draft.written_by:
        return _NOT_YOURS
    return "" if rooms.drafting.withdraw(draft, click.actor_id) else CHANGED


def _again(rooms: Rooms, workspace: Workspace, click: Click, face: CardFace, draft: Draft) -> str:
    if click.actor_id != draft.written_by:
        return _NOT_YOURS
    if choose(face.card, Choice.REPLY) is None:
        return rooms.too_late(TooLate(face.card, face.card.decided_by, face.card.decided_at)).text
    view = replies.modal_of(rooms, workspace, face, draft, click.actor_id)
    open_modal(_opens(rooms, workspace, click), click, view)
    return ""


def _send_this(rooms: Rooms, workspace: Workspace, sent: Submission, _face: CardFace, draft: Draft, ack: Ack) -> None:
    told = _decide(rooms, workspace, sent.actor_id, draft, draft.text)
    ack(response_action="update", view=notice_modal(TITLE, told or _SENT))


def _edited(rooms: Rooms, workspace: Workspace, sent: Submission, face: CardFace, draft: Draft, ack: Ack) -> None:
    text = sent.values.get(ids.DRAFT_BLOCK, "").strip()
    approves = rooms.may(workspace, Role.APPROVE, sent.actor_id)
    if errors := replies.errors_in(rooms, face, text):
        ack(response_action="errors", errors={ids.DRAFT_BLOCK: errors})
    elif not approves and sent.actor_id != draft.written_by:
        ack(response_action="errors", errors={ids.DRAFT_BLOCK: _NOT_YOURS})
    elif told := _kept(rooms, workspace, sent.actor_id, draft, text, sends=approves):
        ack(response_action="update", view=notice_modal(TITLE, told, text))
    else:
        ack()


def _kept(rooms: Rooms, workspace: Workspace, user_id: str, draft: Draft, text: str, *, sends: bool) -> str:
    if sends:
        return _decide(rooms, workspace, user_id, draft, text)
    return "" if rooms.drafting.reword(draft, text) else CHANGED


def _returned(rooms: Rooms, _workspace: Workspace, sent: Submission, _face: CardFace, draft: Draft, ack: Ack) -> None:
    note = sent.values.get(ids.DRAFT_NOTE, "").strip()
    if rooms.drafting.give_back(draft, sent.actor_id, note):
        ack()
    else:
        ack(response_action="update", view=notice_modal(TITLE, CHANGED, note))


def _opens(rooms: Rooms, workspace: Workspace, click: Click) -> Callable[..., SlackResponse]:
    client = rooms.directory_of(workspace.id).client
    return client.views_push if click.view_id else client.views_open


def _tell(rooms: Rooms, workspace: Workspace, click: Click, told: str) -> None:
    if click.response_url:
        answer(click.response_url, Message(told, (section(told),)))
    else:
        open_modal(_opens(rooms, workspace, click), click, notice_modal(TITLE, told))
