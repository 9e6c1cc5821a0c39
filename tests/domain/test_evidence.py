"""Evidence tells only what a teammate can check, and keeps silent about what it does not know."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.domain.evidence import Evidence, Summary, weigh
from slackapp.domain.people import History, Profile

NOW = datetime(2024, 9, 12, 14, 30, tzinfo=UTC)
DESIGNER = Profile(
    "7",
    "mira_draws",
    "Mira",
    "Product designer in Lisbon. Ceramics, trains and tea.",
    website="https://mira.example",
    followers=640,
    following=522,
    posts=2920,
    created_at=NOW - timedelta(days=1460),
    last_post_at=NOW - timedelta(hours=3),
)
PRIVATE = (
    "man", "woman", "he", "she", "his", "her", "male", "female", "gay", "trans", "christian", "muslim", "jewish",
    "church", "religion", "pregnant", "cancer", "ill", "illness", "depressed", "liberal", "conservative", "party",
    "votes", "politics", "old", "young", "years", "age", "born", "pronouns", "mother", "father",
)  # fmt: skip
MOMENTS = st.none() | st.timedeltas(timedelta(days=-9), timedelta(days=6000)).map(lambda span: NOW - span)
COUNTS = st.none() | st.integers(-5, 10**10)
PROFILES = st.builds(
    Profile,
    id=st.just("1"),
    handle=st.just("someone"),
    name=st.text(),
    bio=st.text(st.characters(codec=None))
    | st.sampled_from(["customer " * 99, "#followback" * 99, "<!channel> subscriber"]),
    website=st.sampled_from(["", "https://someone.example"]),
    followers=COUNTS,
    following=COUNTS,
    posts=COUNTS,
    created_at=MOMENTS,
    last_post_at=MOMENTS,
    protected=st.booleans(),
    verified=st.booleans(),
    default_picture=st.booleans(),
)
HISTORIES = st.builds(History, st.integers(0, 999), st.integers(0, 999), MOMENTS, MOMENTS)


def said(evidence: Evidence) -> dict[str, str]:
    """The sentences by their signal's name."""
    return {signal.name: signal.sentence for signal in evidence.signals}


def test_a_living_feed_and_a_talk_with_us_are_worth_it() -> None:
    """Someone who posts daily and talks with us is worth a follow, and each reason says so in checkable words."""
    history = History(3, 2, datetime(2024, 5, 3, tzinfo=UTC), NOW - timedelta(days=2))
    evidence = weigh(DESIGNER, history, NOW)
    assert evidence.summary is Summary.WORTH_IT
    assert said(evidence)["talks"] == "mentioned you 3 times since May, you answered twice"
    assert said(evidence)["rhythm"] == "posts about twice a day, last 3 h ago"
    assert said(evidence)["audience"] == "follows 522, followed by 640"
    assert said(evidence)["standing"] == "joined in September 2020"


@pytest.mark.parametrize(
    ("bio", "sentence"),
    [
        ("Tea. #TeamFollowBack always", "#TeamFollowBack in the bio: trades follows"),
        ("I follow back, promise", "'follow back' in the bio: trades follows"),
        ("music f4f", "'f4f' in the bio: trades follows"),
    ],
)
def test_a_follow_farmer_is_a_reason_for_caution(bio: str, sentence: str) -> None:
    """Trading follows is told with the very words, and with lopsided counts it speaks against a follow."""
    evidence = weigh(replace(DESIGNER, bio=bio, following=4980, followers=212), History(), NOW)
    assert said(evidence)["farms"] == sentence
    assert said(evidence)["audience"] == "follows 4,980, followed by 212: follows far more than it is followed"
    assert evidence.summary is Summary.BETTER_NOT


@pytest.mark.parametrize(
    "bio", ["I follow backpackers and trains", "Follow your heart", "team lead, follower of tides"]
)
def test_the_word_follow_alone_is_no_farming(bio: str) -> None:
    """Ordinary sentences with the word in them are left alone."""
    assert "farms" not in said(weigh(replace(DESIGNER, bio=bio), History(), NOW))


