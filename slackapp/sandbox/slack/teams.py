"""Several workspaces with the same app behind one address: each call goes to the one that owns its token."""

import dataclasses
import io
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from werkzeug import Request, Response
from werkzeug.exceptions import BadRequest

from slackapp.sandbox.http import Router, json_body, json_response
from slackapp.sandbox.slack.app import ACK_SECONDS, RETRY_AFTER, SUBSCRIPTIONS, SlackStandIn
from slackapp.sandbox.slack.arguments import SlackError
from slackapp.sandbox.slack.authorize import Authorize
from slackapp.sandbox.slack.delivery import Delivery, SignedPosts
from slackapp.sandbox.slack.dispatch import Dispatcher
from slackapp.sandbox.slack.fernhill import FERNHILL
from slackapp.sandbox.slack.limits import Limits
from slackapp.sandbox.slack.oauth import OAuth
from slackapp.sandbox.slack.sockets import Sockets
from slackapp.sandbox.slack.state import State
from slackapp.sandbox.slack.webapi import Method, arguments, token_of
from slackapp.sandbox.slack.world import DEFAULT_SCOPES, TIDEWATER, SlackWorld

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

ALL = "*"  # as a person's call's `team`: every one of them
CLIENT_ID = "1000000000001.2000000000002"
CLIENT_SECRET = "sandbox-client-secret"  # noqa: S105 (opens nothing but this stand-in)


class SlackTeams:
    """The workspaces, by id: `wsgi` serves them all. Without a `team`, a person's call is for the first."""

    def __init__(self, teams: dict[str, SlackStandIn], oauth: OAuth, authorize: Authorize) -> None:
        self.teams = teams
        self._first = next(iter(teams.values()))
        self._oauth = oauth
        self._router = Router()
        self._router.add("/oauth/v2/authorize", authorize.serve, ("GET", "POST"))

    def wsgi(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Serve one request."""
        if environ["PATH_INFO"].startswith("/oauth/"):
            return self._router(environ, start_response)
        if environ.get("wsgi.url_scheme") == "http" and not environ.get("HTTP_UPGRADE"):
            for one in self.teams.values():
                one.state.root = Request(environ).root_url.rstrip("/")
        try:
            meant = self._meant(_looked_into(environ))
        except BadRequest as wrong:
            return wrong(environ, start_response)
        if not meant:
            return json_response({"ok": False, "error": "team_not_found"}, 400)(environ, start_response)
        return self._each(meant, environ)(environ, start_response)

    def close(self) -> None:
        """End live streams and connections, forget what waits to be sent."""
        for one in self.teams.values():
            one.close()

    def _meant(self, request: Request) -> list[SlackStandIn]:
        """The workspaces that a request is for; none where it names one that isn't there."""
        place, _, rest = request.path.strip("/").partition("/")
        if place == "api":
            return [self._owner(request, rest)]
        if place == "response":
            team = request.path.split("/")[3:4]
        elif place == "person":
            body = json_body(request) if request.method == "POST" else {}
            if rest == "reset" and "team" not in body:
                self._oauth.reset()
                return list(self.teams.values())
            team = [str(body.get("team") or request.args.get("team") or self._first.state.world.team_id)]
        else:
            return [next((one for one in self.teams.values() if _knows(one.state, rest)), self._first)]
        return list(self.teams.values()) if team == [ALL] else [self.teams[one] for one in team if one in self.teams]

    def _owner(self, request: Request, method: str) -> SlackStandIn:
        try:
            args = arguments(request)
        except SlackError:
            args = {}
        if method == "oauth.v2.access":
            return self.teams.get(self._oauth.team_of(args) or "", self._first)
        token = token_of(request, args)
        return next((one for one in self.teams.values() if token in one.state.tokens), self._first)

    def _each(self, meant: list[SlackStandIn], environ: "WSGIEnvironment") -> Callable[..., Iterable[bytes]]:
        """What the one meant answers; where all are, the last, or for the record each of theirs."""
        *others, last = meant
        if not others:
            return last.wsgi
        raw = environ["wsgi.input"].read()
        answers = {}
        for one in meant:
            again = {**environ, "wsgi.input": io.BytesIO(raw)}
            answers[one.state.world.team_id] = Response.from_app(one.wsgi, again, buffered=True)
        if environ["REQUEST_METHOD"] == "GET":
            return json_response({"ok": True, "teams": {team: one.get_json() for team, one in answers.items()}})
        return answers[last.state.world.team_id]


def _looked_into(environ: "WSGIEnvironment") -> Request:
    """The request, with a body that whoever serves it can read again."""
    raw = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = io.BytesIO(raw)
    return Request({**environ, "wsgi.input": io.BytesIO(raw)})


def _knows(state: State, name: str) -> bool:
    """Whether an upload or a picture is this workspace's."""
    return name in state.uploads or state.world.teammate(name.removesuffix(".svg")) is not None


def create_slack_teams(
    worlds: tuple[SlackWorld, ...] = (TIDEWATER, FERNHILL),
    client_id: str = CLIENT_ID,
    client_secret: str = CLIENT_SECRET,
    *,
    rotation_seconds: int | None = None,
    grace_seconds: float = 0,
    redirect_uris: tuple[str, ...] = (),
    installed: bool = False,
    scopes: tuple[str, ...] = DEFAULT_SCOPES,
    limits: Limits | None = None,
    now: Callable[[], float] = time.time,
    ack_seconds: float = ACK_SECONDS,
    retry_after: tuple[float, ...] = RETRY_AFTER,
    subscriptions: tuple[str, ...] = SUBSCRIPTIONS,
    request_url: str | None = None,
) -> SlackTeams:
    """Workspaces that the app comes into by OAuth, all with the first one's app id, app token and signing secret.

    `rotation_seconds`: how long a token lives (Slack: 43200); None where tokens don't rotate. `grace_seconds`: how much
    longer a refresh token works after its first use (Slack: "a short grace period"). `redirect_uris`: those the app
    registered; without any, every one on this machine is taken. `installed`: the app is in all of them from the start,
    with each world's `bot_token`, which doesn't expire. The rest as in `create_slack_app`.
    """
    own = worlds[0]
    states = {}
    for world in worlds:
        whole = dataclasses.replace(
            world,
            app_id=own.app_id,
            app_token=own.app_token,
            signing_secret=own.signing_secret,
            installed=installed,
        )
        states[world.team_id] = State(whole, limits or Limits(), scopes, now)
    sockets = Sockets(states[own.team_id], ack_seconds)
    delivery: Delivery = SignedPosts(request_url, own.signing_secret, ack_seconds, now) if request_url else sockets
    oauth = OAuth(client_id, client_secret, rotation_seconds, grace_seconds, now)
    extra = {"oauth.v2.access": Method(oauth.access, public=True)}
    teams = {
        team: SlackStandIn(state, sockets, Dispatcher(state, delivery, retry_after, subscriptions), extra)
        for team, state in states.items()
    }
    return SlackTeams(teams, oauth, Authorize(oauth, states, redirect_uris))
