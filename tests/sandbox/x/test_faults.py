"""What can go wrong on the way, as a client meets it at the socket."""

import socket
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
import tweepy

from slackapp.sandbox import world
from tests.sandbox.x.wire import X


def posted(x: X) -> list[str]:
    """What the API really posted."""
    return [one["text"] for one in x.look("record")["posts"] if one["via"] == "api"]


BROKEN: dict[str, type[Exception]] = {
    "reset": requests.ConnectionError,
    "half": requests.exceptions.ChunkedEncodingError,
    "garbled": requests.exceptions.JSONDecodeError,
    "cut": requests.exceptions.JSONDecodeError,
    "html": tweepy.TwitterServerError,
    "status": tweepy.TwitterServerError,
}


@pytest.mark.parametrize("after_effect", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_answer(x: X, kind: str, after_effect: bool) -> None:
    """The client sees the fault once; the post happened only where the fault came after the effect."""
    x.panel("faults", path="/2/tweets", method="POST", kind=kind, after_effect=after_effect, seconds=0.1)
    with pytest.raises(BROKEN[kind]):
        x.client().create_tweet(text="Roast day.")
    assert posted(x) == (["Roast day."] if after_effect else [])
    assert x.client().get_me()["data"]


def test_a_reset_is_a_real_one(x: X) -> None:
    """The connection ends with an RST: reading raises `ConnectionResetError`, not an end of file."""
    x.panel("faults", kind="reset")
    address = urlsplit(x.base)
    with socket.create_connection((str(address.hostname), int(address.port or 0)), timeout=5) as connection:
        connection.sendall(b"GET /x/2/users/me HTTP/1.1\r\nHost: x\r\n\r\n")
        with pytest.raises(ConnectionResetError):
            connection.recv(100)


@pytest.mark.parametrize(("kind", "read"), [("hang", 0.15), ("slow", 0.04)])
def test_an_answer_that_doesnt_come_in_time(x: X, kind: str, read: float) -> None:
    """Silence and dripping both outlast a reader's patience; the effect may have happened all the same."""
    x.panel("faults", path="/2/tweets", kind=kind, after_effect=True)
    with pytest.raises((requests.ReadTimeout, requests.ConnectionError)):
        x.raw("POST", "/2/tweets", json={"text": "Roast day."}, timeout=read)
    assert posted(x) == ["Roast day."]


def test_a_hang_ends_by_itself(x: X) -> None:
    """After its seconds a silent connection is closed without an answer."""
    x.panel("faults", path="*", kind="hang", seconds=0.1)
    with pytest.raises(requests.ConnectionError):
        x.client().get_me()


@pytest.mark.parametrize("body", [None, {"data": 5}, {"data": [{"id": 5}]}, "text"])
def test_a_wrong_shape(x: X, body: Any) -> None:
    """Good JSON of the wrong shape arrives as it was ordered, `[]` by default."""
    x.panel("faults", path="/2/users/me", kind="wrong_shape", body=body)
    assert x.raw("GET", "/2/users/me").json() == ([] if body is None else body)


@pytest.mark.parametrize(("reset", "known"), [(True, True), (False, False)])
def test_429_with_and_without_the_reset_header(x: X, reset: bool, known: bool) -> None:
    """A 429 tells when to come back, unless it was ordered without."""
    x.panel("faults", kind="status", status=429, reset=reset, seconds=60)
    with pytest.raises(tweepy.TooManyRequests) as refused:
        x.client().get_me()
    assert (refused.value.reset_time is not None) is known


def test_faults_fit_by_path_and_method_and_run_out(x: X) -> None:
    """A fault meets only the calls it names, `*` in the path standing for anything, and only so often."""
    x.panel("faults", path="/2/users/*/followers", method="GET", kind="status", status=500, times=2)
    client = x.client()
    assert client.get_me()["data"]
    for _ in range(2):
        with pytest.raises(tweepy.TwitterServerError):
            client.get_users_followers(world.BRAND_ID, user_auth=True)
    assert client.get_users_followers(world.BRAND_ID, user_auth=True)["data"]
    assert [call.get("fault") for call in x.look("record")["calls"]] == [None, "status", "status", None]


def test_a_lost_answer_is_in_the_record_with_status_0(x: X) -> None:
    """The record tells of a call whose answer never went out, and what it cost all the same."""
    x.panel("faults", path="/2/tweets", kind="reset", after_effect=True)
    with pytest.raises(requests.ConnectionError):
        x.client().create_tweet(text="Roast day.")
    [call] = x.look("record")["calls"]
    assert (call["status"], call["fault"], call["cost_usd"]) == (0, "reset", 0.015)


def test_a_mix_by_chance_ends_when_it_is_cleared(x: X) -> None:
    """Each call meets a kind or none, by the seeds; the record counts what was met, and clearing ends it."""
    x.panel("faults", kind="status", status=500, chance=0.3, seed=4, times=0)
    x.panel("faults", kind="html", chance=0.5, seed=2, times=0)
    met = [x.raw("GET", "/2/users/me").status_code for _ in range(30)]
    x.panel("faults", clear=True)
    assert {met.count(status) > 3 for status in (200, 500, 502)} == {True}
    assert x.look("record")["faults"] == {"status": met.count(500), "html": met.count(502)}
    assert x.raw("GET", "/2/users/me").status_code == 200
