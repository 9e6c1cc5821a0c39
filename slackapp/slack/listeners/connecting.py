"""Connecting an account in Slack. Networks answer slowly, so each step is acknowledged first."""

from collections.abc import Mapping

from slack_bolt import Ack, App

from slackapp.domain.accounts import Account, Workspace
from slackapp.slack import ids, payloads
from slackapp.slack.attempts import Attempt, Outcome, UnderWay
from slackapp.slack.connecting import moment_modal, networks_modal
from slackapp.slack.listeners import logins
from slackapp.slack.listeners.rooms import Rooms, open_modal
from slackapp.slack.listeners.windows import TITLE, bring, read, say
from slackapp.slack.payloads import Click, Command
from slackapp.slack.text import escape


def register(app: App, rooms: Rooms) -> None:
    """The button on Home, and each step of the modal; `/rapport connect` is among the commands."""
    under_way = UnderWay()

    @app.action(ids.CONNECT_OPEN)
    def on_open(ack: Ack, body: Mapping[str, object]) -> None:
        click = payloads.click(body)
        workspace = rooms.workspace(click.team_id)
        ack()
        rooms.soon(lambda: open_new(rooms, workspace, click))

    @app.action(ids.ACCOUNT_RECONNECT)
    def on_reconnect(ack: Ack, body: Mapping[str, object]) -> None:
        click = payloads.click(body)
        workspace = rooms.workspace(click.team_id)
        ack()
        rooms.soon(lambda: open_again(rooms, workspace, click, ids.parse_id(click.value) or 0))

    @app.view(ids.CONNECT_VIEW)
    def on_step(ack: Ack, body: Mapping[str, object]) -> None:
        sent = payloads.submission(body)
        workspace = rooms.workspace(sent.team_id)
        attempt = read(rooms, workspace, ack, sent)
        if attempt is None:
            return
        whom = attempt.network.label if attempt.network else "The network"
        ack(response_action="update", view=moment_modal(TITLE, whom, attempt.nonce))

        def make() -> Outcome:
            return logins.step(rooms, workspace, attempt, sent.values)

        rooms.soon(lambda: bring(rooms, workspace, attempt, under_way, make, sent.view_id))


def open_new(rooms: Rooms, workspace: Workspace, asked: Click | Command) -> None:
    """Open the modal for a new account, or say whom to ask."""
    if not rooms.may_connect(workspace, asked.actor_id):
        say(rooms, workspace, asked, rooms.whom_to_ask())
        return
    attempt = Attempt(asked.actor_id, workspace.id, answer_to=asked.response_url)
    connectors = tuple(rooms.connections.catalog.values())
    view = networks_modal(connectors, attempt.sealed(rooms.connections.keeper, rooms.now()))
    open_modal(rooms.directory_of(workspace.id).client.views_open, asked, view)


def open_again(rooms: Rooms, workspace: Workspace, click: Click, account_id: int) -> None:
    """Open the modal bound to an account that is to be connected again."""
    account = allowed(rooms, workspace, click, account_id)
    if account is None:
        return
    connector = rooms.connections.catalog[account.network]
    if lacking := connector.lacks():
        say(rooms, workspace, click, f"⚙️ {account.network.label} needs settings first: {escape(' '.join(lacking))}")
        return
    known = rooms.connections.known_answers(account)
    attempt = Attempt(click.actor_id, workspace.id, account.network, account.id, click.response_url, known)
    client = rooms.directory_of(workspace.id).client
    if connector.asks:
        open_modal(client.views_open, click, logins.form(rooms, workspace, attempt).view)
    elif open_modal(client.views_open, click, moment_modal(TITLE, account.network.label, attempt.nonce)):
        bring(rooms, workspace, attempt, UnderWay(), lambda: logins.begin(rooms, workspace, attempt, {}, None))


def allowed(rooms: Rooms, workspace: Workspace, click: Click, account_id: int) -> Account | None:
    """The account a click is about, for whoever may; else they are told why not."""
    account = rooms.connections.account(workspace.id, account_id)
    if account is None:
        say(rooms, workspace, click, "🍃 This account is not connected any more. `/rapport connect` connects it anew.")
    elif not rooms.may_connect(workspace, click.actor_id, account):
        say(rooms, workspace, click, rooms.whom_to_ask(account))
    else:
        return account
    return None
