"""OAuth 1.0a as X asks for it: signed headers, and the PIN flow that gives an account's tokens."""

import hmac
import secrets
from collections.abc import Callable
from urllib.parse import parse_qsl, quote, unquote, urlencode

from oauthlib.oauth1 import Client
from oauthlib.oauth1.rfc5849 import signature
from werkzeug import Request, Response

from slackapp.sandbox.x.model import Account
from slackapp.sandbox.x.problems import unauthorized
from slackapp.sandbox.x.state import State

HOSTS = ("https://api.twitter.com", "https://api.x.com")
TOLERANCE = 300  # seconds that a timestamp may be off


class OAuth:
    """The keys of one developer app, and what was signed with them."""

    def __init__(self, consumer_key: str, consumer_secret: str, now: Callable[[], float]) -> None:
        """`now` tells the time in seconds that signatures are compared with."""
        self._key = consumer_key
        self._secret = consumer_secret
        self._now = now
        self._seen: dict[tuple[str, str, str], float] = {}
        self._pending: dict[str, tuple[str, str | None, str | None]] = {}  # token: secret, PIN, account

    def account(self, request: Request, state: State) -> Account:
        """The account that signed a request; `Refused` (401) where the signature isn't sound."""
        header = self._header(request)
        token = header.get("oauth_token", "")
        account = next((one for one in state.accounts.values() if one.token == token), None)
        if account is None:
            raise unauthorized()
        self._verify(request, header, account.secret)
        return account

    def _header(self, request: Request) -> dict[str, str]:
        scheme, _, rest = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "oauth":
            raise unauthorized()
        pairs = (part.strip().partition("=") for part in rest.split(","))
        return {unquote(name): unquote(value.strip('"')) for name, _, value in pairs}

    def _verify(self, request: Request, header: dict[str, str], token_secret: str) -> None:
        stamp, nonce = header.get("oauth_timestamp", ""), header.get("oauth_nonce", "")
        if header.get("oauth_consumer_key") != self._key or header.get("oauth_signature_method") != "HMAC-SHA1":
            raise unauthorized()
        if not nonce or not stamp.isdigit() or abs(int(stamp) - self._now()) > TOLERANCE:
            raise unauthorized()
        given = header.get("oauth_signature", "")
        if not any(hmac.compare_digest(given, made) for made in self._signatures(request, token_secret)):
            raise unauthorized()
        self._use_once(header.get("oauth_token", ""), stamp, nonce)

    def _signatures(self, request: Request, token_secret: str) -> list[str]:
        """What the signature would be over each of X's two hosts, which an adapter keeps when it redirects."""
        form = request.get_data() if request.mimetype == "application/x-www-form-urlencoded" else b""
        parameters = signature.normalize_parameters(
            signature.collect_parameters(
                uri_query=request.query_string.decode(),
                body=parse_qsl(form.decode("utf-8", "replace"), keep_blank_values=True),
                headers={"Authorization": request.headers["Authorization"]},
            )
        )
        signer = Client(self._key, self._secret, resource_owner_secret=token_secret)
        made = []
        for host in HOSTS:
            uri = signature.base_string_uri(host + quote(request.path))
            base = signature.signature_base_string(request.method, uri, parameters)
            made.append(str(signature.sign_hmac_sha1_with_client(base, signer)))
        return made

    def _use_once(self, token: str, stamp: str, nonce: str) -> None:
        now = self._now()
        if (token, stamp, nonce) in self._seen:
            raise unauthorized()
        if len(self._seen) > 20_000:
            self._seen = {key: at for key, at in self._seen.items() if now - at <= 2 * TOLERANCE}
        self._seen[token, stamp, nonce] = now

    # The PIN flow

    def request_token(self, request: Request) -> Response:
        """POST /oauth/request_token: the first step, for `oauth_callback=oob`."""
        header = self._header(request)
        self._verify(request, header, "")
        callback = header.get("oauth_callback") or request.values.get("oauth_callback")
        if callback != "oob":
            raise unauthorized()
        token, secret = secrets.token_urlsafe(20), secrets.token_urlsafe(24)
        self._pending[token] = (secret, None, None)
        return _form(oauth_token=token, oauth_token_secret=secret, oauth_callback_confirmed="true")

    def grant(self, token: str, user_id: str) -> str | None:
        """A person lets the app act for an account: the PIN to type; None for an unknown token."""
        if token not in self._pending:
            return None
        pin = f"{secrets.randbelow(10_000_000):07d}"
        self._pending[token] = (self._pending[token][0], pin, user_id)
        return pin

    def access_token(self, request: Request, state: State) -> Response:
        """POST /oauth/access_token: the last step, a PIN for the account's own tokens."""
        header = self._header(request)
        token = header.get("oauth_token", "")
        secret, pin, user_id = self._pending.get(token, ("", None, None))
        self._verify(request, header, secret)
        verifier = header.get("oauth_verifier") or request.values.get("oauth_verifier", "")
        if pin is None or user_id is None or not hmac.compare_digest(verifier.encode(), pin.encode()):
            raise unauthorized()
        del self._pending[token]
        account = state.accounts[user_id]
        return _form(
            oauth_token=account.token,
            oauth_token_secret=account.secret,
            user_id=user_id,
            screen_name=state.people[user_id].username,
        )


def _form(**values: str) -> Response:
    return Response(urlencode(values), content_type="text/html;charset=utf-8")
