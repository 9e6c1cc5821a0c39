"""response_url: how an app answers an act without a token, five times within thirty minutes."""

from werkzeug import Request, Response

from slackapp.sandbox.http import json_response
from slackapp.sandbox.slack.arguments import Json, SlackError, flag, parse
from slackapp.sandbox.slack.faults import NOTHING_DONE, meet
from slackapp.sandbox.slack.messages import bot_message, change, content, show, store
from slackapp.sandbox.slack.state import ResponseUrl, State

MAX_USES = 5
SECONDS = 30 * 60


def serve(state: State, request: Request, secret: str) -> Response:
    """Answer one use of a response_url: `ok` in plain text, or a refusal in JSON."""
    fault = state.faults.take(lambda one: one.fits("response_url", _readable(request)))
    status, body, args = 200, {"ok": True}, {}
    try:
        args = _arguments(request)
        if fault and fault.stops:
            body = NOTHING_DONE
        else:
            with state.lock:
                use = spend(state, secret)
                args["channel"] = use.channel
                answer(state, use, args)
    except SlackError as refused:
        status = 404 if refused.code in ("used_url", "expired_url") else 400
        body = refused.body()
    with state.lock:
        state.record.call(state.now(), "response_url", args, body, fault)
    whole = Response("ok", content_type="text/html") if body["ok"] else json_response(body, status)
    return meet(fault, request, whole) if fault else whole


def _readable(request: Request) -> Json:
    """What it is answered with, where that can be read; what can't is refused later."""
    try:
        return _arguments(request)
    except SlackError:
        return {}


def _arguments(request: Request) -> Json:
    if request.mimetype == "application/x-www-form-urlencoded":
        text: str | bytes = request.form.get("payload", "{}")
    else:
        text = request.get_data() or b"{}"
    try:
        value = parse(text)
    except ValueError as error:
        raise SlackError("invalid_payload") from error
    if not isinstance(value, dict):
        raise SlackError("invalid_payload")
    return value


def spend(state: State, secret: str) -> ResponseUrl:
    """Count one use; raises `SlackError` with `used_url` or `expired_url`."""
    use = state.response_urls.get(secret)
    if use is None or state.now() - use.at > SECONDS:
        raise SlackError("expired_url")
    if use.uses >= MAX_USES:
        raise SlackError("used_url")
    use.uses += 1
    return use


def answer(state: State, use: ResponseUrl, args: Json) -> None:
    """Do what the app asks: change or delete the message of the act, or write a new one."""
    if use.ts and flag(args, "delete_original"):
        _delete(state, use, use.ts)
    elif use.ts and flag(args, "replace_original"):
        _replace(state, use, use.ts, content(state, args))
    else:
        write(state, use.user, use.channel, args)


def write(state: State, user: str, channel: str, args: Json) -> None:
    """A new message: for all where the app says `in_channel`, else for the person alone."""
    found = content(state, args)
    if args.get("response_type") == "in_channel":
        store(state, channel, bot_message(state, found, args.get("thread_ts")))
    else:
        show(state, channel, user, found, args.get("thread_ts"))


def _replace(state: State, use: ResponseUrl, ts: str, found: Json) -> None:
    if use.ephemeral:
        held = state.ephemerals.get(ts)
        if held is None:
            raise SlackError("message_not_found")
        change(state, use.channel, held.message, found, edited=False)
        event = {"type": "ephemeral_changed", "channel": use.channel, "message": held.message}
        state.live.publish(event, to=use.user)
        return
    message = state.messages[use.channel].get(ts)
    if message is None:
        raise SlackError("message_not_found")
    change(state, use.channel, message, found, edited=False)
    state.tell("message_changed", use.channel, message=message)


def _delete(state: State, use: ResponseUrl, ts: str) -> None:
    if use.ephemeral:
        if state.ephemerals.pop(ts, None) is not None:
            event = {"type": "ephemeral_deleted", "channel": use.channel, "ts": ts}
            state.live.publish(event, to=use.user)
    elif state.messages[use.channel].pop(ts, None) is not None:
        state.tell("message_deleted", use.channel, ts=ts)
