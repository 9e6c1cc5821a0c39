"""Evidence tells only what a teammate can check, and keeps silent about what it does not know."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.domain.evidence import Evidence, Signal, Summary, weigh
from slackapp.domain.people import History, Profile
from slackapp.domain.posts import Post

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
    listed=COUNTS,
    likes=COUNTS,
    bio_told=st.booleans(),
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
        ("Sígueme y te sigo", "'Sígueme y te sigo' in the bio: trades follows"),
        ("follow back garantido", "'follow back' in the bio: trades follows"),
        ("Segue que eu te sigo!", "'Segue que eu te sigo' in the bio: trades follows"),
        ("je te follow back", "'je te follow back' in the bio: trades follows"),
        ("Ich folge immer zurück", "'folge immer zurück' in the bio: trades follows"),
        ("#takipcikazan", "#takipcikazan in the bio: trades follows"),
        ("TAKİP EDENİ TAKİP EDERİM", "'TAKİP EDENİ TAKİP' in the bio: trades follows"),
        ("猫 相互フォロー", "'相互フォロー' in the bio: trades follows"),
        ("تابعني اتابعك", "'تابعني اتابعك' in the bio: trades follows"),
        ("fol\u200blow\u200b back", "'follow back' in the bio: trades follows"),
        ("10k followers for sale", "'followers for sale' in the bio: trades follows"),
        ("No DMs. I follow back", "'follow back' in the bio: trades follows"),
    ],
)
def test_a_follow_farmer_is_a_reason_for_caution(bio: str, sentence: str) -> None:
    """Trading follows is told with the very words, and with lopsided counts it speaks against a follow."""
    evidence = weigh(replace(DESIGNER, bio=bio, following=4980, followers=212), History(), NOW)
    assert said(evidence)["farms"] == sentence
    assert said(evidence)["audience"] == "follows 4,980, followed by 212: follows far more than it is followed"
    assert evidence.summary is Summary.BETTER_NOT


@pytest.mark.parametrize(
    "bio",
    [
        "I follow backpackers and trains",
        "Follow your heart",
        "team lead, follower of tides",
        "Please follow the path",
        "No follow back, sorry",
        "Don't ask me to follow back",
        "folge nicht zurück",
        "Suivez mon jardin",
        "Je suis back-end dev",
        "Takipte kalın",
        "Sígueme en mi blog",
    ],
)
def test_the_word_follow_alone_is_no_farming(bio: str) -> None:
    """Ordinary sentences with the word in them are left alone."""
    assert "farms" not in said(weigh(replace(DESIGNER, bio=bio), History(), NOW))


@pytest.mark.parametrize(
    ("bio", "word"),
    [
        ("Sailor, happy tidewater subscriber. Tea.", "subscriber"),
        ("Proud customer since 2019", "customer"),
        ("Soy cliente de Tidewater", "customer"),
        ("Zufriedene Kundin, gerne am Meer", "customer"),
        ("Cliente satisfeita", "customer"),
        ("Client fidèle de Tidewater", "customer"),
    ],
)
def test_a_customer_is_one_by_their_own_word(bio: str, word: str) -> None:
    """Where the bio says customer or subscriber that is told, without the words around it."""
    evidence = weigh(replace(DESIGNER, bio=bio), History(), NOW)
    assert said(evidence)["customer"] == f"says it is a {word}, in its own bio"


@pytest.mark.parametrize(
    "bio",
    ["Head of customer success", "every customer counts", "not a customer", "10k subscribers", "Atención al cliente"],
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


# Each beside a neutral word of the same length: gender, religion, health, politics and age, in five languages.
SWAPS = (
    ("woman", "baker"), ("gay", "tea"), ("he/him", "bakery"), ("christian", "gardening"), ("muslim", "cycler"),
    ("cancer", "ponder"), ("depressed", "gardening"), ("liberal", "cyclist"), ("conservative", "photographer"),
    ("1987", "tram"), ("34 years", "at lunch"), ("mother", "potter"), ("mujer", "barco"), ("católica", "jardines"),
    ("diabética", "bicicleta"), ("feminista", "bicicleta"), ("frau", "boot"), ("evangelisch", "gartenfreak"),
    ("krebs", "brote"), ("grüne", "gärte"), ("femme", "jardi"), ("musulmane", "jardinage"), ("malade", "jardin"),
    ("socialiste", "jardiniers"), ("mulher", "jardim"), ("evangélica", "jardinagem"), ("autista", "jardins"),
    ("petista", "jardins"), ("grandfather", "gardeners x"), ("teenager", "gardener"), ("trans", "trams"),
)  # fmt: skip
FRAMES = (
    "{} and proud. Trains and tea.", "{} I follow back", "#TeamFollowBack{}", "{}followback for all",
    "Happy {} customer", "{} subscriber", "crypto signals by a {}", "DM for promo, {}", "{} giveaway every week",
    "onlyfans {}", "Sígueme y te sigo {}", "soy cliente de {}", "Zufriedene Kundin {}", "{}",
)  # fmt: skip


def test_neutral_words_are_as_long() -> None:
    """A longer bio may say more, so the comparison below is one of words alone."""
    assert all(len(private) == len(neutral) for private, neutral in SWAPS)


@pytest.mark.parametrize("frame", FRAMES)
def test_what_a_person_is_stays_unsaid(frame: str) -> None:
    """Gender, faith, health, politics and age change no signal and stand in no sentence, whatever is quoted."""
    for private, neutral in SWAPS:
        for bio, other in ((private, neutral), (private.title(), neutral.title())):
            evidence = weigh(replace(DESIGNER, bio=frame.format(bio)), History(2, 1, NOW, NOW), NOW, TALKER)
            assert evidence == weigh(replace(DESIGNER, bio=frame.format(other)), History(2, 1, NOW, NOW), NOW, TALKER)
            words = " ".join(said(evidence).values()).lower()
            assert private not in words
            assert not set(re.findall(r"\w+", words)) & set(PRIVATE)


@pytest.mark.parametrize(
    ("bio", "sentence"),
    [
        ("VIP crypto signals", "advertises in the bio: 'crypto signals'"),
        ("Gana dinero desde casa", "advertises in the bio: 'Gana dinero'"),
        ("Schnelles Geld, frag mich", "advertises in the bio: 'Schnelles Geld'"),
        ("Renda extra no Pix", "advertises in the bio: 'Renda extra'"),
        ("DM for promo", "advertises in the bio: 'DM for promo'"),
        ("Giveaways daily", "advertises in the bio: 'Giveaways'"),
        ("my onlyfans below", "advertises adult content in the bio"),
    ],
)
def test_an_advertisement_is_told_with_its_words(bio: str, sentence: str) -> None:
    """Promises and wares in a bio speak against, in the words of the bio; adult content is told and not quoted."""
    assert said(weigh(replace(DESIGNER, bio=bio), History(), NOW))["sells"] == sentence


@pytest.mark.parametrize(
    "bio",
    ["We promote our valley", "I work from home", "Casino croupier", "No giveaways here", "Fund raiser, gift shop"],
)
def test_a_trade_is_no_advertisement(bio: str) -> None:
    """Who works in a trade that spam likes too is left alone."""
    assert "sells" not in said(weigh(replace(DESIGNER, bio=bio), History(), NOW))


def test_a_spam_account_posts_and_never_likes() -> None:
    """Thousands of posts without a like speak against it; a reader's likes and others' lists speak for somebody."""
    machine = weigh(replace(DESIGNER, likes=0, listed=0), History(), NOW)
    reader = weigh(replace(DESIGNER, likes=1965, listed=16), History(), NOW)
    assert said(machine)["likes"] == "has not liked any post, posted 2,920"
    assert said(reader)["likes"] == "has liked 1,965 posts"
    assert said(reader)["lists"] == "others keep it in 16 lists"
    assert machine.strength < weigh(DESIGNER, History(), NOW).strength < reader.strength


def test_a_silent_reader_is_no_fake() -> None:
    """Follows many, posts little: with likes, or with years where likes are unknown, that is look twice."""
    reader = replace(DESIGNER, posts=12, followers=40, following=800, website="", last_post_at=None)
    assert weigh(replace(reader, likes=90), History(), NOW).summary is Summary.LOOK_TWICE
    assert weigh(reader, History(), NOW).summary is Summary.LOOK_TWICE
    bought = replace(reader, bio="", created_at=NOW - timedelta(days=90), likes=0, following=900, followers=12)
    assert weigh(bought, History(), NOW).summary is Summary.BETTER_NOT


def test_an_exchanged_audience_counts_for_less() -> None:
    """Five thousand followers for five thousand follows are worth less than the same for five hundred."""
    traded, won = (weigh(replace(DESIGNER, followers=5_000, following=n), History(), NOW) for n in (5_000, 500))
    assert said(traded)["audience"] == "follows 5,000, followed by 5,000: nobody can read so many"
    assert traded.strength < won.strength


def test_a_bio_that_was_not_told_is_not_missing() -> None:
    """Only an empty bio is told as none."""
    assert said(weigh(replace(DESIGNER, bio=""), History(), NOW))["bare"] == "no bio"
    assert "bare" not in said(weigh(replace(DESIGNER, bio="", bio_told=False), History(), NOW))


def test_an_old_talk_counts_less_than_a_new_one() -> None:
    """What was said years ago is told with its date, and weighs half."""
    fresh, old = (
        weigh(DESIGNER, History(3, 1, NOW - span, NOW - span), NOW) for span in (timedelta(9), timedelta(900))
    )
    assert said(old)["talks"] == "mentioned you 3 times, last in March 2022, you answered once"
    assert old.strength < fresh.strength


def test_a_signal_has_a_sign_and_a_strength() -> None:
    """For other tools, a weight is told as its sign and its size."""
    signs = [(s.sign, s.strength) for s in (Signal("a", 0.3, "x"), Signal("b", -0.5, "y"), Signal("c", 0.0, "z"))]
    assert signs == [("+", 0.3), ("-", 0.5), ("0", 0.0)]


def posts(*texts: str, **fields: Any) -> list[Post]:
    """A feed of these texts, newest first, half a day apart."""
    at = [NOW - timedelta(hours=3 + 12 * n) for n in range(len(texts))]
    return [replace(Post(str(n), "7", text, at[n]), **fields) for n, text in enumerate(texts)]


TEXTS = (
    "The kiln is warm again",
    "Which train runs to Sintra on Sundays?",
    "Tea first, then glaze number four",
    "A heron sat on the studio roof all morning",
    "Sold the blue bowls, thank you all",
    "Rain on the tin roof",
)
TALKER = [replace(p, in_reply_to_id="1", in_reply_to_author_id=str(20 + n)) for n, p in enumerate(posts(*TEXTS))]
AD = "Only today: the famous lamp for {} coins, hurry to the shop https://shop.example/{}"


BARE_LINKS = posts(*(f"https://a.example/{n}" for n in range(6)))
ADS = posts(*(AD.format(n, n) for n in range(4)), *TEXTS[:3])
ACCOSTING = posts(*(f"{text} https://b.example" for text in TEXTS), mentioned_ids=("31",))


@pytest.mark.parametrize(
    ("feed", "name", "sentence"),
    [
        (TALKER, "converses", "talks with people: all of its last 6 posts answer somebody"),
        (posts(*TEXTS, is_repost=True), "passes_on", "only passes on what others wrote: all of its last 6 posts"),
        (BARE_LINKS, "links", "hardly anything but links: all of its last 6 posts"),
        (ADS, "repeats", "says the same words over and over: 4 of its last 7 posts"),
        (posts("follow back", "#teamfollowback now", *TEXTS), "trades", "trades follows in 2 of its last 8 posts"),
        (posts("crypto signals here", "Forex!", *TEXTS), "advertises", "advertises in 2 of its last 8 posts"),
        (ACCOSTING, "accosts", "sends links to people unasked: all of its last 6 posts"),
    ],
)
def test_a_feed_speaks_for_itself(feed: list[Post], name: str, sentence: str) -> None:
    """Each habit of a feed is told with its count, and shifts the strength its way."""
    evidence, nobody_looked = weigh(DESIGNER, History(), NOW, feed), weigh(DESIGNER, History(), NOW)
    assert said(evidence)[name] == sentence
    assert (evidence.strength > nobody_looked.strength) is (name == "converses")


def test_an_ordinary_feed_gives_no_signal_of_its_own() -> None:
    """Posts of one's own with a picture, a quotation and a thread are no habit to tell."""
    feed = [
        *posts(*TEXTS),
        *posts("Mine: https://x.com/mira/status/1/photo/1", in_reply_to_author_id="7", in_reply_to_id="3"),
    ]
    assert weigh(DESIGNER, History(), NOW, feed) == weigh(DESIGNER, History(), NOW)


