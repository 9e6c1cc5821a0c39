"""The AT Protocol network the tests start: what they rely on."""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests

from tests.servers.atproto import AtprotoNetwork
from tests.servers.fixtures import start_atproto
from tests.servers.install import NotInstalledError, atproto_folder, install_atproto, installed_atproto
from tests.servers.people import Person, RefusedError
from tests.servers.seed import remove_followers, seed_followers

LISTENS = "0A"  # a socket's state in /proc/net/tcp
LOOPBACK = "0100007F"  # 127.0.0.1 there


def listening(pid: int) -> set[str]:
    """The addresses a process listens on, as /proc/net has them."""
    sockets = set()
    for fd in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed between the listing and the look; one that listens stays
            sockets.add(str(fd.readlink()))
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            words = line.split()
            if words[3] == LISTENS and f"socket:[{words[9]}]" in sockets:
                found.add(words[1].split(":")[0])
    return found


def followers(brand: Person, limit: int = 100) -> list[str]:
    """Who follows, by as many pages as there are."""
    found: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = brand.read("app.bsky.graph.getFollowers", actor=brand.did, limit=limit, **cursor)
        found += [person["did"] for person in page["followers"]]
        if "cursor" not in page:
            return found
        cursor = {"cursor": page["cursor"]}


def test_a_follow_arrives_with_its_time(atproto: AtprotoNetwork) -> None:
    """Somebody follows: the brand's notifications tell who, why, and when."""
    brand, fan = atproto.person("brand"), atproto.person("fan")
    before = datetime.now(UTC) - timedelta(seconds=1)
    follow = fan.follow(brand.did)
    atproto.processed()
    [heard] = brand.read("app.bsky.notification.listNotifications")["notifications"]
    assert (heard["reason"], heard["author"]["did"], heard["uri"]) == ("follow", fan.did, follow.uri)
    assert before < datetime.fromisoformat(heard["indexedAt"]) < datetime.now(UTC)
    assert followers(brand) == [fan.did]


def test_a_mention_and_its_answer_arrive(atproto: AtprotoNetwork) -> None:
    """A post that names the brand, and the brand's reply, reach the other's notifications."""
    brand, asker = atproto.person("brand"), atproto.person("asker")
    question = asker.post(f"Grüezi @{brand.handle}, do you ship to Oslo?", mention=brand)
    atproto.processed()
    [asked] = brand.read("app.bsky.notification.listNotifications")["notifications"]
    assert (asked["reason"], asked["uri"]) == ("mention", question.uri)
    answer = brand.post("We do.", to=question)
    atproto.processed()
    [answered] = asker.read("app.bsky.notification.listNotifications")["notifications"]
    assert (answered["reason"], answered["uri"]) == ("reply", answer.uri)


def test_an_app_password_logs_in(atproto: AtprotoNetwork) -> None:
    """A brand's app password opens a session, a wrong one doesn't."""
    brand = atproto.person("brand")
    words = {"identifier": brand.handle, "password": brand.app_password()}
    assert brand.xrpc.procedure("com.atproto.server.createSession", body=words)["did"] == brand.did
    with pytest.raises(RefusedError, match="AuthenticationRequired"):
        brand.xrpc.procedure("com.atproto.server.createSession", body={**words, "password": "wrong"})


@pytest.mark.parametrize("how", ["deleted", "taken down", "deactivated"])
def test_an_account_that_goes_is_gone_from_the_followers(atproto: AtprotoNetwork, how: str) -> None:
    """Deleted, suspended or hidden: the AppView lists them no more."""
    brand, fan = atproto.person("brand"), atproto.person("fan")
    fan.follow(brand.did)
    atproto.processed()
    if how == "deleted":
        atproto.delete_account(fan.did)
    elif how == "taken down":
        atproto.take_down(fan.did)
    else:
        fan.deactivate()
    atproto.processed()
    assert followers(brand) == []
    with pytest.raises(RefusedError):
        brand.read("app.bsky.actor.getProfile", actor=fan.did)


def test_a_seeded_crowd_is_listed_like_a_real_one(atproto: AtprotoNetwork) -> None:
    """Seeded followers stand in lists, notifications and counts, in order, until they unfollow."""
    brand = atproto.person("brand")
    atproto.processed()
    crowd = seed_followers(atproto, brand.did, 250)
    assert followers(brand) == [person.did for person in crowd]
    page = brand.read("app.bsky.notification.listNotifications", limit=100)["notifications"]
    assert [heard["author"]["did"] for heard in page] == [person.did for person in crowd[:100]]
    assert brand.read("app.bsky.actor.getProfile", actor=brand.did)["followersCount"] == 250
    remove_followers(atproto, crowd[:200])
    assert followers(brand) == [person.did for person in crowd[200:]]


@pytest.mark.parametrize("real", [True, False])
def test_equal_times_at_a_page_edge_lose_followers(atproto: AtprotoNetwork, real: bool) -> None:
    """Five followers of one moment, two to a page: three are skipped without an error, real or seeded."""
    brand, now = atproto.person("brand"), datetime.now(UTC)
    atproto.processed()
    if real:
        for fan in atproto.people(5):
            fan.follow(brand.did, now)
    else:
        seed_followers(atproto, brand.did, 5, newest=now, apart=timedelta(0))
    atproto.processed()
    assert len(followers(brand)) == 5
    assert len(followers(brand, limit=2)) == 2


@pytest.fixture
def own() -> Iterator[AtprotoNetwork]:
    """A network of the test's own, one that limits rates."""
    with start_atproto(rate_limits=True) as network:
        yield network


@pytest.mark.networks
def test_one_of_our_own_limits_listens_and_stops(own: AtprotoNetwork) -> None:
    """It tells its limits, listens on 127.0.0.1 alone, and ends with 0, with nothing of it left."""
    if Path("/proc/net/tcp").exists():
        assert listening(own.at.pid) == {LOOPBACK}
    brand = own.person("brand")
    session = {"identifier": brand.handle, "password": brand.password}
    answer = requests.post(f"{own.pds}/xrpc/com.atproto.server.createSession", json=session, timeout=10)
    assert answer.headers["ratelimit-limit"] == "30"
    folders = own.folders
    assert own.stop() == 0
    with pytest.raises(ProcessLookupError):
        os.kill(own.at.pid, 0)
    assert not [folder for folder in folders if folder.exists()]


def test_what_is_missing_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With an empty cache nothing starts, and the message has the command."""
    monkeypatch.setenv("RAPPORT_NETWORKS_CACHE", str(tmp_path))
    with pytest.raises(NotInstalledError, match="make test-networks"):
        AtprotoNetwork()


@pytest.mark.networks
def test_a_second_installation_does_nothing() -> None:
    """What is installed is found at once."""
    try:
        folder = installed_atproto()
    except NotInstalledError as error:
        pytest.skip(str(error))
    began = time.monotonic()
    assert install_atproto() == folder == atproto_folder()
    assert time.monotonic() - began < 1
