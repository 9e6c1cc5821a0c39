"""Messages: posted, changed, deleted, shown to one person, read back."""

import base64
from typing import Any

from slackapp.sandbox.slack.arguments import Json, SlackError, flag, need, structure
from slackapp.sandbox.slack.pictures import with_files
from slackapp.sandbox.slack.state import MESSAGES_KEPT, OTHERS_KEPT, Ephemeral, State, keep
from slackapp.sandbox.slack.surfaces import check_message_blocks, filled
from slackapp.sandbox.slack.world import Channel

MAX_TEXT = 40_000


def content(state: State, args: Json) -> Json:
    """The text, blocks and metadata of a message, checked; raises `SlackError` as Slack refuses.

    `missing_fallback_text` is ours: Slack would take blocks without a top-level text, and read
    nothing useful to a screen reader.
    """
    text = args.get("text")
    text = text if isinstance(text, str) else ""
    blocks = structure(args, "blocks", "invalid_blocks_format")
    if len(text) > MAX_TEXT:
        raise SlackError("msg_too_long")
    if not text.strip() and not blocks:
        raise SlackError("no_text")
    found: Json = {"text": text}
    if blocks is not None:
        check_message_blocks(blocks)
        if not text.strip():
            raise SlackError("missing_fallback_text")
        if blocks:
            found["blocks"] = with_files(state, filled(blocks))
    metadata = structure(args, "metadata", "invalid_metadata_format")
    if metadata is not None:
        found["metadata"] = _metadata(metadata)
    return found


def _metadata(value: Any) -> Json:
    right = (
        isinstance(value, dict)
        and isinstance(value.get("event_type"), str)
        and isinstance(value.get("event_payload"), dict)
    )
    if not right:
        raise SlackError("invalid_metadata_format")
    return {"event_type": value["event_type"], "event_payload": value["event_payload"]}


def bot_message(state: State, found: Json, thread_ts: object = None) -> Json:
    """A message of the bot's, with all that Slack says of who wrote it."""
    world = state.world
    message: Json = {
        "type": "message",
        "user": world.bot_user_id,
        "ts": state.ts(),
        "bot_id": world.bot_id,
        "app_id": world.app_id,
        "team": world.team_id,
        "bot_profile": {
            "id": world.bot_id,
            "app_id": world.app_id,
            "user_id": world.bot_user_id,
            "name": world.app_name,
            "deleted": False,
            "team_id": world.team_id,
        },
        **found,
    }
    if isinstance(thread_ts, str) and thread_ts:
        message["thread_ts"] = thread_ts
    return message


def without_metadata(message: Json) -> Json:
    """A message as Slack gives it to those who did not ask for metadata."""
    return {key: value for key, value in message.items() if key != "metadata"}


def store(state: State, channel_id: str, message: Json, link_names: bool = False) -> None:
    """Keep a message, and show it to all who see the channel."""
    keep(state.messages[channel_id], message["ts"], message, MESSAGES_KEPT)
    parent = state.messages[channel_id].get(message.get("thread_ts", ""))
    if parent is not None and parent is not message:
        parent.update(thread_ts=parent["ts"], reply_count=parent.get("reply_count", 0) + 1, latest_reply=message["ts"])
    if message.get("bot_id") == state.world.bot_id:
        state.record.message(state.now(), channel_id, message, link_names)
    state.tell("message", channel_id, message=message)


def writable(state: State, name: object) -> Channel:
    """A channel that the bot may write in; raises `SlackError`."""
    channel = state.channel(name)
    if channel.is_archived:
        raise SlackError("is_archived")
    if channel.id.startswith("D") and not state.world.messages_tab:
        raise SlackError("messages_tab_disabled")
    if channel.id not in state.bot_in and "chat:write.public" not in state.scopes:
        raise SlackError("not_in_channel")
    return channel


def post(state: State, args: Json) -> Json:
    """chat.postMessage."""
    need(args, "channel")
    channel = writable(state, args["channel"])
    state.meter.post(channel.id)
    message = bot_message(state, content(state, args), args.get("thread_ts"))
    store(state, channel.id, message, flag(args, "link_names") or args.get("parse") == "full")
    return {"ok": True, "channel": channel.id, "ts": message["ts"], "message": message}


def _own(state: State, args: Json, refusal: str) -> tuple[Channel, Json]:
    channel = state.channel(need(args, "channel"))
    message = state.messages[channel.id].get(need(args, "ts"))
    if message is None:
        raise SlackError("message_not_found")
    if message.get("bot_id") != state.world.bot_id:
        raise SlackError(refusal)
    return channel, message


def change(state: State, channel_id: str, message: Json, found: Json, edited: bool) -> None:
    """Replace what a message says; metadata stays where none is given, blocks don't."""
    if edited and found["text"] != message["text"]:
        message["edited"] = {"user": state.world.bot_id, "ts": state.ts()}
    message.pop("blocks", None)
    message.update(found)
    state.record.message(state.now(), channel_id, message)


