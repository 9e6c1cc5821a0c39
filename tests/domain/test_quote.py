"""A stranger's words inside a line of ours can hide nothing and break nothing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.domain.quote import quote

ANY_TEXT = st.text(st.characters(codec=None)) | st.text(
    st.sampled_from("a \n\u200d\u200b\u202e\u0301👩🇵🇹\U000e0067\ud800")
)


@pytest.mark.parametrize(
    ("hostile", "clean"),
    [
        ("  tea\n\n and\ttides  ", "tea and tides"),
        ("pay\u202eload\u2066!", "payload!"),
        ("a\u200bd\u200dm\u2060i\ufeffn", "admin"),
        ("bell\x07 nul\x00 c1\x9b", "bell nul c1"),
        ("half \ud83d pair", "half pair"),
        ("\u3164\u2800hidden\u3164", "hidden"),
        ("z" + "\u0301" * 50, "z" + "\u0301" * 4),
        ("x\U000e0067\U000e0062", "x"),
    ],
)
def test_invisible_things_vanish(hostile: str, clean: str) -> None:
    """Controls, overrides, zero-width characters and stacked marks do not reach a card."""
    assert quote(hostile, 60) == clean


@pytest.mark.parametrize(
    "whole",
    [
        "👩‍👩‍👧",
        "🏳️‍🌈",
        "👍🏽",
        "🇵🇹🇮🇸",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "می‌خواهم",
        "क्‍ष",
    ],
)
def test_signs_made_of_several_characters_stay_whole(whole: str) -> None:
    """Families, flags, skin tones and scripts that need joiners are left as they are."""
    assert quote(whole, 60) == whole


def test_a_cut_never_splits_a_sign() -> None:
    """The cut falls before a family, a flag or a mark, never inside it."""
    assert quote("ab👩‍👩‍👧 and more", 6) == "ab…"
    assert quote("ab🇵🇹 and more", 4) == "ab…"
    assert quote("abe\u0301 and more", 4) == "ab…"
    assert quote("tea and tides", 5) == "tea…"


@given(ANY_TEXT, st.integers(1, 80))
def test_every_text_becomes_one_bounded_clean_line(text: str, limit: int) -> None:
    """Whatever comes in, what goes out is one encodable line without controls, within the limit, and stays so."""
    line = quote(text, limit)
    assert len(line) <= limit
    assert line == line.strip()
    assert not {unicodedata.category(c) for c in line} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(line) & set("\u200b\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
    line.encode("utf-8")


@given(ANY_TEXT)
def test_a_clean_line_stays_as_it_is(text: str) -> None:
    """Quoting twice changes nothing."""
    once = quote(text, 40)
    assert quote(once, 40) == once


@pytest.mark.parametrize("between", ["\x1b", "\u200d", "\u200b", "\ud800"])
def test_marks_don_t_stack_higher_over_what_nobody_sees(between: str) -> None:
    """A control or an invisible character between them does not start the count anew."""
    assert quote(f"a{between.join(8 * [chr(0x300)])}", 40).count(chr(0x300)) == 4
