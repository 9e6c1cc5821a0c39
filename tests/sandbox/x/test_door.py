"""Who comes in: signatures, parameters, limits, credit, the PIN flow."""

import re
import time
from typing import Any
from urllib.parse import quote

import pytest
import requests
import tweepy
from requests_oauthlib import OAuth1

from slackapp.sandbox import world
from tests.sandbox.x.wire import ToSandbox, X

BRAND = world.BRAND_ID
UNAUTHORIZED = {"title": "Unauthorized", "detail": "Unauthorized", "type": "about:blank", "status": 401}


def signed(x: X, key: str = world.CONSUMER_KEY, **changes: Any) -> requests.Response:
    """A call of users/me with a signature that the arguments spoil."""
    keys = {
        "client_secret": world.CONSUMER_SECRET,
        "resource_owner_key": world.ACCESS_TOKEN,
        "resource_owner_secret": world.ACCESS_TOKEN_SECRET,
    }
    with requests.Session() as session:
        session.mount("https://", ToSandbox(x.base))
        return session.get("https://api.twitter.com/2/users/me", auth=OAuth1(key, **(keys | changes)))


@pytest.mark.parametrize(
    "changes",
    [
        {"key": "another"},
        {"client_secret": "wrong"},
        {"resource_owner_key": "unknown"},
        {"resource_owner_secret": "wrong"},
        {"timestamp": str(int(time.time()) - 400)},
        {"signature_method": "PLAINTEXT"},
    ],
)
def test_a_wrong_signature_is_401(x: X, changes: dict[str, str]) -> None:
    """Each key, the time and the method have to be right; X's body says no more than `Unauthorized`."""
    answer = signed(x, **changes)
    assert (answer.status_code, answer.json()) == (401, UNAUTHORIZED)


def test_a_nonce_serves_once(x: X) -> None:
    """The same signed request a second time is refused."""
    stamp = str(int(time.time()))
    statuses = [signed(x, nonce="once", timestamp=stamp).status_code for _ in range(2)]
    assert statuses == [200, 401]


def test_a_signature_over_another_query_is_401(x: X) -> None:
    """What was signed is what has to come: no parameter may be added on the way."""
    request = requests.Request("GET", "https://api.x.com/2/users/me", auth=OAuth1(
        world.CONSUMER_KEY, world.CONSUMER_SECRET, world.ACCESS_TOKEN, world.ACCESS_TOKEN_SECRET
    )).prepare()  # fmt: skip
    headers = {"Authorization": request.headers["Authorization"]}
    plain = requests.get(f"{x.base}/2/users/me", headers=headers, params={"user.fields": "url"}, timeout=5)
    assert plain.status_code == 401
    assert requests.get(f"{x.base}/2/users/me", timeout=5).status_code == 401


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/2/users/me?colour=red", "colour"),
        ("/2/users/me?user.fields=shoe_size", "user.fields"),
        (f"/2/users/{BRAND}/followers?max_results=0", "max_results"),
        (f"/2/users/{BRAND}/followers?max_results=1001", "max_results"),
        (f"/2/users/{BRAND}/followers?pagination_token=abcdefghijklmnop", "pagination_token"),
        (f"/2/users/{BRAND}/followers?since_id=1", "since_id"),
        (f"/2/users/{BRAND}/mentions?max_results=4", "max_results"),
        (f"/2/users/{BRAND}/mentions?max_results=101", "max_results"),
        (f"/2/users/{BRAND}/mentions?since_id=abc", "since_id"),
        (f"/2/users/{BRAND}/tweets?start_time=yesterday", "start_time"),
        (f"/2/users/{BRAND}/tweets?expansions=everything", "expansions"),
        ("/2/users", "ids"),
        ("/2/users?ids=" + quote(",".join(["1"] * 101)), "ids"),
        ("/2/users/abc", "id"),
        ("/2/users/by/username/way_too_long_a_handle", "username"),
        ("/2/tweets/search/recent?query=coffee", "query"),
        ("/2/tweets/search/recent?query=from%3Aferrygull&max_results=9", "max_results"),
    ],
)
def test_parameters_that_x_refuses(x: X, path: str, named: str) -> None:
    """Each wrong parameter is a 400 `Invalid Request` that names it and says why."""
    answer = x.raw("GET", path)
    body = answer.json()
    assert answer.status_code == 400
    assert (body["title"], body["type"]) == ("Invalid Request", "https://api.twitter.com/2/problems/invalid-request")
    assert list(body["errors"][0]["parameters"]) == [named]
    assert body["errors"][0]["message"]


