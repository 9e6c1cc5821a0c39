"""The API's endpoints: who may come in, how often, with what, and what they are answered."""

import json
from dataclasses import dataclass
from typing import Any

from werkzeug import Request, Response
from werkzeug.exceptions import HTTPException

from slackapp.sandbox.http import Router, json_response
from slackapp.sandbox.x import params, problems, reads, writes
from slackapp.sandbox.x.call import Call, Handler
from slackapp.sandbox.x.oauth import OAuth
from slackapp.sandbox.x.state import State

COSTS = "sandbox.x.costs"  # the list in the WSGI environment that takes what an answer cost


@dataclass(frozen=True)
class Endpoint:
    """One of X's endpoints; `limit` is calls per account in 15 minutes."""

    method: str
    rule: str
    limit: int
    handler: Handler
    rules: params.Rules
    required: tuple[str, ...] = ()


_IDS: params.Rules = {"ids": params.Matching(params.ID)}
_NAMES: params.Rules = {"usernames": params.Matching(params.USERNAME)}

ENDPOINTS = (
    Endpoint("GET", "/2/users/me", 75, reads.me, params.USER),
    Endpoint("GET", "/2/users/<id>", 900, reads.user, params.USER),
    Endpoint("GET", "/2/users", 900, reads.users, params.USER | _IDS, ("ids",)),
    Endpoint("GET", "/2/users/by", 900, reads.users_by, params.USER | _NAMES, ("usernames",)),
    Endpoint("GET", "/2/users/by/username/<username>", 900, reads.user_by_username, params.USER),
    Endpoint("GET", "/2/users/<id>/followers", 300, reads.followers, params.FOLLOWS),
    Endpoint("GET", "/2/users/<id>/following", 300, reads.following, params.FOLLOWS),
    Endpoint("GET", "/2/users/<id>/mentions", 300, reads.mentions, params.TIMELINE),
    Endpoint("GET", "/2/users/<id>/tweets", 900, reads.tweets, params.TWEETS),
    Endpoint("GET", "/2/tweets/<id>", 900, reads.tweet, params.TWEET),
    Endpoint("GET", "/2/tweets", 900, reads.tweets_by_ids, params.TWEET | _IDS, ("ids",)),
    Endpoint("GET", "/2/tweets/search/recent", 300, reads.search_recent, params.SEARCH, ("query",)),
    Endpoint("POST", "/2/tweets", 100, writes.create_tweet, {}),
    Endpoint("DELETE", "/2/tweets/<id>", 50, writes.delete_tweet, {}),
    Endpoint("POST", "/2/users/<id>/following", 50, writes.follow, {}),
    Endpoint("DELETE", "/2/users/<source>/following/<target>", 50, writes.unfollow, {}),
    Endpoint("POST", "/2/users/<id>/likes", 50, writes.like, {}),
    Endpoint("DELETE", "/2/users/<id>/likes/<tweet_id>", 50, writes.unlike, {}),
)


class Api:
    """X API v2, on the state it is given."""

    def __init__(self, state: State, oauth: OAuth) -> None:
        self._state = state
        self._oauth = oauth

    def add_to(self, router: Router) -> None:
        """Answer every endpoint's address."""
        for endpoint in ENDPOINTS:
            router.add(endpoint.rule, self._answering(endpoint), (endpoint.method,))

    def _answering(self, endpoint: Endpoint) -> Any:
        def answer(request: Request, **values: str) -> Response:
            with self._state.lock:
                return self._answer(endpoint, request, values)

        return answer

    def _answer(self, endpoint: Endpoint, request: Request, values: dict[str, str]) -> Response:
        state = self._state
        headers = _untouched(endpoint, state.now())
        try:
            if state.down:
                raise problems.blank(503, "Service Unavailable")
            account = self._oauth.account(request, state)
            name = f"{endpoint.method} {endpoint.rule}"
            allowed, headers = state.limits.use(account.user_id, name, endpoint.limit, state.now())
            if not allowed:
                raise problems.blank(429, "Too Many Requests")
            params.check_path(**values)
            call = Call(
                state=state,
                me=account,
                path=request.path,
                base_url=request.host_url.rstrip("/") + request.script_root,
                args=params.check(request.args, endpoint.rules, endpoint.required),
                body=_body(request),
            )
            if state.ledger.empty:
                raise problems.credits_depleted(account.user_id)
            status, body = endpoint.handler(call, **values)
            request.environ[COSTS].append(call.cost)
        except problems.Refused as refused:
            return json_response(refused.body, refused.status, {**headers, **refused.headers})
        return json_response(body, status, headers)


def _untouched(endpoint: Endpoint, now: float) -> dict[str, str]:
    """The headers of a call that counted against no one's limit."""
    limit = str(endpoint.limit)
    return {
        "x-rate-limit-limit": limit,
        "x-rate-limit-remaining": limit,
        "x-rate-limit-reset": str(int(now) + 900),
    }


def _body(request: Request) -> dict[str, Any]:
    if request.method != "POST":
        return {}
    try:
        value = json.loads(request.get_data() or b"null")
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise problems.invalid([{"parameters": {}, "message": "Request body must be a JSON object"}])
    return value


def on_error(error: HTTPException) -> Response:
    """What X says where there is nothing at an address."""
    title = error.name or "Error"
    code = error.code or 500
    return json_response({"title": title, "detail": title, "type": "about:blank", "status": code}, code)
