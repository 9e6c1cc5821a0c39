"""The digest: a period in a sentence, the numbers, what changed, and who still waits."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from slackapp.domain.chart import ChartKind
from slackapp.domain.digest import (
    Asked,
    DayFacts,
    Elsewhere,
    Flow,
    Newcomer,
    OpenQuestion,
    Recap,
    Sums,
    add_up,
    summarise,
)
from slackapp.domain.hours import BusinessHours
from slackapp.domain.people import NetworkName
from slackapp.domain.periods import Period, Span, around, one_day
from slackapp.domain.targets import Targets
from slackapp.domain.topics import Topic
from slackapp.slack import ids
from slackapp.slack.charts import chart_bars, chart_block, chart_image, chart_words
from slackapp.slack.digest_words import compared, digest_charts
from slackapp.slack.digests import digest_message
from slackapp.slack.message import Block
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


def recap(*facts: DayFacts, period: Period | None = None, over: bool = True) -> Recap:
    """What a channel with these accounts is told."""
    asked = [
        Asked(WAITS.asked_at, WAITS.asked_at + each.first_replies[n] if n < len(each.first_replies) else None, None)
        for each in facts
        for n in range(each.questions)
    ]
    counts = [(each.new_followers, each.lost_followers, each.followed_back) for each in facts]
    sums = replace(
        add_up(counts, asked, Targets(), datetime(2026, 12, 1, tzinfo=UTC)),
        answered=sum(each.answered for each in facts),
    )
    return Recap(period or one_day(DAY), over, tuple(summarise(DAY, each) for each in facts), sums)


def shown(told: Recap, zone: ZoneInfo = LISBON, charts: tuple[Block, ...] = (), paused_by: str = "") -> str:
    """All words of a digest that Slack takes."""
    message = digest_message(told, zone, charts, message_id=7, paused_by=paused_by)
    assert_takes(message)
    return texts(message.blocks)


def drawn(*facts: DayFacts, zone: ZoneInfo = LISBON) -> str:
    """All words of a day's digest."""
    return shown(recap(*facts), zone)


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
    """What is past its target says by how much and since when, for the span counts nights; who has it is named."""
    due_at = datetime(2026, 3, 6, 17, tzinfo=UTC)
    late = replace(WAITS, owner_id="U0BEN", overdue=timedelta(minutes=100), due_at=due_at)
    said = "⏰ overdue by 1 h 40 min, since <!date^1772816400^{date_short_pretty} {time}|2026-03-06 17:00 UTC>"
    assert f"{said} · <@U0BEN> has it" in drawn(replace(FACTS, open=(late,)))
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


def test_a_quiet_period_is_one_line() -> None:
    """No table of noughts, no chart, only the buttons."""
    for period, word in ((one_day(DAY), "day"), (around(Span.WEEK, DAY), "week"), (around(Span.MONTH, DAY), "month")):
        told = replace(recap(QUIET, period=period), flows=(Flow(1, 0, 0, 0),) * len(period.parts()))
        message = digest_message(told, LISBON, message_id=7)
        assert [block["type"] for block in message.blocks] == ["section", "actions"]
        assert f"🌿 A quiet {word}" in texts(message.blocks)
        assert digest_charts(told) == ()


def test_a_period_is_named_in_words() -> None:
    """A weekend without digests, a week over the turn of a month, a month; and one that goes on."""
    weekend = Period(Span.DAY, date(2026, 11, 13), date(2026, 11, 15))
    assert "📰 Friday 13 – Sunday 15 November" in shown(recap(FACTS, period=weekend))
    assert "📰 Week of 16–22 November" in shown(recap(FACTS, period=around(Span.WEEK, DAY)))
    assert "📰 Week of 30 November–6 December" in shown(recap(FACTS, period=around(Span.WEEK, date(2026, 12, 1))))
    assert "📰 November 2026, so far" in shown(recap(FACTS, period=around(Span.MONTH, DAY), over=False))


SUMS = Sums(34, 2, 20, 20, 18, timedelta(minutes=22), timedelta(minutes=51), judged=20, in_time=17)


def test_a_period_is_compared_with_the_one_before_in_words_and_numbers() -> None:
    """An arrow, a word and both numbers; what neither had is left out."""
    before = replace(SUMS, new_followers=22, questions=25, answered=20, median_reply=timedelta(minutes=40))
    assert compared(SUMS, before) == (
        "↑ 12 more new followers (34, before 22) · ↓ 5 fewer questions (20, before 25) · "
        "↑ 90 % answered (before 80 %) · = 85 % in time, as before · "
        "↓ faster: half within 22 min (before 40 min)"
    )
    nothing = Sums(0, 0, 0, 0, 0, None, None)
    assert compared(nothing, nothing) == ""
    week = replace(recap(FACTS, period=around(Span.WEEK, DAY)), before=nothing)
    assert "Against the week before: ↑ 14 more new followers (14, before 0)" in shown(week)


