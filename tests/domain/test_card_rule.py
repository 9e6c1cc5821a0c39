"""Which judged mentions a channel's rule takes as cards."""

from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.verdict import CardRule, PostKind, Reason, Urgency, Verdict

CUES = st.lists(st.sampled_from(["always", "ignored", "colleague", "question", ""]), max_size=4)
VERDICTS = st.builds(
    Verdict,
    st.sampled_from(PostKind),
    st.booleans(),
    st.sampled_from(Urgency),
    CUES.map(lambda cues: tuple(Reason("because", cue=cue) for cue in cues)),
)


def cues(verdict: Verdict) -> set[str]:
    """What its reasons are known under."""
    return {reason.cue for reason in verdict.reasons}


@settings(max_examples=60, deadline=None)
@given(VERDICTS)
def test_each_rule_takes_what_it_says(verdict: Verdict) -> None:
    """What waits; what is urgent of it; every mention but what is ignored, or advertised by colleagues."""
    needs, every, urgent = (rule.takes(verdict) for rule in (CardRule.NEEDS_ANSWER, CardRule.ALL, CardRule.HIGH))
    if "always" in cues(verdict):
        assert needs and every and urgent  # noqa: PT018 (the same thing of all three)
        return
    assert needs == verdict.needs_answer
    assert urgent == (verdict.needs_answer and verdict.urgency is Urgency.HIGH)
    advert = verdict.kind is PostKind.SPAM and "colleague" in cues(verdict)
    assert every == (verdict.needs_answer or not (advert or "ignored" in cues(verdict)))


@settings(max_examples=40, deadline=None)
@given(VERDICTS)
def test_the_rules_are_one_in_another(verdict: Verdict) -> None:
    """Whoever asks for more loses nothing."""
    assert CardRule.HIGH.takes(verdict) <= CardRule.NEEDS_ANSWER.takes(verdict) <= CardRule.ALL.takes(verdict)
