"""Bluesky's refusals in our words: one small family, each reason a sentence for a card.

The names are those of the AT Protocol's lexicons and of its reference servers; the same refusal comes with different
numbers from different servers, so the name goes first and the status second.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from slackapp.domain.people import Absence
from slackapp.networks.base import CutOff, Gone, LoginRefused, NetworkError, RateLimited, Refused, Unavailable
from slackapp.networks.bluesky.wire import Answer, Lost
from slackapp.networks.waits import retry_at

_RESETS = ("ratelimit-reset", "retry-after")
_TOKENS = frozenset({"ExpiredToken", "InvalidToken", "AuthMissing", "AuthenticationRequired", "BadJwt", "JwtExpired"})
_AWAY = {
    "AccountTakedown": (Absence.SUSPENDED, "suspended"),
    "AccountSuspended": (Absence.SUSPENDED, "suspended"),
    "RepoTakendown": (Absence.SUSPENDED, "suspended"),
    "RepoSuspended": (Absence.SUSPENDED, "suspended"),
    "AccountDeactivated": (Absence.GONE, "switched off"),
    "RepoDeactivated": (Absence.GONE, "switched off"),
}
_NOT_THERE = frozenset(
    {"NotFound", "RecordNotFound", "RepoNotFound", "PostNotFound", "ActorNotFound", "HandleNotFound", "AccountNotFound"}
)
# What the reference servers write where all that they give for a name is InvalidRequest.
_NOT_THERE_SAID = re.compile(
    r"profile not found|actor not found|could not (?:find repo|locate record|find user)|unable to resolve handle"
    r"|account not found|post not found"
)
_BLOCKED = {
    "BlockedByActor": "This person has blocked your account on Bluesky.",
    "BlockedActor": "Your account has blocked this person on Bluesky.",
}


class WrongShape(Exception):
    """The server answered a success that we don't understand."""


class Absent(Gone):
    """Who or what was asked for is away, and why."""

    def __init__(self, reason: str, absence: Absence) -> None:
        super().__init__(reason)
        self.absence = absence


def refuses_token(answer: Answer) -> bool:
    """Whether a call was turned away for its token alone: a new session may help."""
    name = _name(_object(answer.body))
    if name in _AWAY:
        return False
    return name in _TOKENS or answer.status == 401


def of_answer(answer: Answer, *, write: bool, now: datetime, secrets: Iterable[str] = ()) -> NetworkError:
    """The error for an answer that is no success; `secrets` never stand in its reason."""
    problem, status = _object(answer.body), answer.status
    name = _name(problem)
    if status == 501 or name in ("MethodNotImplemented", "XRPCNotSupported"):
        return Unavailable("This Bluesky server doesn't offer that.")
    if status >= 500 or status == 408:
        return _lost("Bluesky has trouble of its own just now.", write=write)
    if status < 400:  # redirects and the like: the protocol knows none
        return nonsense(write=write)
    if status == 429 or name == "RateLimitExceeded":
        return RateLimited("Bluesky wants us to wait a little.", retry_at=retry_at(answer.headers, _RESETS, now))
    return _of_refusal(status, name, problem, write=write, secrets=secrets)


def _of_refusal(
    status: int, name: str, problem: Mapping[str, Any], *, write: bool, secrets: Iterable[str]
) -> NetworkError:
    """The error for a 4xx: nothing happened."""
    if name in _AWAY and (write or status in (401, 403)):  # then it is our own account that is meant
        return LoginRefused(f"Bluesky says that your own account is {_AWAY[name][1]}.")
    if status == 401 or name in _TOKENS:
        return LoginRefused("Bluesky refuses this account's login. Connect the account again.")
    if not name:
        # A page for browsers: something before Bluesky turned the call away, so nothing happened.
        return Unavailable("Something between us and Bluesky turned the call away.")
    known = _known(name, _message(problem))
    if known:
        return known
    detail = _message(problem)
    if any(secret and secret in detail for secret in secrets) or "bearer" in detail.lower():
        detail = ""
    reason = f"Bluesky refused: {detail}" if detail else "Bluesky refused this, and didn't say why."
    return Refused(reason) if write else Unavailable(reason)


def _known(name: str, message: str) -> NetworkError | None:
    if name in _AWAY:
        absence, said = _AWAY[name]
        return Absent(f"Bluesky says this account is {said}.", absence)
    if name in _BLOCKED:
        return Refused(_BLOCKED[name])
    if name in _NOT_THERE or _NOT_THERE_SAID.search(message.lower()):
        return Absent("Bluesky says this isn't there any more.", Absence.GONE)
    return None


def of_login(answer: Answer, now: datetime) -> NetworkError:
    """The error for a refused handle and app password; nothing of what the server says is passed on."""
    name = _name(_object(answer.body))
    if name == "AuthFactorTokenRequired":
        return LoginRefused("That is the account's own password. Make an app password in Bluesky's settings.")
    if name in _AWAY:
        return LoginRefused(f"Bluesky says that your own account is {_AWAY[name][1]}.")
    if answer.status in (400, 401, 403) and name:
        return LoginRefused("Bluesky refuses this handle and app password. Check both, then connect the account again.")
    return of_answer(Answer(answer.status, answer.headers, b""), write=False, now=now)


def of_loss(lost: Lost, *, write: bool) -> NetworkError:
    """The error for a call without an answer: only what certainly never left is harmless for a write."""
    if not lost.sent:
        return Unavailable("Bluesky can't be reached just now.")
    said = "Bluesky didn't answer in time." if lost.timed_out else "The connection to Bluesky broke off."
    return _lost(said, write=write)


def nonsense(*, write: bool = False) -> NetworkError:
    """The error for a success that we don't understand."""
    return _lost("Bluesky answered something we don't understand.", write=write)


def _lost(reason: str, *, write: bool) -> NetworkError:
    return CutOff(f"{reason} It may or may not have happened.") if write else Unavailable(reason)


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _name(problem: Mapping[str, Any]) -> str:
    name = problem.get("error")
    return name if isinstance(name, str) else ""


def _message(problem: Mapping[str, Any]) -> str:
    """The server's own words for people, one bounded line."""
    message = problem.get("message")
    words = message.encode("utf-8", "replace").decode() if isinstance(message, str) else ""
    return " ".join(words[:1000].replace("\0", "").split())[:200]
