"""A burst of questions: the urgent ones alone, the rest in one message."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slackapp.domain.people import Profile
from slackapp.domain.verdict import Urgency
from slackapp.store.messages import MessageKind
from slackapp.watch.together import AT_MOST_SINGLE, alone_and_together
from tests.house import House
from tests.watch.asking import answer, ask, poll

CARD, GROUP = MessageKind.CARD, MessageKind.GROUP
URGENT = "@fernandfable my order 4411 is broken, this is urgent! Help!"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(Urgency), max_size=30))
def test_nothing_is_lost_and_at_most_five_urgent_ones_stand_out(found: list[Urgency]) -> None:
    """Each comes once, in its order; a few come alone, of many only urgent ones do, and no group is of one."""
    new = list(enumerate(found))
    alone, together = alone_and_together(new, lambda one: one[1])
    assert sorted((*alone, *together)) == new
    assert (list(alone), list(together)) == (sorted(alone), sorted(together))
    assert len(together) != 1
    if together:
        assert len(alone) <= AT_MOST_SINGLE
        assert all(urgency is Urgency.HIGH for _, urgency in alone)
        assert len(alone) == AT_MOST_SINGLE or all(urgency is not Urgency.HIGH for _, urgency in together)
    else:
        assert len(alone) <= AT_MOST_SINGLE + 1


@pytest.mark.parametrize("number", [AT_MOST_SINGLE, AT_MOST_SINGLE + 1])
def test_many_questions_share_a_message(asked: House, noor: Profile, number: int) -> None:
    """Up to five come one by one, more in one message; each has a card that knows where it stands."""
    for n in range(number):
        ask(asked, noor, f"@fernandfable do you ship to town {n}?")
    assert poll(asked).questions == number
    together = number > AT_MOST_SINGLE
    assert [message.kind for message in asked.messages()] == ([GROUP] if together else [CARD] * number)
    assert len(asked.cards()) == number
    assert {card.message_id for card in asked.cards()} == {message.id for message in asked.messages()}
    assert poll(asked).questions == 0


def test_an_urgent_question_stands_alone_and_first_in_its_group(asked: House, noor: Profile) -> None:
    """It isn't hidden among the others; beyond five the rest of the urgent ones lead the group."""
    for n in range(6):
        ask(asked, noor, f"@fernandfable do you ship to town {n}?")
        ask(asked, noor, f"{URGENT} {n}")
    poll(asked)
    *alone, grouped = asked.messages()
    assert ([message.kind for message in alone], grouped.kind) == ([CARD] * 5, GROUP)
    group = asked.faces.group(grouped.id)
    assert group is not None
    assert (group.total, group.open, group.done) == (7, 7, 0)
    assert [face.verdict and face.verdict.urgency for face in group.first][:2] == [Urgency.HIGH, Urgency.NORMAL]
    assert asked.faces.review_order(grouped.id, asked.workspace.id)[0] == group.first[0].card.id


def test_what_is_answered_on_the_network_counts_in_its_group(asked: House, noor: Profile) -> None:
    """The card closes by itself, and the group says that one is answered."""
    posts = [ask(asked, noor, f"@fernandfable do you ship to town {n}?") for n in range(6)]
    poll(asked)
    answer(asked, posts[3])
    assert poll(asked).answered_there == 1
    group = asked.faces.group(asked.messages()[0].id)
    assert group is not None
    assert (group.total, group.open, group.done, group.ignored) == (6, 5, 1, 0)
