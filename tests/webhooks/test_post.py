"""One body to one address over real HTTP: bounded, never redirected, and never into our own network."""

import socket
from typing import Any

import pytest

from slackapp.webhooks.post import PRIVATE, Answered, post
from tests.receiver import Receiver


def test_a_body_comes_whole_with_its_headers(receiver: Receiver) -> None:
    """What is answered with any 2xx is taken."""
    said = post(receiver.url, {"webhook-id": "a"}, '{"é":1}'.encode(), private=True)
    assert said == Answered(204)
    (taken,) = receiver.taken
    assert (taken.path, taken.body.decode()) == ("/hooks?for=rapport", '{"é":1}')
    assert taken.headers["content-type"].startswith("application/json")
    assert taken.headers["host"] == f"127.0.0.1:{receiver.port}"


@pytest.mark.parametrize(
    ("how", "status", "told"),
    [
        ((500, b"<b>broken</b>\nhere"), 500, "It answered 500: <b>broken</b> here"),
        ((200, b"x" * 100_000), 200, ""),
        (302, 302, "follows no redirects"),
        (410, 410, "It answered 410."),
        ("close", 0, "closed the connection"),
        ("hang", 0, "did not answer within 0.2 seconds"),
        ("drip", 0, "did not answer within 0.2 seconds"),
    ],
)
def test_whatever_the_other_side_does_is_a_plain_sentence(receiver: Receiver, how: Any, status: int, told: str) -> None:
    """Errors, redirects, silence, drops that never end, a flood: within the time, in a line, without a second call."""
    receiver.answers.append(how)
    said = post(receiver.url, {}, b"{}", private=True, seconds=0.2 if isinstance(how, str) else 5)
    assert said.status == status
    assert told in said.reason
    assert len(said.reason) < 200
    assert len(receiver.taken) == 1


def test_nobody_there_and_no_such_name() -> None:
    """Each in its own words."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert "nothing listens" in post(f"http://127.0.0.1:{port}/", {}, b"{}", private=True).reason
    assert "not known" in post("https://desk.invalid/", {}, b"{}").reason


def test_what_speaks_no_tls_is_told(receiver: Receiver) -> None:
    """Https to a server without it."""
    url = receiver.url.replace("http:", "https:")
    assert post(url, {}, b"{}", private=True).reason == "No secure connection came about."
    assert not receiver.taken


INWARD = (
    *("127.0.0.1", "10.0.0.9", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.100.100.200", "0.0.0.0"),
    *("168.63.129.16", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fd00:ec2::254", "fc00::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:a9fe:a9fe::", "ff02::1"),
)


def _resolving(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Let every name mean these addresses; returns where somebody connected to."""
    reached: list[str] = []

    def connect(at: tuple[str, int], *_: Any) -> socket.socket:
        reached.append(at[0])
        raise ConnectionRefusedError

    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses]
    monkeypatch.setattr("slackapp.webhooks.post.socket.getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr("slackapp.webhooks.post.socket.create_connection", connect)
    return reached


@pytest.mark.parametrize("address", INWARD)
def test_a_name_that_leads_inward_is_refused_before_anything_is_sent(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """Private, loopback, link-local, metadata and multicast, also hidden in IPv6, also beside a public address."""
    reached = _resolving(monkeypatch, "203.0.114.9", address)
    assert post("https://desk.example/", {}, b"{}") == Answered(0, PRIVATE)
    assert not reached


def test_what_was_checked_is_what_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a name means a moment later: it is asked once, and its addresses are tried one after another."""
    reached = _resolving(monkeypatch, "203.0.114.9", "2600:1f18::9")
    assert "nothing listens" in post("https://desk.example/", {}, b"{}").reason
    assert reached == ["203.0.114.9", "2600:1f18::9"]


@pytest.mark.parametrize(
    ("url", "address", "may"),
    [
        ("https://desk.example/", "10.0.0.9", True),
        ("http://desk.example/", "127.0.0.1", True),
        ("http://desk.example/", "10.0.0.9", False),
        ("http://desk.example/", "203.0.114.9", False),
        ("https://desk.example/", "169.254.169.254", False),
    ],
)
def test_where_private_addresses_are_allowed(
    monkeypatch: pytest.MonkeyPatch, url: str, address: str, may: bool
) -> None:
    """Over plain http to this machine alone; where clouds keep their secrets, never."""
    reached = _resolving(monkeypatch, address)
    post(url, {}, b"{}", private=True)
    assert bool(reached) is may
