"""An account's menu on Home: connect it again, send its news elsewhere, let it go."""

from collections.abc import Mapping

from slack_bolt import Ack, App

from slackapp.domain.accounts import Channels, ConnectTrouble, Workspace
from slackapp.networks.base import NetworkError
from slackapp.slack import ids, payloads
from slackapp.slack.attempts import Attempt, Outcome, UnderWay
from slackapp.slack.connecting import channels_modal, disconnect_modal, disconnected_text, moment_modal, sent_text
from slackapp.slack.ids import AccountItem
from slackapp.slack.listeners.connecting import allowed, open_again
from slackapp.slack.listeners.logins import absent, channels_in
from slackapp.slack.listeners.rooms import Rooms, open_modal
from slackapp.slack.listeners.tuning import open_rules
from slackapp.slack.listeners.windows import bring, finished, read
from slackapp.slack.modals import notice_modal
from slackapp.slack.payloads import BadPayload, Click

_GONE = "🍃 This account is not connected any more. Nothing was changed."


def register(app: App, rooms: Rooms) -> None:
    """The menu, and the two modals that it opens."""
    under_way = UnderWay()

    @app.action(ids.ACCOUNT_MENU)
    def on_menu(ack: Ack, body: Mapping[str, object]) -> None:
        click = payloads.click(body)
        workspace = rooms.workspace(click.team_id)
        chosen = ids.parse_account_value(click.value)
        if chosen is None:
            raise BadPayload("an account's menu sent an item that is none of ours")
        ack()
        rooms.soon(lambda: _open(rooms, workspace, click, *chosen))

    @app.view(ids.ACCOUNT_CHANNELS_VIEW)
    def on_channels(ack: Ack, body: Mapping[str, object]) -> None:
        sent = payloads.submission(body)
        workspace = rooms.workspace(sent.team_id)
        attempt = read(rooms, workspace, ack, sent)
        if attempt is not None:
            ack(response_action="update", view=moment_modal("Where its news go", "Slack", attempt.nonce))
            to = channels_in(sent.values)

            def make() -> Outcome:
                return _send(rooms, workspace, attempt, to)

            rooms.soon(lambda: bring(rooms, workspace, attempt, under_way, make, sent.view_id))

    @app.view(ids.ACCOUNT_DISCONNECT_VIEW)
    def on_disconnect(ack: Ack, body: Mapping[str, object]) -> None:
        sent = payloads.submission(body)
        workspace = rooms.workspace(sent.team_id)
        attempt = read(rooms, workspace, ack, sent)
        if attempt is not None:
            ack(response_action="update", view=_disconnect(rooms, workspace, attempt).view)


def open_channels(rooms: Rooms, workspace: Workspace, click: Click, account_id: int) -> None:
    """Ask where an account's news go, those who may; tell others whom to ask."""
    _open(rooms, workspace, click, AccountItem.CHANNELS, account_id)


def _open(rooms: Rooms, workspace: Workspace, click: Click, item: AccountItem, account_id: int) -> None:
    if item is AccountItem.RECONNECT:
        open_again(rooms, workspace, click, account_id)
        return
    if item is AccountItem.CARDS:
        open_rules(rooms, workspace, click)
        return
    account = allowed(rooms, workspace, click, account_id)
    if account is None:
        return
    attempt = Attempt(click.actor_id, workspace.id, account.network, account.id, click.response_url)
    sealed = attempt.sealed(rooms.connections.keeper, rooms.now())
    if item is AccountItem.DISCONNECT:
        view = disconnect_modal(account, sealed, rooms.routes.resting(workspace.id, account.id))
    else:
        passing = rooms.connections.follows_settings(account)
        view = channels_modal(account, rooms.connections.channels_of(account.id), sealed, passing=passing)
    open_modal(rooms.directory_of(workspace.id).client.views_open, click, view)


def _send(rooms: Rooms, workspace: Workspace, attempt: Attempt, to: Channels) -> Outcome:
    account = rooms.connections.account(workspace.id, attempt.account_id)
    if account is None:
        return Outcome(notice_modal("Accounts", _GONE), _GONE)
    try:
        rooms.connections.send_to(account.id, to, attempt.by)
    except (ConnectTrouble, NetworkError) as trouble:
        sealed = attempt.again().sealed(rooms.connections.keeper, rooms.now())
        return Outcome(channels_modal(account, to, sealed, reason=str(trouble)), str(trouble))
    text = sent_text(account, to, absent(rooms, workspace, to))
    return finished(rooms, workspace, attempt, "Where its news go", text)


def _disconnect(rooms: Rooms, workspace: Workspace, attempt: Attempt) -> Outcome:
    account = rooms.connections.account(workspace.id, attempt.account_id)
    if account is None:
        return Outcome(notice_modal("Disconnected", _GONE))
    left = rooms.connections.disconnect(account.id, attempt.by)
    return finished(rooms, workspace, attempt, "Disconnected", disconnected_text(left))
