"""The modal in which a workspace says who may decide, approve and administer."""

from collections.abc import Mapping

from slackapp.domain.roles import MOST, USUAL, Role, Roles, Who
from slackapp.slack import ids
from slackapp.slack.blocks import context, modal, plain, section
from slackapp.slack.message import Block, View
from slackapp.slack.text import escape, mention

TITLE = "Roles"
_MOST_GROUPS = 100  # options of a menu
_PEOPLE = {
    Role.DECIDE: ("Who may decide on cards", "Empty, here and below: anyone in the channel."),
    Role.APPROVE: ("Who approves replies", "Empty, here and below: nobody has to. Else the others' replies wait."),
    Role.ADMINISTER: ("Who administers Rapport", "Accounts, channels, words, roles. Empty: the admins of this Slack."),
}
_GROUPS = {Role.DECIDE: "User groups that may decide", Role.APPROVE: "User groups that approve"}
WITH_GROUPS = tuple(_GROUPS)


def roles_modal(roles: Roles, workspace_id: int, groups: Mapping[str, str] | None, why_none: str = "") -> View:
    """Draw the modal.

    Args:
        roles: as they are.
        workspace_id: whose.
        groups: every user group's name by its id; None where Slack did not tell.
        why_none: why it did not.
    """
    blocks: list[Block] = [section("A role counts at every click, in every window and for every command.")]
    for role in Role:
        who = _of(roles, role)
        blocks.append(_people(role, who))
        if role in _GROUPS and groups:
            blocks.append(_user_groups(role, who, groups))
        elif role in _GROUPS and who.groups:
            blocks.append(context(f"👥 Beside them: {_number(len(who.groups))}, which stay as they are."))
    if groups is None:
        blocks.append(context(f"👥 User groups can’t be chosen now. {escape(why_none)}"))
    return modal(ids.ROLES_VIEW, TITLE, blocks, ids.metadata(workspace_id, 0), close="Cancel", submit="Save")


def told(roles: Roles) -> str:
    """The roles as they are now, in lines of mrkdwn."""
    decide = _named(_of(roles, Role.DECIDE)) or "anyone in the channel"
    approve = _named(_of(roles, Role.APPROVE))
    administer = _named(_of(roles, Role.ADMINISTER)) or "the admins of this Slack workspace"
    sends = f"{approve}; what others write waits for them" if approve else "nobody has to: who decides, sends"
    return f"*Decide:* {decide}\n*Approve replies:* {sends}\n*Administer:* {administer}"


def _of(roles: Roles, role: Role) -> Who:
    """Whom a role names; nobody where it is as usual."""
    who = {Role.DECIDE: roles.decide, Role.APPROVE: roles.approve, Role.ADMINISTER: roles.administer}[role]
    return who if who is not None and who is not USUAL.decide and not who.everyone else Who()


def _people(role: Role, who: Who) -> Block:
    element: dict[str, object] = {
        "type": "multi_users_select",
        "action_id": ids.ROLES_INPUT,
        "placeholder": plain("Choose people", 150),
        "max_selected_items": MOST,
    }
    if who.users:
        element["initial_users"] = sorted(who.users)
    label, hint = _PEOPLE[role]
    return _optional(f"{ids.ROLES_PEOPLE}{role}", label, hint, element)


def _user_groups(role: Role, who: Who, groups: Mapping[str, str]) -> Block:
    first = sorted(groups, key=lambda each: (each not in who.groups, groups[each].lower()))[:_MOST_GROUPS]
    options = {each: {"text": plain(groups[each], 75), "value": each} for each in first}
    element: dict[str, object] = {
        "type": "multi_static_select",
        "action_id": ids.ROLES_INPUT,
        "placeholder": plain("Choose user groups", 150),
        "options": list(options.values()),
    }
    if chosen := [option for each, option in options.items() if each in who.groups]:
        element["initial_options"] = chosen
    return _optional(f"{ids.ROLES_GROUPS}{role}", _GROUPS[role], "", element)


def _optional(block_id: str, label: str, hint: str, element: dict[str, object]) -> Block:
    block: Block = {"type": "input", "block_id": block_id, "label": plain(label, 2000), "element": element}
    return block | {"optional": True} | ({"hint": plain(hint, 2000)} if hint else {})


def _named(who: Who) -> str:
    people = [mention(each) for each in sorted(who.users)]
    return ", ".join([*people, *([_number(len(who.groups))] if who.groups else [])])


def _number(groups: int) -> str:
    return "one user group" if groups == 1 else f"{groups} user groups"
