"""What people type of their own words: cleaned, bounded, and refused in plain words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.brand import OwnWords
from slackapp.domain.own_words import BOX, HANDLES, KINDS, LONGEST, MOST, box, read
from slackapp.domain.quote import quote

TRICKS = [
    "@",
    "#",
    ",",
    "\n",
    "，",
    " ",
    "\u200b",
    "\ud800",
    "\x00",
    "\u202e",
    "é",
    "ß",
    "SS",
    "🏳️‍🌈",
    "\u2028",
    "outage",
]
TYPED = st.lists(st.sampled_from(TRICKS) | st.text(max_size=6), max_size=8).map("".join)


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.sampled_from(KINDS), TYPED))
def test_whatever_is_typed_is_clean_or_refused(typed: dict[str, str]) -> None:
    """No entry twice, with a sign before it, invisible or out of bounds; what is kept reads back as it is."""
    found = read(typed)
    for kind in KINDS:
        entries = getattr(found.words, kind)
        assert len({entry.casefold() for entry in entries}) == len(entries)
        for entry in entries:
            assert entry == quote(entry, len(entry))
            assert entry[0] not in "@#＠＃"
            entry.encode()
        if kind not in found.errors:
            assert len(entries) <= MOST
            assert all(len(entry) <= LONGEST for entry in entries)
            assert len(box(found.words, kind)) <= BOX
    if not found.errors:
        assert read({kind: box(found.words, kind) for kind in KINDS}) == found
        urgent = {entry.casefold() for entry in found.words.urgent}
        assert not urgent & {entry.casefold() for entry in found.words.ignored}


def test_lines_and_commas_part_entries_and_phrases_stay_whole() -> None:
    """An @ or # before one falls, spaces inside stay, the first spelling of a word that comes twice stays."""
    typed = {
        "products": "Maidenhair  Fern, #FableBox\r\n maidenhair fern ,, moss、苔玉",
        "always": "@mira @noor@plants.example\n＠lea",
    }
    words = OwnWords(
        products=("Maidenhair Fern", "FableBox", "moss", "苔玉"), always=("mira", "noor@plants.example", "lea")
    )
    assert read(typed).words == words
    assert not read(typed).errors


@pytest.mark.parametrize(
    ("typed", "kind", "said"),
    [
        ({"ignored": "a"}, "ignored", "“a” is too short"),
        ({"urgent": "#e\u0301"}, "urgent", "too short"),
        ({"ignored": "C++"}, "ignored", "too short"),
        ({"ignored": "2024"}, "ignored", "“2024” has no letters in it"),
        ({"ignored": "??"}, "ignored", "no letters"),
        ({"ignored": "https://spam.example/a"}, "ignored", "is a link"),
        ({"urgent": "app*"}, "urgent", "before a * stands one word of 4 to 16 letters"),
        ({"urgent": "my order*"}, "urgent", "before a * stands one word"),
        ({"products": "x" * (LONGEST + 1)}, "products", "80 characters are the most"),
        ({"team": "\n".join(f"p{n}" for n in range(MOST + 1))}, "team", "That is 101. Keep the 100"),
        ({"products": "\n".join(f"{n:02}" + "y" * 60 for n in range(60))}, "products", "3,000 characters"),
        ({"always": "Ada Quill"}, "always", "“Ada Quill” is no handle"),
        ({"urgent": "Outage", "ignored": "giveaway, OUTAGE"}, "ignored", "“OUTAGE” is among the urgent words, too"),
    ],
)
def test_what_can_not_be_kept_is_refused_where_it_stands(typed: dict[str, str], kind: str, said: str) -> None:
    """One sentence in the box that it is about, and in no other."""
    errors = read(typed).errors
    assert list(errors) == [kind]
    assert said in errors[kind]


def test_a_handle_may_be_one_letter() -> None:
    """Networks have such people; a word of one letter would be found everywhere."""
    assert read(dict.fromkeys(HANDLES, "@x")) == read({"always": "x", "team": "x"})
    assert not read(dict.fromkeys(HANDLES, "@x")).errors
