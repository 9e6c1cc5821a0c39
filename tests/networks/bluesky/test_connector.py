"""Connecting by handle and app password: what is typed is looked at, and tried once."""

import pytest

from slackapp.networks.base import LoginRefused, Refused, Unavailable
from slackapp.networks.bluesky import BlueskyConnector
from slackapp.networks.bluesky.keys import server as whole_address
from tests.networks.bluesky.pds import PASSWORD, US, Pds, profile, refusal
from tests.networks.x.loopback import http

CONNECTOR = BlueskyConnector()


def test_handle_and_app_password_are_enough() -> None:
    """Begin logs in, finish gives the credentials, the adapter speaks with them at once."""
    with Pds(getProfile=http(200, profile(US, "brand.example.com"))) as server:
        typed = {"handle": " @Brand.example.com ", "app_password": f" {PASSWORD} ", "url": f"{server.url}/"}
        credentials = CONNECTOR.finish(CONNECTOR.begin(typed), {})
        assert (credentials["did"], credentials["handle"]) == (US, "brand.example.com")
        assert CONNECTOR.adapter(credentials, server.kept.append).me().id == US
        assert len(server.asked("createSession")) == 1
        assert PASSWORD not in repr(CONNECTOR.begin(typed))


def test_a_wrong_password() -> None:
    """It is told at once."""
    with Pds(createSession=refusal(401, "AuthenticationRequired")) as server, pytest.raises(LoginRefused):
        CONNECTOR.begin({"handle": "brand.example.com", "app_password": "x", "url": server.url})


@pytest.mark.parametrize(
    ("handle", "password", "says"),
    [
        ("brand", "x", "whole Bluesky handle"),
        ("", "x", "whole Bluesky handle"),
        ("me@example.com", "x", "whole Bluesky handle"),
        ("brand.example.com", " ", "app password is missing"),
        ("brand.example.com", "x\ny", "can't be an app password"),
        ("brand.example.com", "x" * 600, "can't be an app password"),
    ],
)
def test_answers_that_cannot_be_right(handle: str, password: str, says: str) -> None:
    """The reason says which and why; nobody is called."""
    with pytest.raises(Refused, match=says):
        CONNECTOR.by_token(url="http://127.0.0.1:9", handle=handle, token=password)
    with pytest.raises(Refused, match=says):
        CONNECTOR.begin({"url": "http://127.0.0.1:9", "handle": handle, "app_password": password})


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://pds.example.com",
            "ftp://pds.example.com",
            "https://me:pw@pds.example.com",
            "https://pds.example.com/x",
        ),
        *(
            "https://pds.example.com?x",
            "https://pds.example.com#x",
            "https://",
            "https://[::",
            "https://a b",
            "http://[::2]",
        ),
        *(
            "https://pds.example.com:99999",
            "https://pds..com",
            "https://ä.com",
            "https://x\r\n.com",
            "javascript:alert(1)",
        ),
        *("http://127.0.0.1.example.com", "http://localhost.example.com", "https://" + "a" * 300),
    ],
)
def test_addresses_that_are_no_servers(url: str) -> None:
    """A password travels to https alone, or within this machine."""
    with pytest.raises(Refused):
        CONNECTOR.by_token(url=url, handle="brand.example.com", token="x")


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("", "https://bsky.social"),
        (" https://PDS.example.com/ ", "https://pds.example.com"),
        ("pds.example.com", "https://pds.example.com"),
        ("https://pds.example.com:8443", "https://pds.example.com:8443"),
        ("http://localhost:2583", "http://localhost:2583"),
        ("http://[::1]:2583", "http://[::1]:2583"),
    ],
)
def test_addresses_of_servers(typed: str, whole: str) -> None:
    """The usual one where nothing is typed."""
    assert whole_address(typed) == whole


@pytest.mark.parametrize(
    "credentials",
    [
        {},
        {"access_token": "x"},
        {"url": "https://bsky.social", "handle": "", "app_password": "x"},
        {"url": "ftp://x", "handle": "brand.example.com", "app_password": "x"},
        {"url": "https://bsky.social", "handle": "brand.example.com", "app_password": "x", "did": "x"},
    ],
)
def test_credentials_of_another_network(credentials: dict[str, str]) -> None:
    """They are no login here."""
    with pytest.raises(LoginRefused):
        CONNECTOR.adapter(credentials, lambda _: None)


def test_an_account_that_the_network_does_not_show_yet() -> None:
    """A new account may take a moment; that is no dead login."""
    away = refusal(400, "InvalidRequest", "Actor not found")
    with Pds(getProfile=away, getFollowers=away, getFollows=away, listRecords=away) as server:
        network = server.bluesky()
        for call in (network.me, network.followers, network.following, network.own_posts):
            with pytest.raises(Unavailable, match="doesn't show your own account yet"):
                call()


def test_what_is_asked() -> None:
    """The password is a secret, the server may stay empty."""
    asks = {question.name: question for question in CONNECTOR.asks}
    assert (asks["app_password"].secret, asks["url"].optional, asks["handle"].secret) == (True, True, False)
    assert (CONNECTOR.asks_then, CONNECTOR.lacks(), CONNECTOR.own()) == ((), (), None)
