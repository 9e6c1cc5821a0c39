"""The Slack stand-in as one WSGI application, to be mounted under a path of its own."""

import dataclasses
import time
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from werkzeug import Request, Response
from werkzeug.exceptions import NotFound

from slackapp.sandbox.http import Router, json_body, json_response
from slackapp.sandbox.slack import avatars, pictures, responses
from slackapp.sandbox.slack.admin import Admin
from slackapp.sandbox.slack.arguments import Json
from slackapp.sandbox.slack.delivery import Delivery, SignedPosts
from slackapp.sandbox.slack.dispatch import Dispatcher
from slackapp.sandbox.slack.faults import ordered
from slackapp.sandbox.slack.limits import Limits
from slackapp.sandbox.slack.person import Person, whole
from slackapp.sandbox.slack.refused import Refused
from slackapp.sandbox.slack.sockets import Sockets
from slackapp.sandbox.slack.state import State
from slackapp.sandbox.slack.webapi import Method, WebApi
from slackapp.sandbox.slack.world import DEFAULT_SCOPES, TIDEWATER, SlackWorld

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

ACK_SECONDS = 3.0
RETRY_AFTER = (0.0, 5.0, 30.0)
SUBSCRIPTIONS = ("app_home_opened", "app_uninstalled", "tokens_revoked")  # as in manifest.yaml


