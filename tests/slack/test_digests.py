"""The daily digest: the day in a sentence, the numbers, and who still waits."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from slackapp.domain.digest import DayFacts, Digest, Newcomer, OpenQuestion, summarise
from slackapp.domain.people import NetworkName
from slackapp.slack.digests import digest_message
from tests.slack import strangers
from tests.slack.faces import WORTH_IT
from tests.slack.limits import assert_takes
from tests.slack.test_groups import texts

DAY = date(2026, 11, 19)
LISBON, AUCKLAND = ZoneInfo("Europe/Lisbon"), ZoneInfo("Pacific/Auckland")
WAITS = OpenQuestion(
    42,
    "ada_quill",
    "Third time my order is late",
    datetime(2026, 11, 18, 13, 0, tzinfo=UTC),
    "https://x.com/ada_quill/status/7001",
    "https://fern.slack.example/archives/C0SOCIAL/p1",
)
FACTS = DayFacts(
    "fernandfable",
    "X",
    "https://x.com/fernandfable",
    14,
    3,
    12,
    9,
    8,
    tuple(timedelta(minutes=m) for m in (5, 9, 22, 30, 65)),
    (WAITS, replace(WAITS, card_id=43, card_url="", asked_at=datetime(2026, 11, 14, tzinfo=UTC))),
    3,
    5,
)
REASON = WORTH_IT.signals[0].sentence
QUIET = DayFacts("fernandfable", "X", "https://x.com/fernandfable", 0, 0, 0, 0, 0, (), (), 0)


def drawn(*facts: DayFacts, zone: ZoneInfo = LISBON) -> str:
    """All words of a digest that Slack takes."""
    message = digest_message(tuple(summarise(DAY, each) for each in facts), zone)
    assert_takes(message)
    return texts(message.blocks)


def test_a_day_is_told_in_a_sentence_and_in_numbers() -> None:
    """Who came, who was followed back, who got an answer, and how soon."""
    words = drawn(FACTS)
    for part in (
        "📰 Thursday 19 November",
        "14 new followers, 12 followed back; 8 of 9 questions answered. ⏳ 3 wait for an answer.",
        "14 came, 3 left · net +11",
        "12 · 5 wait for a decision",
        "half within 22 min\nnine in ten within 51 min",
    ):
        assert part in words


def test_who_still_waits_is_named_with_links() -> None:
    """The card, the post and since when; and how many more there are."""
    words = drawn(FACTS)
    assert "<https://fern.slack.example/archives/C0SOCIAL/p1|@ada_quill>" in words
    assert "carried over from the day before" in words
    assert "waiting for 5 days" in words
    assert "<https://x.com/ada_quill/status/7001|post>" in words
    assert "… and 1 more" in words


def test_whose_it_is_and_that_it_is_late() -> None:
    """What is past its target says by how much; who has it is named."""
    late = replace(WAITS, owner_id="U0BEN", overdue=timedelta(minutes=100))
    assert "⏰ overdue by 1 h 40 min · <@U0BEN> has it" in drawn(replace(FACTS, open=(late,)))
    assert "overdue" not in drawn(FACTS)


def test_an_account_is_named_with_its_networks_sign() -> None:
    """As wherever an account is named."""
    assert "@fernandfable>* on 🐘 Mastodon" in drawn(replace(FACTS, network_label=NetworkName.MASTODON.named))


def test_who_came_and_is_worth_a_look_is_named_with_the_reason() -> None:
    """A link, the evidence in a word, and what speaks loudest; and how many of those who wait look worth it."""
    newcomer = Newcomer("Ada Quill", "ada_quill", "https://x.com/ada_quill", WORTH_IT, 41)
    unnamed = replace(newcomer, name="", evidence=replace(WORTH_IT, signals=()))
    words = drawn(replace(FACTS, waiting_worth_it=2, newcomers=(newcomer, unnamed)))
    assert "12 · 5 wait for a decision, 2 worth it" in words
    assert f"*Worth a look*\n• *<https://x.com/ada_quill|Ada Quill>* · 👍 *Worth it* · {REASON}" in words
    assert "• *<https://x.com/ada_quill|@ada_quill>* · 👍 *Worth it*" in words
    assert "Worth a look" not in drawn(FACTS)


def test_a_private_mention_waits_without_its_words() -> None:
    """A digest may go to more people than the card."""
    words = drawn(replace(FACTS, open=(replace(WAITS, text="", private=True),)))
    assert "|@ada_quill>* 🔒 private mention · carried over" in words


def test_days_are_counted_where_the_channel_is() -> None:
    """13:00 UTC on the 18th is the 19th in Auckland already."""
    assert "asked that day" in drawn(FACTS, zone=AUCKLAND)


def test_a_quiet_day_is_said_warmly() -> None:
    """No table of noughts."""
    words = drawn(QUIET)
    assert "🌿 A quiet day" in words
    assert "0 came" not in words


def test_a_day_on_which_all_were_answered_is_celebrated() -> None:
    """Nobody waiting is the best news there is."""
    words = drawn(replace(FACTS, answered=9, open=(), open_total=0))
    assert "9 of 9 questions answered. 💛 Nobody waits for an answer." in words
    assert "Still open" not in words


def test_one_is_one() -> None:
    """Numbers agree with their words."""
    words = drawn(replace(FACTS, new_followers=1, questions=1, answered=0, open_total=1, open=(WAITS,)))
    assert "1 new follower, 12 followed back; 0 of 1 question answered. ⏳ 1 waits for an answer." in words


def test_several_accounts_share_one_message() -> None:
    """The sentence adds them up; each has its own numbers."""
    words = drawn(FACTS, replace(FACTS, handle="fernhelp"), replace(QUIET, handle="fernjobs"))
    assert "28 new followers" in words
    for handle in ("@fernandfable", "@fernhelp", "@fernjobs"):
        assert f"|{handle}>" in words


@settings(max_examples=60, deadline=None)
@example("", "", "https://host.example/" + "𐀀" * 20, 1, 12)  # a dozen long addresses: more than one section holds
@given(strangers.WORDS, strangers.WORDS, strangers.URLS, st.integers(1, 30), st.integers(0, 30))
def test_a_digest_full_of_strangers_is_valid(handle: str, text: str, url: str, accounts: int, waiting: int) -> None:
    """However many accounts and open questions there are, Slack takes the message."""
    one = replace(WAITS, handle=handle, text=text, url=url, card_url=url)
    facts = replace(FACTS, handle=handle, open=(one,) * waiting, open_total=waiting)
    facts = replace(facts, newcomers=(Newcomer(text, handle, url, WORTH_IT, 1),) * 3)
    digests: tuple[Digest, ...] = (summarise(DAY, facts),) * accounts
    assert_takes(digest_message(digests, LISBON))
