"""No secret of ours shows anywhere: not in logs at their loudest, not in an error, not in a repr."""

import logging
import traceback

import pytest

from slackapp.networks.base import NetworkError
from slackapp.networks.x import X
from slackapp.networks.x.login import LoginStart, begin_login, finish_login
from tests.networks.x.loopback import KEYS, Loopback, http, reset
from tests.networks.x.test_refusals import ALL
from tests.once import once

SECRETS = (KEYS.api_key, KEYS.api_secret, KEYS.access_token, KEYS.access_token_secret, "oauth_signature", "hush-hush")


def test_reprs() -> None:
    """Keys and a login on its way can be printed by mistake."""
    shown = repr(KEYS) + repr(LoginStart("https://x.com", "hush-hush", "hush-hush")) + repr(X(KEYS))
    assert not [secret for secret in SECRETS if secret in shown]


@pytest.mark.parametrize("answer", [http(401, b"{}"), http(200, b"{"), http(500, b""), reset, http(200, {"data": []})])
def test_logs_and_errors(answer: bytes, caplog: pytest.LogCaptureFixture) -> None:
    """Every call, every library at DEBUG: neither a log line nor a traceback holds a secret."""
    shown = ""
    with caplog.at_level(logging.DEBUG), Loopback(answer) as server:
        for call in ALL.values():
            try:
                call(server.x())
            except NetworkError as error:
                shown += "".join(traceback.format_exception(error)) + repr(vars(error)) + repr(error.__context__)
        for login in (
            lambda: begin_login(KEYS.api_key, KEYS.api_secret, server.url),
            lambda: finish_login(
                KEYS.api_key, KEYS.api_secret, LoginStart("", KEYS.access_token, "hush-hush"), "1", server.url
            ),
        ):
            with pytest.raises(NetworkError) as caught:
                login()
            shown += "".join(traceback.format_exception(caught.value))
    assert not [secret for secret in SECRETS if secret in shown + caplog.text]


def test_tokens_on_their_way_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    """The login libraries would log the tokens they obtain."""
    body = b"oauth_token=hush-hush&oauth_token_secret=hush-hush&oauth_callback_confirmed=true"
    with caplog.at_level(logging.DEBUG), Loopback(http(200, body)) as server:
        begin_login(KEYS.api_key, KEYS.api_secret, server.url)
    assert not [secret for secret in SECRETS if secret in caplog.text]


def test_x_repeating_our_header_back() -> None:
    """A gateway that echoes what we sent doesn't get it onto a card."""
    detail = f'Bad header: OAuth oauth_consumer_key="{KEYS.api_key}"'
    with Loopback(http(400, {"detail": detail})) as server, pytest.raises(NetworkError) as caught:
        server.x().hello("hi", once())
    assert KEYS.api_key not in caught.value.reason
