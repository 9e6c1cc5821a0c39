"""The steps of a login: what the network asks first, its page and code, the channels, and how it ended."""

from collections.abc import Mapping
from dataclasses import replace

from slackapp.domain.accounts import Channels, ConnectTrouble, Workspace
from slackapp.domain.people import NetworkName
from slackapp.networks.base import Gone, LoginRefused, NetworkError, NotAllowed, Refused
from slackapp.networks.connector import Begun, Connector
from slackapp.slack import ids
from slackapp.slack.attempts import Attempt, Outcome
from slackapp.slack.checkup import room
from slackapp.slack.connecting import Form, connected_text, form_modal
from slackapp.slack.listeners.rooms import Rooms
from slackapp.slack.listeners.windows import TITLE, finished
from slackapp.slack.modals import notice_modal
from slackapp.slack.text import escape, sentence

_LOGIN_IS_SPENT = (LoginRefused, Refused, NotAllowed, Gone)  # the network has seen the code, and wants another one


def step(rooms: Rooms, workspace: Workspace, attempt: Attempt, values: Mapping[str, str]) -> Outcome:
    """What comes after a form."""
    if attempt.network is None:
        chosen = values.get(ids.CONNECT_NETWORK, "")
        attempt = replace(attempt, network=NetworkName(chosen))
        if _connector(rooms, attempt).asks:
            return form(rooms, workspace, attempt)
        return begin(rooms, workspace, attempt, {}, None)
    prefix = ids.ask_block_id(attempt.nonce, "")
    answers = {block.removeprefix(prefix): text.strip() for block, text in values.items() if block.startswith(prefix)}
    to = channels_in(values) if ids.CHANNEL_CARDS in values else None
    if attempt.begun is not None and to is not None:
        return _finish(rooms, workspace, attempt, attempt.begun, answers, to)
    return begin(rooms, workspace, attempt, answers, to)


def begin(
    rooms: Rooms, workspace: Workspace, attempt: Attempt, answers: Mapping[str, str], to: Channels | None
) -> Outcome:
    """Begin with the answers to what is asked first; `to` is there where nothing more is asked."""
    connector = _connector(rooms, attempt)
    kept = {each.name: answers.get(each.name, "") for each in connector.asks if not each.secret}
    attempt = replace(attempt, answers=kept, begun=None)
    try:
        begun = connector.begin(answers)
    except NetworkError as error:
        return form(rooms, workspace, attempt, error.reason, to)
    if to is not None:  # nothing more to ask
        return _finish(rooms, workspace, attempt, begun, {}, to)
    return form(rooms, workspace, replace(attempt, begun=begun))


def _finish(
    rooms: Rooms, workspace: Workspace, attempt: Attempt, begun: Begun, answers: Mapping[str, str], to: Channels
) -> Outcome:
    connections, connector = rooms.connections, _connector(rooms, attempt)
    before = connections.account(workspace.id, attempt.account_id)
    if attempt.account_id and before is None:
        text = "🍃 This account was disconnected meanwhile. Nothing was changed; `/rapport connect` connects it anew."
        return Outcome(notice_modal(TITLE, text), text)
    try:
        connections.find(workspace.id, to)  # before the code is spent
    except (ConnectTrouble, NetworkError) as trouble:
        return form(rooms, workspace, attempt, str(trouble), to)
    try:
        found = connector.finish(begun, answers)
        account = connections.add(connector.name, found, to, by=attempt.by, instead_of=before, into=workspace)
    except (ConnectTrouble, NetworkError) as trouble:
        if isinstance(trouble, (ConnectTrouble, *_LOGIN_IS_SPENT)):
            attempt = _anew(connector, attempt)
        return form(rooms, workspace, attempt, str(trouble), to)
    text = connected_text(account, to, absent(rooms, workspace, to))
    return finished(rooms, workspace, attempt, "Connected", text)


def form(rooms: Rooms, workspace: Workspace, attempt: Attempt, reason: str = "", to: Channels | None = None) -> Outcome:
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
        to=(to or _begin_with(rooms, workspace, attempt)) if last else None,
        account=rooms.connections.account(workspace.id, attempt.account_id) if attempt.account_id else None,
    )
    why = f"⚠️ Not connected: {sentence(escape(reason, 600))}" if reason else ""
    return Outcome(form_modal(form), why)


def _anew(connector: Connector, attempt: Attempt) -> Attempt:
    """With a new page in place of the one whose code was spent; without, where there is none to be had."""
    if attempt.begun is None or any(each.secret for each in connector.asks):
        return replace(attempt, begun=None)
    try:
        return replace(attempt, begun=connector.begin(attempt.answers))
    except NetworkError:
        return replace(attempt, begun=None)


def _begin_with(rooms: Rooms, workspace: Workspace, attempt: Attempt) -> Channels:
    """The channels to begin with: the account's own, else the default ones; "" where they can't be found."""
    if attempt.account_id:
        return rooms.connections.channels_of(attempt.account_id)
    default = rooms.connections.default_channels()
    try:
        found = rooms.connections.find(workspace.id, default)
    except (ConnectTrouble, NetworkError):
        return Channels("", "")
    return Channels(found[default.cards], found[default.digest])


def _connector(rooms: Rooms, attempt: Attempt) -> Connector:
    assert attempt.network is not None
    return rooms.connections.catalog[attempt.network]


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
