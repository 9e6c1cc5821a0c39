"""Strategies for people who write whatever they like into their names, bios and posts."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st

from slackapp.domain.brand import Brand
from slackapp.domain.evidence import weigh
from slackapp.domain.face import CardFace
from slackapp.domain.people import History, Profile
from slackapp.domain.posts import Audience, Post, Thread
from slackapp.domain.triage import judge
from tests.slack.faces import LINKS, NOW

_TRICKS = st.sampled_from(
    [
        "<!here>", "<!channel>", "<@U0MARA>", "<#C0SOCIAL>", "<https://evil.example|x>", "@here", "@channel",
        "*bold*", "_slanted_", "~gone~", "`code`", "```", ":smile:", "> quoted", "&lt;!here&gt;", "&amp;", "|", "^",
        "\u202egnihton", "\u200b", "\ud800", "\n", "\n> ", "🏳️‍🌈", "é" * 50, "<" * 2000, "&" * 4000, "www.evil.example",
    ]
)  # fmt: skip
WORDS = st.lists(st.one_of(_TRICKS, st.text(max_size=40)), max_size=6).map("".join)
URLS = st.one_of(
    st.sampled_from(["", "javascript:alert(1)", "https://x.example/a|b>c", "http://", "//x", "https://ok.example/ä b"]),
    st.text(max_size=20).map(lambda text: f"https://host.example/{text}"),
    st.just("https://host.example/" + "a" * 5000),
)
_COUNTS = st.one_of(st.none(), st.integers(-1, 10**12))
_AGES = st.timedeltas(timedelta(days=-10), timedelta(days=9000))
_MOMENTS = st.one_of(st.none(), _AGES.map(lambda age: NOW - age))

PROFILES = st.builds(
    Profile,
    id=st.just("2001"),
    handle=WORDS,
    name=WORDS,
    bio=WORDS,
    location=WORDS,
    website=URLS,
    avatar_url=URLS,
    followers=_COUNTS,
    following=_COUNTS,
    posts=_COUNTS,
    created_at=_MOMENTS,
    last_post_at=_MOMENTS,
    protected=st.booleans(),
    verified=st.booleans(),
)
HISTORIES = st.builds(History, st.integers(0, 9), st.integers(0, 9), _MOMENTS, _MOMENTS)
_POSTS = st.builds(
    Post,
    st.just("7001"),
    st.just("2001"),
    WORDS,
    st.just(NOW),
    author_handle=WORDS,
    audience=st.sampled_from(Audience),
    warning=WORDS,
)
FEEDS = st.lists(
    st.builds(
        Post,
        st.just("7001"),
        st.just("2001"),
        WORDS,
        st.just(NOW),
        author_handle=WORDS,
        url=URLS,
        in_reply_to_id=st.one_of(st.none(), st.just("7000")),
        in_reply_to_author_id=st.sampled_from([None, "1000", "2001", "<!here>"]),
        quoted_id=st.one_of(st.none(), WORDS),
        is_repost=st.booleans(),
        warning=WORDS,
    ),
    max_size=10,
).map(tuple)
THREADS = st.builds(Thread, _POSTS, st.lists(_POSTS, max_size=4).map(tuple))


def estranged(face: CardFace, person: Profile, history: History, thread: Thread) -> CardFace:
    """The face with a stranger's own words in all places that strangers fill."""
    changed = replace(
        face,
        person=person,
        history=history,
        evidence=weigh(person, history, NOW),
        links=replace(LINKS, profile=person.avatar_url),
        actions=tuple(replace(a, reason=person.bio, outcome_url=person.website) for a in face.actions),
        card=replace(face.card, closed_why=person.name),
        hand_off=face.hand_off and replace(face.hand_off, note=person.bio, end_note=person.name),
    )
    return replace(changed, thread=thread, verdict=judge(thread, Brand("1000"))) if face.thread else changed
