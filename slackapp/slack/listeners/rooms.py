"""What the listeners may use, handed to them by the composition root."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient

from slackapp.bulks import Bulks
from slackapp.decisions import Decisions, TooLate
from slackapp.domain.accounts import Account, Channels, Left, Workspace
from slackapp.domain.people import NetworkName
from slackapp.domain.roles import Role, Roles, may
from slackapp.drafting import Drafting
from slackapp.exports import Exports
from slackapp.faces import Faces
from slackapp.handing import Handing
from slackapp.history import History
from slackapp.home import HomeTabs
from slackapp.listings import Asker, Listings
from slackapp.networks.base import NetworkError
from slackapp.networks.connector import Connector, Credentials
from slackapp.networks.registry import Networks
from slackapp.overview import Overview
from slackapp.report import Report
from slackapp.routes import Routes
from slackapp.secrets import Secrets
from slackapp.settings import Settings
from slackapp.slack.blocks import section
from slackapp.slack.directory import Directory
from slackapp.slack.errors import plain_errors
from slackapp.slack.home.pictures import HomePictures
from slackapp.slack.home.seen import Seen
from slackapp.slack.message import Message, View
from slackapp.slack.notices import faster
from slackapp.slack.onlookers import Onlookers
from slackapp.slack.payloads import BadPayload, Click, Command
from slackapp.slack.poster import ResponseUrls
from slackapp.slack.presence import Presence
from slackapp.slack.soon import Soon
from slackapp.slack.text import mention
from slackapp.spending import Spending
from slackapp.tuning import Tuning
from slackapp.watch.feeds import ReadFeeds
from slackapp.webhooks.kept import Webhooks
from slackapp.workspaces import Workspaces

ANSWER_SECONDS = 2  # Slack waits three for the acknowledgement, which goes out after what a listener says

_LATE = "⏱️ Slack did not let the window open in time. Please click once more."
_NOT_OPENED = Message(_LATE, (section(_LATE),))


class Connecting(Protocol):
    """Our accounts' connections. What asks Slack or a network may raise NetworkError."""

    @property
    def keeper(self) -> Secrets:
        """Seals what travels through a modal."""

    @property
    def catalog(self) -> Mapping[NetworkName, Connector]:
        """Every network's connector."""

    @property
    def settings(self) -> Settings:
        """Who may connect accounts."""

    def account(self, workspace_id: int, account_id: int) -> Account | None:
        """A connected account of a workspace."""

    def channels_of(self, account_id: int) -> Channels:
        """Where an account's news go, by id; "" where they go nowhere."""

    def known_answers(self, account: Account) -> dict[str, str]:
        """What an account's network asks first and we know already: never a secret."""

    def follows_settings(self, account: Account) -> bool:
        """Whether its tokens stand in the settings, which say at each start where its news go."""

    def default_channels(self) -> Channels:
        """Where news go unless said otherwise."""

    def find(self, workspace_id: int, to: Channels) -> dict[str, str]:
        """The ids of a workspace's channels, by what was asked for. Raises ConnectTrouble."""

    def add(
        self,
        name: NetworkName,
        credentials: Credentials,
        to: Channels,
        *,
        by: str = "",
        instead_of: Account | None = None,
        into: Workspace | None = None,
    ) -> Account:
        """Connect an account. Raises ConnectTrouble."""

    def send_to(self, account_id: int, to: Channels, by: str = "") -> None:
        """Send an account's news elsewhere; `by` is the Slack user id of who wants it. Raises ConnectTrouble."""

    def disconnect(self, account_id: int, by: str = "") -> Left:
        """Let an account go; `by` is the Slack user id of who wants it."""


