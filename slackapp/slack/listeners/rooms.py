"""What the listeners may use, handed to them by the composition root."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.webhook import WebhookClient

from slackapp.decisions import Decisions, TooLate
from slackapp.domain.accounts import Workspace
from slackapp.faces import Faces
from slackapp.listings import Asker, Listings
from slackapp.networks.base import NetworkError
from slackapp.networks.registry import Networks
from slackapp.overview import Overview
from slackapp.report import Report
from slackapp.slack.blocks import section
from slackapp.slack.directory import Directory
from slackapp.slack.errors import plain_errors
from slackapp.slack.message import Message, View
from slackapp.slack.notices import faster
from slackapp.slack.onlookers import Onlookers
from slackapp.slack.payloads import BadPayload, Click
from slackapp.slack.poster import ResponseUrls
from slackapp.slack.soon import Soon

ANSWER_SECONDS = 2  # Slack waits three for the acknowledgement, which goes out after what a listener says

_LATE = "⏱️ Slack did not let the window open in time. Please click once more."
_NOT_OPENED = Message(_LATE, (section(_LATE),))


@dataclass(frozen=True, slots=True)
class Rooms:
    """The house, as far as listeners see it."""

    decisions: Decisions
    faces: Faces
    listings: Listings
    overview: Overview
    report: Report
    networks: Networks
    response_urls: ResponseUrls
    onlookers: Onlookers
    soon: Soon
    workspace_of: Callable[[str], Workspace | None]  # by Slack's team id
    directory_of: Callable[[int], Directory]  # by workspace id
    now: Callable[[], datetime]
    wake: Callable[[], None]

    def workspace(self, team_id: str) -> Workspace:
        """The workspace a body came from.

        Raises:
            BadPayload: none of ours.
        """
        found = self.workspace_of(team_id)
        if found is None:
            raise BadPayload("this workspace has not installed Rapport")
        return found

    def asker(self, workspace: Workspace, user_id: str) -> Asker:
        """Who asks, with their time zone."""
        return Asker(workspace.id, user_id, self.directory_of(workspace.id).zone(user_id))

    def too_late(self, late: TooLate) -> Message:
        """What to tell somebody whose click came second."""
        face = self.faces.card(late.card.id) if late.card else None
        return faster(face, late.by, late.at)


def open_modal(call: Callable[..., object], click: Click, view: View) -> None:
    """Open a modal by `views.open` or `views.push`; where Slack won't (a click is good for three seconds), say so."""
    try:
        with plain_errors(effect=False):
            call(trigger_id=click.trigger_id, view=view)
    except NetworkError:
        answer(click.response_url, _NOT_OPENED)


def answer(response_url: str, message: Message, *, replace: bool = False) -> None:
    """Say something to the one person who clicked or asked; quietly nothing where Slack no longer takes it."""
    if response_url:
        WebhookClient(response_url, timeout=ANSWER_SECONDS, retry_handlers=[]).send(
            text=message.text, blocks=list(message.blocks), response_type="ephemeral", replace_original=replace
        )