def test_first_replies_stand_against_the_target() -> None:
    """How many were in time, and that waits are counted in business hours."""
    told = shown(replace(recap(FACTS), sums=replace(SUMS, business=True)))
    assert "half within 22 min\nnine in ten within 51 min of business hours\n🎯 17 of 20 in time (85 %)" in told
    assert "18 of 20 (90 %)" in told


def test_sums_hold_only_what_was_known_at_the_moment() -> None:
    """In time, late, missed and still running; an answer after the moment is none yet; nights don't count."""
    at, hour = datetime(2026, 11, 16, 17, tzinfo=UTC), timedelta(hours=1)  # a Monday, an hour before they close
    asked = (
        Asked(at, at + hour / 2, at + hour),
        Asked(at, at + 16 * hour, at + hour),  # Tuesday at nine: an hour of business time
        Asked(at, None, at + hour),
        Asked(at, at + 90 * hour, at + 99 * hour),
        Asked(at, None, None),
    )
    sums = add_up([(3, 1, 2), (4, 0, 1)], asked, Targets(on=True), at + 20 * hour)
    assert (sums.new_followers, sums.net, sums.followed_back) == (7, 6, 3)
    assert (sums.questions, sums.answered, sums.judged, sums.in_time) == (5, 2, 3, 1)
    assert (sums.median_reply, sums.business) == (timedelta(minutes=45), True)
    always = add_up([], asked[:2], Targets(on=True, hours=BusinessHours()), at + 20 * hour)
    assert (always.p90_reply, always.business) == (timedelta(hours=14, minutes=27), False)


def test_what_people_asked_about_and_what_others_have_in_hand() -> None:
    """Topics with how many people; hand-offs with their channel, which Slack hides from who may not know it."""
    out = Elsewhere(9, "tom", "C0HELP", datetime(2026, 11, 17, tzinfo=UTC), "U0BEN")
    told = replace(
        recap(FACTS), topics=(Topic("late delivery", 12), Topic("#fern", 3)), elsewhere=(out,), elsewhere_total=4
    )
    words = shown(told)
    assert "*What people asked about*\n“late delivery” 12 people · “#⁠fern” 3" in words
    assert "• *@tom* → <#C0HELP> · since Tuesday 17 · <@U0BEN> has it\n… and 3 more" in words


def test_charts_show_what_happened_and_nothing_else() -> None:
    """Followers as bars, questions as lines, a point for each part; a chart of noughts is left out."""
    flows = tuple(Flow(n, 1, 0, 0) for n in range(7))
    [followers] = digest_charts(replace(recap(FACTS, period=around(Span.WEEK, DAY)), flows=flows))
    assert (followers.kind, followers.categories[0], followers.categories[-1]) == (ChartKind.BAR, "Mon 16", "Sun 22")
    month = replace(recap(FACTS, period=around(Span.MONTH, DAY)), flows=(Flow(1, 0, 2, 1),) * 5)
    people, questions = digest_charts(month)
    assert people.categories == ("1–7 Nov", "8–14 Nov", "15–21 Nov", "22–28 Nov", "29–30 Nov")
    assert questions.kind is ChartKind.LINE
    for blocks in (
        (chart_block(people), chart_block(questions)),
        (chart_image("F1", chart_words(people)),),
        (chart_bars(people), chart_bars(questions)),
    ):
        shown(month, charts=blocks)


def test_who_paused_the_digests_is_said_with_a_way_back() -> None:
    """The button is Resume then."""
    told = digest_message(recap(FACTS), LISBON, message_id=7, paused_by="U0BEN")
    assert "⏸️ <@U0BEN> paused the digests of this channel." in texts(told.blocks)
    assert ids.DIGEST_RESUME in str(told.blocks)
    assert ids.DIGEST_PAUSE not in str(told.blocks)
    assert ids.DIGEST_PAUSE in str(digest_message(recap(FACTS), LISBON, message_id=7).blocks)


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
    elsewhere = (Elsewhere(1, handle, "C0HELP", WAITS.asked_at),) * 5
    told = replace(
        recap(*(facts,) * accounts), topics=(Topic(text, 3),) * 5, elsewhere=elsewhere, elsewhere_total=accounts + 5
    )
    assert_takes(digest_message(told, LISBON, message_id=1))
