"""Triage finds what waits for an answer, and says by which words it knows."""

from datetime import UTC, datetime, timedelta
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.domain.brand import Brand
from slackapp.domain.lexicon import LANGUAGES, phrases
from slackapp.domain.posts import Post, Thread
from slackapp.domain.reading import LONGEST_TEXT
from slackapp.domain.triage import _RULES, judge
from slackapp.domain.verdict import PostKind, Urgency, Verdict

US = Brand("us", "tidewater")
NOW = datetime(2024, 9, 12, 14, 30, tzinfo=UTC)
WORDS = st.sampled_from(
    [phrase for listed in phrases().values() for phrase in listed] + ["@you", "?", "#TidesFail", "$9"]
)
ANY_TEXT = st.text(st.characters(codec=None)) | st.lists(WORDS, max_size=30).map(" ".join)


def alone(text: str, *, repost: bool = False) -> Verdict:
    """Judge a post that stands by itself."""
    return judge(Thread(Post("2", "mira", text, NOW, is_repost=repost)), US)


def answering(text: str, before: str, author: str = "us") -> Verdict:
    """Judge a post that answers another one."""
    earlier = Post("1", author, before, NOW - timedelta(minutes=9))
    return judge(Thread(Post("2", "mira", text, NOW, in_reply_to_id="1"), (earlier,)), US)


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("@tidewater why is the ferry app so blue", PostKind.QUESTION, "asks a question: 'why is'"),
        (
            "@tidewater the new kettle, in green?",
            PostKind.QUESTION,
            "ends with a question mark: 'new kettle, in green?'",
        ),
        ("@tidewater could you send a spare lid", PostKind.REQUEST, "asks for something: 'could you'"),
        ("My kettle arrived broken", PostKind.COMPLAINT, "says that something is wrong: 'broken'"),
        ("@tidewater it doesn’t switch off", PostKind.COMPLAINT, "says what is not, or cannot be: 'doesn’t'"),
        (
            "@tidewater third time my order is late",
            PostKind.COMPLAINT,
            "says that it lasts or comes back: 'third time'",
        ),
        ("Worst. Kettle. Ever.", PostKind.COMPLAINT, "is unhappy: 'Worst'"),
        ("@tidewater wow #NoReply #NotHappy", PostKind.COMPLAINT, "is unhappy: 'NotHappy'"),
        ("@tidewater order 88213, two weeks now", PostKind.COMPLAINT, "says that it lasts or comes back: 'two weeks'"),
        ("@tidewater no funciona la tetera", PostKind.COMPLAINT, "says that something is wrong: 'no funciona'"),
        ("@tidewater エラーが多いです", PostKind.COMPLAINT, "says that something is wrong: 'エラー'"),
    ],
)
def test_what_asks_for_an_answer_says_why(text: str, kind: PostKind, reason: str) -> None:
    """Questions, requests and complaints are found with and without a question mark, by words of the post."""
    verdict = alone(text)
    assert verdict.needs_answer
    assert verdict.kind is kind
    assert reason in [each.sentence for each in verdict.reasons]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Thanks @tidewater, the best tea of my life 😍", PostKind.PRAISE),
        ("Sunset over the harbour with @tidewater", PostKind.CHATTER),
        ("https://example.com/1 #tides @tidewater", PostKind.CHATTER),
        ("@a1 @b2 @c3 @d4 @e5 @tidewater why not come along?", PostKind.CHATTER),
        ("Enter to win! Giveaway, link in bio @tidewater", PostKind.SPAM),
        ("", PostKind.CHATTER),
    ],
)
def test_what_awaits_no_answer_stays_quiet(text: str, kind: PostKind) -> None:
    """Praise, small talk, bare links, crowds and advertisements ask for nothing, and nothing is urgent in them."""
    verdict = alone(text)
    assert (verdict.needs_answer, verdict.kind, verdict.urgency) == (False, kind, Urgency.LOW)


def test_a_repost_awaits_nothing() -> None:
    """Who repeats a question did not ask it."""
    assert alone("@tidewater my kettle is broken, can you help?").needs_answer
    assert not alone("@tidewater my kettle is broken, can you help?", repost=True).needs_answer


