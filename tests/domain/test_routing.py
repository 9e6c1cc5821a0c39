"""Which channel gets a follower or a mention: the first rule that fits, else the account's own channel."""

from dataclasses import replace
from datetime import UTC, datetime
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.posts import Post
from slackapp.domain.reading import LONGEST_TEXT
from slackapp.domain.routing import FOLLOWER, KINDS, URGENCIES, Routing, RoutingRule, covers, idle, is_same, seen_as
from slackapp.domain.routing_text import LONGEST, MOST_WORDS, read, told
from slackapp.domain.verdict import PostKind, Urgency, Verdict

OURS, OTHERS = 1, 2
OWN, FOLLOWERS = "COWN", "CFOLLOWERS"
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
RULE = RoutingRule(1, None, "", "", "", "C1")
WORDS = ("refund", "money back", "返金", "straße", "refund*")
TEXTS = ("I want a REFUND", "money\nback please", "返金してください", "STRASSE", "refunding", "no fund", "", "thanks!")

RULES = st.builds(
    RoutingRule,
    id=st.integers(1, 99),
    account_id=st.sampled_from([None, OURS, OTHERS]),
    kind=st.sampled_from(KINDS),
    urgency=st.sampled_from(URGENCIES),
    keyword=st.lists(st.sampled_from(WORDS), max_size=2, unique=True).map(", ".join),
    channel_id=st.sampled_from(["C1", "C2", "C3"]),
)
NEWS = st.tuples(st.sampled_from([None, *PostKind]), st.sampled_from(Urgency), st.sampled_from(TEXTS))


def sent(rules: tuple[RoutingRule, ...], news: tuple[PostKind | None, Urgency, str], own: str = OWN) -> str:
    """Where a piece of news goes; of kind None it is a follower, with their bio."""
    kind, urgency, text = news
    routing = Routing(OURS, own, own, rules)
    return routing.of_follower(text) if kind is None else routing.of_mention(post(text), verdict(kind, urgency))


def post(text: str, warning: str = "") -> Post:
    """Something somebody wrote."""
    return Post("1", "2", text, AT, warning=warning)


def verdict(kind: PostKind = PostKind.COMPLAINT, urgency: Urgency = Urgency.HIGH) -> Verdict:
    """What triage says of it."""
    return Verdict(kind, True, urgency, ())


@settings(max_examples=100, deadline=None)
@given(st.lists(RULES, max_size=6).map(tuple), NEWS)
def test_the_first_rule_that_fits_wins(
    rules: tuple[RoutingRule, ...], news: tuple[PostKind | None, Urgency, str]
) -> None:
    """Whatever stands behind it; where none fits by itself, the news go to the account's own channel."""
    alone = [sent((rule,), news) for rule in rules]
    assert sent(rules, news) == next((channel for channel in alone if channel != OWN), OWN)
    assert sent(rules, news, "") == ""  # an account that is let go sends nothing anywhere


@settings(max_examples=200, deadline=None)
@given(RULES, RULES, NEWS)
def test_a_rule_that_covers_another_takes_all_of_it(
    first: RoutingRule, second: RoutingRule, news: tuple[PostKind | None, Urgency, str]
) -> None:
    """What fits the second fits the first; two that ask for the same fit the same."""
    fits = [sent((rule,), news) != OWN for rule in (first, second)]
    assert not (covers(first, second) and fits == [False, True])
    assert not (is_same(first, second) and fits[0] != fits[1])


