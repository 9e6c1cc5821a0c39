"""A session is made when needed, renewed when refused, kept when changed, and shared by threads."""

import json
import socket
import threading
from collections.abc import Callable

import pytest
from atproto_client import Session

from slackapp.networks.base import LoginRefused, NetworkError, RateLimited, Unavailable
from slackapp.networks.bluesky.keys import named_server
from tests.networks.bluesky.pds import ACCESS, ALL, ONCE, PASSWORD, QUESTION, US, Pds, method, profile, refusal, session
from tests.networks.x.loopback import http, reset

MIRA_IS_THERE = http(200, profile())
EXPIRED = refusal(400, "ExpiredToken", "Token has expired")


def takes(server: Pds, *tokens: str) -> Callable[[socket.socket], None]:
    """A behaviour: a profile for who brings one of the tokens, a refusal for all others."""

    def behave(connection: socket.socket) -> None:
        known = any(f"Bearer {token}\r\n" in server.requests[-1].head + "\r\n" for token in tokens)
        connection.sendall(MIRA_IS_THERE if known else EXPIRED)

    return behave


def test_the_first_call_logs_in_once() -> None:
    """Making an adapter calls nobody; the first call logs in, the second uses that, and the session is kept."""
    with Pds(getProfile=MIRA_IS_THERE) as server:
        network = server.bluesky(session="", did="")
        assert not server.requests
        network.me()
        network.me()
        [login] = server.asked("createSession")
        assert json.loads(login.body) == {"identifier": "brand.example.com", "password": PASSWORD}
        [kept] = server.kept
        assert (kept["did"], kept["app_password"]) == (US, PASSWORD)
        again = server.bluesky(**kept)
        again.me()
        assert len(server.asked("createSession")) == 1


def test_a_session_of_last_time_needs_no_login() -> None:
    """The kept session speaks at once."""
    with Pds(getProfile=MIRA_IS_THERE) as server:
        server.bluesky().me()
        assert [method(r) for r in server.requests] == ["getProfile"]
        assert f"Bearer {ACCESS}" in server.requests[0].head


@pytest.mark.parametrize(
    "refused", [EXPIRED, refusal(401, "InvalidToken"), refusal(401, "AuthMissing"), http(401, b"")]
)
def test_an_expired_session_is_refreshed_and_kept(refused: bytes) -> None:
    """The refreshed tokens are kept: the old ones are spent."""
    with Pds(getProfile=[refused, MIRA_IS_THERE]) as server:
        assert server.bluesky().me().handle == "mira.example.com"
        [refreshing] = server.asked("refreshSession")
        assert "Bearer refresh-e48" in refreshing.head
        [kept] = server.kept
        assert Session.decode(kept["session"]).refresh_jwt == "refresh-2"
        assert not server.asked("createSession")


def test_a_write_with_an_expired_session_happens_once() -> None:
    """What was turned away did nothing, so it is sent again, under the same key."""
    with Pds(putRecord=[EXPIRED, http(200, {"uri": QUESTION, "cid": "bafyreiabc"})]) as server:
        assert server.bluesky().like(QUESTION, ONCE).id == QUESTION
        first, second = server.asked("putRecord")
        assert first.body == second.body


@pytest.mark.parametrize("refused", [refusal(400, "ExpiredToken"), refusal(401, "InvalidToken"), http(200, b"{}")])
def test_a_dead_session_is_made_anew_by_password(refused: bytes) -> None:
    """Where refreshing fails, the app password logs in again."""
    with Pds(
        getProfile=[EXPIRED, MIRA_IS_THERE], refreshSession=refused, createSession=session("access-3", "r-3")
    ) as server:
        server.bluesky().me()
        assert len(server.asked("createSession")) == 1
        assert "Bearer access-3" in server.asked("getProfile")[-1].head


@pytest.mark.parametrize("answer", [http(503, b""), reset, http(429, b"")])
def test_a_refresh_that_merely_fails_spends_no_login(answer: bytes) -> None:
    """Trouble on the way is no refusal: nothing happened, and the session stays."""
    with Pds(putRecord=EXPIRED, refreshSession=answer) as server:
        with pytest.raises(NetworkError) as caught:
            server.bluesky().follow("did:plc:miramiramiramiramiramira", ONCE)
        assert type(caught.value) in (Unavailable, RateLimited)
        assert not server.asked("createSession")
        assert not server.kept


