"""Old servers lack calls, others read them differently: what can be had is had, and nothing is made up."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from slackapp.networks.base import Unavailable
from slackapp.networks.mastodon import Mastodon, pages
from tests.networks.mastodon.loopback import FOLLOW, INSTANCE, MENTION, MIRA, OURS, STATUS, Scripted, page
from tests.networks.x.loopback import http
from tests.once import once

NOTIFICATIONS = "GET /api/v1/notifications"
NOT_FOUND = http(404, {"error": "Record not found"})
HTML = http(404, b"<html></html>")
NEXT = '<https://whatever.example/api?max_id=50&limit=40>; rel="next", <https://x.example?min_id=52>; rel="prev"'


def asked(server: Scripted, route: str) -> list[dict[str, list[str]]]:
    """The parameters of each call."""
    return [parse_qs(urlsplit(each.path).query) for each in server.sent(route)]


@pytest.mark.parametrize("refusal", [400, 406, 422])
def test_types_that_a_server_does_not_know(refusal: int) -> None:
    """Then all but that type is excluded, then all is read; what worked is asked first next time."""
    no = http(refusal, {"error": "unknown parameter"})
    with Scripted({NOTIFICATIONS: (no, no, [MENTION, FOLLOW])}) as server:
        mastodon = server.mastodon()
        assert [each.person.handle for each in mastodon.new_followers("40").items] == ["mira@plants.example"]
        assert mastodon.new_followers("40").mark == "52"
        first, second, third, again = asked(server, NOTIFICATIONS)
    assert (first["types[]"], first["since_id"]) == (["follow"], ["40"])
    assert "follow" not in second["exclude_types[]"]
    assert not third.keys() & {"types[]", "exclude_types[]", "since_id"}
    assert again == third


def test_a_server_that_ignores_what_is_asked() -> None:
    """Other types and what is not newer are left out by us; the walk ends there."""
    old = FOLLOW | {"id": "49"}
    with Scripted({NOTIFICATIONS: page([MENTION, FOLLOW, old], NEXT)}) as server:
        new = server.mastodon().new_followers("50")
        assert ([each.at for each in new.items], new.cursor) == ([datetime(2026, 9, 1, 9, tzinfo=UTC)], None)
        assert [each.id for each in server.mastodon().mentions("50").items] == ["3001"]
        assert server.mastodon().new_followers().cursor == "max_id=50"


def test_who_is_gone_by_now() -> None:
    """A notification without its account or status is passed over; one that is nonsense is not."""
    with Scripted({NOTIFICATIONS: [FOLLOW | {"account": None}, MENTION | {"status": None}, FOLLOW]}) as server:
        assert len(server.mastodon().new_followers().items) == 1
        assert server.mastodon().mentions().items == ()
        server.routes[NOTIFICATIONS] = [FOLLOW | {"account": {"name": "?"}}]
        with pytest.raises(Unavailable):
            server.mastodon().new_followers()


@pytest.mark.parametrize(
    "call",
    [
        lambda m, c: m.followers(c),
        lambda m, c: m.following(c),
        lambda m, c: m.new_followers(cursor=c),
        lambda m, c: m.mentions(cursor=c),
        lambda m, c: m.own_posts(cursor=c),
    ],
)
def test_cursors(call: Callable[[Mastodon, str | None], object]) -> None:
    """What is no cursor of ours, and a page that leads to itself or nowhere, are never an empty last page."""
    with Scripted() as server:
        mastodon = server.mastodon()
        mastodon.me()
        for bad in ("", "77", "nonsense", "max_id=", "max_id=é", "max_id=a b", "max_id=" + "9" * 300, "max_id=5\n"):
            with pytest.raises(Unavailable):
                call(mastodon, bad)
        for link in (NEXT.replace("50", "77", 1), '<https://x.example?page=2>; rel="next"', '<x?max_id=>; rel="next"'):
            server.everything = page([], link)
            with pytest.raises(Unavailable):
                call(mastodon, "max_id=77")


def test_an_empty_page_in_the_middle_goes_on() -> None:
    """A server hides people after it cuts its pages."""
    with Scripted({"GET /api/v1/accounts/1000/followers": page([], NEXT)}) as server:
        found = server.mastodon().followers()
    assert (found.items, found.cursor) == ((), "max_id=50")


@pytest.mark.parametrize("mark", ["", "a b", "../x"])
def test_a_mark_that_is_none(mark: str) -> None:
    """There is nothing to compare with: that is said, rather than nothing found."""
    with Scripted() as server:
        for call in (server.mastodon().new_followers, server.mastodon().mentions, server.mastodon().own_posts):
            with pytest.raises(Unavailable):
                call(mark)


@pytest.mark.parametrize(
    ("since", "ids", "fresh"),
    [
        ("99", ["101", "100", "99", "98"], ["101", "100"]),
        ("01JABC", ["01JABD", "01JABC", "01JABB"], ["01JABD"]),
        ("9hbjTEXuzFgDDyw0bY", ["9hbjTEXuzFgDDyw0bZ", "9hbjTEXuzFgDDyw0bX"], ["9hbjTEXuzFgDDyw0bZ"]),
        ("12345", ["01JABD", "01JABC"], ["01JABD", "01JABC"]),
        ("01JABC", ["12345"], ["12345"]),
    ],
)
def test_ids_of_every_kind_sort_by_time(since: str, ids: list[str], fresh: list[str]) -> None:
    """Numbers, ULIDs, flake ids; where a server changed its kind of ids, rather twice than never."""
    with Scripted({"GET /api/v1/accounts/1000/statuses": [OURS | {"id": each} for each in ids]}) as server:
        found = server.mastodon().own_posts(since)
    assert [each.id for each in found.items] == fresh
    assert found.mark == fresh[0]


def test_newest() -> None:
    """The newest is the mark, in whatever order they came."""
    assert pages.newest(["9", "101", "100"]) == "101"
    assert pages.newest(["01JABD", "5"]) == "01JABD"
    assert pages.newest([]) == ""


@pytest.mark.parametrize("missing", [NOT_FOUND, HTML, http(405, b""), http(422, {"error": "?"})])
def test_look_ups_one_by_one(missing: bytes) -> None:
    """Where a server can't look many up at once, each is looked up; that is remembered."""
    routes: dict[str, object] = {
        "GET /api/v1/accounts": missing,
        "GET /api/v1/statuses": missing,
        "GET /api/v1/accounts/2002": MIRA | {"id": "2002"},
        "GET /api/v1/statuses/3002": STATUS | {"id": "3002", "in_reply_to_id": "3001"},
    }
    with Scripted(routes) as server:
        mastodon = server.mastodon()
        other = server.mira.replace("2001", "2002")
        for _ in range(2):
            assert {each.id for each in mastodon.people([server.mira, other]).values()} == {server.mira, other}  # type: ignore[union-attr]
            posts = mastodon.posts(["3002", "3001", "3009"])
            assert [(each.id, each.thread_id) for each in posts] == [("3002", "3001"), ("3001", "3001")]
        assert len(server.sent("GET /api/v1/accounts")) == len(server.sent("GET /api/v1/statuses")) == 1


