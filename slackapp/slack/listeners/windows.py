"""Windows that wait for a slow network: "one moment" first, then the outcome, which finds the window by its name."""

import time
from collections.abc import Callable
from pathlib import Path

import structlog
from slack_bolt import Ack
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from slackapp.domain.accounts import Workspace
from slackapp.secrets import SecretsTrouble
from slackapp.slack.attempts import Attempt, Outcome, UnderWay, opened
from slackapp.slack.blocks import section
from slackapp.slack.listeners import home
from slackapp.slack.listeners.rooms import Rooms, answer, open_modal
from slackapp.slack.message import Message, View
from slackapp.slack.modals import notice_modal
from slackapp.slack.payloads import Click, Command, Submission

log = structlog.get_logger()

TITLE = "Connect an account"
LOOK_SECONDS = 8.0  # how long a window is looked for that should be there
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 1.0  # seconds between two looks, doubling
_SORRY = "⚠️ Something went wrong on our side. Home shows how the accounts stand; please begin again in a moment."


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


def _show(client: WebClient, external_id: str, view: View) -> bool:
    """Show a view in the place of another: which Slack may not have on screen yet, or which was closed."""
    until, pause = time.monotonic() + LOOK_SECONDS, FIRST_PAUSE
    while True:
        try:
            client.views_update(external_id=external_id, view=view)
        except (SlackClientError, OSError) as error:
            code = error.response.get("error") if isinstance(error, SlackApiError) else type(error).__name__
            if time.monotonic() > until:
                log.info("window_not_found", error=code)
                return False
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        else:
            return True


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
