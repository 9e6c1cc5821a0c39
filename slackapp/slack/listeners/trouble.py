"""What goes wrong in a listener: logged for the operator, said in a plain sentence to the person, never a traceback.

Whatever could not be done is refused where the person looks: in the modal, so that what they typed stays; in answer to
the command; beside the card. Only an event gets no word: Slack sends it again.
"""

from collections.abc import Callable, Mapping

import structlog
from slack_bolt import Ack, App
from slack_bolt.response import BoltResponse
from slack_sdk import WebClient

from slackapp.slack import payloads
from slackapp.slack.blocks import section
from slackapp.slack.errors import LOST
from slackapp.slack.listeners.rooms import answer
from slackapp.slack.message import Message
from slackapp.slack.modals import notice_modal
from slackapp.slack.payloads import BadPayload
from slackapp.store.away import UnsureError, is_away

log = structlog.get_logger()

SORRY = "⚠️ Something went wrong on our side, and nothing was done. Please try again in a moment."
AWAY = "⚠️ Rapport can’t reach its database just now, so nothing was done. Please try again in a moment."
UNSURE = (
    "❓ Rapport lost its database at that very moment and isn’t sure whether this counted. "
    "Please do it again in a moment: nothing happens twice."
)
UNSHOWN = (
    "⚠️ Something went wrong on our side after that was noted. What was decided stands, and happens once. "
    "Please look again in a moment."
)
TITLE = "That didn’t work"

Body = Mapping[str, object]


def check_shape(body: Body, next_: Callable[[], None]) -> None:
    """Look at each signed body before Bolt does, which stumbles over what Slack would never send.

    Raises:
        BadPayload: it is nothing that Bolt could read.
    """
    payloads.check(body)
    next_()


def register(app: App) -> None:
    """Register the one error handler."""

    @app.error
    def on_trouble(error: Exception, body: Body, client: WebClient, ack: Ack) -> BoltResponse:
        if isinstance(error, BadPayload):
            log.warning("bad_payload", reason=str(error)[:200])
            return BoltResponse(status=200, body="")
        told = words_for(error)
        # While the database is away, every click meets the same: one line each is enough.
        log.error("listener_failed", error=type(error).__name__, exc_info=error if told is SORRY else None)
        noted: BoltResponse | None = ack.response
        if noted is None:
            return refuse(body, told, client)
        _say(body, UNSHOWN, client)  # the decision is on disk: only what was to follow it broke
        return noted


def refuse(body: Body, told: str, client: WebClient) -> BoltResponse:
    """Say that something was not done, where the person looks.

    What Slack lets us answer at once is answered: a modal keeps its words, a command gets its sentence. A click gets
    no acknowledgement, so that Slack shows its own sign, and our word beside it.
    """
    if body.get("type") == "view_submission":
        return BoltResponse(status=200, body=_in_modal(body, told))
    if isinstance(body.get("command"), str):
        return BoltResponse(status=200, body={"response_type": "ephemeral", "text": told})
    if _only_typing(body):
        return BoltResponse(status=200, body="")  # the count stays as it was; nothing was to be done
    _say(body, told, client)
    return BoltResponse(status=500, body="")


def turn_away(body: Body, told: str, plainly: str, client: WebClient) -> BoltResponse:
    """Tell somebody, where they look, that this is not theirs to do; for them it has come to its end.

    Args:
        body: what they did.
        told: why not and whom to ask, in mrkdwn.
        plainly: the same as plain text, for under a modal's box.
        client: Slack's.
    """
    if body.get("type") == "view_submission":
        return BoltResponse(status=200, body=_in_modal(body, plainly))
    if isinstance(body.get("command"), str):
        return BoltResponse(status=200, body={"response_type": "ephemeral", "text": told})
    _say(body, told, client)
    return BoltResponse(status=200, body="")


def answer_or_sorry(response_url: str, make: Callable[[], Message]) -> None:
    """Answer a command whose listener has ended: what goes wrong now is said to the person here."""
    try:
        message = make()
    except Exception as error:  # whatever it is: the person must not be left without an answer
        log.exception("command_failed", error=type(error).__name__)
        told = words_for(error)
        message = Message(told, (section(told),))
    try:
        answer(response_url, message)
    except LOST as unanswered:
        log.info("could_not_answer", error=type(unanswered).__name__)


def words_for(error: Exception) -> str:
    """What to tell a person where something broke that nobody foresaw."""
    if isinstance(error, UnsureError):
        return UNSURE
    return AWAY if is_away(error) else SORRY


def _in_modal(body: Body, told: str) -> dict[str, object]:
    """Under the first box, so that what was typed stays; a modal without a box says nothing but this."""
    view = body.get("view")
    blocks = view.get("blocks") if isinstance(view, Mapping) else None
    for block in blocks if isinstance(blocks, list) else []:
        if isinstance(block, Mapping) and block.get("type") == "input" and isinstance(block.get("block_id"), str):
            return {"response_action": "errors", "errors": {block["block_id"]: told}}
    return {"response_action": "update", "view": notice_modal(TITLE, told)}


def _only_typing(body: Body) -> bool:
    acts = body.get("actions")
    first = acts[0] if isinstance(acts, list) and acts else None
    return isinstance(first, Mapping) and first.get("type") == "plain_text_input"


def _say(body: Body, told: str, client: WebClient) -> None:
    """Beside the card that was clicked, or in a window over the modal or Home where the button was."""
    url, trigger, view = body.get("response_url"), body.get("trigger_id"), body.get("view")
    try:
        if isinstance(url, str):
            answer(url, Message(told, (section(told),)))
        elif isinstance(trigger, str) and isinstance(view, Mapping):
            show = client.views_push if view.get("type") == "modal" else client.views_open
            show(trigger_id=trigger, view=notice_modal(TITLE, told))
    except LOST as unanswered:
        log.info("could_not_say_sorry", error=type(unanswered).__name__)
