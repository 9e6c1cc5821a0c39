"""Which client a listener speaks with: its workspace's own."""

from slack_bolt import BoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.authorize import Authorize

from slackapp.slack.clients import Clients
from slackapp.workspaces import Workspaces


class Authorizing(Authorize):
    """What Bolt asks for each body: nothing is asked of Slack for it, and nothing decrypted before a listener calls."""

    def __init__(self, workspaces: Workspaces, clients: Clients) -> None:
        """Calls nobody."""
        self._workspaces, self._clients = workspaces, clients

    def __call__(
        self, *, context: BoltContext, enterprise_id: str | None, team_id: str | None, user_id: str | None, **_: object
    ) -> AuthorizeResult:
        """Hand the listener its workspace's client; where Rapport isn't in it, the listener says so."""
        named = isinstance(team_id, str) and team_id.isascii() and team_id.isalnum()  # bodies may hold anything
        workspace = self._workspaces.of(team_id or "") if named else None
        if workspace is not None:
            context["client"] = self._clients.of(workspace.id)
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, user_id=user_id)
