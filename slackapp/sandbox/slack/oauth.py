"""How the app comes into a workspace: oauth.v2.access, codes, tokens that rotate.

Sources: docs.slack.dev/authentication/installing-with-oauth, …/using-token-rotation, reference/methods/oauth.v2.access.
"""

import hmac
import math
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from slackapp.sandbox.slack.arguments import Json, SlackError
from slackapp.sandbox.slack.state import OTHERS_KEPT, State, Token, keep

CODE_SECONDS = 600
ACTIVE_TOKENS = 2  # where tokens rotate: a third one ends the oldest


@dataclass
class Grant:
    """What somebody allowed, until the app fetches its token with the code."""

    team: str
    user: str
    scopes: tuple[str, ...]
    redirect_uri: str
    at: float
    used: bool = False


class OAuth:
    """One app's grants and refresh tokens, for every workspace."""

    def __init__(
        self,
        client_id: str,
        client_secret: str,
        rotation_seconds: int | None,
        grace_seconds: float,
        now: Callable[[], float],
    ) -> None:
        """`now`: seconds since the epoch. The rest is told in `create_slack_teams`."""
        self.client_id = client_id
        self._secret = client_secret
        self._rotation = rotation_seconds
        self._grace = grace_seconds
        self._now = now
        self._grants: dict[str, Grant] = {}
        self._issued: dict[str, str] = {}  # the team of each refresh token, spent ones too

    def reset(self) -> None:
        """Forget every code and refresh token."""
        self._grants.clear()
        self._issued.clear()

    def grant(self, team: str, user: str, scopes: tuple[str, ...], redirect_uri: str) -> str:
        """Somebody allows the app: the code for it."""
        code = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**13)}.{secrets.token_hex(32)}"
        keep(self._grants, code, Grant(team, user, scopes, redirect_uri, self._now()), OTHERS_KEPT)
        return code

    def team_of(self, args: Json) -> str | None:
        """The workspace that a call of oauth.v2.access is about, if it is known."""
        grant = self._grants.get(str(args.get("code")))
        if grant:
            return grant.team
        return self._issued.get(str(args.get("refresh_token")))

    def access(self, state: State, args: Json) -> Json:
        """oauth.v2.access."""
        if args.get("client_id") != self.client_id:
            raise SlackError("invalid_client_id")
        if not hmac.compare_digest(str(args.get("client_secret")).encode(), self._secret.encode()):
            raise SlackError("bad_client_secret")
        kind = args.get("grant_type") or "authorization_code"
        if kind == "refresh_token":
            return self._refresh(state, str(args.get("refresh_token")))
        if kind != "authorization_code":
            raise SlackError("invalid_grant_type")
        return self._exchange(state, args)

    def _exchange(self, state: State, args: Json) -> Json:
        grant = self._grants.get(str(args.get("code")))
        if grant is None or self._now() - grant.at > CODE_SECONDS:
            raise SlackError("invalid_code")
        if grant.used:
            raise SlackError("code_already_used")
        if args.get("redirect_uri", "") != grant.redirect_uri:
            raise SlackError("bad_redirect_uri")
        grant.used = True
        with state.lock:
            state.install(grant.scopes)
            return self._tokens(state) | {"authed_user": {"id": grant.user}}

    def _refresh(self, state: State, token: str) -> Json:
        with state.lock:
            ends = state.refresh_tokens.get(token, -math.inf)
            if self._rotation is None or ends <= self._now():
                raise SlackError("invalid_refresh_token")
            state.refresh_tokens[token] = min(ends, self._now() + self._grace)
            return self._tokens(state)

    def _tokens(self, state: State) -> Json:
        world = state.world
        body: Json = {"ok": True, "app_id": world.app_id, "token_type": "bot", "bot_user_id": world.bot_user_id}
        body |= {"scope": ",".join(state.scopes), "access_token": self._access_token(state)}
        if self._rotation is not None:
            refresh = f"xoxe-1-{secrets.token_hex(32)}"
            keep(state.refresh_tokens, refresh, math.inf, OTHERS_KEPT)
            keep(self._issued, refresh, world.team_id, OTHERS_KEPT)
            body |= {"refresh_token": refresh, "expires_in": self._rotation}
        team = {"id": world.team_id, "name": world.team_name}
        return body | {"team": team, "enterprise": None, "is_enterprise_install": False}

    def _access_token(self, state: State) -> str:
        """A fresh one; where tokens don't rotate, the one that still works."""
        if self._rotation is None:
            working = next((key for key, one in state.tokens.items() if not one.refusal), None)
            token, held = working or f"xoxb-{secrets.token_hex(16)}", Token()
        else:
            token, held = f"xoxe.xoxb-1-{secrets.token_hex(32)}", Token(self._now() + self._rotation)
            alive = [one for one in state.tokens.values() if not one.refusal and (one.expires_at or 0) > self._now()]
            for one in alive[: max(0, len(alive) + 1 - ACTIVE_TOKENS)]:
                one.refusal = "token_revoked"
        keep(state.tokens, token, held, OTHERS_KEPT)
        return token