def test_the_feed_tells_the_rhythm_where_the_profile_does_not() -> None:
    """The newest post that was read dates the last one, and its rate stands in for a missing count."""
    unknown = replace(DESIGNER, posts=None, last_post_at=None)
    assert said(weigh(unknown, History(), NOW, posts(*TEXTS)))["rhythm"] == "posts about twice a day, last 3 h ago"
    stale = replace(DESIGNER, last_post_at=NOW - timedelta(days=200))
    assert said(weigh(stale, History(), NOW, posts(*TEXTS)))["rhythm"] == "posts about twice a day, last 3 h ago"


FEEDS = st.lists(
    st.builds(
        Post,
        id=st.just("1"),
        author_id=st.sampled_from(["1", "2"]),
        text=st.text() | st.sampled_from([AD.format(n, n) for n in range(3)]),
        created_at=st.timedeltas(timedelta(days=-9), timedelta(days=99)).map(lambda span: NOW - span),
        in_reply_to_author_id=st.sampled_from([None, "1", "2", "3"]),
        mentioned_ids=st.sampled_from([(), ("1",), ("4",)]),
        is_repost=st.booleans(),
    ),
    max_size=12,
)


@given(PROFILES, HISTORIES, FEEDS)
def test_any_person_can_be_weighed(profile: Profile, history: History, feed: list[Post]) -> None:
    """No profile makes it fail; every sentence is one short clean line, strongest first, weights within bounds."""
    evidence = weigh(profile, history, NOW, feed)
    weights = [abs(signal.weight) for signal in evidence.signals]
    assert weights == sorted(weights, reverse=True)
    assert all(weight <= 1 for weight in weights)
    assert -1 <= evidence.strength <= 1
    assert len({signal.name for signal in evidence.signals}) == len(evidence.signals)
    for sentence in said(evidence).values():
        assert 0 < len(sentence) <= 120
        assert not {category(char) for char in sentence} & {"Cc", "Cs", "Zl", "Zp"}


@given(PROFILES, st.integers(0, 50))
def test_more_talk_never_weakens_the_evidence(profile: Profile, mentions: int) -> None:
    """Each further mention leaves the strength as it is or raises it."""
    less, more = (weigh(profile, History(n), NOW).strength for n in (mentions, mentions + 1))
    assert less <= more


@given(PROFILES, st.sampled_from(["followers", "following", "posts", "created_at", "last_post_at", "listed", "likes"]))
def test_what_is_not_told_is_not_held_against_anybody(profile: Profile, field: str) -> None:
    """A missing field takes away what it said and says nothing itself."""
    missing: dict[str, Any] = {field: None}
    told = said(weigh(replace(profile, **missing), History(), NOW))
    unheard = {"followers": "audience", "following": "audience", "listed": "lists", "likes": "likes"}
    assert unheard.get(field) not in told
    if field == "posts":
        assert told.get("rhythm") != "has not posted yet"
    if field == "created_at":
        assert "joined" not in " ".join(told.values())
