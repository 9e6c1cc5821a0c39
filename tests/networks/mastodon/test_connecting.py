"""Connecting: addresses as people write them, the code, a ready token; nothing goes to a server over plain http."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.domain.people import NetworkName
from slackapp.networks.base import LoginRefused, NetworkError, RateLimited, Refused, Unavailable
from slackapp.networks.connector import Begun, Connector
from slackapp.networks.mastodon import MastodonConnector
from slackapp.networks.mastodon.site import site
from tests.networks.mastodon.loopback import Scripted
from tests.networks.x.loopback import http

APPS = "POST /api/v1/apps"
TOKENS = "POST /oauth/token"
APP = {"client_id": "app-id", "client_secret": "app-secret"}
NEW_TOKEN = {"access_token": "new-token", "token_type": "Bearer", "scope": "read write:statuses", "created_at": 1}
NO = http(400, {"error": "invalid_grant", "error_description": "The provided authorization grant is invalid."})


def begun_at(server: Scripted) -> Begun:
    """A login on its way."""
    server.routes[APPS] = APP
    return MastodonConnector().begin({"url": server.url})


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("mastodon.example", "https://mastodon.example"),
        ("  HTTPS://Mastodon.Example/ ", "https://mastodon.example"),
        ("https://mastodon.example:443", "https://mastodon.example"),
        ("mastodon.example:8443", "https://mastodon.example:8443"),
        ("https://mastodon.example/@fernandfable", "https://mastodon.example"),
        ("@fernandfable@mastodon.example", "https://mastodon.example"),
        ("bücher.example", "https://xn--bcher-kva.example"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("http://[::1]:3000/", "http://[::1]:3000"),
    ],
)
def test_addresses(written: str, meant: str) -> None:
    """As people write and paste them."""
    assert site(written).base_url == meant


@pytest.mark.parametrize(
    "written",
    ["", " ", "http://mastodon.example", "ftp://mastodon.example", "a b", "me:pw@mastodon.example", "a..b",
     "-a.example", "a.example:99999", "a.example:x", "a.example?x=1", "a.example#x", "https://", "http://127.0.0.1.evil.example",
     "http://localhost@evil.example", "a\nb.example", "https://https://a.example", "[::2]", "x" * 300],
)  # fmt: skip
def test_what_is_no_address(written: str) -> None:
    """It is refused in words; plain http leads nowhere but to this machine."""
    with pytest.raises(Refused) as caught:
        MastodonConnector().begin({"url": written})
    assert caught.value.reason.endswith(".")


@given(st.text(max_size=60))
def test_any_address(written: str) -> None:
    """Whatever is typed is a server's sound address, the same when read again, or refused."""
    try:
        found = site(written)
    except Refused:
        return
    assert site(found.base_url) == found
    assert found.base_url.isascii()
    assert not set("/?#@ \\") & set(found.host)


def test_ids_are_one_servers() -> None:
    """The same number is somebody else's elsewhere."""
    here = site("mastodon.example:8443")
    assert here.person_id("12") == "12@mastodon.example:8443"
    assert here.local_id("12@mastodon.example:8443") == "12"
    assert here.profile("mira@plants.example") == "https://mastodon.example:8443/@mira@plants.example"
    assert here.post("a b/c", "5") == "https://mastodon.example:8443/@a%20b%2Fc/5"


def test_the_page_and_what_it_asks_for() -> None:
    """Rapport asks for what it does and no more, and has the code shown."""
    connector: Connector = MastodonConnector()
    assert (connector.name, connector.lacks(), connector.own()) == (NetworkName.MASTODON, (), None)
    with Scripted() as server:
        begun = begun_at(server)
        [registered] = server.sent(APPS)
    asked = parse_qs(urlsplit(begun.page).query)
    assert begun.page.startswith(f"{server.url}/oauth/authorize?")
    assert asked["scope"] == ["read write:statuses write:follows write:favourites"]
    assert asked["redirect_uri"] == ["urn:ietf:wg:oauth:2.0:oob"]
    assert parse_qs(registered.body.decode())["client_name"] == ["Rapport"]
    assert "app-secret" not in repr(begun) + begun.page


