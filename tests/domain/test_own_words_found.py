"""A word that people typed and that was kept is one that triage finds."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.brand import Brand
from slackapp.domain.own_words import read
from slackapp.domain.posts import Post, Thread
from slackapp.domain.triage import judge

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Outage", "my order", "C++", "5G", "苔玉", "Café", "O’Reilly", "it's", "*", " ", "x"]),
        max_size=3,
    )
)
def test_every_word_that_is_kept_is_found_where_it_stands(parts: list[str]) -> None:
    """What can't be found is refused when it is typed, not kept in vain; and nothing is found in other words."""
    found = read({"urgent": "".join(parts)})
    if found.errors or not found.words.urgent:
        return
    (word,) = found.words.urgent
    post = Post("1", "7", f"Well: {word.rstrip('*')} it is", START)
    cues = {reason.cue for reason in judge(Thread(post), Brand("1000", words=found.words)).reasons}
    assert "own_urgent" in cues
    other = judge(Thread(replace(post, text="see https://ok.example 17 times")), Brand("1000", words=found.words))
    assert "own_urgent" not in {reason.cue for reason in other.reasons}


def test_a_word_with_a_star_stands_for_all_that_begin_so() -> None:
    """However it is written."""
    words = read({"urgent": "Outage*"}).words
    assert words.urgent == ("outage*",)
    post = Post("1", "7", "Two OUTAGES today", START)
    assert "own_urgent" in {reason.cue for reason in judge(Thread(post), Brand("1000", words=words)).reasons}
