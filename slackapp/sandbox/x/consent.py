"""The page on which a person lets the app act for an account, and reads the PIN."""

from html import escape

from werkzeug import Request, Response

from slackapp.sandbox.http import Handler, Router, json_response
from slackapp.sandbox.x.oauth import OAuth
from slackapp.sandbox.x.problems import Refused
from slackapp.sandbox.x.state import State

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Authorize Rapport (sandbox)</title>
<style>body{{font:17px/1.5 system-ui,sans-serif;max-width:30rem;margin:4rem auto;padding:0 1rem}}
code{{font-size:2.2rem;letter-spacing:.15em}}</style>
{body}
</html>"""


def add_to(router: Router, state: State, oauth: OAuth) -> None:
    """Answer the three addresses of the PIN flow."""
    router.add("/oauth/request_token", _refusing(oauth.request_token), ("POST", "GET"))
    router.add("/oauth/authorize", lambda request: authorize(request, state, oauth))
    router.add("/oauth/access_token", _refusing(lambda request: oauth.access_token(request, state)), ("POST", "GET"))


def _refusing(handler: Handler) -> Handler:
    def handle(request: Request) -> Response:
        try:
            return handler(request)
        except Refused:
            return json_response({"errors": [{"code": 32, "message": "Could not authenticate you."}]}, 401)

    return handle


def authorize(request: Request, state: State, oauth: OAuth) -> Response:
    """GET /oauth/authorize: the PIN for `account`; with several accounts and none named, the choice."""
    token = request.args.get("oauth_token", "")
    chosen = request.args.get("account") or (next(iter(state.accounts)) if len(state.accounts) == 1 else None)
    if chosen is None:
        links = [_choice(state, token, user_id) for user_id in state.accounts]
        return _page(f"<h1>Which account?</h1><ul>{''.join(links)}</ul>")
    pin = oauth.grant(token, chosen) if chosen in state.accounts else None
    if pin is None:
        return _page("<h1>Something is off</h1><p>This request token is not one of ours. Start again.</p>", 403)
    name = escape(state.people[chosen].username)
    return _page(
        f"<h1>You let Rapport act for @{name}</h1><p>Go back to it and type this PIN:</p><p><code>{pin}</code></p>"
    )


def _choice(state: State, token: str, user_id: str) -> str:
    name = escape(state.people[user_id].username)
    return f'<li><a href="?oauth_token={escape(token)}&amp;account={user_id}">@{name}</a></li>'


def _page(body: str, status: int = 200) -> Response:
    return Response(_PAGE.format(body=body), status=status, content_type="text/html; charset=utf-8")
