"""Slack's error strings -> the one family of errors, in one place."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError

from slackapp.networks.base import CutOff, LoginRefused, NetworkError, RateLimited, Refused, Unavailable

_LOGIN = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope"}
)
ARCHIVED, ABSENT, UNSEEN = "it is archived", "Rapport isn't in it", "Rapport can't see it"
# A person can mend these in Slack; the message waits and comes when they have.
_PLACE = {
    "not_in_channel": (ABSENT, "Rapport isn't in this channel. Type `/invite @Rapport` there."),
    "channel_not_found": (UNSEEN, "Rapport can't see this channel. Check its name, and `/invite @Rapport` there."),
    "is_archived": (ARCHIVED, "This channel is archived. Unarchive it, or choose another one."),
    "is_inactive": (ARCHIVED, "This channel is archived. Unarchive it, or choose another one."),  # says chat.update
}
# An admin or Slack itself keeps the app out for a while: nothing happened, and what was to be said still is.
# https://docs.slack.dev/reference/methods/chat.postMessage#errors
_KEPT_OUT = frozenset(
    {
        "access_denied",
        "accesslimited",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "no_permission",
        "org_login_required",
        "restricted_action",
        "team_access_not_granted",
        "team_added_to_org",
        "two_factor_setup_required",
    }
)
_SOON_AGAIN = timedelta(minutes=1)
# What the SDK raises where an answer didn't come, or not whole: one that is cut within its body is an HTTPException.
LOST = (SlackClientError, HTTPException, OSError)
ASK_THE_DOCTOR = " Run `rapport doctor`."
_REST = timedelta(minutes=10)  # who looks whether a channel is back lets its messages go sooner


class ChannelClosed(Unavailable):
    """A channel takes no messages from us, which certainly had no effect; a person can mend it in Slack."""

    def __init__(self, why: str, reason: str = "", now: datetime | None = None) -> None:
        """Keep why, to go on in a sentence; `now` where the clock is not the machine's."""
        reason = reason or f"This channel takes no messages: {why}."
        super().__init__(reason, retry_at=(now or datetime.now(UTC)) + _REST)
        self.why = why


@contextmanager
def plain_errors(*, effect: bool) -> Iterator[None]:
    """Turn what the Slack SDK raises into the family.

    Args:
        effect: whether the call changes something that must not be done twice: then a lost answer is a CutOff.
    """
    try:
        yield
    except SlackApiError as error:
        raise _of(error, effect=effect) from None
    except LOST as error:
        if isinstance(error, URLError) and isinstance(error.reason, ConnectionRefusedError):
            raise Unavailable("Slack can't be reached.") from None
        lost = CutOff if effect else Unavailable
        raise lost(f"Slack's answer was lost ({type(error).__name__}).") from None


def _of(error: SlackApiError, *, effect: bool) -> NetworkError:  # noqa: PLR0911 (one return for each kind)
    response = error.response
    code = response.get("error") if isinstance(response.data, dict) else None
    if code == "ratelimited" or response.status_code == 429:
        wait = timedelta(
            seconds=_seconds(response.headers.get("Retry-After", response.headers.get("retry-after", "30")))
        )
        return RateLimited("Slack asks us to slow down.", retry_at=datetime.now(UTC) + wait)
    if code in _LOGIN:
        return LoginRefused(f"Slack refuses our token: {code}.{ASK_THE_DOCTOR}")
    if code in _PLACE:
        return ChannelClosed(*_PLACE[code])
    if code in _KEPT_OUT or response.status_code in (401, 402, 403):
        said = f": {code[:80]}" if isinstance(code, str) and code.isidentifier() else ""
        return Unavailable(f"Slack keeps us out{said}.{ASK_THE_DOCTOR}", retry_at=datetime.now(UTC) + _SOON_AGAIN)
    if not isinstance(code, str) or response.status_code >= 500 or code in ("internal_error", "fatal_error"):
        return CutOff("Slack had an error of its own.") if effect else Unavailable("Slack had an error of its own.")
    if code in ("service_unavailable", "request_timeout"):
        return Unavailable("Slack is not available.")
    return Refused(f"Slack refused the message: {code[:80]}.")


def _seconds(text: str | None) -> float:
    try:
        return min(max(float(text or 30), 1.0), 3_600.0)
    except ValueError:
        return 30.0
