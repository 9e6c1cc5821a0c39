"""`/rapport webhooks`: add, look at, test and remove addresses that are told of events; for those who administer."""

from collections.abc import Mapping

from slack_bolt import Ack, App

from slackapp.domain.accounts import Workspace
from slackapp.domain.webhooks import CHOSEN_FROM, Occasion
from slackapp.networks.base import NetworkError
from slackapp.slack import ids, payloads
from slackapp.slack.errors import plain_errors
from slackapp.slack.ids import WebhookItem
from slackapp.slack.listeners import home
from slackapp.slack.listeners.openings import Act, acknowledged, submitted
from slackapp.slack.listeners.rooms import Rooms, open_modal
from slackapp.slack.listeners.windows import say
from slackapp.slack.message import View
from slackapp.slack.modals import notice_modal
from slackapp.slack.payloads import BadPayload, Click, Command, Submission
from slackapp.slack.webhooks import (
    CHANGED,
    GONE,
    TEST_SENT,
    TITLE,
    form_modal,
    log_modal,
    remove_modal,
    secret_modal,
    webhooks_modal,
)
from slackapp.store.webhooks import Webhook
from slackapp.webhooks.kept import WebhookTrouble

_MAY_NOT = "🙏 Webhooks carry what your community says to other systems, so they are in few hands. Please ask {}."


def register(app: App, rooms: Rooms) -> None:
    """The list's buttons, the log's, and the two modals that are sent; `gates` says who may."""
    acts: Mapping[str, Act] = {ids.WEBHOOKS_ADD: _open_form, ids.WEBHOOKS_MENU: _chosen, ids.WEBHOOKS_AGAIN: _again}
    for action_id, act in acts.items():
        app.action(action_id)(acknowledged(rooms, act))

    app.view(ids.WEBHOOKS_FORM_VIEW)(submitted(rooms, _save))

    @app.view(ids.WEBHOOKS_REMOVE_VIEW)
    def on_remove(ack: Ack, body: Mapping[str, object]) -> None:
        sent = payloads.submission(body)
        workspace = rooms.workspace(sent.team_id)
        place = _place(workspace, sent)
        rooms.webhooks.remove(workspace.id, place.webhook_id, sent.actor_id)
        ack()
        rooms.soon(lambda: _redraw(rooms, workspace, place.view_id))


def open_webhooks(rooms: Rooms, workspace: Workspace, asked: Click | Command) -> None:
    """Open the list for those who may; tell others whom to ask."""
    if not rooms.may_connect(workspace, asked.actor_id):
        say(rooms, workspace, asked, _MAY_NOT.format(rooms.whom()))
        return
    view = webhooks_modal(rooms.webhooks.of(workspace.id), workspace.id)
    open_modal(rooms.directory_of(workspace.id).client.views_open, asked, view)


def _open_form(rooms: Rooms, workspace: Workspace, click: Click) -> None:
    _push(rooms, workspace, click, form_modal(None, ids.webhook_place(workspace.id, 0, click.view_id)))


def _chosen(rooms: Rooms, workspace: Workspace, click: Click) -> None:
    parsed = ids.parse_webhook_value(click.value)
    if parsed is None:
        raise BadPayload("a webhook's menu sent an item that is none of ours")
    item, webhook_id = parsed
    kept = rooms.webhooks.get(workspace.id, webhook_id)
    if kept is None:
        _redraw(rooms, workspace, click.view_id, GONE)
    elif item in (WebhookItem.LOG, WebhookItem.CHANGE, WebhookItem.REMOVE):
        _push(rooms, workspace, click, _window(rooms, workspace, click, item, kept))
    else:
        _redraw(rooms, workspace, click.view_id, _do(rooms, workspace, click, item, kept))


def _window(rooms: Rooms, workspace: Workspace, click: Click, item: WebhookItem, kept: Webhook) -> View:
    if item is WebhookItem.LOG:
        return log_modal(kept, rooms.webhooks.log(workspace.id, kept.id))
    place = ids.webhook_place(workspace.id, kept.id, click.view_id)
    return form_modal(kept, place) if item is WebhookItem.CHANGE else remove_modal(kept, place)


