"""A question changes hands: once, whoever is at it at the same moment, and the figures stay right."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from slackapp.domain.action import ActionKind, ActionState
from slackapp.domain.card import Card, CardStatus, Choice
from slackapp.domain.decision import TooLate
from slackapp.domain.hand_off import Handed, HandedLate, HandOff, HandOffState, Step
from slackapp.domain.story import Event
from slackapp.handing import Gift, Handing
from slackapp.store import figures, hand_offs, posts, stories
from slackapp.store.messages import MessageKind
from tests.house import ADA, BEN, House

SUPPORT, EVE = "C0SUPPORT", "U0EVE"


def handing(house: House) -> Handing:
    """The use case, beside the house's decisions."""
    return Handing(house.database, house.clock, house._wake)


def given(house: House, note: str = "She waits.", card: Card | None = None) -> HandOff:
    """A question in support's hands, whose message stands there."""
    card = card or house.question_card()
    result = handing(house).give(Gift(house.workspace.id, card.id, SUPPORT, ADA, note))
    assert isinstance(result, Handed)
    house.perform_all()
    return result.hand_off


def found(house: House, hand_off: HandOff) -> HandOff:
    """As it stands."""
    now = handing(house).find(house.workspace.id, hand_off.id)
    assert now is not None
    return now


def events(house: House, hand_off: HandOff) -> list[Event]:
    """The card's story, of hand-offs."""
    with house.database.read() as tx:
        told = stories.of_card(tx, hand_off.card_id)
    return [line.event for line in told if "hand" in line.event or "back" in line.event or line.event == "reopened"]


def waiting(house: House) -> bool:
    """Whether the figures count a question as unanswered."""
    with house.database.read() as tx:
        return figures.waiting(tx, house.account_id)[1] > 0


def test_it_is_given_once_with_a_message_there_and_a_line_of_the_story(house: House) -> None:
    """Two give it at once: one message, one hand-off; the other is told who was faster, a double click is not."""
    card = house.question_card()
    gifts = [Gift(house.workspace.id, card.id, SUPPORT, who, "x") for who in (ADA, BEN, EVE)]
    with ThreadPoolExecutor(3) as pool:
        results = list(pool.map(handing(house).give, gifts))
    (won,) = [r for r in results if isinstance(r, Handed)]
    late = [r for r in results if isinstance(r, HandedLate)]
    assert [(r.by, r.again) for r in late] == [(won.hand_off.given_by, False)] * 2
    again = handing(house).give(Gift(house.workspace.id, card.id, SUPPORT, won.hand_off.given_by, "x"))
    assert isinstance(again, HandedLate)
    assert again.again
    there = [m for m in house.messages() if m.kind is MessageKind.HAND_OFF]
    assert [(m.id, m.channel_id) for m in there] == [(won.hand_off.message_id, SUPPORT)]
    assert events(house, won.hand_off) == [Event.HANDED_OFF]
    assert handing(house).usual_channel(house.workspace.id) == SUPPORT


def test_one_claims_it(house: House) -> None:
    """Of three who claim it at once one has it; both messages are drawn again."""
    hand_off = given(house)
    house.poster.updates.clear()
    with ThreadPoolExecutor(3) as pool:
        claim = handing(house).claim
        results = list(pool.map(lambda who: claim(house.workspace.id, hand_off.id, who), (ADA, BEN, EVE)))
    (won,) = [r for r in results if isinstance(r, Handed)]
    assert {r.by for r in results if isinstance(r, HandedLate)} == {won.hand_off.owner_id}
    house.perform_all()
    assert set(house.poster.updates) == {hand_off.message_id, house.card(hand_off.card_id).message_id}
    assert events(house, hand_off) == [Event.HANDED_OFF, Event.HAND_OFF_CLAIMED]


def test_answered_by_them_closes_the_card_and_counts_and_can_be_undone(house: House) -> None:
    """The question waits no more, by "hand_off"; undoing it brings all of that back."""
    hand_off = given(house)
    assert waiting(house)
    assert isinstance(handing(house).answered(house.workspace.id, hand_off.id, EVE, "by mail"), Handed)
    card = house.card(hand_off.card_id)
    assert (card.status, card.decided_by) == (CardStatus.CLOSED, EVE)
    assert not waiting(house)
    with house.database.read() as tx:
        assert posts.mention(tx, card.question_id or 0).answered_via == "hand_off"
    assert isinstance(house.decide(card, Choice.REPLY, text="too late"), TooLate)
    assert isinstance(handing(house).move(house.workspace.id, hand_off.id, Step.UNDO, EVE), Handed)
    assert house.card(card.id).status is CardStatus.OPEN
    assert waiting(house)
    assert found(house, hand_off).state is HandOffState.CLAIMED