def test_thanks_for_our_answer_closes_the_thread() -> None:
    """After our answer "thanks, that worked" asks for nothing more, and is told as the end of the talk."""
    verdict = answering("@tidewater Thanks, that worked!", "Have you tried turning it off and on?")
    assert (verdict.needs_answer, verdict.kind) == (False, PostKind.CLOSING)
    assert "says that it is settled: 'that worked'" in [reason.sentence for reason in verdict.reasons]


def test_an_answer_to_our_question_keeps_the_thread_open() -> None:
    """A bare fact is chatter by itself, and an answer we wait for after our own question."""
    assert not alone("The green one").needs_answer
    verdict = answering("The green one", "Which kettle is it?")
    assert verdict.needs_answer
    assert verdict.reasons[0].sentence == "answers your own question"
    assert not answering("The green one", "Which kettle is it?", author="someone else").needs_answer


def test_thanks_beside_trouble_is_only_manners() -> None:
    """A polite word does not close what is still open."""
    assert answering("Thanks, it still does not work", "Please try again.").needs_answer
    assert answering("Thanks for your reply, but the lid is still loose", "Please try again.").needs_answer


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("@tidewater my account was hacked, please help", Urgency.HIGH),
        ("@tidewater you charged me twice", Urgency.HIGH),
        ("@tidewater WORST SERVICE EVER, still waiting", Urgency.HIGH),
        ("@tidewater when do you open?", Urgency.NORMAL),
    ],
)
def test_danger_money_and_repeated_anger_are_urgent(text: str, urgency: Urgency) -> None:
    """What cannot wait is told from what can."""
    assert alone(text).urgency is urgency


@pytest.mark.parametrize("name", ["@tidewater", "@please_help", "@broken_why", "@Ω_é", "@worst@help.example"])
def test_the_names_of_the_mentioned_change_nothing(name: str) -> None:
    """A verdict with its reasons is the same whoever is mentioned, and no reason quotes a handle."""
    for text in ("{} nice tea", "what {} is this", "my kettle {} is late {}?", "why {} not"):
        assert alone(text.replace("{}", name)) == alone(text.replace("{}", "@harbour"))


@given(ANY_TEXT, ANY_TEXT, st.booleans())
def test_every_post_can_be_judged(text: str, before: str, ours: bool) -> None:
    """No text makes it fail; the same text gives the same verdict; reasons are few, bounded, and fit the verdict."""
    verdict = answering(text, before, "us" if ours else "them")
    assert verdict == answering(text, before, "us" if ours else "them")
    assert len(verdict.reasons) <= 4
    assert bool(verdict.reasons) or not verdict.needs_answer
    assert verdict.needs_answer == (verdict.kind in {PostKind.QUESTION, PostKind.COMPLAINT, PostKind.REQUEST})
    for reason in verdict.reasons:
        assert len(reason.sentence) <= 90
        assert reason.words in reason.sentence


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_quoted_words_stand_in_the_post(text: str) -> None:
    """A person finds the words of each reason in the post."""
    for reason in alone(text).reasons:
        assert reason.words.removesuffix("…") in " ".join(text.split())


@given(ANY_TEXT)
def test_only_the_beginning_is_read(tail: str) -> None:
    """What stands after the first 2,000 characters changes nothing."""
    head = "kettle " * (LONGEST_TEXT // 7) + "x" * (LONGEST_TEXT % 7)
    assert alone(head + tail) == alone(head)


@pytest.mark.parametrize(
    "unit", ["a", "@", "#A", "'", "a'", "3", "http://", "?", "not ", "why is ", "第", "😭", "@a@b.", "$"]
)
def test_hostile_texts_take_no_longer_than_others(unit: str) -> None:
    """A text a hundred times as long as what is read costs at most a moment."""
    text = unit * (200_000 // len(unit))
    started = perf_counter()
    alone(text)
    assert perf_counter() - started < 0.25  # measured near 5 ms


def test_every_listed_word_has_a_meaning() -> None:
    """Each cue of each language is known to the rules, and no phrase is listed twice for two meanings."""
    assert {cue for language in LANGUAGES.values() for cue in language} <= _RULES.keys()
    for language in LANGUAGES.values():
        listed = [" ".join(phrase.split()) for cue in language.values() for phrase in cue.split(",")]
        assert len(listed) == len(set(listed)), sorted({p for p in listed if listed.count(p) > 1})
        assert all(listed)
        assert not [phrase for phrase in listed if phrase.endswith("*") and " " in phrase]
