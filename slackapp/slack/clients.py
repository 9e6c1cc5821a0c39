"""Slack's client for each workspace, and the one token of the settings."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from slackapp.domain.accounts import Workspace
from slackapp.networks.base import LoginRefused, Refused, Unavailable
from slackapp.slack.directory import Directory
from slackapp.slack.errors import plain_errors
from slackapp.store import accounts, installs
from slackapp.store.database import Database
from slackapp.workspaces import REMOVED

__all__ = ["Clients", "OwnToken", "Tokens", "WebClient", "WorkspaceClient", "web_client"]

SLACK_TIMEOUT = 10  # seconds for one call
# Slack says these of a token; somebody may have renewed it, or installed Rapport again, just before.
SPENT = frozenset({"invalid_auth", "account_inactive", "token_revoked", "token_expired"})


def web_client(base_url: str, token: str | None = None) -> WebClient:
    """The Web API's client. It retries nothing by itself: the SDK would post a message twice whose answer was lost."""
    return WebClient(token=token, base_url=base_url.rstrip("/") + "/", timeout=SLACK_TIMEOUT, retry_handlers=[])


class Tokens(Protocol):
    """Every workspace's token."""

    def of(self, workspace_id: int) -> str:
        """The token to call Slack with now.

        Raises:
            Refused: Rapport was removed from the workspace.
            LoginRefused: there is none that Slack would take.
        """


class WorkspaceClient(WebClient):
    """Slack's client for one workspace, for as long as one likes: each call goes out with the token of that moment."""

    def __init__(self, base_url: str, tokens: Tokens, workspace_id: int) -> None:
        """Calls nobody."""
        super().__init__(base_url=base_url.rstrip("/") + "/", timeout=SLACK_TIMEOUT, retry_handlers=[])
        self._tokens, self._workspace_id = tokens, workspace_id

    def api_call(self, api_method: str, **arguments: object) -> object:  # type: ignore[override]  # passed on as it came
        """Call Slack; what a token was refused for is asked once more if there is another token by now."""
        token = self._tokens.of(self._workspace_id)
        try:
            return self._with(token).api_call(api_method, **arguments)  # type: ignore[arg-type]  # likewise
        except SlackApiError as error:
            if error.response.get("error") not in SPENT:
                raise
            other = self._tokens.of(self._workspace_id)
            if other == token:
                raise
            return self._with(other).api_call(api_method, **arguments)  # type: ignore[arg-type]  # likewise

    def _with(self, token: str) -> WebClient:
        return web_client(self.base_url, token)


@dataclass(slots=True)
class OwnToken:
    """The one token of the settings, for the one workspace that Slack says it is for."""

    token: str = field(repr=False)
    base_url: str
    database: Database
    now: Callable[[], datetime]
    _workspace_id: int | None = None

    def workspace(self) -> Workspace:
        """Ask Slack which workspace it is for, and record that.

        Raises:
            NetworkError: Slack can't be asked, or doesn't take the token.
        """
        with plain_errors(effect=False):
            who = web_client(self.base_url, self.token).auth_test()
        team_id = who.get("team_id")
        if not isinstance(team_id, str):
            raise Unavailable("Slack doesn't say which workspace the token is for. Try again in a moment.")
        with self.database.write() as tx:
            found = accounts.put_workspace(tx, team_id, str(who.get("team") or ""), self.now())
        self._workspace_id = found.id
        return found

    def of(self, workspace_id: int) -> str:
        """The token, unless it is another workspace's."""
        if self._workspace_id is None:
            self.workspace()
        if self._workspace_id != workspace_id:
            raise LoginRefused("Rapport's bot token is for another Slack workspace.")
        with self.database.read() as tx:
            if installs.removed(tx, workspace_id):
                raise Refused(REMOVED)
        return self.token


@dataclass(frozen=True, slots=True)
class Clients:
    """Slack's client and directory for each workspace. `own` is there where the settings hold the one token."""

    base_url: str
    tokens: Tokens
    own: OwnToken | None = None
    _directories: dict[int, Directory] = field(default_factory=dict)

    def of(self, workspace_id: int) -> WebClient:
        """The client that speaks in a workspace."""
        return self.directory(workspace_id).client

    def directory(self, workspace_id: int) -> Directory:
        """What we asked Slack about a workspace's people and channels."""
        if workspace_id not in self._directories:
            client = WorkspaceClient(self.base_url, self.tokens, workspace_id)
            self._directories.setdefault(workspace_id, Directory(client))
        return self._directories[workspace_id]