def test_a_customer_is_one_by_their_own_word() -> None:
    """The bio's own words are quoted where they say customer or subscriber."""
    evidence = weigh(replace(DESIGNER, bio="Sailor, happy tidewater subscriber. Tea."), History(), NOW)
    assert said(evidence)["customer"] == "says it is a customer: 'happy tidewater subscriber'"


@pytest.mark.parametrize(
    "bio", ["Head of customer success", "every customer counts", "not a customer", "10k subscribers"]
)
def test_who_speaks_of_customers_is_not_one(bio: str) -> None:
    """Trades, negations and plurals do not make a customer."""
    assert "customer" not in said(weigh(replace(DESIGNER, bio=bio), History(), NOW))


def test_an_empty_new_account_is_told_together() -> None:
    """Default picture, no bio and a young account make one sentence."""
    new = Profile(
        "8", "x81", followers=0, following=35, posts=0, default_picture=True, created_at=NOW - timedelta(days=6)
    )
    evidence = weigh(new, History(), NOW)
    assert said(evidence)["bare"] == "default picture, no bio, joined 6 days ago"
    assert said(evidence)["rhythm"] == "has not posted yet"
    assert evidence.summary is Summary.BETTER_NOT


def test_a_feed_gone_quiet_names_its_month() -> None:
    """A last post long ago is told by its month, whatever the average rate."""
    quiet = replace(DESIGNER, last_post_at=datetime(2024, 3, 9, tzinfo=UTC))
    assert said(weigh(quiet, History(), NOW))["rhythm"] == "quiet since March 2024"


def test_a_protected_account_says_what_a_follow_means() -> None:
    """Following a protected account only asks."""
    assert (
        said(weigh(replace(DESIGNER, protected=True), History(), NOW))["protected"]
        == "protected: a follow is a request"
    )


def test_little_known_is_not_enough() -> None:
    """A bare handle gives no signal at all; a protected one gives no verdict either."""
    assert weigh(Profile("9", "quiet"), History(), NOW) == Evidence(Summary.NOT_ENOUGH, 0.0, ())
    assert weigh(Profile("9", "quiet", protected=True), History(), NOW).summary is Summary.NOT_ENOUGH


@pytest.mark.parametrize(
    "bio",
    [
        "she/her, mother of two, born 1987, church on Sundays",
        "Liberal. Votes. Gay man, 34 years old, muslim, cancer survivor",
        "He/him, conservative party, depressed, christian father",
    ],
)
def test_what_a_person_is_stays_unsaid(bio: str) -> None:
    """Gender, faith, health, politics and age change no signal and stand in no sentence."""
    evidence = weigh(replace(DESIGNER, bio=bio), History(2, 1, NOW, NOW), NOW)
    neutral = weigh(replace(DESIGNER, bio="Product designer, ceramics and trains"), History(2, 1, NOW, NOW), NOW)
    assert evidence == neutral
    for sentence in said(evidence).values():
        assert not set(sentence.lower().replace(",", "").split()) & set(PRIVATE)


@given(PROFILES, HISTORIES)
def test_any_person_can_be_weighed(profile: Profile, history: History) -> None:
    """No profile makes it fail; every sentence is one short clean line, strongest first, weights within bounds."""
    evidence = weigh(profile, history, NOW)
    weights = [abs(signal.weight) for signal in evidence.signals]
    assert weights == sorted(weights, reverse=True)
    assert all(weight <= 1 for weight in weights)
    assert -1 <= evidence.strength <= 1
    assert len({signal.name for signal in evidence.signals}) == len(evidence.signals)
    for sentence in said(evidence).values():
        assert 0 < len(sentence) <= 130
        assert not {category(char) for char in sentence} & {"Cc", "Cs", "Zl", "Zp"}


@given(PROFILES, st.integers(0, 50))
def test_more_talk_never_weakens_the_evidence(profile: Profile, mentions: int) -> None:
    """Each further mention leaves the strength as it is or raises it."""
    less, more = (weigh(profile, History(n), NOW).strength for n in (mentions, mentions + 1))
    assert less <= more
