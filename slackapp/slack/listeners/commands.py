"""Slash commands. Answers are for the asking person alone; what we don't know gets help."""

from collections.abc import Mapping
from html import unescape

from slack_bolt import Ack, App

from slackapp.domain.accounts import Workspace
from slackapp.listings import UnknownQuery
from slackapp.networks.base import NetworkError
from slackapp.slack import ids, payloads
from slackapp.slack.blocks import section
from slackapp.slack.help import help_message, unknown_message
from slackapp.slack.judgement import judgement_message
from slackapp.slack.listeners import digests, exports, history, tuning
from slackapp.slack.listeners.connecting import open_new
from slackapp.slack.listeners.lists import listed
from slackapp.slack.listeners.rooms import Rooms, answer
from slackapp.slack.listeners.trouble import answer_or_sorry
from slackapp.slack.message import Message
from slackapp.slack.payloads import Command
from slackapp.slack.status import status_message
from slackapp.slack.text import escape

COMMANDS = ("/followers", "/questions", "/rapport")
_WHEN_EMPTY = {"/followers": "today", "/questions": "open", "/rapport": "status"}


def register(app: App, rooms: Rooms) -> None:
    """Every command."""

    def on_command(ack: Ack, body: Mapping[str, object]) -> None:
        command = payloads.command(body)
        workspace = rooms.workspace(command.team_id)
        ack()
        if command.name == "/rapport" and command.text.lower().split()[:1] == ["connect"]:
            rooms.soon(lambda: open_new(rooms, workspace, command))
            return
        opens = tuning.WINDOWS.get(command.text.lower()) if command.name == "/rapport" else None
        if opens is not None:
            rooms.soon(lambda: opens(rooms, workspace, command))
            return
        # After the acknowledgement: a look-up on a slow network must not cost Slack's three seconds.
        rooms.soon(lambda: answer_or_sorry(command.response_url, lambda: reply(rooms, workspace, command)))

    for name in COMMANDS:
        app.command(name)(on_command)

    @app.action(ids.STATUS_RETRY)
    def on_retry(ack: Ack, body: Mapping[str, object]) -> None:
        click = payloads.click(body)
        workspace = rooms.workspace(click.team_id)
        ack()
        rooms.overview.try_refused_again(workspace.id, click.actor_id)
        rooms.wake()
        answer(click.response_url, status_message(rooms.overview.status(workspace.id)), replace=True)


def reply(rooms: Rooms, workspace: Workspace, command: Command) -> Message:
    """What a command is answered."""
    words = " ".join(command.text.split()).lower() or _WHEN_EMPTY.get(command.name, "help")
    if words in ("help", "?", "-h", "--help"):
        return help_message(command.name, _support(rooms))
    if command.name == "/rapport":
        return _rapport(rooms, workspace, command, words)
    try:
        return listed(rooms, workspace, command.actor_id, command.name, words)
    except UnknownQuery:
        return unknown_message(command.name, command.text, _support(rooms))
    except NetworkError as error:
        return _plain(f"⚠️ {escape(error.reason)}")


def _support(rooms: Rooms) -> str:
    """Where the operator wants to be asked."""
    return rooms.connections.settings.rapport_support


def _rapport(rooms: Rooms, workspace: Workspace, command: Command, words: str) -> Message:
    if words == "status":
        return status_message(rooms.overview.status(workspace.id))
    if words == "judgement":
        return judgement_message(rooms.overview.judgement(workspace.id))
    first, _, rest = words.partition(" ")
    if first == "digest" and rest in digests.SPANS:
        return digests.digest_now(rooms, workspace, command, digests.SPANS[rest])
    if first == "audit":
        return history.audit(rooms, workspace, command.actor_id, rest)
    if first == "export":
        return exports.export(rooms, workspace, command, rest)
    return unknown_message(command.name, unescape(command.text), _support(rooms))  # Slack sends its signs as entities


def _plain(text: str) -> Message:
    return Message(text, (section(text),))
