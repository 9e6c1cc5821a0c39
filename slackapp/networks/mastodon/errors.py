"""What servers refuse, in our words: one small family, each reason a sentence for a card.

Servers differ in their status codes (400 for a bad token, 404 for a blocker), so their words go first. The phrases are
Mastodon's (config/locales/en.yml, doorkeeper.en.yml), GoToSocial's, Pleroma's and Takahe's.
"""

import json
from collections.abc import Callable
from datetime import datetime

import requests

from slackapp.domain.capability import Capability
from slackapp.networks.base import (
    CutOff,
    Gone,
    LoginRefused,
    NetworkError,
    NotAllowed,
    RateLimited,
    Refused,
    Unavailable,
)
from slackapp.networks.waits import retry_at
from slackapp.networks.wire import Answer, never_sent

READS = frozenset({Capability.READ_FOLLOWERS, Capability.READ_MENTIONS, Capability.FOLLOW_TIMES})
_WAITS = ("Retry-After", "X-RateLimit-Reset")  # not every server sends the first
_AGAIN = "Connect the account again."


class WrongShape(Exception):
    """The server answered a success that we don't understand."""


class Unsupported(Exception):
    """The server doesn't know this call, or not with these parameters."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status


def _no_scope(needs: Capability | None) -> NetworkError:
    if needs is None or needs in READS:
        return LoginRefused(f"This login may not read what Rapport needs. {_AGAIN}")
    return NotAllowed(f"This login may not do that. {_AGAIN}", needs)


def _disabled(_: Capability | None) -> NetworkError:
    return LoginRefused("The server has disabled or suspended your own account. Log in there to see why.")


def _bad_token(_: Capability | None) -> NetworkError:
    return LoginRefused(f"The server refuses this account's login. {_AGAIN}")


# A phrase of a server's own (never one that somebody's handle or text could bring in) and what it means.
_SAID: tuple[tuple[str, Callable[[Capability | None], NetworkError]], ...] = (
    ("outside the authorized scopes", _no_scope),
    ("insufficient permissions:", _no_scope),
    ("insufficient_scope", _no_scope),
    ("token has insufficient scope", _no_scope),
    ("your login is currently disabled", _disabled),
    ("your account is suspended", _disabled),
    ("your account has been suspended", _disabled),
    ("your login is currently pending approval", _disabled),
    ("your login is missing a confirmed e-mail", _disabled),
    ("invalid token", _bad_token),
    ("invalid_token", _bad_token),
    ("access token", _bad_token),
    ("invalid credentials", _bad_token),
    ("requires an authenticated user", _bad_token),
    ("character limit", lambda _: Refused("The server finds this text too long.")),
    ("text is too long", lambda _: Refused("The server finds this text too long.")),
    ("too many characters", lambda _: Refused("The server finds this text too long.")),
    ("can't be blank", lambda _: Refused("The server wants some text.")),
)


def of_answer(answer: Answer, needs: Capability | None, now: datetime, secret: str) -> NetworkError:
    """The error for an answer that is no success.

    Args:
        answer: what came.
        needs: what the call wanted to do (None: a plain read).
        now: aware UTC, for times to wait.
        secret: what no reason may repeat.
    """
    if answer.status >= 500 or answer.status == 408:
        error = lost(needs, "The server has trouble of its own just now.")
        error.retry_at = retry_at(answer.headers, _WAITS, now)
        return error
    if answer.status < 400:  # redirects to elsewhere: the login doesn't follow there
        return nonsense(needs)
    return _of_refusal(answer, needs, now, secret)


def _of_refusal(answer: Answer, needs: Capability | None, now: datetime, secret: str) -> NetworkError:
    """The error for a 4xx: nothing happened."""
    status, words = answer.status, _words(answer.body)
    if status == 429:
        return RateLimited("The server wants us to wait a little.", retry_at=retry_at(answer.headers, _WAITS, now))
    said = next((error(needs) for phrase, error in _SAID if words and phrase in words.lower()), None)
    if said:
        return said
    if status == 401:
        return _bad_token(needs)
    if status in (404, 410):
        return Gone("The server says this isn't there any more.")
    if words is None:
        # A page for browsers: something before the server turned the call away, so nothing happened.
        return Unavailable("Something between us and the server turned the call away.")
    detail = " ".join(words.split())[:200]
    return Refused(f"The server refused: {detail}" if detail and secret not in words else "The server refused this.")


def of_failure(error: requests.RequestException, needs: Capability | None) -> NetworkError:
    """The error for a call without an answer: only what certainly never left is harmless for a write."""
    if never_sent(error):
        return Unavailable("The server can't be reached just now.")
    timed_out = isinstance(error, requests.Timeout)
    return lost(needs, "The server didn't answer in time." if timed_out else "The connection to the server broke off.")


def nonsense(needs: Capability | None) -> NetworkError:
    """The error for a success that we don't understand."""
    return lost(needs, "The server answered something we don't understand.")


def lost(needs: Capability | None, reason: str) -> NetworkError:
    """No usable answer: harmless for a read; a write may or may not have happened."""
    if needs is None or needs in READS:
        return Unavailable(reason)
    return CutOff(f"{reason} It may or may not have happened.")


def _words(body: bytes) -> str | None:
    """All that a server says about a refusal; None where it isn't the API that speaks."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if isinstance(value, dict):
        said = (value.get(name) for name in ("error", "error_description", "message"))
        return "\n".join(words[:1000] for words in said if isinstance(words, str))
    return value[:1000] if isinstance(value, str) else None
