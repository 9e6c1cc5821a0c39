"""How often Rapport was right, as people read it."""

from hypothesis import given
from hypothesis import strategies as st

from slackapp.domain.judgement import TOO_FEW, CueTally, Judgement, Tally, least_reliable_first
from slackapp.slack.judgement import judgement_message
from slackapp.slack.message import Message
from tests.slack import strangers
from tests.slack.limits import assert_takes
from tests.slack.test_groups import texts

WHOLE = Tally(judged=212, carded=64, right=40, wrong=9, ignored=5, open=8, by_rule=3, missed=4)
SELDOM, OFTEN = CueTally("says no", 52, 12, 28), CueTally("asks a question", 38, 33, 1)
FEW = CueTally("shouts", 9, TOO_FEW - 1, 0)


def drawn(*cues: CueTally, whole: Tally = WHOLE, recent: Tally = WHOLE) -> Message:
    """The answer."""
    return judgement_message(Judgement(whole, recent, 30, least_reliable_first(list(cues)), 64))


def test_right_wrong_unknown_and_missed_are_told_in_words() -> None:
    """Beside the bar; what nobody can tell is said to be unknown."""
    message = drawn(SELDOM)
    assert_takes(message)
    told = texts(message.blocks)
    for part in (
        "212 mentions judged, 64 carded",
        "▰▰▰▰▰▰▰▰▱▱ right 40 of 49 (81 %)",
        "40 answered · 🙅 9 not a question · ❔ 15 unknown (8 still open, 5 ignored, 2 closed without an answer)",
        "4 missed",
        "3 more carded since a channel wants more",
        "The last 30 days",
    ):
        assert part in told


def test_the_least_reliable_reason_stands_first() -> None:
    """Each with how often it was right of how many; those that tell too little are named last, without a number."""
    told = texts(drawn(FEW, OFTEN, SELDOM).blocks)
    assert "▰▰▰▱▱▱▱▱▱▱ says no: right 12 of 40 (30 %) · on 52 cards" in told
    assert told.index("says no") < told.index("asks a question") < told.index("Too few to tell yet: shouts")


def test_little_says_little() -> None:
    """Below five outcomes there is no rate; before the first mention there is one plain sentence."""
    few = Tally(judged=9, carded=4, right=TOO_FEW - 1)
    assert "%" not in texts(drawn(FEW, whole=few, recent=Tally()).blocks)
    assert "Too few to tell yet." in texts(drawn(whole=few, recent=few).blocks)
    nothing = drawn(whole=Tally(), recent=Tally())
    assert_takes(nothing)
    assert "nothing to tell yet" in texts(nothing.blocks)


@given(st.lists(st.builds(CueTally, strangers.WORDS, *[st.integers(0, 10**9)] * 3), max_size=40))
def test_many_reasons_of_any_words_still_fit(cues: list[CueTally]) -> None:
    """At most a dozen lines, with no markup but ours."""
    message = drawn(*cues)
    assert_takes(message)
    assert texts(message.blocks[4]).count("\n") <= 13
