"""Text as a reader sees it, as Mastodon counts it, and as it is found again."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.networks.mastodon import text

LINK = (
    '<a href="https://fern.example/a/long/way"><span class="invisible">https://</span>'
    '<span class="ellipsis">fern.example/a/lo</span><span class="invisible">ng/way</span></a>'
)
MENTION = (
    '<span class="h-card"><a href="https://plants.example/@mira" class="u-url mention">@<span>mira</span></a></span>'
)


@pytest.mark.parametrize(
    ("html", "read"),
    [
        ("<p>One<br />two</p><p>three &lt;3 &amp;amp;</p>", "One\ntwo\n\nthree <3 &amp;"),
        (f"<p>{MENTION} see {LINK}!</p>", "@mira see https://fern.example/a/long/way!"),
        ("<p>a\nb  c</p>", "a b c"),
        ("plain\ntext &amp; more", "plain\ntext & more"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("<p>1 < 2 and <3</p>", "1 < 2 and <3"),
        ("<!-- a --><p>b</p><p></p><p></p><p>c</p>", "b\n\nc"),
        ("a\0b\ud800", "ab?"),
        ("&lt;script&gt;", "<script>"),
        ("", ""),
        (None, ""),
        (["<p>"], ""),
    ],
)
def test_html_as_a_reader_sees_it(html: object, read: str) -> None:
    """Paragraphs and breaks are line ends, links are whole, entities are decoded once."""
    assert text.readable(html, 500) == read


@given(st.text(alphabet="<>/p br&;#a1\n\"'=!-", max_size=300))
def test_any_html_is_bounded_text(html: str) -> None:
    """Whatever it is, it ends, and no longer than asked."""
    assert len(text.readable(html, 50)) <= 50


@pytest.mark.parametrize("html", ["<" * 400_000, "<a " * 100_000, "<!--" * 100_000, "&" * 400_000, "<p>" * 100_000])
def test_hostile_html_takes_no_time(html: str) -> None:
    """Reading is linear."""
    started = time.monotonic()
    text.readable(html, 25_000)
    assert time.monotonic() - started < 1


@pytest.mark.parametrize(
    ("typed", "counted"),
    [
        ("", 0),
        ("hello", 5),
        ("👩‍👩‍👧 é", 3),
        ("see https://fern.example/a/very/long/way/to/somewhere/else now", 4 + 23 + 4),
        ("(https://fern.example).", 1 + 23 + 2),
        ("@mira@plants.example hi", 8),
        ("@mira hi", 8),
        ("a@b.example", 11),
        ("fern.example", 12),
        ("x" * 30_000, 30_000),
    ],
)
def test_counting(typed: str, counted: int) -> None:
    """Graphemes; a link is 23 however long, a mention doesn't count its server, an address isn't a mention."""
    assert text.length(typed) == counted


@pytest.mark.parametrize(
    "typed", ["@a" * 9000, "@a.a" * 4500, "@" + "a." * 9000, "https://" * 2000, "@a@" + "a-" * 9000 + "@"]
)
def test_counting_takes_no_time(typed: str) -> None:
    """Somebody is typing."""
    started = time.monotonic()
    text.length(typed)
    assert time.monotonic() - started < 1


@pytest.mark.parametrize(
    ("wanted", "found", "answers"),
    [
        ("We do!", "@mira We do!", True),
        ("@mira@plants.example We do!", "@mira We do!", True),
        ("@mira@plants.example welcome", "@mira welcome", False),
        ("a  b\n\nc", "a b\nc", False),
        ("see https://fern.example/", "see fern.example", False),
        ("**We** do_it", "We do_it", False),
        ("cafe\u0301", "café", False),
    ],
)
def test_the_same_text(wanted: str, found: str, answers: bool) -> None:
    """For all that servers change."""
    assert text.same(wanted, found, answers=answers)


@pytest.mark.parametrize(
    ("wanted", "found", "answers"),
    [
        ("We do!", "We don't!", True),
        ("We do!", "@mira We do!", False),
        ("@mira hi", "@tom hi", False),
        ("now here", "nowhere", True),
    ],
)
def test_another_text(wanted: str, found: str, answers: bool) -> None:
    """What was never typed is another post."""
    assert not text.same(wanted, found, answers=answers)


@pytest.mark.parametrize(
    ("typed", "handle", "there"),
    [
        ("hi @mira@plants.example!", "mira@plants.example", True),
        ("hi @Mira@Plants.example", "mira@plants.example", True),
        ("hi @mira", "mira@plants.example", False),
        ("hi @mira", "mira", True),
        ("hi @mira@fern.example", "mira", True),
        ("hi @mirabelle", "mira", False),
        ("mail me@mira", "mira", False),
    ],
)
def test_who_is_mentioned(typed: str, handle: str, there: bool) -> None:
    """By the long or the short form, whole."""
    assert text.mentions(typed, handle, "fern.example") is there
