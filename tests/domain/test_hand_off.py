"""A hand-off through any order of steps keeps its promises."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.card import Card, CardKind, CardStatus, FacetState
from slackapp.domain.hand_off import STEPS, HandOff, HandOffState, Step, close, is_again, may_give, take

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
GIVEN = HandOff(1, 1, 42, "C0SUPPORT", "U0ADA", NOW)
WHO = st.sampled_from(["U0ADA", "U0EVE", "U0BEN"])
ENDS = (Step.ANSWER, Step.SEND_BACK, Step.TAKE_BACK)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([*Step, None]), WHO), max_size=12))
def test_any_order_of_steps(steps: list[tuple[Step | None, str]]) -> None:
    """The version grows by one; what came back is over for good; who ended or claimed it is named."""
    hand_off = GIVEN
    for number, (step, who) in enumerate(steps):
        now = NOW + timedelta(minutes=number)
        after = take(hand_off, step, who, now, "why") if step else close(hand_off, now)
        if after is None:
            assert step is Step.UNDO or not hand_off.active or step is Step.CLAIM
            continue
        assert after.version == hand_off.version + 1
        assert after == replace(hand_off, **{f: getattr(after, f) for f in CHANGING}), "only what a step may change"
        assert hand_off.active or step is Step.UNDO, "what is over begins only by undoing an answer"
        assert after.active == (step in (Step.CLAIM, Step.UNDO))
        if step in ENDS:
            assert (after.ended_by, after.ended_at, after.end_note) == (who, now, "why")
        if after.active:
            assert (after.owner_id, after.ended_at, after.end_note) == (who, None, "")
        if step:
            assert take(after, step, "U0LATE", now) is None, "nobody does the same once more"
            assert is_again(after, step, who, "why"), "but a double click is known"
            assert not is_again(after, step, "U0LATE", "why")
        hand_off = after


CHANGING = ("state", "owner_id", "ended_by", "ended_at", "end_note", "version")


def test_the_table_has_every_step_and_ends_nowhere_else() -> None:
    """Each step stands in it; a state from which there is no way on but undoing is an end."""
    assert set(STEPS) == set(Step)
    assert not any(HandOffState.SENT_BACK in before for before, _ in STEPS.values())
    assert not any(HandOffState.CLOSED in before for before, _ in STEPS.values())


def test_only_an_open_question_at_rest_is_handed_off() -> None:
    """Not a follower, not what is decided or asleep, not while something is under way or in doubt."""
    question = Card(42, 1, 1, CardKind.QUESTION, CardStatus.OPEN, 1, 5, question_id=9)
    assert may_give(question)
    assert not may_give(replace(question, kind=CardKind.FOLLOWER))
    assert [s for s in CardStatus if may_give(replace(question, status=s))] == [CardStatus.OPEN]
    assert not any(may_give(replace(question, reply=s)) for s in (FacetState.PENDING, FacetState.IN_DOUBT))
