"""What goes wrong in a listener: logged for the operator, said in a plain sentence to the person, never a traceback."""

from collections.abc import Callable, Mapping

import structlog
from slack_bolt import App
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackClientError

from slackapp.slack import payloads
from slackapp.slack.blocks import section
from slackapp.slack.listeners.rooms import answer
from slackapp.slack.message import Message
from slackapp.slack.payloads import BadPayload

log = structlog.get_logger()

SORRY = "⚠️ Something went wrong on our side, and nothing was done. Please try again in a moment."


def check_shape(body: Mapping[str, object], next_: Callable[[], None]) -> None:
    """Look at each signed body before Bolt does, which stumbles over what Slack would never send.

    Raises:
        BadPayload: it is nothing that Bolt could read.
    """
    payloads.check(body)
    next_()


def register(app: App) -> None:
    """Register the one error handler."""

    @app.error
    def on_trouble(error: Exception, body: Mapping[str, object]) -> BoltResponse:
        if isinstance(error, BadPayload):
            log.warning("bad_payload", reason=str(error)[:200])
            return BoltResponse(status=200, body="")
        log.error("listener_failed", error=type(error).__name__, exc_info=error)
        url = body.get("response_url")
        if isinstance(url, str):
            _say_sorry(url)
        return BoltResponse(status=500, body="")


def answer_or_sorry(response_url: str, make: Callable[[], Message]) -> None:
    """Answer a command whose listener has ended: what goes wrong now is said to the person here."""
    try:
        message = make()
    except Exception as error:  # whatever it is: the person must not be left without an answer
        log.exception("command_failed", error=type(error).__name__)
        _say_sorry(response_url)
    else:
        answer(response_url, message)


def _say_sorry(response_url: str) -> None:
    try:
        answer(response_url, Message(SORRY, (section(SORRY),)))
    except (OSError, SlackClientError) as unanswered:
        log.info("could_not_say_sorry", error=type(unanswered).__name__)