@pytest.mark.parametrize(
    ("rule", "fits"),
    [
        (RULE, (True, True)),
        (replace(RULE, account_id=OTHERS), (False, False)),
        (replace(RULE, account_id=OURS, kind=FOLLOWER), (True, False)),
        (replace(RULE, kind="complaint"), (False, True)),
        (replace(RULE, kind="question"), (False, False)),
        (replace(RULE, urgency="high"), (False, True)),
        (replace(RULE, urgency="low"), (False, False)),
        (replace(RULE, kind="complaint", urgency="high", keyword="refund"), (False, True)),
        (replace(RULE, keyword="barista, refund"), (True, True)),
        (replace(RULE, kind=FOLLOWER, keyword="refund"), (False, False)),
    ],
)
def test_each_part_of_a_rule_narrows_it(rule: RoutingRule, fits: tuple[bool, bool]) -> None:
    """A barista who follows, and an urgent complaint about a refund."""
    routing = Routing(OURS, FOLLOWERS, OWN, (rule,))
    assert (
        routing.of_follower("Barista, Lisbon") == "C1",
        routing.of_mention(post("Refund?!"), verdict()) == "C1",
    ) == fits


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("refund", "REFUND me"),
        ("refund", "two refunds, please"),
        ("refund", "#Refund"),
        ("refund", "ｒｅｆｕｎｄ"),
        ("refund", "re\u200bfund"),
        ("Straße", "in der STRASSE"),
        ("café", normalize("NFD", "Le Café")),
        ("money back", "my money-back guarantee"),
        ("don't work", "they don’t work"),
        ("返金", "今すぐ返金して"),
        ("refund*", "refunding"),
        ("chargeback, refund", "a refund"),
    ],
)
def test_words_are_found_however_they_are_spelled(keyword: str, text: str) -> None:
    """Whatever their case, width, accents' codes or hyphens."""
    assert sent((replace(RULE, keyword=keyword),), (PostKind.QUESTION, Urgency.LOW, text)) == "C1"


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("refund", "nonrefundable"),
        ("money back", "money is not back"),
        ("5G", "4G"),
        ("refund", "." * LONGEST_TEXT + " refund"),
        ("a.c", "abc"),
    ],
)
def test_other_words_are_not(keyword: str, text: str) -> None:
    """No part of a word, no other order, nothing beyond the first 2,000 characters."""
    assert sent((replace(RULE, keyword=keyword),), (PostKind.QUESTION, Urgency.LOW, text)) == OWN


def test_what_stands_before_a_post_is_read_too() -> None:
    """Its content warning."""
    rule = replace(RULE, keyword="allergy")
    assert Routing(OURS, OWN, OWN, (rule,)).of_mention(post("Look.", "Allergy"), verdict()) == "C1"


def test_rules_that_nothing_comes_to_are_told() -> None:
    """With the first that takes all of theirs."""
    complaints = replace(RULE, id=2, kind="complaint")
    rules = (replace(RULE, id=1, keyword="refund, box"), complaints, replace(complaints, id=3, keyword="Refund"))
    assert idle((*rules, replace(complaints, id=4, urgency="high"), replace(RULE, id=5))) == {3: 1, 4: 2}


def test_rules_are_another_sight_after_each_change() -> None:
    """Of their order, of one of them, and of how many there are."""
    one, two = replace(RULE, made_at=AT), replace(RULE, id=2, made_at=AT)
    seen = [(one, two), (two, one), (one,), (replace(one, made_at=AT.replace(microsecond=1)), two), ()]
    assert len({seen_as(rules) for rules in seen}) == len(seen)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.sampled_from([*WORDS, ",", "\n", "a", "@", "\u200b", "\ud800", " ", "x" * 81]) | st.text(max_size=5))
)
def test_whatever_is_typed_is_kept_clean_or_refused(typed: list[str]) -> None:
    """What is kept reads back as it is; else there is one plain sentence."""
    words, wrong = read("".join(typed))
    assert not (words and wrong)
    assert len(words) <= LONGEST
    assert read(words) == (words, "")
    assert sent((replace(RULE, keyword=words),), (None, Urgency.LOW, "hello")) in (OWN, "C1")


def test_too_many_words_are_refused() -> None:
    """With what to do."""
    assert "another rule" in read("\n".join(f"word{n}" for n in range(MOST_WORDS + 1)))[1]
    assert "300 characters" in read(", ".join("abcdefgh" * 9 + str(n) for n in range(5)))[1]
    assert read("refund,  Money back\n#Chargeback") == ("refund, Money back, Chargeback", "")


@pytest.mark.parametrize(
    ("rule", "account", "said"),
    [
        (RULE, "", "Everything"),
        (replace(RULE, urgency="low"), "@fern", "Mentions of low urgency from @fern"),
        (replace(RULE, kind=FOLLOWER), "@fern", "New followers of @fern"),
        (replace(RULE, kind=FOLLOWER, keyword="barista"), "", "New followers with “barista” in their bio"),
        (
            replace(RULE, kind="complaint", urgency="high", keyword="refund, box"),
            "@fern",
            "Complaints of high urgency with “refund” or “box” from @fern",
        ),
    ],
)
def test_a_rule_is_a_plain_sentence(rule: RoutingRule, account: str, said: str) -> None:
    """As somebody would say it."""
    assert told(rule, account) == said
