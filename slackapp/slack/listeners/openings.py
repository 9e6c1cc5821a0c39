"""What windows share: a click is acknowledged before they open, what is sent is read, who may only look is told."""

from collections.abc import Callable, Mapping

from slack_bolt import Ack

from slackapp.domain.accounts import Workspace
from slackapp.slack import payloads
from slackapp.slack.blocks import context, section
from slackapp.slack.listeners.rooms import Rooms, answer, open_modal
from slackapp.slack.message import Message
from slackapp.slack.modals import notice_modal
from slackapp.slack.payloads import Click, Command, Submission

Act = Callable[[Rooms, Workspace, Click], None]
Save = Callable[[Rooms, Workspace, Submission, Ack], None]


def acknowledged(rooms: Rooms, act: Act) -> Callable[[Ack, Mapping[str, object]], None]:
    """A listener that acknowledges a click, and acts on it afterwards: looking things up must not cost Slack's time."""

    def on_click(ack: Ack, body: Mapping[str, object]) -> None:
        click = payloads.click(body)
        workspace = rooms.workspace(click.team_id)
        ack()
        rooms.soon(lambda: act(rooms, workspace, click))

    return on_click


def submitted(rooms: Rooms, save: Save) -> Callable[[Ack, Mapping[str, object]], None]:
    """A listener that reads what a window sends, and leaves it to `save` to acknowledge it."""

    def on_sent(ack: Ack, body: Mapping[str, object]) -> None:
        sent = payloads.submission(body)
        save(rooms, rooms.workspace(sent.team_id), sent, ack)

    return on_sent


def tell_who_looks(
    rooms: Rooms, workspace: Workspace, asked: Click | Command, title: str, text: str, *, may: bool = False
) -> None:
    """Tell how something is set to somebody who does not change it, beside what they clicked or in a small window.

    Args:
        rooms: the house.
        workspace: whose.
        asked: their click or command.
        title: the window's.
        text: how it is set, mrkdwn of ours.
        may: whether they might change it all the same: then nobody is named to ask.
    """
    small = "" if may else f"To change this, please ask {rooms.whom(workspace=workspace)}."
    whole = "\n\n".join(part for part in (text, small) if part)
    if asked.response_url:
        answer(asked.response_url, Message(whole, (section(text), *([context(small)] if small else []))))
    else:
        open_modal(rooms.directory_of(workspace.id).client.views_open, asked, notice_modal(title, whole))
