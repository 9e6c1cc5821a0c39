"""`/rapport roles`: who may do what, seen by everybody and changed by those who administer."""

from collections.abc import Mapping

from slack_bolt import Ack, App

from slackapp.domain.accounts import Workspace
from slackapp.domain.roles import EVERYONE, Role, Roles, Who, ids_in, may
from slackapp.networks.base import LoginRefused, NetworkError
from slackapp.slack import ids
from slackapp.slack.listeners import home
from slackapp.slack.listeners.openings import acknowledged, submitted, tell_who_looks
from slackapp.slack.listeners.rooms import Rooms, open_modal
from slackapp.slack.modals import notice_modal
from slackapp.slack.payloads import BadPayload, Click, Command, Submission
from slackapp.slack.roles import TITLE, WITH_GROUPS, roles_modal, told

_MAY_NOT = "Nothing was saved: only those who administer Rapport can change roles."
_LOCKED_OUT = "Keep yourself among them: whoever saves this must be able to change it again. Nothing was saved."
_NO_SCOPE = (
    "Rapport may not read them: install it anew with the scope usergroups:read (Slack’s admins: "
    "api.slack.com/apps → OAuth & Permissions → Reinstall)."
)


def register(app: App, rooms: Rooms) -> None:
    """The button in the settings, and the modal; the command is among the commands."""
    app.action(ids.ROLES_OPEN)(acknowledged(rooms, open_roles))

    app.view(ids.ROLES_VIEW)(submitted(rooms, _save))


def open_roles(rooms: Rooms, workspace: Workspace, asked: Click | Command) -> None:
    """Open the modal; tell the roles to those who may not change them."""
    roles, client = rooms.tuning.roles(workspace.id), rooms.directory_of(workspace.id).client
    if not rooms.may_connect(workspace, asked.actor_id):
        tell_who_looks(rooms, workspace, asked, TITLE, told(roles))
        return
    try:
        groups, why = rooms.directory_of(workspace.id).user_groups(), ""
    except LoginRefused:
        groups, why = None, _NO_SCOPE
    except NetworkError as error:
        groups, why = None, error.reason
    open_modal(client.views_open, asked, roles_modal(roles, workspace.id, groups, why))


def _save(rooms: Rooms, workspace: Workspace, sent: Submission, ack: Ack) -> None:
    if sent.private_metadata != ids.metadata(workspace.id, 0):
        raise BadPayload("the roles' window is none of this workspace's")
    mine = f"{ids.ROLES_PEOPLE}{Role.ADMINISTER}"
    wanted = _wanted(sent.values, rooms.tuning.roles(workspace.id))
    if not rooms.may_connect(workspace, sent.actor_id):
        ack(response_action="errors", errors={mine: _MAY_NOT})
    elif not _stays(rooms, workspace, wanted, sent.actor_id):
        ack(response_action="errors", errors={mine: _LOCKED_OUT})
    else:
        rooms.tuning.change_roles(workspace.id, wanted, sent.actor_id)
        ack(response_action="update", view=notice_modal(TITLE, f"✅ Saved; it counts from now on.\n{told(wanted)}"))
        home.again(rooms, workspace, sent.actor_id)


def _stays(rooms: Rooms, workspace: Workspace, wanted: Roles, user_id: str) -> bool:
    """Whether somebody still administers, once the roles are these."""
    named = rooms.connections.settings.admins
    is_admin = not named and rooms.directory_of(workspace.id).is_admin(user_id)
    return user_id in named or may(wanted, Role.ADMINISTER, user_id, is_admin=is_admin)


def _wanted(values: Mapping[str, str], before: Roles) -> Roles:
    decide, approve = (_chosen(values, role, before) for role in WITH_GROUPS)
    administer = _chosen(values, Role.ADMINISTER, before)
    return Roles(decide or EVERYONE, approve, administer)


def _chosen(values: Mapping[str, str], role: Role, before: Roles) -> Who | None:
    """Whom the modal names; groups that it did not show stay."""
    kept = {Role.DECIDE: before.decide, Role.APPROVE: before.approve, Role.ADMINISTER: before.administer}[role]
    groups = values.get(f"{ids.ROLES_GROUPS}{role}")
    shown = kept.groups if groups is None and kept else ids_in((groups or "").split())
    who = Who(ids_in(values.get(f"{ids.ROLES_PEOPLE}{role}", "").split()), shown)
    return who if who.users or who.groups else None
