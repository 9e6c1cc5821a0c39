"""`/rapport export`: a file of followers, questions or what happened, for the person who asked."""

import shutil
import tempfile
from pathlib import Path
from threading import Lock

import structlog

from slackapp.domain.accounts import Workspace
from slackapp.domain.export import Form, Kind, Order, ordered
from slackapp.exports import Made
from slackapp.networks.base import NetworkError
from slackapp.slack.blocks import section
from slackapp.slack.files import may_send, send_file
from slackapp.slack.listeners.history import MAY_NOT
from slackapp.slack.listeners.rooms import Rooms, answer
from slackapp.slack.message import Message
from slackapp.slack.payloads import Command
from slackapp.slack.text import escape

log = structlog.get_logger()

_MAKING = "📦 Making your file… It comes as a direct message from me; a large one takes a minute or two."
_HOW = (
    "📦 I make files of `followers`, `questions` or `audit`, as `csv` or `xlsx`, of `today`, `week`, `month` or `all`. "
    "For example: `/rapport export questions xlsx month`."
)
_NO_SCOPE = (
    "🔑 This workspace has not let me send files yet. Whoever manages Slack apps here can: open *api.slack.com/apps* → "
    "Rapport → *OAuth & Permissions*, add the bot scope `files:write`, and choose *Reinstall to workspace*; where "
    "Rapport has an installation page, installing once more is enough. Then ask me again."
)
_WAIT = "⏳ A file is being made for this workspace already. Ask again when it has come."
_BROKE = "⚠️ Something went wrong on our side, and no file was made. Please try again in a moment."
_WHAT = {Kind.FOLLOWERS: "Followers", Kind.QUESTIONS: "Questions", Kind.AUDIT: "What happened"}
_SPANS = {"": "all there is", "week": "the last 7 days", "month": "the last 30 days"}

AT_ONCE = 2  # files made at the same time by one process: clicks want its time, too
_making: set[int] = set()  # workspaces
_lock = Lock()


def export(rooms: Rooms, workspace: Workspace, command: Command, typed: str) -> Message:
    """Begin to make a file, and say so; whatever comes of it is told when it does."""
    order = ordered(typed)
    if order is None:
        return _plain(_HOW)
    if order.kind is Kind.AUDIT and not rooms.may_connect(workspace, command.actor_id):
        return _plain(MAY_NOT.format(whom=rooms.whom(workspace=workspace)))
    try:
        if not may_send(rooms.directory_of(workspace.id).client):
            return _plain(_NO_SCOPE)
    except NetworkError as error:
        return _plain(f"⚠️ {escape(error.reason)}")
    if not _begin(workspace.id):
        return _plain(_WAIT)
    rooms.soon(lambda: _make(rooms, workspace, command, order))
    return _plain(_MAKING)


def _begin(workspace_id: int) -> bool:
    with _lock:
        if workspace_id in _making or len(_making) >= AT_ONCE:
            return False
        _making.add(workspace_id)
        return True


def _make(rooms: Rooms, workspace: Workspace, command: Command, order: Order) -> None:
    folder = Path(tempfile.mkdtemp(prefix="rapport-export-"))
    directory = rooms.directory_of(workspace.id)
    try:
        made = rooms.exports.make(order, rooms.asker(workspace, command.actor_id), directory.name, folder)
        send_file(directory.client, command.actor_id, made.path, _title(order), said(order, made))
        log.info("exported", kind=order.kind.value, form=order.form.value, rows=made.rows)
    except NetworkError as error:
        answer(command.response_url, _plain(f"⚠️ Your file could not be sent: {escape(error.reason)}"))
    except Exception:
        log.exception("export_broke", kind=order.kind.value)
        answer(command.response_url, _plain(_BROKE))
    finally:
        with _lock:
            _making.discard(workspace.id)
        shutil.rmtree(folder, ignore_errors=True)


def said(order: Order, made: Made) -> str:
    """The sentence before a file."""
    rows = "1 row" if made.rows == 1 else f"{made.rows:,} rows"
    words = f"📦 {_WHAT[order.kind]}, {_SPANS.get(order.span, order.span)}: {rows}. Times are UTC."
    if made.cut:
        more = "Excel takes no more rows, and there are more." if order.form is Form.XLSX else "There are more."
        words += f" ✂️ {more} Ask for `csv`, or for fewer days."
    return words


def _title(order: Order) -> str:
    return f"{_WHAT[order.kind]}, {_SPANS.get(order.span, order.span)}"


def _plain(text: str) -> Message:
    return Message(text, (section(text),))
