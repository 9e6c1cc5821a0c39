"""Connecting an account by PIN, against the stand-in and against a broken wire."""

import re

import pytest
import requests

from slackapp.networks.base import LoginRefused, NetworkError, RateLimited, Unavailable
from slackapp.networks.x import X
from slackapp.networks.x.login import LoginStart, begin_login, finish_login
from slackapp.sandbox import world
from tests.networks.x.conftest import KEYS, StandIn
from tests.networks.x.loopback import Loopback, http


def begin(stand_in: StandIn) -> LoginStart:
    """The first step with the sandbox's app."""
    return begin_login(KEYS.api_key, KEYS.api_secret, stand_in.url)


def pin_of(start: LoginStart) -> str:
    """What X's page shows the owner."""
    found = re.search(r"<code>(\d+)</code>", requests.get(start.authorize_url, timeout=5).text)
    assert found
    return found[1]


def test_the_way_to_an_accounts_keys(stand_in: StandIn) -> None:
    """Start, let the app in on X's page, type the PIN: the keys work."""
    start = begin(stand_in)
    keys = finish_login(KEYS.api_key, KEYS.api_secret, start, f" {pin_of(start)}\n", stand_in.url)
    assert keys.user_id == world.BRAND_ID
    assert X(keys, base_url=stand_in.url).me().id == world.BRAND_ID


def test_a_wrong_pin(stand_in: StandIn) -> None:
    """A wrong PIN says what to do."""
    start = begin(stand_in)
    pin_of(start)
    with pytest.raises(LoginRefused, match="PIN"):
        finish_login(KEYS.api_key, KEYS.api_secret, start, "0", stand_in.url)


def test_a_wrong_key_pair(stand_in: StandIn) -> None:
    """A wrong app secret is refused at the start."""
    with pytest.raises(LoginRefused, match="API key"):
        begin_login(KEYS.api_key, "wrong", stand_in.url)


def test_the_page_to_open() -> None:
    """People are sent to the same X that we asked, with the token that it gave."""
    with Loopback(http(200, b"oauth_token=abc&oauth_token_secret=def&oauth_callback_confirmed=true")) as server:
        start = begin_login("key", "secret", server.url)
        assert start.authorize_url == f"{server.url}/oauth/authorize?oauth_token=abc"
    assert server.requests[0].path == "/x/oauth/request_token"
    assert "def" not in repr(start)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (http(500, b"oops"), Unavailable),
        (http(429, b""), RateLimited),
        (http(200, b""), Unavailable),
        (http(200, b"<html>"), Unavailable),
        (http(200, b"oauth_token=abc"), Unavailable),
        (http(200, b"oauth_token=abc&oauth_token_secret=def"), Unavailable),
        (http(200, b"\xff\xfe%%"), Unavailable),
        (b"", Unavailable),
    ],
)
def test_a_broken_wire(answer: bytes, kind: type[NetworkError]) -> None:
    """Errors stay in the family; a token that doesn't start with an id isn't an account's."""
    with Loopback(answer) as server, pytest.raises(NetworkError) as caught:
        finish_login("key", "secret", LoginStart("", "token", "token-secret"), "123", server.url)
    assert type(caught.value) is kind
