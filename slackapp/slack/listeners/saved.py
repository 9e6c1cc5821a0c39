"""Saved replies: the list behind /rapport replies, the form to write one, deleting one."""

from collections.abc import Mapping
from datetime import datetime

from slack_bolt import Ack, App
from slack_sdk import WebClient

from slackapp.domain.accounts import Account, AccountHealth, Workspace
from slackapp.domain.quote import quote
from slackapp.domain.saved import LONGEST_TITLE, Kept, SavedReply, Wording, found, problem
from slackapp.networks.base import NetworkError
from slackapp.slack import ids, payloads
from slackapp.slack.errors import plain_errors
from slackapp.slack.listeners import home
from slackapp.slack.listeners.rooms import Rooms, open_modal
from slackapp.slack.message import View
from slackapp.slack.modals import notice_modal
from slackapp.slack.payloads import BadPayload, Click, Command, Submission
from slackapp.slack.saved import (
    ALL,
    REFUSED,
    TITLE,
    Form,
    deleted_text,
    form_modal,
    list_modal,
    options,
    overtaken,
    unpacked,
)


def register(app: App, rooms: Rooms) -> None:
    """The list's buttons and its search, and the form."""

    @app.action(ids.SAVED_NEW)
    @app.action(ids.SAVED_EDIT)
    @app.action(ids.SAVED_FIND)
    def on_write(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        click = payloads.click(body)
        workspace = rooms.workspace(click.team_id)
        ack()
        _open_form(rooms, workspace, click, client)

    @app.options(ids.SAVED_FIND)
    def on_search(ack: Ack, body: Mapping[str, object]) -> None:
        asked = payloads.suggestion(body)
        ack(options=options(found(rooms.tuning.replies(rooms.workspace(asked.team_id).id), asked.typed)))

    @app.action(ids.SAVED_PREVIOUS)
    @app.action(ids.SAVED_NEXT)
    def on_step(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        click = payloads.click(body)
        workspace = rooms.workspace(click.team_id)
        ack()
        _show(client, click.view_id, _list(rooms, workspace, ids.parse_id(click.value) or 1))

    @app.action(ids.SAVED_DELETE)
    def on_delete(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        click = payloads.click(body)
        workspace = rooms.workspace(click.team_id)
        _delete(rooms, workspace, click, client, ack)

    @app.view(ids.SAVED_FORM)
    def on_save(ack: Ack, body: Mapping[str, object], client: WebClient) -> None:
        sent = payloads.submission(body)
        _save(rooms, rooms.workspace(sent.team_id), sent, ack, client)


def open_replies(rooms: Rooms, workspace: Workspace, asked: Click | Command) -> None:
    """Open the list of all of them."""
    open_modal(rooms.directory_of(workspace.id).client.views_open, asked, _list(rooms, workspace, 1))


def _list(rooms: Rooms, workspace: Workspace, page: int) -> View:
    accounts = {each.id: each for each in rooms.tuning.accounts(workspace.id)}
    return list_modal(rooms.tuning.replies(workspace.id), accounts, page)


def _open_form(rooms: Rooms, workspace: Workspace, click: Click, client: WebClient) -> None:
    seen = ids.parse_metadata(click.private_metadata)
    page = seen[0] if seen else 1
    if click.action_id == ids.SAVED_NEW:
        form, wanted, reply = Form(list_id=click.view_id, page=page), Wording("", ""), None
    else:
        reply = rooms.tuning.reply(workspace.id, ids.parse_id(click.value) or 0)
        if reply is None:
            _show(client, click.view_id, _list(rooms, workspace, page))  # somebody deleted it: it stands there no more
            return
        form = Form(reply.id, reply.changed_at, click.view_id, page)
        wanted = Wording(reply.title, reply.text, reply.account_id)
    open_modal(client.views_push, click, form_modal(form, wanted, _choosable(rooms, workspace, wanted), reply))


def _choosable(rooms: Rooms, workspace: Workspace, wanted: Wording) -> list[Account]:
    """The accounts that one may be for: those that are connected, and the one that it is for already."""
    return [
        each
        for each in rooms.tuning.accounts(workspace.id)
        if each.health is not AccountHealth.DISCONNECTED or each.id == wanted.account_id
    ]


def _save(rooms: Rooms, workspace: Workspace, sent: Submission, ack: Ack, client: WebClient) -> None:
    form, wanted = _form(sent.private_metadata), _typed(rooms, workspace, sent)
    if errors := _errors(wanted):
        ack(response_action="errors", errors=errors)
        return
    if form.reply_id:
        done = rooms.tuning.change_reply(workspace.id, form.reply_id, wanted, sent.actor_id, form.seen)
    else:
        done = rooms.tuning.add_reply(workspace.id, wanted, sent.actor_id)
    if done is Kept.SAVED:
        ack()
        rooms.soon(lambda: _show(client, form.list_id, _list(rooms, workspace, form.page)))
        home.again(rooms, workspace, sent.actor_id)
    elif done in REFUSED:
        ack(response_action="errors", errors={ids.SAVED_TITLE: REFUSED[done]})
    else:  # somebody was faster: what was typed stays, and is theirs to save once more
        reply = rooms.tuning.reply(workspace.id, form.reply_id)
        now = Form(reply.id if reply else 0, reply.changed_at if reply else form.seen, form.list_id, form.page)
        view = form_modal(now, wanted, _choosable(rooms, workspace, wanted), reply, overtaken(reply))
        ack(response_action="update", view=view)


def _typed(rooms: Rooms, workspace: Workspace, sent: Submission) -> Wording:
    values = sent.values
    title = quote(values.get(ids.SAVED_TITLE, ""), LONGEST_TITLE)
    chosen = values.get(ids.SAVED_ACCOUNT, ALL)
    account_id = None if chosen == ALL else ids.parse_id(chosen)
    ours = {each.id for each in rooms.tuning.accounts(workspace.id)}
    if chosen != ALL and account_id not in ours:
        raise BadPayload("a saved reply's form names an account that is none of this workspace's")
    return Wording(title, values.get(ids.SAVED_TEXT, "").strip(), account_id)


def _errors(wanted: Wording) -> dict[str, str]:
    errors = {}
    if not wanted.title:
        errors[ids.SAVED_TITLE] = "Give it a title, so that it can be found."
    if trouble := problem(wanted.text) if wanted.text else "Write a few words first.":
        errors[ids.SAVED_TEXT] = trouble
    return errors


def _delete(rooms: Rooms, workspace: Workspace, click: Click, client: WebClient, ack: Ack) -> None:
    form = _form(click.private_metadata)
    reply = rooms.tuning.reply(workspace.id, form.reply_id)
    done = _removed(rooms, workspace, reply, click.actor_id, form.seen)
    ack()
    _show(client, click.view_id, notice_modal(TITLE, deleted_text(reply.title if reply else "", done)))
    if form.list_id:
        _show(client, form.list_id, _list(rooms, workspace, form.page))


def _removed(rooms: Rooms, workspace: Workspace, reply: SavedReply | None, by: str, seen: datetime) -> Kept:
    return rooms.tuning.remove_reply(workspace.id, reply.id, by, seen) if reply else Kept.GONE


def _form(private_metadata: str) -> Form:
    form = unpacked(private_metadata)
    if form is None:
        raise BadPayload("the form of a saved reply is none of ours")
    return form


def _show(client: WebClient, view_id: str, view: View) -> None:
    """Show a view in the place of another; quietly nothing where that was closed."""
    if not view_id:
        return
    try:
        with plain_errors(effect=False):
            client.views_update(view_id=view_id, view=view)
    except NetworkError:
        return  # it is drawn anew when it is opened the next time
