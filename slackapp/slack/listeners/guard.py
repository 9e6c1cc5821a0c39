"""Who may: asked here of every click, modal and command, before any listener hears of it."""

from collections.abc import Callable, Mapping

import structlog
from slack_bolt import App
from slack_bolt.response import BoltResponse
from slack_sdk import WebClient

from slackapp.domain.accounts import Workspace
from slackapp.domain.roles import Role, Who
from slackapp.slack import gates, payloads
from slackapp.slack.gates import Gate
from slackapp.slack.listeners.rooms import Rooms
from slackapp.slack.listeners.trouble import turn_away
from slackapp.slack.text import mention

log = structlog.get_logger()

Body = Mapping[str, object]
_DOES = {
    Role.DECIDE: "Deciding on cards",
    Role.APPROVE: "Sending drafts",
    Role.ADMINISTER: "Changing how Rapport works",
}
_MOST_NAMED = 5


def register(app: App, rooms: Rooms) -> None:
    """One middleware before all listeners."""

    @app.middleware
    def may_they(body: Body, client: WebClient, next_: Callable[[], None]) -> BoltResponse | None:
        asked = _asked(body)
        if asked is not None:
            gate, team_id, user_id = asked
            refused = gate not in (Gate.NONE, Gate.THERE) and refusal(rooms, rooms.workspace(team_id), gate, user_id)
            if refused:
                log.info("not_theirs_to_do", gate=gate.name)
                return turn_away(body, *refused, client)
        next_()
        return None


def refusal(rooms: Rooms, workspace: Workspace, gate: Gate, user_id: str) -> tuple[str, str] | None:
    """What to tell somebody who may not, in mrkdwn with names and in plain text; None for who may."""
    role = Role.ADMINISTER if gate is Gate.ACCOUNT else Role(gate.value)
    if rooms.may(workspace, role, user_id) or (gate is Gate.ACCOUNT and _has_connected(rooms, workspace, user_id)):
        return None
    told = f"🙏 {_DOES[role]} is in a few hands here, so nothing was done."
    return f"{told} Please ask {_whom(rooms, workspace, role)}.", f"{told} Please ask somebody who may."


def _asked(body: Body) -> tuple[Gate, str, str] | None:
    """The gate that somebody is at, with the workspace and who it is; None where it is no person's act."""
    if isinstance(body.get("command"), str):
        command = payloads.command(body)
        return gates.of_command(command.name, command.text), command.team_id, command.actor_id
    if body.get("type") == "block_actions":
        click = payloads.click(body)
        return gates.of_action(click.action_id, click.value), click.team_id, click.actor_id
    if body.get("type") == "view_submission":
        sent = payloads.submission(body)
        return gates.of_view(sent.callback_id), sent.team_id, sent.actor_id
    return None


def _has_connected(rooms: Rooms, workspace: Workspace, user_id: str) -> bool:
    connected = rooms.tuning.connected_by(workspace.id, user_id)
    return any(rooms.may_connect(workspace, user_id, account) for account in connected)


def _whom(rooms: Rooms, workspace: Workspace, role: Role) -> str:
    if role is Role.ADMINISTER:
        return rooms.whom(workspace=workspace)
    roles = rooms.tuning.roles(workspace.id)
    return named(roles.approve if role is Role.APPROVE and roles.approve else roles.decide)


def named(who: Who) -> str:
    """Who has a role, by name: people, then user groups."""
    people = [mention(each) for each in sorted(who.users)]
    groups = [f"<!subteam^{each}>" for each in sorted(who.groups)]
    return " or ".join([*people, *groups][:_MOST_NAMED]) or "an admin"
