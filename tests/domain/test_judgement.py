"""Counting verdicts: nothing is counted twice, and nothing falls between."""

from hypothesis import given
from hypothesis import strategies as st

from slackapp.domain.card import CardedBy, CardStatus
from slackapp.domain.judgement import TOO_FEW, CueTally, Kind, Outcome, census, least_reliable_first, tally
from slackapp.domain.said import Said
from slackapp.domain.verdict import PostKind

OUTCOMES = st.dictionaries(
    st.builds(
        Outcome,
        st.sampled_from(PostKind),
        *[st.booleans()] * 3,
        st.sampled_from(CardedBy),
        st.booleans(),
        st.none() | st.sampled_from(CardStatus),
        st.none() | st.sampled_from(Said),
    ),
    st.integers(1, 99),
)
CUES = st.lists(st.builds(CueTally, st.just("says no"), *[st.integers(0, 20)] * 3))


@given(OUTCOMES)
def test_each_mention_is_counted_in_one_place(outcomes: dict[Outcome, int]) -> None:
    """Carded or not, or from before; and of the carded right, wrong, ignored, open or closed."""
    everything = sum(outcomes.values())
    kinds = [Kind(each.kind, each.baseline, each.carded_by, n) for each, n in outcomes.items()]
    counted, whole, recent = census(kinds), tally(outcomes), tally(outcomes, recent=True)
    assert counted.carded + counted.uncarded + counted.before == everything
    assert whole.judged == counted.total
    for told in (whole, recent):
        assert min(told.right, told.wrong, told.ignored, told.open, told.closed) >= 0
        assert told.right + told.wrong + told.ignored + told.open + told.closed == told.carded
        assert told.carded + told.by_rule + told.missed <= told.judged
    assert recent.judged <= whole.judged


@given(CUES)
def test_reasons_stand_in_the_order_of_their_failures(cues: list[CueTally]) -> None:
    """Each once; those of which too little is known come last, whatever they seem to tell."""
    ordered = least_reliable_first(cues)
    assert sorted(map(repr, ordered)) == sorted(map(repr, cues))
    enough = [cue for cue in ordered if cue.decided >= TOO_FEW]
    assert list(ordered[: len(enough)]) == enough
    rates = [cue.right / cue.decided for cue in enough]
    assert rates == sorted(rates)