def _do(rooms: Rooms, workspace: Workspace, click: Click, item: WebhookItem, kept: Webhook) -> str:
    if item is WebhookItem.TEST:
        return TEST_SENT if rooms.webhooks.test(workspace, kept.id) else GONE
    rooms.webhooks.switch(workspace.id, kept.id, click.actor_id, on=item is WebhookItem.ON)
    return CHANGED


def _again(rooms: Rooms, workspace: Workspace, click: Click) -> None:
    """Send one once more, and draw the log anew."""
    delivery_id = ids.parse_id(click.value)
    webhook_id = rooms.webhooks.again(workspace.id, delivery_id) if delivery_id else None
    kept = rooms.webhooks.get(workspace.id, webhook_id or ids.parse_id(click.private_metadata) or 0)
    if kept is not None:
        said = "📨 On its way once more." if webhook_id else "✋ It is on its way already, or the webhook is off."
        _update(rooms, workspace, click.view_id, log_modal(kept, rooms.webhooks.log(workspace.id, kept.id), said))


def _save(rooms: Rooms, workspace: Workspace, sent: Submission, ack: Ack) -> None:
    place = _place(workspace, sent)
    url, events = sent.values.get(ids.WEBHOOKS_URL, "").strip(), _events(sent.values.get(ids.WEBHOOKS_EVENTS, ""))
    if not events:
        ack(response_action="errors", errors={ids.WEBHOOKS_EVENTS: "Choose at least one."})
        return
    try:
        if place.webhook_id:
            view = _changed(rooms, workspace, sent, place.webhook_id, url, events)
        else:
            view = secret_modal(rooms.webhooks.add(workspace.id, url, events, sent.actor_id))
    except WebhookTrouble as trouble:
        ack(response_action="errors", errors={ids.WEBHOOKS_URL: str(trouble)})
        return
    ack(response_action="update", view=view)
    rooms.soon(lambda: _redraw(rooms, workspace, place.view_id))
    home.again(rooms, workspace, sent.actor_id)


def _changed(
    rooms: Rooms, workspace: Workspace, sent: Submission, webhook_id: int, url: str, events: tuple[Occasion, ...]
) -> View:
    """What stands there once one was changed: its new secret, where one was asked for. Raises WebhookTrouble."""
    done = rooms.webhooks.change(workspace.id, webhook_id, url, events, sent.actor_id)
    renew = done and sent.values.get(ids.WEBHOOKS_RENEW) == "renew"
    secret = rooms.webhooks.renew(workspace.id, webhook_id, sent.actor_id) if renew else None
    if secret is not None:
        return secret_modal(secret, renewed=True)
    return notice_modal(TITLE, CHANGED if done else GONE)


def _events(values: str) -> tuple[Occasion, ...]:
    names = values.split()
    if not set(names) <= set(CHOSEN_FROM):
        raise BadPayload("a webhook's form sent an event that is none of ours")
    return tuple(each for each in CHOSEN_FROM if each in names)


def _place(workspace: Workspace, sent: Submission) -> ids.WebhookPlace:
    place = ids.parse_webhook_place(sent.private_metadata)
    if place is None or place.workspace_id != workspace.id:
        raise BadPayload("the webhooks' window is none of this workspace's")
    return place


def _redraw(rooms: Rooms, workspace: Workspace, view_id: str, said: str = "") -> None:
    """Draw the list anew where it stands."""
    _update(rooms, workspace, view_id, webhooks_modal(rooms.webhooks.of(workspace.id), workspace.id, said))


def _update(rooms: Rooms, workspace: Workspace, view_id: str, view: View) -> None:
    try:
        with plain_errors(effect=False):
            rooms.directory_of(workspace.id).client.views_update(view_id=view_id, view=view)
    except NetworkError:
        pass  # it was closed meanwhile


def _push(rooms: Rooms, workspace: Workspace, click: Click, view: View) -> None:
    open_modal(rooms.directory_of(workspace.id).client.views_push, click, view)
