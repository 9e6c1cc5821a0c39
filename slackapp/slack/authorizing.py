"""Which client a listener speaks with: its workspace's own."""

from collections.abc import Callable

from slack_bolt import BoltContext
from slack_bolt.authorization import AuthorizeResult

from slackapp.slack.clients import Clients
from slackapp.workspaces import Workspaces


def authorizing(workspaces: Workspaces, clients: Clients) -> Callable[..., AuthorizeResult]:
    """What Bolt asks for each body: nothing is asked of Slack for it, and nothing decrypted before a listener calls."""

    def authorize(context: BoltContext, team_id: str | None) -> AuthorizeResult:
        workspace = workspaces.of(team_id or "")
        if workspace is not None:  # else the listener says that Rapport isn't there
            context["client"] = clients.of(workspace.id)
        return AuthorizeResult(enterprise_id=None, team_id=team_id)

    return authorize