def test_sent_back_it_is_open_and_can_go_elsewhere(house: House) -> None:
    """With the note; then it may be handed off anew, and the old one can't be answered any more."""
    hand_off = given(house)
    assert isinstance(handing(house).send_back(house.workspace.id, hand_off.id, EVE, "it is sales'"), Handed)
    assert house.card(hand_off.card_id).status is CardStatus.OPEN
    assert found(house, hand_off).end_note == "it is sales'"
    late = handing(house).answered(house.workspace.id, hand_off.id, BEN)
    assert isinstance(late, HandedLate)
    assert late.by == EVE
    assert given(house, card=house.card(hand_off.card_id)).id != hand_off.id


def test_taken_back_before_it_came_it_never_comes(house: House) -> None:
    """What nobody has begun to post there is not posted."""
    card = house.question_card()
    result = handing(house).give(Gift(house.workspace.id, card.id, SUPPORT, ADA))
    assert isinstance(result, Handed)
    assert isinstance(handing(house).move(house.workspace.id, result.hand_off.id, Step.TAKE_BACK, BEN), Handed)
    house.perform_all()
    assert result.hand_off.message_id not in house.poster.posts


@pytest.mark.parametrize("how", ["there", "here", "ignored"])
def test_what_settles_the_card_closes_the_hand_off(house: House, how: str) -> None:
    """Answered on the network, answered from an old copy of the card or ignored: both are closed, both drawn again."""
    hand_off = given(house)
    card = house.card(hand_off.card_id)
    house.poster.updates.clear()
    if how == "there":
        house.polled()
        post = next(p for p in house.network.timeline if p.author_handle == "noor")
        house.network.add_post(house.network.me(), "We do!", in_reply_to_id=post.id)
        house.polled()
    else:
        house.decide(card, Choice.IGNORE if how == "ignored" else Choice.REPLY, text="We do!")
    house.perform_all()
    assert found(house, hand_off).state is HandOffState.CLOSED
    assert {hand_off.message_id, card.message_id} <= set(house.poster.updates)
    assert isinstance(handing(house).answered(house.workspace.id, hand_off.id, EVE), HandedLate)


def test_who_claims_while_it_is_being_answered_elsewhere_leaves_one_outcome(house: House) -> None:
    """Claim and answer race with an ignore: the card and the hand-off agree on what happened."""
    hand_off = given(house)
    card = house.card(hand_off.card_id)
    with ThreadPoolExecutor(2) as pool:
        ignored = pool.submit(house.decide, card, Choice.IGNORE)
        answered = pool.submit(handing(house).answered, house.workspace.id, hand_off.id, EVE)
    ignored.result(), answered.result()
    ended, status = found(house, hand_off).state, house.card(card.id).status
    assert (ended, status) in (
        (HandOffState.ANSWERED, CardStatus.CLOSED),
        (HandOffState.CLOSED, CardStatus.IGNORED),
    )


def test_what_moved_while_its_message_was_on_the_way_is_drawn_again(house: House) -> None:
    """Taken back at the very moment of posting: the message is corrected."""
    card = house.question_card()
    result = handing(house).give(Gift(house.workspace.id, card.id, SUPPORT, ADA))
    assert isinstance(result, Handed)
    mine = result.hand_off

    def taken_back(_call: str) -> None:
        house.poster.before = lambda _call: None
        handing(house).move(house.workspace.id, mine.id, Step.TAKE_BACK, ADA)

    house.poster.before = taken_back
    posting = next(a for a in house.actions(ActionKind.POST_MESSAGE) if a.message_id == mine.message_id)
    house.performer.perform(posting.id)
    house.perform_all()
    assert mine.message_id in house.poster.updates
    assert next(a for a in house.actions() if a.id == posting.id).state is ActionState.DONE


def test_another_workspace_has_none_of_it(house: House) -> None:
    """Ids are plain numbers: with another workspace's they name nothing."""
    hand_off = given(house)
    elsewhere = House(house.database, "T0TIDE")
    use = handing(elsewhere)
    assert use.give(Gift(elsewhere.workspace.id, hand_off.card_id, SUPPORT, ADA)) == TooLate(None)
    assert {use.move(elsewhere.workspace.id, hand_off.id, step, EVE) for step in Step} == {HandedLate(None)}
    assert found(house, hand_off) == hand_off
    with house.database.read() as tx:
        assert hand_offs.open_ones(tx, house.workspace.id) == (hand_off,)
        assert hand_offs.open_ones(tx, elsewhere.workspace.id) == ()
