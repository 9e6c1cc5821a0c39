"""Counting, comparing and marking up a text as Bluesky does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.networks.bluesky.facets import MOST_MENTIONS, facets
from slackapp.networks.bluesky.text import length, same
from slackapp.networks.fields import plain
from tests.networks.bluesky.pds import MIRA, Pds

LINKS = ["https://shop.example.com/ø?a=1", "shop.example.com"]
PIECES = st.sampled_from(["@mira.example.com", "#ferns", *LINKS, "👩‍👩‍👧", "é", " ", "\n", "(", ")", ".", "$FERN"])
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=12).map("".join)


@pytest.mark.parametrize(
    ("text", "used"),
    [("", 0), ("ferns", 5), ("é" * 300, 300), ("e\u0301" * 300, 300), ("👩‍👩‍👧", 1), ("🇳🇴🇸🇪", 2), ("\r\n", 1)],
)
def test_letters_are_counted_as_people_see_them(text: str, used: int) -> None:
    """Graphemes; a link counts in full."""
    assert length(text) == used


def test_too_many_bytes() -> None:
    """A text of few letters and very many bytes doesn't fit, by each byte too many; one just below does."""
    family = "👩‍👩‍👧‍👧"
    assert len(family.encode()) == 25
    with Pds() as server:
        network = server.bluesky()
        assert network.count(family * 120).fits
        assert network.count(family * 121).used == 325
        assert not network.count("x" * 301).fits
        assert not network.count("x" * 10_000_000).fits
        assert not network.count("").fits


@given(TEXTS)
def test_every_facet_lies_on_its_own_bytes(text: str) -> None:
    """In order, apart from one another, on whole letters; a mention covers the handle and a tag its word."""
    text = plain(text, 1000)
    raw, end = text.encode(), 0
    for facet in facets(text, lambda _: MIRA):
        start, stop = facet["index"]["byteStart"], facet["index"]["byteEnd"]
        assert end <= start < stop <= len(raw)
        end = stop
        shown = raw[start:stop].decode()
        [feature] = facet["features"]
        kind = feature["$type"].rpartition("#")[2]
        if kind == "mention":
            assert shown.startswith("@")
        elif kind == "link":
            assert feature["uri"].endswith(shown)
        else:
            assert shown[1:].lower() == feature["tag"].lstrip("$").lower()


def test_what_a_text_holds() -> None:
    """A mention by DID, links with and without scheme, a tag; an unknown handle stays text."""
    found = facets(
        "Ærlig, @mira.example.com: shop.example.com/é #ferns @nobody.example.com", {"mira.example.com": MIRA}.get
    )
    assert [facet["features"][0] for facet in found] == [
        {"$type": "app.bsky.richtext.facet#mention", "did": MIRA},
        {"$type": "app.bsky.richtext.facet#link", "uri": "https://shop.example.com/é"},
        {"$type": "app.bsky.richtext.facet#tag", "tag": "ferns"},
    ]
    assert found[0]["index"] == {"byteStart": 8, "byteEnd": 25}


def test_a_crowd_of_mentions_is_bounded() -> None:
    """Each costs a look-up; a name costs one however often it stands there."""
    asked: list[str] = []
    facets(" ".join(f"@m{n}.example.com @M{n}.example.com" for n in range(50)), asked.append)  # type: ignore[arg-type] - None is an answer
    assert len(asked) == MOST_MENTIONS


@pytest.mark.parametrize(
    ("typed", "published"),
    [
        ("We do! ", "We do!"),
        ("two  spaces\n\n\nhere", "two spaces\nhere"),
        ("see https://www.shop.example.com/returns/oslo", "see shop.example.com/retur..."),
        ("see https://shop.example.com/", "see shop.example.com"),
        ("Caf\u00e9", "Cafe\u0301"),
    ],
)
def test_what_is_the_same(typed: str, published: str) -> None:
    """Bluesky's own app trims, and shortens how links look."""
    assert same(typed, published)


@pytest.mark.parametrize(
    ("typed", "published"),
    [("We do!", "We don't!"), ("We do", "We do not"), ("hello", "..."), ("shop.example.com/a", "shop.example.com/b")],
)
def test_what_is_not_the_same(typed: str, published: str) -> None:
    """Another word is another text."""
    assert not same(typed, published)
