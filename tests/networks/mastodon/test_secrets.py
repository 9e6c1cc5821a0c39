"""No secret of ours shows anywhere: not in logs at their loudest, not printed, not in an error, not in a repr."""

import logging
import traceback

import pytest

from slackapp.networks.base import NetworkError, Refused
from slackapp.networks.connector import Begun
from slackapp.networks.mastodon import Mastodon, MastodonConnector
from slackapp.networks.mastodon.site import site
from tests.networks.mastodon.loopback import ALL, SENT, TOKEN, Scripted
from tests.networks.x.loopback import Behaviour, http, reset

CODE = "code-9931"
SECRETS = (TOKEN, "app-secret", CODE)
KEPT = {"client_id": "app-id", "client_secret": "app-secret", "scope": "read"}


def found(text: str) -> list[str]:
    """The secrets in a text."""
    return [secret for secret in SECRETS if secret in text]


def test_reprs() -> None:
    """An adapter and a login on its way can be printed by mistake."""
    assert not found(repr(Mastodon(site("mastodon.example"), TOKEN)) + repr(Begun("https://x.example", KEPT)))


@pytest.mark.parametrize("answer", [http(401, b"{}"), http(200, b"{"), http(500, b""), reset, http(200, [])])
def test_logs_and_errors(
    answer: bytes | Behaviour, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every call, every library at DEBUG: neither a log line nor a traceback holds a secret."""
    shown = ""
    with caplog.at_level(logging.DEBUG), Scripted(everything=answer) as server:
        for call in ALL.values():
            try:
                call(server.mastodon(), server)
            except NetworkError as error:
                shown += "".join(traceback.format_exception(error)) + repr(vars(error)) + repr(error.__context__)
        begun = Begun("", {"url": server.url, **KEPT})
        with pytest.raises(NetworkError) as caught:
            MastodonConnector().finish(begun, {"code": CODE})
        shown += "".join(traceback.format_exception(caught.value))
    printed = capsys.readouterr()
    assert not found(shown + caplog.text + printed.out + printed.err)


def test_a_server_that_repeats_our_login() -> None:
    """It doesn't get onto a card."""
    echo = http(422, {"error": f"Bad header: Bearer {TOKEN}"})
    with Scripted({SENT["like"]: echo}) as server, pytest.raises(Refused) as caught:
        ALL["like"](server.mastodon(), server)
    assert not found(caught.value.reason)
