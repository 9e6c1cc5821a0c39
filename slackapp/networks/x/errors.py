"""X's refusals in our words: one small family, each reason a sentence for a card.

The bodies are those that X documents (https://docs.x.com/x-api/fundamentals/response-codes-and-errors)
and that people who met them report; where X's wording isn't known here, its own words are passed on.
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import requests

from slackapp.domain.capability import Capability
from slackapp.domain.people import Absence
from slackapp.networks.base import (
    CutOff,
    Gone,
    LoginRefused,
    NetworkError,
    NotAllowed,
    OutOfCredit,
    RateLimited,
    Refused,
    Unavailable,
)
from slackapp.networks.waits import LONGEST, retry_at
from slackapp.networks.wire import never_sent
from slackapp.networks.x.wire import Answer

READS = frozenset({Capability.READ_FOLLOWERS, Capability.READ_MENTIONS})


class WrongShape(Exception):
    """X answered a success that we don't understand."""


class Problem(Exception):
    """X answered a success (HTTP 200) that holds nothing but one of its problems."""

    def __init__(self, said: object) -> None:
        super().__init__("a problem")
        self.said = said


def _no_more_today(_: Capability | None) -> NetworkError:
    return RateLimited("X allows no more of this today.")


def _not_allowed(needs: Capability | None) -> NetworkError:
    if needs is None:
        return LoginRefused("X gives this app no access. Check the app and its plan in X's developer portal.")
    return NotAllowed("X doesn't let this app do that by API; it keeps it for a higher access level.", needs)


# A phrase of X's own (never one that somebody's handle or text could bring in) and what it means.
_SAID: tuple[tuple[str, Callable[[Capability | None], NetworkError]], ...] = (
    ("duplicate content", lambda _: Refused("X won't post the same text twice. Change a word or two.")),
    ("text is too long", lambda _: Refused("X finds this text too long.")),
    (
        "not been mentioned or otherwise engaged",
        lambda _: Refused(
            "X lets this account answer by API only people who mentioned it. You can still answer on X itself.",
            by_hand=True,
        ),
    ),
    ("looks like it might be automated", lambda _: Refused("X took this for a robot's doing.", by_hand=True)),
    ("you have been blocked", lambda _: Refused("This person has blocked your account on X.")),
    ("deleted or not visible to you", lambda _: Gone("X says this post is deleted, or hidden from you.")),
    ("used for authentication is suspended", lambda _: LoginRefused("X has suspended your own account.")),
    ("user has been suspended", lambda _: Gone("X says this account is suspended.")),
    (
        "account is temporarily locked",
        lambda _: LoginRefused("X has locked your account for now. Log in on x.com to unlock it."),
    ),
    (
        "app permissions",
        lambda _: LoginRefused("Your X app may only read. Let it read and write, then connect the account again."),
    ),
    ("timestamp out of bounds", lambda _: LoginRefused("X refuses the login: this machine's clock is wrong.")),
    ("over daily status update limit", _no_more_today),
    ("unable to follow more people", _no_more_today),
    ("/problems/client-forbidden", _not_allowed),
    ("/problems/unsupported-authentication", _not_allowed),
    ("subset of x api v2 endpoints", _not_allowed),
    ("/problems/not-authorized-for-resource", lambda _: Gone("X doesn't show this to your account.")),
    ("/problems/resource-not-found", lambda _: Gone("X says this isn't there any more.")),
)


def of_answer(answer: Answer, needs: Capability | None, now: datetime) -> NetworkError:
    """The error for an answer that is no success; `needs` is what the call wanted to do (None: a plain read)."""
    if answer.status >= 500 or answer.status == 408:
        return _lost(needs, "X has trouble of its own just now.")
    if answer.status < 400:  # redirects and the like: X's API knows none
        return nonsense(needs)
    return _of_refusal(answer, needs, now)