def test_an_older_server() -> None:
    """It knows only three scopes."""
    with Scripted(
        {APPS: (http(422, {"error": "Validation failed: Scopes doesn't match configured on the server."}), APP)}
    ) as server:
        page = MastodonConnector().begin({"url": server.url}).page
    assert parse_qs(urlsplit(page).query)["scope"] == ["read write follow"]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (http(404, b"<html>"), Refused),
        (http(200, b"<html>"), Unavailable),
        (http(200, {"client_id": 5, "client_secret": None}), Unavailable),
        (http(200, {"client_id": "a\r\nb", "client_secret": "x"}), Unavailable),
        (http(429, {"error": "slow down"}), RateLimited),
        (http(500, b""), Unavailable),
    ],
)
def test_what_is_no_such_server(answer: bytes, kind: type[NetworkError]) -> None:
    """It is told, by one of the family."""
    with Scripted({APPS: answer}) as server, pytest.raises(kind):
        MastodonConnector().begin({"url": server.url})


def test_the_code_is_traded() -> None:
    """For credentials that make an adapter; the code and our app's secret go to that server alone."""
    with Scripted({TOKENS: NEW_TOKEN}) as server:
        credentials = MastodonConnector().finish(begun_at(server), {"code": " 12-34 "})
        [sent] = server.sent(TOKENS)
        assert MastodonConnector().adapter(credentials, lambda _: None).me().handle == "fernandfable"
    assert credentials == {"url": server.url, "access_token": "new-token", **APP}
    body = parse_qs(sent.body.decode())
    assert (body["code"], body["grant_type"], body["client_secret"]) == (
        ["12-34"],
        ["authorization_code"],
        ["app-secret"],
    )


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (NO, LoginRefused),
        (http(401, {"error": "invalid_client"}), LoginRefused),
        (http(200, {"token_type": "Bearer"}), Unavailable),
        (http(200, {"access_token": "a b"}), Unavailable),
        (http(503, b""), Unavailable),
    ],
)
def test_a_code_that_is_not_taken(answer: bytes, kind: type[NetworkError]) -> None:
    """A wrong or old code is the login's trouble, a broken answer the server's."""
    with Scripted({TOKENS: answer}) as server, pytest.raises(kind):
        MastodonConnector().finish(begun_at(server), {"code": "1234"})


@pytest.mark.parametrize("code", ["", " ", "a\r\nb", "x" * 5000, "é"])
def test_a_code_that_can_not_be_one(code: str) -> None:
    """Nothing is sent for it."""
    with Scripted() as server, pytest.raises(LoginRefused):
        MastodonConnector().finish(begun_at(server), {"code": code})
    assert server.sent(TOKENS) == []


def test_a_ready_token() -> None:
    """It needs its server, and no call."""
    found = MastodonConnector().by_token(url="mastodon.example/", token=" Bearer abc ")
    assert found == {"url": "https://mastodon.example", "access_token": "abc"}


@pytest.mark.parametrize(
    "call",
    [
        lambda c: c.by_token(token="abc"),
        lambda c: c.by_token(url="mastodon.example"),
        lambda c: c.by_token(url="mastodon.example", token="a\r\nX: y"),
        lambda c: c.by_token(url="http://mastodon.example", token="abc"),
    ],
)
def test_a_token_that_lacks_something(call: Callable[[MastodonConnector], object]) -> None:
    """It is refused in words."""
    with pytest.raises(Refused):
        call(MastodonConnector())


@pytest.mark.parametrize(
    "credentials",
    [
        {},
        {"url": "mastodon.example"},
        {"access_token": "x"},
        {"url": "http://a.example", "access_token": "x"},
        {"api_key": "x"},
    ],
)
def test_credentials_of_something_else(credentials: dict[str, str]) -> None:
    """They are to be connected again."""
    with pytest.raises(LoginRefused):
        MastodonConnector().adapter(credentials, lambda _: None)