def update(state: State, args: Json) -> Json:
    """chat.update. Text without blocks takes the blocks away."""
    channel, message = _own(state, args, "cant_update_message")
    if channel.is_archived:
        raise SlackError("is_inactive")  # chat.update's own word for it
    change(state, channel.id, message, content(state, args), edited=True)
    state.tell("message_changed", channel.id, message=message)
    return {
        "ok": True,
        "channel": channel.id,
        "ts": message["ts"],
        "text": message["text"],
        "message": message,
    }


def delete(state: State, args: Json) -> Json:
    """chat.delete."""
    channel, message = _own(state, args, "cant_delete_message")
    del state.messages[channel.id][message["ts"]]
    state.tell("message_deleted", channel.id, ts=message["ts"])
    return {"ok": True, "channel": channel.id, "ts": message["ts"]}


def show(state: State, channel_id: str, user: str, found: Json, thread_ts: object = None) -> Json:
    """Show a message to one person."""
    message = bot_message(state, found, thread_ts) | {"is_ephemeral": True}
    keep(state.ephemerals, message["ts"], Ephemeral(user, channel_id, message), OTHERS_KEPT)
    state.record.message(state.now(), channel_id, message)
    state.live.publish({"type": "ephemeral", "channel": channel_id, "message": message}, to=user)
    return message


def post_ephemeral(state: State, args: Json) -> Json:
    """chat.postEphemeral."""
    need(args, "channel")
    channel = writable(state, args["channel"])
    user = need(args, "user")
    if not state.sees(user, channel.id):
        raise SlackError("user_not_in_channel")
    message = show(state, channel.id, user, content(state, args), args.get("thread_ts"))
    return {"ok": True, "message_ts": message["ts"]}


def permalink(state: State, args: Json) -> Json:
    """chat.getPermalink."""
    channel = state.channel(need(args, "channel"))
    ts = need(args, "message_ts")
    if ts not in state.messages[channel.id]:
        raise SlackError("message_not_found")
    link = f"https://{state.world.team_domain}.slack.com/archives/{channel.id}/p{ts.replace('.', '')}"
    return {"ok": True, "channel": channel.id, "permalink": link}


def _page(messages: list[Json], args: Json) -> Json:
    wanted = str(args.get("limit") or 100)
    if not wanted.isdecimal() or len(wanted) > 3 or int(wanted) == 0:
        raise SlackError("invalid_limit")
    limit = int(wanted)
    try:
        start = int(base64.b64decode(str(args.get("cursor") or "") or b"MA==", validate=True))
    except ValueError as error:
        raise SlackError("invalid_cursor") from error
    if start < 0:
        raise SlackError("invalid_cursor")
    page = messages[start : start + limit]
    more = start + limit < len(messages)
    if not flag(args, "include_all_metadata"):
        page = [without_metadata(message) for message in page]
    cursor = base64.b64encode(str(start + limit).encode()).decode() if more else ""
    return {"ok": True, "messages": page, "has_more": more, "response_metadata": {"next_cursor": cursor}}


def history(state: State, args: Json) -> Json:
    """conversations.history, newest first."""
    channel = state.channel(need(args, "channel"))
    if channel.id not in state.bot_in:
        raise SlackError("not_in_channel")
    oldest, latest = str(args.get("oldest") or "0"), str(args.get("latest") or "9999999999.999999")
    inclusive = flag(args, "inclusive")
    found = [
        message
        for ts, message in reversed(state.messages[channel.id].items())
        if (oldest < ts < latest or (inclusive and ts in (oldest, latest))) and message.get("thread_ts", ts) == ts
    ]
    return _page(found, args) | {"pin_count": 0}


def replies(state: State, args: Json) -> Json:
    """conversations.replies: a message and all that answers it, oldest first."""
    channel = state.channel(need(args, "channel"))
    ts = need(args, "ts")
    if ts not in state.messages[channel.id]:
        raise SlackError("thread_not_found")
    found = [one for one in state.messages[channel.id].values() if ts in (one["ts"], one.get("thread_ts"))]
    return _page(found, args)


def react(state: State, args: Json) -> Json:
    """reactions.add."""
    channel = state.channel(need(args, "channel"))
    message = state.messages[channel.id].get(need(args, "timestamp"))
    if message is None:
        raise SlackError("message_not_found")
    reactions = message.setdefault("reactions", [])
    name = need(args, "name")
    if any(one["name"] == name for one in reactions):
        raise SlackError("already_reacted")
    reactions.append({"name": name, "users": [state.world.bot_user_id], "count": 1})
    state.tell("message_changed", channel.id, message=message)
    return {"ok": True}