def _of_refusal(answer: Answer, needs: Capability | None, now: datetime) -> NetworkError:
    """The error for a 4xx: nothing happened."""
    problem, status = _json_object(answer.body), answer.status
    if status == 402 or (status == 429 and "usage-capped" in _words(problem)):
        return OutOfCredit("The X app is out of credit. Top it up in X's developer portal.")
    if status == 429:
        return RateLimited("X wants us to wait a little.", retry_at=_reset(answer.headers, now))
    if status == 401:
        return _said(problem, needs) or LoginRefused("X refuses this account's login. Connect the account again.")
    if not problem:
        # A page for browsers: something before X's API turned the call away, so nothing happened.
        return Unavailable("Something between us and X turned the call away.")
    if status == 404:
        return _said(problem, needs) or Gone("X says this isn't there any more.")
    return of_problem(problem, needs)


def of_problem(problem: object, needs: Capability | None = None) -> NetworkError:
    """The error for one of X's problems, from an answer's body or from its list of `errors`."""
    said = _said(problem, needs)
    if said:
        return said
    detail = _detail(problem)
    return Refused(f"X refused: {detail}" if detail else "X refused this, and didn't say why.")


def of_failure(error: requests.RequestException, needs: Capability | None) -> NetworkError:
    """The error for a call without an answer: only what certainly never left is harmless for a write."""
    if never_sent(error):
        return Unavailable("X can't be reached just now.")
    timed_out = isinstance(error, requests.Timeout)
    return _lost(needs, "X didn't answer in time." if timed_out else "The connection to X broke off.")


def nonsense(needs: Capability | None) -> NetworkError:
    """The error for a success that we don't understand."""
    return _lost(needs, "X answered something we don't understand.")


def absence(problem: object) -> Absence:
    """Why a look-up found nobody, by X's problem with that person; gone only where X says so."""
    words = _words(problem)
    if "user has been suspended" in words:
        return Absence.SUSPENDED
    return Absence.GONE if "/problems/resource-not-found" in words else Absence.HIDDEN


def _lost(needs: Capability | None, reason: str) -> NetworkError:
    """No usable answer: harmless for a read; a write may or may not have happened."""
    if needs is None or needs in READS:
        return Unavailable(reason)
    return CutOff(f"{reason} It may or may not have happened.")


def _said(problem: object, needs: Capability | None) -> NetworkError | None:
    words = _words(problem)
    return next((error(needs) for phrase, error in _SAID if phrase in words), None)


def _words(problem: object) -> str:
    """All that X says about a problem, in lower case, to look for phrases in."""
    if not isinstance(problem, dict):
        return ""
    inner = problem.get("errors")
    problems = [problem, *(inner if isinstance(inner, list) else [])]
    said = (p.get(name) for p in problems if isinstance(p, dict) for name in ("type", "title", "detail", "message"))
    return "\n".join(words for words in said if isinstance(words, str)).lower()


def _detail(problem: object) -> str:
    """X's own words for people, one bounded line; never one that repeats what we signed with."""
    if not isinstance(problem, dict):
        return ""
    inner = problem.get("errors")
    problems = [*(inner if isinstance(inner, list) else []), problem]
    said = (p.get(name) for p in problems if isinstance(p, dict) for name in ("message", "detail", "title"))
    detail = next((" ".join(words.split()) for words in said if isinstance(words, str) and words.strip()), "")
    return "" if "oauth_" in detail else detail[:200]


def _reset(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """When X's limit opens again: the day's, where that is used up, otherwise the window's."""
    used_up = (f"x-{who}-limit-24hour" for who in ("user", "app"))
    windows = [name for name in used_up if headers.get(f"{name}-remaining") == "0"] or ["x-rate-limit"]
    resets = (_epoch(headers.get(f"{name}-reset", "")) for name in windows)
    sound = [at for at in resets if at and at < now + LONGEST]
    return max(sound, default=None) or retry_at(headers, ("Retry-After",), now)


def _epoch(seconds: str) -> datetime | None:
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) <= 11):
        return None
    return datetime.fromtimestamp(int(seconds), UTC)


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