@dataclass(frozen=True, slots=True)
class Rooms:
    """The house, as far as listeners see it."""

    decisions: Decisions
    bulks: Bulks
    handing: Handing
    drafting: Drafting
    faces: Faces
    listings: Listings
    overview: Overview
    home: HomeTabs
    pictures: HomePictures
    report: Report
    feeds: ReadFeeds
    networks: Networks
    connections: Connecting
    response_urls: ResponseUrls
    onlookers: Onlookers
    presence: Presence
    soon: Soon
    workspaces: Workspaces
    tuning: Tuning
    spending: Spending
    routes: Routes
    webhooks: Webhooks
    history: History
    exports: Exports
    directory_of: Callable[[int], Directory]  # by workspace id
    now: Callable[[], datetime]
    wake: Callable[[], None]
    first_time: Callable[[int, str], bool]  # by workspace id and event id: whether nobody has taken this event yet
    seen: Seen = field(default_factory=Seen)

    def workspace(self, team_id: str) -> Workspace:
        """The workspace a body came from.

        Raises:
            BadPayload: none of ours.
        """
        found = self.workspaces.of(team_id)
        if found is None:
            raise BadPayload("this workspace has not installed Rapport")
        return found

    def asker(self, workspace: Workspace, user_id: str) -> Asker:
        """Who asks, with their time zone."""
        return Asker(workspace.id, user_id, self.directory_of(workspace.id).zone(user_id))

    def may_connect(self, workspace: Workspace, user_id: str, account: Account | None = None) -> bool:
        """Whether somebody may connect an account or, of one that is connected, change or end that."""
        named, roles = self.connections.settings.admins, self.tuning.roles(workspace.id)
        if user_id in named:
            return True  # whoever runs Rapport can always let somebody in again
        if roles.administer is not None:
            return may(roles, Role.ADMINISTER, user_id, self._groups(workspace, roles, user_id))
        if named:
            return False
        if account is not None and account.connected_by == user_id:
            return True
        return self.directory_of(workspace.id).is_admin(user_id)

    def may(self, workspace: Workspace, role: Role, user_id: str) -> bool:
        """Whether somebody has a role here."""
        if role is Role.ADMINISTER:
            return self.may_connect(workspace, user_id)
        roles = self.tuning.roles(workspace.id)
        return may(roles, role, user_id, self._groups(workspace, roles, user_id))

    def _groups(self, workspace: Workspace, roles: Roles, user_id: str) -> frozenset[str]:
        """The user groups that somebody is in, of those that have a role."""
        return self.directory_of(workspace.id).groups_of(user_id, roles.groups) if roles.groups else frozenset()

    def whom_to_ask(self, account: Account | None = None) -> str:
        """A kind word for those who may not."""
        return f"🙏 Accounts are in few hands, since they hold a login. Please ask {self.whom(account)}."

    def whom(self, account: Account | None = None, workspace: Workspace | None = None) -> str:
        """Who may: by name, where they are named."""
        set_here = self.tuning.roles(workspace.id).administer if workspace else None
        if set_here is not None and set_here.users:
            return " or ".join(mention(each) for each in sorted(set_here.users)[:5])
        if named := self.connections.settings.admins:
            return " or ".join(mention(each) for each in named[:5])
        by = mention(account.connected_by, "") if account else ""
        return f"{by}, or any admin of this Slack workspace" if by else "an admin of this Slack workspace"

    def too_late(self, late: TooLate) -> Message:
        """What to tell somebody whose click came second."""
        face = self.faces.card(late.card.id) if late.card else None
        return faster(face, late.by, late.at)


def open_modal(call: Callable[..., SlackResponse], click: Click | Command, view: View) -> str:
    """Open a modal by `views.open` or `views.push`, and return its id.

    Where Slack won't (a click is good for three seconds), say so, and return "".
    """
    try:
        with plain_errors(effect=False):
            opened = call(trigger_id=click.trigger_id, view=view)
    except NetworkError:
        answer(click.response_url, _NOT_OPENED)
        return ""
    return str((opened.get("view") or {}).get("id") or "unknown")


def answer(response_url: str, message: Message, *, replace: bool = False) -> None:
    """Say something to the one person who clicked or asked; quietly nothing where Slack no longer takes it."""
    if response_url:
        WebhookClient(response_url, timeout=ANSWER_SECONDS, retry_handlers=[]).send(
            text=message.text, blocks=list(message.blocks), response_type="ephemeral", replace_original=replace
        )
