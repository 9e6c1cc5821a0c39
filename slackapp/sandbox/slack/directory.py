"""Who and what is in the workspace: auth.test, users, conversations, the bot, the team."""

import dataclasses
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from slackapp.sandbox.slack.arguments import Json, SlackError, flag, need
from slackapp.sandbox.slack.state import State
from slackapp.sandbox.slack.world import Channel, Teammate

CREATED = 1_700_000_000
OF_THE_DELETED = ("id", "team_id", "name", "deleted", "profile", "is_bot", "is_app_user", "updated")


def auth_test(state: State, _args: Json) -> Json:
    """auth.test."""
    world = state.world
    return {
        "ok": True,
        "url": f"https://{world.team_domain}.slack.com/",
        "team": world.team_name,
        "user": world.app_name.lower(),
        "team_id": world.team_id,
        "user_id": world.bot_user_id,
        "bot_id": world.bot_id,
        "is_enterprise_install": False,
    }


def api_test(_state: State, args: Json) -> Json:
    """api.test."""
    if args.get("error"):
        raise SlackError(str(args["error"]))
    return {"ok": True, "args": {key: value for key, value in args.items() if key != "token"}}


def avatar(state: State, user_id: str) -> str:
    """The address of somebody's picture, drawn by the stand-in."""
    return f"{state.root}/avatar/{user_id}.svg"


def user_object(state: State, person: Teammate) -> Json:
    """A person in Slack's shape."""
    zone = ZoneInfo(person.tz)
    local = datetime.fromtimestamp(state.now(), UTC).astimezone(zone)
    offset = local.utcoffset()
    picture = avatar(state, person.id)
    whole = {
        "id": person.id,
        "team_id": state.world.team_id,
        "name": person.name,
        "deleted": person.deleted,
        "color": person.color,
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": local.tzname(),
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": {
            "real_name": person.real_name,
            "real_name_normalized": person.real_name,
            "display_name": person.name,
            "display_name_normalized": person.name,
            "first_name": person.real_name.split()[0],
            "last_name": person.real_name.split()[-1],
            "image_48": picture,
            "image_72": picture,
            "team": state.world.team_id,
        },
        "is_admin": person.is_admin,
        "is_owner": person.is_owner,
        "is_primary_owner": person.is_primary_owner,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": False,
        "is_app_user": False,
        "updated": CREATED,
    }
    return {key: whole[key] for key in OF_THE_DELETED} if person.deleted else whole


def bot_user(state: State) -> Json:
    """The bot in a user's shape."""
    world = state.world
    bot = Teammate(world.bot_user_id, world.app_name.lower(), world.app_name, "America/Los_Angeles", "4bbe2e")
    found = user_object(state, bot)
    found["profile"] |= {"api_app_id": world.app_id, "bot_id": world.bot_id, "always_active": True}
    return found | {"is_bot": True}


def users_info(state: State, args: Json) -> Json:
    """users.info."""
    wanted = need(args, "user")
    if wanted == state.world.bot_user_id:
        return {"ok": True, "user": bot_user(state)}
    person = state.world.teammate(wanted)
    if person is None:
        raise SlackError("user_not_found")
    return {"ok": True, "user": user_object(state, person)}


def users_list(state: State, _args: Json) -> Json:
    """users.list."""
    members = [user_object(state, person) for person in state.world.teammates]
    return {
        "ok": True,
        "members": [*members, bot_user(state)],
        "cache_ts": int(state.now()),
        "response_metadata": {"next_cursor": ""},
    }


def usergroups_list(state: State, _args: Json) -> Json:
    """usergroups.list."""
    found = [
        {
            "id": group.id,
            "team_id": state.world.team_id,
            "is_usergroup": True,
            "name": group.name,
            "handle": group.handle,
            "date_delete": 0,
            "user_count": len(group.member_ids),
        }
        for group in state.world.user_groups
    ]
    return {"ok": True, "usergroups": found}


def usergroups_users_list(state: State, args: Json) -> Json:
    """usergroups.users.list."""
    wanted = need(args, "usergroup")
    group = next((group for group in state.world.user_groups if group.id == wanted), None)
    if group is None:
        raise SlackError("no_such_subteam")
    return {"ok": True, "users": list(group.member_ids)}


