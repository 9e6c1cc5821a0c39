"""Triage finds what waits for an answer, and says by which words it knows."""

from datetime import UTC, datetime, timedelta
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.brand import Brand, OwnWords
from slackapp.domain.cues import CUES
from slackapp.domain.lexicon import LANGUAGES, phrases
from slackapp.domain.posts import Post, Thread
from slackapp.domain.reading import LONGEST_TEXT
from slackapp.domain.triage import judge
from slackapp.domain.verdict import PostKind, Urgency, Verdict
from slackapp.languages import guess

US = Brand("us", "tidewater")
NOW = datetime(2024, 9, 12, 14, 30, tzinfo=UTC)
WORDS = st.sampled_from(
    [phrase for listed in phrases(*LANGUAGES).values() for phrase in listed] + ["@you", "?", "#TidesFail", "$9"]
)
ANY_TEXT = st.text(st.characters(codec=None)) | st.lists(WORDS, max_size=30).map(" ".join)


judge(Thread(Post("1", "mira", "hi", NOW)), US)  # the lexica are put together once, which takes a moment


def alone(text: str, *, brand: Brand = US, by: str = "mira", repost: bool = False) -> Verdict:
    """Judge a post that stands by itself."""
    post = Post("2", by, text, NOW, author_handle=by, is_repost=repost)
    return judge(Thread(post), brand, guess(text))


def answering(text: str, before: str, author: str = "us") -> Verdict:
    """Judge a post that answers another one, which spoke to whoever wrote it."""
    earlier = Post("1", author, f"@mira {before}", NOW - timedelta(minutes=9))
    return judge(Thread(Post("2", "mira", text, NOW, in_reply_to_id="1"), (earlier,)), US, guess(text))


def cues(verdict: Verdict) -> set[str]:
    """What a verdict rests on."""
    return {reason.cue for reason in verdict.reasons}


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("@tidewater why is the ferry app so blue", PostKind.QUESTION, "asks a question: 'why is the'"),
        (
            "@tidewater the new kettle, in green?",
            PostKind.QUESTION,
            "ends with a question mark: 'new kettle, in green?'",
        ),
        ("@tidewater could you send a spare lid", PostKind.REQUEST, "asks for something: 'could you'"),
        ("My kettle arrived broken", PostKind.COMPLAINT, "says that something is wrong: 'arrived broken'"),
        ("@tidewater it doesn’t switch off", PostKind.COMPLAINT, "says what is not, or cannot be: 'doesn’t'"),
        (
            "@tidewater third time my order is late",
            PostKind.COMPLAINT,
            "says that it lasts or comes back: 'third time'",
        ),
        ("@tidewater Worst. Kettle. Ever.", PostKind.COMPLAINT, "is unhappy: 'Worst'"),
        ("@tidewater wow #NoReply #NotHappy", PostKind.COMPLAINT, "is unhappy with you: 'NotHappy'"),
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
        ("@a1 @b2 @c3 @d4 @e5 @tidewater why not come along?", PostKind.QUESTION),
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
        ("@tidewater that is the last time I order from you", Urgency.HIGH),
        ("@tidewater there was glass in my tea", Urgency.HIGH),
        ("@tidewater my lawyer will call you", Urgency.HIGH),
        ("@tidewater WORST SERVICE EVER, still waiting", Urgency.NORMAL),
        ("@tidewater when do you open?", Urgency.NORMAL),
    ],
)
def test_danger_money_and_whatever_cannot_wait_is_urgent(text: str, urgency: Urgency) -> None:
    """What cannot wait is told from what can."""
    assert alone(text).urgency is urgency


@pytest.mark.parametrize("name", ["@mira", "@please_now", "@broken_why", "@Ω_é", "@worst@help.example"])
def test_what_handles_mean_changes_nothing(name: str) -> None:
    """A verdict with its reasons is the same whoever is mentioned, whatever words their handle is made of."""
    for text in ("{} nice tea", "what {} is this", "my kettle {} is late {}?", "why {} not"):
        assert alone(text.replace("{}", name)) == alone(text.replace("{}", "@harbour"))


def test_whom_a_post_speaks_to_counts() -> None:
    """Unhappy words are a complaint where they are said to us or to customer service; not every grumble is ours."""
    assert alone("@tidewater this is awful").kind is PostKind.COMPLAINT
    assert alone("@HarbourHelp this is awful").kind is PostKind.COMPLAINT
    assert alone("this weather is awful").kind is PostKind.CHATTER


def test_who_talks_with_somebody_else_awaits_nothing_of_us() -> None:
    """Two customers who talk below our post are not asking us."""
    earlier = Post("1", "ben", "@mira @tidewater the green one is nice", NOW)
    post = Post("2", "mira", "@ben @tidewater hm, it looks fine to me", NOW, in_reply_to_id="1")
    verdict = judge(Thread(post, (earlier,)), US)
    assert (verdict.needs_answer, "aside" in cues(verdict)) == (False, True)


def test_small_talk_of_ours_is_no_question_that_waits() -> None:
    """What we asked for fun may stay unanswered; what we asked to help may not."""
    assert not answering("@tidewater The green one", "Congrats! Love it! Which colour is yours?").needs_answer
    assert answering("@tidewater The green one", "Oh no, sorry to hear that. Which kettle is it?").needs_answer