def test_the_limit_and_its_headers(x: X) -> None:
    """75 calls of users/me in 15 minutes; each answer counts down, the 76th is 429, then the window opens anew."""
    first = x.raw("GET", "/2/users/me").headers
    assert (first["x-rate-limit-limit"], first["x-rate-limit-remaining"]) == ("75", "74")
    assert abs(int(first["x-rate-limit-reset"]) - time.time() - 900) < 3
    with x.stand_in.state.lock:
        for _ in range(74):
            x.stand_in.state.limits.use(BRAND, "GET /2/users/me", 75, x.clock())
    with pytest.raises(tweepy.TooManyRequests) as refused:
        x.client().get_me()
    assert refused.value.reset_time == int(first["x-rate-limit-reset"])
    assert refused.value.response.headers["x-rate-limit-remaining"] == "0"
    assert x.client().get_users_followers(BRAND, user_auth=True)["data"]
    x.clock.ahead = 901
    assert x.client().get_me()["data"]["id"] == BRAND


def test_out_of_credit(x: X) -> None:
    """Without credit everything billable is 402, and nothing happens."""
    x.panel("switch", credit_out=True)
    for call in (lambda: x.client().get_me(), lambda: x.client().create_tweet(text="hello")):
        with pytest.raises(tweepy.HTTPException) as refused:
            call()
        assert refused.value.response.status_code == 402
        assert refused.value.response.json()["title"] == "CreditsDepleted"
    assert not [one for one in x.look("record")["posts"] if one["via"] == "api"]
    assert x.look()["credit_out"]


def test_down(x: X) -> None:
    """While X is down, every call is 503."""
    x.panel("switch", down=True)
    with pytest.raises(tweepy.TwitterServerError):
        x.client().get_me()
    x.panel("switch", down=False)
    assert x.client().get_me()["data"]


def test_nothing_at_an_address(x: X) -> None:
    """An address that X doesn't have is 404 in X's shape, a wrong method 405."""
    assert x.raw("GET", "/2/nowhere").json()["title"] == "Not Found"
    assert x.raw("DELETE", "/2/users/me").status_code == 405


def test_the_pin_flow_gives_the_accounts_tokens(x: X) -> None:
    """Request token, the page with a PIN, access token: the pair works, and the PIN works once."""
    handler = tweepy.OAuth1UserHandler(world.CONSUMER_KEY, world.CONSUMER_SECRET, callback="oob")
    handler.oauth.mount("https://", ToSandbox(x.base))
    url = handler.get_authorization_url()
    page = requests.get(url.replace("https://api.twitter.com", x.base), timeout=5).text
    pin = re.search(r"<code>(\d{7})</code>", page)
    assert pin is not None
    token = dict(handler.request_token)
    wrong, right, again = (_exchange(x, token, verifier) for verifier in ("0", pin[1], pin[1]))
    assert (wrong.status_code, right.status_code, again.status_code) == (401, 200, 401)
    assert wrong.json()["errors"][0]["code"] == 32
    given = dict(pair.split("=") for pair in right.text.split("&"))
    assert (given["screen_name"], given["user_id"]) == ("tidewatercoffee", BRAND)
    client = x.client(given["oauth_token"], given["oauth_token_secret"])
    assert client.get_me()["data"]["id"] == BRAND


def _exchange(x: X, token: dict[str, str], verifier: str) -> requests.Response:
    auth = OAuth1(
        world.CONSUMER_KEY,
        world.CONSUMER_SECRET,
        token["oauth_token"],
        token["oauth_token_secret"],
        verifier=verifier,
    )
    with requests.Session() as session:
        session.mount("https://", ToSandbox(x.base))
        return session.post("https://api.twitter.com/oauth/access_token", auth=auth)
