"""Saved replies: what is filled in, what is refused, what is found, and that strangers' names stay only names."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.people import Profile
from slackapp.domain.saved import SavedReply, fill, first_name, found, joined, problem

MIRA = Profile("1", "mira_w", "Mira Wren")
LINK = "https://x.com/mira_w/status/1"
NOW = datetime(2026, 11, 20, tzinfo=UTC)
TRICKS = st.sampled_from(["{link}", "{handle}", "{{", "}", "@here", "https://evil.example", "🌿", "\u202e", "\0", "\n"])
NAMES = st.lists(st.one_of(TRICKS, st.text(max_size=12)), max_size=5).map(" ".join)


def saved(number: int, title: str, text: str = "x", uses: int = 0, account_id: int | None = None) -> SavedReply:
    """A saved reply."""
    return SavedReply(number, title, text, account_id, NOW, uses=uses)


def test_places_are_filled_in() -> None:
    """Each, as often as it stands there, however it is spelled; doubled braces stand for themselves."""
    text = "Hi {first_name}! { Handle }, see {link} and {link}. {{first_name}} {{}}"
    assert problem(text) == ""
    assert fill(text, MIRA, LINK) == f"Hi Mira! @mira_w, see {LINK} and {LINK}. {{first_name}} {{}}"


@pytest.mark.parametrize(
    ("text", "names"), [("{name}", "{name}"), ("{}", "{}"), ("Hi {first_name", "{{"), ("a } b", "}}"), ("{{{", "{{")]
)
def test_what_can_not_be_filled_in_is_refused_with_what_can(text: str, names: str) -> None:
    """Where it is saved, not where it would be sent."""
    assert names in problem(text)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Mira Wren", "Mira"),
        ("🌿✨ mira 🌿", "mira"),
        ("Mira🌿Wren", "Mira"),
        ("𝓜𝓲𝓻𝓪", "Mira"),
        ("Jean-Luc O’Hara", "Jean-Luc"),
        ("(Noor)", "Noor"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("https://evil.example Ann", "Ann"),
        ("@everyone", "everyone"),
        ("evil.example", "mira_w"),
        ("{link}", "link"),
        ("❤️ 🏴\U000e0067\U000e007f 1️⃣ 42", "mira_w"),
        ("x" * 31, "mira_w"),
        ("", "mira_w"),
    ],
)
def test_a_first_name_is_a_name(name: str, first: str) -> None:
    """Without emoji, signs and addresses; where nothing is left, the handle."""
    assert first_name(Profile("1", "mira_w", name)) == first


def test_a_handle_with_a_host_gives_its_own_part_as_a_name() -> None:
    """Nobody is greeted with an address."""
    assert first_name(Profile("1", "noor@plants.example")) == "noor"
    assert first_name(Profile("1", "mira.sky.example")) == "mira"


@settings(max_examples=30)
@given(NAMES, NAMES)
def test_whatever_they_are_called_is_one_line_and_never_filled_in(name: str, handle: str) -> None:
    """A person named {link} gets no link, a long name fills no post, and nothing of it is invisible."""
    person = Profile("1", handle, name)
    told = fill("<{first_name}|{handle}>", person, LINK)
    assert LINK not in told
    assert "\n" not in told
    first = first_name(person)
    assert 0 < len(first) <= 30
    assert not re.search(r"[{}@/:\s\0\u202e]", first)


@settings(max_examples=30)
@given(st.text("{}a link_", max_size=20))
def test_filling_in_never_breaks_and_what_is_accepted_leaves_nothing_open(text: str) -> None:
    """Any text at all; doubled braces are the only ones that stay."""
    filled = fill(text, MIRA, LINK)
    if not problem(text):
        assert filled.count("{") == text.count("{{")
        assert "{link}" not in filled or "{{" in text


def test_what_is_looked_for_is_found_whatever_its_case() -> None:
    """In title and text, titles first, then by use; another account's are left out."""
    all_of_them = [
        saved(1, "Thanks", "For the ÄRGER"),
        saved(2, "Ärger", uses=1),
        saved(3, "ärger again", uses=5),
        saved(4, "Ärger anew", account_id=9),
    ]
    assert [each.id for each in found(all_of_them, "ärger", 1)] == [3, 2, 1]
    assert [each.id for each in found(all_of_them, " THE  ärger ")] == [1]
    assert [each.id for each in found(all_of_them, "")] == [3, 2, 1, 4]
    assert found(all_of_them, "%") == []


@pytest.mark.parametrize(
    ("typed", "before", "opening", "becomes"),
    [
        ("", "", "", "Thanks!"),
        ("Hello ", "", "", "Hello\nThanks!"),
        ("Hello\nSorry!", "Sorry!", "", "Hello\nThanks!"),
        ("Hello\nSorry, Mira!", "Sorry!", "", "Hello\nSorry, Mira!\nThanks!"),
        ("@mira ", "", "@mira ", "@mira Thanks!"),
        ("", "", "@mira ", "@mira Thanks!"),
    ],
)
def test_nothing_typed_is_lost(typed: str, before: str, opening: str, becomes: str) -> None:
    """It stands before the saved words; only saved words that nobody touched make room for others."""
    assert joined(typed, "Thanks!", before, opening) == becomes


def test_a_handle_is_not_said_twice() -> None:
    """The box began with it, and the saved words name it themselves."""
    assert joined("@mira ", "Hi @mira!", opening="@mira ") == "Hi @mira!"
