"""Connecting an account in Slack, step by step. Networks answer slowly, so each step is acknowledged first."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import structlog
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from slackapp.domain.accounts import Account, Channels, ConnectTrouble, Workspace
from slackapp.domain.people import NetworkName
from slackapp.networks.base import Gone, LoginRefused, NetworkError, NotAllowed, Refused
from slackapp.networks.connector import Begun, Connector
from slackapp.secrets import SecretsTrouble
from slackapp.slack import ids, payloads
from slackapp.slack.attempts import Attempt, Outcome, UnderWay, opened
from slackapp.slack.blocks import section
from slackapp.slack.checkup import room
from slackapp.slack.connecting import Form, connected_text, form_modal, moment_modal, networks_modal
from slackapp.slack.listeners import home
from slackapp.slack.listeners.rooms import Rooms, answer, open_modal
from slackapp.slack.message import Message, View
from slackapp.slack.modals import notice_modal
from slackapp.slack.payloads import Click, Command, Submission
from slackapp.slack.text import escape, sentence

log = structlog.get_logger()

TITLE = "Connect an account"
LOOK_SECONDS, PAUSE = 8.0, 0.1  # how long a window is looked for that should be there, and between two looks
_SORRY = "⚠️ Something went wrong on our side. Home shows how the accounts stand; please begin again in a moment."
_LOGIN_IS_SPENT = (LoginRefused, Refused, NotAllowed, Gone)  # the network has seen the code, and wants another one


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
        attempt = read(rooms, ack, sent)
        if attempt is None:
            return
        whom = attempt.network.label if attempt.network else "The network"
        ack(response_action="update", view=moment_modal(TITLE, whom, attempt.nonce))
        rooms.soon(
            lambda: bring(rooms, workspace, attempt, under_way, lambda: _step(rooms, workspace, attempt, sent.values))
        )


def open_new(rooms: Rooms, workspace: Workspace, asked: Click | Command) -> None:
    """Open the modal for a new account, or say whom to ask."""
    if not rooms.may_connect(workspace, asked.actor_id):
        say(rooms, workspace, asked, rooms.whom_to_ask())
        return
    attempt = Attempt(asked.actor_id, answer_to=asked.response_url)
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
    prefilled = {each.name: account.handle for each in connector.asks if each.name == "handle"}
    attempt = Attempt(click.actor_id, account.network, account.id, click.response_url, prefilled)
    client = rooms.directory_of(workspace.id).client
    if connector.asks:
        open_modal(client.views_open, click, _form(rooms, workspace, attempt).view)
    elif open_modal(client.views_open, click, moment_modal(TITLE, account.network.label, attempt.nonce)):
        bring(rooms, workspace, attempt, UnderWay(), lambda: _begin(rooms, workspace, attempt, {}, None))


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


def say(rooms: Rooms, workspace: Workspace, asked: Click | Command, text: str) -> None:
    """Say something to the one who asked: beside what they clicked, or in a small window."""
    if asked.response_url:
        answer(asked.response_url, Message(text, (section(text),)))
    else:
        open_modal(rooms.directory_of(workspace.id).client.views_open, asked, notice_modal("Accounts", text))


def read(rooms: Rooms, ack: Ack, sent: Submission) -> Attempt | None:
    """What a submitted modal is about; where it can't be known any more, that is told in the modal."""
    try:
        return opened(rooms.connections.keeper, sent.private_metadata, sent.actor_id, rooms.now())
    except SecretsTrouble:
        text = "⌛ This window was open for more than a quarter of an hour. Nothing was done. Please begin again."
        ack(response_action="update", view=notice_modal("Accounts", text))
        return None


def bring(
    rooms: Rooms, workspace: Workspace, attempt: Attempt, under_way: UnderWay, make: Callable[[], Outcome]
) -> None:
    """Do the slow part, and put its outcome in place of "one moment"; where the modal was closed, say it elsewhere."""

    def safely() -> Outcome:
        try:
            return make()
        except SecretsTrouble as trouble:
            return Outcome(notice_modal("Accounts", f"⚠️ {trouble}"), f"⚠️ {trouble}")
        except Exception as error:  # noqa: BLE001 (whatever it is, the person must not be left at "one moment")
            # Its words may hold a secret, and so may a traceback: its kind and place have to do.
            log.error("connecting_failed", error=type(error).__name__, at=_place(error))  # noqa: TRY400 (see above)
            return Outcome(notice_modal("Accounts", _SORRY), _SORRY)

    try:
        outcome = under_way.once(attempt.nonce, safely)
    except TimeoutError:
        outcome = Outcome(notice_modal("Accounts", _SORRY), _SORRY)
    shown = _show(rooms.directory_of(workspace.id).client, attempt.nonce, outcome.view)
    if not shown and outcome.text and attempt.answer_to:
        answer(attempt.answer_to, Message(outcome.text, (section(outcome.text),)))


def finished(rooms: Rooms, workspace: Workspace, attempt: Attempt, title: str, text: str) -> Outcome:
    """The end of it: told, what was planned is done, and Home shows it."""
    rooms.wake()
    home.show(rooms, workspace, attempt.by, rooms.directory_of(workspace.id).client)
    return Outcome(notice_modal(title, text), text)


def absent(rooms: Rooms, workspace: Workspace, to: Channels) -> list[str]:
    """In which of these channels Rapport is not; where Slack can't be asked, none."""
    client = rooms.directory_of(workspace.id).client
    try:
        return [each for each in dict.fromkeys((to.cards, to.digest)) if not room(client, each).is_member]
    except NetworkError:
        return []


