"""The page that asks a person whether the app may come into their workspace. Source: installing-with-oauth."""

import html
from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from werkzeug import Request, Response

from slackapp.sandbox.http import json_body
from slackapp.sandbox.slack.arguments import Json
from slackapp.sandbox.slack.oauth import OAuth
from slackapp.sandbox.slack.state import State

_OURS = ("127.0.0.1", "localhost")


class Authorize:
    """`/oauth/v2/authorize`: a page to read (GET), and a decision (POST, from its form or as JSON)."""

    def __init__(self, oauth: OAuth, states: Mapping[str, State], redirect_uris: tuple[str, ...]) -> None:
        """`redirect_uris`: those the app registered; without any, every one on this machine is taken."""
        self._oauth = oauth
        self._states = states
        self._redirect_uris = redirect_uris

    def serve(self, request: Request) -> Response:
        """Ask, or take the answer: 302 to the app with `code` or `error=access_denied`, and its `state`."""
        is_json = request.mimetype == "application/json"
        asked: Json = {**request.args.to_dict(), **request.form.to_dict(), **(json_body(request) if is_json else {})}
        trouble = self._trouble(asked)
        if trouble:
            return _page(f"<h1>This app can't be installed</h1><p><code>{trouble}</code></p>", 400)
        if request.method == "GET":
            return _page(self._question(asked))
        return self._decided(asked)

    def _trouble(self, asked: Json) -> str:
        where = str(asked.get("redirect_uri") or next(iter(self._redirect_uris), ""))
        registered = any(where == one or where.startswith(one.rstrip("/") + "/") for one in self._redirect_uris)
        if asked.get("client_id") != self._oauth.client_id:
            return "invalid_client_id"
        if not registered and (self._redirect_uris or urlsplit(where).hostname not in _OURS):
            return "bad_redirect_uri"
        if not _scopes(asked):
            return "no_scopes"
        return "invalid_team_for_non_distributed_app" if asked.get("team", "") not in ("", *self._states) else ""

    def _question(self, asked: Json) -> str:
        teams = [asked["team"]] if asked.get("team") else list(self._states)
        kept = "".join(
            f'<input type="hidden" name="{name}" value="{html.escape(str(asked[name]))}">'
            for name in ("client_id", "scope", "state", "redirect_uri")
            if name in asked
        )
        scopes = "".join(f"<li><code>{html.escape(scope)}</code></li>" for scope in _scopes(asked))
        return "".join(self._form(self._states[team], kept, scopes) for team in teams)

    def _form(self, state: State, kept: str, scopes: str) -> str:
        world = state.world
        people = "".join(
            f'<option value="{html.escape(one.id)}">{html.escape(one.real_name)}</option>' for one in world.teammates
        )
        return (
            f"<form method=post><h1>{html.escape(world.app_name)} asks to come into {html.escape(world.team_name)}</h1>"
            f'<ul>{scopes}</ul>{kept}<input type="hidden" name="team" value="{html.escape(world.team_id)}">'
            f'<label>You are <select name="user">{people}</select></label> '
            '<button name="act" value="allow">Allow</button> <button name="act" value="cancel">Cancel</button></form>'
        )

    def _decided(self, asked: Json) -> Response:
        sent = str(asked.get("redirect_uri") or "")
        where = sent or self._redirect_uris[0]
        answer = {"error": "access_denied"}
        if asked.get("act") == "allow":
            state = self._states.get(str(asked.get("team") or next(iter(self._states))))
            person = state.world.teammate(asked.get("user")) if state else None
            if state is None or person is None:
                return _page("<h1>Nobody of this workspace</h1><p><code>user_not_found</code></p>", 400)
            answer = {"code": self._oauth.grant(state.world.team_id, person.id, _scopes(asked), sent)}
        query = urlencode({**answer, "state": str(asked.get("state") or "")})
        return Response(status=302, headers={"Location": f"{where}{'&' if '?' in where else '?'}{query}"})


def _scopes(asked: Json) -> tuple[str, ...]:
    named = str(asked.get("scope") or "").replace(" ", ",").split(",")
    return tuple(dict.fromkeys(scope for scope in named if scope))


def _page(body: str, status: int = 200) -> Response:
    page = f'<!doctype html><meta charset="utf-8"><title>Install</title><body style="font:16px sans-serif">{body}'
    return Response(page, status, content_type="text/html; charset=utf-8")