@pytest.mark.parametrize("name", ALL)
def test_a_revoked_app_password(name: str) -> None:
    """Every call says that the account has to be connected again; the password is tried only once."""
    dead = refusal(401, "AuthenticationRequired", "Invalid identifier or password")
    with Pds(createSession=dead) as server:
        network = server.bluesky(session="")
        for _ in range(3):
            with pytest.raises(LoginRefused, match="connect the account again"):
                ALL[name][1](network)
        assert len(server.asked("createSession")) == 1


def test_too_many_logins() -> None:
    """A limit on logins is a limit, and no wrong password."""
    with Pds(createSession=refusal(429, "RateLimitExceeded", ratelimit_reset="300")) as server:
        with pytest.raises(RateLimited) as caught:
            server.bluesky(session="").me()
        assert caught.value.retry_at


def test_a_second_factor_wants_an_app_password() -> None:
    """Somebody typed the account's own password."""
    with (
        Pds(createSession=refusal(401, "AuthFactorTokenRequired")) as server,
        pytest.raises(LoginRefused, match="Make an app password"),
    ):
        server.bluesky(session="").me()


def test_threads_refresh_once() -> None:
    """Whoever comes first refreshes: a refresh token is good for one use."""
    with Pds() as server:
        server.says["getProfile"] = takes(server, "access-2")
        network = server.bluesky()
        found: list[str] = []
        threads = [threading.Thread(target=lambda: found.append(network.me().id)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        assert len(found) == 8
        assert len(server.asked("refreshSession")) == 1
        assert len(server.kept) == 1


def test_a_handle_that_became_somebody_elses() -> None:
    """We never speak for another account than the one that was connected."""
    with Pds(createSession=session(did="did:plc:elseelseelseelseelseelse")) as server:
        with pytest.raises(LoginRefused, match="somebody else"):
            server.bluesky(session="").me()
        assert not server.kept


NO_LOGINS = [
    http(200, {}),
    session(did="no did"),
    session(access="a b"),
    session(refresh="a:::b"),
    session(access="é"),
]


@pytest.mark.parametrize("answer", NO_LOGINS)
def test_a_login_that_makes_no_sense(answer: bytes) -> None:
    """Tokens that can't stand in a header are none."""
    with Pds(createSession=answer) as server:
        with pytest.raises(Unavailable):
            server.bluesky(session="").me()
        assert not server.kept


@pytest.mark.parametrize(
    "kept",
    [
        "nonsense",
        "a:::b",
        ":::" * 9,
        f"h:::{US}:::a:::r:::http://169.254.169.254",
        "h:::did:plc:other:::a:::r:::http://127.0.0.1",
    ],
)
def test_a_kept_session_that_is_none_of_ours(kept: str) -> None:
    """What was kept is looked at before it is used."""
    with Pds(getProfile=MIRA_IS_THERE) as server:
        server.bluesky(session=kept).me()
        assert len(server.asked("createSession")) == 1


@pytest.mark.parametrize(
    "named",
    [
        *("http://pds.example.com", "https://127.0.0.1", "https://[::1]", "https://localhost", "https://10.0.0.1", "x"),
        *("https://router.local", "https://me:pw@pds.example.com", "https://pds.example.com:8443", "https://pds", None),
        *("https://pds.example.com/path", "https://metadata.google.internal", "https://[", 7, "file:///etc/passwd"),
    ],
)
def test_tokens_stay_out_of_the_house(named: object) -> None:
    """An account's document may name any server; only one in the world's DNS gets its token."""
    assert named_server(named, "https://bsky.social") == "https://bsky.social"


def test_an_account_names_its_server() -> None:
    """bsky.social tells where the account lives, and that is called from then on."""
    assert named_server("https://Morel.host.example.com/", "https://bsky.social") == "https://morel.host.example.com"
