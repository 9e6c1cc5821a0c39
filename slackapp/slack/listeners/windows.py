"""Windows that wait for a slow network: "one moment" first, then the outcome, which finds the window by its name."""

import time
from collections.abc import Callable
from pathlib import Path

import structlog
from slack_bolt import Ack
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from slackapp.domain.accounts import Workspace
from slackapp.secrets import SecretsTrouble
from slackapp.slack.attempts import Attempt, Outcome, UnderWay, opened
from slackapp.slack.blocks import section
from slackapp.slack.errors import LOST
from slackapp.slack.listeners import home
from slackapp.slack.listeners.rooms import Rooms, answer, open_modal
from slackapp.slack.message import Message, View
from slackapp.slack.modals import notice_modal
from slackapp.slack.payloads import Click, Command, Submission

log = structlog.get_logger()

TITLE = "Connect an account"
LOOK_SECONDS = 5.0  # how long a window is looked for: Slack shows it three seconds after a click, or never
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 1.0  # seconds between two looks, doubling
_SORRY = "⚠️ Something went wrong on our side. Home shows how the accounts stand; please begin again in a moment."


def say(rooms: Rooms, workspace: Workspace, asked: Click | Command, text: str) -> None:
    """Say something to the one who asked: beside what they clicked, or in a small window."""
    if asked.response_url:
        answer(asked.response_url, Message(text, (section(text),)))
    else:
        open_modal(rooms.directory_of(workspace.id).client.views_open, asked, notice_modal("Accounts", text))


def read(rooms: Rooms, workspace: Workspace, ack: Ack, sent: Submission) -> Attempt | None:
    """What a submitted modal is about; where it can't be known any more, that is told in the modal."""
    try:
        return opened(rooms.connections.keeper, sent.private_metadata, sent.actor_id, workspace.id, rooms.now())
    except SecretsTrouble:
        text = "⌛ This window was open for more than a quarter of an hour. Nothing was done. Please begin again."
        ack(response_action="update", view=notice_modal("Accounts", text))
        return None


def bring(
    rooms: Rooms,
    workspace: Workspace,
    attempt: Attempt,
    under_way: UnderWay,
    make: Callable[[], Outcome],
    view_id: str = "",
) -> None:
    """Do the slow part, and put its outcome in place of "one moment"; where the modal was closed, say it elsewhere.

    Args:
        rooms: all of them.
        workspace: where the person is.
        attempt: what the form was about; its nonce is the waiting window's external id.
        under_way: what other forms led to.
        make: the slow part.
        view_id: of the window, where it is known.
    """

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
    shown = show(rooms.directory_of(workspace.id).client, attempt.nonce, outcome.view, view_id)
    if not shown and outcome.text and attempt.answer_to:
        answer(attempt.answer_to, Message(outcome.text, (section(outcome.text),)))


def finished(rooms: Rooms, workspace: Workspace, attempt: Attempt, title: str, text: str) -> Outcome:
    """The end of it: told, what was planned is done, and Home shows it."""
    rooms.wake()
    home.show(rooms, workspace, attempt.by, rooms.directory_of(workspace.id).client)
    return Outcome(notice_modal(title, text), text)


def show(client: WebClient, external_id: str, view: View, view_id: str = "") -> bool:
    """Show a view in the place of another, which Slack may not have on screen yet; False where it was closed.

    Only once the acknowledgement has reached Slack is there a window with this external id: what is shown by it can't
    be drawn over by the acknowledgement. By its own id (the last resort) it could.
    """
    until, pause = time.monotonic() + LOOK_SECONDS, FIRST_PAUSE
    while time.monotonic() < until:
        if _update(client, view, external_id=external_id):
            return True
        time.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)
    return bool(view_id) and _update(client, view, view_id=view_id)


def _update(client: WebClient, view: View, **which: str) -> bool:
    try:
        client.views_update(view=view, **which)
    except LOST as error:
        data = error.response.data if isinstance(error, SlackApiError) else None  # any JSON at all
        code = data.get("error") if isinstance(data, dict) else type(error).__name__
        log.debug("window_not_found", error=code)
        return False
    return True


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