def channels_in(values: Mapping[str, str]) -> Channels:
    """What was picked."""
    return Channels(values.get(ids.CHANNEL_CARDS, ""), values.get(ids.CHANNEL_DIGEST, ""))


def _show(client: WebClient, external_id: str, view: View) -> bool:
    """Show a view in the place of another: which Slack may not have on screen yet, or which was closed."""
    until = time.monotonic() + LOOK_SECONDS
    while True:
        try:
            client.views_update(external_id=external_id, view=view)
        except (SlackClientError, OSError) as error:
            code = error.response.get("error") if isinstance(error, SlackApiError) else type(error).__name__
            if time.monotonic() > until:
                log.info("window_not_found", error=code)
                return False
            time.sleep(PAUSE)
        else:
            return True


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""


def _step(rooms: Rooms, workspace: Workspace, attempt: Attempt, values: Mapping[str, str]) -> Outcome:
    """What comes after a form."""
    if attempt.network is None:
        chosen = values.get(ids.CONNECT_NETWORK, "")
        attempt = replace(attempt, network=NetworkName(chosen))
        if _connector(rooms, attempt).asks:
            return _form(rooms, workspace, attempt)
        return _begin(rooms, workspace, attempt, {}, None)
    prefix = ids.ask_block_id(attempt.nonce, "")
    answers = {block.removeprefix(prefix): text.strip() for block, text in values.items() if block.startswith(prefix)}
    to = channels_in(values) if ids.CHANNEL_CARDS in values else None
    if attempt.begun is not None and to is not None:
        return _finish(rooms, workspace, attempt, attempt.begun, answers, to)
    return _begin(rooms, workspace, attempt, answers, to)


def _connector(rooms: Rooms, attempt: Attempt) -> Connector:
    assert attempt.network is not None
    return rooms.connections.catalog[attempt.network]


def _begin(
    rooms: Rooms, workspace: Workspace, attempt: Attempt, answers: Mapping[str, str], to: Channels | None
) -> Outcome:
    connector = _connector(rooms, attempt)
    kept = {each.name: answers.get(each.name, "") for each in connector.asks if not each.secret}
    attempt = replace(attempt, answers=kept, begun=None)
    try:
        begun = connector.begin(answers)
    except NetworkError as error:
        return _form(rooms, workspace, attempt, error.reason, to)
    if to is not None:  # nothing more to ask
        return _finish(rooms, workspace, attempt, begun, {}, to)
    return _form(rooms, workspace, replace(attempt, begun=begun))


def _finish(
    rooms: Rooms, workspace: Workspace, attempt: Attempt, begun: Begun, answers: Mapping[str, str], to: Channels
) -> Outcome:
    connections, connector = rooms.connections, _connector(rooms, attempt)
    before = connections.account(workspace.id, attempt.account_id)
    if attempt.account_id and before is None:
        text = "🍃 This account was disconnected meanwhile. Nothing was changed; `/rapport connect` connects it anew."
        return Outcome(notice_modal(TITLE, text), text)
    try:
        connections.find(to)  # before the code is spent
    except (ConnectTrouble, NetworkError) as trouble:
        return _form(rooms, workspace, attempt, str(trouble), to)
    try:
        found = connector.finish(begun, answers)
        account = connections.add(connector.name, found, to, by=attempt.by, instead_of=before)
    except (ConnectTrouble, NetworkError) as trouble:
        if isinstance(trouble, (ConnectTrouble, *_LOGIN_IS_SPENT)):
            attempt = _anew(connector, attempt)
        return _form(rooms, workspace, attempt, str(trouble), to)
    text = connected_text(account, to, absent(rooms, workspace, to))
    return finished(rooms, workspace, attempt, "Connected", text)


def _anew(connector: Connector, attempt: Attempt) -> Attempt:
    """With a new page in place of the one whose code was spent; without, where there is none to be had."""
    if attempt.begun is None or any(each.secret for each in connector.asks):
        return replace(attempt, begun=None)
    try:
        return replace(attempt, begun=connector.begin(attempt.answers))
    except NetworkError:
        return replace(attempt, begun=None)


def _form(
    rooms: Rooms, workspace: Workspace, attempt: Attempt, reason: str = "", to: Channels | None = None
) -> Outcome:
    """The form that asks for what is needed next."""
    connector, attempt = _connector(rooms, attempt), attempt.again()
    last = attempt.begun is not None or not connector.asks_then
    form = Form(
        connector=connector,
        sealed=attempt.sealed(rooms.connections.keeper, rooms.now()),
        nonce=attempt.nonce,
        page=attempt.begun.page if attempt.begun else "",
        typed=attempt.answers,
        reason=reason,
        to=(to or _begin_with(rooms, attempt)) if last else None,
        account=rooms.connections.account(workspace.id, attempt.account_id) if attempt.account_id else None,
    )
    why = f"⚠️ Not connected: {sentence(escape(reason, 600))}" if reason else ""
    return Outcome(form_modal(form), why)


def _begin_with(rooms: Rooms, attempt: Attempt) -> Channels:
    """The channels to begin with: the account's own, else the default ones; "" where they can't be found."""
    if attempt.account_id:
        return rooms.connections.channels_of(attempt.account_id)
    default = rooms.connections.default_channels()
    try:
        found = rooms.connections.find(default)
    except (ConnectTrouble, NetworkError):
        return Channels("", "")
    return Channels(found[default.cards], found[default.digest])
