"""The Web API: reads a call, checks its token, scope and rate, and answers as Slack does."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from werkzeug import Request, Response

from slackapp.sandbox.http import json_response
from slackapp.sandbox.slack import directory, files, messages, views
from slackapp.sandbox.slack.arguments import Json, RateLimited, SlackError, parse
from slackapp.sandbox.slack.faults import NOTHING_DONE, meet
from slackapp.sandbox.slack.state import State


@dataclass(frozen=True)
class Method:
    """A method of the Web API: what it does, the scope it asks for."""

    run: Callable[[State, Json], Json]
    scope: str | None = None
    app_token: bool = False
    public: bool = False


METHODS: dict[str, Method] = {
    "api.test": Method(directory.api_test, public=True),
    "auth.test": Method(directory.auth_test),
    "bots.info": Method(directory.bots_info, "users:read"),
    "chat.delete": Method(messages.delete, "chat:write"),
    "chat.getPermalink": Method(messages.permalink),
    "chat.postEphemeral": Method(messages.post_ephemeral, "chat:write"),
    "chat.postMessage": Method(messages.post, "chat:write"),
    "chat.update": Method(messages.update, "chat:write"),
    "conversations.history": Method(messages.history, "channels:history"),
    "conversations.info": Method(directory.conversations_info, "channels:read"),
    "conversations.join": Method(directory.conversations_join, "channels:join"),
    "conversations.list": Method(directory.conversations_list, "channels:read"),
    "conversations.members": Method(directory.conversations_members, "channels:read"),
    "conversations.open": Method(directory.conversations_open, "im:write"),
    "conversations.replies": Method(messages.replies, "channels:history"),
    "files.completeUploadExternal": Method(files.complete, "files:write"),
    "files.delete": Method(files.delete, "files:write"),
    "files.getUploadURLExternal": Method(files.start, "files:write"),
    "reactions.add": Method(messages.react, "reactions:write"),
    "team.info": Method(directory.team_info, "team:read"),
    "usergroups.list": Method(directory.usergroups_list, "usergroups:read"),
    "usergroups.users.list": Method(directory.usergroups_users_list, "usergroups:read"),
    "users.info": Method(directory.users_info, "users:read"),
    "users.list": Method(directory.users_list, "users:read"),
    "views.open": Method(views.open_view),
    "views.publish": Method(views.publish_view),
    "views.push": Method(views.push_view),
    "views.update": Method(views.update_view),
}


def arguments(request: Request) -> Json:
    """A call's arguments: query, form or JSON body; raises `SlackError`."""
    args: Json = {**request.args.to_dict(), **request.form.to_dict()}
    if request.mimetype == "application/json":
        try:
            body: Any = parse(request.get_data() or b"{}")
        except ValueError as error:
            raise SlackError("invalid_json") from error
        if not isinstance(body, dict):
            raise SlackError("json_not_object")
        args |= body
    if request.authorization and request.authorization.type == "basic":
        args |= {"client_id": request.authorization.username, "client_secret": request.authorization.password}
    return args


def _readable(request: Request) -> Json:
    """A call's arguments where they can be read; what can't is refused later."""
    try:
        return arguments(request)
    except SlackError:
        return {}


def token_of(request: Request, args: Json) -> str:
    """The token that a call is made with; "" where there is none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if scheme == "Bearer" and token else str(args.get("token") or "")


class WebApi:
    """Serves `/api/<method>`; `extra` methods come from other rooms of the stand-in."""

    def __init__(self, state: State, extra: dict[str, Method]) -> None:
        self._state = state
        self._methods = METHODS | extra

    def serve(self, request: Request, method: str) -> Response:
        """Answer one call."""
        state = self._state
        args: Json = {}
        fault = state.faults.take(lambda one: one.fits(method, _readable(request)))
        status, headers = 200, {"x-oauth-scopes": ",".join(state.scopes), "x-slack-req-id": "sandbox"}
        try:
            args = arguments(request)
            body = NOTHING_DONE if fault and fault.stops else self._run(request, method, args)
        except RateLimited as refused:
            status, body = 429, refused.body()
            headers["Retry-After"] = str(refused.retry_after)
        except SlackError as refused:
            body = refused.body()
        with state.lock:
            state.record.call(state.now(), method, args, body, fault)
        whole = json_response(body, status, headers)
        return meet(fault, request, whole) if fault else whole

    def _run(self, request: Request, name: str, args: Json) -> Json:
        method = self._methods.get(name)
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        state = self._state
        if not method.public:
            self._authorize(request, method, args)
        with state.lock:
            state.meter.call(name)
            body = method.run(state, args)
            # A copy, as what it holds may change before it is written out.
            copied: Json = json.loads(json.dumps(body))
            return copied

    def _authorize(self, request: Request, method: Method, args: Json) -> None:
        world = self._state.world
        token = token_of(request, args)
        if not token:
            raise SlackError("not_authed")
        held = self._state.tokens.get(token)
        if held is None and token != world.app_token:
            raise SlackError("invalid_auth")
        if (held is None) != method.app_token:
            raise SlackError("not_allowed_token_type")
        if held and held.refusal:
            raise SlackError(held.refusal)
        if held and held.expires_at is not None and held.expires_at <= self._state.now():
            raise SlackError("token_expired")
        if method.scope and method.scope not in self._state.scopes:
            provided = ",".join(self._state.scopes)
            raise SlackError("missing_scope", needed=method.scope, provided=provided)