class SlackStandIn:
    """A workspace that runs: `wsgi` serves it."""

    def __init__(
        self, state: State, sockets: Sockets, dispatcher: Dispatcher, extra: Mapping[str, Method] | None = None
    ) -> None:
        """`extra`: methods of the Web API beside the usual ones."""
        self.state = state
        self.sockets = sockets
        self._dispatcher = dispatcher
        self._admin = Admin(state, dispatcher)
        self._person = Person(state, dispatcher, self._admin)
        self._api = WebApi(state, {"apps.connections.open": Method(sockets.open, app_token=True), **(extra or {})})
        self._router = Router()
        self._route()

    def _route(self) -> None:
        router, person, admin = self._router, self._person, self._admin
        router.add("/api/<method>", self._api.serve, ("GET", "POST"))
        router.add("/response/<any(actions, commands):_kind>/<_team>/<_number>/<secret>", self._respond, ("POST",))
        router.add("/upload/<file_id>", self._upload, ("POST", "PUT"))
        router.add("/files/<file_id>", self._file)
        router.add("/avatar/<user_id>.svg", self._avatar)
        router.websocket("/link", self.sockets.serve)
        acts = (person.command, person.click, person.suggest, person.submit, person.close, person.home, person.say)
        rule = (admin.archive, admin.unarchive, admin.kick, admin.invite, admin.revoke, admin.uninstall)
        for act in (*acts, *rule):
            router.add(f"/person/{act.__name__}", _acting(act), ("POST",))
        for change in (self.faults, self.reset, self.disconnect):
            router.add(f"/person/{change.__name__}", _acting(change), ("POST",))
        router.add("/person/state", self._state)
        router.add("/person/events", self._events)
        router.add("/person/record", self._record)

    def wsgi(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Serve one request."""
        if environ.get("wsgi.url_scheme") == "http" and not environ.get("HTTP_UPGRADE"):
            # Where we are mounted is known from a request only, and the addresses we hand out need it.
            self.state.root = Request(environ).root_url.rstrip("/")
        return self._router(environ, start_response)

    def close(self) -> None:
        """End live streams and connections, forget what waits to be sent."""
        self._dispatcher.forget()
        self.state.live.close()
        self.sockets.close()

    def reset(self, _body: Json) -> Json:
        """Everything as at the start; the app's connections stay."""
        self._dispatcher.forget()
        self.state.reset()
        self.state.live.publish({"type": "reset"})
        return {"ok": True}

    def faults(self, body: Json) -> Json:
        """Set what the next calls of a method will meet; `clear` takes away what waits."""
        if body.get("clear"):
            self.state.faults.clear()
            return {"ok": True}
        try:
            self.state.faults.add(ordered({key: value for key, value in body.items() if key not in ("user", "team")}))
        except (TypeError, ValueError) as error:
            raise Refused("invalid_fault") from error
        return {"ok": True}

    def disconnect(self, body: Json) -> Json:
        """Make Slack end the app's connections: `warning`, `refresh_requested` or `drop`."""
        reason = body.get("reason", "refresh_requested")
        if reason not in ("warning", "refresh_requested", "link_disabled", "drop"):
            raise Refused("unknown_reason")
        self.sockets.disconnect(reason)
        return {"ok": True}

    def _user(self, request: Request) -> str:
        person = self.state.world.teammate(request.args.get("user"))
        if person is None:
            raise Refused("user_not_found")
        return person.id

    def _state(self, request: Request) -> Response:
        try:
            with self.state.lock:
                return json_response(whole(self.state, self._user(request)))
        except Refused as refused:
            return _refusal(refused)

    def _events(self, request: Request) -> Response:
        try:
            return self.state.live.listen(self._user(request))
        except Refused as refused:
            return _refusal(refused)

    def _record(self, _request: Request) -> Response:
        state = self.state
        with state.lock:
            record = state.record
            return json_response(
                {
                    "ok": True,
                    "calls": list(record.calls),
                    "refusals": list(record.refusals),
                    "pings": list(record.pings),
                    "sent": list(record.sent),
                    "ephemerals": [dataclasses.asdict(one) for one in state.ephemerals.values()],
                    "faults": state.faults.met(),
                    "connections": self.sockets.count,
                    "messages": {channel: list(held.values()) for channel, held in state.messages.items()},
                }
            )

    def _respond(self, request: Request, _kind: str, _team: str, _number: str, secret: str) -> Response:
        return responses.serve(self.state, request, secret)

    def _upload(self, request: Request, file_id: str) -> Response:
        with self.state.lock:
            upload = self.state.uploads.get(file_id)
            if upload is None:
                raise NotFound
            # The SDK names the raw bytes a form: they are to be read before werkzeug parses them as one.
            raw = request.get_data()
            sent = next(iter(request.files.values()), None)
            content = sent.read() if sent else raw
            upload["received"] = len(content)
            pictures.take(upload, content)
            return Response(f"OK - {upload['received']}")

    def _file(self, _request: Request, file_id: str) -> Response:
        with self.state.lock:
            content = pictures.content(self.state, file_id)
        if content is None:
            raise NotFound
        return Response(content, content_type="image/png", headers={"X-Content-Type-Options": "nosniff"})

    def _avatar(self, _request: Request, user_id: str) -> Response:
        picture = avatars.draw(self.state.world, user_id)
        if picture is None:
            raise NotFound
        return Response(picture, content_type="image/svg+xml")


def _refusal(refused: Refused) -> Response:
    return json_response({"ok": False, "error": str(refused)}, 400)


def _acting(act: Callable[[Json], Json]) -> Callable[[Request], Response]:
    def serve(request: Request) -> Response:
        try:
            body: dict[str, Any] = act(json_body(request))
        except Refused as refused:
            return _refusal(refused)
        return json_response(body, 200 if body["ok"] else 400)

    return serve


def create_slack_app(
    world: SlackWorld = TIDEWATER,
    scopes: tuple[str, ...] = DEFAULT_SCOPES,
    *,
    limits: Limits | None = None,
    now: Callable[[], float] = time.time,
    ack_seconds: float = ACK_SECONDS,
    retry_after: tuple[float, ...] = RETRY_AFTER,
    subscriptions: tuple[str, ...] = SUBSCRIPTIONS,
    request_url: str | None = None,
) -> SlackStandIn:
    """A workspace with the app installed.

    `scopes`: what the bot's token was granted. `now`: seconds since the epoch. `ack_seconds`: how long
    the app has to acknowledge. `retry_after`: seconds before each retry of an event. `subscriptions`:
    the event types the app wants. `request_url`: with it, HTTP mode; without, Socket Mode.
    """
    state = State(world, limits or Limits(), scopes, now)
    sockets = Sockets(state, ack_seconds)
    delivery: Delivery = sockets
    if request_url:
        delivery = SignedPosts(request_url, world.signing_secret, ack_seconds, now)
    return SlackStandIn(state, sockets, Dispatcher(state, delivery, retry_after, subscriptions))
