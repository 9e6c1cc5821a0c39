"""Files in Slack's newer way: ask for an address, put the bytes there, say that it is done."""

import secrets

from slackapp.sandbox.slack.arguments import Json, SlackError, need, structure
from slackapp.sandbox.slack.messages import bot_message, store, writable
from slackapp.sandbox.slack.pictures import told
from slackapp.sandbox.slack.state import State, keep

UPLOADS_KEPT = 100


def start(state: State, args: Json) -> Json:
    """files.getUploadURLExternal."""
    name, length = need(args, "filename"), str(args.get("length") or "")
    if not length.isdecimal() or int(length) < 1:
        raise SlackError("invalid_arguments", ["missing required field: length"])
    file_id = "F" + secrets.token_hex(5).upper()
    keep(
        state.uploads,
        file_id,
        {"id": file_id, "name": name, "size": int(length), "received": 0, "alt_txt": str(args.get("alt_txt") or "")},
        UPLOADS_KEPT,
    )
    return {"ok": True, "upload_url": f"{state.root}/upload/{file_id}", "file_id": file_id}


def complete(state: State, args: Json) -> Json:
    """files.completeUploadExternal: shares the files in a channel, where one is given."""
    wanted = structure(args, "files", "invalid_arguments")
    if not isinstance(wanted, list) or not wanted:
        raise SlackError("invalid_arguments", ["missing required field: files"])
    found = []
    for one in wanted:
        upload = state.uploads.get(str(one.get("id"))) if isinstance(one, dict) else None
        if upload is None or not upload["received"]:
            raise SlackError("file_not_found")
        upload["complete"] = True
        found.append(told(upload) | {"title": one.get("title") or upload["name"]})
    if args.get("channel_id"):
        channel = writable(state, args["channel_id"])
        text = args.get("initial_comment")
        shared = {"text": text if isinstance(text, str) else "", "files": found, "subtype": "file_share"}
        message = bot_message(state, shared, args.get("thread_ts"))
        store(state, channel.id, message)
        state.tell("file", channel.id, message=message)
    return {"ok": True, "files": found}


def delete(state: State, args: Json) -> Json:
    """files.delete: messages and views that show it are left with its words."""
    if state.uploads.pop(need(args, "file"), None) is None:
        raise SlackError("file_not_found")
    return {"ok": True}
