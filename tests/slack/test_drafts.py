"""Drafts as they are drawn: whatever a teammate types, and whatever state the card is in."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.card import CardStatus, FacetState
from slackapp.domain.draft import Draft, DraftState
from slackapp.slack.cards import follower_card
from slackapp.slack.conflicts import conflict_blocks
from slackapp.slack.drafts import editing_modal, returned_message, returning_modal, sending_modal
from slackapp.slack.questions import question_card
from tests.slack.faces import NOW, follower, question
from tests.slack.limits import assert_takes, assert_takes_view
from tests.slack.strangers import WORDS

TYPED = WORDS.map(lambda words: words[:3000] or "Yes!")
DRAFTS = st.lists(
    st.builds(
        Draft,
        st.integers(1, 9),
        st.just(1),
        st.just(1),
        TYPED,
        st.sampled_from([DraftState.WAITING, DraftState.SENT, DraftState.RETURNED]),
        st.just("U0BEN"),
        st.just(NOW - timedelta(hours=1)),
        st.just("U0MARA"),
        st.just(NOW),
        WORDS.map(lambda words: words[:1000]),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda draft: draft.id,
).map(tuple)


@settings(max_examples=25)
@given(DRAFTS, st.sampled_from(CardStatus), st.sampled_from(FacetState))
def test_a_card_with_drafts_is_taken_by_slack(drafts: tuple[Draft, ...], status: CardStatus, reply: FacetState) -> None:
    """Its words are literal text, whatever they are; so are those in its windows and in the author's message."""
    asked, followed = question(), follower()
    asked = replace(asked, drafts=drafts, card=replace(asked.card, status=status, reply=reply))
    followed = replace(followed, drafts=drafts, card=replace(followed.card, status=status, reply=reply))
    assert_takes(question_card(asked))
    assert_takes(follower_card(followed))
    for view in (
        sending_modal(drafts[0], conflict_blocks(asked, but=drafts[0])),
        editing_modal(asked, drafts[0], conflict_blocks(asked, but=drafts[0]), sends=True),
        editing_modal(asked, drafts[0], sends=False),
        returning_modal(drafts[0]),
    ):
        assert_takes_view(view)
    assert_takes(returned_message(asked, drafts[0]))