def test_many_are_looked_up_in_parts() -> None:
    """Mastodon takes 40 people and 20 posts at once."""
    people = [str(number) for number in range(100, 190)]
    with Scripted(
        {"GET /api/v1/accounts": [MIRA | {"id": each} for each in people], "GET /api/v1/statuses": []}
    ) as server:
        found = server.mastodon().people([server.mira.replace("2001", each) for each in people])
        server.mastodon().posts(people[:45])
        assert [len(each["id[]"]) for each in asked(server, "GET /api/v1/accounts")] == [40, 40, 10]
        assert [len(each["id[]"]) for each in asked(server, "GET /api/v1/statuses")] == [20, 20, 5]
    assert len(found) == 90


def test_a_handle_where_look_up_is_missing() -> None:
    """The search stands in, and only the very handle counts."""
    with Scripted({"GET /api/v1/accounts/lookup": NOT_FOUND}) as server:
        found = server.mastodon().person("Mira@plants.example")
        assert found == server.mastodon().people([server.mira])[server.mira]
        assert server.mastodon().person("mir") != found
        assert server.mastodon().person("not a handle/../x") != found
    assert len(server.sent("GET /api/v1/accounts/search")) == 2


@pytest.mark.parametrize(
    ("said", "published"),
    [
        ("We do!", "@mira@plants.example We do!"),
        ("We do, @mira@plants.example!", "We do, @mira@plants.example!"),
        ("We do, @mira!", "@mira@plants.example We do, @mira!"),
    ],
)
def test_who_asked_is_mentioned(said: str, published: str) -> None:
    """Or they would never know; but not twice."""
    with Scripted() as server:
        server.mastodon().reply(said, "3001", once())
        [sent] = server.sent("POST /api/v1/statuses")
    assert parse_qs(sent.body.decode())["status"] == [published]


