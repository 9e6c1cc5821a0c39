"""What was answered on the network itself is seen, and is nobody else's answer."""

from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.card import CardStatus, Choice, FacetState
from slackapp.domain.people import Profile
from slackapp.networks.base import CutOff
from tests.fake_network import Call
from tests.house import ADA, START, House
from tests.watch.asking import answer, ask, mention, poll


def test_an_answer_on_the_network_closes_the_card(asked: House, noor: Profile) -> None:
    """Also where its message is not posted yet; who waits for it knows since when it is answered."""
    question = ask(asked, noor)
    poll(asked)
    reply = answer(asked, question)
    assert poll(asked).answered_there == 1
    (card,) = asked.cards()
    assert (card.status, card.closed_why) == (CardStatus.CLOSED, "answered on the network")
    told = mention(asked)
    assert (told.answered_via, told.answer_post_id, told.answered_at) == ("network", reply.id, reply.created_at)
    asked.perform_all()
    assert asked.poster.posts == [card.message_id]
    assert poll(asked).answered_there == 0


def test_a_posted_card_is_drawn_again_when_it_closes(asked: House, noor: Profile) -> None:
    """The team sees that a colleague was there."""
    question = ask(asked, noor)
    poll(asked)
    asked.perform_all()
    answer(asked, question)
    poll(asked)
    asked.perform_all()
    assert asked.poster.updates == [asked.cards()[0].message_id]


def test_a_question_answered_within_one_poll_gets_no_card(asked: House, noor: Profile) -> None:
    """It is over before the team hears of it, and counts as answered."""
    answer(asked, ask(asked, noor))
    assert poll(asked).answered_there == 1
    assert asked.cards() == ()
    assert mention(asked).answered_via == "network"


def test_a_snoozed_card_closes_too(asked: House, noor: Profile) -> None:
    """And will not come back."""
    question = ask(asked, noor)
    poll(asked)
    asked.decide(asked.cards()[0], Choice.SNOOZE, until=START.replace(year=2027))
    answer(asked, question)
    poll(asked)
    (card,) = asked.cards()
    assert (card.status, card.snoozed_until) == (CardStatus.CLOSED, None)


def test_an_ignored_card_stays_ignored(asked: House, noor: Profile) -> None:
    """The answer is noted, the decision is kept."""
    question = ask(asked, noor)
    poll(asked)
    asked.decide(asked.cards()[0], Choice.IGNORE)
    answer(asked, question)
    poll(asked)
    assert asked.cards()[0].status is CardStatus.IGNORED
    assert mention(asked).answered_via == "network"


def test_a_reply_by_hand_is_the_persons_who_went_there(asked: House, noor: Profile) -> None:
    """Ada opened the network's page from the card: the card is done, and hers."""
    question = ask(asked, noor)
    poll(asked)
    asked.decide(asked.cards()[0], Choice.REPLY_BY_HAND)
    answer(asked, question)
    poll(asked)
    (card,) = asked.cards()
    assert (card.status, card.reply, card.decided_by) == (CardStatus.DONE, FacetState.DONE, ADA)


def test_a_reply_of_ours_in_flight_is_no_native_answer(asked: House, noor: Profile) -> None:
    """The poll that sees our own reply before its outcome is written leaves the card alone."""
    ask(asked, noor)
    poll(asked)
    (card,) = asked.cards()
    asked.decide(card, Choice.REPLY, text="We do!")

    def poll_meanwhile(call: Call) -> None:
        asked.network.on_call = None
        answer(asked, mention(asked).post, "We do!")
        assert call.method == "reply"
        assert poll(asked).answered_there == 0

    asked.network.on_call = poll_meanwhile
    asked.performer.perform(asked.action(ActionKind.REPLY).id)
    assert asked.card(card.id).status is CardStatus.DONE
    assert mention(asked).answered_via == "rapport"
    assert poll(asked).answered_there == 0


def test_a_doubtful_reply_that_shows_up_is_looked_at(asked: House, noor: Profile) -> None:
    """It may be the one nobody was sure of: it is read back and settled, not counted as somebody else's."""
    ask(asked, noor)
    poll(asked)
    (card,) = asked.cards()
    asked.decide(card, Choice.REPLY, text="We do!")
    asked.network.fail_next("reply", CutOff("lost"))
    asked.perform_all()
    assert asked.card(card.id).reply is FacetState.IN_DOUBT
    asked.clock.at = asked.action(ActionKind.REPLY).calling_at or asked.clock()
    answer(asked, mention(asked).post)
    asked.clock.go(hours=1)
    poll(asked)
    asked.perform_all()
    assert asked.action(ActionKind.REPLY).state is ActionState.DONE
    assert (asked.card(card.id).status, mention(asked).answered_via) == (CardStatus.DONE, "rapport")
    assert asked.network.called("reply") == 1