def test_what_waits_elsewhere_needs_a_look() -> None:
    """A post that says "sent you a DM" reads like an end, and somebody has to look there."""
    verdict = answering("@tidewater sent you a DM", "Please send us a DM with your order number.")
    assert (verdict.kind, verdict.needs_answer, "sent" in cues(verdict)) == (PostKind.CLOSING, True, True)


@pytest.mark.parametrize(
    ("text", "by", "cue", "waits"),
    [
        ("@tidewater there is an outage in Porto", "mira", "own_urgent", True),
        ("@tidewater what is the #TideRace about?", "mira", "ignored", False),
        ("@tidewater lovely evening", "Noor", "always", True),
        ("@tidewater my kettle is broken", "ben", "colleague", False),
        ("I hate my Tidemaker 3000", "mira", "product", True),
        ("two OUTAGES today @tidewater", "mira", "own_urgent", True),
    ],
)
def test_a_workspaces_own_words_count(text: str, by: str, cue: str, waits: bool) -> None:
    """Urgent and ignored words, people always shown, colleagues and products, whatever their case."""
    words = OwnWords(("tidemaker 3000",), ("Outage",), ("tiderace",), ("noor",), ("Ben",))
    verdict = alone(text, brand=Brand("us", "tidewater", words), by=by)
    assert (verdict.needs_answer, cue in cues(verdict)) == (waits, True)
    assert alone(text, by=by) != verdict


@pytest.mark.parametrize(
    "text", ["@tidewater any 4G here?", "@tidewater is the Tidemaker 2000 blue?", "@tidewater outaged?"]
)
def test_a_workspaces_own_words_count_to_the_letter(text: str) -> None:
    """Other numbers and longer words are other words."""
    words = OwnWords(products=("Tidemaker 3000",), urgent=("outage",), ignored=("5G",))
    assert not {"product", "own_urgent", "ignored"} & cues(alone(text, brand=Brand("us", "tidewater", words)))


def test_our_own_posts_and_those_of_our_agents_await_nothing() -> None:
    """Neither our account's posts nor what is signed as customer service signs is a question to us."""
    assert not alone("Which kettle do you like best?", by="us").needs_answer
    assert not alone("@mira Which kettle is broken? ^HP").needs_answer


def test_a_customer_who_signs_is_no_agent() -> None:
    """Who names us writes to us, however they sign."""
    assert alone("@tidewater my kettle arrived broken. *Anna").needs_answer
    assert "signed" in cues(alone("@mira Which kettle is broken? ^HP"))


def test_who_insists_is_heard_but_does_not_complain_by_that() -> None:
    """Three marks in a row say that it matters, in praise as well."""
    assert "insists" in cues(alone("@tidewater where is my kettle???"))
    assert not alone("@tidewater best tea ever!!!").needs_answer


def test_a_reply_without_a_mention_is_said_to_us_all_the_same() -> None:
    """Not every network's replies begin with a mention, and no reason says that they do."""
    verdict = answering("it leaks", "Sorry! What is wrong with it?")
    assert verdict.needs_answer
    assert not [reason for reason in verdict.reasons if "begins with a mention" in reason.sentence]


def test_of_a_language_that_nobody_here_knows_only_signs_are_read() -> None:
    """A Polish question is found by its mark, and the reasons say that the words were not understood."""
    verdict = alone("@tidewater kiedy wreszcie będzie dostępny ten zielony czajnik do herbaty?")
    assert (verdict.kind, verdict.needs_answer) == (PostKind.QUESTION, True)
    assert {"mark", "unread"} <= cues(verdict)
    assert not alone("Dziś piękny wieczór nad morzem, pozdrawiamy wszystkich z plaży").needs_answer


@settings(deadline=None)  # the first of each pair of languages takes a moment
@given(ANY_TEXT, ANY_TEXT, st.booleans())
def test_every_post_can_be_judged(text: str, before: str, ours: bool) -> None:
    """No text makes it fail; the same text gives the same verdict; reasons are few, bounded, and fit the verdict."""
    verdict = answering(text, before, "us" if ours else "them")
    assert verdict == answering(text, before, "us" if ours else "them")
    assert len(verdict.reasons) <= 4
    assert bool(verdict.reasons) or not verdict.needs_answer
    assert not (verdict.needs_answer and verdict.kind in {PostKind.PRAISE, PostKind.SPAM})
    for reason in verdict.reasons:
        assert len(reason.sentence) <= 90
        assert reason.words in reason.sentence


@settings(deadline=None)
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
    taken = []
    for _ in range(3):  # the quickest of three, in the process's own time: the machine may be busy
        started = process_time()
        alone(text)
        taken.append(process_time() - started)
    assert min(taken) < 0.25  # measured near 5 ms


def test_every_listed_word_has_a_meaning() -> None:
    """Each cue of each language is known, no phrase is listed twice for one meaning, and stems are single words."""
    for language in LANGUAGES.values():
        assert language.keys() <= CUES.keys()
        for cue, listed in language.items():
            each = [" ".join(phrase.split()) for phrase in listed.split(",")]
            assert len(each) == len(set(each)), (cue, sorted({p for p in each if each.count(p) > 1}))
            assert all(each), cue
            assert not [phrase for phrase in each if phrase.endswith("*") and " " in phrase]
