"""What Slack says when it says no, as the one family of errors."""

from datetime import UTC, datetime, timedelta
from http.client import IncompleteRead
from urllib.error import URLError

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from slackapp.networks.base import CutOff, LoginRefused, NetworkError, RateLimited, Refused, Unavailable
from slackapp.slack.errors import ChannelClosed, plain_errors


def refusal(code: str | None, status: int = 200, **headers: str) -> SlackApiError:
    """What the SDK raises."""
    data = {"ok": False} | ({"error": code} if code else {})
    response = SlackResponse(
        client=None, http_verb="POST", api_url="", req_args={}, data=data, headers=headers, status_code=status
    )
    return SlackApiError("no", response)  # type: ignore[no-untyped-call]  # the SDK's own


def raised(error: Exception, *, effect: bool) -> NetworkError:
    """What becomes of it."""
    with pytest.raises(NetworkError) as caught, plain_errors(effect=effect):
        raise error
    return caught.value


@pytest.mark.parametrize(
    ("code", "status", "posting", "asking"),
    [
        ("ratelimited", 429, RateLimited, RateLimited),
        ("ratelimited", 200, RateLimited, RateLimited),
        ("missing_scope", 200, LoginRefused, LoginRefused),
        ("token_revoked", 200, LoginRefused, LoginRefused),
        ("not_in_channel", 200, ChannelClosed, ChannelClosed),
        ("channel_not_found", 200, ChannelClosed, ChannelClosed),
        ("is_archived", 200, ChannelClosed, ChannelClosed),
        ("is_inactive", 200, ChannelClosed, ChannelClosed),
        ("access_denied", 403, Unavailable, Unavailable),
        ("team_access_not_granted", 200, Unavailable, Unavailable),
        (None, 403, Unavailable, Unavailable),
        ("msg_blocks_too_long", 200, Refused, Refused),
        ("internal_error", 200, CutOff, Unavailable),
        (None, 502, CutOff, Unavailable),
        (None, 200, CutOff, Unavailable),
        ("service_unavailable", 200, Unavailable, Unavailable),
    ],
)
def test_each_refusal_has_its_kind(
    code: str | None, status: int, posting: type[NetworkError], asking: type[NetworkError]
) -> None:
    """A post whose fate is unknown is in doubt; a question whose answer is lost is simply asked again."""
    assert type(raised(refusal(code, status), effect=True)) is posting
    assert type(raised(refusal(code, status), effect=False)) is asking


def test_retry_after_is_kept_and_bounded() -> None:
    """What Slack asks for, in seconds; nonsense and eternity are not obeyed."""
    for header, seconds in (("7", 7), ("0", 1), ("nonsense", 30), ("9999999", 3_600), ("-1", 1)):
        error = raised(refusal("ratelimited", 429, **{"Retry-After": header}), effect=True)
        assert error.retry_at is not None
        assert abs(error.retry_at - datetime.now(UTC) - timedelta(seconds=seconds)) < timedelta(seconds=2)


def test_a_lost_answer_is_a_doubt_and_a_closed_door_is_not() -> None:
    """A reset may come after the effect; a refused connection never reached anybody."""
    assert type(raised(ConnectionResetError(), effect=True)) is CutOff
    assert type(raised(TimeoutError(), effect=True)) is CutOff
    assert type(raised(ConnectionResetError(), effect=False)) is Unavailable
    assert type(raised(URLError(ConnectionRefusedError()), effect=True)) is Unavailable
    assert type(raised(IncompleteRead(b"{"), effect=True)) is CutOff
    assert type(raised(IncompleteRead(b"{"), effect=False)) is Unavailable


def test_a_person_is_told_what_to_do() -> None:
    """Where somebody in Slack can mend it, the sentence says how."""
    assert "/invite @Rapport" in raised(refusal("not_in_channel"), effect=True).reason
    assert "rchive" in raised(refusal("is_archived"), effect=True).reason
    assert "missing_scope" in raised(refusal("missing_scope"), effect=True).reason