def test_an_answer_to_ourselves() -> None:
    """We need not mention ourselves; an unknown visibility stays narrow; the key is fit for a header."""
    with Scripted({"GET /api/v1/statuses/4001": OURS | {"visibility": "local"}}) as server:
        server.mastodon().reply("More", "4001", once())
        [sent] = server.sent("POST /api/v1/statuses")
    body = parse_qs(sent.body.decode())
    assert (body["status"], body["visibility"], body["in_reply_to_id"]) == (["More"], ["direct"], ["4001"])
    assert "spoiler_text" not in body
    [key] = [line.split(": ")[1] for line in sent.head.splitlines() if line.lower().startswith("idempotency-key")]
    assert len(key) == 64


@pytest.mark.parametrize(
    ("version", "ours"),
    [
        ("4.4.1", True),
        ("3.5.19+glitch", True),
        ("4.5.0-beta.1", True),
        ("2.7.2 (compatible; Pleroma 2.9.1)", False),
        ("4.2.1 (compatible; Sharkey 2025.4)", False),
        ("0.20.1+git-abc", False),
        ("takahe/0.11.0", False),
        ("4.0.0 (not true; really snac/2.80)", False),
        (None, False),
    ],
)
def test_who_keeps_keys(version: str | None, ours: bool) -> None:
    """Only Mastodon itself is known to publish once what is sent twice."""
    with Scripted({"GET /api/v2/instance/": INSTANCE | {"version": version}}) as server:
        assert server.mastodon().posts_once(once()) is ours


@pytest.mark.parametrize(
    ("second", "first", "limit"),
    [
        (INSTANCE, NOT_FOUND, 1000),
        (NOT_FOUND, {"version": "2.7.2", "max_toot_chars": 5000}, 5000),
        (HTML, {"configuration": {"statuses": {"max_characters": 700}}}, 700),
        ({"domain": "old.example"}, {"max_toot_chars": "many"}, 500),
        (NOT_FOUND, NOT_FOUND, 500),
        (http(500, b""), INSTANCE, 500),
        (http(200, b"<html>"), INSTANCE, 500),
        (INSTANCE | {"configuration": {"statuses": {"max_characters": -1}}}, NOT_FOUND, 500),
    ],
)
def test_the_limit_is_the_servers(second: object, first: object, limit: int) -> None:
    """As it tells in its newer or older way; 500 where it doesn't. It is asked once."""
    with Scripted({"GET /api/v2/instance/": second, "GET /api/v1/instance/": first}) as server:
        mastodon = server.mastodon()
        assert [mastodon.count("hi").limit for _ in range(3)] == [limit] * 3
    assert len(server.sent("GET /api/v2/instance/")) == 1


def test_the_limit_is_read_again() -> None:
    """A failure is forgotten after minutes, an answer after hours; meanwhile what was known stands."""
    now = [datetime(2026, 9, 1, tzinfo=UTC)]
    with Scripted({"GET /api/v2/instance/": (http(500, b""), INSTANCE, http(500, b""))}) as server:
        mastodon = server.mastodon(now=lambda: now[0])
        assert mastodon.count("hi").limit == 500
        now[0] += timedelta(minutes=6)
        assert mastodon.count("hi").limit == 1000
        now[0] += timedelta(hours=7)
        assert mastodon.count("hi").limit == 1000
    assert len(server.sent("GET /api/v2/instance/")) == 3


def test_counting_beside_a_dead_server() -> None:
    """Counting doesn't raise, and doesn't wait but once."""
    with Scripted() as server:
        server.everything = server.hold
        mastodon = server.mastodon()
        assert [mastodon.count("hi").limit for _ in range(5)] == [500] * 5
    assert len(server.requests) == 1


def test_too_many_posts_to_look_through() -> None:
    """A read-back that never comes to an end is no answer."""
    other = OURS | {"content": "no", "created_at": "2026-09-02T00:00:00Z"}
    pages_on = [page([other], f'<x?max_id={number}>; rel="next"') for number in range(50, 30, -1)]
    with Scripted({"GET /api/v1/accounts/1000/statuses": tuple(pages_on)}) as server, pytest.raises(Unavailable):
        server.mastodon().find_post("Hi", datetime(2026, 9, 1, tzinfo=UTC), once())
    assert len(server.requests) < 15


def test_our_id_is_asked_for_once() -> None:
    """It never changes."""
    with Scripted() as server:
        mastodon = server.mastodon()
        mastodon.followers()
        mastodon.following()
        mastodon.own_posts()
    assert len(server.sent("GET /api/v1/accounts/verify_credentials")) == 1
