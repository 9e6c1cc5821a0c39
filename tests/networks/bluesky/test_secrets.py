"""No secret of ours shows anywhere: not in logs at their loudest, not in an error, not in a repr."""

import logging
import traceback

import pytest

from slackapp.networks.base import NetworkError
from slackapp.networks.bluesky.keys import BlueskyKeys
from tests.networks.bluesky.pds import ACCESS, ALL, PASSWORD, REFRESH, Pds, refusal
from tests.networks.x.loopback import http, reset

SECRETS = (ACCESS, REFRESH, PASSWORD, "access-2", "refresh-2")
ECHO = refusal(400, "InvalidRequest", f"Bad header {ACCESS} and {PASSWORD} and {REFRESH}")


def test_reprs() -> None:
    """Keys and an adapter can be printed by mistake."""
    with Pds() as server:
        shown = repr(BlueskyKeys("https://x", "h", PASSWORD, "", ACCESS)) + repr(server.bluesky())
    assert not [secret for secret in SECRETS if secret in shown]


@pytest.mark.parametrize("answer", [http(401, b"{}"), ECHO, http(200, b"{"), http(500, b""), reset])
@pytest.mark.parametrize("name", ALL)
def test_logs_and_errors(name: str, answer: bytes, caplog: pytest.LogCaptureFixture) -> None:
    """Every call, every library at DEBUG: neither a log line nor a traceback holds a secret."""
    method, call = ALL[name]
    shown = ""
    with caplog.at_level(logging.DEBUG), Pds(**{method: answer}, refreshSession=[answer]) as server:
        for network in (server.bluesky(), server.bluesky(session="")):
            try:
                call(network)
            except NetworkError as error:
                shown += "".join(traceback.format_exception(error)) + repr(vars(error)) + repr(error.__context__)
    assert not [secret for secret in SECRETS if secret in shown + caplog.text]
