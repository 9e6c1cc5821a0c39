"""Connecting an account of ours by PIN: X shows a number that the owner types in; no public address is needed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import requests
from requests_oauthlib import OAuth1Session

from slackapp.networks.base import LoginRefused, NetworkError
from slackapp.networks.x import errors, wire
from slackapp.networks.x.keys import XKeys
from slackapp.networks.x.shapes import is_id

_TIMEOUT = (5.0, 15.0)
_KEYS_REFUSED = "X refuses the app's API key and secret. Check them in X's developer portal."
_PIN_REFUSED = "X didn't take this PIN. Start again to get a new one."


@dataclass(frozen=True, slots=True)
class LoginStart:
    """A login on its way: where the owner lets the app in, and what `finish_login` needs afterwards."""

    authorize_url: str
    token: str = field(repr=False)
    secret: str = field(repr=False)


def begin_login(
    api_key: str, api_secret: str, base_url: str = wire.API_URL, *, timeout: tuple[float, float] = _TIMEOUT
) -> LoginStart:
    """Ask X for a login. `timeout` is seconds to connect and seconds of silence.

    Raises LoginRefused for a bad key pair, otherwise what a read raises (`Unavailable`, `RateLimited`, …).
    """
    session = OAuth1Session(api_key, client_secret=api_secret, callback_uri="oob")
    wire.mount(session, base_url, timeout)
    found = _tokens(lambda: session.fetch_request_token(f"{wire.API_URL}/oauth/request_token"), _KEYS_REFUSED)
    page = f"{base_url.rstrip('/')}/oauth/authorize?{urlencode({'oauth_token': found[0]})}"
    return LoginStart(page, *found)


def finish_login(
    api_key: str,
    api_secret: str,
    start: LoginStart,
    pin: str,
    base_url: str = wire.API_URL,
    *,
    timeout: tuple[float, float] = _TIMEOUT,
) -> XKeys:
    """Trade the PIN for the account's keys. Raises LoginRefused for a wrong or old PIN, otherwise as `begin_login`."""
    session = OAuth1Session(
        api_key,
        client_secret=api_secret,
        resource_owner_key=start.token,
        resource_owner_secret=start.secret,
        verifier=pin.strip(),
    )
    wire.mount(session, base_url, timeout)
    found = _tokens(lambda: session.fetch_access_token(f"{wire.API_URL}/oauth/access_token"), _PIN_REFUSED)
    keys = XKeys(api_key, api_secret, *found)
    if not is_id(keys.user_id):
        raise errors.nonsense(None)
    return keys


def _tokens(fetch: Callable[[], Any], refused: str) -> tuple[str, str]:
    """A token and its secret from X, or an error of the family (`refused` words a 401)."""
    # `from None`: what the libraries know about a call holds secrets.
    try:
        found = fetch()
        return str(found["oauth_token"]), str(found["oauth_token_secret"])
    except wire.Answer as answer:
        raise _of_answer(answer, refused) from None
    except requests.RequestException as error:
        raise errors.of_failure(error, None) from None
    except (ValueError, KeyError):  # no token in the answer, or no answer that one could decode
        raise errors.nonsense(None) from None


def _of_answer(answer: wire.Answer, refused: str) -> NetworkError:
    if answer.status in (400, 401, 403):
        return LoginRefused(refused)
    return errors.of_answer(answer, None, datetime.now(UTC))
