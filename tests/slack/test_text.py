"""Words in mrkdwn: what strangers write stays what it is, and what we mark up works."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.slack.text import bounded, channel, escape, link, mention, sentence, slack_date, web_address
from tests.slack.strangers import WORDS


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("R&D <3 >", "R&amp;D &lt;3 &gt;"),
        ("*bold* ~gone~ `code` _slanted_", "∗bold∗ ∼gone∼ ˋcodeˋ ˍslantedˍ"),
        ("@jane_van_doe", "@jane_van_doe"),
        (":smile: at 10:30", "∶smile: at 10:30"),
        ("<!here>", "&lt;!here&gt;"),
        ("@here #general", "@\u2060here #\u2060general"),
        ("www.evil.example", "www.\u2060evil.\u2060example"),
        ("1.2 million", "1.2 million"),
        ("two\nlines", "two lines"),
        ("\u202edrawkcab", "drawkcab"),
    ],
)
def test_strangers_words_are_shown_as_they_were_written(written: str, shown: str) -> None:
    """Nothing formats, links, turns into a picture or calls anyone."""
    assert escape(written) == shown


@given(WORDS, st.integers(1, 300))
def test_escaped_words_hold_no_markup_and_keep_their_limit(words: str, limit: int) -> None:
    """For any text and any limit: entities stay whole, nothing that Slack would parse is left."""
    shown = escape(words, limit)
    assert len(shown) <= limit
    assert not re.search(r"[<>*~`\n]|&(?!(?:amp|lt|gt);)|:[\w+'-]+:|@(?:here|channel|everyone)\b", shown)
    assert not re.search(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])", shown)


@given(WORDS.map(escape), st.integers(1, 50))
def test_a_cut_never_falls_into_an_entity(escaped: str, limit: int) -> None:
    """Whatever is cut is still at most as long as it may be, and whole."""
    cut = bounded(escaped, limit)
    assert len(cut) <= limit
    assert not re.search(r"&(?!(?:amp|lt|gt);)", cut)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//x.example", "x.example", "http://", ""])
def test_only_web_addresses_are_linked(url: str) -> None:
    """Anything else leaves the label alone."""
    assert web_address(url) == ""
    assert link(url, "Ada") == "Ada"


def test_a_link_cannot_be_broken_out_of() -> None:
    """Neither the address nor the label may end the link early."""
    assert link("https://x.example/a|b>c<d", "one|two") == "<https://x.example/a%7Cb%3Ec%3Cd|one¦two>"
    assert link("https://x.example/?a=1&b=2", "Ada") == "<https://x.example/?a=1&amp;b=2|Ada>"
    assert link("https://x.example/" + "a" * 400, "Ada") == "Ada"


def test_only_slack_ids_are_mentioned() -> None:
    """What is no id is not put between Slack's brackets."""
    assert mention("U0MARA") == "<@U0MARA>"
    assert mention("") == mention("!here") == mention("U1>x<!here") == "Somebody"
    assert channel("C0SOCIAL") == "<#C0SOCIAL>"
    assert channel("x|y") == "a channel"


def test_dates_carry_a_fallback() -> None:
    """Clients that know no dates, and notifications, show UTC."""
    at = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    assert slack_date(at) == "<!date^1795167000^{date_short_pretty} {time}|2026-11-20 09:30 UTC>"


def test_a_sentence_ends() -> None:
    """A full stop is added only where nothing ends the words yet."""
    assert [sentence(words) for words in ("X is down", "Really?", "", "And so on…")] == [
        "X is down.",
        "Really?",
        "",
        "And so on…",
    ]