def channel_object(state: State, channel: Channel) -> Json:
    """A conversation in Slack's shape."""
    if channel.id.startswith("D"):
        return {
            "id": channel.id,
            "created": CREATED,
            "is_im": True,
            "is_archived": False,
            "is_org_shared": False,
            "user": channel.member_ids[0],
        }
    set_by = {"creator": channel.member_ids[0] if channel.member_ids else "", "last_set": CREATED}
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": False,
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.is_private,
        "created": CREATED,
        "creator": set_by["creator"],
        "is_archived": channel.is_archived,
        "is_general": channel.name == "general",
        "is_shared": False,
        "is_ext_shared": False,
        "is_org_shared": False,
        "is_member": channel.id in state.bot_in,
        "topic": {"value": channel.topic, **set_by},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(members(state, channel)),
    }


def members(state: State, channel: Channel) -> list[str]:
    """Everybody in a channel, the bot too where it is."""
    return [*channel.member_ids, *([state.world.bot_user_id] if channel.id in state.bot_in else [])]


def conversations_info(state: State, args: Json) -> Json:
    """conversations.info."""
    return {"ok": True, "channel": channel_object(state, state.channel(need(args, "channel")))}


def conversations_list(state: State, args: Json) -> Json:
    """conversations.list: public channels unless `types` says otherwise."""
    types = {kind.strip() for kind in str(args.get("types") or "public_channel").split(",")}
    if not types <= {"public_channel", "private_channel", "im", "mpim"}:
        raise SlackError("invalid_types")
    kinds = {"D": "im"}
    found = [
        channel_object(state, channel)
        for channel in state.channels.values()
        if kinds.get(channel.id[0], "private_channel" if channel.is_private else "public_channel") in types
        and (not channel.is_private or channel.id in state.bot_in)
        and not (channel.is_archived and flag(args, "exclude_archived"))
    ]
    return {"ok": True, "channels": found, "response_metadata": {"next_cursor": ""}}


def conversations_members(state: State, args: Json) -> Json:
    """conversations.members."""
    channel = state.channel(need(args, "channel"))
    return {"ok": True, "members": members(state, channel), "response_metadata": {"next_cursor": ""}}


def conversations_join(state: State, args: Json) -> Json:
    """conversations.join."""
    channel = state.channel(need(args, "channel"))
    if channel.is_archived:
        raise SlackError("is_archived")
    if channel.is_private:
        raise SlackError("method_not_supported_for_channel_type")
    body: Json = {"ok": True}
    if channel.id in state.bot_in:
        body |= {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
    state.bot_in.add(channel.id)
    return body | {"channel": channel_object(state, channel)}


def conversations_open(state: State, args: Json) -> Json:
    """conversations.open: the direct conversation with one person."""
    users = args.get("users")
    names = users if isinstance(users, list) else str(users or "").split(",")
    if names in ([], [""]):
        raise SlackError("users_list_not_supplied")
    if len(names) != 1 or state.world.teammate(names[0]) is None:
        raise SlackError("user_not_found")
    return {"ok": True, "channel": {"id": state.world.direct(names[0])}}


def bots_info(state: State, args: Json) -> Json:
    """bots.info."""
    world = state.world
    if args.get("bot") not in (None, world.bot_id):
        raise SlackError("bot_not_found")
    bot = {"id": world.bot_id, "deleted": False, "name": world.app_name, "updated": CREATED}
    picture = avatar(state, world.bot_user_id)
    icons = {"image_36": picture, "image_48": picture, "image_72": picture}
    return {"ok": True, "bot": {**bot, "app_id": world.app_id, "user_id": world.bot_user_id, "icons": icons}}


def team_info(state: State, _args: Json) -> Json:
    """team.info."""
    world = state.world
    team = {"id": world.team_id, "name": world.team_name, "domain": world.team_domain, "email_domain": ""}
    return {"ok": True, "team": {**team, "url": f"https://{world.team_domain}.slack.com/"}}


def described(channel: Channel, state: State) -> Json:
    """A channel as a person's page needs it."""
    known = dataclasses.asdict(channel)
    return {
        **{key: known[key] for key in ("id", "name", "topic", "is_archived", "is_private")},
        "member_ids": list(channel.member_ids),
        "is_bot_member": channel.id in state.bot_in,
        "is_im": channel.id.startswith("D"),
    }
