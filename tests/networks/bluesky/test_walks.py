"""A walk shows everybody, also those who share a moment; a mark goes on after the newest."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from slackapp.networks.base import Page, Unavailable
from tests.networks.bluesky.pds import Pds, notice, profile
from tests.networks.x.loopback import http


class Lists(Pds):
    """The reference server's lists: each page begins strictly below the last one's time (and hash)."""

    def __init__(self, followers: list[tuple[int, str, int]] = [], notices: list[tuple[int, int]] = []) -> None:  # noqa: B006 - only read
        """`followers`: time in ms, hash and number of each; `notices`: time in ms and number."""
        super().__init__(getFollowers=self._followers, listNotifications=self._notices)
        self.followers = sorted(followers, reverse=True)
        self.notices = sorted(notices, reverse=True)

    def _query(self) -> tuple[str, int]:
        query = parse_qs(urlsplit(self.requests[-1].path).query)
        return query.get("cursor", [""])[0], int(query["limit"][0])

    def _followers(self, connection: Any) -> None:
        cursor, limit = self._query()
        below = (int(cursor.split("__")[0]), cursor.split("__")[1]) if cursor else (2**60, "")
        rows = [row for row in self.followers if (row[0], row[1]) < below][:limit]
        people = [profile(f"did:plc:fan{n}", f"fan{n}.example.com") for _, _, n in rows]
        onward = {"cursor": f"{rows[-1][0]}__{rows[-1][1]}"} if rows else {}
        connection.sendall(http(200, {"followers": people, **onward}))

    def _notices(self, connection: Any) -> None:
        cursor, limit = self._query()
        rows = [row for row in self.notices if not cursor or _iso(row[0]) < cursor][:limit]
        found = [notice(0, indexedAt=_iso(at), author=profile(f"did:plc:fan{n}")) for at, n in rows]
        onward = {"cursor": _iso(rows[-1][0])} if rows else {}
        connection.sendall(http(200, {"notifications": found, **onward}))


def _iso(at: int) -> str:
    return f"2026-08-01T10:{at // 60_000:02d}:{at // 1000 % 60:02d}.{at % 1000:03d}Z"


def walk(read: Callable[[str | None], Page[Any]]) -> list[Any]:
    """All that a walk shows, twice where it comes twice."""
    found: list[Any] = []
    cursor: str | None = None
    for _ in range(200):
        page = read(cursor)
        found += page.items
        cursor = page.cursor
        if cursor is None:
            return found
    raise AssertionError("the walk never ends")


@pytest.mark.parametrize("limit", [3, 10, 50, 99, 100])
@pytest.mark.parametrize("together", [1, 2, 40, 80])
def test_followers_of_one_moment_are_all_shown(limit: int, together: int) -> None:
    """Follows of one millisecond have the same hash and share a cursor; up to 99 of them are shown nevertheless."""
    everybody = [(1000 + n // together, f"bafyreihash{n // together:04d}", n) for n in range(130)]
    with Lists(followers=everybody) as server:
        network = server.bluesky()
        found = walk(lambda cursor: network.followers(cursor, limit))
    assert {person.id for person in found} == {f"did:plc:fan{n}" for n in range(130)}
    if together == 1:
        assert len(found) <= 130 + 130 // (limit - 1) + 1


def test_a_moment_that_too_many_share_ends_the_walk_nevertheless() -> None:
    """Beyond a hundred the server shows no more of that moment; those of other moments are there."""
    crowd = [(1000, "bafyreihashcrowd", n) for n in range(150)] + [(999, "bafyreihashother", 999)]
    with Lists(followers=crowd) as server:
        network = server.bluesky()
        found = {person.id for person in walk(network.followers)}
    assert len(found) == 101
    assert "did:plc:fan999" in found


def test_new_followers_of_one_moment_are_all_shown() -> None:
    """Likewise the notifications, whose cursor is a time alone."""
    with Lists(notices=[(1000 + n // 60, n) for n in range(230)]) as server:
        network = server.bluesky()
        found = walk(lambda cursor: network.new_followers(None, cursor))
    assert {each.person.id for each in found} == {f"did:plc:fan{n}" for n in range(230)}


def test_a_mark_goes_on_after_the_newest() -> None:
    """Nothing twice, nothing left out, and a short read once something known comes."""
    with Lists(notices=[(1000 + n, n) for n in range(120)]) as server:
        network = server.bluesky()
        mark = network.new_followers().mark
        empty = network.new_followers(mark)
        assert (empty.items, empty.cursor, empty.mark) == ((), None, "")
        server.notices = sorted([*server.notices, (5000, 500), (5001, 501)], reverse=True)
        before = len(server.asked("listNotifications"))
        page = network.new_followers(mark)
        assert [each.person.id for each in page.items] == ["did:plc:fan501", "did:plc:fan500"]
        assert page.cursor is None
        assert len(server.asked("listNotifications")) == before + 1


@pytest.mark.parametrize("cursor", ["3lbzyvqnkxs2t", "abc", "1234__ä"])
def test_cursors_of_another_form_stay_as_they_are(cursor: str) -> None:
    """Another server's cursor is its own affair; one that leads to itself ends the walk in an error."""
    with Pds(getFollowers=http(200, {"followers": [profile()], "cursor": cursor})) as server:
        network = server.bluesky()
        assert network.followers().cursor == cursor
        with pytest.raises(Unavailable):
            network.followers(cursor)


@pytest.mark.parametrize("cursor", [7, ["x"], "x" * 2000])
def test_a_cursor_that_is_none(cursor: object) -> None:
    """It can't be handed back, so the page is none."""
    with Pds(getFollows=http(200, {"follows": [], "cursor": cursor})) as server, pytest.raises(Unavailable):
        server.bluesky().following()
